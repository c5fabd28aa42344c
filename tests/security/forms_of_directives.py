"""Forms of documents and of what was read in them."""

from nhip.cycle import directing
from tests import world
from tests.directives import TEXT, registered, rows
from tests.security.sending import Sent, to

FACTS = {
    "genre": "conclusions",
    "title": "Kết luận",
    "dated": "11/05/2020",
    "number": "12/TB",
    "issuer": "Tỉnh",
}
DRAFT = {
    "task": "Rà soát nguồn vốn",
    "units": "Sở Tài chính",
    "coordinating": "Huyện An",
    "deliverable": "Báo cáo",
    "deadline": "15/06/2020",
    "recurrence": "",
}


def one(place: int = 0) -> int:
    return rows(registered())[place].id


def new_source() -> Sent:
    return to("officer.p", "new_source", unit="P", text=TEXT, **FACTS)


def edit_source() -> Sent:
    return to("officer.p", "edit_source", registered(), **{**FACTS, "title": "Kết luận khác"})


def remove_source() -> Sent:
    return to("officer.p", "remove_source", registered())


def add_directive() -> Sent:
    sentence = "Việc lập kế hoạch ở một số nơi còn chậm."
    return to("officer.p", "add_directive", registered(), sentence=sentence, near="", **DRAFT)


def accept_directive() -> Sent:
    return to("officer.p", "accept_directive", one(), version=0)


def drop_directive() -> Sent:
    return to("officer.p", "drop_directive", one(), version=0)


def restore_directive() -> Sent:
    dropped = one()
    directing.drop_directive(actor=world.person("officer.p"), directive_id=dropped, now=world.NOW)
    return to("officer.p", "restore_directive", dropped, version=1)


def join_directives() -> Sent:
    return to("officer.p", "join_directives", one(), version=0)


def choose_unit() -> Sent:
    return to("officer.p", "choose_unit", one(2), version=0, words="Trung tâm Truyền thông", code="A")


def edit_directive() -> Sent:
    return to("officer.p", "edit_directive", one(), version=0, **DRAFT)


def split_directive() -> Sent:
    return to("officer.p", "split_directive", one(), version=0, parts="Rà soát\nBáo cáo")
