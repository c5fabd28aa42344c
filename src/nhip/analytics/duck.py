"""DuckDB in this process: a database in memory, and tables of ours in it."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import duckdb

THREADS = 2
PLAIN_CSV = (
    "FORMAT csv, AUTO_DETECT false, HEADER false, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '\\N'"
)


@contextmanager
def connected() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that loads no extension by itself; what does not fit spills into a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "threads": str(THREADS),
            "temp_directory": folder,
            "preserve_insertion_order": "false",
        }
        with duckdb.connect(config=settings) as connection:
            yield connection


def store_table(
    connection: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Iterable[Sequence[object]]
) -> None:
    """Make a table of the rows, in place of one that is there.

    They travel in a file: the fastest way in that needs no other library.
    """
    connection.execute(f"CREATE OR REPLACE TABLE {name} ({columns})")
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", suffix=".csv") as file:
        writer = csv.writer(file)
        for row in rows:
            writer.writerow([r"\N" if cell is None else cell for cell in row])
        file.flush()
        connection.execute(f"COPY {name} FROM '{file.name}' ({PLAIN_CSV})")
