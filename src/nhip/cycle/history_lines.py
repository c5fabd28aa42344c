"""From a record of the audit to a line that a reader understands: names in place of numbers, of the day itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from nhip.apps.accounts.queries import office_names
from nhip.apps.org import ground
from nhip.apps.org.queries import day_for_year
from nhip.apps.periodic.queries import periods_of_reports
from nhip.apps.plans.queries import years_of_plans
from nhip.apps.reports.identities import months_of_reports
from nhip.apps.reports.outline import titles_of_sections
from nhip.apps.tasks.queries import titles_of
from nhip.core.access import Act, Actor, may
from nhip.core.audit import Change, Record, changes
from nhip.core.periodic import ReportPeriod, last_month
from nhip.core.periods import Month
from nhip.core.units import History, UnitLine

UNIT_FACTS = frozenset({"unit", "parent", "source", "assigned_by"})
PEOPLE_FACTS = frozenset({"giver", "to", "successor", "person"})
INNER_FACTS = frozenset({"plan", "seed", "purpose", "event"})
"""Numbers that mean nothing to a reader."""
LISTED = {"milestones": "milestone", "lines": "line", "figures": "figure", "returned_figures": "returned"}
"""Facts that come as a list of many: name of the list -> of one of them."""
OF_DRAFTS = frozenset({"save_report", "save_periodic", "attach_report_file", "remove_report_file"})
"""Acts whose contents are their author's own."""
PERIODIC = "periodic.PeriodicReport"
EMPTY = (None, "")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that changed. field: its name; about: the month, unit or task it is about, "" for the object itself."""

    field: str
    about: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act. subject: what it was done to; unit: as of the business day. target: the page of the subject, as the name
    of a route and its arguments, empty where there is none. is_draft: its contents are its author's own.
    """

    sequence: int
    person_name: str
    is_operator: bool
    role: str
    act: str
    object_type: str
    subject: str
    target: tuple[str | int, ...]
    unit: UnitLine | None
    business_day: date
    recorded_at: datetime
    request_id: str
    facts: tuple[Fact, ...]
    is_draft: bool


@dataclass(frozen=True, slots=True)
class _Names:
    history: History
    today: date
    tasks: Mapping[int, str]
    reports: Mapping[int, Month]
    periodic: Mapping[int, ReportPeriod]
    plans: Mapping[int, int]
    people: Mapping[int, str]
    sections: Mapping[str, str]


def history_lines(*, actor: Actor, records: Iterable[Record], today: date) -> tuple[HistoryLine, ...]:
    """The records as lines, in their order. Eight statements at most, whatever the number of records."""
    kept = tuple(records)
    named = {
        kind: _identities(kept, kind) for kind in ("tasks.Task", "reports.Report", PERIODIC, "plans.Plan")
    }
    spoken_of = {
        int(task)
        for one in kept
        if one.object_type == "reports.Report"
        for task in (one.after if isinstance(one.after, dict) else {})
        if task.isdecimal()
    }
    names = _Names(
        history=ground.current().history,
        today=today,
        tasks=titles_of(named["tasks.Task"] | spoken_of),
        reports=months_of_reports(named["reports.Report"]),
        periodic=periods_of_reports(identities=named[PERIODIC]),
        plans=years_of_plans(named["plans.Plan"]),
        people=office_names(_people_in(kept)),
        sections=titles_of_sections(_sections_in(kept)),
    )
    return tuple(_line(actor, one, names) for one in kept)


def _people_in(records: Iterable[Record]) -> set[int]:
    """Accounts that facts of accounts speak of, by their numbers."""
    return {
        value
        for one in records
        if one.object_type.startswith("accounts.") and isinstance(one.after, dict)
        for name, value in one.after.items()
        if (name in PEOPLE_FACTS or name == "from") and isinstance(value, int)
    }


def _sections_in(records: Iterable[Record]) -> list[str]:
    """Sections of reports that facts speak of, by their codes."""
    told = (
        one.after.get("sections")
        for one in records
        if one.object_type in ("reports.Report", PERIODIC) and isinstance(one.after, dict)
    )
    return sorted({code for several in told if isinstance(several, dict) for code in several})


def _identities(records: Iterable[Record], kind: str) -> set[int]:
    return {int(one.object_id) for one in records if one.object_type == kind and one.object_id.isdecimal()}


