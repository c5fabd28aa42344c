"""Indicators that are there already get an edition, so that processes keep them."""

from uuid import uuid4

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("indicators", "CatalogueEdition").objects.update_or_create(pk=1, defaults={"key": uuid4()})


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_catalogue_edition")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
