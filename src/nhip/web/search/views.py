"""Tìm: one box for units, plans, tasks, directives, programmes and people."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from nhip import clock
from nhip.cycle.searching import Hit, HitKind, search
from nhip.web import words
from nhip.web.actor import actor_of


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit with its address, empty where it has no page for this reader."""

    hit: Hit
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    word: words.Word
    hits: tuple[ShownHit, ...]


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """``?q=van vu``; with ``phan=1`` only the list, for the box that opens with Ctrl-K."""
    typed = request.GET.get("q", "")
    found = search(actor=actor_of(request), text=typed, today=clock.today())
    groups = [
        Group(words.HITS[kind], tuple(ShownHit(hit, _address(hit)) for hit in hits))
        for kind, hits in found.groups
    ]
    template = "search/_found.html" if request.GET.get("phan") == "1" else "search/page.html"
    return render(
        request,
        template,
        {"groups": groups, "typed": found.query.text, "is_empty": found.query.is_empty},
    )


def _address(hit: Hit) -> str:
    if hit.kind is HitKind.PERSON:
        person, unit = hit.arguments
        return reverse("person", args=[person]) if person else reverse("unit", args=[unit])
    address = reverse(_ROUTES[hit.kind], args=hit.arguments)
    return address if hit.on is None else f"{address}?ngay={hit.on:%Y-%m-%d}"


_ROUTES = {
    HitKind.UNIT: "unit",
    HitKind.PLAN: "plan",
    HitKind.TASK: "task",
    HitKind.DIRECTIVE: "directive",
    HitKind.PROGRAMME: "programme",
}
