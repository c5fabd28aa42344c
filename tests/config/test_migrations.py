"""New databases take the squashed migrations, older ones go on by the files that those replace (ADR 0066)."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Name = tuple[str, str]


def by_the_old_files() -> list[Name]:
    """Every migration one after another, as they are applied where nothing is replaced."""
    loader = MigrationLoader(None, replace_migrations=False)
    squashed = set(loader.replacements)
    wanted: dict[Name, None] = {}
    for leaf in sorted(set(loader.graph.nodes) - squashed):
        wanted |= dict.fromkeys(one for one in loader.graph.forwards_plan(leaf) if one not in squashed)
    return list(wanted)


def unfolded(names: list[Name], loader: MigrationLoader) -> Iterator[Name]:
    for name in names:
        yield from loader.replacements[name].replaces if name in loader.replacements else [name]


def test_the_squashed_migrations_end_where_the_old_ones_did() -> None:
    old = MigrationLoader(None, replace_migrations=False)
    new = MigrationLoader(None)
    replaced = {one for squashed in old.replacements.values() for one in squashed.replaces}
    last = [leaf for leaf in old.graph.leaf_nodes() if leaf not in old.replacements]

    assert replaced
    assert replaced.isdisjoint(new.graph.nodes)
    assert old.project_state(last).models == new.project_state().models


@pytest.mark.django_db
def test_a_database_in_the_middle_goes_on_from_there() -> None:
    order = by_the_old_files()
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.all().delete()
    for number, name in enumerate(order):
        executor = MigrationExecutor(connection)
        executor.loader.check_consistent_history(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        planned = list(unfolded([(one.app_label, one.name) for one, _ in plan], executor.loader))

        assert sorted(planned) == sorted(order[number:])
        recorder.record_applied(*name)

    assert not MigrationExecutor(connection).migration_plan(MigrationLoader(connection).graph.leaf_nodes())
