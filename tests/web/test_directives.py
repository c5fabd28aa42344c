"""Pages of documents and directives: what is refused is told, nothing typed is lost, and plain forms are enough."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nhip.apps.accounts.models import Person
from nhip.apps.conferences.models import Directive, Source
from nhip.apps.tasks.models import Task
from nhip.cycle import directing
from tests import world
from tests.directives import TEXT, registered, rows, typed
from tests.docx.test_documents import document, paragraph

pytestmark = pytest.mark.django_db
BACKEND = "nhip.web.account.backend.PersonBackend"
FACTS = {
    "unit": "P",
    "genre": "conclusions",
    "title": "Kết luận giao ban",
    "dated": "11/05/2020",
    "number": "12/TB-UBND",
    "issuer": "Phó Chủ tịch tỉnh",
}
DRAFT = {
    "task": "Rà soát vốn",
    "units": "Sở Tài chính",
    "coordinating": "",
    "deliverable": "",
    "deadline": "15/06/2020",
    "recurrence": "",
}


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(Person.objects.get(username="officer.p"), backend=BACKEND)
    return client


def test_a_pasted_text_is_read_and_shown_beside_its_drafts(officer: Client) -> None:
    answer = officer.post(reverse("new_source"), {**FACTS, "text": TEXT}, follow=True)

    body = answer.content.decode()
    assert answer.status_code == 200
    assert "4 ý kiến" in body
    assert body.count('class="said"') == 4
    assert "chọn đơn vị" in body
    assert "ngày này không có trong lịch" in body


def test_a_document_without_a_number_is_named_without_a_gap(officer: Client) -> None:
    page = officer.post(reverse("new_source"), {**FACTS, "number": "", "text": TEXT}, follow=True)

    assert "Thông báo kết luận, 11/05/2020" in page.content.decode()
    assert "Thông báo kết luận, 11/05/2020" in officer.get(reverse("directive_sources")).content.decode()


def test_what_is_left_empty_is_read_from_the_head_of_the_text(officer: Client) -> None:
    text = f"UBND TỈNH LÂM SƠN\nSố: 61/TB-UBND\nLâm Sơn, ngày 11 tháng 5 năm 2020\n{TEXT}"
    page = officer.post(reverse("new_source"), {"unit": "P", "text": text}, follow=True).content.decode()

    assert "Thông báo kết luận 61/TB-UBND, 11/05/2020" in page
    assert "<h1>Kết luận tại Hội nghị giao ban tháng 5" in page
    assert "đọc từ phần đầu văn bản" in page
    source = Source.objects.get()
    refused = officer.post(reverse("edit_source", args=[source.pk]), {**FACTS, "title": "", "dated": ""})
    assert "Chưa ghi ngày" in refused.content.decode()
    refused = officer.post(reverse("edit_source", args=[source.pk]), {**FACTS, "title": ""})
    assert "Chưa ghi tên văn bản" in refused.content.decode()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"text": ""}, "Chưa có văn bản"),
        ({"text": TEXT, "dated": ""}, "không ghi ngày"),
        ({"text": TEXT, "dated": "30/02/2020"}, "không đọc được"),
        ({"text": "cña vµ ®Õn c¸c viÖt céng"}, "TCVN3"),
        ({"text": "cuûa vaø ñeán caùc vieät"}, "VNI"),
        (
            {"text": "", "tep": SimpleUploadedFile("a.txt", b"\x00\x01\x02\x03\x04\x05" * 99)},
            "không phải văn bản",
        ),
        ({"text": "", "tep": SimpleUploadedFile("a.txt", b"a " * 3 * 2**20)}, "lớn hơn"),
        (
            {
                "text": "",
                "tep": SimpleUploadedFile("a.docx", document(paragraph("x"), word__vbaProject_bin=b"x")),
            },
            "macro",
        ),
        ({"text": "", "tep": SimpleUploadedFile("a.docx", b"PK\x03\x04")}, "hỏng"),
        ({"text": TEXT, "tep": SimpleUploadedFile("a.txt", b"abc")}, "chỉ dùng một"),
    ],
)
def test_what_cannot_be_read_is_told_and_what_was_typed_stays(
    officer: Client, more: dict[str, object], sentence: str
) -> None:
    answer = officer.post(reverse("new_source"), {**FACTS, **more})

    body = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in body
    assert "12/TB-UBND" in body
    assert str(more["text"])[:20] in body
    assert not Source.objects.exists()


def test_a_request_of_five_megabytes_is_refused_with_a_sentence(officer: Client) -> None:
    answer = officer.post(reverse("new_source"), {**FACTS, "text": "x" * 5 * 2**20})

    assert answer.status_code == 400
    assert "quá lớn" in answer.content.decode()
    assert not Source.objects.exists()


def test_a_page_pasted_from_a_browser_runs_nothing(officer: Client) -> None:
    page = "<html><p>Giao Sở Tài chính báo cáo trước ngày 15/6.</p><img src=x onerror=alert(1)></html>"
    body = officer.post(reverse("new_source"), {**FACTS, "text": page}, follow=True).content.decode()

    assert "onerror" not in body
    assert "1 ý kiến" in body


def test_a_text_without_a_directive_says_so_and_is_kept(officer: Client) -> None:
    body = officer.post(
        reverse("new_source"), {**FACTS, "text": "Trời hôm nay đẹp."}, follow=True
    ).content.decode()

    assert "Không thấy ý kiến chỉ đạo nào" in body
    assert Source.objects.count() == 1


def test_plain_forms_accept_drop_and_take_back(officer: Client) -> None:
    source = registered()
    first, second, *_rest = rows(source)
    answer = officer.post(reverse("accept_directive", args=[first.id]), {"version": 0})
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"{reverse('directive_source', args=[source])}?trang=1#y-1")
    officer.post(reverse("drop_directive", args=[second.id]), {"version": 0})
    officer.post(reverse("restore_directive", args=[second.id]), {"version": 1})
    assert list(Directive.objects.order_by("pk").values_list("state", flat=True)[:2]) == [
        "accepted",
        "pending",
    ]


def test_htmx_gets_the_card_alone_and_what_is_left(officer: Client) -> None:
    first, _second, third, *_rest = rows(registered())
    part = {"HX-Request": "true"}
    answer = officer.post(reverse("accept_directive", args=[first.id]), {"version": 0}, headers=part)
    body = answer.content.decode()
    assert (answer.status_code, "<html" in body) == (200, False)
    assert 'id="y-1"' in body
    assert 'id="tom-tat" hx-swap-oob="true"' in body
    refused = officer.post(reverse("accept_directive", args=[third.id]), {"version": 0}, headers=part)
    assert refused.status_code == 422
    assert "chọn đơn vị rồi nhận" in refused.content.decode()


def test_of_two_the_second_is_told_and_what_they_typed_stands_beside_the_other(officer: Client) -> None:
    one = rows(registered())[0]
    other = typed("Việc của người khác", deadline=world.TODAY)
    directing.change_directive(
        actor=world.person("officer.p"), directive_id=one.id, typed=other, now=world.NOW
    )
    answer = officer.post(reverse("edit_directive", args=[one.id]), {**DRAFT, "version": 0})
    body = answer.content.decode()
    assert answer.status_code == 409
    assert "Rà soát vốn" in body
    assert "Việc của người khác" in body
    assert officer.post(reverse("accept_directive", args=[one.id]), {"version": 0}).status_code == 409
    assert not Task.objects.filter(directive_link__isnull=False).exists()
    again = officer.post(reverse("edit_directive", args=[one.id]), {**DRAFT, "version": 1, "nhan": "1"})
    assert again.status_code == 302
    assert Task.objects.get(directive_link__directive=one.id).title == "Rà soát vốn"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"task": ""}, "Chưa ghi việc"),
        ({"units": "Sở Nào Đó"}, "Không rõ «Sở Nào Đó»"),
        ({"units": "Sở Tài chánh"}, "Sở Tài chính (P.STC)"),
        ({"coordinating": "Sở Tài chính"}, "vừa chủ trì vừa phối hợp"),
        ({"deadline": "31/06/2020"}, "không đọc được"),
        ({"recurrence": "x" * 101}, "tối đa 100"),
    ],
)
def test_a_draft_that_breaks_a_rule_is_told_at_its_field(
    officer: Client, more: dict[str, str], sentence: str
) -> None:
    one = rows(registered())[0]
    answer = officer.post(reverse("edit_directive", args=[one.id]), {**DRAFT, **more, "version": 0})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in body
    assert "15/06/2020" in body or "deadline" in more
    assert Directive.objects.get(pk=one.id).version == 0


def test_a_passage_that_is_not_in_the_text_is_told_and_what_was_typed_stays(officer: Client) -> None:
    source = registered()
    sent = {**DRAFT, "sentence": "Không có trong văn bản này", "near": ""}
    answer = officer.post(reverse("add_directive", args=[source]), sent)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Không thấy đoạn này" in body
    assert "Không có trong văn bản này" in body


def test_a_split_of_one_line_is_told_and_what_cannot_be_joined_too(officer: Client) -> None:
    *_rest, last = rows(registered())
    answer = officer.post(reverse("split_directive", args=[last.id]), {"parts": "Một việc", "version": 0})
    assert answer.status_code == 422
    assert "ít nhất hai dòng" in answer.content.decode()
    joined = officer.post(reverse("join_directives", args=[last.id]), {"version": 0})
    assert joined.status_code == 422
    assert "đứng sau để ghép" in joined.content.decode()


def test_four_hundred_directives_are_shown_fifty_at_a_time(officer: Client) -> None:
    many = "\n".join(f"{one}. Giao Sở Tài chính báo cáo nội dung thứ {one}." for one in range(1, 401))
    source = registered(f"THÔNG BÁO\n\n{many}\n")
    answer = officer.get(reverse("directive_source", args=[source]), {"trang": "8"})
    assert answer.content.decode().count('class="card-of ') == 50
    assert len(answer.content) < 600_000
    assert "#y-1" in answer.content.decode(), "the first one's highlight leads to its part"


def test_the_register_tells_of_a_day_that_is_none(officer: Client) -> None:
    registered()
    answer = officer.get(reverse("directives"), {"tu": "31/02/2020", "q": "von"})
    assert answer.status_code == 422
    assert "31/02/2020" in answer.content.decode()
    found = officer.get(reverse("directives"), {"q": "nguon von", "trang-thai": "pending"}).content.decode()
    assert found.count('<th scope="row">') == 1


def test_a_task_shows_the_sentence_it_was_opened_for(client: Client) -> None:
    first = rows(registered())[0]
    (task,) = directing.accept_directive(
        actor=world.person("officer.p"), directive_id=first.id, now=world.NOW
    )
    client.force_login(Person.objects.get(username="officer.stc"), backend=BACKEND)
    body = client.get(reverse("task", args=[task])).content.decode()
    assert "Từ ý kiến chỉ đạo" in body
    assert reverse("directive", args=[first.id]) in body
    assert client.get(reverse("directive", args=[first.id])).status_code == 302
    hidden = rows(first.source_id)[1].id
    assert client.get(reverse("directive", args=[hidden])).status_code == 404
