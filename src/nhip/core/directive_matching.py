"""From the words by which a text addresses somebody to units of the tree: names, old names, offices, whole groups.

Nothing is guessed: words that name nobody, or two, stay without a unit, with the names that are like them, and a
person is asked. «Các huyện, thành phố» are all of them; «các sở liên quan» are known to nobody but the reader of the
paper. Source: docs/rules/directive_drafts.md.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from nhip.core.plan_sheets import KnownUnit, UnitNames
from nhip.core.units import Level, Tree
from nhip.core.vietnamese import normalised, without_marks

MOST_NEAR = 3
LONGEST = 300
"""Letters of what addresses somebody; longer text is something else."""


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words of offices that stand for others. ends_before: the first day on which they no longer do, None: they do."""

    words: str
    means: str
    starts_on: date | None
    ends_before: date | None
    source: str

    def holds(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_before is None or day < self.ends_before
        )


@dataclass(frozen=True, slots=True)
class UnitWords:
    """What offices call each other. heads: words for who leads an office, which stand for the office itself."""

    synonyms: tuple[Synonym, ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What words mean. units: identities, none where nobody or several may be meant; near: whom to ask about."""

    words: str
    units: tuple[int, ...] = ()
    near: tuple[int, ...] = ()

    @property
    def is_sure(self) -> bool:
        return bool(self.units)


_EVERY = re.compile(
    r"^(?:(?:uy ban nhan dan|ubnd|lanh dao|thu truong|cap uy|dang uy)\s+)?(?:tat ca\s+|toan bo\s+)?cac\s+(?P<kinds>.+)$"
)
_EVERY_OF_LEVEL = re.compile(r"^(?:uy ban nhan dan|ubnd)\s+(?:cac\s+)?cap\s+(?P<level>huyen|xa)$")
_WITHIN = re.compile(
    r"\s+(?:tren dia ban(?: toan)?(?: tinh| huyen)?|trong(?: toan)? tinh|cua tinh|thuoc tinh|toan tinh|tinh|cap tinh"
    r"|truc thuoc trung uong)$"
)
_SOME = re.compile(r"\b(?:lien quan|huu quan|noi tren|neu tren|khac|con lai)\b")
_BETWEEN = re.compile(r"\s*(?:,|;|\bva\b|&|-|/)\s*")
_DISTRICT = frozenset({"huyen", "thi xa", "quan"})
_COMMUNE = frozenset({"xa", "phuong", "thi tran"})
_BODY = frozenset({"so", "ban", "nganh", "ban nganh", "so nganh", "so ban nganh", "co quan chuyen mon"})
_TERRITORY = (Level.DISTRICT, Level.COMMUNE)
_PEOPLE = frozenset({"doan the", "hoi", "to chuc chinh tri xa hoi", "hoi doan the"})
_LISTED = re.compile(
    r"^(?P<front>(?:(?:ubnd|uỷ ban nhân dân|ủy ban nhân dân)\s+)?)(?:các|hai|ba)\s+"
    r"(?P<head>tỉnh|huyện|quận|thành phố|thị xã|xã|phường|thị trấn|sở|phòng|ban)\s*:?\s+(?P<names>\S.*)$",
    re.IGNORECASE,
)
_COMMAS = re.compile(r"\s*,\s*|\s*;\s*|\s+và\s+(?=[A-ZĐÂÊÔƠƯÁÀẢÃẠÉÈÍÌÓÒÚÙÝ])")


class Matching:
    """Who may be addressed in a text of a day, by a unit that keeps it."""

    def __init__(self, tree: Tree, seat: int, known: Iterable[KnownUnit], words: UnitWords) -> None:
        """seat: the unit that registers the text; known: every name by which somebody may be called."""
        self._tree, self._seat = tree, seat
        self._names = UnitNames(known, completes=False)
        self._synonyms: Mapping[str, str] = {
            _plain(one.words): one.means for one in words.synonyms if one.holds(tree.on)
        }
        heads = "|".join(re.escape(one) for one in sorted(words.heads, key=len, reverse=True))
        self._head = re.compile(rf"^(?:đồng chí\s+)?(?:{heads})\s+(?=\S)", re.IGNORECASE) if heads else None
        self._asked: dict[str, Match] = {}

    def match(self, words: str) -> Match:
        """Whom the words mean. Never raises."""
        text = normalised(words[:LONGEST]).strip(" .;,:-–")
        if text not in self._asked:
            self._asked[text] = self._matched(text)
        return self._asked[text]

    def several(self, typed: str) -> tuple[Match, ...]:
        """Of what a person typed: units one after another, behind semicolons or on lines of their own."""
        return tuple(self.match(one) for one in re.split(r"[;\n]", typed) if one.strip(" .,"))

    def _matched(self, text: str) -> Match:
        if _SOME.search(without_marks(text)):
            return Match(text)
        spoken = self._without_heads(text)
        every = self._every(_plain(spoken))
        if every:
            return Match(text, every)
        listed = self._listed(spoken)
        if listed:
            return Match(text, listed)
        for form in self._forms(spoken):
            found = self._names.find(form)
            if found.unit:
                return Match(text, (found.unit,))
        return Match(text, near=self._near(spoken))

    def _without_heads(self, text: str) -> str:
        while self._head is not None and (shorter := self._head.sub("", text)) != text:
            text = shorter
        return text

    def _forms(self, text: str) -> Iterator[str]:
        """The words, and what they stand for."""
        yield text
        plain = _plain(text)
        if plain in self._synonyms:
            yield self._synonyms[plain]
        for short, long in self._synonyms.items():
            if plain.startswith(f"{short} "):
                yield f"{long} {' '.join(text.split()[len(short.split()) :])}"

    def _near(self, text: str) -> tuple[int, ...]:
        found: list[int] = []
        for form in self._forms(text):
            for name in self._names.find(form).near:
                unit = self._names.find(name).unit
                if unit and unit not in found:
                    found.append(unit)
        return tuple(found[:MOST_NEAR])

    # --- Several at once -----------------------------------------------------------------------------------------

    def _every(self, plain: str) -> tuple[int, ...]:
        of_level = _EVERY_OF_LEVEL.match(plain)
        if of_level:
            return self._of({Level.DISTRICT if of_level["level"] == "huyen" else Level.COMMUNE})
        every = _EVERY.match(plain)
        if not every:
            return ()
        rest = _WITHIN.sub("", _WITHIN.sub("", every["kinds"]))
        kinds = [one for one in _BETWEEN.split(re.sub(r"^ubnd\s+|\bcac\s+", "", rest)) if one]
        levels = _levels(kinds)
        return () if levels is None else self._of(levels)

    def _of(self, levels: set[Level]) -> tuple[int, ...]:
        """All units of the levels within the district of the seat, else in its province, else of the nation."""
        tree = self._tree
        if self._seat not in tree:
            return ()
        line = [self._seat, *reversed(tree.ancestors(self._seat))]
        if levels == {Level.PROVINCE}:
            return tuple(one for one in tree.below(line[-1]) if tree.level(one) is Level.PROVINCE)
        above = {tree.level(one): one for one in line}
        province = above.get(Level.PROVINCE)
        root = above.get(Level.DISTRICT, province) if levels == {Level.COMMUNE} else province
        if root is None:
            return ()
        return tuple(
            one
            for one in tree.below(root)
            if (level := tree.level(one)) in levels and (level in _TERRITORY or tree.parent(one) == province)
        )

    def _listed(self, text: str) -> tuple[int, ...]:
        """«Các huyện Ba Bể, Na Rì»: the head is said once; all of them, or nobody."""
        parts = _LISTED.match(text)
        if parts is None:
            return ()
        found: list[int] = []
        for name in _COMMAS.split(parts["names"]):
            whole = f"{parts['front']}{parts['head']} {name}"
            unit = next((one.unit for form in (whole, name) if (one := self._names.find(form)).unit), None)
            if not unit:
                return ()
            found.append(unit)
        return tuple(dict.fromkeys(found))


def _levels(kinds: list[str]) -> set[Level] | None:
    """The levels that kinds in the plural name together; None where one of them is no kind of unit."""
    if not kinds:
        return None
    if "tinh" in kinds:
        return {Level.PROVINCE} if set(kinds) <= {"tinh", "thanh pho"} else None
    levels: set[Level] = set()
    for kind in kinds:
        if kind in _DISTRICT or kind == "thanh pho":
            levels.add(Level.DISTRICT)
        elif kind in _COMMUNE:
            levels.add(Level.COMMUNE)
        elif kind in _BODY:
            levels.add(Level.DEPARTMENT)
        elif kind in _PEOPLE:
            levels.add(Level.ORGANISATION)
        else:
            return None
    return levels


def _plain(text: str) -> str:
    """Without marks and points, single blanks; «Uỷ» and «Ủy» alike."""
    return " ".join(re.sub(r"[.:()«»\"]", " ", without_marks(normalised(text))).split())
