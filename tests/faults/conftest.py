from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import serving
from tests.stores import Store, made_once, made_store, of_all_processes


@pytest.fixture(scope="session")
def small_world(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Store]:
    """A database with the small world in it, built once for all processes and then only copied."""
    folder = of_all_processes(tmp_path_factory, worker_id)

    def make() -> Store:
        place = folder / "small-world"
        place.mkdir()
        store = made_store(place)
        serving.build(store)
        return store

    with made_once(folder, "small-world-kept", make, lambda store: store.drop()) as store:
        yield store


@pytest.fixture
def database(small_world: Store, tmp_path: Path) -> Iterator[Store]:
    """A copy of the small world's database for one experiment."""
    copy = small_world.copied(tmp_path)
    yield copy
    copy.drop()
