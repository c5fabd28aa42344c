from django.db import models

from nhip.core.files import LONGEST_NAME


class StoredFile(models.Model):
    """A file as somebody sent it. digest: SHA-256 of its bytes, which names the place where they are kept."""

    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=LONGEST_NAME)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()

    class Meta:
        indexes = (models.Index(fields=("digest",), name="storedfile_digest"),)

    def __str__(self) -> str:
        return self.name
