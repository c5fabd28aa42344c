"""Who sees what of a document, its register, the way back from a task, and how well the reader does in use."""

from dataclasses import replace
from datetime import date

import pytest
from django.db.models import Q
from pytest_django import DjangoAssertNumQueries

from nhip.apps.conferences.models import Directive, Source
from nhip.apps.conferences.queries import decided_directives
from nhip.apps.conferences.words import reader_version, unit_words
from nhip.apps.tasks.models import Assignment
from nhip.core.access import OPERATOR
from nhip.core.directive_drafts import DirectiveState, Role
from nhip.core.directive_quality import Outcome, quality
from nhip.core.errors import NotAllowed
from nhip.core.tasks import HaltKind, TaskStatus
from nhip.cycle import directing, directive_register, task_life
from nhip.cycle.cards import CardKind
from nhip.cycle.directing import TypedDraft
from nhip.cycle.directive_pages import directive_page, source_page
from nhip.cycle.directive_register import Wanted, documents, quality_in_use, register
from nhip.cycle.my_work import my_work
from nhip.cycle.plan_checking import plan_findings
from nhip.cycle.searching import HitKind, search
from nhip.cycle.task_pages import task_page
from tests import world
from tests.directives import FACTS, registered, rows, typed

pytestmark = pytest.mark.django_db

OFFICER = "officer.p"


def accept(directive: int) -> tuple[int, ...]:
    return directing.accept_directive(actor=world.person(OFFICER), directive_id=directive, now=world.NOW)


def test_a_unit_sees_of_a_document_what_it_was_told() -> None:
    source = registered()
    first, second, *_rest = rows(source)
    accept(second.id)

    page = source_page(actor=world.person("leader.b"), source_id=source, number=1, today=world.TODAY)
    assert ([one.id for one in page.rows], page.is_inside, page.may_decide) == ([second.id], False, False)
    found = register(actor=world.person("leader.b"), wanted=Wanted(), today=world.TODAY)
    assert [one.row.id for one in found.lines] == [second.id]
    for login in ("officer.stc", "leader.q", "officer.c1"):
        with pytest.raises(NotAllowed):
            source_page(actor=world.person(login), source_id=source, number=1, today=world.TODAY)
        assert register(actor=world.person(login), wanted=Wanted(), today=world.TODAY).total == 0
        assert documents(actor=world.person(login), today=world.TODAY).count == 0
    assert first.state is DirectiveState.PENDING


def test_a_task_leads_back_to_the_sentence_it_was_opened_for() -> None:
    first = rows(registered())[0]
    (task,) = accept(first.id)

    found = task_page(actor=world.person("officer.stc"), task_id=task, today=world.TODAY).origin
    assert found is not None
    assert (found.row.sentence, found.source.facts.number) == (first.sentence, "12/TB-UBND")
    own = world.task("A1").pk
    assert task_page(actor=world.person("officer.a1"), task_id=own, today=world.TODAY).origin is None
    with pytest.raises(NotAllowed):
        task_page(actor=world.person("leader.q"), task_id=task, today=world.TODAY)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 4),
        (Wanted(text="nguon von"), 1),
        (Wanted(text="giao ban thang 5 hoa giai"), 1),
        (Wanted(text="không có"), 0),
        (Wanted(issuer="Phó Chủ tịch tỉnh"), 4),
        (Wanted(issuer="Người khác"), 0),
        (Wanted(unit="B"), 2),
        (Wanted(since=date(2020, 6, 16)), 1),
        (Wanted(until=date(2020, 6, 15)), 1),
        (Wanted(state=DirectiveState.PENDING), 3),
        (Wanted(status=TaskStatus.WITHIN_DEADLINE), 1),
        (Wanted(status=TaskStatus.OVERDUE), 0),
    ],
)
def test_the_register_is_narrowed_down(wanted: Wanted, count: int) -> None:
    accept(rows(registered())[0].id)
    assert register(actor=world.person(OFFICER), wanted=wanted, today=world.TODAY).total == count


