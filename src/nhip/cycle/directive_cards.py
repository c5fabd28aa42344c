"""Documents whose directives wait for a person to decide on them."""

from collections.abc import Iterable, Iterator
from datetime import date

from nhip.apps.conferences.queries import waiting_sources
from nhip.core.units import Tree
from nhip.cycle.cards import Card, CardKind, Urgency


def directive_cards(tree: Tree, desks: Iterable[int], today: date) -> Iterator[Card]:
    """desks: units whose directives the person decides on. One statement, none without desks."""
    for one in waiting_sources(units=desks):
        registered = one.registered_at.date()
        yield Card(
            kind=CardKind.DIRECTIVES_TO_REVIEW,
            urgency=Urgency.BLUE,
            unit=tree.name(one.unit_id),
            code=tree.code(one.unit_id),
            year=today.year,
            due_on=registered,
            days=(today - registered).days,
            source_id=one.id,
            title=one.facts.title,
            total=one.pending,
        )
