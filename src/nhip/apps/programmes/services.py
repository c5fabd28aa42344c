"""Programmes and policies: the list that is shipped or sent, and counts of beneficiaries."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.apps.programmes.models import (
    BeneficiaryCount,
    BeneficiaryKind,
    Component,
    Funding,
    LegalAct,
    Programme,
)
from nhip.core.access import Act, Actor, require
from nhip.core.errors import NotAllowed, NotFound, RuleBroken, gettext_noop
from nhip.core.periods import Month
from nhip.core.programmes import FundingKind, check_code, check_count


@transaction.atomic
def load_programmes(*, actor: Actor, told: Mapping[str, Any], now: datetime) -> int:
    """Store the programmes of a list, each with its acts, components, funding and kinds of beneficiaries.

    A programme that is there by its code is brought up to the list; loading again changes nothing. Returns how many
    were new or changed. Installation-wide: the operator's act. Raises NotAllowed, RuleBroken (shape of the list).
    """
    if not actor.is_operator:
        raise NotAllowed
    entries = []
    try:
        for one in told["programmes"]:
            programme, before, after = _store(one)
            if before != after:
                entries.append(Entry("save_programme", programme, before=before, after=after))
    except (KeyError, TypeError, ValueError) as wrong:
        raise RuleBroken(
            gettext_noop("Danh mục chương trình thiếu hoặc sai mục {what}; xem docs/guide/programmes.md."),
            field="programmes",
            what=str(wrong),
        ) from wrong
    record(actor=actor, role="operator", entries=entries, at=now)
    return len(entries)


def _store(one: Mapping[str, Any]) -> tuple[Programme, dict[str, object] | None, dict[str, object]]:
    code = check_code(one["code"])
    programme = Programme.objects.filter(code=code).first() or Programme(code=code)
    before = _facts(programme) if programme.pk else None
    acts = sorted(one["acts"], key=lambda act: str(act["starts_on"]))
    programme.name, programme.applies_to = one["name"], one["applies_to"]
    programme.starts_on, programme.ends_before = _day(one["starts_on"]), _day_or_none(one["ends_before"])
    programme.legal_basis = "; ".join(
        f"{act['number']} ngày {_day(act['issued_on']):%d/%m/%Y}" for act in acts
    )
    programme.save()
    for act in acts:
        LegalAct.objects.update_or_create(
            programme=programme,
            number=act["number"],
            defaults={
                "issued_on": _day(act["issued_on"]),
                "issuer": act["issuer"],
                "about": act["about"],
                "starts_on": _day(act["starts_on"]),
                "ends_before": _day_or_none(act["ends_before"]),
                "superseded_by": act["superseded_by"],
            },
        )
    programme.acts.exclude(number__in=[act["number"] for act in acts]).delete()
    for position, name in enumerate(one["components"], 1):
        Component.objects.update_or_create(programme=programme, position=position, defaults={"name": name})
    programme.components.filter(position__gt=len(one["components"])).delete()
    for part in one["funding"]:
        Funding.objects.update_or_create(
            programme=programme,
            kind=FundingKind(part["kind"]).value,
            defaults={"note": part["note"], "amount": part["amount"]},
        )
    for name in one["beneficiaries"]:
        BeneficiaryKind.objects.get_or_create(programme=programme, name=name)
    return programme, before, _facts(Programme.objects.get(pk=programme.pk))


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _day_or_none(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _facts(programme: Programme) -> dict[str, object]:
    return {
        "name": programme.name,
        "applies_to": programme.applies_to,
        "starts_on": programme.starts_on,
        "ends_before": programme.ends_before,
        "acts": [
            f"{act.number} {act.starts_on} {act.superseded_by}" for act in programme.acts.order_by("number")
        ],
        "components": list(programme.components.order_by("position").values_list("name", flat=True)),
        "funding": [
            f"{one.kind} {one.note} {one.amount or ''}" for one in programme.funding.order_by("kind")
        ],
        "beneficiaries": list(programme.beneficiary_kinds.order_by("name").values_list("name", flat=True)),
    }


@transaction.atomic
def count_beneficiaries(
    *, actor: Actor, code: str, kind_id: int, year: int, count: int | None, now: datetime
) -> None:
    """Say how many of a kind a unit (its code today) counts in a year. Raises NotFound, NotAllowed, RuleBroken."""
    tree = ground.current().history.on(now.date())
    unit = tree.find(code)
    role = require(actor, Act.COUNT_BENEFICIARIES, unit, tree)
    Month(year, 1)
    kept = check_count(count)
    kind = BeneficiaryKind.objects.select_related("programme").filter(pk=kind_id).first()
    if kind is None:
        raise NotFound
    row = BeneficiaryCount.objects.select_for_update().filter(kind=kind, unit=unit, year=year).first()
    before = None if row is None else {"count": row.count}
    BeneficiaryCount.objects.update_or_create(kind=kind, unit_id=unit, year=year, defaults={"count": kept})
    after = {"kind": kind.name, "year": year, "count": kept}
    record(
        actor=actor,
        role=role,
        entries=[Entry("count_beneficiaries", kind.programme, unit, before=before, after=after)],
        at=now,
    )
