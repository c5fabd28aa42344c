"""The words of documents and directives on screen."""

from django.utils.translation import gettext_lazy as _

from nhip.core.directive_drafts import DirectiveState, SourceGenre
from nhip.web.words import Sign, Word

GENRES: dict[SourceGenre, Word] = {
    SourceGenre.CONCLUSIONS: _("Thông báo kết luận"),
    SourceGenre.DIRECTIVE: _("Chỉ thị"),
    SourceGenre.LETTER: _("Công văn"),
    SourceGenre.TELEGRAM: _("Công điện"),
    SourceGenre.PLAN: _("Kế hoạch của cấp trên"),
    SourceGenre.MINUTES: _("Biên bản"),
    SourceGenre.SPEECH: _("Bài phát biểu"),
    SourceGenre.NEWS: _("Tin, bài"),
    SourceGenre.OTHER: _("Văn bản khác"),
}
STATES: dict[DirectiveState, Sign] = {
    DirectiveState.PENDING: Sign("amber", "▲", _("Chờ xem")),
    DirectiveState.ACCEPTED: Sign("green", "✓", _("Đã nhận")),
    DirectiveState.DROPPED: Sign("none", "✕", _("Đã bỏ")),
    DirectiveState.REPLACED: Sign("none", "◌", _("Đã tách, ghép")),
}
RULES: dict[str, Word] = {
    "order": _("có lời giao, yêu cầu đích danh đơn vị"),
    "duty": _("nêu trách nhiệm của đơn vị"),
    "task": _("nêu đơn vị và việc phải làm"),
    "listed": _("việc đứng dưới dòng hoặc mục nêu đơn vị"),
    "carried": _("nối tiếp ý kiến ngay trước"),
    "recipients": _("không nêu đơn vị; lấy theo nơi nhận"),
    "commitment": _("người chỉ đạo tự nhận làm"),
}
"""Why the reader took a sentence for a directive, by its rule."""
EDITED: dict[str, Word] = {
    "units": _("đơn vị"),
    "coordinating": _("phối hợp"),
    "task": _("việc"),
    "deadline": _("hạn"),
    "recurrence": _("định kỳ"),
}
