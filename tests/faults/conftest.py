from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import serving
from tests.stores import Store, new_store


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A database with the small world in it, built once and then only copied."""
    with new_store(tmp_path_factory.mktemp("world")) as store:
        serving.build(store)
        yield store


@pytest.fixture
def database(small_world: Store, tmp_path: Path) -> Iterator[Store]:
    """A copy of the small world's database for one experiment."""
    copy = small_world.copied(tmp_path)
    yield copy
    copy.drop()
