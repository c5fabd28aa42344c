from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AuditRecord(models.Model):
    """One act on one business object. Written once, in the act's own transaction; never changed.

    person: identity of the account, null for the system operator (no foreign key: accounts stand above the
    audit, and a record outlives the account). role: by delegation «leader for …». before, after: the facts that the
    act changed. Triggers deny changing it (protection.py); a migration that remakes the table must set them anew.
    """

    sequence = models.BigAutoField(primary_key=True)
    person = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=200)
    role = models.CharField(max_length=240)
    act = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    unit = models.BigIntegerField(null=True)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    request_id = models.CharField(max_length=64, blank=True)
    business_day = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (
            models.Index(fields=("object_type", "object_id"), name="audit_object"),
            models.Index(fields=("person", "business_day"), name="audit_person_day"),
            models.Index(fields=("unit", "business_day"), name="audit_unit_day"),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.act} {self.object_type} {self.object_id}"


class AuditChain(models.Model):
    """The one chain of this database. identity: random, so that another database is never taken for this one."""

    identity = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.identity


class AuditSeal(models.Model):
    """The seal of one record (core.audit.Seal). sequence: the record's; no foreign key, a seal outlives its record."""

    sequence = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}: {self.sequence} {self.digest}"
