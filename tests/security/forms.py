"""Every form that is posted, filled in as it should be."""

from collections.abc import Callable

from tests.security import forms_of_cascade as cascade
from tests.security import forms_of_people as people
from tests.security import forms_of_periods as periodic
from tests.security import forms_of_units as units
from tests.security import forms_of_work as work
from tests.security.sending import Sent

FORMS: tuple[Callable[[], Sent], ...] = (
    work.new_task,
    work.edit_task,
    work.remove_task,
    work.plan_rule,
    work.carry_over,
    cascade.hand_down,
    cascade.take_on,
    work.save_plan_lines,
    work.submit_plan,
    work.import_plan,
    work.plan_import,
    work.drop_plan_import,
    work.return_plan,
    work.approve_plan,
    work.add_part,
    work.change_part,
    work.withdraw_part,
    work.ask_extension,
    work.decide_extension,
    work.task_step,
    work.halt_task,
    work.resume_task,
    work.comment_task,
    work.attach_file,
    work.remove_file,
    work.add_item,
    work.change_item,
    work.report,
    work.return_report,
    work.correct_report,
    work.accept_correction,
    work.refuse_correction,
    work.withdraw_correction,
    work.approve_report,
    work.attach_report_file,
    work.remove_report_file,
    work.approve_reports,
    periodic.periodic_report,
    periodic.return_periodic,
    periodic.approve_periodic,
    periodic.approve_periodics,
    work.count_beneficiaries,
    people.invite,
    people.import_people,
    people.people_import,
    people.drop_people_import,
    people.second_factor_rules,
    people.end_second_factor_rule,
    people.change_person,
    people.grant_role,
    people.end_role,
    people.delegate,
    people.delegate_own,
    people.withdraw_delegation,
    people.issue_code,
    people.withdraw_code,
    people.deactivate_person,
    people.reactivate_person,
    people.reset_second_factor,
    people.hand_over,
    work.open_notice,
    work.read_notice,
    work.read_all_notices,
    work.choose_digest,
    units.new_resolution,
    units.edit_resolution,
    units.apply_resolution,
    units.remove_resolution,
    units.undo_resolution,
    units.confirm_resolution,
)
"""Each is named after its route."""

NO_FORM = {
    "home": "sends on",
    "end_session": "ends a session, which is no row of ours",
    "end_all_sessions": "ends sessions; the person's session key is random",
    "language": "keeps a cookie",
    "theme": "keeps a cookie",
}
"""Routes that are posted and change nothing of ours, or nothing that two runs would do alike."""
