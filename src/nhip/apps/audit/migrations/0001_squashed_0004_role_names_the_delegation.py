import django.core.serializers.json
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from nhip.apps.audit.protection import protect, unprotect
from nhip.tables import CreateModels


def set_triggers(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    protect(editor.connection)


def take_triggers_away(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    unprotect(editor.connection)


class Migration(migrations.Migration):
    replaces = [
        ("audit", "0001_initial"),
        ("audit", "0002_seals"),
        ("audit", "0003_deny_changes"),
        ("audit", "0004_role_names_the_delegation"),
    ]

    initial = True

    dependencies = []

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="AuditRecord",
                fields=[
                    ("sequence", models.BigAutoField(primary_key=True, serialize=False)),
                    ("person", models.BigIntegerField(null=True)),
                    ("person_name", models.CharField(max_length=200)),
                    ("role", models.CharField(max_length=240)),
                    ("act", models.CharField(max_length=60)),
                    ("object_type", models.CharField(max_length=60)),
                    ("object_id", models.CharField(max_length=60)),
                    ("unit", models.BigIntegerField(null=True)),
                    (
                        "before",
                        models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True),
                    ),
                    (
                        "after",
                        models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True),
                    ),
                    ("request_id", models.CharField(blank=True, max_length=64)),
                    ("business_day", models.DateField()),
                    ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["object_type", "object_id"], name="audit_object"),
                        models.Index(fields=["person", "business_day"], name="audit_person_day"),
                        models.Index(fields=["unit", "business_day"], name="audit_unit_day"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AuditChain",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("identity", models.CharField(max_length=32)),
                ],
            ),
            migrations.CreateModel(
                name="AuditSeal",
                fields=[
                    ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                    ("number", models.BigIntegerField(unique=True)),
                    ("digest", models.CharField(max_length=64)),
                ],
            ),
        ),
        migrations.RunPython(set_triggers, take_triggers_away),
    ]
