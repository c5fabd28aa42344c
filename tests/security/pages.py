"""Where each page's payloads are looked for, and by whom."""

from collections.abc import Iterator

from django.urls import get_resolver, reverse

from nhip.apps.accounts.models import Person
from nhip.apps.cascade.models import HandedPart
from nhip.apps.conferences.models import Directive, Source
from nhip.apps.notices.models import Notice
from nhip.apps.tasks.models import Task
from tests import world
from tests.security.payloads import PAYLOADS
from tests.security.poisoned import Poisoned, code, login

QUERY = PAYLOADS[17]
"""Of what stands in an address: out of an attribute and into a script."""
Seen = tuple[str, str, list[object], dict[str, str]]
"""Who looks, at which route, with which arguments and which query."""


def seen_pages(made: Poisoned) -> Iterator[Seen]:
    """Every page that is looked at."""
    yield from _work(made)
    yield from _units(made)
    yield from _people(made)
    yield from _history(made)
    yield from _addresses_that_bring_their_own()


def _plans(made: Poisoned) -> Iterator[Seen]:
    yield "officer.a1", "plan", ["A1", 2020], {}
    yield "leader.a", "plan", [code(0), 2020], {}
    yield "soan.x00", "plan", [code(0), 2020], {}
    yield "leader.a", "plan_check", [code(0), 2020], {}
    yield "soan.x00", "plan_editor", [code(0), 2020], {}
    yield "soan.x00", "carry_over", [code(0), 2021], {}
    yield "officer.a1", "plan_amendment", ["A1", 2020], {}
    yield "officer.a1", "amendment_grounds", ["A1", 2020], {}
    yield "officer.a1", "plan_editor", ["A1", 2020], {}
    yield "officer.a1", "plan_versions", ["A1", 2020], {"ngay": "2020-05-21", "so-voi": "2020-05-19"}
    yield "soan.x00", "import_plan", [code(0), 2020], {}
    for sender in made.plan_senders:
        yield sender, "plan_import", [code(0), 2020], {}
    yield "leader.a", "plan_status", ["A", 2020], {}
    handed = Task.objects.filter(plan__unit=world.unit("A.PDT")).values_list("pk", flat=True)[0]
    yield "officer.apdt", "hand_down", [handed], {}
    yield "leader.a", "plan_cascade", ["A", 2020], {}
    parts = HandedPart.objects.filter(handing__task__plan__unit=world.unit("A")).order_by("pk")
    for task in list(parts.values_list("task_id", flat=True)[:1]) or [0]:
        yield "officer.a", "handed_part", [task], {}


def _directives() -> Iterator[Seen]:
    sources = list(Source.objects.values_list("pk", flat=True).order_by("pk")[:2])
    for source in sources or [0]:
        for page in ("1", "2"):
            yield "officer.p", "directive_source", [source], {"trang": page}
        yield "officer.p", "edit_source", [source], {}
    for directive in list(Directive.objects.values_list("pk", flat=True).order_by("pk")[:4]) or [0]:
        yield "officer.p", "edit_directive", [directive], {}
        yield "officer.p", "split_directive", [directive], {}
    for page in ("1", "2"):
        yield "officer.p", "directives", [], {"trang": page}
    yield (
        "officer.p",
        "directives",
        [],
        dict.fromkeys(("q", "nguoi", "tu", "den", "trang-thai", "trang"), QUERY),
    )
    yield "officer.p", "directive_sources", [], {}
    yield "officer.p", "directive_sources", [], {"q": QUERY}
    yield "officer.p", "new_source", [], {}


