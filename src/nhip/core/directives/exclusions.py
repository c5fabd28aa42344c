"""What looks like a directive and is none: titles, headers, leads that repeat, background, norms, closing words."""

import re

from nhip.core.directives import tellings
from nhip.core.directives.letters import Text
from nhip.core.directives.model import Genre
from nhip.core.directives.segmentation import Block

_OFFICIAL = re.compile(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|^[ \t]*kính gửi\s*:?|^[ \t]*nơi nhận\s*:|"
    r"^[ \t]*số\s*:\s*[\w./-]+\s?/\s?[\w-]+|^[^\n]{0,60}độc lập\s*[-–]\s*tự do|"
    r"^[^\w\n]{0,8}\w{0,4}[^\w\n]{1,4}kính gửi\s*:|^[ \t]*(?:công điện|chỉ thị|thông báo|kế hoạch|quyết định|"
    r"nghị quyết|biên bản)[ \t]*$|^[ \t]*v/v\b|"
    r"^[ \t]*căn cứ (?:luật|nghị định|thông tư|quyết định|nghị quyết|chỉ thị|công văn|điểm|khoản)\b[^\n]*|"
    r"^[ \t]*(?:thông báo )?(?:ý kiến )?kết luận của (?:phó )?(?:thủ tướng|chủ tịch|bộ trưởng|thứ trưởng|bí thư|"
    r"giám đốc|tổng cục trưởng|đồng chí)\b[^\n.:]*\n|"
    r"^[^\n:]{0,400}\b(?:kết luận|ý kiến|chỉ đạo|quyết nghị|yêu cầu)(?: chỉ đạo| kết luận)? như sau\s*:[ \t]*$|"
    r"^[ \t]*(?:thừa lệnh [^\n.;:]{2,60}, )?văn phòng\b[^\n.;:]{0,60}\bthông báo (?:để|đến|tới)\b[^\n]*",
    re.MULTILINE,
)
_NORMS = re.compile(
    r"^\s*(?:\**)(?:luật|nghị định|thông tư|thông tư liên tịch|pháp lệnh|bộ luật|quy chế|điều lệ)\s*(?:\**)$",
    re.MULTILINE,
)
_FOOTER = re.compile(r"\W*nơi nhận\b")
_RECIPIENTS = re.compile(r"\W*(?:kính gửi|gửi)\s*:?|.{0,60}\bđiện\s*:$")
_ANNEX = re.compile(r"\W*(?:kế hoạch|phụ lục|chương trình|đề án|phương án|danh mục|nội dung|quy định)\b")
_HEADER = re.compile(
    r"\W*(?:số\s*:|v/v\b|về việc\b(?! (?:này|trên|nêu trên|đó)\b)|độc lập\s*-|cộng h(?:òa|oà)|kính gửi|"
    r"theo đề nghị của\b|xét đề nghị của\b|điều \d+\W*$|tm\.|kt\.|tl\.|tuq\.|q\.)"
)
_GROUNDS = re.compile(r"\W*căn cứ\b")
_DATE_LINE = re.compile(r"\W*[^\d\W][^,]{1,40},\s*ngày\s+\d")
_LAW = (
    r"(?:luật|nghị định|thông tư|pháp lệnh|bộ luật|hiến pháp|điều \d+|khoản \d+|"
    r"quy định (?:hiện hành|của pháp luật|tại|của)|quy hoạch|đề án|dự thảo|"
    r"kế hoạch(?! này))"
)
_NORM = re.compile(
    rf"(?:\W)*(?:theo|tại|căn cứ(?: vào| tại)?|cũng theo)\s+{_LAW}[^,]*(?:,|như sau\s*:)|.*\b(?:nghị định|"
    rf"thông tư|(?<!pháp )(?<!của )luật|"
    rf"dự thảo|quy chế|điều lệ|quy định(?= (?:này )?nêu rõ))\b"
    rf"[^,.;]{{0,60}}(?<!theo )(?<!đúng )(?<!các )(?<!những )\b(?:quy định(?: rõ)?|nêu rõ|yêu cầu|"
    rf"đề xuất)\b"
)
_CLOSING = re.compile(
    r"\W*văn phòng\b[^,.;]{0,60}\bthông báo (?:để|đến)\b|"
    r".*(?:thông báo (?:để|đến)\b.{0,80}\bbiết|xin thông báo|trân trọng(?! đề nghị)|rất mong|mong nhận được|"
    r"mọi (?:vướng mắc|thông tin|chi tiết)|xin cảm ơn|quý khách|quý vị|quý độc giả|bạn đọc quan tâm|"
    r"chịu trách nhiệm thi hành|thi hành (?:quyết định|chỉ thị|công điện|kế hoạch) này|"
    r"có hiệu lực (?:thi hành )?kể từ|(?:quyết định|chỉ thị|công điện|văn bản) này(?: có hiệu lực[^.;]*)? thay thế|"
    r"phương tiện thông tin đại chúng đưa tin|(?<!cho )biết(?: và|,) thực hiện)"
)
_EXPECTED = re.compile(
    r"(?:\W)*(?:tuy nhiên,?\s+)?(?:cho đến nay|đến nay|tới nay|dự kiến|ước tính|ước|được biết|"
    r"theo kế hoạch|theo dự kiến|theo lộ trình|"
    r"mục tiêu(?: là)?|chỉ tiêu|kết quả|tính đến|hiện nay|hiện|thực tế|nguyên nhân|ảnh\s*:|"
    r"theo đề xuất|theo phương án|theo thiết kế|theo dự án|"
    r"theo báo cáo|theo phản ánh|theo thống kê|theo tìm hiểu|theo nhận định|theo dự báo)\b"
)
_MUST_NOW = re.compile(r"\W*(?:hiện|hiện nay|thực tế)\b[^;:]*,[^,;:]*\b(?:cần|phải)\s(?!có\b)")
""" "Hiện khu A đã kín, thành phố cần …": what is so now, and what must be done."""
_GIVES = re.compile(
    r"\b(?:thủ tướng|chủ tịch|bộ trưởng|ubnd|ủy ban nhân dân|bộ|sở|ban)\b[^.;:]{0,80}"
    r"(?<!đã )\b(?:yêu cầu|đề nghị|giao|chỉ đạo)\s+(?:các|bộ|sở|ubnd|ủy ban|chủ tịch|giám đốc|công an|thủ trưởng)\b"
)
_OFF = re.compile(
    r"\b(?:đánh giá|kết quả|tồn tại|hạn chế|mục đích|tình hình|quan điểm|nguyên nhân|"
    r"thực trạng|bối cảnh|ưu điểm|nội dung kiến nghị|kiến nghị|đề xuất|cơ sở pháp lý|"
    r"sự cần thiết|mục tiêu)\b"
)
_OPINIONS = re.compile(
    r"\b(?:ý kiến (?:thảo luận|phát biểu|tham gia|đóng góp|của các|của đại)|thảo luận|kiến nghị|đề xuất)\b"
)
_RESPONSIBLE = re.compile(
    r"(?:\W|\d)*(?:đơn vị|cơ quan|các đơn vị|các cơ quan|thành phần|thời gian(?! tới| qua| trước)|địa điểm|"
    r"kinh phí|danh nghĩa|đối tượng)\b[^:.,]{0,40}:"
)
_ON = re.compile(
    r"\b(?:nhiệm vụ|giải pháp|tổ chức thực hiện|phân công|yêu cầu(?! chung)|kết luận|"
    r"chỉ đạo|trách nhiệm|biện pháp|thời gian tới)\b"
)
_LEAD_IN = re.compile(
    r"\b(?:kết luận|ý kiến|chỉ đạo|yêu cầu|quyết định|nhiệm vụ|giải pháp|nội dung|đề nghị|"
    r"giao|công việc|phân công|việc sau|lưu ý|quyết nghị|chỉ thị|nêu rõ|nhấn mạnh)\b"
)