def test_the_form_shows_units_so_that_they_are_read_back_as_the_same() -> None:
    second = rows(registered())[1]
    page = directive_page(actor=world.person(OFFICER), directive_id=second.id, today=world.TODAY)
    again = TypedDraft(second.draft.task, page.units, page.coordinating, recurrence=second.draft.recurrence)
    directing.change_directive(
        actor=world.person(OFFICER), directive_id=second.id, typed=again, now=world.NOW
    )
    kept = Directive.objects.get(pk=second.id)
    roles = list(kept.units.order_by("place").values_list("unit_id", "role"))
    assert roles == [(world.unit("A"), Role.LEAD.value), (world.unit("B"), Role.ADDRESSED.value)]


def test_a_unit_that_was_merged_away_is_answered_for_by_its_heir() -> None:
    facts = replace(FACTS, dated=date(2020, 1, 20))
    source = registered("Giao UBND xã Ân rà soát hộ nghèo, báo cáo trước ngày 15/6/2020.", facts)
    (one,) = rows(source)
    assert one.draft.addressed == (world.unit("A2", date(2020, 1, 20)),)
    (task,) = accept(one.id)
    assert Assignment.objects.get(task=task).unit_id == world.unit("A9")


def test_an_old_name_means_the_heir_in_a_text_of_after_the_merger() -> None:
    (one,) = rows(registered("Giao UBND xã Bình rà soát hộ nghèo, báo cáo trước ngày 15/6/2020."))
    assert one.draft.addressed == (world.unit("A9"),)


def codes(code: str) -> list[str]:
    told = plan_findings(actor=OPERATOR, code=code, year=2020, today=world.TODAY)
    return [one.code for one in told.findings]


def test_a_plan_is_told_of_what_a_directive_gave_to_its_unit_until_it_is_cancelled() -> None:
    source = registered(
        "Giao UBND xã Ánh rà soát hộ nghèo, báo cáo trước ngày 15/6.", by="leader.a", code="A"
    )
    (one,) = rows(source)
    assert "KH503" not in codes("A1")
    (task,) = directing.accept_directive(actor=world.person("leader.a"), directive_id=one.id, now=world.NOW)
    assert "KH503" in codes("A1")

    task_life.halt_task(
        actor=world.person("leader.a"), task_id=task, kind=HaltKind.CANCELLED, reason="Thôi", now=world.NOW
    )
    assert "KH503" not in codes("A1")


def test_directives_are_found_without_marks_by_who_may_see_them() -> None:
    first = rows(registered())[0]
    accept(first.id)

    def found(login: str) -> list[str]:
        hits = search(actor=world.person(login), text="nguon von giai ngan", today=world.TODAY).hits
        return [one.title for one in hits if one.kind is HitKind.DIRECTIVE]

    assert found(OFFICER) == found("officer.stc") == [first.draft.task]
    assert found("leader.q") == found("officer.a1") == []


def test_a_status_is_looked_for_among_all_directives_however_many_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = "\n".join(f"{one}. Giao Sở Tài chính báo cáo nội dung thứ {one}." for one in range(1, 12))
    for one in rows(registered(f"THÔNG BÁO\n\n{many}\n")):
        accept(one.id)
    monkeypatch.setattr(directive_register, "AT_ONCE", 3)
    wanted = Wanted(status=TaskStatus.NO_DEADLINE)
    found = register(actor=world.person(OFFICER), wanted=wanted, today=world.TODAY)
    assert (found.total, len(found.lines)) == (11, 11)
    assert [one.row.number for one in found.lines] == list(range(1, 12))


