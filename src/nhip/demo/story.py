"""How 2020 went in the demo world, district by district: who reports when, and how far they are behind.

Synthetic and seeded. Gaps are points behind plan of the district as a whole; the generator spreads them over its
tasks. Counts of communes that report are those told in the story of 20/05/2020.
"""

from datetime import date, timedelta

from nhip.demo.telling import Planning, Story, Year

YEAR = 2020
TODAY = date(2020, 5, 20)
SEED = 20200107
UNREAD_DAYS = timedelta(days=9)
"""How long ago people last looked at their notices."""


STORIES = {
    "058": Story(8, (3, -30, -60, -70, -60), (8, 8, 8, 8, 4), 4),
    "061": Story(317, (-1.5, -1.2, -1.5, -2.2, -1.8), (16, 15, 15, 15, 14), 8),
    "063": Story(275, (0.6, 1.4, 1.2, 0.4, 1.9), (17, 14, 14, 14, 9), 3),
    "064": Story(254, (0.8, 0.9, 2.4, 2.6, 1.7), (22, 20, 20, 20, 10), 0, late_plans=4),
    "065": Story(191, (0.3, 1.6, 2.6, 6.6, 6.2), (16, 14, 14, 14, 6), 2),
    "066": Story(292, (0.4, 1.8, 6.0, 12.6, 16.0), (22, 17, 17, 17, 9), 4),
    "062": Story(251, (0.9, 0.2, 1.6, 0.5, 1.6), (11, 10, 10, 10, 5), 5),
    "060": Story(263, (0.8, 1.7, 2.3, 6.6, 6.0), (10, 9, 8, 6, 4), 1, late_plans=5),
}
LATE_OFFICES = ("064", "060")
"""District offices that submitted their plan after the day it was due."""

CITY = "058"
"""Few tasks and no ethnic-affairs office that reports."""

EARLY_FEBRUARY = ("02164", "02140", "02182")
"""Communes (codes before) that filed February's report in the last days of January, before they were merged."""
DISTRICT_OF_EARLY = "066"
SUCCESSOR_SPARED = "Xã Văn Lang"
"""Both its predecessors had filed for February, so it did not file again."""

COMMUNE_IN_BA_BE = "Xã Khang Ninh"
COMMUNE_IN_NA_RI = "Xã Văn Vũ"
COMMUNE_IN_PAC_NAM = "Xã Bộc Bố"
COMMUNE_WITH_ORDERS = "Xã Bành Trạch"
"""In Ba Bể: it takes on less than it was handed, and an order of its district's office waits for it."""
NOT_YET_IN_MAY = (COMMUNE_IN_BA_BE, COMMUNE_IN_NA_RI, COMMUNE_IN_PAC_NAM)
"""Communes whose May report waits for the visitor."""
SILENT_FIRST = ("Xã Nhạn Môn", "Xã Công Bằng", "Xã Giáo Hiệu", COMMUNE_IN_PAC_NAM)
"""In Pác Nặm the lines are poor: these fall silent first, in this order."""
RETURNED_IN_APRIL = COMMUNE_IN_PAC_NAM

HELPERS = {
    "CT135": ("06.SKHDT", "06.STC"),
    "QD2085": ("06.STC", "06.SNN"),
    "QD12": ("06.MTTQ",),
    "QD498": ("06.HPN", "06.STP"),
    "QD1898": ("06.HPN",),
    "QD1163": ("06.STP",),
    "QLNN": ("06.VP",),
    "QD2086": ("06.SNN",),
}
"""Bodies of the province that coordinate in tasks of a programme."""

TOLD = Year(
    number=YEAR,
    seed=SEED,
    tasks="tasks.json",
    districts=STORIES,
    department=(1.0, 1.0, 1.0, 1.0, 1.0),
    months=(1, 2, 3, 4, 5),
    open_month=5,
    planning=Planning(
        written_from=date(2019, 12, 2),
        written=(10, 28),
        submitted=(3, 15),
        submitted_late=(16, 21),
        decided=(1, 4),
    ),
    late_offices=LATE_OFFICES,
    office_tasks=12,
    department_tasks=40,
    helpers=HELPERS,
    silent_first=SILENT_FIRST,
    not_yet=NOT_YET_IN_MAY,
    offices_not_yet=("061", "066"),
    spared={2: SUCCESSOR_SPARED},
    returned={4: RETURNED_IN_APRIL},
    epidemic_months=(2, 3, 4),
)
