"""Documents whose directives wait for a person to decide on them."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone

from nhip.apps.conferences.queries import waiting_sources
from nhip.core.units import History, Tree
from nhip.cycle.cards import Card, CardKind, Urgency


def directive_cards(history: History, tree: Tree, desks: Iterable[int], today: date) -> Iterator[Card]:
    """desks: units whose directives the person decides on, also those of units for which they answer now.

    One statement, none without desks.
    """
    desk_of = {unit: desk for desk in desks for unit in (desk, *history.all_predecessors(desk, today))}
    for one in waiting_sources(units=desk_of):
        desk, registered = desk_of[one.unit_id], timezone.localtime(one.registered_at).date()
        yield Card(
            kind=CardKind.DIRECTIVES_TO_REVIEW,
            urgency=Urgency.BLUE,
            unit=tree.name(desk),
            code=tree.code(desk),
            year=today.year,
            due_on=registered,
            days=(today - registered).days,
            source_id=one.id,
            title=one.facts.title,
            total=one.pending,
        )
