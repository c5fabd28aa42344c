"""What stands between who orders and the verb: "cũng", "vừa có văn bản số …", "trực tiếp"."""

from nhip.core.directives import verbs
from nhip.core.directives.words import Words, phrases

_AUXILIARY = phrases(
    """cũng | đã | vừa | đang | tiếp tục | còn | có | văn bản | công văn | ký | chính thức | thống nhất |
    lần thứ hai | lần thứ ba | lần nữa | một lần nữa | đồng thời | và | quyết định | lại | liên tục | mới | đồng ý |
    kết luận | nhấn mạnh | , | vẫn | trực tiếp | thường xuyên | nhiều lần | sẽ | đặc biệt | nghiêm khắc | phê bình |
    yêu cầu | giao | đề nghị | chỉ đạo | phân công | công điện | chỉ thị | khẩn | hỏa tốc | ban hành | ý kiến | gửi |
    ra | phát | phát đi | phải | tán thành | trân trọng | kính"""
)
_OF_PAPERS = frozenset({"số", "ngày", "tháng", "năm", "mật", "khẩn", "này", "mới", "trên", "nêu"})


def only_auxiliaries(words: Words, at: int, until: int) -> bool:
    while at < until:
        more = _AUXILIARY.match(words, at)
        if more == at and words.key(at) not in _OF_PAPERS and not words.key(at)[0].isdigit():
            return False
        at = max(more, at + 1)
    return True


def over_auxiliaries(words: Words, at: int) -> int:
    while not verbs.ASSIGN.stands(words, at) and (more := _AUXILIARY.match(words, at)) > at:
        at = more
    return at
