"""The words of a report by period as a person types them, kept whatever becomes of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.http import QueryDict

from nhip.apps.org.period_words import period_of_year
from nhip.apps.periodic.services import Written
from nhip.core.errors import RuleBroken
from nhip.core.outline import field_of_section
from nhip.cycle.periodic_pages import PeriodicPage, SectionRow
from nhip.web import shown
from nhip.web.reports.forms import key_of, seen_in
from nhip.web.reports.sections import lines_of


@dataclass(frozen=True, slots=True)
class SectionTyped:
    """error: why it is refused; differs: what is typed is not what is stored; is_drafted: put together from shorter
    reports."""

    row: SectionRow
    typed: str
    error: str
    differs: bool
    is_drafted: bool

    @property
    def field(self) -> str:
        return field_of_section(self.row.code)


@dataclass
class PeriodicForm:
    """typed: code -> text."""

    page: PeriodicPage
    typed: dict[str, str]
    version: int
    key: UUID | None
    errors: dict[str, str] = field(default_factory=dict)
    compares: bool = False

    @classmethod
    def of_page(cls, page: PeriodicPage) -> "PeriodicForm":
        """Before anything is stored, each section starts with what the unit's shorter reports say."""
        typed = {row.code: row.text if page.version else drafted(row) for row in page.sections}
        return cls(page, typed, page.version, None)

    @classmethod
    def of_post(cls, page: PeriodicPage, post: QueryDict) -> "PeriodicForm":
        typed = {
            row.code: lines_of(post.get(field_of_section(row.code), ""))
            for row in page.sections
            if field_of_section(row.code) in post
        }
        return cls(page, typed, seen_in(post), key_of(post.get("key", "")))

    @property
    def next_key(self) -> UUID:
        return uuid4()

    @property
    def sections(self) -> tuple[SectionTyped, ...]:
        return tuple(self._section(row) for row in self.page.sections)

    @property
    def wrong(self) -> tuple[SectionTyped, ...]:
        return tuple(one for one in self.sections if one.error)

    @property
    def is_drafted(self) -> bool:
        """Whether something was put together from shorter reports."""
        return any(one.is_drafted for one in self.sections)

    def _section(self, row: SectionRow) -> SectionTyped:
        typed = self.typed.get(row.code, row.text)
        return SectionTyped(
            row,
            typed,
            self.errors.get(field_of_section(row.code), ""),
            differs=self.compares and typed != row.text,
            is_drafted=not self.page.version and bool(typed) and typed == drafted(row),
        )

    def written(self) -> Written:
        return Written(self.typed, self.version, self.key)

    def refuse(self, refusals: Mapping[str, RuleBroken]) -> None:
        self.errors = {name: shown.refusal(one) for name, one in refusals.items()}

    def compare_with(self, page: PeriodicPage) -> None:
        """Somebody else's version is stored: it stands beside what was typed, and the form goes on from it."""
        self.page, self.version, self.compares = page, page.version, True


def drafted(row: SectionRow) -> str:
    """What shorter reports say, each under the name of its period; of one alone just its words."""
    if len(row.own) == 1:
        return row.own[0][1]
    return "\n".join(f"{_capital(period_of_year(period))}: {text}" for period, text in row.own)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
