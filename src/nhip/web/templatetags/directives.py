"""What templates of documents and directives need."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from nhip.core.directive_drafts import DirectiveState, SourceGenre
from nhip.web import shown
from nhip.web.directives import wording
from nhip.web.templatetags.nhip import badge

register = template.Library()


@register.filter
def directive_sign(state: DirectiveState | str) -> SafeString:
    return badge(wording.STATES[DirectiveState(state)])


@register.filter
def genre_word(genre: SourceGenre | str) -> str:
    return str(wording.GENRES[SourceGenre(genre)])


@register.filter
def rule_word(rule: str) -> str:
    """Of a rule that an older reader had, its name."""
    return str(wording.RULES.get(rule, rule))


@register.filter
def sureness(certainty: float) -> str:
    """``0.95`` as ``95 %``."""
    return shown.percent(round(Decimal(str(certainty)) * 100))


@register.filter
def count_up(pages: int) -> range:
    return range(1, pages + 1)


@register.filter
def at(known: Mapping[int, int], number: int) -> int:
    return known[number]


@register.filter
def spaced(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))
