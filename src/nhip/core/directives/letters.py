"""Letters of a stored text in one form, each knowing where it stands in the stored text.

Two strings of the same length: ``shown`` (composed, as it reads) and ``key`` (lower case, tone marks in one place),
which the grammar looks at. Markup of pasted pages is left out (``markup``).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from nhip.core.directives.markup import is_markup, without_markup

_PLAIN = {ord(one): " " for one in "\t\xa0\u2002\u2003\u2007\u2009\u202f\u3000"}
_PLAIN |= {ord(one): "\n" for one in "\r\x0b\x0c\x85\u2028\u2029"}
_PLAIN |= {ord(one): "-" for one in "\u2010\u2011\u2012\u2013\u2014\u2212"}
_PLAIN |= {ord(one): '"' for one in "\u201c\u201d\u201e\u00ab\u00bb"}
_PLAIN |= {ord(one): "'" for one in "\u2018\u2019"}
_PLAIN |= {0xD0: "\u0110", 0xF0: "\u0111"}  # the letter eth, typed for a D with a stroke
_EMPHASIS = re.compile(r"\*\*|__")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_TONE_LAST = re.compile(r"(?<!q)([ou])([àáảãạèéẻẽẹỳýỷỹỵ])(?![^\W\d_])")
_TONED_PAIRS = frozenset({"oa", "oe", "uy"})


@dataclass(frozen=True, slots=True)
class Text:
    """shown, key, written: of equal length; begins, ends: for each letter its span in the stored text.

    written: as it is shown, with its own dashes, quotation marks and blanks. words: of parts that were looked at
    already (``words.words_of``): each sentence is, several times.
    """

    shown: str
    key: str
    written: str
    begins: Sequence[int]
    ends: Sequence[int]
    words: dict[tuple[int, int], Any] = field(default_factory=dict, compare=False, repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stored span of letters ``start`` to ``end`` (excluded, not empty)."""
        return self.begins[start], self.ends[end - 1]

    def part(self, start: int, end: int) -> str:
        """What stands there, in its own letters, on one line."""
        return " ".join(self.written[start:end].split())


def letters_of(stored: str, skip: int = 0) -> Text:
    """The letters of ``stored`` from ``skip`` on; spans count from there."""
    body = stored[skip:]
    if is_markup(body):
        return _composed(*without_markup(body))
    if unicodedata.is_normalized("NFC", body) and not _UNSEEN.intersection(body):
        shown = _plain(body)
        return Text(shown, key_of(shown), body, range(len(shown)), range(1, len(shown) + 1))
    return _composed(list(body), list(range(len(body))), list(range(1, len(body) + 1)))


def _composed(pieces: list[str], begins: list[int], ends: list[int]) -> Text:
    """Marks joined with the letters that they stand on; what cannot be seen is left out."""
    shown: list[str] = []
    at: list[int] = []
    until: list[int] = []
    for piece, begin, end in zip(pieces, begins, ends, strict=True):
        if piece in _UNSEEN:
            continue
        if shown and unicodedata.combining(piece):
            joined = unicodedata.normalize("NFC", shown[-1] + piece)
            if len(joined) == 1:
                shown[-1], until[-1] = joined, end
                continue
        one = unicodedata.normalize("NFC", piece)
        shown.extend(one)
        at.extend([begin] * len(one))
        until.extend([end] * len(one))
    written = "".join(shown)
    text = _plain(written)
    return Text(text, key_of(text), written, at, until)


def _plain(written: str) -> str:
    """Blanks, dashes and quotation marks of one kind each; what makes Markdown bold is blank ("**2.** …")."""
    return _EMPHASIS.sub("  ", written.translate(_PLAIN))


def key_of(shown: str) -> str:
    """Lower case with tone marks where older spelling puts them (hòa, Ủy); as long as ``shown``."""
    lowered = shown.lower()
    if len(lowered) != len(shown):
        lowered = "".join(low if len(low := one.lower()) == 1 else one for one in shown)
    return _TONE_LAST.sub(_tone_first, lowered)


def _tone_first(found: re.Match[str]) -> str:
    first, second = found.groups()
    parts = unicodedata.normalize("NFD", second)
    if first + parts[0] not in _TONED_PAIRS:
        return found.group()
    return unicodedata.normalize("NFC", first + parts[1]) + parts[0]
