"""Pages pasted from a browser: tags go, entities become letters, and every letter keeps its place. Nothing runs."""

import html
import re

_LOOKS = re.compile(
    r"<(?:!doctype|html|body|div|p|br|span|table|td|li|ul|ol|h[1-6]|b|strong|a|script|style)\b[^<>]*>",
    re.IGNORECASE,
)
_PART = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|head|noscript|svg)\b.*?(?:</\1\s*>|\Z)|"
    r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>|&#?\w{1,12};|<![^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_BREAKING = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "title",
        "td",
        "th",
    ]
)


def is_markup(text: str) -> bool:
    """Whether the text is a page's source: at least two tags that pages are made of."""
    return len(_LOOKS.findall(text[:200_000])) > 1


def without_markup(text: str) -> tuple[list[str], list[int], list[int]]:
    """Letters with their begin and end in ``text``; blocks become line breaks, scripts and comments nothing."""
    pieces: list[str] = []
    begins: list[int] = []
    ends: list[int] = []

    def add(letters: str, begin: int, end: int | None) -> None:
        for offset, letter in enumerate(letters):
            pieces.append(letter)
            begins.append(begin + offset if end is None else begin)
            ends.append(begin + offset + 1 if end is None else end)

    last = 0
    for found in _PART.finditer(text):
        add(_unbroken(text[last : found.start()]), last, None)
        add(_instead_of(found), found.start(), found.end())
        last = found.end()
    add(_unbroken(text[last:]), last, None)
    return pieces, begins, ends


def _unbroken(text: str) -> str:
    """In a page's source a line break is a blank."""
    return text.replace("\n", " ").replace("\r", " ")


def _instead_of(found: re.Match[str]) -> str:
    tag = found.group(3)
    if tag is not None:
        return "\n" if tag.lower() in _BREAKING else ""
    return html.unescape(found.group()) if found.group().startswith("&") else ""
