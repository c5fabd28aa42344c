from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from nhip.apps.audit.protection import protect, unprotect


def set_triggers(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    protect(editor.connection)


def take_triggers_away(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    unprotect(editor.connection)


class Migration(migrations.Migration):
    """SQLite remakes the table, and the triggers with it would be gone."""

    dependencies = [("audit", "0003_deny_changes")]

    operations = [
        migrations.RunPython(take_triggers_away, set_triggers),
        migrations.AlterField("auditrecord", "role", models.CharField(max_length=240)),
        migrations.RunPython(set_triggers, take_triggers_away),
    ]