def _work(made: Poisoned) -> Iterator[Seen]:
    told = Notice.objects.values_list("person__username", flat=True).order_by("person").distinct()
    own_task = Task.objects.filter(plan__unit=world.unit("A1")).values_list("pk", flat=True)[0]
    for who in ("leader.a", "officer.a1", login(6)):
        yield who, "my_work", [], {}
    for who in told:
        yield who, "notices", [], {}
    for where in ("A", "A1", "P"):
        yield "leader.p", "board", [where, 2020], {}
        yield "leader.p", "ledger", [where], {}
        yield "leader.p", "assigned_statistics", [where, "2020-Q2"], {}
        yield "leader.p", "assigned_tasks", [where, "2020-Q2"], {}
        yield "leader.p", "overdue_tasks", [where], {}
    yield "leader.p", "board", ["P", 2020], {"cap": "commune"}
    yield "leader.p", "indicator_board", ["P", 2020], {}
    yield "leader.p", "indicator_board", ["A", 2020], {"phan-to": code(0)}
    yield "leader.p", "indicator_page", ["P", 2020], {}
    yield "leader.p", "indicator_page", ["A", 2020], {"phan-to": code(0)}
    yield "leader.a", "indicator_page", ["A1", 2020], {}
    yield from _plans(made)
    yield from _directives()
    yield "leader.p", "advice", ["A", 2020], {}
    yield "leader.a", "new_task", ["A", 2020], {"dot-xuat": "1"}
    yield login(0), "edit_task", [made.tasks[0]], {}
    for task in (made.shared, made.halted, own_task):
        yield "leader.a", "task", [task], {}
    yield "leader.p", "task", [made.shared], {}
    yield "leader.p", "reminder_letter", [made.late, "lan-dau"], {}
    yield "leader.p", "joint_letter", ["P", "lan-dau", code(0)], {}
    yield login(5), "task", [made.shared], {}
    yield "leader.a", "report_list", ["A", 2020], {"thang": "5"}
    yield "officer.a1", "report", ["A1", 2020, 5], {}
    yield "leader.a", "report", ["A1", 2020, 5], {}
    yield "leader.a", "report", ["A1", 2020, 4], {}
    yield "officer.a1", "correct_report", ["A1", 2020, 4], {}
    yield "leader.a", "compare_figures", ["A", 2020], {"ky": "2020"}
    yield "leader.a", "compare_figures", ["A", 2020], {"ky": "2020", "chi-tieu": code(0)}
    yield "leader.a", "report", ["A9", 2020, 5], {}
    yield "officer.a1", "report", ["A1", 2020, 6], {}
    yield "leader.a", "periodic_reports", ["A", 2020], {"ky": "2020-Q1"}
    yield "officer.a1", "periodic_report", ["A1", "2020-Q1"], {}
    yield "leader.a", "periodic_report", ["A", "2020-Q1"], {}
    yield "leader.a", "periodic_report", ["A9", "2020-Q1"], {}
    yield "leader.a", "periodic_history", ["A1", "2020-Q1"], {}
    yield "officer.a1", "report_unchanged", ["A1", 2020, 6], {}
    yield "leader.p", "programmes", [], {"nam": "2020"}
    yield "officer.a", "programme", [code(0)], {}
    yield "officer.a", "find", [], {"q": "pwned"}
    yield "leader.p", "find", [], {"q": "x", "phan": "1"}


def _units(made: Poisoned) -> Iterator[Seen]:
    yield "admin.p", "units", [], {}
    yield "leader.a", "unit", ["A"], {}
    for where in (code(0), code(37), "XN"):
        yield "leader.a", "unit", [where], {}
    yield "leader.a", "unit", [code(39)], {"ngay": "2020-05-19"}
    yield "admin.p", "resolutions", [], {}
    yield "admin.p", "new_resolution", [], {}
    for one in (made.prepared, made.applied):
        yield "admin.p", "resolution", [one], {}
    yield "admin.p", "edit_resolution", [made.prepared], {}


def _people(made: Poisoned) -> Iterator[Seen]:
    yield "admin.p", "people", [], {}
    yield "admin.p", "invite", [], {}
    yield "admin.p", "import_people", [], {}
    for sender, kept in made.imports.items():
        yield sender, "people_import", [kept], {}
    yield "admin.p", "second_factor_rules", [], {}
    stand_in = Person.objects.get(username="thay.a1").pk
    for person in (made.people[0], made.people[4], stand_in):
        yield "admin.p", "person", [person], {}
    yield "admin.p", "hand_over", [made.people[4]], {"on": "20/05/2020"}
    for who in (login(4), "thay.a1"):
        yield who, "account", [], {}
    for route in ("account_change_password", "mfa_index", "account_logout"):
        yield login(4), route, [], {}


def _history(made: Poisoned) -> Iterator[Seen]:
    yield "auditor.p", "journal", [], {}
    yield "admin.p", "operations", [], {}
    for page in range(2, 9):
        yield "auditor.p", "journal", [], {"trang": str(page)}
    yield "leader.a", "plan_history", [code(0), 2020], {}
    for task in (made.shared, made.halted):
        yield "leader.a", "task_history", [task], {}
    yield "leader.a", "report_history", ["A1", 2020, 5], {}
    yield "leader.a", "unit_history", ["XN"], {}
    for person in (made.people[0], made.people[4]):
        yield "auditor.p", "person_history", [person], {}