def genre_of(text: Text) -> Genre:
    """Official where the form of a paper shows at least twice."""
    return Genre.OFFICIAL if len(_OFFICIAL.findall(text.key)) > 1 else Genre.REPORT


def is_norms(text: Text) -> bool:
    """A decree or a law: it commands for ever, and nobody follows it up as a directive."""
    return bool(_NORMS.search(text.key[:3000])) and genre_of(text) is Genre.OFFICIAL


_GIVEN = re.compile(
    r"\b(?:thủ tướng|chủ tịch|bộ trưởng|thứ trưởng|bí thư|chính phủ|ubnd|ủy ban nhân dân|công điện|chỉ thị)\b"
    r"[^.\n]{0,80}\b(?:yêu cầu|giao|chỉ đạo|phân công)\b|"
    r"\b(?:công văn|công điện|văn bản|thông báo|chỉ thị|kết luận)\b[^.\n]{0,40}\bnêu rõ\b|"
    r"\b(?:chỉ đạo|kết luận|yêu cầu) của (?:phó )?(?:thủ tướng|chủ tịch|bộ trưởng|bí thư)\b[^.\n]{0,60}\bnêu rõ\b|"
    r"\btôi (?:giao|yêu cầu|chỉ đạo)\b|"
    r"\b(?:bộ|sở|cục|tỉnh|huyện|thành phố|quận|ngân hàng nhà nước|văn phòng|văn bản|công văn)\b"
    r"[^.\n]{0,60}\b(?:yêu cầu|giao|chỉ đạo|đề nghị)\s+"
    r"(?:các|bộ|sở|ubnd|ủy ban|cục|chi cục|giám đốc|thủ trưởng|công an|phòng)\b"
)


