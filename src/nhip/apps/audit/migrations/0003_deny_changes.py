from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from nhip.apps.audit.protection import protect, unprotect


def set_triggers(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    protect(editor.connection)


def take_triggers_away(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    unprotect(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_seals")]

    operations = [migrations.RunPython(set_triggers, take_triggers_away)]