def _line(actor: Actor, record: Record, names: _Names) -> HistoryLine:
    subject, target = _subject(record, names)
    is_draft = record.act in OF_DRAFTS and not _may_read_draft(actor, record, names)
    facts = () if is_draft else tuple(_fact(one, record, names) for one in _told(record))
    return HistoryLine(
        sequence=record.sequence,
        person_name=record.person_name,
        is_operator=record.person is None,
        role=record.role,
        act=record.act,
        object_type=record.object_type,
        subject=subject,
        target=target,
        unit=None if record.unit is None else _unit(record.unit, names, record.business_day),
        business_day=record.business_day,
        recorded_at=record.recorded_at,
        request_id=record.request_id,
        facts=facts,
        is_draft=is_draft,
    )


def _unit(unit: int, names: _Names, day: date) -> UnitLine | None:
    return names.history.line_then(unit, day) if unit in names.history.levels else None


def _may_read_draft(actor: Actor, record: Record, names: _Names) -> bool:
    if record.unit is None or actor.is_operator:
        return actor.is_operator
    heir = names.history.main_successor(record.unit, names.today)
    tree = names.history.on(names.today)
    return heir is not None and any(may(actor, act, heir, tree) for act in (Act.EDIT_REPORT, Act.READ_AUDIT))


def _subject(record: Record, names: _Names) -> tuple[str, tuple[str | int, ...]]:
    identity = int(record.object_id) if record.object_id.isdecimal() else 0
    if record.object_type == "tasks.Task":
        stands = names.tasks.get(identity)
        return stands or _said(record, "title"), ("task", identity) if stands else ()
    if record.object_type == "reports.Report" and (month := names.reports.get(identity)):
        return f"{month.number}/{month.year}", _address(record.unit, "report", month, names)
    if record.object_type == PERIODIC and (period := names.periodic.get(identity)):
        of_month = _address(record.unit, "periodic_report", last_month(period), names)
        return str(period), (*of_month[:2], str(period)) if of_month else ()
    if record.object_type == "plans.Plan" and (year := names.plans.get(identity)):
        return str(year), _address(record.unit, "plan", year, names)
    return _said(record, "login") or _said(record, "name"), ()


def _said(record: Record, field: str) -> str:
    for side in (record.after, record.before):
        if isinstance(side, dict) and side.get(field):
            return str(side[field])
    return ""


def _address(unit: int | None, route: str, when: Month | int, names: _Names) -> tuple[str | int, ...]:
    """The page of a unit's plan or report, where there is one under a code of the day that it goes by."""
    if unit is None:
        return ()
    if isinstance(when, Month):
        tree = names.history.tree_for(unit, when)
        if tree is None or tree.on > names.today:
            tree = names.history.on(names.today)
        return (route, tree.code(unit), when.year, when.number) if unit in tree else ()
    tree = names.history.on(day_for_year(when, names.today))
    return (route, tree.code(unit), when) if unit in tree else ()


def _told(record: Record) -> Iterable[Change]:
    """What a reader can make something of: no inner numbers, and nothing that was and stays empty."""
    return (
        one
        for one in changes(record.before, record.after)
        if one.path[-1] not in INNER_FACTS and not (one.before in EMPTY and one.after in EMPTY)
    )


def _fact(change: Change, record: Record, names: _Names) -> Fact:
    *outer, field = change.path
    before, after = change.before, change.after
    if len(outer) == 1 and outer[0] in LISTED:
        return Fact(LISTED[outer[0]], field.removeprefix("figure-"), before, after)
    if outer == ["sections"]:
        return Fact("section", names.sections.get(field, field), before, after)
    if outer == ["units"]:
        return Fact("part", _name(field, names, record.business_day), before, after)
    if record.object_type == "accounts.Delegation" and field == "from":
        field = "giver"
    if field in PEOPLE_FACTS:
        before, after = (None if one is None else _office(str(one), names) for one in (before, after))
    if field in UNIT_FACTS:
        before, after = (
            None if one is None else _name(str(one), names, record.business_day) for one in (before, after)
        )
    about = outer[-1] if outer else ""
    if record.object_type == "reports.Report" and about.isdecimal():
        about = names.tasks.get(int(about), f"#{about}")
    return Fact(field, about, before, after)


def _office(person: str, names: _Names) -> str:
    return names.people.get(int(person), f"#{person}") if person.isdecimal() else person


def _name(unit: str, names: _Names, day: date) -> str:
    known = int(unit) if unit.isdecimal() else 0
    return names.history.name_then(known, day) if known in names.history.levels else unit
