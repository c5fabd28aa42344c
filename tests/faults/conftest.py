import shutil
from pathlib import Path

import pytest

from tests.faults import serving


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the small world in it, built once and then only copied."""
    file = tmp_path_factory.mktemp("world") / "nhip.sqlite3"
    serving.build(file)
    assert not file.with_name(f"{file.name}-wal").exists(), "the last one to leave writes the log back"
    return file


@pytest.fixture
def database(small_world: Path, tmp_path: Path) -> Path:
    """A copy of the small world's database for one experiment."""
    return Path(shutil.copy(small_world, tmp_path / "nhip.sqlite3"))
