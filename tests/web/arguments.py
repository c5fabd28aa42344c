"""How the addresses of routes are made for a unit; see test_access_matrix.py."""

from collections.abc import Callable

from tests.web.addresses import (
    Arguments,
    of_code,
    of_handed_part,
    of_late_task,
    of_late_tasks,
    of_month,
    of_nothing,
    of_part_handed_by,
    of_planned_task,
    of_programme,
    of_quarter,
    of_report_file,
    of_resolution,
    of_task_with,
)
from tests.web.directive_addresses import OF_DIRECTIVES, OF_SOURCES, of_directive, of_source
from tests.web.people_addresses import OF_NOTICES

WITHOUT_UNIT = {
    "home",
    "my_work",
    "own_board",
    "own_plan",
    "own_reports",
    "own_ledger",
    "own_assigned",
    "units",
    "find",
    "programmes",
    "people",
    "invite",
    "import_people",
    "people_template",
    "second_factor_rules",
    "journal",
    "operations",
    "journal_export",
    "account",
    "delegate_own",
    "end_all_sessions",
    "directives",
    "directive_sources",
    "new_source",
    *OF_NOTICES,
}

ARGUMENTS: dict[str, Callable[[str], Arguments]] = {
    **dict.fromkeys(WITHOUT_UNIT, of_nothing),
    **dict.fromkeys(("resolutions", "new_resolution", "resolution_template"), of_nothing),
    **dict.fromkeys(("ledger", "unit", "unit_history", "assigned", "overdue_tasks"), of_code),
    **dict.fromkeys(("assigned_statistics", "assigned_tasks"), of_quarter),
    **dict.fromkeys(("reminder_letter", "remind_task"), of_late_task),
    **dict.fromkeys(("joint_letter", "remind_together"), of_late_tasks),
    **dict.fromkeys(("programme", "count_beneficiaries"), of_programme),
    **dict.fromkeys(
        ("report", "report_history", "return_report", "approve_report", "approve_reports"), of_month
    ),
    **dict.fromkeys(
        ("correct_report", "accept_correction", "refuse_correction", "withdraw_correction"), of_month
    ),
    **dict.fromkeys(("report_unchanged", "attach_report_file"), of_month),
    **dict.fromkeys(("periodic_report", "periodic_history", "approve_periodic"), of_quarter),
    **dict.fromkeys(("approve_periodics", "return_periodic"), of_quarter),
    **dict.fromkeys(("report_file", "remove_report_file"), of_report_file),
    **dict.fromkeys(("task", "task_history", "edit_task", "remove_task", "hand_down"), of_planned_task),
    **dict.fromkeys(("resolution", "edit_resolution", "resolution_workbook"), of_resolution),
    **dict.fromkeys(("apply_resolution", "undo_resolution", "confirm_resolution"), of_resolution),
    "remove_resolution": of_resolution,
    **dict.fromkeys(OF_SOURCES, of_source),
    **dict.fromkeys(OF_DIRECTIVES, of_directive),
    **dict.fromkeys(("choose_receivers", "choose_goals"), of_resolution),
    **dict.fromkeys(("add_part", "halt_task", "resume_task", "comment_task"), of_task_with()),
    **dict.fromkeys(("attach_file", "add_item"), of_task_with()),
    **dict.fromkeys(("change_part", "withdraw_part"), of_task_with("helper")),
    "task_step": of_task_with("lead", "nhan"),
    "ask_extension": of_task_with("lead"),
    "decide_extension": of_task_with("extension"),
    **dict.fromkeys(("task_file", "remove_file"), of_task_with("file")),
    "change_item": of_task_with("item"),
    "plan_rule": lambda code: [code, 2020, "KH201"],
    "take_on": of_handed_part,
    **dict.fromkeys(("handed_part", "take_back", "drop_part_order"), of_part_handed_by),
}
"""How to address what belongs to a unit; routes that are not named take its code and the year."""
