"""Bảng nhịp: the pulse of the units under one unit, month by month."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from nhip import clock
from nhip.apps.org.queries import highest_unit
from nhip.core.errors import NotFound
from nhip.core.units import Level
from nhip.cycle.board import pulse_board
from nhip.web.actor import actor_of
from nhip.web.board.picture import Scale, picture_of

LEVELS: dict[str, Level | None] = {"": None} | {level.value: level for level in Level}
BOUNDARIES = {"": False, "hom-nay": True}
"""Those of each period, or those of today."""
MOST_LOOKS = 20
"""How often a page asks by itself whether fresher numbers are there, before leaving it to the reader."""


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """To this year's board of the highest unit at which the person holds a role."""
    today = clock.today()
    unit = highest_unit(actor=actor_of(request), on=today)
    return HttpResponseRedirect(reverse("board", args=[unit.code, today.year]))


@require_safe
def board(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One unit's board.

    ``?cap=commune`` lists all its communes instead of what stands directly under it, ``?ky=quy`` shows quarters and the
    year, ``?dia-gioi=hom-nay`` tells everything on the boundaries of today.
    """
    wanted, scale = request.GET.get("cap", ""), request.GET.get("ky", Scale.MONTHS.value)
    boundaries = request.GET.get("dia-gioi", "")
    if wanted not in LEVELS or scale not in list(Scale) or boundaries not in BOUNDARIES:
        raise NotFound
    page = pulse_board(
        actor=actor_of(request),
        code=code,
        year=year,
        today=clock.today(),
        now=clock.now(),
        level=LEVELS[wanted],
        is_today=BOUNDARIES[boundaries],
    )
    looks = request.GET.get("lan", "0")
    tries = int(looks) + 1 if looks.isascii() and looks.isdigit() and int(looks) < MOST_LOOKS else 0
    return render(
        request, "board/page.html", {"board": page, "picture": picture_of(page, Scale(scale)), "tries": tries}
    )
