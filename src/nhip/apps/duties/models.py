from django.db import models

from nhip.core.duties import DutyName, WorkName

NAMES = tuple((name.value, name.name) for name in DutyName)
WORKS = tuple((name.value, name.name) for name in WorkName)
LONGEST_SUBJECT = 60


class DutyRun(models.Model):
    """When a daily duty was last done, whatever came of single things in it."""

    duty = models.CharField(max_length=20, choices=NAMES, unique=True)
    done_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.duty} {self.done_at}"


class DutyFailure(models.Model):
    """What a daily duty could not do, or what somebody asked for was not done, until it is.

    subject: ``amendment:12``, ``plan:<unit>:<year>``, empty for all of the duty.

    since: of the first time in a row; sentence, facts: of a rule that was broken, else empty; error: name of the
    exception, never its text, which may hold what people wrote.
    """

    duty = models.CharField(max_length=20, choices=(*NAMES, *WORKS))
    subject = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    error = models.CharField(max_length=80)
    sentence = models.TextField(blank=True)
    facts = models.JSONField(default=dict, blank=True)
    since = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("duty", "subject"), name="dutyfailure_one_of_a_thing"),
        )

    def __str__(self) -> str:
        return f"{self.duty} {self.subject} {self.error}"
