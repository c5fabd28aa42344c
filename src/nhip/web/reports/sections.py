"""The written sections of a report as a person types them: text, kept whatever becomes of it."""

from dataclasses import dataclass, field

from django.http import QueryDict

from nhip.apps.reports.sections import SectionRow


@dataclass(frozen=True, slots=True)
class SectionTyped:
    """One section of the form. error: why it is refused; differs: what is typed is not what is stored."""

    row: SectionRow
    typed: str
    error: str
    differs: bool


@dataclass
class SectionsForm:
    """typed: code -> text."""

    rows: tuple[SectionRow, ...]
    typed: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    compares: bool = False

    @classmethod
    def of_rows(cls, rows: tuple[SectionRow, ...]) -> "SectionsForm":
        return cls(rows, {row.code: row.text for row in rows})

    @classmethod
    def of_post(cls, rows: tuple[SectionRow, ...], post: QueryDict) -> "SectionsForm":
        """A section that the outline got meanwhile starts as stored."""
        return cls(rows, {row.code: lines_of(post.get(row.field, "")) for row in rows if row.field in post})

    @property
    def sections(self) -> tuple[SectionTyped, ...]:
        return tuple(self._section(row) for row in self.rows)

    @property
    def wrong(self) -> tuple[SectionTyped, ...]:
        """Sections to mend, for the list above the form."""
        return tuple(one for one in self.sections if one.error)

    def _section(self, row: SectionRow) -> SectionTyped:
        typed = self.typed.get(row.code, row.text)
        return SectionTyped(
            row,
            typed,
            self.errors.get(row.field, ""),
            differs=self.compares and typed != row.text,
        )


def lines_of(text: str) -> str:
    """As the browser sent it, with plain line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
