"""The same work in another year: tasks that go on with unfinished ones."""

from collections.abc import Iterable
from dataclasses import dataclass

from nhip.apps.tasks.models import Task


def carried_on(tasks: Iterable[int]) -> frozenset[int]:
    """Those of the tasks that the next year's plan goes on with. One statement."""
    found = Task.objects.filter(carried_from__in=list(tasks)).values_list("carried_from", flat=True)
    return frozenset(one for one in found if one is not None)


@dataclass(frozen=True, slots=True)
class Kin:
    """The same work in another year."""

    id: int
    year: int
    title: str


def kin_of(task_id: int) -> tuple[Kin, ...]:
    """The work that a task goes on with, and that which goes on with it, by year. A statement for each year and two."""
    found: list[Kin] = []
    for name in ("carried_from", "carried_to"):
        at: int | None = task_id
        while at is not None:
            row = (
                Task.objects.filter(pk=at)
                .values_list(f"{name}__pk", f"{name}__year", f"{name}__title")
                .first()
            )
            at = None if row is None else row[0]
            if row is not None and at is not None:
                found.append(Kin(at, row[1], row[2]))
    return tuple(sorted(found, key=lambda one: one.year))
