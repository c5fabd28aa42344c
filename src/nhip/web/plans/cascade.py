"""Giao việc theo cấp: tasks handed down, what was handed to the unit, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip import clock
from nhip.core.cascading import Key, cell_of
from nhip.core.errors import RuleBroken, RulesBroken
from nhip.core.handed_targets import start_cell
from nhip.core.typed import read_number
from nhip.cycle import cascading
from nhip.cycle.cascade_pages import HandDownPage, Receiver, cascade_page, hand_down_page
from nhip.web import shown
from nhip.web.actor import actor_of

PART, START = "part-", "start-"
"""Names of a unit's cells begin so, its code follows."""


@require_safe
def cascade(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Who was handed what, who has detailed it, where the sum departs from the whole."""
    return _cascade(request, code, year)


def _cascade(
    request: HttpRequest,
    code: str,
    year: int,
    *,
    task: int | None = None,
    error: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """task, error: of which part the figure was refused, and why."""
    page = cascade_page(actor=actor_of(request), code=code, year=year, today=clock.today())
    context = {"cascade": page, "task": task, "error": error, "typed": request.POST.get("planned", "")}
    return render(request, "plans/cascade.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_down(request: HttpRequest, task_id: int) -> HttpResponse:
    """Choose units and a key, look at the parts (``preview``), hand them down."""
    actor, now = actor_of(request), clock.now()
    form = _Form.of(request.POST)
    asked = form.read()
    is_posted = request.method == "POST" and "preview" not in request.POST
    if is_posted and not form.errors:
        try:
            made = cascading.hand_down(actor=actor, task_id=task_id, form=asked, now=now)
        except (RulesBroken, RuleBroken) as refusal:
            form.refuse(refusal)
        else:
            told = ngettext("Đã giao xuống {n} đơn vị.", "Đã giao xuống {n} đơn vị.", len(made))
            messages.success(request, told.format(n=len(made)))
            code, year = cascading.whose(actor=actor, task_id=task_id, today=now.date())
            return HttpResponseRedirect(reverse("plan_cascade", args=[code, year]))
    page = hand_down_page(
        actor=actor,
        task_id=task_id,
        form=asked if request.method == "POST" else None,
        today=now.date(),
    )
    if page.refusal is not None and not form.errors:
        form.refuse(page.refusal)
    context = {
        "hand_down": page,
        "form": form,
        "rows": tuple(form.rows(page)),
        "posted": is_posted,
        "has_starts": bool(page.target_name or form.typed["target"] or form.has_starts),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_posted else HTTPStatus.OK
    return render(request, "plans/hand_down.html", context, status=status)


@require_POST
def take_on(request: HttpRequest, task_id: int) -> HttpResponse:
    """How much of what was handed to it the unit takes on; empty: as asked."""
    actor, now = actor_of(request), clock.now()
    try:
        planned = read_number(request.POST.get("planned", ""), language=shown.language(), field="planned")
        code, year = cascading.take_on(actor=actor, task_id=task_id, planned=planned, now=now)
    except RuleBroken as refusal:
        if refusal.field != "planned":
            raise
        code, year = cascading.whose(actor=actor, task_id=task_id, today=now.date())
        error = shown.refusal(refusal)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _cascade(request, code, year, task=task_id, error=error, status=status)
    messages.success(request, _("Đã ghi phần nhận của đơn vị; cấp giao thấy ngay."))
    return HttpResponseRedirect(reverse("plan_cascade", args=[code, year]))


@dataclass(frozen=True, slots=True)
class Row:
    """A unit on the form. typed: its part, as typed or as the key shares it out; start: its baseline, as typed."""

    receiver: Receiver
    is_chosen: bool
    name: str
    typed: str
    error: str
    start_name: str
    start: str
    start_error: str


@dataclass
class _Form:
    """typed: field -> text as the person left it; errors: field -> sentence in the reader's language."""

    typed: dict[str, str]
    units: list[str]
    is_all: bool
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, sent: QueryDict) -> "_Form":
        names = (
            "quantity",
            "measure",
            "key",
            "indicator",
            "target",
            *(one for one in sent if one.startswith((PART, START))),
        )
        return cls({name: sent.get(name, "") for name in names}, sent.getlist("units"), "all" in sent)

    @property
    def key(self) -> Key:
        typed = self.typed["key"]
        return Key(typed) if typed in set(Key) else Key.EQUALLY

    def read(self) -> cascading.HandDown:
        """What could be read; the rest stands in ``errors``."""
        target, _colon, period = self.typed["target"].partition(":")
        return cascading.HandDown(
            units=self.units,
            is_all=self.is_all,
            quantity=self._number("quantity"),
            measure=self.typed["measure"],
            key=self.key,
            indicator=self.typed["indicator"],
            target=target,
            period=period,
            parts=self._numbers(PART, self.units),
            starts=self._numbers(START, self.typed if self.is_all else self.units),
        )

    def _numbers(self, prefix: str, wanted: Iterable[str]) -> dict[str, Decimal | None]:
        """By the code of the unit."""
        codes = {one.removeprefix(prefix) for one in wanted}
        return {
            name.removeprefix(prefix): self._number(name)
            for name in self.typed
            if name.startswith(prefix) and name.removeprefix(prefix) in codes
        }

    def _number(self, name: str) -> Decimal | None:
        try:
            return read_number(self.typed[name], language=shown.language(), field=name)
        except RuleBroken as refusal:
            self.errors[name] = shown.refusal(refusal)
            return None

    @property
    def has_starts(self) -> bool:
        """Whether a baseline was typed, be there a target or not: nothing that was typed vanishes."""
        return any(text for name, text in self.typed.items() if name.startswith(START))

    def refuse(self, refusal: RulesBroken | RuleBroken) -> None:
        refusals: Mapping[str, RuleBroken] = (
            refusal.refusals if isinstance(refusal, RulesBroken) else {refusal.field or "": refusal}
        )
        self.errors |= {name: shown.refusal(one) for name, one in refusals.items()}

    def rows(self, page: HandDownPage) -> Iterator[Row]:
        for one in page.receivers:
            name, start = f"{PART}{one.unit.code}", f"{START}{one.unit.code}"
            part = "" if one.part is None else shown.number(one.part)
            is_typed = self.key is Key.BY_HAND or not part or self.errors
            yield Row(
                one,
                one.is_chosen or one.unit.code in self.units,
                name,
                self.typed.get(name, part) if is_typed else part,
                self.errors.get(name, self.errors.get(cell_of(one.id), "")),
                start,
                self.typed.get(start, ""),
                self.errors.get(start, self.errors.get(start_cell(one.id), "")),
            )
