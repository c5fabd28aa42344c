"""The day's letter: what is new for a person, and which of their work falls due today. Composed here, sent by mail."""

import logging
from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from nhip.apps.accounts import mail
from nhip.apps.accounts.queries import actor_for
from nhip.apps.notices.digest import MOST_LINES, Claim, claim, due_people, give_back
from nhip.apps.notices.models import Notice
from nhip.apps.notices.queries import row_of
from nhip.apps.org import ground
from nhip.apps.org.days_off import days_off
from nhip.core.errors import NhipError, RuleBroken, gettext_noop
from nhip.core.units import Tree
from nhip.core.working_days import is_quiet, next_working_day
from nhip.cycle.cards import Card, CardKind
from nhip.cycle.my_work import my_work

log = logging.getLogger(__name__)

OWN_DUTIES = {
    CardKind.REPORT_DUE: gettext_noop("Báo cáo tháng {month}/{year}, {unit}"),
    CardKind.REPORT_RETURNED: gettext_noop("Báo cáo tháng {month}/{year}, {unit}"),
    CardKind.PLAN_DUE: gettext_noop("Kế hoạch năm {year}, {unit}"),
    CardKind.PLAN_RETURNED: gettext_noop("Kế hoạch năm {year}, {unit}"),
    CardKind.PART_DUE: gettext_noop("{title}, {unit}"),
    CardKind.TASK_OVERDUE: gettext_noop("{title}, {unit}"),
}
"""What a person must do by a day. Everything else that waits has its notice."""


def send_digests(*, now: datetime) -> int:
    """Send the letters of the business day, unless it is quiet. Returns how many the mail server took.

    Doing it again on the same day sends nothing again. Raises RuleBroken where mail is not set up.
    """
    today = now.date()
    if not mail.is_set_up():
        raise RuleBroken(
            gettext_noop("Máy chủ này chưa gửi được thư: khai NHIP_EMAIL_URL trước."), field="mail"
        )
    if quiet_until(today) is not None:
        return 0
    sent = 0
    for person in due_people(day=today):
        claimed = claim(person_id=person, day=today, now=now)
        if claimed is None:
            continue
        if _send(claimed, today):
            sent += 1
        else:
            give_back(claimed=claimed)
    return sent


def _send(claimed: Claim, today: date) -> bool:
    """Whether the mail server took the letter; one that cannot be written keeps nobody else's from going out."""
    try:
        with translation.override(claimed.language):
            subject, body = _subject(claimed, today), letter(claimed, today)
    except NhipError:
        log.exception("digest not written")
        return False
    return mail.send(subject=subject, body=body, address=claimed.email)


def _subject(claimed: Claim, today: date) -> str:
    count = len(claimed.notices)
    sentence = ngettext("Nhịp {day}: {count} thông báo mới", "Nhịp {day}: {count} thông báo mới", count)
    return sentence.format(day=f"{today:%d/%m/%Y}", count=count)


def quiet_until(today: date) -> date | None:
    """The next working day where today is quiet, else None."""
    off = days_off(today.year)
    return next_working_day(today, off) if is_quiet(today, off) else None


def letter(claimed: Claim, today: date) -> str:
    """The letter's text in the active language."""
    actor = actor_for(person_id=claimed.person, name=claimed.office, today=today)
    cards = my_work(actor=actor, today=today).cards
    parts = [
        gettext("Kính gửi {office},").format(office=claimed.office),
        gettext("Mới, chưa đọc:"),
        *_lines(claimed.notices, ground.current().history.on(today)),
        *_duties(cards),
        "\n".join(
            [
                gettext("Thư này gửi mỗi ngày làm việc một lần, khi có điều mới."),
                gettext("Không muốn nhận nữa, hoặc đổi ngôn ngữ: {link}").format(
                    link=f"{_full('account')}#thu-tom-tat"
                ),
            ]
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _full(route: str) -> str:
    return str(settings.NHIP_PUBLIC_URL + reverse(route))


def _lines(notices: Sequence[Notice], tree: Tree) -> list[str]:
    rows = [row_of(one, tree) for one in notices[:MOST_LINES]]
    lines = [f"- {row.text}\n  {settings.NHIP_PUBLIC_URL}{row.link}" for row in rows]
    more = len(notices) - len(rows)
    if more:
        sentence = ngettext("… và {count} thông báo nữa:", "… và {count} thông báo nữa:", more)
        lines.append(f"{sentence.format(count=more)} {_full('notices')}")
    return lines


def _duties(cards: Sequence[Card]) -> list[str]:
    """What falls due today by name; how much is overdue already."""
    own = [card for card in cards if card.kind in OWN_DUTIES and card.due_on is not None]
    today, late = [card for card in own if card.days == 0], [card for card in own if card.days > 0]
    told = []
    if today:
        told.append("\n".join([gettext("Việc đến hạn hôm nay:"), *(f"- {_duty(card)}" for card in today)]))
    if late:
        told.append(
            ngettext("Việc đã quá hạn: {count}.", "Việc đã quá hạn: {count}.", len(late)).format(
                count=len(late)
            )
        )
    return [*told, _full("my_work")] if told else []


def _duty(card: Card) -> str:
    words = {"month": card.month, "year": card.year, "unit": card.unit, "title": card.title}
    return gettext(OWN_DUTIES[card.kind]).format(**words)
