"""Every field of ours that holds text: fed with the payloads, refused by a rule, or why it can hold none."""

from collections.abc import Callable

from django.apps import apps
from django.db import models

from nhip.apps.org import ground
from nhip.apps.org.facts import NewUnit
from nhip.apps.org.services import add_unit
from nhip.apps.programmes.services import load_programmes
from nhip.core.access import OPERATOR
from nhip.core.indicators import check_code
from nhip.core.people import check_email, check_login
from nhip.core.plan_checks import check_off
from nhip.core.units import Level
from tests import world

FED = {
    "accounts.Delegation.basis",
    "accounts.PeopleImport.file_name",
    "accounts.Person.office",
    "amendments.Amendment.answer",
    "amendments.Amendment.basis",
    "amendments.Amendment.reason",
    "amendments.AmendmentLine.wanted",
    "amendments.PlanVersion.tasks",
    "conferences.Directive.asked",
    "conferences.Directive.deliverable",
    "conferences.Directive.read",
    "conferences.Directive.recurrence",
    "conferences.Directive.sentence",
    "conferences.Directive.task",
    "conferences.Source.issuer",
    "conferences.Source.number",
    "conferences.Source.text",
    "conferences.Source.title",
    "audit.AuditRecord.after",
    "audit.AuditRecord.before",
    "audit.AuditRecord.person_name",
    "audit.AuditRecord.role",
    "cascade.HandedOrder.reason",
    "cascade.Handing.measure",
    "files.StoredFile.name",
    "indicators.Category.name",
    "indicators.Indicator.measure",
    "indicators.Indicator.group_name",
    "indicators.Indicator.name",
    "indicators.Indicator.source",
    "notices.Notice.facts",
    "org.LightThreshold.source",
    "org.Reorganisation.legal_basis",
    "org.Reorganisation.note",
    "org.ReorganisationPart.basis",
    "org.ReportingCalendar.legal_basis",
    "org.Resolution.legal_basis",
    "org.Resolution.lines",
    "org.Resolution.note",
    "org.UnitName.name",
    "periodic.PeriodicReport.reason",
    "periodic.PeriodicSection.text",
    "periodic.ReportTerm.source",
    "plans.Plan.reason",
    "plans.RuleOff.reason",
    "plans.PlanUpload.file_name",
    "programmes.BeneficiaryKind.name",
    "programmes.Component.name",
    "programmes.Funding.note",
    "programmes.LegalAct.about",
    "programmes.LegalAct.issuer",
    "programmes.LegalAct.number",
    "programmes.LegalAct.superseded_by",
    "programmes.Programme.applies_to",
    "programmes.Programme.legal_basis",
    "programmes.Programme.name",
    "reports.CorrectedText.after",
    "reports.CorrectedText.before",
    "reports.Correction.answer",
    "reports.Correction.reason",
    "reports.OutlineSection.hint",
    "reports.OutlineSection.source",
    "reports.OutlineSection.title",
    "reports.Report.reason",
    "reports.ReportLine.difficulties",
    "reports.ReturnedCell.reason",
    "reports.ReportLine.done",
    "reports.ReportLine.next_steps",
    "reports.ReportSection.text",
    "tasks.Assignment.work",
    "tasks.ChecklistItem.text",
    "tasks.Comment.text",
    "tasks.Extension.answer",
    "tasks.Extension.reason",
    "tasks.Halt.reason",
    "tasks.PartEvent.text",
    "tasks.ReminderRule.source",
    "tasks.Task.deliverable",
    "tasks.Task.title",
}
"""By poisoned.py, which goes through the services."""


def _unit_with_code(text: str) -> None:
    new = NewUnit(Level.COMMUNE, "Xã", text, "A", world.START)
    add_unit(actor=OPERATOR, new=new, now=world.NOW)


def _programme_with_code(text: str) -> None:
    one: dict[str, object] = {
        "code": text,
        "name": "Chương trình",
        "applies_to": "",
        "starts_on": "2019-01-01",
        "ends_before": None,
        "acts": [],
        "components": [],
        "funding": [],
        "beneficiaries": [],
    }
    load_programmes(actor=OPERATOR, told={"programmes": [one]}, now=world.NOW)


