"""Every address, in Vietnamese, each on a line of its own; the access matrix (tests) names each of them."""

from allauth.account import views as allauth_views
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path, re_path, register_converter
from django.views.generic import RedirectView

from nhip.core.errors import RuleBroken
from nhip.core.periodic import ReportPeriod, parse_report_period
from nhip.web.account import own
from nhip.web.account import views as account
from nhip.web.board import views as board
from nhip.web.directives import drafts as directive_drafts
from nhip.web.directives import sources as directive_sources
from nhip.web.directives import views as directives
from nhip.web.history import views as history
from nhip.web.indicators import views as indicators
from nhip.web.notices import views as notices
from nhip.web.operations import views as operations
from nhip.web.people import imports, leaving
from nhip.web.people import views as people
from nhip.web.periodic import views as periodic
from nhip.web.plans import amending as plan_amending
from nhip.web.plans import carrying as plan_carrying
from nhip.web.plans import cascade as plan_cascade
from nhip.web.plans import editor as plan_editor
from nhip.web.plans import files as plan_files
from nhip.web.plans import handed
from nhip.web.plans import views as plans
from nhip.web.programmes import views as programmes
from nhip.web.reports import comparing, corrections, offline
from nhip.web.reports import papers as report_papers
from nhip.web.reports import standing as report_standing
from nhip.web.reports import views as reports
from nhip.web.search import views as search
from nhip.web.tasks import assigned
from nhip.web.tasks import views as tasks
from nhip.web.units import resolutions
from nhip.web.units import views as units
from nhip.web.work import views as work


class Code:
    """A unit's code: digits of the official list, or the letters and digits of a department's or an office's."""

    regex = "[0-9A-Za-z][0-9A-Za-z._-]{0,29}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Year:
    regex = "20[0-9]{2}|2100"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class MonthNumber:
    regex = "1[0-2]|[1-9]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Period:
    """Of a report by period: 2020-W12, 2020-03, 2020-Q1, 2020-H1, 2020-9M, 2020."""

    regex = "20[0-9]{2}(?:-(?:W[0-5][0-9]|0[1-9]|1[0-2]|Q[1-4]|H[12]|9M))?"

    def to_python(self, value: str) -> ReportPeriod:
        try:
            return parse_report_period(value)
        except RuleBroken as refusal:  # the 53rd week of a year that has none
            raise ValueError(str(refusal)) from refusal

    def to_url(self, value: ReportPeriod | str) -> str:
        return str(value)


