"""Indicators beside the tasks of the board: what was reported of one of them, unit by unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nhip import clock
from nhip.core.errors import NotFound
from nhip.cycle.indicator_board import indicator_board
from nhip.cycle.indicator_pages import indicator_page
from nhip.web.actor import actor_of
from nhip.web.board.picture import Scale
from nhip.web.board.views import BOUNDARIES
from nhip.web.indicators.picture import picture_of
from nhip.web.indicators.unit_picture import unit_picture_of


@require_safe
def board(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """An indicator of a unit and of those below it.

    ``?chi-tieu=CODE`` chooses it, ``?phan-to=CODE`` one of its categories, ``?ky=quy`` the longer periods,
    ``?dia-gioi=hom-nay`` the boundaries of today.
    """
    scale, boundaries = request.GET.get("ky", Scale.MONTHS.value), request.GET.get("dia-gioi", "")
    if scale not in list(Scale) or boundaries not in BOUNDARIES:
        raise NotFound
    page = indicator_board(
        actor=actor_of(request),
        code=code,
        year=year,
        indicator=request.GET.get("chi-tieu", ""),
        category=request.GET.get("phan-to", ""),
        is_today=BOUNDARIES[boundaries],
        today=clock.today(),
        now=clock.now(),
    )
    view = picture_of(page, Scale(scale))
    return render(request, "indicators/page.html", {"board": page, "view": view, "scale": scale})


@require_safe
def unit(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One indicator of one unit over the year, and its place.

    ``?chi-tieu=CODE`` chooses it, ``?phan-to=CODE`` one of its categories, ``?ky=2020-Q1`` the period that is ranked,
    ``?dia-gioi=hom-nay`` the boundaries of today beside those of each period.
    """
    boundaries = request.GET.get("dia-gioi", "")
    if boundaries not in BOUNDARIES:
        raise NotFound
    page = indicator_page(
        actor=actor_of(request),
        code=code,
        year=year,
        indicator=request.GET.get("chi-tieu", ""),
        category=request.GET.get("phan-to", ""),
        period=request.GET.get("ky", ""),
        is_today=BOUNDARIES[boundaries],
        now=clock.now(),
    )
    return render(request, "indicators/unit.html", {"shown": page, "view": unit_picture_of(page)})