REFUSED: dict[str, Callable[[str], object]] = {
    "accounts.Person.username": check_login,
    "accounts.Person.email": check_email,
    "accounts.OneTimeCode.email": check_email,
    "indicators.Category.code": check_code,
    "indicators.Indicator.code": check_code,
    "org.UnitCode.code": _unit_with_code,
    "org.Resolution.receivers": lambda text: ground.current().history.on(world.TODAY).find(text),
    "plans.RuleOff.code": lambda text: check_off(text, "vì"),
    "programmes.Programme.code": _programme_with_code,
    "reports.OutlineSection.code": check_code,
}
"""Whatever is tried raises RuleBroken."""

EXCEPTED = {
    "duties.DutyFailure.error": "the name of an exception",
    "duties.DutyFailure.sentence": "a sentence of the program",
    "duties.DutyFailure.facts": "what a refusal names; escaped where it is shown like every refusal",
    "duties.DutyFailure.subject": "a word of the program and a number",
    "org.Reorganisation.goals": "identities of units, codes that were checked, amounts",
    "org.Resolution.goals": "codes that were checked against a divided target, amounts",
    "accounts.OneTimeCode.digest": "a digest",
    "accounts.PeopleImport.content": "a workbook's bytes; its cells are payloads too",
    "plans.PlanUpload.content": "a workbook's bytes; its cells are payloads too",
    "accounts.Person.password": "a digest",
    "accounts.Person.session_key": "random",
    "accounts.SharedCount.cache_key": "a digest, never shown",
    "accounts.SharedCount.value": "moments, never shown",
    "audit.AuditChain.identity": "random",
    "amendments.AmendmentLine.before": "a copy of a task, never shown",
    "tasks.FormerTerms.milestones": "months and percentages",
    "audit.AuditRecord.act": "a word of the program",
    "audit.AuditRecord.object_id": "a number",
    "audit.AuditRecord.object_type": "a name of the program",
    "audit.AuditRecord.request_id": "random",
    "audit.AuditSeal.digest": "a digest",
    "conferences.Directive.folded": "made of task and sentence, never shown",
    "conferences.Source.digest": "a digest",
    "conferences.Source.folded": "made of number, title and issuer, never shown",
    "conferences.Source.reader": "digits of a digest",
    "files.StoredFile.digest": "a digest",
    "files.StoredFile.media_type": "one of core.files.KINDS",
    "cascade.Handing.indicator": "code of an indicator, or empty",
    "cascade.Handing.target": "code of an indicator, or empty",
    "cascade.Handing.period": "a period as core.year_periods writes it, or empty",
    "indicators.Figure.category": "code of a category",
    "indicators.Target.period": "a period as core.year_periods writes it",
    "notices.DigestChoice.language": "one of the languages there are",
    "notices.Notice.subject": "a name of the program and a number",
    "org.Resolution.undo": "rows as they were, never shown",
    "org.UnitName.sort_key": "digits made of the name, never shown",
    "periodic.PeriodicReport.period": "a period as core.periodic writes it",
    "periodic.PeriodicSection.code": "code of a section of the outline",
    "periodic.PeriodicTotal.category": "code of a category",
    "programmes.Programme.source": "nothing writes it",
    "reports.CorrectedFigure.category": "code of a category",
    "reports.CorrectedText.field": "name of a cell",
    "reports.Receipt.digest": "a digest",
    "reports.OutlineSection.required": "numbers",
    "reports.OutlineSection.spans": "numbers",
    "reports.ReportFigure.category": "code of a category",
    "reports.ReturnedCell.field": "the name of a cell that the report has",
    "reports.ReportSection.code": "code of a section of the outline",
    "rollups.IndicatorRollup.category": "code of a category",
    "rollups.IndicatorRollup.states": "numbers",
    "rollups.IndicatorRollup.targets": "numbers",
    "rollups.ProgressRollup.states": "numbers",
    "tasks.Task.folded": "made of title and deliverable, never shown",
}
"""Why no text that a person typed can stand there and be shown."""

TEXTUAL = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def text_fields() -> dict[str, models.Field[object, object]]:
    """``app.Model.field`` -> the field, for all of ours that are no closed choice."""
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models()
        if model.__module__.startswith("nhip.")
        for field in model._meta.get_fields()
        if isinstance(field, TEXTUAL) and not field.choices
    }
