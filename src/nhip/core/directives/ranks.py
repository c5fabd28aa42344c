"""Who stands above whom, as far as words tell: an order goes down or across, a proposal goes up."""

import re

_LEVELS = (
    (
        6,
        (
            r"^(?:phó )?(?:thủ tướng|tổng bí thư|chủ tịch (?:nước|quốc hội))|^(?:chính phủ|"
            r"quốc hội|trung ương|người đứng đầu chính phủ|bộ chính trị|ban bí thư|đảng(?! ủy| bộ| viên|"
            r" đoàn)|thường trực chính phủ|"
            r"ủy ban thường vụ|lãnh đạo chính phủ|ttg|ban chấp hành trung ương)|"
            r"^văn phòng (?:chính phủ|trung ương)|^vpcp|chủ nhiệm văn phòng chính phủ"
        ),
    ),
    (
        5,
        (
            r"^(?:các )?(?:bộ|thứ trưởng|ủy ban dân tộc|ngân hàng nhà nước|thanh tra chính phủ|"
            r"kiểm toán nhà nước|thống đốc|tổng thanh tra|lãnh đạo (?:các )?bộ|liên (?:bộ|ngành)|"
            r"thành viên chính phủ|bhxh việt nam|bảo hiểm xã hội việt nam|"
            r"viện kiểm sát nhân dân tối cao|mặt trận tổ quốc|ủy ban trung ương|tổ công tác|"
            r"ban chỉ đạo (?:quốc gia|trung ương))"
        ),
    ),
    (
        3,
        (
            r"^(?:giám đốc |phó giám đốc )?(?:ngành|sở|ban (?!chỉ đạo|thường vụ|chấp hành|cán sự|bí thư|đảng)|"
            r"công an|"
            r"thanh tra (?!chính)|hải quan|cục thuế|kho bạc|bộ chỉ huy|bộ tư lệnh)"
        ),
    ),
    (
        4,
        (
            r"(?:tỉnh|thành|thành phố)(?: ủy)?\b|^(?:ubnd|hđnd|ủy ban nhân dân|chủ tịch|"
            r"phó chủ tịch|bí thư|phó bí thư|chính quyền|tp|hà nội|thường trực|địa phương|"
            r"các địa phương)"
        ),
    ),
    (3, r"^(?:các )?(?:sở|ban|cục|tổng cục|vụ|giám đốc|công an|thanh tra|văn phòng|hải quan|thuế|kho bạc)"),
    (
        2,
        (
            r"^(?:phó )?tổng giám đốc|^(?:các )?(?:quận|huyện|thị xã|phòng|thủ trưởng|"
            r"trưởng phòng|hiệu trưởng|viện trưởng|chi cục|tập đoàn|tổng công ty|trung tâm|"
            r"đảng (?:ủy|bộ)|ban quản lý|khu kinh tế|cấp|cơ sở đào tạo|tổ bầu cử|đơn vị|cơ quan|lực lượng|"
            r"cấp ủy|ngành)"
        ),
    ),
    (1, r"^(?:các )?(?:xã|phường|thị trấn|công ty|doanh nghiệp|chủ đầu tư|nhà thầu|người dân)"),
)
_COMPILED = tuple((level, re.compile(pattern)) for level, pattern in _LEVELS)
_LOWER_GOVERNMENTS = re.compile(
    r"(?:ubnd|ủy ban nhân dân|hđnd|chủ tịch|bí thư|chính quyền|lãnh đạo).*\b(quận|huyện|thị xã|xã|"
    r"phường)\b(?!.*(?:tỉnh|trực thuộc))"
)
UNKNOWN, HIGHEST = 0, 6


def rank(key: str) -> int:
    """6 for those who lead the country down to 1; UNKNOWN where the words do not tell. key: lower case."""
    if _LOWER_GOVERNMENTS.match(key):
        return 2
    return next((level for level, pattern in _COMPILED if pattern.search(key)), UNKNOWN)


_LEADS = re.compile(
    r"^(?:phó )?(?:thủ tướng|chủ tịch|bí thư|thống đốc|giám đốc)|^(?:bộ trưởng|thứ trưởng|"
    r"(?:đại|thượng|trung|thiếu) (?:tướng|tá)|chính phủ|thường trực|tổng bí thư|lãnh đạo|ông|bà|đồng chí|"
    r"người đứng đầu|trưởng|(?:phó )?chủ nhiệm|(?:phó )?(?:tổng )?cục trưởng|tư lệnh (?:ngành|trưởng)|"
    r"tổ trưởng|phó trưởng)"
)


def leads(key: str) -> bool:
    """Whether the words name somebody who directs by office: "chỉ đạo" of theirs is an order, not a task."""
    return bool(_LEADS.match(key))
