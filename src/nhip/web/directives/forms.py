"""What persons type about documents and directives, kept as typed until it is right."""

from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict

from nhip.core.directive_drafts import SourceFacts, SourceGenre
from nhip.core.directive_headings import KnownFacts
from nhip.core.errors import NhipError, RuleBroken, RulesBroken, gettext_noop
from nhip.core.typed import read_day
from nhip.cycle.directing import TypedDraft
from nhip.cycle.directive_pages import DirectivePage, SourcePage
from nhip.web import shown

SOURCE_FACTS = ("genre", "number", "title", "dated", "issuer")
SOURCE_FIELDS = ("unit", *SOURCE_FACTS, "text")
DRAFT_FIELDS = ("task", "units", "coordinating", "deliverable", "deadline", "recurrence")


@dataclass
class Form:
    """typed: field -> text as typed; errors: field -> why it was refused, under "" what stands at no field."""

    typed: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def refuse(self, error: NhipError) -> None:
        refusals = dict(error.refusals) if isinstance(error, RulesBroken) else {}
        for name, one in refusals.items():
            self.errors[name if name in self.typed else ""] = shown.refusal(one)
        if not refusals:
            name = error.field or ""
            self.errors[name if name in (*self.typed, "file") else ""] = shown.refusal(error)


def _typed(post: QueryDict, names: tuple[str, ...]) -> dict[str, str]:
    return {name: post.get(name, "") for name in names}


def source_form(request: HttpRequest, *, unit: str) -> Form:
    """As typed, or blank."""
    if request.method == "POST":
        return Form(_typed(request.POST, SOURCE_FIELDS))
    return Form({**dict.fromkeys(SOURCE_FIELDS, ""), "unit": unit})


def form_of_source(page: SourcePage) -> Form:
    facts = page.source.facts
    return Form(
        {
            "genre": facts.genre.value,
            "number": facts.number,
            "title": facts.title,
            "dated": shown.day(facts.dated),
            "issuer": facts.issuer,
        }
    )


def typed_facts(form: Form) -> KnownFacts:
    """What was typed of a document; the rest is read from its text. Raises RuleBroken: a day that is none."""
    typed = form.typed
    return KnownFacts(
        _genre(typed["genre"]),
        typed["title"],
        read_day(typed["dated"], field="dated"),
        typed["number"],
        typed["issuer"],
    )


def facts_of(form: Form) -> SourceFacts:
    """Raises RuleBroken: a day that is none, or not given."""
    typed = typed_facts(form)
    if typed.dated is None:
        raise RuleBroken(
            gettext_noop("Chưa ghi ngày của văn bản; hạn trong văn bản tính theo ngày này."), field="dated"
        )
    return SourceFacts(typed.genre or SourceGenre.OTHER, typed.title, typed.dated, typed.number, typed.issuer)


def _genre(typed: str) -> SourceGenre | None:
    try:
        return SourceGenre(typed)
    except ValueError:
        return None


def draft_form(page: DirectivePage) -> Form:
    draft = page.card.row.draft
    return Form(
        {
            "task": draft.task,
            "units": page.units,
            "coordinating": page.coordinating,
            "deliverable": draft.deliverable,
            "deadline": "" if draft.deadline is None else shown.day(draft.deadline),
            "recurrence": draft.recurrence,
        }
    )


def form_of_draft(post: QueryDict, *more: str) -> Form:
    return Form(_typed(post, (*DRAFT_FIELDS, *more)))


def draft_of(form: Form) -> TypedDraft:
    """Raises RuleBroken: a day that is none."""
    typed = form.typed
    return TypedDraft(
        task=typed["task"],
        units=typed["units"],
        coordinating=typed["coordinating"],
        deliverable=typed["deliverable"],
        deadline=read_day(typed["deadline"], field="deadline"),
        recurrence=typed["recurrence"],
    )
