"""From the words of an office to a unit: names, codes, usual abbreviations; what is not sure stays unknown.

«UBND xã X» is the commune; «Phòng Dân tộc», in a district's plan, its own. Marks of tone may stand in both places (Uỷ,
Ủy). A name without any marks is understood, one with other marks is not: «Xã Anh» is not «Xã Ánh».
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher, get_close_matches

from nhip.core.plan_checks import NamedUnit
from nhip.core.vietnamese import normalised, without_marks

GROUP = 0
"""Identity of several units named together: «UBND các xã, thị trấn»."""
MOST_NEAR = 3
MUCH_LESS = 0.1
"""By so much less like it than the nearest name, another is not offered beside it."""
MOST_PARTS = 4
"""Commas, and one more, in a name."""
LONGEST = 300
"""Letters of a name; longer text is something else."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_COUNCIL = re.compile(
    r"^(?:(?:thường trực )?hđnd và |đảng ủy và )?(?:ủy ban|uỷ ban|uy ban) nhân dân\s+(?=\S)"
)
_FRONT = re.compile(r"^(?:ủy ban|uỷ ban)\s+(?=mặt trận)")
_GROUP = re.compile(
    r"^(?:(?:ubnd|uy ban nhan dan|lanh dao|dai dien)\s+)?(?:cac|tat ca|toan bo|toan the|nhung)\s+\S"
)
_ROLE = re.compile(
    r"\s*[(\[](?:chủ trì|phối hợp|đầu mối|thường trực|cq chủ trì|cơ quan chủ trì)[)\]]"
    r"|^\W*(?:(?:đơn vị|cơ quan)\s+)?(?:chủ trì|phối hợp)\s*[:–-]|\s+(?:chủ trì|phối hợp)$",
    re.IGNORECASE,
)
"""What a unit does in a task, written beside its name: «Sở A (chủ trì)», «Chủ trì: Sở A», «Sở A chủ trì»."""
_WITH_CODE = re.compile(r".*\(([^()\s]{1,30})\)")
_OF = re.compile(
    r"^(?P<name>.+?)[\s,(–-]+(?:thuộc\s+)?(?P<above>(?:huyện|thành phố|thị xã|tỉnh)\s+[^,()]+?)\s*\)?$"
)
_NOBODY = frozenset({"khong", "khong co", "x", "-", "–", "…", "...", "0"})
_KINDS = ("xã", "phường", "thị trấn", "huyện", "thị xã", "thành phố", "tỉnh")
"""Alone they mean the unit itself, or the one above it: «UBND xã», «UBND huyện»."""
_OF_KIND = re.compile(r"(?<=\w )(?:huyện|tỉnh|thành phố|thị xã) (?=\w)")
"""Left out where a department says whose it is: «Phòng Dân tộc Ánh» is that of «huyện Ánh»."""
_LISTED = re.compile(
    r"\s*;\s*|[\s.,]+(?=(?:đơn vị |cơ quan )?phối hợp\s*[:–-])",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:,|\s+và\s+(?=(?:ubnd|ủy ban|phòng|ban|sở|xã|huyện|thị|công an|hội|đoàn|mặt trận)\b))\s*",
    re.IGNORECASE,
)
_ABBREVIATIONS = tuple(
    (re.compile(rf"(?<![\w&]){short}(?![\w&])", re.IGNORECASE), long)
    for short, long in (
        (r"ubnd|uỷ ban nhân dân|uy ban nhan dan", "ủy ban nhân dân"),
        (r"hđnd", "hđnd"),
        (r"bdt", "ban dân tộc"),
        (r"p\.?\s*dt|pdt", "phòng dân tộc"),
        (r"kh\s*[&-]\s*đt|khđt", "kế hoạch và đầu tư"),
        (r"tc\s*[&-]\s*kh|tckh", "tài chính - kế hoạch"),
        (r"gd\s*[&-]\s*đt|gdđt", "giáo dục và đào tạo"),
        (r"nn\s*[&-]\s*ptnt|nnptnt", "nông nghiệp và phát triển nông thôn"),
        (r"lđ\s*-?\s*tb\s*(?:&|-|và)?\s*xh|lđtbxh", "lao động - thương binh và xã hội"),
        (r"tb\s*(?:&|-|và)?\s*xh", "thương binh và xã hội"),
        (r"vh\s*,?\s*-?\s*tt\s*(?:&|-|và)?\s*dl|vhttdl", "văn hóa, thể thao và du lịch"),
        (r"tt\s*[&-]\s*tt|tttt", "thông tin và truyền thông"),
        (r"tn\s*[&-]\s*mt|tnmt", "tài nguyên và môi trường"),
        (r"(?:hội\s+)?lhpn|hlhpn|hpn|hội phụ nữ", "hội liên hiệp phụ nữ"),
        (r"(?:ub)?mttq(?:vn)?", "mặt trận tổ quốc"),
        (r"hội nd|hnd", "hội nông dân"),
        (r"hội ccb|ccb", "hội cựu chiến binh"),
        (r"tp(?:\.|(?=\s))", "thành phố "),
        (r"tt\.", "thị trấn "),
        (r"tx\.", "thị xã "),
        (r"vp", "văn phòng"),
        (r"nnvptnt|nn và ptnt", "nông nghiệp và phát triển nông thôn"),
        (r"gd và đt", "giáo dục và đào tạo"),
        (r"kh và đt", "kế hoạch và đầu tư"),
        (r"ptnt", "phát triển nông thôn"),
        (r"h\.", "huyện "),
        (r"x\.", "xã "),
        (
            r"p\.(?=\s+(?:dân tộc|tài chính|kinh tế|giáo dục|y tế|nội vụ|lao động|văn hóa|nông nghiệp|tư pháp))",
            "phòng",
        ),
        (r"p\.", "phường "),
        (r"tc", "tài chính"),
        (r"dt", "dân tộc"),
    )
)


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit that may be named. distance: from the plan's own unit, 0 for itself and those below it.

    above: names of the units above it. is_own: it is the plan's own unit, or one above that.
    """

    unit: int
    name: str
    code: str
    distance: int = 0
    ends_before: date | None = None
    above: tuple[str, ...] = ()
    is_own: bool = False


def _key(text: str) -> str:
    """Compared in place of the name: tones after their syllable, no punctuation, «và» and «&» alike."""
    plain = normalised(text).casefold().replace("&", " và ")
    syllables = []
    for syllable in re.findall(r"\w+", plain):
        letters = unicodedata.normalize("NFD", syllable)
        tone = "".join(one for one in letters if one in _TONES)
        syllables.append("".join(one for one in letters if one not in _TONES) + tone)
    return " ".join(one for one in syllables if one != "va\u0300")


def _spelled_out(text: str) -> str:
    plain = _ROLE.sub("", normalised(text)).strip(" .-–+*:;")
    for short, long in _ABBREVIATIONS:
        plain = short.sub(long, plain)
    plain = _FRONT.sub("", normalised(plain).casefold()).replace(" việt nam", "")
    return _COUNCIL.sub("", plain)


class UnitNames:
    """Names of the units that a plan may speak of."""

    def __init__(self, units: Iterable[KnownUnit], *, completes: bool = True) -> None:
        """completes: the beginning of one name alone stands for it; otherwise it is only like it."""
        self._completes = completes
        self._by_code: dict[str, KnownUnit] = {}
        self._by_key: dict[str, list[KnownUnit]] = defaultdict(list)
        self._by_bare: dict[str, list[KnownUnit]] = defaultdict(list)
        self._own: dict[str, KnownUnit] = {}
        self._asked: dict[str, NamedUnit] = {}
        for one in units:
            self._by_code.setdefault(one.code.casefold(), one)
            spelled = _spelled_out(one.name)
            for key in dict.fromkeys((_key(spelled), _key(_OF_KIND.sub("", spelled)))):
                self._by_key[key].append(one)
                self._by_bare[without_marks(key)].append(one)
            kind = next((kind for kind in _KINDS if one.is_own and spelled.startswith(f"{kind} ")), None)
            if kind is not None:
                self._own[kind] = one
        self._mentioned = {key: several for key, several in self._by_key.items() if len(key.split()) > 1}

    def find(self, text: str) -> NamedUnit:
        """The unit that is meant; without identity where that is not sure, with the names that are like it."""
        name = normalised(text[:LONGEST]).strip(" .;,-–+*")
        if name not in self._asked:
            self._asked[name] = self._found(name)
        return self._asked[name]

    def _found(self, name: str) -> NamedUnit:
        if _GROUP.match(without_marks(name)):
            return NamedUnit(name, GROUP)
        coded = _WITH_CODE.fullmatch(name)
        by_code = self._by_code.get(name.casefold()) or (
            self._by_code.get(coded[1].casefold()) if coded else None
        )
        spelled = _spelled_out(name)
        found = by_code or self._own.get(spelled) or self._nearest(spelled) or self._below(spelled)
        if found is None and spelled.startswith("tt "):  # a town as well as a centre
            found = self._nearest(f"thị trấn{spelled[2:]}")
        if found is None:
            return NamedUnit(name, None, self._like(spelled))
        return NamedUnit(name, found.unit, ends_before=found.ends_before)

    def several(self, text: str) -> tuple[NamedUnit, ...]:
        """Units named in one cell, one after another. Of a name that holds commas itself the longest is meant."""
        found: list[NamedUnit] = []
        for line in self._lines(text[: 10 * LONGEST]):
            parts = [part for part in _SPLIT.split(line) if part.strip(" .;,-–+*")]
            while parts:
                length, one = self._first(parts)
                if without_marks(one.name) not in _NOBODY:
                    found.append(one)
                parts = parts[length:]
        return tuple(found)

    def _lines(self, text: str) -> Iterator[str]:
        """Lines may hold a unit each, or one name that was too long for its cell."""
        for part in _LISTED.split(text):
            if "\n" in part and self.find(part).unit:
                yield normalised(part)
            else:
                yield from part.splitlines()

    def _first(self, parts: list[str]) -> tuple[int, NamedUnit]:
        """The unit that the first parts name, and how many of them do."""
        if self.find(parts[0]).unit == GROUP:
            more = 1
            while more < len(parts) and self._is_loose(parts[more]):
                more += 1
            return more, NamedUnit(", ".join(parts[:more]).strip(), GROUP)
        for length in range(min(len(parts), MOST_PARTS), 0, -1):
            one = self.find(", ".join(parts[:length]))
            if one.unit is not None:
                return length, one
        return 1, self.find(parts[0])

    def _is_loose(self, part: str) -> bool:
        """Whether it goes on with units that were named together: «các xã», «thị trấn»."""
        return _spelled_out(part) in _KINDS or self.find(part).unit is None

    def mentioned(self, text: str) -> int | None:
        """The unit of the longest name that stands in a line of words: «Kế hoạch năm 2020 của xã Ánh».

        Of a unit and one above it the lower is meant: «của xã Ánh, thành phố Bình».
        """
        key = f" {_key(_spelled_out(text[:LONGEST]))} "
        named = sorted((other for other in self._mentioned if f" {other} " in key), key=len, reverse=True)
        found = [one for other in named if (one := _only(self._by_key[other])) is not None]
        if not named or _only(self._by_key[named[0]]) is None:
            return None
        lower = (one for one in found if found[0].name in one.above)
        return next(lower, found[0]).unit

    def _nearest(self, spelled: str) -> KnownUnit | None:
        key = _key(spelled)
        if not key:
            return None
        exact = _only(self._by_key.get(key, ()))
        if exact is not None:
            return exact
        if self._completes and len(key.split()) > 1 and (found := _only(self._longer(key))) is not None:
            return found
        bare = without_marks(key)
        return _only(self._by_bare.get(bare, ())) if bare == key else None

    def _longer(self, key: str) -> list[KnownUnit]:
        """Units whose names go on where the words end."""
        longer = (several for other, several in self._by_key.items() if other.startswith(key + " "))
        return list({one.unit: one for several in longer for one in several}.values())

    def _below(self, spelled: str) -> KnownUnit | None:
        """«Xã Ánh, huyện An»: of that name, the one below the other."""
        parts = _OF.match(spelled)
        if parts is None:
            return None
        above = _key(parts["above"])
        named = self._by_key.get(_key(_spelled_out(parts["name"])), ())
        return _only([one for one in named if above in map(_key, one.above)])

    def _like(self, spelled: str) -> tuple[str, ...]:
        """Names that are like it; where two units bear it alike, both with their codes."""
        same = self._by_key.get(_key(spelled), ())
        if same:
            return tuple(f"{one.name} ({one.code})" for one in same[:MOST_NEAR])
        if not self._completes and (longer := self._longer(_key(spelled))):
            nearest = sorted(longer, key=lambda one: one.distance)
            return tuple(dict.fromkeys(one.name for one in nearest))[:MOST_NEAR]
        bare = without_marks(_key(spelled))
        near = get_close_matches(bare, self._by_bare, n=MOST_NEAR, cutoff=0.75)
        likeness = [SequenceMatcher(None, one, bare).ratio() for one in near]
        near = [one for one, like in zip(near, likeness, strict=True) if like >= likeness[0] - MUCH_LESS]
        return tuple(min(self._by_bare[one], key=lambda unit: unit.distance).name for one in near)


def _only(several: Iterable[KnownUnit]) -> KnownUnit | None:
    """The nearest of them; None where none is, or two are as near."""
    ranked = sorted(several, key=lambda one: one.distance)
    if not ranked or (len(ranked) > 1 and ranked[0].distance == ranked[1].distance):
        return None
    return ranked[0]
