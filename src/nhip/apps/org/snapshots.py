"""Rows before and after an act, and the act taken back: what it created is deleted, what it changed is as it was.

Values travel as JSON, so that they can be kept beside the act.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

Row = Mapping[str, Any]
Rows = dict[str, dict[str, Row]]
"""label of the model -> primary key as text -> column -> value as JSON keeps it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """created: rows as the act left them; changed: as they were, and as it left them; deleted: as they were."""

    created: Rows
    changed: dict[str, dict[str, tuple[Row, Row]]]
    deleted: Rows

    def as_json(self) -> dict[str, Any]:
        return {"created": self.created, "changed": self.changed, "deleted": self.deleted}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Difference":
        changed = {
            label: {key: (pair[0], pair[1]) for key, pair in rows.items()}
            for label, rows in kept["changed"].items()
        }
        return cls(kept["created"], changed, kept["deleted"])


def taken(chosen: Iterable[models.QuerySet[Any]]) -> Rows:
    """The rows of the querysets as they stand now."""
    rows: Rows = {}
    for query in chosen:
        label, key = _label_and_key(query.model)
        kept = json.loads(json.dumps(list(query.values()), cls=DjangoJSONEncoder))
        rows.setdefault(label, {}).update({str(row[key]): row for row in kept})
    return rows


def difference(before: Rows, after: Rows) -> Difference:
    """What changed between two snapshots of the same querysets."""
    created, changed, deleted = {}, {}, {}
    for label in {**before, **after}:
        was, now = before.get(label, {}), after.get(label, {})
        created[label] = {key: row for key, row in now.items() if key not in was}
        deleted[label] = {key: row for key, row in was.items() if key not in now}
        changed[label] = {
            key: (was[key], now[key]) for key in was.keys() & now.keys() if was[key] != now[key]
        }
    return Difference(created, changed, deleted)


def changed_since(found: Difference) -> list[str]:
    """Labels of models whose rows are no longer as the act left them."""
    labels = []
    for label, left in _left(found).items():
        if left and taken([_model(label).objects.filter(pk__in=left)]).get(label, {}) != left:
            labels.append(label)
    return labels


def pointing_at(model: type[models.Model], keys: Sequence[int], found: Difference) -> list[str]:
    """Labels of models with rows that point at rows of ``model`` but for those that the act created."""
    labels = []
    options = model._meta  # noqa: SLF001 - documented by Django
    for relation in options.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        label, _key = _label_and_key(relation.related_model)
        own = list(found.created.get(label, {}))
        named = _model(label).objects.filter(**{f"{relation.field.name}__in": keys})
        if named.exclude(pk__in=own).exists():
            labels.append(label)
    return labels


def _left(found: Difference) -> Rows:
    return {
        label: {**rows, **{key: after for key, (_before, after) in found.changed[label].items()}}
        for label, rows in found.created.items()
    }


def take_back(found: Difference, *, order: Sequence[str], first: Sequence[str] = ()) -> None:
    """Undo the act. order: labels, what is pointed at before what points; first: labels whose changes are undone
    before anything is deleted. Raises ProtectedError where something else points at what was created."""
    for label in first:
        _write(label, (before for before, _after in found.changed.get(label, {}).values()))
    for label in reversed(order):
        _model(label).objects.filter(pk__in=list(found.created.get(label, {}))).delete()
    for label in order:
        _insert(label, found.deleted.get(label, {}).values())
        if label not in first:
            _write(label, (before for before, _after in found.changed.get(label, {}).values()))


def _model(label: str) -> Any:  # noqa: ANN401 - any model at all
    return apps.get_model(label)


def _label_and_key(model: type[models.Model]) -> tuple[str, str]:
    options = model._meta  # noqa: SLF001 - documented by Django
    return options.label, options.pk.attname


def _write(label: str, rows: Iterable[Row]) -> None:
    model = _model(label)
    _label, key = _label_and_key(model)
    for row in rows:
        values = {name: value for name, value in row.items() if name != key}
        model.objects.filter(pk=row[key]).update(**values)


def _insert(label: str, rows: Iterable[Row]) -> None:
    model = _model(label)
    model.objects.bulk_create(model(**row) for row in rows)
