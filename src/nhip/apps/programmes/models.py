from django.db import models


class Programme(models.Model):
    """A programme or policy that tasks serve. legal_basis: number and date of the act, as cited in documents."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=300)
    legal_basis = models.TextField()
    starts_on = models.DateField()
    ends_before = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
