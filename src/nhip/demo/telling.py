"""How a year of the demo is told: the shape that the years' stories fill."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Story:
    """tasks: how many the district's communes and office plan together; behind: points behind plan by month;

    reported: communes that report by month; approved: how many reports of the open month are approved.
    """

    tasks: int
    behind: tuple[float, ...]
    reported: tuple[int, ...]
    approved: int = 0
    late_plans: int = 0


@dataclass(frozen=True, slots=True)
class Planning:
    """When a year's plans are made; pairs are the earliest and the latest.

    written: days after ``written_from``; submitted, submitted_late: days of January; decided: days after that.
    """

    written_from: date
    written: tuple[int, int]
    submitted: tuple[int, int]
    submitted_late: tuple[int, int]
    decided: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Year:
    """A year's story. tasks: file of patterns and words; districts: by code; department: its points behind plan.

    months: whose reports are told; open_month: the one whose reports still come in, None once the year is over.
    late_offices: districts whose office submits its plan late. helpers: bodies that coordinate in a programme's
    tasks. silent_first: communes that fall silent before others; not_yet, offices_not_yet: who has not filed for the
    open month. spared, returned: month -> the commune that need not file, and the one whose report goes back.
    late: share of reports that come after the due day.
    """

    number: int
    seed: int
    tasks: str
    districts: Mapping[str, Story]
    department: tuple[float, ...]
    months: tuple[int, ...]
    open_month: int | None
    planning: Planning
    office_tasks: int
    department_tasks: int
    late_offices: tuple[str, ...] = ()
    helpers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    silent_first: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()
    offices_not_yet: tuple[str, ...] = ()
    spared: Mapping[int, str] = field(default_factory=dict)
    returned: Mapping[int, str] = field(default_factory=dict)
    epidemic_months: tuple[int, ...] = ()
    late: float = 1 / 12
