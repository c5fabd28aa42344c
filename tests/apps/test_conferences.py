"""What was said in a text becomes tasks only where a person accepts it; text, reading and hand are kept."""

from datetime import date
from typing import Any

import pytest

from nhip.apps.audit.models import AuditRecord
from nhip.apps.conferences.models import Directive, Source
from nhip.apps.conferences.words import reader_version
from nhip.apps.files.services import Sent
from nhip.apps.notices.models import Notice
from nhip.apps.tasks.life.parts import StepTaken
from nhip.apps.tasks.models import Assignment, Task
from nhip.core.access import OPERATOR
from nhip.core.directive_drafts import DirectiveState
from nhip.core.errors import Conflict, NotAllowed, NotFound, RuleBroken, RulesBroken
from nhip.core.handoffs import Handoff, Step
from nhip.core.notices import Kind
from nhip.core.tasks import TaskStatus
from nhip.cycle import directing, task_life
from nhip.cycle.directing import NewSource
from nhip.cycle.directive_pages import source_page
from nhip.cycle.planning import remove_task
from tests import world
from tests.directives import DATED, FACTS, TEXT, registered, rows, typed
from tests.docx.test_documents import document, paragraph

pytestmark = pytest.mark.django_db

OFFICER = "officer.p"


def accept(directive: int, **more: Any) -> tuple[int, ...]:  # noqa: ANN401 - version
    return directing.accept_directive(
        actor=world.person(OFFICER), directive_id=directive, now=world.NOW, **more
    )


def units_of(task: int) -> dict[int, str]:
    return dict(Assignment.objects.filter(task=task, ends_before=None).values_list("unit_id", "part"))


def status_of(actor: str, source: int, place: int) -> TaskStatus | None:
    page = source_page(actor=world.person(actor), source_id=source, number=1, today=world.TODAY)
    return page.cards[place].status


# --- Registering -------------------------------------------------------------------------------------------------


def test_a_text_is_kept_with_what_was_read_and_nothing_of_it_is_a_task() -> None:
    before = Task.objects.count()
    kept = Source.objects.get(pk=registered())

    assert (kept.text, kept.reader) == (TEXT.strip(), reader_version())
    assert Task.objects.count() == before
    first, second, third, fourth = rows(kept.pk)
    assert {one.state for one in (first, second, third, fourth)} == {DirectiveState.PENDING}
    assert kept.text[first.start : first.end] == first.sentence
    assert first.draft.addressed == (world.unit("P.STC"),)
    assert set(first.draft.coordinating) == {world.unit("A"), world.unit("B")}
    assert first.draft.deadline == date(2020, 6, 15)
    assert (second.draft.addressed, second.draft.recurrence) == (
        (world.unit("A"), world.unit("B")),
        "hằng tháng",
    )
    assert (third.draft.addressed, [one.words for one in third.draft.asked]) == (
        (),
        ["Trung tâm Truyền thông"],
    )
    assert (fourth.draft.deadline, fourth.due_text, fourth.mark) == (
        None,
        "trước ngày 30/02/2020",
        "no_such_day",
    )


def test_a_first_line_that_names_its_source_is_kept_and_places_count_with_it() -> None:
    kept = Source.objects.get(pk=registered(f"NGUỒN: tự viết\n{TEXT}"))
    assert all(kept.text[one.start : one.end].split() == one.sentence.split() for one in rows(kept.pk))


def test_a_page_of_a_browser_is_cleaned() -> None:
    text = Source.objects.get(
        pk=registered(
            "<html><script>alert(1)</script><p>Giao Sở T&agrave;i ch&iacute;nh báo cáo trước ngày 15/6.</p></html>"
        )
    ).text

    assert text == "Giao Sở Tài chính báo cáo trước ngày 15/6."