def tells_of_orders(text: Text) -> bool:
    """Whether somebody who leads orders something anywhere in the text."""
    return bool(_GIVEN.search(text.key[:40_000]))


_ORDERED_BEHIND = re.compile(
    r"\b(?:đây|đó) (?:cũng )?là (?:một trong |những |các |nội dung |ý kiến )*"
    r"(?:chỉ đạo|yêu cầu|kết luận|giao nhiệm vụ)\b"
    r"[^.\n]{0,40}\b(?:thủ tướng|chủ tịch|bộ trưởng|bí thư|ubnd|ủy ban nhân dân)\b"
)


def is_ordered_behind(text: Text) -> bool:
    """ "Đây là chỉ đạo của Phó Thủ tướng …": what stands before it is ordered."""
    return bool(_ORDERED_BEHIND.search(text.key[:2500]))


def begins_footer(text: Text, block: Block) -> bool:
    return bool(_FOOTER.match(text.key, block.start, block.end))


def begins_annex(text: Text, block: Block) -> bool:
    """A plan or list behind a decision's signature."""
    if block.kind in ("roman", "article"):
        return True
    return is_capitals(text, block) and bool(_ANNEX.match(text.key[block.start : block.end]))


_SENDS = re.compile(
    r"\b(?:ký|ban hành|có|gửi|phát đi|ra)\b[^.;]{0,20}\b(?:công điện|chỉ thị|công văn|văn bản|thông báo)\b"
)


def sends_a_paper(block: str) -> bool:
    """ "Thủ tướng vừa ký công điện …": what it says below, he says."""
    return bool(_SENDS.search(block))


def names_recipients(text: Text, block: Block) -> bool:
    return bool(_RECIPIENTS.match(text.key[block.start : block.end]))


def is_header(text: Text, block: Block, genre: Genre, *, has_begun: bool) -> bool:
    """Letterhead, subject, legal grounds, signatures: lines of the form and none of the message."""
    if genre is not Genre.OFFICIAL:
        return False
    line = text.key[block.start : block.end]
    if _GROUNDS.match(line) and (not has_begun or line.endswith(";")):
        return True
    if (_HEADER.match(line) and not concludes(line)) or (_DATE_LINE.match(line) and len(line) < 70):
        return True
    return not block.kind and not has_begun and is_capitals(text, block)


_CAPTION = re.compile(r"[^\n]{0,250}\b(?:ảnh(?: minh họa)?|đồ họa|nguồn ảnh|nguồn)\s*:\s*[^.:;\n]{2,40}\.?$")


def is_caption(block: str) -> bool:
    """ "Người dân trồng cây. Ảnh: A. B": what stands below a picture of a report."""
    return bool(_CAPTION.match(block))


def is_capitals(text: Text, block: Block) -> bool:
    letters = [one for one in text.shown[block.content : block.end] if one.isalpha()]
    return len(letters) > 3 and sum(one.isupper() for one in letters) > 0.8 * len(letters)


def is_heading(text: Text, block: Block) -> bool:
    """A line that ends like a title: no full stop, no colon, not long."""
    last = text.shown[block.end - 1]
    if last in ".;:!?,…\"')/" or block.end - block.content > 220:
        return False
    if block.kind in ("", "roman", "article"):
        return True
    return block.end - block.content <= 130 and block.kind in ("arabic", "bracketed", "deep", "letter")


def is_no_order(sentence: str) -> bool:
    """A question, a norm that is quoted, a closing formula, an expectation."""
    if (sentence.rstrip(" \"'").endswith("?") and ":" not in sentence) or is_said_by_another(sentence):
        return True
    return bool(
        tellings.is_told(sentence)
        or _GROUND.match(sentence)
        or _RESPONSIBLE.match(sentence)
        or _CLOSING.match(sentence)
        or (_EXPECTED.match(sentence) and not _GIVES.search(sentence) and not _MUST_NOW.match(sentence))
        or is_norm(sentence)
    )


