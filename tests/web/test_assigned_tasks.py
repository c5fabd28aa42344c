"""Pages of assigned tasks: the same numbers as the rows, each count leads to its tasks, each act its refusal."""

import re

import pytest
from django.urls import reverse

from nhip.apps.tasks.life.reminders import remind
from nhip.apps.tasks.models import Reminder
from nhip.core.assigned_tasks import Column
from nhip.core.reminders import ReminderStep
from nhip.web import words
from nhip.xlsx.reading import read_workbook
from tests import world
from tests.assigned import given, naive_columns, rules, tell
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


def table(
    signed_in: SignIn, code: str = "P", period: str = "2020-Q2", *, login: str = "leader.p", **query: str
) -> str:
    answer = signed_in(login).get(reverse("assigned_statistics", args=[code, period]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def counts_of_total(body: str) -> dict[str, int]:
    """The cells of the last line, by what they are labelled."""
    foot = body[body.index("<tfoot>") :]
    cells = re.findall(r'<td class="num[^"]*" data-label="([^"]*)">(.*?)</td>', foot, flags=re.DOTALL)
    numbers = {label: re.sub(r"<[^>]*>", " ", text).split() for label, text in cells}
    return {label: int(found[0]) for label, found in numbers.items() if found[0].isdigit()}


def test_page_and_rows_agree_and_the_columns_add_up(signed_in: SignIn) -> None:
    tell()
    told = counts_of_total(table(signed_in))
    columns = {column: told[str(words.COLUMNS[column].word)] for column in Column}
    units = {world.unit(code) for code in ("A", "A.PDT")}
    quarter = (
        signed_in("leader.p").get(reverse("assigned_statistics", args=["P", "2020-Q2"])).context["table"]
    )
    naive = naive_columns(units, quarter.span.starts_on, quarter.closes_on)
    assert {column.value: number for column, number in columns.items() if number} == dict(naive)
    assert told["Được giao"] == sum(columns.values()) == told["Kỳ trước chuyển sang"] + told["Giao trong kỳ"]


@pytest.mark.parametrize("side", ["", "giao"])
def test_each_count_leads_to_as_many_tasks_as_it_says(signed_in: SignIn, side: str) -> None:
    tell()
    client = signed_in("leader.p")
    body = table(signed_in, chieu=side)
    links = re.findall(r'href="(/nhiem-vu-giao/P/2020-Q2/danh-sach/[^"]*)">(\d+)<', body)
    assert len(links) >= 20
    for address, number in links:
        page = client.get(address.replace("&amp;", "&")).content.decode()
        assert page.count('<th scope="row"><a href="/nhiem-vu/') == int(number), address


def test_a_word_in_the_address_that_means_nothing_is_not_found(signed_in: SignIn) -> None:
    client = signed_in("leader.p")
    for route, arguments, query in (
        ("assigned_statistics", ["P", "2020-Q2"], {"chieu": "x"}),
        ("assigned_statistics", ["P", "2020-W12"], {}),
        ("assigned_tasks", ["P", "2020-Q2"], {"cot": "x"}),
        ("assigned_tasks", ["P", "2020-Q2"], {"don-vi": "C1"}),
        ("overdue_tasks", ["P"], {"buoc": "x"}),
    ):
        assert client.get(reverse(route, args=arguments), query).status_code == 404


def test_a_period_that_has_not_begun_is_refused_with_its_day(signed_in: SignIn) -> None:
    answer = signed_in("leader.p").get(reverse("assigned_statistics", args=["P", "2020-Q4"]))
    assert answer.status_code == 422
    assert "15/09/2020" in answer.content.decode()


def test_ones_own_table_is_of_the_quarter_that_runs(signed_in: SignIn) -> None:
    answer = signed_in("leader.a").get(reverse("own_assigned"))
    assert answer.headers["Location"] == reverse("assigned_statistics", args=["A", "2020-Q2"])


def test_an_empty_table_and_an_empty_list_say_what_comes_next(signed_in: SignIn) -> None:
    assert "Không có nhiệm vụ được giao trong kỳ này" in table(signed_in)
    body = signed_in("leader.p").get(reverse("overdue_tasks", args=["P"])).content.decode()
    assert "Không có nhiệm vụ quá hạn" in body
    assert "Chưa khai quy định" in body


def test_a_reminder_is_recorded_from_the_list_and_its_letter_is_read_by_the_unit(signed_in: SignIn) -> None:
    tasks = tell()
    rules()
    late = tasks["overdue"]
    leader = signed_in("leader.p")
    body = leader.get(reverse("overdue_tasks", args=["P"])).content.decode()
    act = reverse("remind_task", args=[late, "lan-dau"])
    assert act in body
    assert "Đề xuất của dự án Nhịp" in body
    letter = reverse("reminder_letter", args=[late, "lan-dau"])
    draft = leader.get(letter).content.decode()
    assert "Kính gửi: Phòng Dân tộc huyện An." in draft
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in draft
    answer = leader.post(act, follow=True)
    assert "Đã ghi nhận và báo cho đơn vị thực hiện." in answer.content.decode()
    assert Reminder.objects.get().task_id == late
    doer = signed_in("officer.apdt")
    assert "Đã ghi nhận gửi ngày 20/05/2020." in doer.get(letter).content.decode()
    heard = doer.get(reverse("notices")).content.decode()
    assert "Tỉnh Mẫu nhắc việc «overdue»: quá hạn 33 ngày làm việc" in heard
    history = leader.get(reverse("task_history", args=[late])).content.decode()
    assert "Nhắc việc quá hạn" in history
    assert "Nhắc lần đầu" in history


def test_each_refusal_is_a_sentence_or_a_404_and_stores_nothing(signed_in: SignIn) -> None:
    tasks = tell()
    rules()
    late = tasks["overdue"]
    for login, task, word, status, said in (
        ("leader.p", late, "lan-hai", 422, "lần lượt"),
        ("leader.p", tasks["within"], "lan-dau", 422, "không quá hạn"),
        ("leader.p", late, "lan-ba", 404, ""),
        ("officer.p", late, "lan-dau", 404, ""),
        ("officer.apdt", late, "lan-dau", 404, ""),
        ("leader.q", late, "lan-dau", 404, ""),
    ):
        answer = signed_in(login).post(reverse("remind_task", args=[task, word]))
        assert answer.status_code == status, (login, word)
        assert said in answer.content.decode()
    assert not Reminder.objects.exists()
    for login, word in (("officer.apdt", "lan-dau"), ("leader.q", "lan-dau"), ("leader.p", "phe-binh")):
        assert signed_in(login).get(reverse("reminder_letter", args=[late, word])).status_code == 404


def test_a_letter_stays_vietnamese_for_an_english_reader(signed_in: SignIn) -> None:
    rules()
    late = given("overdue", "A.PDT")
    remind(actor=world.person("leader.p"), task_id=late, step=ReminderStep.FIRST, now=world.NOW)
    client = signed_in("leader.p")
    client.cookies["nhip-language"] = "en"
    body = client.get(reverse("reminder_letter", args=[late, "lan-dau"])).content.decode()
    assert "First reminder" in body
    assert "Kính gửi:" in body


def workbook_of(signed_in: SignIn, name: str, args: list[str], **query: str) -> list[list[object]]:
    answer = signed_in("leader.p").get(reverse(name, args=args), {**query, "dang": "xlsx"})
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    (sheet,) = read_workbook(answer.content)
    return [list(row) for row in sheet.rows]


def test_workbooks_hold_what_the_pages_show(signed_in: SignIn) -> None:
    tell()
    told = counts_of_total(table(signed_in))
    counts = workbook_of(signed_in, "assigned_statistics", ["P", "2020-Q2"])
    head = next(row for row in counts if "Được giao" in row)
    foot = dict(zip(head, counts[-1], strict=True))
    assert foot["Đơn vị"] == "Cộng"
    for column in Column:
        assert foot[str(words.COLUMNS[column].word)] == told[str(words.COLUMNS[column].word)]
    tasks = workbook_of(signed_in, "assigned_tasks", ["P", "2020-Q2"], cot="qua-han")
    assert (
        len(tasks) - 3 == told[str(words.COLUMNS[Column.OVERDUE].word)]
    )  # title, note and headings stand above
    late = workbook_of(signed_in, "overdue_tasks", ["P"])
    assert len(late) > 3


def test_a_form_that_there_is_not_is_not_found(signed_in: SignIn) -> None:
    answer = signed_in("leader.p").get(reverse("assigned_statistics", args=["P", "2020-Q2"]), {"dang": "doc"})
    assert answer.status_code == 404


def test_a_joint_letter_is_recorded_for_all_its_tasks_and_shown_as_it_was_sent(signed_in: SignIn) -> None:
    rules()
    tasks = [given(title, "A.PDT") for title in ("Việc một", "Việc hai")]
    leader = signed_in("leader.p")
    address = reverse("joint_letter", args=["P", "lan-dau", "A.PDT"])
    assert address in leader.get(reverse("overdue_tasks", args=["P"])).content.decode()
    draft = leader.get(address).content.decode()
    assert "DANH MỤC NHIỆM VỤ QUÁ HẠN" in draft
    act = reverse("remind_together", args=["P", "lan-dau", "A.PDT"])
    refused = leader.post(act, {"nhiem-vu": tasks[:1]})
    assert refused.status_code == 422
    assert "Danh mục đã thay đổi" in refused.content.decode()
    sent = leader.post(act, {"nhiem-vu": tasks}, follow=True).content.decode()
    assert "Đã ghi nhận một văn bản về 2 nhiệm vụ" in sent
    assert "Đã ghi nhận gửi ngày 20/05/2020." in sent
    assert "Việc hai" in sent
    assert Reminder.objects.count() == 2
    for day in ("hôm nay", "2020-05-19"):
        assert leader.get(address, {"ngay": day}).status_code == 404
    assert signed_in("officer.apdt").get(address).status_code == 404
