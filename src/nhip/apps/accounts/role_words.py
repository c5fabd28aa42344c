"""What roles are called, on screen and in workbooks."""

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhip.core.access import Role

ROLES: dict[Role, str | Promise] = {
    Role.OFFICER: _("Chuyên viên, cán bộ"),
    Role.LEADER: _("Lãnh đạo đơn vị"),
    Role.ADMINISTRATOR: _("Quản trị tài khoản và đơn vị"),
    Role.AUDITOR: _("Kiểm tra nội bộ, chỉ xem"),
    Role.INSPECTOR: _("Cán bộ kiểm tra"),
    Role.EMULATION_COUNCIL: _("Hội đồng thi đua"),
    Role.PRESS_OFFICER: _("Phụ trách tin bài"),
}


def vietnamese_words() -> dict[str, Role]:
    """The words that a workbook's template offers."""
    return _words("vi")


def role_words() -> dict[str, Role]:
    """The words that a workbook may hold, whatever the reader's language: Vietnamese, or English."""
    return _words("en") | _words("vi")


def _words(language: str) -> dict[str, Role]:
    with translation.override(language):
        return {str(word): role for role, word in ROLES.items()}
