"""A reorganisation as a person types it: rows kept as typed, read strictly, each refusal at its own row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from nhip.core.errors import NhipError, RuleBroken, RulesBroken, gettext_noop
from nhip.core.resolutions import Kind, Line
from nhip.core.typed import read_day, read_number
from nhip.core.units import Level
from nhip.core.vietnamese import normalised
from nhip.cycle.resolution_pages import ResolutionPage
from nhip.cycle.resolutions import ResolutionDraft
from nhip.web import shown

TEXTS = ("kind", "code", "target", "name", "level", "share", "basis")
TICKS = ("assumed", "reports")
BLANK_ROWS = 6
MOST_ROWS = 4000


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row of the form. number: from 1; error: a sentence in the reader's language, empty where all is well."""

    number: int
    typed: Mapping[str, str]
    error: str = ""

    @property
    def is_blank(self) -> bool:
        return not any(self.typed.get(name, "").strip() for name in TEXTS)


@dataclass
class ResolutionForm:
    """typed: field -> text as the person left it; rows: the lines; errors: field -> sentence."""

    typed: dict[str, str]
    rows: list[TypedRow]
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def blank(cls, *, under: str) -> "ResolutionForm":
        return cls({"under": under, "moves_people": "1", "version": "0"}, _with_blanks([], BLANK_ROWS))

    @classmethod
    def of_page(cls, page: ResolutionPage) -> "ResolutionForm":
        typed = {
            "under": page.under.code,
            "effective_on": shown.day(page.effective_on),
            "legal_basis": page.legal_basis,
            "note": page.note,
            "moves_people": "1" if page.moves_people else "",
            "version": str(page.version),
        }
        rows = [
            TypedRow(number, _of_line(line), _said(page.refusals.get(f"line-{number}")))
            for number, line in enumerate(page.lines, 1)
        ]
        return cls(typed, _with_blanks(rows, 3))

    @classmethod
    def of_post(cls, post: QueryDict) -> "ResolutionForm":
        names = ("under", "effective_on", "legal_basis", "note", "moves_people", "version")
        typed = {name: post.get(name, "") for name in names}
        count = min(_whole(post.get("rows", "")), MOST_ROWS)
        rows = [
            TypedRow(number, {name: post.get(f"{name}-{number}", "") for name in (*TEXTS, *TICKS)})
            for number in range(1, count + 1)
        ]
        return cls(typed, rows)

    def with_lines(self, lines: Iterable[Line]) -> None:
        """Take the rows of a workbook in place of those that were typed."""
        self.rows = [TypedRow(number, _of_line(line)) for number, line in enumerate(lines, 1)]

    def with_more_rows(self) -> None:
        self.rows = _with_blanks([row for row in self.rows if not row.is_blank], BLANK_ROWS)

    @property
    def has_told_rows(self) -> bool:
        return any(row.error for row in self.rows)

    def draft(self) -> ResolutionDraft:
        """What was typed, read. Raises RulesBroken keyed by field; rows are ``row-1`` …"""
        refusals: dict[str, RuleBroken] = {}
        effective_on = date.min
        try:
            effective_on = _day(self.typed["effective_on"])
        except RuleBroken as refusal:
            refusals["effective_on"] = refusal
        lines = []
        for row in self.rows:
            if row.is_blank:
                continue
            try:
                lines.append(_line(row.typed))
            except RuleBroken as refusal:
                refusals[f"row-{row.number}"] = refusal
        if refusals:
            raise RulesBroken(refusals)
        return ResolutionDraft(
            under=self.typed["under"],
            effective_on=effective_on,
            legal_basis=self.typed["legal_basis"],
            note=self.typed["note"],
            lines=lines,
            moves_people=bool(self.typed["moves_people"]),
            version=_whole(self.typed["version"]),
        )

    def refuse(self, refusal: RulesBroken | RuleBroken) -> None:
        """Put each sentence at the field or the row that it is about."""
        refusals: Mapping[str, RuleBroken] = (
            refusal.refusals if isinstance(refusal, RulesBroken) else {refusal.field or "": refusal}
        )
        self.errors = {
            name: shown.refusal(one) for name, one in refusals.items() if not name.startswith("row-")
        }
        self.rows = [
            TypedRow(row.number, row.typed, _said(refusals.get(f"row-{row.number}"))) for row in self.rows
        ]


def _with_blanks(rows: list[TypedRow], count: int) -> list[TypedRow]:
    numbered = [TypedRow(number, row.typed, row.error) for number, row in enumerate(rows, 1)]
    return numbered + [TypedRow(len(rows) + more, {}) for more in range(1, count + 1)]


def _of_line(line: Line) -> dict[str, str]:
    return {
        "kind": line.kind.value,
        "code": line.code,
        "target": line.target,
        "name": line.name,
        "level": "" if line.level is None else line.level.value,
        "share": "" if line.share is None else shown.number(line.share),
        "basis": line.basis,
        "assumed": "1" if line.assumed else "",
        "reports": "1" if line.reports else "",
    }


def _said(refusal: NhipError | None) -> str:
    return "" if refusal is None else shown.refusal(refusal)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _day(text: str) -> date:
    day = read_day(text, field="effective_on")
    if day is None:
        raise RuleBroken(gettext_noop("Chưa ghi ngày; viết ngày/tháng/năm."), field="effective_on")
    return day


def _line(typed: Mapping[str, str]) -> Line:
    kind = typed.get("kind", "")
    if kind not in set(Kind):
        raise RuleBroken(gettext_noop("Chưa chọn việc: nhập vào, chia cho, đổi tên …"), field="kind")
    level = typed.get("level", "")
    return Line(
        kind=Kind(kind),
        code=typed["code"].strip(),
        target=typed["target"].strip(),
        name=normalised(typed["name"]),
        level=Level(level) if level in set(Level) else None,
        share=read_number(typed["share"], language=shown.language(), field="share"),
        basis=normalised(typed["basis"]),
        assumed=bool(typed["assumed"]),
        reports=bool(typed["reports"]),
    )
