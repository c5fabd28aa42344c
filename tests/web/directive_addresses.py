"""The addresses of documents and directives that belong to a unit; see test_access_matrix.py."""

from nhip.apps.conferences.models import Directive, DirectiveUnit, Source
from tests import world
from tests.web.addresses import Arguments, kept

OF_SOURCES = ("directive_source", "edit_source", "remove_source", "source_file", "add_directive")
OF_DIRECTIVES = (
    "directive",
    "accept_directive",
    "drop_directive",
    "restore_directive",
    "join_directives",
    "choose_unit",
    "edit_directive",
    "split_directive",
)
SENTENCE = "Giao đơn vị rà soát nguồn vốn."


def source_at(code: str) -> Source:
    """A document that the unit registered, with a directive to itself."""
    made, is_new = Source.objects.get_or_create(
        unit_id=world.unit(code),
        defaults={
            "genre": "conclusions",
            "title": "Kết luận",
            "dated": world.TODAY,
            "text": SENTENCE,
            "digest": code.ljust(64, "0"),
            "reader": "thử",
            "registered_at": world.NOW,
        },
    )
    if is_new:
        made.file = kept()
        made.save(update_fields=["file"])
        directive = Directive.objects.create(
            source=made, number=1, start=0, end=len(SENTENCE), sentence=SENTENCE, task="Rà soát nguồn vốn"
        )
        DirectiveUnit.objects.create(directive=directive, unit_id=world.unit(code), role="lead", place=0)
    return made


def of_source(code: str) -> Arguments:
    return [source_at(code).pk]


def of_directive(code: str) -> Arguments:
    return [source_at(code).directives.get().pk]