def test_pages_cost_the_same_however_many_directives_there_are(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    few = registered()
    many = "\n".join(f"{one}. Giao Sở Tài chính báo cáo nội dung thứ {one}." for one in range(1, 61))
    facts = replace(FACTS, number="", title="Nhiều ý kiến")
    source = registered(f"THÔNG BÁO\n\n{many}\n", facts)
    for one in (*rows(few)[:2], *rows(source)[:30]):
        accept(one.id)
    actor = world.person(OFFICER)
    with django_assert_max_num_queries(15):
        source_page(actor=actor, source_id=source, number=1, today=world.TODAY)
    with django_assert_max_num_queries(16):
        register(actor=actor, wanted=Wanted(), today=world.TODAY)
    with django_assert_max_num_queries(22):
        register(actor=actor, wanted=Wanted(status=TaskStatus.NO_DEADLINE), today=world.TODAY)
    with django_assert_max_num_queries(5):
        documents(actor=actor, today=world.TODAY)
    with django_assert_max_num_queries(4):
        quality_in_use(actor=actor, today=world.TODAY)


# --- Quality in use ----------------------------------------------------------------------------------------------


def test_quality_is_counted_from_what_persons_did() -> None:
    source = registered()
    first, second, third, fourth = rows(source)
    actor = world.person(OFFICER)
    accept(first.id)
    directing.change_directive(
        actor=actor,
        directive_id=second.id,
        typed=TypedDraft(second.draft.task, "A", deadline=date(2020, 6, 1), recurrence="hằng tháng"),
        now=world.NOW,
    )
    accept(second.id)
    directing.drop_directive(actor=actor, directive_id=third.id, now=world.NOW)
    directing.split_directive(actor=actor, directive_id=fourth.id, parts="Một việc\nHai việc", now=world.NOW)
    directing.add_directive(
        actor=actor,
        source_id=source,
        sentence="Việc lập kế hoạch ở một số nơi còn chậm.",
        typed=typed("Lập kế hoạch", "A"),
        now=world.NOW,
    )
    accept(rows(source)[0].id)

    own, _total = quality(decided_directives(chosen=Q(source=source)))
    assert (own.genre, own.reader) == ("conclusions", reader_version())
    assert own.counts == {
        Outcome.UNCHANGED: 1,
        Outcome.EDITED: 1,
        Outcome.DROPPED: 1,
        Outcome.DIVIDED: 1,
        Outcome.ADDED: 1,
    }
    assert own.fields == {"units": 1, "deadline": 1}
    assert quality_in_use(actor=actor, today=world.TODAY)[0] == own
    assert quality_in_use(actor=world.person("leader.q"), today=world.TODAY) == ()


def test_every_synonym_that_is_shipped_says_where_it_comes_from() -> None:
    words = unit_words()
    assert all(one.source and one.words and one.means for one in words.synonyms)
    assert "chủ tịch" in words.heads


def test_what_waits_in_a_document_stands_among_the_work_of_who_decides_on_it() -> None:
    source = registered()

    def waiting(login: str) -> list[tuple[int | None, int]]:
        found = my_work(actor=world.person(login), today=world.TODAY).cards
        return [(one.source_id, one.total) for one in found if one.kind is CardKind.DIRECTIVES_TO_REVIEW]

    assert waiting("officer.p") == [(source, 4)]
    assert waiting("leader.a") == []
    for one in rows(source):
        directing.drop_directive(actor=world.person("officer.p"), directive_id=one.id, now=world.NOW)
    assert waiting("officer.p") == []


def test_the_heir_finds_what_waits_in_a_document_of_a_unit_that_is_gone_by_its_day_here() -> None:
    source = registered()
    gone, early = world.unit("A2", date(2020, 1, 20)), world.at(date(2020, 5, 19), hour=5)
    Source.objects.filter(pk=source).update(unit=gone, registered_at=early)
    cards = my_work(actor=world.person("officer.a9"), today=world.TODAY).cards
    (card,) = (one for one in cards if one.kind is CardKind.DIRECTIVES_TO_REVIEW)
    assert (card.source_id, card.due_on) == (source, date(2020, 5, 19)), "the day before, elsewhere"
