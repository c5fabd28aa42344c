"""Approving several reports of a month in one act."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from nhip.apps.org.queries import to_read
from nhip.apps.reports.services import approve_report
from nhip.core.access import Actor
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periods import Month


@transaction.atomic
def approve_reports(
    *, actor: Actor, code: str, month: Month, of: Iterable[str], now: datetime
) -> tuple[int, dict[str, RuleBroken]]:
    """Approve the reports of the units (codes) chosen in the list of a unit.

    Returns how many were approved, and why the others were not, by code: filed by the actor, or decided meanwhile.
    Raises RuleBroken where none is chosen; NotAllowed or NotFound for one that is not the actor's to decide, and then
    nothing is approved.
    """
    to_read(actor=actor, code=code, year=month.year, today=now.date())
    chosen = list(dict.fromkeys(of))
    if not chosen:
        raise RuleBroken(gettext_noop("Chưa chọn báo cáo nào để duyệt."), field="unit")
    refused: dict[str, RuleBroken] = {}
    for one in chosen:
        try:
            with transaction.atomic():
                approve_report(actor=actor, code=one, month=month, now=now)
        except RuleBroken as refusal:
            refused[one] = refusal
    return len(chosen) - len(refused), refused