_BEGINS_AN_ORDER = re.compile(r"\W*(?:\w{1,2}[.)]\s*)?(?:giao|phân công|yêu cầu|đề nghị)\s")


def is_norm(sentence: str) -> bool:
    """What a law or a decree lays down, quoted: nobody orders it here, unless somebody does in the same sentence."""
    if _BEGINS_AN_ORDER.match(sentence):
        return False
    return _NORM.match(sentence) is not None and not _GIVES.search(sentence)


_SAID = re.compile(
    r"[\"'],?\s+(?!khi|của|về|mà|nếu|do|vì|thì|chủ trì|phối hợp|để|báo cáo|khẩn trương|"
    r"rà soát|xây dựng|trình|bảo đảm|đảm bảo|tổ chức|theo dõi)"
    r"(?P<who>[^\"]{3,120}?)\s+(?P<verb>đề xuất|kiến nghị|đề nghị|phàn nàn|nói|"
    r"cho biết|cho hay|chia sẻ|bày tỏ|phản ánh|thông tin|lý giải|khẳng định)\b[^\"]*$"
)
_MAY_ORDER = re.compile(r"(?:thủ tướng|chủ tịch|bộ trưởng|bí thư|phó thủ tướng)")


def is_said_by_another(sentence: str) -> bool:
    """A quotation of somebody who gives no orders, or that is called a proposal."""
    said = _SAID.search(sentence)
    if said is None or _is_one_word(sentence, said.start()) or _OPENS.search(sentence[: said.start()]):
        return False
    return said["verb"] in ("đề xuất", "kiến nghị", "phàn nàn", "phản ánh") or not _MAY_ORDER.search(
        said["who"]
    )


_OPENS = re.compile(r"(?:yêu cầu|chỉ đạo|đề nghị|giao|nêu rõ|nhấn mạnh|rằng|:)\s*$")
"""Behind these a quotation begins: "ông A yêu cầu «Sở B thường xuyên …"."""


def _is_one_word(sentence: str, closes: int) -> bool:
    """ "tình trạng «xe dù, bến cóc» gây mất trật tự": words are set off, nobody is quoted."""
    opens = max(sentence.rfind(mark, 0, closes) for mark in "\"'")
    return opens >= 0 and closes - opens < _QUOTED


_QUOTED = 30


def goes_on(sentence: str) -> bool:
    """ "Theo đó, …", "Cụ thể, …": what a paper says is told."""
    return bool(re.match(r"\W*(?:theo đó|cụ thể(?: là)?)\s*,", sentence))


_RESULT_FIRST = re.compile(
    r"(?:(?:các|toàn bộ) )?(?:thời gian|thời hạn|kết quả|kết luận thanh tra|báo cáo|hồ sơ|văn bản|kế hoạch|"
    r"phương án|công tác|"
    r"danh sách|đề án|ý kiến|nội dung|số liệu|tổng số|mọi)\b[^.;]{0,90}?"
    r"\b(?:báo cáo|báo về|gửi|trình|nộp|hoàn thành|về|phải (?:được )?(?:công bố|công khai))\b[^.;]*"
    r"(?:trước|chậm nhất|muộn nhất|trong)\s|"
    r"kết quả\b[^.;,]{0,60}\b(?:báo cáo|gửi)(?: về)? (?:bộ|ubnd|ủy ban|sở|thủ tướng|chính phủ|văn phòng|lãnh đạo)\b"
    r"[^.;,]{0,60}\bđể tổng hợp\b|"
    r"thời (?:gian|hạn)(?: cuối cùng)?(?: để)? (?:báo cáo|gửi|trình|nộp|hoàn thành)\b[^.;]{0,60}"
    r"\b(?:là|đến hết|đến ngày)\b|"
    r"(?:cụ thể, )?việc\b[^.;]{0,90}\bphải (?:được )?(?:hoàn thành|hoàn tất|xong|chấm dứt|kết thúc|dừng|"
    r"ngừng)\b[^.;]*"
    r"(?:trước|trong|chậm nhất|sau ngày|từ ngày)\s|"
    r"thời (?:gian|hạn) (?:chậm nhất|muộn nhất|tối đa|không quá)\b[^.;]{0,40}, (?:báo cáo|gửi|trình|nộp|"
    r"hoàn thành)\b"
)