register_converter(Code, "code")
register_converter(Period, "period")
register_converter(Year, "year")
register_converter(MonthNumber, "month")

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="my_work"), name="home"),
    path("viec-cua-toi/", work.my_work, name="my_work"),
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/doc-het/", notices.read_all, name="read_all_notices"),
    path("thong-bao/<int:notice_id>/mo/", notices.open_notice, name="open_notice"),
    path("thong-bao/<int:notice_id>/doc/", notices.read, name="read_notice"),
    path("nhip/", board.own, name="own_board"),
    path("nhip/<code:code>/<year:year>/", board.board, name="board"),
    path("chi-tieu/<code:code>/<year:year>/", indicators.board, name="indicator_board"),
    path("chi-tieu/<code:code>/<year:year>/dien-bien/", indicators.unit, name="indicator_page"),
    path("ke-hoach/", plans.own, name="own_plan"),
    path("ke-hoach/<code:code>/<year:year>/", plans.plan, name="plan"),
    path("ke-hoach/<code:code>/<year:year>/kiem-tra/", plans.check, name="plan_check"),
    path("ke-hoach/<code:code>/<year:year>/chuyen-tiep/", plan_carrying.carry_over, name="carry_over"),
    path("ke-hoach/<code:code>/<year:year>/soan/", plan_editor.editor, name="plan_editor"),
    path("ke-hoach/<code:code>/<year:year>/soan/luu/", plan_editor.save_lines, name="save_plan_lines"),
    path("ke-hoach/<code:code>/<year:year>/dieu-chinh/", plan_amending.amendment, name="plan_amendment"),
    path("ke-hoach/<code:code>/<year:year>/dieu-chinh/mo/", plan_amending.grounds, name="amendment_grounds"),
    path(
        "ke-hoach/<code:code>/<year:year>/dieu-chinh/nhan/", plan_amending.take_in, name="amendment_take_in"
    ),
    path("ke-hoach/<code:code>/<year:year>/dieu-chinh/bo/", plan_amending.drop, name="amendment_drop"),
    path("ke-hoach/<code:code>/<year:year>/dieu-chinh/trinh/", plan_amending.submit, name="submit_amendment"),
    path(
        "ke-hoach/<code:code>/<year:year>/dieu-chinh/duyet/", plan_amending.approve, name="approve_amendment"
    ),
    path(
        "ke-hoach/<code:code>/<year:year>/dieu-chinh/tra-lai/",
        plan_amending.send_back,
        name="return_amendment",
    ),
    path(
        "ke-hoach/<code:code>/<year:year>/dieu-chinh/rut/", plan_amending.withdraw, name="withdraw_amendment"
    ),
    path("ke-hoach/<code:code>/<year:year>/phien-ban/", plan_amending.versions, name="plan_versions"),
    path("ke-hoach/<code:code>/<year:year>/quy-tac/<slug:rule>/", plans.switch_rule, name="plan_rule"),
    path("ke-hoach/<code:code>/<year:year>/tep.xlsx", plan_files.workbook, name="plan_workbook"),
    path("ke-hoach/<code:code>/<year:year>/nhap/", plan_files.upload, name="import_plan"),
    path("ke-hoach/<code:code>/<year:year>/nhap/xem-truoc/", plan_files.preview, name="plan_import"),
    path("ke-hoach/<code:code>/<year:year>/nhap/bo/", plan_files.drop, name="drop_plan_import"),
    path("ke-hoach/<code:code>/<year:year>/tinh-hinh/", plans.status, name="plan_status"),
    path("ke-hoach/<code:code>/<year:year>/giao-viec/", plan_cascade.cascade, name="plan_cascade"),
    path("ke-hoach/<code:code>/<year:year>/nhiem-vu/moi/", plans.new_task, name="new_task"),
    path("ke-hoach/<code:code>/<year:year>/trinh/", plans.submit, name="submit_plan"),
    path("ke-hoach/<code:code>/<year:year>/tra-lai/", plans.send_back, name="return_plan"),
    path("ke-hoach/<code:code>/<year:year>/duyet/", plans.approve, name="approve_plan"),
    path("nhiem-vu/<int:task_id>/", tasks.task, name="task"),
    path("nhiem-vu/<int:task_id>/sua/", plans.edit_task, name="edit_task"),
    path("nhiem-vu/<int:task_id>/xoa/", plans.remove_task, name="remove_task"),
    path("nhiem-vu/<int:task_id>/giao-xuong/", plan_cascade.hand_down, name="hand_down"),
    path("nhiem-vu/<int:task_id>/phan-giao/", handed.handed_part, name="handed_part"),
    path("nhiem-vu/<int:task_id>/rut-viec/", handed.take_back, name="take_back"),
    path("nhiem-vu/<int:task_id>/thoi-yeu-cau/", handed.drop_order, name="drop_part_order"),
    path("nhiem-vu/<int:task_id>/phan-nhan/", plan_cascade.take_on, name="take_on"),
    path("nhiem-vu/<int:task_id>/phan/", tasks.add_part, name="add_part"),
    path("nhiem-vu/<int:task_id>/phan/<int:part_id>/", tasks.change_part, name="change_part"),
    path("nhiem-vu/<int:task_id>/phan/<int:part_id>/thoi/", tasks.withdraw_part, name="withdraw_part"),
    path("nhiem-vu/<int:task_id>/phan/<int:part_id>/gia-han/", tasks.ask_extension, name="ask_extension"),
    path("nhiem-vu/<int:task_id>/phan/<int:part_id>/buoc/<slug:word>/", tasks.step, name="task_step"),
    path(
        "nhiem-vu/<int:task_id>/gia-han/<int:extension_id>/", tasks.decide_extension, name="decide_extension"
    ),
    path("nhiem-vu/<int:task_id>/dung/", tasks.halt, name="halt_task"),
    path("nhiem-vu/<int:task_id>/tiep-tuc/", tasks.resume, name="resume_task"),
    path("nhiem-vu/<int:task_id>/trao-doi/", tasks.comment, name="comment_task"),
    path("nhiem-vu/<int:task_id>/tep/", tasks.attach, name="attach_file"),
    path("nhiem-vu/<int:task_id>/tep/<int:file_id>/", tasks.file, name="task_file"),
    path("nhiem-vu/<int:task_id>/tep/<int:file_id>/go/", tasks.remove_file, name="remove_file"),
    path("nhiem-vu/<int:task_id>/danh-muc/", tasks.add_item, name="add_item"),
    path("nhiem-vu/<int:task_id>/danh-muc/<int:item_id>/", tasks.change_item, name="change_item"),
    path("phoi-hop/", tasks.own_ledger, name="own_ledger"),
    path("phoi-hop/<code:code>/", tasks.ledger, name="ledger"),
    path("nhiem-vu-giao/", assigned.own, name="own_assigned"),
    path("nhiem-vu-giao/<code:code>/", assigned.now, name="assigned"),
    path("nhiem-vu-giao/<code:code>/qua-han/", assigned.overdue, name="overdue_tasks"),
    path(
        "nhiem-vu-giao/<code:code>/nhac-viec/<slug:word>/<code:to>/",
        assigned.joint_letter,
        name="joint_letter",
    ),
    path(
        "nhiem-vu-giao/<code:code>/nhac-viec/<slug:word>/<code:to>/ghi/",
        assigned.remind_together,
        name="remind_together",
    ),
    path("nhiem-vu-giao/<code:code>/<period:period>/", assigned.statistics, name="assigned_statistics"),
    path("nhiem-vu-giao/<code:code>/<period:period>/danh-sach/", assigned.behind, name="assigned_tasks"),
    path("nhiem-vu/<int:task_id>/nhac-viec/<slug:word>/", assigned.letter, name="reminder_letter"),
    path("nhiem-vu/<int:task_id>/nhac-viec/<slug:word>/ghi/", assigned.remind, name="remind_task"),
    path("tham-muu/<code:code>/<year:year>/", tasks.advice, name="advice"),
    path("chi-dao/", directives.register, name="directives"),
    path("chi-dao/van-ban/", directives.sources, name="directive_sources"),
    path("chi-dao/van-ban/moi/", directive_sources.new, name="new_source"),
    path("chi-dao/van-ban/<int:source_id>/", directives.source, name="directive_source"),
    path("chi-dao/van-ban/<int:source_id>/sua/", directive_sources.edit, name="edit_source"),
    path("chi-dao/van-ban/<int:source_id>/xoa/", directive_sources.remove, name="remove_source"),
    path("chi-dao/van-ban/<int:source_id>/tep/", directive_sources.file, name="source_file"),
    path("chi-dao/van-ban/<int:source_id>/them/", directives.add, name="add_directive"),
    path("chi-dao/y-kien/<int:directive_id>/", directives.directive, name="directive"),
    path("chi-dao/y-kien/<int:directive_id>/nhan/", directives.accept, name="accept_directive"),
    path("chi-dao/y-kien/<int:directive_id>/bo/", directives.drop, name="drop_directive"),
    path("chi-dao/y-kien/<int:directive_id>/lay-lai/", directives.restore, name="restore_directive"),
    path("chi-dao/y-kien/<int:directive_id>/ghep/", directives.join, name="join_directives"),
    path("chi-dao/y-kien/<int:directive_id>/chon/", directives.choose, name="choose_unit"),
    path("chi-dao/y-kien/<int:directive_id>/sua/", directive_drafts.edit, name="edit_directive"),
    path("chi-dao/y-kien/<int:directive_id>/tach/", directive_drafts.split, name="split_directive"),
    path("bao-cao/", reports.own, name="own_reports"),
    path("bao-cao/ngoai-tuyen.js", offline.worker, name="offline_worker"),
    path("bao-cao/<code:code>/<year:year>/", reports.report_list, name="report_list"),
    path("bao-cao/<code:code>/<year:year>/<month:month>/", reports.report, name="report"),
    path("bao-cao-ky/<code:code>/<year:year>/tat-ca/", periodic.periodic_reports, name="periodic_reports"),
    path("bao-cao-ky/<code:code>/<period:period>/", periodic.periodic_report, name="periodic_report"),
    path("bao-cao-ky/<code:code>/<period:period>/duyet/", periodic.approve, name="approve_periodic"),
    path(
        "bao-cao-ky/<code:code>/<period:period>/duyet-chon/",
        periodic.approve_chosen,
        name="approve_periodics",
    ),
    path("bao-cao-ky/<code:code>/<period:period>/tra-lai/", periodic.send_back, name="return_periodic"),
    path("bao-cao/<code:code>/<year:year>/doi-chieu/", comparing.compare, name="compare_figures"),
    path(
        "bao-cao/<code:code>/<year:year>/<month:month>/dinh-chinh/",
        corrections.correct,
        name="correct_report",
    ),
    path(
        "bao-cao/<code:code>/<year:year>/<month:month>/dinh-chinh/chap-nhan/",
        corrections.accept,
        name="accept_correction",
    ),
    path(
        "bao-cao/<code:code>/<year:year>/<month:month>/dinh-chinh/tu-choi/",
        corrections.refuse,
        name="refuse_correction",
    ),
    path(
        "bao-cao/<code:code>/<year:year>/<month:month>/dinh-chinh/rut/",
        corrections.withdraw,
        name="withdraw_correction",
    ),
    path("bao-cao/<code:code>/<year:year>/<month:month>/tra-lai/", reports.send_back, name="return_report"),
    path("bao-cao/<code:code>/<year:year>/<month:month>/duyet/", reports.approve, name="approve_report"),
    path(
        "bao-cao/<code:code>/<year:year>/<month:month>/duyet-chon/",
        reports.approve_chosen,
        name="approve_reports",
    ),
    path(
        "bao-cao/<code:code>/<year:year>/<month:month>/khong-doi/",
        report_standing.unchanged,
        name="report_unchanged",
    ),
    path(
        "bao-cao/<code:code>/<year:year>/<month:month>/tep/",
        report_papers.attach,
        name="attach_report_file",
    ),
    path(
        "bao-cao/<code:code>/<year:year>/<month:month>/tep/<int:file_id>/",
        report_papers.file,
        name="report_file",
    ),
    path(
        "bao-cao/<code:code>/<year:year>/<month:month>/tep/<int:file_id>/go/",
        report_papers.remove,
        name="remove_report_file",
    ),
    path("chuong-trinh/", programmes.programmes, name="programmes"),
    path("chuong-trinh/<code:code>/", programmes.programme, name="programme"),
    path("chuong-trinh/<code:code>/thu-huong/", programmes.count, name="count_beneficiaries"),
    path("tim/", search.find, name="find"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/sap-xep/", resolutions.resolution_list, name="resolutions"),
    path("don-vi/sap-xep/moi/", resolutions.new_resolution, name="new_resolution"),
    path("don-vi/sap-xep/mau.xlsx", resolutions.template, name="resolution_template"),
    path("don-vi/sap-xep/<int:resolution_id>/", resolutions.resolution, name="resolution"),
    path("don-vi/sap-xep/<int:resolution_id>/sua/", resolutions.edit_resolution, name="edit_resolution"),
    path("don-vi/sap-xep/<int:resolution_id>/bang.xlsx", resolutions.workbook, name="resolution_workbook"),
    path("don-vi/sap-xep/<int:resolution_id>/nguoi-nhan/", resolutions.receivers, name="choose_receivers"),
    path("don-vi/sap-xep/<int:resolution_id>/chi-tieu/", resolutions.goals, name="choose_goals"),
    path("don-vi/sap-xep/<int:resolution_id>/ap-dung/", resolutions.apply, name="apply_resolution"),
    path("don-vi/sap-xep/<int:resolution_id>/hoan-tac/", resolutions.undo, name="undo_resolution"),
    path("don-vi/sap-xep/<int:resolution_id>/xac-nhan/", resolutions.confirm, name="confirm_resolution"),
    path("don-vi/sap-xep/<int:resolution_id>/bo/", resolutions.remove, name="remove_resolution"),
    path("don-vi/<code:code>/", units.unit, name="unit"),
    path("lich-su/ke-hoach/<code:code>/<year:year>/", history.plan, name="plan_history"),
    path("lich-su/nhiem-vu/<int:task_id>/", history.task, name="task_history"),
    path("lich-su/bao-cao/<code:code>/<year:year>/<month:month>/", history.report, name="report_history"),
    path("lich-su/bao-cao-ky/<code:code>/<period:period>/", history.periodic, name="periodic_history"),
    path("lich-su/don-vi/<code:code>/", history.unit, name="unit_history"),
    path("lich-su/tai-khoan/<int:person_id>/", history.person, name="person_history"),
    path("nhat-ky/", history.journal, name="journal"),
    path("nhat-ky/xuat/", history.export, name="journal_export"),
    path("ngon-ngu/", account.choose_language, name="language"),
    path("giao-dien/", account.choose_theme, name="theme"),
    path("suc-khoe/", account.health, name="health"),
    path("van-hanh/", operations.operations, name="operations"),
    path("dang-nhap/", allauth_views.login, name="account_login"),
    path("dang-xuat/", allauth_views.logout, name="account_logout"),
    path("doi-mat-khau/", allauth_views.password_change, name="account_change_password"),
    path("nguoi-dung/", people.people, name="people"),
    path("nguoi-dung/moi/", people.invite, name="invite"),
    path("nguoi-dung/nhap/", imports.upload, name="import_people"),
    path("nguoi-dung/nhap/mau.xlsx", imports.template, name="people_template"),
    path("nguoi-dung/nhap/<int:import_id>/", imports.kept, name="people_import"),
    path("nguoi-dung/nhap/<int:import_id>/bo/", imports.drop, name="drop_people_import"),
    path("nguoi-dung/hai-lop/", people.requirements, name="second_factor_rules"),
    path(
        "nguoi-dung/hai-lop/<int:requirement_id>/thoi/", people.end_requirement, name="end_second_factor_rule"
    ),
    path("nguoi-dung/<int:person_id>/", people.person, name="person"),
    path("nguoi-dung/<int:person_id>/sua/", people.change, name="change_person"),
    path("nguoi-dung/<int:person_id>/vai-tro/", people.grant, name="grant_role"),
    path("nguoi-dung/<int:person_id>/vai-tro/<int:grant_id>/ket-thuc/", people.end_role, name="end_role"),
    path("nguoi-dung/<int:person_id>/uy-quyen/", people.delegate, name="delegate"),
    path("nguoi-dung/<int:person_id>/ma/", people.issue_code, name="issue_code"),
    path("nguoi-dung/<int:person_id>/ma/huy/", people.withdraw_code, name="withdraw_code"),
    path("nguoi-dung/<int:person_id>/khoa/", people.deactivate, name="deactivate_person"),
    path("nguoi-dung/<int:person_id>/mo-khoa/", people.reactivate, name="reactivate_person"),
    path("nguoi-dung/<int:person_id>/hai-lop/xoa/", people.reset_second_factor, name="reset_second_factor"),
    path("nguoi-dung/<int:person_id>/ban-giao/", leaving.leave, name="hand_over"),
    path("uy-quyen/<int:delegation_id>/thoi/", people.withdraw_delegation, name="withdraw_delegation"),
    path("tai-khoan/", own.account, name="account"),
    path("tai-khoan/uy-quyen/", own.delegate, name="delegate_own"),
    path("tai-khoan/phien/<int:session_id>/ket-thuc/", own.end_session, name="end_session"),
    path("tai-khoan/phien/ket-thuc/", own.end_all_sessions, name="end_all_sessions"),
    path("tai-khoan/thu-tom-tat/", notices.choose_digest, name="choose_digest"),
    path("nhan-tai-khoan/", own.use_code, name="use_code"),
    path("nhan-tai-khoan/<slug:code>/", own.open_code, name="open_code"),
    path("quen-mat-khau/", allauth_views.password_reset, name="account_reset_password"),
    path("quen-mat-khau/da-gui/", allauth_views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^dat-lai-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "dat-lai-mat-khau/xong/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("xac-nhan-mat-khau/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("hai-lop/", mfa.index, name="mfa_index"),
    path("hai-lop/dang-nhap/", mfa.authenticate, name="mfa_authenticate"),
    path("hai-lop/xac-nhan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("hai-lop/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("hai-lop/tat/", own.deactivate_totp, name="mfa_deactivate_totp"),
    path("hai-lop/ma-du-phong/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("hai-lop/ma-du-phong/moi/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("tai-khoan-da-khoa/", allauth_views.account_inactive, name="account_inactive"),
]
