"""A text into blocks (headings, paragraphs, items of lists) and blocks into sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nhip.core.directives.letters import Text

_MARKERS = (
    ("article", re.compile(r"(?:điều|phần|mục|chương)\s+(?:\d{1,3}|[ivx]{1,6})\s*[.:](?=\s)")),
    ("roman", re.compile(r"[ivx]{1,5}\s*[.)/](?=\s)")),
    ("deep", re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\.?(?=\s)")),
    ("arabic", re.compile(r"\d{1,2}\s?(?:[.)/](?=\s|[^\W\d_])|-(?=\s[^\W\d_]))")),
    ("bracketed", re.compile(r"\((?:\d{1,2}|[ivx]{1,5}|[a-zđ])\)(?=\s|[^\W\d_])")),
    ("letter", re.compile(r"[a-zđ]\s?[.)](?=\s|[^\W\d_])")),
    ("plus", re.compile(r"\+\s*")),
    ("dash", re.compile(r"[-*•·●▪◦o~_](?=\s)\s*|[-•●▪](?=\w)")),
)
_ITALIC_BOLD = re.compile(r"(?:\*\*|__|#{1,6}(?=\s))")
_ENDS = re.compile(
    r'[.?!…]+["\')\]/.]*(?=\s|$)|(?<=[^\W\d_])\.(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])|(?<=như sau):(?=\s+[A-ZĐÀ-Ỹ][a-zà-ỹ])'
)
_GOES_ON = re.compile(r'[.!…]\s?"\s*-?\s*[a-zđà-ỹ]')
"""What was quoted ended, and the sentence that quotes it does not: '"… của ngành. " - giao Cục A …'."""
_ABBREVIATED = re.compile(
    r"(?:^|[\s(,/-])(?:tp|tx|tt|q|p|h|ts|ths|gs|pgs|bs|ks|ths|st|mr|no|cv|v|vv|tr|t|đ/c)\.?$"
)
_INITIAL = re.compile(r"(?<!\w)[A-ZĐ]$")
_NUMERAL = re.compile(r"(?:đợt|quý|vùng|hạng|loại|khu vực|giai đoạn|cấp|nhóm|vụ|phần|khu|tổ|lần|pha)\s[ivx]$")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or item: letters start to end; kind: of its marker, "" for none; content: where it begins
    after the marker; apart: a blank line stands before it.
    """

    start: int
    end: int
    kind: str
    content: int
    apart: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block; start includes the block's marker, content does not."""

    start: int
    content: int
    end: int


def blocks_of(text: Text) -> list[Block]:
    """Every block that holds something. Lines that a copied page broke are joined."""
    found: list[Block] = []
    lines = list(_lines(text.key))
    width = _page_width(lines)
    apart = True
    for start, end in lines:
        if start == end:
            apart = True
            continue
        kind, content = _marker(text, start, end)
        previous = found[-1] if found and not apart else None
        if previous is not None and not kind and _goes_on(text, previous, start, width):
            found[-1] = Block(previous.start, end, previous.kind, previous.content, previous.apart)
        else:
            found.append(Block(start, end, kind, content, apart))
        apart = False
    return found


def _lines(key: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line without the blanks around it."""
    at = 0
    for line in key.split("\n"):
        inner = line.strip()
        start = at + len(line) - len(line.lstrip()) if inner else at
        yield start, start + len(inner)
        at += len(line) + 1


def _page_width(lines: list[tuple[int, int]]) -> int:
    """How long lines are where a page broke them: 0 where lines are whole paragraphs."""
    lengths = sorted(end - start for start, end in lines if end - start > 20)
    if len(lengths) < 4:
        return 0
    longest = lengths[int(len(lengths) * 0.95)]
    near = sum(longest * 0.8 <= one <= longest * 1.2 for one in lengths)
    return longest if longest <= 130 and near >= len(lengths) * 0.4 else 0


def _goes_on(text: Text, previous: Block, start: int, width: int) -> bool:
    """Whether the line at ``start`` goes on the sentence of the block before it."""
    last, first = text.shown[previous.end - 1], text.shown[start]
    if last in ".:;?!…":
        return last != ":" and width > 0 and first.islower() and last == ";"
    if last == "," or first.islower():
        return True
    last_line = text.shown.rfind("\n", previous.start, previous.end) + 1
    return width > 0 and previous.end - max(last_line, previous.start) >= width * 0.75


def _marker(text: Text, start: int, end: int) -> tuple[str, int]:
    bold = _ITALIC_BOLD.match(text.key, start, end)
    at = bold.end() if bold else start
    while at < end and text.key[at] == " ":
        at += 1
    for kind, pattern in _MARKERS:
        found = pattern.match(text.key, at, end)
        if found and not (kind == "roman" and text.shown[at].islower()):
            content = found.end()
            while content < end and text.key[content] in " *":
                content += 1
            return kind, content
    return "", at


def sentences_of(text: Text, block: Block) -> list[Sentence]:
    """The sentences of a block, in order."""
    found: list[Sentence] = []
    start, content = block.start, block.content
    for end in _ends(text, block):
        if text.key[content:end].strip(" .*"):
            found.append(Sentence(start, content, end))
        start = end
        while start < block.end and text.key[start].isspace():
            start += 1
        content = start
    if start < block.end:
        found.append(Sentence(start, content, block.end))
    return found


def _ends(text: Text, block: Block) -> Iterator[int]:
    for found in _ENDS.finditer(text.shown, block.content, block.end):
        if found.end() < block.end and (found.group() == ":" or _is_end(text, block, found)):
            yield found.end()


def _is_end(text: Text, block: Block, found: re.Match[str]) -> bool:
    after = text.shown[found.end() : found.end() + 40].lstrip()
    if not after or after[0].islower() or after[0] in ",;:)":
        return False
    if _GOES_ON.match(text.shown, found.start()):
        return False
    if found.group() == ".":
        first = max(block.content, found.start() - 12)
        before = text.key[first : found.start()]
        if _NUMERAL.search(before):
            return True
        is_short = _ABBREVIATED.search(before) or _INITIAL.search(text.shown[first : found.start()])
        return not is_short or _ends_with_marker_word(before)
    return True


def _ends_with_marker_word(before: str) -> bool:
    """A single letter that ends a sentence ("nhóm A. Bộ …") is rare: only after a noun of kinds."""
    return bool(re.search(r"(?:nhóm|loại|hạng|khối|lớp)\s[a-zđ]$", before))


def stands_by_lines(text: Text, blocks: Sequence[Block]) -> bool:
    """Whether a report lost its paragraphs: each sentence stands on a line of its own."""
    alone = sum(len(sentences_of(text, block)) == 1 for block in blocks)
    return len(blocks) >= _LINES and alone >= _MOST_OF_THEM * len(blocks)


_LINES, _MOST_OF_THEM = 5, 0.85
"""Of a report whose paragraphs are lost: how many lines at least, and how many of them hold one sentence."""