def is_result_to_report(sentence: str) -> bool:
    """ "Kết quả báo cáo Bộ trưởng trước ngày 25/3": what is to be handed in stands first."""
    tells = re.search(r"\b(?:cho biết|cho hay)\b", sentence)
    return bool(_RESULT_FIRST.match(sentence)) and len(sentence) < 260 and not tells


def turns(heading: str, *, was_on: bool) -> bool:
    """Whether under this heading orders are given: "Nhiệm vụ" says so, "Đánh giá" denies it."""
    if _ON.search(heading):
        return True
    return was_on and not _OFF.search(heading)


_POWERS = re.compile(r"\b(?:quyền hạn|chức năng,? (?:và )?nhiệm vụ|nhiệm vụ (?:và|,) quyền)\b")


def tells_of_powers(heading: str) -> bool:
    """ "Nhiệm vụ, quyền hạn của Ban chỉ đạo": what a unit is there for is laid down, and nobody orders it here."""
    return bool(_POWERS.search(heading))


def gives_opinions(heading: str) -> bool:
    """ "Ý kiến thảo luận": what is asked under this heading, those who were there ask."""
    return bool(_OPINIONS.search(heading)) and not _ON.search(heading)


_GROUND = re.compile(
    r"\W*(?:căn cứ|thực hiện|xét)\s+(?:quyết định|thông báo|nghị quyết|chỉ thị|kết luận|công văn|công điện|"
    r"kế hoạch|luật|nghị định|đề nghị)\b[^;]*;$"
)
"""A line of legal grounds, wherever it stands: "Căn cứ Quyết định số 1/QĐ-TTg …;"."""
_ANNOUNCES = re.compile(
    r".*\b(?:việc|nội dung|nhiệm vụ|giải pháp|vấn đề|yêu cầu|điểm|ý)(?: \w+){0,3} (?:như )?sau(?: đây)?\s*[.:]\s*$"
)


def announces(sentence: str) -> bool:
    """ "… tập trung vào mấy việc sau đây.": orders follow, this is none yet."""
    return len(sentence) < 300 and bool(_ANNOUNCES.match(sentence))


_COUNTS = re.compile(
    r"\W*(?:(?:thứ)\s+(?P<n>nhất|hai|ba|tư|năm|sáu|bảy|tám)|(?P<m>một|hai|ba|bốn|năm|sáu|bảy|tám) là)\b\s*[,:]"
)


def counts(sentence: str) -> bool:
    """ "Thứ hai, …", "Ba là, …": one of a row of points."""
    return bool(_COUNTS.match(sentence))


def counts_first(sentence: str) -> bool:
    found = _COUNTS.match(sentence)
    return found is not None and (found["n"] or found["m"]) in ("nhất", "một")


_CONCLUDES = re.compile(
    r"\b(?:có ý kiến|kết luận|chỉ đạo|chỉ thị|quyết định|nhấn mạnh|nêu rõ|phát biểu)\b(?:\s+\w+){0,5}\s*:$|"
    r"\b(?:có ý kiến|có chỉ đạo|kết luận)\b[^.;:]{0,120}\bnhư sau\s*:$"
)


_ENDS_A_MEETING = re.compile(
    r"\W*(?:phát biểu )?kết luận (?:cuộc họp|hội nghị|buổi làm việc|phiên họp|buổi họp|hội thảo)\b[^,]{0,60},"
)


def ends_a_meeting(sentence: str) -> bool:
    """ "Kết luận cuộc họp, Thủ tướng đồng ý …": what he says next, he orders."""
    return bool(_ENDS_A_MEETING.match(sentence))


def concludes(block: str) -> bool:
    """ "Phó Thủ tướng có ý kiến chỉ đạo như sau:": orders follow, given by whom the line names."""
    return bool(_CONCLUDES.search(block))


_VIEWS = re.compile(r"\bcó ý kiến(?:\s+[^\s:;.]+){0,6}\s+như sau\s*:$")


def gives_views(block: str) -> bool:
    """ "Bộ Giao thông vận tải có ý kiến như sau:": whose paper it is speaks, and is not spoken to."""
    return bool(_VIEWS.search(block))


_BELOW = re.compile(r"\b(?:yêu cầu|chỉ đạo|giao|giao nhiệm vụ|đề nghị|quyết định)(?: một số nội dung)?\s*:$")


def orders_below(block: str) -> bool:
    """ "… có công điện, trong đó Thủ tướng yêu cầu:": what stands below is ordered."""
    return bool(_BELOW.search(block[-80:]))


def leads_in(block: str) -> bool:
    """Whether a line that ends with a colon announces orders."""
    return bool(_LEAD_IN.search(block))
