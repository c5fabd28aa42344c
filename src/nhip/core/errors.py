"""What can go wrong in the domain, and the sentence that says so.

NhipError
├── RuleBroken        a rule of the domain forbids it: shown beside the field, HTTP 422, exit 1
│   ├── UnknownUnit   a code that no unit bears on that day
│   └── NoCalendar    no reporting calendar rules the unit on that day
├── RulesBroken       several rules at once, one for each cell of a form
├── NotAllowed        the person may not do it, or may not even know that it exists: HTTP 404, exit 1
├── NotFound          there is no such thing: HTTP 404, exit 1
└── Conflict          somebody else changed it meanwhile: HTTP 409, exit 1

Sentences are Vietnamese, the source language, with ``{named}`` places; a face translates the sentence first
and fills the places afterwards, so that dates and numbers take the reader's format.
"""

from collections.abc import Callable, Mapping


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translation; core itself translates nothing."""
    return sentence


def _as_written(value: object) -> str:
    return str(value)


class NhipError(Exception):
    """The root of the errors that Nhịp raises on purpose."""

    def __init__(self, sentence: str, *, field: str | None = None, **places: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.places: Mapping[str, object] = places

    def message(
        self,
        translate: Callable[[str], str] = _as_written,
        show: Callable[[object], str] = _as_written,
    ) -> str:
        """The sentence in the reader's language, with its places filled in the reader's format."""
        return translate(self.sentence).format(**{name: show(value) for name, value in self.places.items()})

    def __str__(self) -> str:
        return self.message()


class RuleBroken(NhipError):
    """A rule of the domain forbids the act; nothing was changed."""


class UnknownUnit(RuleBroken):
    """A code (or identity) that no unit bears on the day asked for."""


class NoCalendar(RuleBroken):
    """No reporting calendar rules the unit on that day."""


class RulesBroken(NhipError):
    """Several cells of one form break a rule; nothing was changed."""

    def __init__(self, refusals: Mapping[str, RuleBroken]) -> None:
        """refusals: cell name -> what is wrong there; never empty."""
        first = next(iter(refusals.values()))
        super().__init__(first.sentence, field=first.field, **first.places)
        self.refusals = refusals


class NotAllowed(NhipError):
    """The person may not do this, or may not see that it exists."""

    def __init__(self) -> None:
        super().__init__(gettext_noop("Không tìm thấy, hoặc tài khoản này không có quyền thực hiện."))


class NotFound(NhipError):
    """There is no such thing; told in the same words as NotAllowed so that nothing is given away."""

    def __init__(self) -> None:
        super().__init__(gettext_noop("Không tìm thấy, hoặc tài khoản này không có quyền thực hiện."))


class Conflict(NhipError):
    """Somebody else changed it meanwhile; the newer version was kept, this one was not stored."""
