"""The plan in a grid: lines saved one by one, refused at the cell, two editors told of each other."""

import json
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from nhip.apps.plans.models import Plan
from nhip.apps.programmes.models import Programme
from nhip.apps.tasks.models import Task
from nhip.core.plans import PlanState
from tests import world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
PAGE, SAVE = "/ke-hoach/A1/2020/soan/", "/ke-hoach/A1/2020/soan/luu/"
NEW = {
    "title": "Mở 2 lớp học nghề",
    "deliverable": "2 lớp",
    "lead": "Xã Ánh",
    "starts_on": "01/02/2020",
    "deadline": "30/06/2020",
    "weight": "2",
    "budget": "1.200,5",
    "m6": "100",
}


@pytest.fixture
def officer(signed_in: SignIn) -> Client:
    Plan.objects.filter(unit=world.unit("A1"), year=2020).update(state=PlanState.DRAFT.value)
    return signed_in("officer.a1")


def line(cells: dict[str, str], task: int | None = None, seen: str = "") -> dict[str, Any]:
    return {"key": "k", "task": task, "seen": seen, "cells": cells}


def save(client: Client, *lines: object) -> list[dict[str, Any]]:
    answer = client.post(SAVE, {"lines": json.dumps(lines)})
    assert answer.status_code == 200, answer.content
    return list(answer.json()["lines"])


def lines_of(client: Client) -> dict[str, dict[str, Any]]:
    text = client.get(PAGE).content.decode()
    told = text.split('<pre id="plan-data" hidden>')[1].split("</pre>")[0]
    return {one["cells"]["title"]: one for one in json.loads(unescape(told))["lines"]}


def test_a_new_line_is_saved_with_the_unit_that_its_words_mean(officer: Client) -> None:
    name = "Xã Ánh"
    (saved,) = save(officer, line({**NEW, "lead": f"UBND {name.lower()}"}))

    assert saved["state"] == "saved"
    task = Task.objects.get(pk=saved["task"])
    assert (task.title, task.weight, str(task.budget)) == (NEW["title"], 2, "1200.50")
    assert saved["line"]["cells"]["lead"] == name


def test_what_cannot_be_read_is_refused_at_its_cell_and_nothing_of_the_line_is_stored(
    officer: Client,
) -> None:
    before = Task.objects.count()
    wrong = {**NEW, "lead": "Xã Không Có Thật", "deadline": "31/02/2020", "weight": "x", "budget": "12.5"}
    refused, kept = save(officer, line(wrong), line(NEW))

    assert refused["state"] == "refused"
    assert refused["errors"].keys() == {"lead", "deadline", "weight", "budget"}
    assert kept["state"] == "saved"
    assert Task.objects.count() == before + 1


def test_two_editors_of_one_line_are_told_and_the_losers_words_are_not_stored(officer: Client) -> None:
    _title, stored = next(iter(lines_of(officer).items()))
    first = line({**stored["cells"], "deliverable": "Của người thứ nhất"}, stored["task"], stored["seen"])
    second = line({**stored["cells"], "deliverable": "Của người thứ hai"}, stored["task"], stored["seen"])

    assert save(officer, first)[0]["state"] == "saved"
    (told,) = save(officer, second)
    assert told["state"] == "conflict"
    assert told["line"]["cells"]["deliverable"] == "Của người thứ nhất"
    assert Task.objects.get(pk=stored["task"]).deliverable == "Của người thứ nhất"
    again = line(
        {**stored["cells"], "deliverable": "Của người thứ hai"}, stored["task"], told["line"]["seen"]
    )
    assert save(officer, again)[0]["state"] == "saved"


def test_a_line_that_was_taken_out_meanwhile_says_so(officer: Client) -> None:
    (saved,) = save(officer, line(NEW))
    gone = {**line({}, saved["task"], saved["line"]["seen"]), "removes": True}
    assert save(officer, gone)[0]["state"] == "removed"

    (told,) = save(officer, line(NEW, saved["task"], saved["line"]["seen"]))
    assert told["state"] == "gone"
    assert not Task.objects.filter(pk=saved["task"]).exists()


def test_a_line_keeps_what_the_grid_does_not_show(officer: Client) -> None:
    title, stored = next(iter(lines_of(officer).items()))
    programme, _new = Programme.objects.get_or_create(
        code="135", defaults={"name": "Chương trình 135", "starts_on": date(2016, 1, 1)}
    )
    Task.objects.filter(pk=stored["task"]).update(programme=programme)
    stored = lines_of(officer)[title]
    save(officer, line({**stored["cells"], "deliverable": "Sổ"}, stored["task"], stored["seen"]))

    assert Task.objects.get(pk=stored["task"]).programme_id == programme.pk


def test_findings_stand_at_the_cell(officer: Client) -> None:
    vague = {**NEW, "title": "Đẩy mạnh tuyên truyền", "deliverable": "", "lead": "Xã Ánh"}
    answer = officer.post(SAVE, {"lines": json.dumps([line(vague)])}).json()
    task = answer["lines"][0]["task"]

    found = {(one["code"], one["cell"]) for one in answer["findings"] if one["task"] == task}
    assert {("KH109", "deliverable"), ("KH201", "title")} <= found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "[1]",
        '[{"cells": 1}]',
        '[{"task": "1", "cells": {}}]',
        '[{"cells": {"title": 5}}]',
        "[" * 5000,
    ],
)
def test_what_the_page_never_sends_is_refused(officer: Client, text: str) -> None:
    assert officer.post(SAVE, {"lines": text}).status_code == 422


def test_a_plan_out_of_its_authors_hands_is_not_edited(signed_in: SignIn) -> None:
    officer = signed_in("officer.a1")

    assert officer.get(PAGE).status_code == 422
    assert save(officer, line(NEW))[0]["state"] == "refused"
    assert signed_in("officer.a9").get(PAGE).status_code == 404