def _addresses_that_bring_their_own() -> Iterator[Seen]:
    """Whatever stands in the address is written back: search words, filters, days."""
    yield "officer.a", "find", [], {"q": QUERY}
    yield "officer.a", "find", [], {"q": QUERY, "phan": "1"}
    yield "admin.p", "people", [], dict.fromkeys(("tim", "vai-tro", "tinh-trang", "trang"), QUERY)
    yield "admin.p", "invite", [], {"don-vi": QUERY}
    yield (
        "admin.p",
        "hand_over",
        [Person.objects.get(username=login(4)).pk],
        {"on": QUERY, "successor": QUERY},
    )
    yield "auditor.p", "journal", [], dict.fromkeys(("nguoi", "tu", "den", "viec", "trang"), QUERY)
    yield "leader.p", "units", [], {"ngay": QUERY}
    yield "leader.a", "unit", ["A"], {"ngay": QUERY}
    yield "leader.p", "board", ["P", 2020], {"cap": QUERY, "thang": QUERY}
    yield "leader.p", "indicator_board", ["P", 2020], {"chi-tieu": QUERY, "phan-to": QUERY, "lan": QUERY}
    yield "leader.p", "indicator_page", ["P", 2020], {"chi-tieu": QUERY, "phan-to": QUERY, "ky": QUERY}
    yield "leader.a", "plan_status", ["A", 2020], {"tinh-trang": QUERY}
    yield "leader.a", "compare_figures", ["A", 2020], {"ky": QUERY, "chi": QUERY, "chi-tieu": QUERY}
    yield "leader.a", "report_list", ["A", 2020], {"thang": QUERY, "tinh-trang": QUERY}
    yield "leader.p", "programmes", [], {"nam": QUERY}
    yield "leader.a", "assigned_statistics", ["A", "2020-Q2"], {"tu-dau": QUERY}
    yield "leader.a", "assigned_tasks", ["A", "2020-Q2"], {"tu-dau": QUERY}
    yield "leader.a", "overdue_tasks", ["A"], {"tu-dau": QUERY}
    yield "leader.a", "notices", [], {"loc": QUERY, "truoc": QUERY}


def address_of(page: Seen) -> tuple[str, dict[str, str]]:
    _who, route, arguments, query = page
    return reverse(route, args=arguments), query


NOT_LOOKED_AT = {
    "home": "sends on",
    "own_board": "sends on",
    "own_plan": "sends on",
    "own_reports": "sends on",
    "own_ledger": "sends on",
    "source_file": "a file, served to be saved and never shown",
    "directive": "sends on",
    "own_assigned": "sends on",
    "assigned": "sends on",
    "task_file": "a file, served to be saved and never shown",
    "report_file": "a file, served to be saved and never shown",
    "resolution_template": "a workbook",
    "resolution_workbook": "a workbook",
    "people_template": "a workbook",
    "plan_workbook": "a workbook; tests/xlsx",
    "journal_export": "a workbook",
    "health": "one word of JSON",
    "offline_worker": "a script of ours, the same for everybody",
    "use_code": "knows nobody before a code is given; its form is sent payloads",
    "open_code": "sends on",
    "account_login": "knows nobody yet; its form is sent payloads",
    "account_inactive": "a sentence",
    "account_reauthenticate": "a sentence and an empty field",
    "account_reset_password": "knows nobody; its form is sent payloads",
    "account_reset_password_done": "a sentence",
    "account_reset_password_from_key": "a sentence and empty fields",
    "account_reset_password_from_key_done": "a sentence",
    "mfa_authenticate": "a sentence and an empty field",
    "mfa_reauthenticate": "a sentence and an empty field",
    "mfa_activate_totp": "a picture of a secret that allauth made",
    "mfa_deactivate_totp": "a sentence",
    "mfa_view_recovery_codes": "codes that allauth made",
    "mfa_generate_recovery_codes": "a sentence",
}
"""Why a route that answers to GET shows no text that somebody typed."""


def all_routes() -> set[str]:
    return {str(one.name) for one in get_resolver().url_patterns[0].url_patterns}  # type: ignore[union-attr]
