"""What the head of a document says of it: its kind, number, day, subject and who issued it.

The form of a paper is that of Decree 30/2020/NĐ-CP, Annex I: over the subject the issuing office (under the one it
belongs to) beside the national motto, number and symbol, place and day. Copied out of a page or a PDF it comes line by
line, sometimes with two columns in one line. Never raises; what the head does not say is left empty.
"""

import re
from dataclasses import dataclass
from datetime import date

from nhip.core.directive_drafts import (
    LONGEST_ISSUER,
    LONGEST_NAME,
    LONGEST_NUMBER,
    SourceFacts,
    SourceGenre,
)
from nhip.core.directives.exclusions import genre_of, tells_of_orders
from nhip.core.directives.letters import Text, letters_of
from nhip.core.directives.model import Genre
from nhip.core.directives.own_day import own_day
from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.vietnamese import normalised

_MOST_LINES = 60
_KINDS = {
    "thông báo": SourceGenre.CONCLUSIONS,
    "kết luận": SourceGenre.CONCLUSIONS,
    "thông báo kết luận": SourceGenre.CONCLUSIONS,
    "chỉ thị": SourceGenre.DIRECTIVE,
    "công điện": SourceGenre.TELEGRAM,
    "công điện khẩn": SourceGenre.TELEGRAM,
    "công điện hỏa tốc": SourceGenre.TELEGRAM,
    "công văn": SourceGenre.LETTER,
    "kế hoạch": SourceGenre.PLAN,
    "chương trình": SourceGenre.PLAN,
    "chương trình công tác": SourceGenre.PLAN,
    "biên bản": SourceGenre.MINUTES,
    "biên bản họp": SourceGenre.MINUTES,
    "biên bản cuộc họp": SourceGenre.MINUTES,
    "biên bản làm việc": SourceGenre.MINUTES,
    "bài phát biểu": SourceGenre.SPEECH,
    "phát biểu": SourceGenre.SPEECH,
    "quyết định": SourceGenre.OTHER,
    "nghị quyết": SourceGenre.OTHER,
    "báo cáo": SourceGenre.OTHER,
    "hướng dẫn": SourceGenre.OTHER,
}
"""The line that names the kind of a paper."""
_SYMBOLS = {
    "tb": SourceGenre.CONCLUSIONS,
    "kl": SourceGenre.CONCLUSIONS,
    "ct": SourceGenre.DIRECTIVE,
    "cđ": SourceGenre.TELEGRAM,
    "kh": SourceGenre.PLAN,
    "ctr": SourceGenre.PLAN,
    "bb": SourceGenre.MINUTES,
    "qđ": SourceGenre.OTHER,
    "nq": SourceGenre.OTHER,
}
"""What stands first in the symbol of a number; a letter's has none."""
_SYMBOL = r"[/-]\s?[A-ZĐÂÊÔƠƯ][\wĐ&.]*(?:\s?[/-]\s?[\wĐ&.]*[\wĐ&])*"
_NUMBER = re.compile(
    rf"^[ \t]*[Ss]ố\s*:?\s*(?P<no>\d{{1,5}}[a-z]?)\s*(?P<symbol>(?:/\d{{4}})?\s?{_SYMBOL})", re.MULTILINE
)
_PARTED_NUMBER = re.compile(
    rf"^[ \t]*[Ss]ố\s*:?\s*(?P<no>\d{{1,5}}[a-z]?)[ \t]*\n(?:[^\n]*\n){{0,2}}?[ \t]*(?P<symbol>{_SYMBOL})[ \t]*$",
    re.MULTILINE,
)
_MOTTO = re.compile(
    r"cộng hòa xã hội chủ nghĩa việt nam|độc lập\s*-\s*tự do\s*-\s*hạnh phúc|đảng cộng sản việt nam"
)
_SUBJECT = re.compile(r"v/v\s*:?\s*|về việc\s*:\s*")
_BODY = re.compile(
    r"\W*(?:kính gửi|căn cứ\b|thực hiện\b|ngày \d|sau khi\b|thời gian\b|số\s*:|nơi nhận|hồi \d|nhằm\b|để\b|[ivx]+\.|"
    r"\d+[.)]|[a-zđ][.)]\s|-\s|\+\s|•)|[^\n]{0,80}(?:điện|gửi)\s*:|[^\n,]{2,40},\s*ngày\s+\d"
)
_RUN_ON = re.compile(r"(?<=.{40})\s+(?=(?:Thực hiện|Căn cứ)\s)")
_SPEAKS = re.compile(r"^\W*(?:kính )?thưa\b", re.MULTILINE)
_HEADS = tuple(
    """ủy ban|ubnd|hội đồng|hđnd|bộ |sở |ban |văn phòng|thủ tướng|chính phủ|đảng |huyện ủy|tỉnh ủy|thành ủy|thị ủy|
    đảng ủy|cục |tổng cục|chi cục|phòng |trung tâm|thanh tra|công an|bộ chỉ huy|hội |mặt trận|liên đoàn|ngân hàng|
    trường |chủ tịch""".replace("\n    ", "").split("|")
)
"""How the name of an office that issues papers begins."""
_PLACES = ("tỉnh", "thành phố", "huyện", "thị xã", "thị trấn", "quận", "xã", "phường")
_NAMED = frozenset({"bộ", "sở", "ban", "cục", "phòng", "tướng", "tra", "hội"})
"""Words behind which an office's own name begins with a capital: "Sở Tài chính", "Thủ tướng Chính phủ"."""


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What is known of a document: as a person typed it, or as its head says it; empty, None: not known."""

    genre: SourceGenre | None = None
    title: str = ""
    dated: date | None = None
    number: str = ""
    issuer: str = ""


def completed(typed: KnownFacts | SourceFacts, text: str) -> SourceFacts:
    """What was typed, and of the head of the text what was not. Raises RulesBroken, "dated": neither gives a day."""
    head = heading_of(text)
    dated = typed.dated or head.dated
    if dated is None:
        sentence = gettext_noop(
            "Phần đầu văn bản không ghi ngày; ghi ngày của văn bản, hạn trong văn bản tính theo ngày này."
        )
        raise RulesBroken({"dated": RuleBroken(sentence, field="dated")})
    return SourceFacts(
        genre=typed.genre or head.genre or SourceGenre.OTHER,
        title=typed.title.strip() or head.title,
        dated=dated,
        number=typed.number.strip() or head.number,
        issuer=typed.issuer.strip() or head.issuer,
    )


def heading_of(text: str) -> KnownFacts:
    """What the head of a text says; a text without the form of a paper has its first line for a title."""
    letters = letters_of(text)
    lines = _lines(letters)
    number = _number(letters)
    kind_at = next((at for at, one in enumerate(lines) if _kind(one) is not None), None)
    genre = _genre(letters, lines, kind_at, number)
    title = _subject(lines) or ("" if kind_at is None else _title(lines, kind_at + 1)) or _first(lines)
    return KnownFacts(genre, _cut(title, LONGEST_NAME), own_day(letters), number, _issuer(lines, kind_at))


def _lines(text: Text) -> list[str]:
    """The lines of the head, blank ones as ""; a second column on the same line is a line of its own."""
    found: list[str] = []
    for line in text.written.split("\n", _MOST_LINES)[:_MOST_LINES]:
        parts = re.split(r"\s{3,}|\t+", line.strip())
        found.extend(" ".join(part.split()) for part in parts)
    return found


def _kind(line: str) -> SourceGenre | None:
    return _KINDS.get(" ".join(letters_of(line).key.split()).strip(" :*.")) if len(line) <= 40 else None


def _number(text: Text) -> str:
    head = text.shown[:4000]
    found = _NUMBER.search(head) or _PARTED_NUMBER.search(head)
    if found is None:
        return ""
    number = re.sub(r"\s+", "", found["no"] + found["symbol"]).rstrip(".,;")
    return number if len(number) <= LONGEST_NUMBER else ""


def _genre(text: Text, lines: list[str], kind_at: int | None, number: str) -> SourceGenre | None:
    if kind_at is not None:
        return _kind(lines[kind_at])
    symbol = re.search(r"[/-]([^/\d-]+)", number)
    if symbol and symbol[1].lower() in _SYMBOLS:
        return _SYMBOLS[symbol[1].lower()]
    if number or _subject(lines):
        return SourceGenre.LETTER
    if _SPEAKS.search(text.key[:1500]):
        return SourceGenre.SPEECH
    return SourceGenre.NEWS if genre_of(text) is Genre.REPORT and tells_of_orders(text) else None


def _subject(lines: list[str]) -> str:
    """ "V/v …" of a letter, over as many lines as it runs."""
    for at, line in enumerate(lines):
        found = _SUBJECT.match(letters_of(line).key)
        if found:
            rest = line[found.end() :]
            subject = _joined([rest, *lines[at + 1 :]])
            return subject[:1].upper() + subject[1:]
        if re.match(r"\W*(?:căn cứ|nơi nhận)\b", letters_of(line).key):
            break
    return ""


def _title(lines: list[str], at: int) -> str:
    """The subject under the line that names the kind."""
    while at < len(lines) and not lines[at]:
        at += 1
    if at == len(lines) or _BODY.match(letters_of(lines[at]).key):
        return ""
    return _joined(lines[at:])


def _joined(lines: list[str]) -> str:
    """The first line and those that go on with it: a blank one, the body or another column ends it."""
    found = lines[0]
    for line in lines[1:4]:
        ends = found.endswith((".", ":", ";", "!", "?")) or len(found) > LONGEST_NAME
        if ends or not line or _BODY.match(letters_of(line).key) or _MOTTO.search(letters_of(line).key):
            break
        if line.isupper() and not found.isupper():
            break
        found = f"{found} {line}"
    return _RUN_ON.split(found.strip(" -*."), maxsplit=1)[0]


def _first(lines: list[str]) -> str:
    """Of a text without a subject its first line that is no letterhead."""
    for line in lines:
        key = letters_of(line).key
        if (
            len(line) > 3
            and not _MOTTO.search(key)
            and not _BODY.match(key)
            and not _kind(line)
            and not line.isupper()
        ):
            return line.strip(" -*.")
    return next((line.strip(" -*.") for line in lines if len(line) > 3), "")


def _cut(text: str, most: int) -> str:
    """As much of it as whole words allow."""
    kept = normalised(text)
    return kept if len(kept) <= most else f"{kept[: most - 1].rsplit(' ', 1)[0]}…"


def _issuer(lines: list[str], kind_at: int | None) -> str:
    """The office at the top left: of two, one above the other, the lower; written in capitals, so told in small."""
    offices: list[str] = []
    for line in lines[: len(lines) if kind_at is None else kind_at]:
        key = letters_of(line).key
        if not line:
            continue
        motto = _MOTTO.search(key)
        office = line[: motto.start()].strip(" -*") if motto else line.strip(" -*_")
        if key.startswith("số") or _BODY.match(key) or (office and not office.isupper()):
            break
        if motto and not office:
            continue
        if office.lower().startswith(_HEADS) or not offices:
            offices.append(office)
        else:
            offices[-1] = f"{offices[-1]} {office}"
    if not offices or not letters_of(offices[-1]).key.startswith(_HEADS):
        return ""
    return _cut(in_small_letters(offices[-1]), LONGEST_ISSUER)


def in_small_letters(capitals: str) -> str:
    """ "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN" as in a sentence: names of places and of offices keep their capitals."""
    words = letters_of(capitals).key.split()
    told: list[str] = []
    in_place = False
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        is_kind = word in _PLACES or f"{word} {' '.join(words[at + 1 : at + 2])}" in _PLACES
        is_kind = is_kind or f"{before} {word}" in _PLACES
        in_place = in_place or is_kind
        is_committee = word == "ủy" or (before == "ban" and words[:2] == ["ủy", "ban"] and word == "nhân")
        begins_name = before in _NAMED or (before in ("và", "-") and words[0] in _NAMED)
        has_capital = (in_place or begins_name) and not is_kind and not is_committee
        told.append(word[:1].upper() + word[1:] if has_capital else word)
    text = " ".join(told)
    return text[:1].upper() + text[1:]
