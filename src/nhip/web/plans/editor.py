"""Soạn kế hoạch: the whole plan in a grid, saved line by line as it is typed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhip import clock
from nhip.apps.tasks.queries import PlanTask
from nhip.core.access import Actor
from nhip.core.errors import Conflict, NotAllowed, NotFound, RuleBroken, RulesBroken, gettext_noop
from nhip.core.plan_checks import Finding
from nhip.cycle import plan_editing, planning
from nhip.cycle.plan_checking import GRID_CELLS
from nhip.cycle.plan_editing import Naming
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.plans.forms import TaskForm

MOST_LINES = 500
"""Sent at once: a block pasted from a spreadsheet."""
LONGEST_CELL = 2_000
CELLS = GRID_CELLS


@require_safe
def editor(request: HttpRequest, code: str, year: int) -> HttpResponse:
    page = plan_editing.editor_page(actor=actor_of(request), code=code, year=year, today=clock.today())
    told = plan_editing.edited_plan(actor=actor_of(request), code=code, year=year, today=clock.today())
    data = {
        "unit": page.unit.name,
        "year": year,
        "lines": [_line(one) for one in page.tasks],
        "leads": [one.name for one in page.leads],
        "units": [one.name for one in page.units],
        "findings": [_finding(one) for one in told.findings],
    }
    return render(request, "plans/edit.html", {"plan": page, "data": json.dumps(data, ensure_ascii=False)})


@require_POST
def save_lines(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Each line is saved, refused or found changed by itself; the answer says which, and what the rules find now."""
    actor, today = actor_of(request), clock.today()
    known = plan_editing.naming(actor=actor, code=code, year=year, today=today)
    sent = _sent(request.POST.get("lines", ""))
    if sent is None:
        told = {"error": _("Không đọc được nội dung gửi lên.")}
        return JsonResponse(told, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    answers = [_save(actor, code, year, one, known) for one in sent]
    edited = plan_editing.edited_plan(actor=actor, code=code, year=year, today=today)
    stored = {one.id: _line(one) for one in edited.tasks}
    for answer in answers:
        if answer.get("task") in stored and answer["state"] != "refused":
            answer["line"] = stored[answer["task"]]
    return JsonResponse({"lines": answers, "findings": [_finding(one) for one in edited.findings]})


@dataclass(frozen=True, slots=True)
class _Sent:
    """A line as it was typed. key: the browser's own name for it. seen: of the line before it was changed.

    task: negative for one that an amendment adds.
    """

    key: str
    task: int | None
    seen: str
    removes: bool
    cells: Mapping[str, str]


def _sent(text: str) -> list[_Sent] | None:
    """None where it is not what the page sends."""
    try:
        lines = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(lines, list) or not 1 <= len(lines) <= MOST_LINES:
        return None
    read = [_read(one) for one in lines]
    return None if None in read else [one for one in read if one is not None]


def _read(line: object) -> _Sent | None:
    if not isinstance(line, dict):
        return None
    task, cells = line.get("task"), line.get("cells")
    is_task = task is None or (isinstance(task, int) and not isinstance(task, bool) and 0 < abs(task) < 2**31)
    if not is_task or not isinstance(cells, dict):
        return None
    typed = {name: cells.get(name, "") for name in CELLS}
    if not all(isinstance(one, str) and len(one) <= LONGEST_CELL for one in typed.values()):
        return None
    return _Sent(
        str(line.get("key", ""))[:40],
        task,
        str(line.get("seen", ""))[:40],
        line.get("removes") is True,
        typed,
    )


def _save(actor: Actor, code: str, year: int, sent: _Sent, known: Naming) -> dict[str, Any]:
    answer: dict[str, Any] = {"key": sent.key, "task": sent.task}
    now = clock.now()
    try:
        if sent.removes:
            if sent.task is not None:
                plan_editing.remove_line(
                    actor=actor, code=code, year=year, task_id=sent.task, seen=sent.seen, now=now
                )
            return answer | {"state": "removed"}
        form = _form(sent, year, known)
        saved = plan_editing.save_line(
            actor=actor, code=code, year=year, task_id=sent.task, seen=sent.seen, form=form, now=now
        )
    except Conflict as refusal:
        return answer | {"state": "conflict", "errors": {"": shown.refusal(refusal)}}
    except (NotFound, NotAllowed):
        if sent.task is None:
            raise
        gone = _("Người khác đã xóa nhiệm vụ này; sửa một ô để lưu lại thành nhiệm vụ mới.")
        return answer | {"state": "gone", "errors": {"": gone}}
    except RulesBroken as refusal:
        errors = {name: shown.refusal(one) for name, one in refusal.refusals.items()}
        return answer | {"state": "refused", "errors": errors}
    except RuleBroken as refusal:
        return answer | {"state": "refused", "errors": {refusal.field or "": shown.refusal(refusal)}}
    return answer | {"state": "saved", "task": saved}


def _form(sent: _Sent, year: int, known: Naming) -> planning.TaskForm:
    """Raises RulesBroken: everything that cannot be read, and units that nobody is."""
    refusals: dict[str, RuleBroken] = {}
    lead = known.code_of(sent.cells["lead"])
    if lead is None:
        refusals["lead"] = _nobody("lead", sent.cells["lead"], known)
    coordinating: list[str] = []
    for one in known.names.several(sent.cells["coordinating"]):
        found = None if one.unit is None else known.codes.get(one.unit)
        if found is None:
            refusals["coordinating"] = _nobody("coordinating", one.name, known)
        else:
            coordinating.append(found)
    typed = TaskForm(dict(sent.cells), coordinating)
    try:
        draft = typed.draft(year=year, in_plan=True)
    except RulesBroken as broken:
        raise RulesBroken({**broken.refusals, **refusals}) from broken
    if refusals or lead is None:
        raise RulesBroken(refusals)
    return planning.TaskForm(draft, lead, coordinating)


def _nobody(field: str, text: str, known: Naming) -> RuleBroken:
    name = text.strip()
    if not name:
        return RuleBroken(gettext_noop("Chưa ghi đơn vị chủ trì."), field=field)
    near = known.near(name)
    if near:
        return RuleBroken(
            gettext_noop("Không rõ đơn vị «{unit}»; có phải {near}?"),
            field=field,
            unit=name,
            near=", ".join(near),
        )
    return RuleBroken(
        gettext_noop("Không có đơn vị «{unit}» trong phạm vi kế hoạch; chọn trong danh sách."),
        field=field,
        unit=name,
    )


def _line(task: PlanTask) -> dict[str, Any]:
    typed = TaskForm.of_task(task).typed
    return {
        "task": task.id,
        "seen": plan_editing.seen_of(task),
        "cells": {name: typed.get(name, "") for name in CELLS}
        | {"lead": task.lead.name, "coordinating": "; ".join(one.name for one in task.coordinating)},
    }


def _finding(one: Finding) -> dict[str, Any]:
    """where: the task and the cell, as ``plan_checking`` writes them for the grid."""
    task, _at, cell = one.where.partition("/")
    is_task = task.startswith("#")
    return {
        "code": one.code,
        "severity": one.severity.value,
        "task": int(task[1:]) if is_task else None,
        "cell": cell if is_task else "",
        "about": one.task,
        "message": one.message(_, shown.anything),
        "fix": one.way_out(_, shown.anything),
    }
