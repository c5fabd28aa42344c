"""Who a report's "ông A", "ông" is: the office that a person was introduced with."""

from dataclasses import dataclass, field, replace

from nhip.core.directives import unit_words as known
from nhip.core.directives.adjuncts import Said, clause_starts, who_says
from nhip.core.directives.orders import Clause, given_by
from nhip.core.directives.predicates import Kind
from nhip.core.directives.quotations import Quotation, gives_orders
from nhip.core.directives.ranks import rank
from nhip.core.directives.units import read_units
from nhip.core.directives.words import Words, phrases

_CALLED = frozenset({"ông", "bà"})
_OF_THE_ARMY = frozenset({"tướng", "tá"})
_CONCLUDES = phrases(
    "phát biểu chỉ đạo | phát biểu kết luận | kết luận hội nghị | kết luận cuộc họp | kết luận buổi"
)
"""So begins who leads a meeting, whatever his office."""
_BETWEEN = frozenset({",", "-", "("})
_LONGEST = 5
"""Syllables of a person's name, at most, with what stands before it."""


@dataclass(slots=True)
class Speakers:
    """offices: of persons, by the last syllable of their names; last: of whoever a sentence was about last."""

    offices: dict[str, str] = field(default_factory=dict)
    last: str = ""

    def hear(self, words: Words) -> None:
        """Remembers who is introduced in a sentence, and whom it is about."""
        at = 0
        about: str | None = None
        concludes = _CONCLUDES.stands(words, 0)
        while at < len(words):
            end = self._person(words, at) if known.ROLES.stands(words, at) else at
            if end > at and about is None:
                if concludes and not self.offices.get(words.key(end - 1)):
                    self.offices[words.key(end - 1)] = f"đồng chí {words.key(end - 1)}"
                about = self.offices.get(words.key(end - 1), "")
            at = max(end, at + 1)
        self.last = self.last if about is None else about

    def office_at(self, words: Words, at: int) -> str:
        """The office of "ông A" or "ông" at a word, in lower case; "" where nobody told it."""
        first = at + (words.key(at) in _CALLED) + 2 * (words.key(at + 1) in _OF_THE_ARMY)
        if first == at:
            return ""
        end = _name_end(words, first)
        return self.offices.get(words.key(end - 1), "") if end > first else self.last

    def said(self, words: Words, quoted: Quotation | None) -> tuple[Said, str]:
        """Whose words a sentence gives, and the office of whoever says them, "" where that is not known."""
        if quoted is not None:
            by = quoted.by or (self.office_at(quoted.called, 0) if quoted.called else "")
            return (Said.BY_AUTHORITY, by) if gives_orders(by) else (quoted.said, quoted.by)
        said = who_says(words)
        starts = clause_starts(words) if said is not Said.BY_AUTHORITY else []
        offices = (self.office_at(words, at + (words.key(at) == "theo")) for at in starts)
        by = next((one for one in offices if one), "")
        return (Said.BY_AUTHORITY, by) if gives_orders(by) else (said, "")

    def order(self, words: Words, clause: Clause) -> Clause:
        """The order with the office of whoever gives it as "ông A": "Ông đề nghị thành phố …"."""
        starts = [at for at in clause_starts(words)[:2] if words.key(at) in _CALLED and at < clause.begins]
        office = self.office_at(words, starts[0]) if starts else ""
        is_called = not clause.by or clause.by.startswith(tuple(f"{one} " for one in _CALLED))
        if not is_called or not office or clause.kind not in (Kind.ORDER, Kind.OPEN, Kind.PROPOSAL):
            return clause
        goes_down = bool(clause.units) and rank(office) >= rank(clause.units[0].text.lower())
        if (
            clause.kind is Kind.PROPOSAL
            and goes_down
            and words.keys(clause.begins, clause.begins + 2) == "đề nghị"
        ):
            return replace(clause, by=office, kind=Kind.ORDER)
        return given_by(clause, office) if clause.units else replace(clause, by=office)

    def _person(self, words: Words, at: int) -> int:
        """The place after a person's name at a word, whose office is kept: "ông A, Giám đốc Sở B"; ``at`` for none."""
        units, end = read_units(words, at)
        if words.key(at) in _CALLED:
            end = _name_end(words, at + 1)
            office = read_units(words, end + 1)[0] if words.key(end) in _BETWEEN else []
            if end == at + 1:
                return at
            name = words.key(end - 1)
            is_his = bool(office) and (office[0].head == "role" or not self.offices.get(name))
            self._keep(name, office[0].text if is_his else "")  # "Theo ông A, Bộ Y tế đã …": no office of his
            return end
        if not units or units[0].head != "role":
            return at
        titled, _, office_behind = units[0].text.partition(", ")
        is_of_the_army = words.key(at + 1) in _OF_THE_ARMY
        self._keep(titled.lower().split()[-1], office_behind or ("" if is_of_the_army else titled))
        return units[0].start + len(titled.split()) if office_behind else units[0].end

    def _keep(self, name: str, office: str) -> None:
        self.offices[name] = office.lower() or self.offices.get(name, "")


def _name_end(words: Words, at: int) -> int:
    end = at
    while end - at < _LONGEST and words.is_capital(end):
        end += 1
    return end
