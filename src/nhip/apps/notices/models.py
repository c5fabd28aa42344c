from typing import TYPE_CHECKING

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from nhip.core.notices import Kind

KINDS = tuple((kind.value, kind.name) for kind in Kind)


class Notice(models.Model):
    """What a person was told about one thing, once: what happens to it later takes the place of what was said.

    subject: which thing, ``report:12``; facts: what its line is made of, in the reader's language, when it is read.
    read_at: when it was read, or when somebody settled what it asked for. digested_on: the day's letter that named it.
    Newer lines have greater identities: their order never hangs on a clock.
    """

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=24, choices=KINDS)
    subject = models.CharField(max_length=60)
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    digested_on = models.DateField(null=True, blank=True)
    if TYPE_CHECKING:
        person_id: int

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "subject"), name="notice_one_about_one_thing"),
        )
        indexes = (
            models.Index(fields=("person", "id"), condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=("subject",), condition=Q(read_at=None), name="notice_unread_subject"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.subject}"


class DigestLetter(models.Model):
    """A day's letter to a person: written before it is handed to the mail server, so that none goes out twice."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    day = models.DateField()
    lines = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()
    if TYPE_CHECKING:
        person_id: int

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "day"), name="digestletter_one_a_day"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"


class DigestChoice(models.Model):
    """Whether a person wants the day's letter, and in which language. Without a choice: yes, in Vietnamese."""

    person = models.OneToOneField("accounts.Person", models.CASCADE, related_name="+")
    is_wanted = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="vi")
    if TYPE_CHECKING:
        person_id: int

    def __str__(self) -> str:
        return f"{self.person_id} {self.is_wanted} {self.language}"
