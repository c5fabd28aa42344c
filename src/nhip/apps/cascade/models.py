from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from nhip.core.cascading import LONGEST_MEASURE, Key

KEYS = tuple((key.value, key.name) for key in Key)


class Handing(models.Model):
    """A task of a superior's plan that is handed down. quantity, measure: what of it is shared out, and in what.

    key: by what it was shared out last; indicator: code of the one whose figures were the key. target: code of the one
    whose target is shared out, so that each part is the target of who receives it; period: of which period, empty: of
    the task's year.
    """

    task = models.OneToOneField("tasks.Task", models.PROTECT, related_name="handing")
    quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    measure = models.CharField(max_length=LONGEST_MEASURE, blank=True)
    key = models.CharField(max_length=12, choices=KEYS, default=Key.BY_HAND.value)
    indicator = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=11, blank=True)
    handed_at = models.DateTimeField()
    if TYPE_CHECKING:
        task_id: int

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="handing_quantity_has_a_measure",
                condition=Q(quantity=None, measure="") | (Q(quantity__gt=0) & ~Q(measure="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.quantity} {self.measure}"


class HandedPart(models.Model):
    """The task by which a unit carries out its part. asked: of the quantity; planned: what its own plan takes on.

    unit: to which it was handed; whoever leads the task now has taken over from it. detailed_at: since when its own
    months are entered.
    """

    handing = models.ForeignKey(Handing, models.PROTECT, related_name="parts")
    task = models.OneToOneField("tasks.Task", models.PROTECT, related_name="handed_part")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    asked = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    planned = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    handed_at = models.DateTimeField()
    detailed_at = models.DateTimeField(null=True, blank=True)
    if TYPE_CHECKING:
        handing_id: int
        task_id: int
        unit_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("handing", "unit"), name="handedpart_once_per_unit"),
            models.CheckConstraint(
                name="handedpart_is_above_zero",
                condition=(Q(asked=None) | Q(asked__gt=0)) & (Q(planned=None) | Q(planned__gte=0)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.handing_id} {self.unit_id} {self.asked}"


class HandedOrder(models.Model):
    """What the superior ordered about a part that it had handed down: another quantity, or that it is taken back.

    task: by which the unit carries it out, or did. before, asked: of the quantity. done_at: since when it is so; null:
    it waits for an amendment of the unit's approved plan.
    """

    handing = models.ForeignKey(Handing, models.PROTECT, related_name="orders")
    task = models.ForeignKey("tasks.Task", models.SET_NULL, null=True, related_name="handed_orders")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    is_taken_back = models.BooleanField()
    before = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    asked = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    reason = models.TextField()
    ordered_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    if TYPE_CHECKING:
        handing_id: int
        task_id: int | None
        unit_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("task",), condition=Q(done_at=None), name="handedorder_one_waits_per_task"
            ),
        )

    def __str__(self) -> str:
        return f"{self.handing_id} {self.unit_id} {self.asked}"
