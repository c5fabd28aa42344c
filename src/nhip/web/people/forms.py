"""What an administrator types about people: kept as typed, read strictly, each refusal at its own field."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.http import QueryDict

from nhip.core.access import Role
from nhip.core.errors import NhipError, RuleBroken, RulesBroken, gettext_noop
from nhip.core.typed import read_day
from nhip.web import shown


@dataclass
class Typed:
    """typed: field -> text as the person left it. errors: field -> sentence in the reader's language."""

    typed: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_post(cls, post: QueryDict, names: tuple[str, ...]) -> "Typed":
        return cls({name: post.get(name, "") for name in names})

    def refuse(self, refusal: NhipError) -> None:
        """Put each sentence at the field that it is about; what is about none of them stands above the form."""
        refusals = [refusal] if not isinstance(refusal, RulesBroken) else list(refusal.refusals.values())
        known = {"ends_before": "ends_on"}
        for one in refusals:
            name = one.field or ""
            place = known.get(name, name)
            self.errors[place if place in self.typed else ""] = shown.refusal(one)

    def first_day(self, name: str, *, otherwise: date) -> date:
        """Raises RuleBroken."""
        return read_day(self.typed[name], field=name) or otherwise

    def day_after(self, name: str) -> date | None:
        """The first day no longer in a span whose last day is typed; None where nothing is. Raises RuleBroken."""
        last = read_day(self.typed[name], field=name)
        return None if last is None else last + timedelta(days=1)

    def role(self) -> Role:
        """Raises RuleBroken for anything that the page does not offer."""
        try:
            return Role(self.typed["role"])
        except ValueError as wrong:
            raise RuleBroken(gettext_noop("Chưa chọn vai trò."), field="role") from wrong

    def number(self, name: str, sentence: str) -> int:
        """The identity chosen. Raises RuleBroken with the sentence where none is."""
        text = self.typed[name]
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            raise RuleBroken(sentence, field=name)
        return int(text)


REFUSALS = (RuleBroken, RulesBroken)
