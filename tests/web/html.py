"""Reading a rendered page: what it links to, what it posts, and what a strict CSP or a screen reader would miss."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

NAMED_BY = ("aria-labelledby", "aria-describedby", "for")


@dataclass
class Form:
    method: str
    action: str
    fields: set[str] = field(default_factory=set)


class Page(HTMLParser):
    """links: addresses in order; faults: sentences about what a page of ours never has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self._named: list[tuple[str, str]] = []
        self._form: Form | None = None
        self._in_script = False
        self.feed(text)
        self.close()
        self._check_names()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._in_script = tag == "script"
        self._check_inline(tag, found)
        if "id" in found:
            self.ids.append(found["id"])
        for name in NAMED_BY:
            self._named += [(f"<{tag} {name}>", one) for one in found.get(name, "").split()]
        self._note_form(tag, found)
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
            if not found["href"]:
                self.faults.append("a link that leads nowhere")

    def _check_inline(self, tag: str, found: dict[str, str]) -> None:
        self.faults += [
            f"<{tag} {name}=…>: blocked by the CSP"
            for name in found
            if name == "style" or name.startswith(("on", "hx-on"))
        ]
        if tag == "style" or (tag == "script" and "src" not in found):
            self.faults.append(f"<{tag}> in the page: blocked by the CSP")

    def _note_form(self, tag: str, found: dict[str, str]) -> None:
        if tag == "form":
            self._form = Form(found.get("method", "get").lower(), found.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None and "name" in found:
            self._form.fields.add(found["name"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            form = self._form
            if form is not None and form.method == "post" and "csrfmiddlewaretoken" not in form.fields:
                self.faults.append(f"the form to «{form.action}» has no CSRF token")
            self._form = None
        if tag == "script":
            self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.faults.append("a script's text in the page: blocked by the CSP")
        if "{%" in data or "{{" in data or "{#" in data:
            self.faults.append(f"a template's own signs on the page: {data.strip()[:60]}")

    def _check_names(self) -> None:
        counts = Counter(self.ids)
        self.faults += [f"id «{one}» stands twice" for one, count in counts.items() if count > 1]
        for where, one in self._named:
            if one not in counts:
                self.faults.append(f"{where} names «{one}», which is not on the page")
