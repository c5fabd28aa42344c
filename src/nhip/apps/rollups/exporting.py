"""Figures out of the database into Parquet: by ``COPY`` on PostgreSQL, by a plain cursor on SQLite; no extension."""

from hashlib import blake2b
from pathlib import Path
from uuid import UUID  # noqa: TC003 - one import is no burden

from django.conf import settings
from django.db import connection

from nhip.analytics.fact_files import Partition, files_of, write_csv_rows, write_partitions
from nhip.apps.indicators.models import FigureEdition
from nhip.apps.org import ground
from nhip.apps.rollups.year_ground import YearGround, year_ground
from nhip.core.units import Level

FOLDER = "facts"
NO_PROVINCE = "none"
"""Of units above the provinces."""


def export_figures(*, year: int) -> tuple[int, int]:
    """Bring the Parquet files of a year up to date. Returns how many there are, and how many were written."""
    partitions = partitions_of(year_ground(ground.current(), year))
    return len(partitions), write_partitions(_root(), partitions, _copy_out)


def fact_files(around: YearGround) -> list[Path]:
    """The files of a year, up to date."""
    partitions = partitions_of(around)
    write_partitions(_root(), partitions, _copy_out)
    return files_of(_root(), partitions)


def _root() -> Path:
    return Path(settings.VAR_DIR) / FOLDER


def partitions_of(around: YearGround) -> list[Partition]:
    """The units of each province that have figures in the year. One statement."""
    by_province: dict[str, list[tuple[int, UUID]]] = {}
    editions = (
        FigureEdition.objects.filter(year=around.year).order_by("unit").values_list("unit_id", "edition")
    )
    for unit, edition in editions:
        by_province.setdefault(_province(around, unit), []).append((unit, edition))
    return [
        Partition(
            around.year,
            province,
            tuple(unit for unit, _edition in several),
            blake2b(repr(several).encode(), digest_size=16).hexdigest(),
        )
        for province, several in sorted(by_province.items())
    ]


def _province(around: YearGround, unit: int) -> str:
    """The code of the province above the unit, as it last stood in the year."""
    levels = around.history.levels
    line = (unit, *around.last_line(unit))
    return next((around.units.codes[one] for one in line if levels[one] is Level.PROVINCE), NO_PROVINCE)


def _copy_out(one: Partition, table: Path) -> None:
    columns = "f.unit_id, i.code, f.category, f.month, f.value"
    tables = "indicators_figure f JOIN indicators_indicator i ON i.id = f.indicator_id"
    units = ", ".join(map(str, one.units))  # whole numbers of ours
    query = f"SELECT {columns} FROM {tables} WHERE f.unit_id IN ({units}) AND f.year = {one.year:d}"  # noqa: S608
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv, NULL '\\N')") as rows,
                table.open("wb") as file,
            ):
                for part in rows:
                    file.write(part)
            return
        cursor.execute(query)
        write_csv_rows(cursor, table)
