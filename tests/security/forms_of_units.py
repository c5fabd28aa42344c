"""Forms about reorganisations, with what has to be there before they are sent."""

from decimal import Decimal

from django.urls import reverse

from nhip.apps.org.models import Resolution
from nhip.core.resolutions import Kind, Line
from nhip.core.units import Level
from nhip.cycle import resolutions
from nhip.cycle.resolutions import ResolutionDraft
from tests import indicators, world
from tests.security.sending import Data, Sent, to

# --- Reorganisations ----------------------------------------------------------------------------------------

LINES = (
    Line(Kind.BEGIN, "A8", "A", "Xã Ánh Bình", Level.COMMUNE, reports=True),
    Line(Kind.MERGE, "A1", "A8"),
    Line(Kind.MERGE, "A9", "A8"),
)


def resolution_form() -> Data:
    typed: Data = {
        "under": "P",
        "effective_on": "20/05/2020",
        "legal_basis": "Nghị quyết 12",
        "note": "",
        "moves_people": "1",
        "version": "0",
        "rows": "1",
    }
    names = ("target", "name", "level", "share", "basis", "assumed", "reports")
    return typed | {"kind-1": "dissolve", "code-1": "B1"} | {f"{name}-1": "" for name in names}


def prepared() -> int:
    draft = ResolutionDraft("P", world.TODAY, "Nghị quyết 12", "", LINES)
    return resolutions.save_resolution(
        actor=world.person("admin.p"), resolution_id=None, draft=draft, now=world.NOW
    )


def applied() -> int:
    made = prepared()
    resolutions.apply_resolution(actor=world.person("admin.p"), resolution_id=made, now=world.NOW)
    return made


def new_resolution() -> Sent:
    return Sent("admin.p", reverse("new_resolution"), resolution_form())


def edit_resolution() -> Sent:
    made = prepared()
    version = Resolution.objects.get(pk=made).version
    data = resolution_form() | {"version": str(version)}
    return Sent("admin.p", reverse("edit_resolution", args=[made]), data)


def apply_resolution() -> Sent:
    return to("admin.p", "apply_resolution", prepared())


def remove_resolution() -> Sent:
    return to("admin.p", "remove_resolution", prepared())


def _divided() -> int:
    """A commune that is to be divided."""
    lines = (
        Line(Kind.BEGIN, "B8", "B", "Xã Đông Hạ", Level.COMMUNE, reports=True),
        Line(Kind.DIVIDE, "B1", "B8", share=Decimal("0.4")),
        Line(Kind.STAY, "B1", share=Decimal("0.6")),
    )
    draft = ResolutionDraft("P", world.TODAY, "Nghị quyết 12", "", lines)
    return resolutions.save_resolution(
        actor=world.person("admin.p"), resolution_id=None, draft=draft, now=world.NOW
    )


def choose_goals() -> Sent:
    indicators.define()
    indicators.aim(("B1", "built", "2020", 10))
    made = _divided()
    version = str(Resolution.objects.get(pk=made).version)
    data = {"goal|B1|built|2020|B8": "3", "goal|B1|built|2020|B1": "7", "version": version}
    return to("admin.p", "choose_goals", made, **data)


def choose_receivers() -> Sent:
    """The smaller part gets a task."""
    made = _divided()
    version = str(Resolution.objects.get(pk=made).version)
    data = {f"nhan-{world.task('B1').pk}": "B8", "version": version}
    return to("admin.p", "choose_receivers", made, **data)


def undo_resolution() -> Sent:
    return to("admin.p", "undo_resolution", applied())


def confirm_resolution() -> Sent:
    return to("admin.p", "confirm_resolution", applied())
