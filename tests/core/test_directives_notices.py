"""Notices of conclusions without a letterhead, as offices put them on their pages; written for this test."""

from nhip.core.directives import Genre, read

NOTICE = """THÔNG BÁO
Kết luận của Bộ trưởng tại hội nghị tổng kết công tác dân tộc năm 2019
Ngày 11/01/2020, Ủy ban đã tổ chức Hội nghị tổng kết công tác năm 2019.
Thay mặt lãnh đạo, Bộ trưởng đã kết luận như sau:
Trong năm 2019, ngành đã vượt qua khó khăn, đạt được nhiều kết quả.
Tiếp thu ý kiến chỉ đạo của Phó Thủ tướng, Bộ trưởng yêu cầu các vụ, đơn vị trực thuộc Bộ thực hiện nghiêm túc các \
nhiệm vụ đã nêu trong Báo cáo, đồng thời nhấn mạnh một số vấn đề sau:
1. Về công tác xây dựng văn bản
- Triển khai mạnh mẽ các nghị định về công tác dân tộc; đẩy mạnh tuyên truyền.
2. Công tác quy hoạch, kế hoạch
- Các Sở Dân tộc tham mưu cho UBND tỉnh, thành phố rà soát quy hoạch dân cư.
Bộ Dân tộc thẩm định để UBND tỉnh phê duyệt các quy hoạch này.
- Đổi mới đồng bộ các chỉ tiêu thống kê theo hướng đầy đủ, kịp thời.
+ Đối với vốn đối ứng chưa bố trí: Vụ Kế hoạch tham mưu báo cáo Chính phủ phương án giải quyết.
- Bộ Dân tộc sẽ xây dựng quy chế phối hợp; các cơ quan thuộc Bộ quan tâm thực hiện.
- Hội đồng quản trị các Tổng công ty xây dựng giao thông tiến hành rà soát, kiện toàn tổ chức.
3. Phát động thi đua
Trên cơ sở Chương trình thi đua của Bộ, các cơ quan, đơn vị triển khai phát động ngay từ đầu năm.
Thừa lệnh Bộ trưởng, Văn phòng Bộ xin thông báo để các cơ quan, đơn vị liên quan triển khai thực hiện.
"""

ALL = "các vụ, đơn vị trực thuộc Bộ"


def test_a_notice_without_a_letterhead_is_an_official_paper() -> None:
    assert read(NOTICE).genre is Genre.OFFICIAL


def test_whom_its_lead_tells_is_told_every_point_without_a_unit_of_its_own() -> None:
    """Also behind a plain paragraph within a section; a heading above a paragraph is no task."""
    told = [(one.lead, one.task.split(" ")[0]) for one in read(NOTICE).directives]
    assert told == [
        (ALL, "Triển"),
        ("Sở Dân tộc", "tham"),
        ("Bộ Dân tộc", "thẩm"),
        (ALL, "Đổi"),
        ("Vụ Kế hoạch", "tham"),
        ("Bộ Dân tộc", "sẽ"),
        ("các cơ quan thuộc Bộ", "quan"),
        ("Hội đồng quản trị các Tổng công ty xây dựng giao thông", "tiến"),
        ("các cơ quan, đơn vị", "triển"),
    ]


def test_who_speaks_behind_whose_opinion_it_follows_gives_the_orders() -> None:
    """ "Tiếp thu ý kiến của Phó Thủ tướng, Bộ trưởng yêu cầu …": the ministry's "sẽ" is the minister's own."""
    assert "commitment" in {one.rule for one in read(NOTICE).directives}


MINUTES = """BIÊN BẢN
Họp giao ban tháng 3/2022 của Ban Dân tộc tỉnh
1. Thời gian: 8h00, ngày 05/3/2022
III. Kết luận của đồng chí Trưởng ban
2. Nhiệm vụ tháng 3:
- Thanh tra Ban: xây dựng kế hoạch thanh tra Dự án 1, hoàn thành trong tuần 3 tháng 3.
- Đồng chí Nguyễn Văn A, Phó Trưởng ban phụ trách, chỉ đạo Phòng Tuyên truyền tổ chức 02 lớp tập huấn.
- Trong quá trình thực hiện, nếu có vướng mắc, các phòng phản ánh về Văn phòng để tổng hợp.
"""


def test_in_minutes_a_comrade_who_directs_a_division_is_told_to() -> None:
    assert [(one.lead, one.due and one.due.text) for one in read(MINUTES).directives] == [
        ("Thanh tra Ban", "trong tuần 3 tháng 3"),
        ("Đồng chí Nguyễn Văn A, Phó Trưởng ban", None),
        ("các phòng", None),
    ]
