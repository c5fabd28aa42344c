"""What ``benchmarks.stored`` measures on: units, indicators, figures and targets of a small or a large database."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from benchmarks import data
from benchmarks.rollup import KINDS

BUILT, OPEN = data.YEARS, 2021
"""Years with all their months, and the one in which January and February are there."""
READ_YEAR, READ = BUILT[-1], 10
"""The year and the first indicators that are read."""
COMMUNES_OF_THE_FIRST, COMMUNES_IN_A_DISTRICT = 126, 12
START = date(2017, 1, 1)
NOW = datetime(2021, 3, 5, 9, tzinfo=UTC)


def store(*, is_small: bool) -> int:
    """In an empty database. Returns how many figures there are."""
    from django.core.management import call_command
    from django.db import connection

    from nhip.apps.indicators.models import Figure

    call_command("migrate", verbosity=0)
    communes = _store_units()
    _store_indicators()
    first = communes[:COMMUNES_OF_THE_FIRST]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA journal_mode = MEMORY")
            cursor.execute("PRAGMA cache_size = -400000")
    _store_figures(first if is_small else communes, is_small=is_small)
    _store_targets(first if is_small else communes)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")  # autovacuum does in earnest; a cluster of one's own runs without it
    return Figure.objects.count()


def _store_units() -> list[int]:
    """Returns the communes, those of the first province first."""
    from django.db import transaction

    from nhip.apps.org import ground, models
    from nhip.core.vietnamese import unit_sort_key

    with transaction.atomic():
        (nation,) = models.Unit.objects.bulk_create([models.Unit(level="nation")])
        parents: dict[int, int | None] = {nation.pk: None}

        def below(parent: int, level: str, count: int) -> list[int]:
            made = models.Unit.objects.bulk_create(models.Unit(level=level) for _number in range(count))
            parents.update((one.pk, parent) for one in made)
            return [one.pk for one in made]

        communes: list[int] = []
        for number, province in enumerate(below(nation.pk, "province", data.PROVINCES)):
            each, more = divmod(data.COMMUNES - COMMUNES_OF_THE_FIRST, data.PROVINCES - 1)
            count = each + (number <= more) if number else COMMUNES_OF_THE_FIRST
            districts = below(province, "district", -(-count // COMMUNES_IN_A_DISTRICT))
            for place, district in enumerate(districts):
                communes += below(district, "commune", len(range(place, count, len(districts))))
        models.Placement.objects.bulk_create(
            models.Placement(unit_id=unit, parent_id=parent, starts_on=START)
            for unit, parent in parents.items()
        )
        models.UnitName.objects.bulk_create(
            models.UnitName(
                unit_id=unit, name=f"Đơn vị {unit}", sort_key=unit_sort_key(f"Đơn vị {unit}"), starts_on=START
            )
            for unit in parents
        )
        models.UnitCode.objects.bulk_create(
            models.UnitCode(unit_id=unit, code=f"U{unit}", starts_on=START) for unit in parents
        )
        ground.changed()
    return communes


def _store_indicators() -> None:
    from nhip.apps.indicators.services import Definition, define_indicators
    from nhip.core.access import OPERATOR
    from nhip.core.indicators import Indicator

    rules = {digit: (over_units, over_time) for over_units, over_time, digits in KINDS for digit in digits}
    definitions = []
    for number in range(data.INDICATORS):
        over_units, over_time = rules[number % 10]
        definitions.append(Definition(Indicator(f"i{number:02}", over_units=over_units, over_time=over_time)))
    define_indicators(actor=OPERATOR, definitions=definitions, now=NOW)


def _store_figures(units: Sequence[int], *, is_small: bool) -> None:
    """In the order of the unique index, by the database itself.

    Small: of all but the indicators that are read only the first two months of each year.
    """
    from django.db import connection, transaction

    from nhip.apps.indicators.models import FigureEdition

    months = ", ".join(
        f"({year}, {month})" for year in (*BUILT, OPEN) for month in data.MONTHS if year < OPEN or month <= 2
    )
    mixed = "(u.id * 7919 + y * 104729 + i.id * 15485863 + m * 32452843)"
    value = f"{mixed} % 99991 || '.' || (1 + {mixed} % 9)"
    if connection.vendor == "postgresql":
        value = f"CAST({value} AS numeric)"
    chosen = f"u.id BETWEEN {min(units)} AND {max(units)} AND u.level = 'commune'"
    fewer = f"AND (i.position <= {READ} OR m <= 2)" if is_small else ""
    query = (
        f"INSERT INTO indicators_figure (unit_id, year, indicator_id, category, month, value) "
        f"WITH month (y, m) AS (VALUES {months}) SELECT u.id, y, i.id, '', m, {value} "
        f"FROM org_unit u CROSS JOIN (SELECT DISTINCT y AS of_year FROM month) a "
        f"CROSS JOIN indicators_indicator i CROSS JOIN month "
        f"WHERE y = of_year AND {chosen} AND {mixed} % 20 > 0 {fewer}"
    )
    if connection.vendor == "postgresql":
        query += " ORDER BY u.id, y, i.id, m"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query)
        cursor.execute(
            f"INSERT INTO indicators_reporter (unit_id, indicator_id) "
            f"SELECT u.id, i.id FROM indicators_indicator i CROSS JOIN org_unit u WHERE {chosen}"
        )
        FigureEdition.objects.bulk_create(
            FigureEdition(unit_id=unit, year=year) for year in (*BUILT, OPEN) for unit in units
        )


def _store_targets(communes: Sequence[int]) -> None:
    """The year's for every commune and the indicators that are read; the province has one for each other period."""
    from nhip.apps.indicators.models import Indicator, Target
    from nhip.core.year_periods import year_periods

    read = list(Indicator.objects.order_by("position").values_list("pk", flat=True)[:READ])
    Target.objects.bulk_create(
        (
            Target(unit_id=unit, indicator_id=one, year=year, period=str(year), value=Decimal(500_000))
            for unit in communes
            for one in read
            for year in (*BUILT, OPEN)
        ),
        batch_size=500,
    )
    Target.objects.bulk_create(
        Target(
            unit_id=province(),
            indicator_id=one,
            year=READ_YEAR,
            period=str(period),
            value=Decimal(7_000_000),
        )
        for one in read
        for period in year_periods(READ_YEAR)[:-12]
        if str(period) != str(READ_YEAR)
    )


@cache
def province() -> int:
    from nhip.apps.org.models import Unit

    return Unit.objects.filter(level="province").order_by("pk").values_list("pk", flat=True)[0]
