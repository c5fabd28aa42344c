from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AuditRecord(models.Model):
    """One act on one business object. Written once, in the act's own transaction; never changed.

    person: identity of the account, null for the system operator (no foreign key: accounts stand above the
    audit, and a record outlives the account). before, after: the facts that the act changed.
    """

    sequence = models.BigAutoField(primary_key=True)
    person = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
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
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.act} {self.object_type} {self.object_id}"