def test_a_text_without_a_directive_is_kept_and_one_is_marked_by_hand() -> None:
    source = registered("Trời hôm nay đẹp. Các huyện nhớ gửi số liệu về hộ nghèo cho tỉnh nhé.")
    assert rows(source) == ()

    made = directing.add_directive(
        actor=world.person(OFFICER),
        source_id=source,
        sentence="Các huyện nhớ gửi  số liệu về hộ nghèo",
        typed=typed("", "UBND các huyện"),
        now=world.NOW,
    )
    (one,) = rows(source)
    assert (one.id, one.read, one.draft.task) == (made, None, "Các huyện nhớ gửi số liệu về hộ nghèo")
    assert len(accept(made)) == 2


@pytest.mark.parametrize(
    ("text", "file", "field"),
    [
        ("", None, "text"),
        (" \n\t ", None, "text"),
        (TEXT, Sent("a.txt", b"x"), "file"),
        ("", Sent("a.txt", b""), "file"),
        ("", Sent("a.txt", b"\x00\x01\x02\x03\x04\x05" * 200), "file"),
        ("", Sent("a.txt", b"a " * (3 * 2**20)), "file"),
        ("", Sent("a.docx", b"PK\x03\x04 no zip"), "file"),
        ("x " * (2**20 + 1), None, "text"),
        ("cuûa vaø ñeán caùc vieät ñöôïc", None, "text"),
        ("cña vµ ®Õn c¸c viÖt céng", None, "text"),
    ],
)
def test_what_is_no_text_is_refused_and_nothing_is_stored(text: str, file: Sent | None, field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        directing.register_source(
            actor=world.person(OFFICER), code="P", new=NewSource(FACTS, text, file), now=world.NOW
        )
    assert refused.value.field == field
    assert not Source.objects.exists()


def test_the_encoding_of_before_unicode_is_named() -> None:
    for text, name in (("cña vµ ®Õn c¸c viÖt céng", "TCVN3 (ABC)"), ("cuûa vaø ñeán caùc vieät", "VNI")):
        with pytest.raises(RuleBroken) as refused:
            registered(text)
        assert refused.value.places["name"] == name


def test_a_document_is_read_and_kept_as_it_was_sent() -> None:
    content = document(paragraph("Tin") + paragraph("Giao Sở Tài chính báo cáo trước ngày 15/6."))
    new = NewSource(FACTS, file=Sent("thông báo.docx", content))
    source = directing.register_source(actor=world.person(OFFICER), code="P", new=new, now=world.NOW)

    kept = Source.objects.get(pk=source)
    assert kept.file is not None
    assert kept.file.name == "thông báo.docx"
    assert len(rows(source)) == 1


def test_the_same_text_or_the_same_number_is_not_kept_twice() -> None:
    registered()
    for text in (TEXT, f"{TEXT} Thêm một câu."):
        with pytest.raises(RuleBroken):
            registered(text)


def test_only_who_gives_tasks_at_the_unit_registers_and_decides() -> None:
    with pytest.raises(NotAllowed):
        registered(by="auditor.p")
    with pytest.raises(NotAllowed):
        registered(by="leader.a")
    source = registered()
    one = rows(source)[0].id
    for login in ("leader.a", "auditor.p", "leader.q", "officer.stc"):
        actor = world.person(login)
        for act in (
            directing.accept_directive,
            directing.drop_directive,
            directing.restore_directive,
            directing.join_directives,
        ):
            with pytest.raises(NotAllowed):
                act(actor=actor, directive_id=one, now=world.NOW)
        with pytest.raises(NotAllowed):
            directing.change_directive(actor=actor, directive_id=one, typed=typed(), now=world.NOW)
        with pytest.raises(NotAllowed):
            directing.remove_source(actor=actor, source_id=source, now=world.NOW)
    with pytest.raises(NotFound):
        accept(0)


def test_four_hundred_directives_in_a_text_are_kept_and_shown_in_parts() -> None:
    many = "\n".join(f"{one}. Giao Sở Tài chính báo cáo nội dung thứ {one}." for one in range(1, 401))
    source = registered(f"THÔNG BÁO\n\n{many}\n")

    page = source_page(actor=world.person(OFFICER), source_id=source, number=8, today=world.TODAY)
    assert (len(page.rows), len(page.cards), page.pages) == (400, 50, 8)
    assert page.cards[-1].row.number == 400


# --- Deciding ----------------------------------------------------------------------------------------------------


def test_accepting_opens_a_task_for_each_unit_and_tells_it() -> None:
    first, second, *_rest = rows(registered())
    (task,) = accept(first.id)

    stored = Task.objects.get(pk=task)
    assert (stored.plan_id, stored.assigned_by_id, stored.year) == (None, world.unit("P"), 2020)
    assert (stored.starts_on, stored.deadline) == (DATED, date(2020, 6, 15))
    assert stored.title == "Rà soát nguồn vốn chưa giải ngân, báo cáo"
    assert units_of(task) == {
        world.unit("P.STC"): "lead",
        world.unit("A"): "coordinating",
        world.unit("B"): "coordinating",
    }
    states = set(Assignment.objects.filter(task=task).values_list("state", flat=True))
    assert states == {Handoff.PENDING.value}
    assert Notice.objects.filter(kind=Kind.PART_ASSIGNED.value, person__username="officer.stc").exists()
    assert [units_of(one) for one in accept(second.id)] == [
        {world.unit("A"): "lead"},
        {world.unit("B"): "lead"},
    ]


def test_its_tasks_live_as_all_tasks_that_were_handed_out() -> None:
    source = registered()
    (task,) = accept(rows(source)[3].id)
    part = Assignment.objects.get(task=task, part="lead").pk
    doer, p = world.person("leader.a"), world.person("leader.p")

    def step(actor: object, one: Step, text: str = "") -> None:
        task_life.take_step(
            actor=actor,  # type: ignore[arg-type]
            task_id=task,
            part_id=part,
            taken=StepTaken(one, text, None),
            now=world.NOW,
        )

    assert status_of(OFFICER, source, 3) is TaskStatus.NO_DEADLINE
    step(doer, Step.SEND_BACK, "Không thuộc chức năng")
    step(p, Step.ASSIGN_AGAIN, "Vẫn giao")
    step(doer, Step.RECEIVE)
    step(doer, Step.SUBMIT, "Báo cáo số 5")
    step(p, Step.CONFIRM)
    assert status_of(OFFICER, source, 3) is TaskStatus.DONE_ON_TIME


def test_a_deadline_before_the_text_is_kept_and_marked_and_its_task_is_late_at_once() -> None:
    source = registered("Giao Sở Tài chính báo cáo trước ngày 15/3/2020.")
    (one,) = rows(source)
    page = source_page(actor=world.person(OFFICER), source_id=source, number=1, today=world.TODAY)
    assert (one.draft.deadline, page.cards[0].is_early) == (date(2020, 3, 15), True)
    accept(one.id)
    assert status_of(OFFICER, source, 0) is TaskStatus.OVERDUE


def test_what_names_no_known_unit_waits_for_a_person() -> None:
    third = rows(registered())[2]
    with pytest.raises(RuleBroken) as refused:
        accept(third.id)
    assert refused.value.places == {"words": "Trung tâm Truyền thông"}

    directing.choose_unit(
        actor=world.person(OFFICER),
        directive_id=third.id,
        words="Trung tâm Truyền thông",
        code="A",
        now=world.NOW,
    )
    assert [units_of(one) for one in accept(third.id)] == [{world.unit("A"): "lead"}]


def test_a_unit_out_of_reach_is_refused() -> None:
    one = rows(registered())[0]
    actor = world.person(OFFICER)
    with pytest.raises(RulesBroken) as refused:
        directing.change_directive(actor=actor, directive_id=one.id, typed=typed(units="C"), now=world.NOW)
    assert "units" in refused.value.refusals
    with pytest.raises(RulesBroken):
        directing.change_directive(actor=actor, directive_id=one.id, typed=typed(units="Sở X"), now=world.NOW)


def test_what_is_decided_on_is_not_decided_on_again() -> None:
    source = registered()
    first, second, *_rest = rows(source)
    accept(first.id)
    actor = world.person(OFFICER)
    for act in (accept_again, drop_it, change_it, split_it):
        with pytest.raises(RuleBroken):
            act(first.id)
    directing.drop_directive(actor=actor, directive_id=second.id, now=world.NOW)
    with pytest.raises(RuleBroken):
        accept(second.id)
    directing.restore_directive(actor=actor, directive_id=second.id, now=world.NOW)
    assert len(accept(second.id)) == 2
    with pytest.raises(RuleBroken):
        directing.remove_source(actor=actor, source_id=source, now=world.NOW)


def accept_again(directive: int) -> None:
    accept(directive)


def drop_it(directive: int) -> None:
    directing.drop_directive(actor=world.person(OFFICER), directive_id=directive, now=world.NOW)


def change_it(directive: int) -> None:
    directing.change_directive(
        actor=world.person(OFFICER), directive_id=directive, typed=typed(), now=world.NOW
    )


def split_it(directive: int) -> None:
    directing.split_directive(
        actor=world.person(OFFICER), directive_id=directive, parts="Một việc\nHai việc", now=world.NOW
    )


def test_of_two_who_decide_at_once_the_second_is_told() -> None:
    one = rows(registered())[0]
    directing.change_directive(
        actor=world.person(OFFICER), directive_id=one.id, version=one.version, typed=typed(), now=world.NOW
    )
    with pytest.raises(Conflict):
        accept(one.id, version=one.version)
    assert not Task.objects.filter(directive_link__isnull=False).exists()


def test_one_is_split_and_the_parts_stand_in_its_place() -> None:
    source = registered()
    first = rows(source)[0]
    made = directing.split_directive(
        actor=world.person(OFFICER),
        directive_id=first.id,
        version=first.version,
        parts="Rà soát nguồn vốn\nBáo cáo kết quả",
        now=world.NOW,
    )
    now = rows(source)
    assert [one.id for one in now[:2]] == list(made)
    assert [one.draft.task for one in now[:2]] == ["Rà soát nguồn vốn", "Báo cáo kết quả"]
    assert {(one.start, one.end, one.draft.addressed, one.draft.deadline) for one in now[:2]} == {
        (first.start, first.end, first.draft.addressed, first.draft.deadline)
    }
    assert Directive.objects.get(pk=first.id).state == DirectiveState.REPLACED
    assert set(Directive.objects.get(pk=made[0]).made_of.values_list("pk", flat=True)) == {first.id}
    numbers = list(
        Directive.objects.filter(source=source).order_by("start", "number").values_list("number", flat=True)
    )
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_one_is_joined_with_the_next_that_waits() -> None:
    source = registered()
    first, second, third, fourth = rows(source)
    directing.drop_directive(actor=world.person(OFFICER), directive_id=second.id, now=world.NOW)
    made = directing.join_directives(actor=world.person(OFFICER), directive_id=first.id, now=world.NOW)

    both = next(one for one in rows(source) if one.id == made)
    assert (both.start, both.end) == (first.start, third.end)
    assert [one.words for one in both.draft.asked] == ["Trung tâm Truyền thông"]
    with pytest.raises(RuleBroken):
        directing.join_directives(actor=world.person(OFFICER), directive_id=fourth.id, now=world.NOW)


def test_a_task_of_a_directive_is_not_removed_but_cancelled() -> None:
    (task,) = accept(rows(registered())[0].id)
    with pytest.raises(RuleBroken) as refused:
        remove_task(actor=world.person(OFFICER), task_id=task, now=world.NOW)
    assert "ý kiến chỉ đạo" in refused.value.sentence


def test_every_act_is_recorded() -> None:
    source = registered()
    first, second, *_rest = rows(source)
    accept(first.id)
    drop_it(second.id)
    directing.restore_directive(actor=OPERATOR, directive_id=second.id, now=world.NOW)
    split_it(second.id)

    acts = list(AuditRecord.objects.order_by("pk").values_list("act", flat=True))
    assert [one for one in acts if "directive" in one or "source" in one] == [
        "register_source",
        "accept_directive",
        "drop_directive",
        "restore_directive",
        "split_directive",
    ]


def test_a_document_of_which_nothing_was_accepted_is_taken_out() -> None:
    source = registered()
    directing.remove_source(actor=world.person(OFFICER), source_id=source, now=world.NOW)
    assert not Source.objects.exists()
    assert AuditRecord.objects.filter(act="remove_source").exists()
