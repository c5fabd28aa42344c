"""How commands print what rules for plans find."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table

if TYPE_CHECKING:
    from nhip.core.plan_checks import Finding


def findings_as_json(findings: Sequence["Finding"]) -> list[dict[str, str]]:
    return [
        {
            "code": one.code,
            "severity": one.severity.value,
            "where": one.where,
            "task": one.task,
            "message": one.message(_, show),
            "fix": one.way_out(_, show),
        }
        for one in findings
    ]


def print_findings(findings: Sequence["Finding"], *, is_json: bool) -> None:
    rows = findings_as_json(findings)
    if is_json:
        print_json(rows)
        return
    print_table(
        [_("Mã"), _("Mức"), _("Ở đâu"), _("Nhận xét"), _("Cách sửa")],
        [[row["code"], row["severity"], row["where"], row["message"], row["fix"]] for row in rows],
    )
