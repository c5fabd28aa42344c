"""What holds for the sources of pages: styles, scripts, words and translations."""

import re
from pathlib import Path

import polib
import pytest

import nhip

PACKAGE = Path(nhip.__file__).parent
TEMPLATES = sorted((PACKAGE / "web" / "templates").rglob("*.html"))
OWN_STATIC = PACKAGE / "static" / "nhip"
ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
VIETNAMESE_LETTER = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_a_template_says_what_it_is_and_queries_nothing(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    assert text.startswith("{# "), "the first line says what the template shows and needs"
    assert " style=" not in text
    assert not re.search(r"\son[a-z]+=", text)
    assert not re.search(r"\.(objects|all|filter|count)\b", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_every_word_on_screen_can_be_translated(template: Path) -> None:
    """Vietnamese letters outside translate tags would stay Vietnamese for English readers."""
    text = template.read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}", "", text)
    text = re.sub(r"\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\{% translate .*?%\}", "", text)
    text = re.sub(r"_\(\".*?\"\)", "", text)
    text = text.replace("Nhịp", "").replace("Tiếng Việt", "")  # proper names

    assert not VIETNAMESE_LETTER.findall(text)


def test_english_is_complete_and_keeps_every_place() -> None:
    places = re.compile(r"\{\w+|%\(\w+\)s")
    for entry in polib.pofile(str(ENGLISH)):
        assert entry.translated(), entry.msgid
        assert not entry.fuzzy, entry.msgid
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            if text:
                assert set(places.findall(text)) == set(places.findall(entry.msgid)), entry.msgid


def test_our_scripts_evaluate_nothing() -> None:
    for script in OWN_STATIC.glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function|innerHTML|\.style\b|setAttribute\(\"style", text), (
            script.name
        )


def test_every_static_file_that_a_template_names_exists() -> None:
    vendor = re.compile(r"vendor/")
    for template in TEMPLATES:
        for name in re.findall(r"\{% static '([^']+)' %\}", template.read_text(encoding="utf-8")):
            if not vendor.match(name):
                assert (PACKAGE / "static" / name).is_file(), f"{template.name}: {name}"


def test_a_first_load_fits_the_budget() -> None:
    """200 kB compressed: styles of the frame and of the page with the most, scripts, fonts, the heaviest page."""
    from tests.web.test_every_page import MOST_BYTES

    node = PACKAGE.parents[1] / "node_modules"
    fonts = [
        node / "@fontsource/be-vietnam-pro/files" / f"be-vietnam-pro-{letters}-{weight}-normal.woff2"
        for letters in ("latin", "vietnamese")
        for weight in (400, 600)
    ]
    import gzip

    texts = [node / "@tabler/core/dist/css/tabler.min.css", node / "htmx.org/dist/htmx.min.js"]
    # Not of a first load: one fetched once a report page is complete, the others on pages that are worked in: the grid,
    # a text beside its directives, a reorganisation's targets.
    worked_in = ("offline-worker.js", "plan-editor.js", "directives.js", "goals.js")
    others = {OWN_STATIC / name for name in worked_in}
    texts += [*(set(OWN_STATIC.glob("*.js")) - others), OWN_STATIC / "favicon.svg"]
    styles = {
        template: sum(
            len(gzip.compress((OWN_STATIC / name).read_bytes()))
            for name in re.findall(
                r"\{% static 'nhip/([a-z]+\.css)' %\}", template.read_text(encoding="utf-8")
            )
        )
        for template in TEMPLATES
    }
    frame = next(styles.pop(template) for template in TEMPLATES if template.name == "base.html")
    total = sum(len(gzip.compress(one.read_bytes())) for one in texts) + sum(
        one.stat().st_size for one in fonts
    )
    total += frame + max(styles.values())

    assert total <= 200_000 - MOST_BYTES / 2
