"""How 2019 went in the demo world: a year that is over, on the 122 communes of then.

Synthetic and seeded, with leaner plans than 2020. The rains of June to August slow the works down, in Pác Nặm and Na Rì
more than elsewhere; the fourth quarter catches up, and December's reports say of every task that it is done, of one in
four after its deadline. Where the lines are poor, communes fall silent in summer.
"""

from datetime import date

from nhip.demo.story import SILENT_FIRST
from nhip.demo.telling import Planning, Story, Year

STORIES = {
    "058": Story(16, (1, 0, -1, -2, -3, -3, -2, -3, -4, -3, -2, 0), (8,) * 12),
    "061": Story(72, (0.8, 0.5, 0.4, 0.9, 1.2, 2.1, 2.8, 2.4, 1.6, 0.9, 0.5, 0), (16,) * 12),
    "063": Story(
        76,
        (0.9, 1.1, 0.8, 1.5, 2.2, 3.6, 4.6, 4.2, 3.1, 2.0, 1.1, 0),
        (17, 17, 17, 17, 16, 16, 15, 16, 17, 17, 17, 17),
    ),
    "064": Story(
        96,
        (1.2, 1.0, 1.6, 2.1, 3.0, 5.2, 6.8, 7.1, 5.4, 3.2, 1.5, 0),
        (22, 22, 21, 22, 22, 20, 20, 21, 22, 22, 22, 22),
    ),
    "065": Story(
        72,
        (0.6, 0.9, 1.8, 2.6, 3.1, 4.4, 5.6, 5.9, 4.1, 2.7, 1.2, 0),
        (16, 16, 16, 15, 16, 15, 15, 15, 16, 16, 16, 16),
    ),
    "066": Story(
        96,
        (1.0, 1.5, 2.4, 3.8, 5.1, 8.2, 11.4, 12.6, 9.3, 5.5, 2.6, 0),
        (22, 21, 21, 22, 20, 19, 18, 19, 21, 22, 22, 22),
    ),
    "062": Story(
        52,
        (0.5, 0.4, 1.0, 0.8, 1.4, 2.2, 2.9, 3.3, 2.4, 1.2, 0.6, 0),
        (11, 11, 11, 11, 11, 10, 11, 10, 11, 11, 11, 11),
    ),
    "060": Story(
        48,
        (1.4, 2.2, 3.1, 4.7, 6.3, 10.2, 13.8, 14.5, 10.9, 6.6, 3.1, 0),
        (10, 9, 9, 8, 8, 7, 6, 7, 8, 9, 10, 10),
    ),
}
"""The last month's gap is none and nobody is silent: nothing of 2019 is left open for 2020."""

TOLD = Year(
    number=2019,
    seed=20190108,
    tasks="tasks_2019.json",
    districts=STORIES,
    department=(0.5, 0.5, 1.0, 1.0, 1.5, 2.5, 3.0, 3.0, 2.0, 1.0, 0.5, 0),
    months=tuple(range(1, 13)),
    open_month=None,
    planning=Planning(
        written_from=date(2019, 1, 2),
        written=(0, 3),
        submitted=(7, 14),
        submitted_late=(16, 21),
        decided=(1, 4),
    ),
    office_tasks=8,
    department_tasks=10,
    silent_first=SILENT_FIRST,
    late=1 / 8,
)
