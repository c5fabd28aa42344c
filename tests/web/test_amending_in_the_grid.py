"""The grid of an approved plan writes into its open amendment."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from nhip.apps.accounts.models import Person
from nhip.apps.tasks.models import Task
from tests import world
from tests.amended import HALF, opened, page
from tests.web.test_access_matrix import BACKEND

pytestmark = pytest.mark.django_db
ADDED = {
    "title": "Sửa 2 km đường",
    "deliverable": "2 km được nghiệm thu",
    "lead": "Xã Ánh",
    "starts_on": "01/07/2020",
    "deadline": "30/11/2020",
    "weight": "3",
}


def sent(client: Client, **line: object) -> dict[str, object]:
    address = reverse("save_plan_lines", args=["A1", 2020])
    told = {"key": "n1", "task": None, "seen": "", "cells": {}, **line}
    answer = client.post(address, {"lines": json.dumps([told])})
    assert answer.status_code == 200, answer.content.decode()
    (found,) = answer.json()["lines"]
    return dict(found)


def test_a_line_is_added_changed_and_left_out_again() -> None:
    client = Client()
    client.force_login(Person.objects.get(username="officer.a1"), backend=BACKEND)
    assert client.get(reverse("plan_editor", args=["A1", 2020])).status_code == 422
    opened()
    assert client.get(reverse("plan_editor", args=["A1", 2020])).status_code == 200
    tasks = Task.objects.count()

    first = sent(client, cells=ADDED)
    assert first["state"] == "saved", first
    task, line = first["task"], first["line"]
    assert isinstance(task, int)
    assert task < 0
    assert isinstance(line, dict)
    assert line["cells"]["m11"] == "100"
    again = sent(client, task=task, seen=line["seen"], cells={**line["cells"], "weight": "5"})
    assert (again["state"], again["task"]) == ("saved", task)
    assert [one.facts.weight for one in page().changes] == [5]
    last = again["line"]
    assert isinstance(last, dict)
    assert sent(client, task=task, seen=last["seen"], removes=True)["state"] == "removed"
    assert not page().changes
    assert Task.objects.count() == tasks


def test_a_task_taken_out_in_the_grid_stays_until_the_day() -> None:
    client = Client()
    client.force_login(Person.objects.get(username="officer.a1"), backend=BACKEND)
    opened()
    html = client.get(reverse("plan_editor", args=["A1", 2020])).content.decode()
    assert "Điều chỉnh lần 1" in html
    task = world.task("A1", HALF)
    data = json.loads(html.split('<pre id="plan-data" hidden>')[1].split("</pre>")[0].replace("&quot;", '"'))
    line = next(one for one in data["lines"] if one["task"] == task.pk)
    assert sent(client, task=task.pk, seen=line["seen"], removes=True)["state"] == "removed"
    assert [one.fate.value for one in page().changes] == ["removed"]
    assert Task.objects.filter(pk=task.pk).exists()
