"""What Chromium makes of pages: scripts that ran, what the CSP stopped, and payloads that became part of the page."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import BrowserContext, Route, sync_playwright

from tests.journeys.demo import chromium
from tests.security.payloads import MARK

HOST = "http://nhip.example"
KINDS_NEEDED = ("document", "script", "xhr", "fetch")
WATCH = """
addEventListener("securitypolicyviolation", (event) => violated(`${event.effectiveDirective} ${event.sample}`));
"""
PARTS = """
(mark) => {
  const text = new Set(["value", "title", "alt", "placeholder", "aria-label", "content"]);
  const isQuery = (name, value) => {
    if (!["href", "action", "formaction", "hx-get", "hx-post"].includes(name)) return false;
    const address = new URL(value, location.href);
    return address.origin === location.origin && !address.pathname.includes(mark);
  };
  const found = [];
  const walk = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT);
  for (let node = walk.currentNode; node; node = walk.nextNode()) {
    if (node.nodeType === Node.COMMENT_NODE) {
      if (node.data.includes(mark)) found.push(`a comment ${node.data}`);
      continue;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    const name = node.localName;
    if (name.includes(mark)) found.push(`<${name}>`);
    if (["script", "style", "iframe", "object", "embed", "template", "noscript"].includes(name)
        && node.innerHTML.includes(mark)) found.push(`inside <${name}>`);
    for (const one of node.attributes) {
      if (one.name.includes(mark)) found.push(`<${name} ${one.name}>`);
      else if (one.value.includes(mark) && !text.has(one.name) && !isQuery(one.name, one.value))
        found.push(`<${name} ${one.name}="${one.value.slice(0, 80)}">`);
    }
  }
  return found;
}
"""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An answer as the server gave it."""

    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Looked:
    """ran: numbers of payloads; stopped: what the CSP says it stopped; parts: where the mark is no text."""

    ran: tuple[str, ...]
    stopped: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not (self.ran or self.stopped or self.parts)


@contextmanager
def looking() -> Iterator[Callable[[Rendered], Looked]]:
    """Chromium, which is shown one answer after the other and reaches no server at all."""
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        context = browser.new_context(base_url=HOST)
        yield _Eye(context).look
        browser.close()


class _Eye:
    def __init__(self, context: BrowserContext) -> None:
        self._shown = Rendered(b"", {})
        self._ran: list[str] = []
        self._stopped: list[str] = []
        context.expose_binding(MARK, lambda _source, *told: self._ran.append(str(told)))
        context.expose_binding("violated", lambda _source, *told: self._stopped.append(str(told)))
        context.add_init_script(WATCH)
        context.route("**/*", self._answer)
        self._page = context.new_page()
        self._page.on("dialog", lambda dialog: dialog.dismiss())

    def look(self, rendered: Rendered) -> Looked:
        self._shown = rendered
        self._ran.clear()
        self._stopped.clear()
        self._page.goto("/")
        parts = self._page.evaluate(PARTS, MARK)
        return Looked(tuple(self._ran), tuple(self._stopped), tuple(parts))

    def _answer(self, route: Route) -> None:
        """The page itself, our own scripts, and nothing else: pictures and styles are not looked at here."""
        address = urlsplit(route.request.url)
        if MARK in address.path:
            self._ran.append(f"asked for {address.path}")
        static = settings.STATIC_ROOT / address.path.removeprefix(settings.STATIC_URL)
        if address.path == "/":
            route.fulfill(body=self._shown.body, headers=dict(self._shown.headers))
        elif route.request.resource_type == "script" and static.is_file():
            route.fulfill(path=static, content_type="text/javascript")
        else:
            route.fulfill(status=404, body="")
