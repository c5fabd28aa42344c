"""Where a verb of assignment stands as a noun: "theo yêu cầu", "ý kiến chỉ đạo", "yêu cầu của Bộ"."""

from nhip.core.directives.units import read_units
from nhip.core.directives.words import Words, phrases

_NOUNS_BEFORE = frozenset(
    [
        "theo",
        "sự",
        "việc",
        "lời",
        "xét",
        "được",
        "bị",
        "ban",
        "của",
        "những",
        "trên",
        "dưới",
        "chịu",
        "đáp_ứng",
        "nguyên",
        "bày",
        "tỏ",
        "mỗi",
        "ngoài",
        "các",
    ]
)


_NOUNS_OF_TWO = phrases(
    """ý kiến | công tác | nội dung | nhiệm vụ | tờ trình | tinh thần |
    quan điểm | biện pháp | đáp ứng | vượt quá | thẩm quyền | cơ chế | trách nhiệm | quá trình |
    thực hiện | hoạt động | bộ máy | cơ quan"""
)


_OF_TWO_SYLLABLES = frozenset(
    ["bầu cử", "ứng cử", "đề cử", "tái cử", "bàn giao", "chuyển giao", "trao giao", "khoán giao", "thả mong"]
)
"""Words whose second syllable alone would be a verb of assignment."""


_OTHER_WORDS = phrases(
    """giao thông | giao dịch | giao lưu | giao thừa | giao tiếp | giao thương | giao hữu | giao ban về |
    giao ban tháng | giao ban quý | giao ban tuần | giao ban đầu | giao ban cuối | giao ban sáng |
    giao ban chiều | giao ban báo chí | giao ban trực tuyến | giao ban định kỳ | giao ban với | giao ban của |
    giao ban hằng | giao ban hàng | giao ban khối | giao ban cụm | giao ban giữa | giao ban toàn"""
)


NOUNS_AFTER = frozenset(
    ["của", "tại", "này", "đó", "trên", "như", "nêu", "từ", "cấp", "nói", "thì", "bằng", "được", "là"]
)


def is_a_name(words: Words, end: int) -> bool:
    """ "yêu cầu của Bộ", "chỉ đạo trên": what stands behind the verb makes it a noun; "giao cấp xã …" does not."""
    if words.keys(end, end + 2) == "trên cơ":  # "yêu cầu trên cơ sở kết quả kiểm tra, …"
        return False
    if words.keys(end, end + 2) in _BY_WHEN:  # "yêu cầu từ nay đến cuối năm, các sở …"
        return False
    return words.key(end) in NOUNS_AFTER and not (words.key(end) == "cấp" and read_units(words, end)[0])


_BY_WHEN = frozenset(
    {"từ nay", "từ ngày", "từ tháng", "từ năm", "từ quý", "từ hôm", "tại phiên", "tại kỳ", "tại cuộc"}
)


def is_noun(words: Words, at: int) -> bool:
    """ "theo yêu cầu", "ý kiến chỉ đạo": the verb stands as a noun."""
    is_quoted = words.keys(0, 2) in ("thực hiện", "căn cứ", "triển khai") or words.key(0) == "theo"
    if words.keys(at - 2, at) == "về việc" and "ý kiến chỉ đạo" in words.keys(0, at) and not is_quoted:
        return False  # "thông báo ý kiến chỉ đạo của Thủ tướng về việc giao Bộ Y tế …"
    is_other = _OTHER_WORDS.stands(words, at) and not (words.is_capital(at + 1) and not words.is_capital(at))
    if words.key(at - 1) in _NOUNS_BEFORE or is_other:  # "giao thông"; but "giao Thông tấn xã …"
        return True
    opens = at == 2 or (at > 2 and words.key(at - 3) in (",", ".", ":", '"'))
    if words.keys(at - 1, at + 1) in _OF_TWO_SYLLABLES:
        return True
    is_unit = words.keys(at - 3, at) in ("tổ công tác", "đoàn công tác", "có ý kiến")
    return _NOUNS_OF_TWO.match(words, at - 2) == at and not opens and not is_unit
