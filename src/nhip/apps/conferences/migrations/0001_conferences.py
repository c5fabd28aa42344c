import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nhip.tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("files", "0001_initial"),
        ("org", "0004_receivers"),
        ("tasks", "0007_former_terms"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Directive",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("start", models.PositiveIntegerField()),
                    ("end", models.PositiveIntegerField()),
                    ("sentence", models.TextField()),
                    ("read", models.JSONField(blank=True, null=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("pending", "PENDING"),
                                ("accepted", "ACCEPTED"),
                                ("dropped", "DROPPED"),
                                ("replaced", "REPLACED"),
                            ],
                            default="pending",
                            max_length=10,
                        ),
                    ),
                    ("task", models.TextField()),
                    ("deliverable", models.CharField(blank=True, max_length=300)),
                    ("deadline", models.DateField(blank=True, null=True)),
                    ("recurrence", models.CharField(blank=True, max_length=100)),
                    ("asked", models.JSONField(blank=True, default=list)),
                    ("folded", models.TextField(blank=True)),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "decided_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "made_of",
                        models.ManyToManyField(blank=True, related_name="became", to="conferences.directive"),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="directives",
                            to="conferences.source",
                        ),
                    ),
                ],
                options={
                    "indexes": [models.Index(fields=["state", "deadline"], name="directive_state_deadline")],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("source", "number"), name="directive_numbered_within_the_source"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("end__gt", models.F("start"))),
                            name="directive_ends_after_it_starts",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DirectiveTask",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "directive",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="tasks",
                            to="conferences.directive",
                        ),
                    ),
                    (
                        "task",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="directive_link",
                            to="tasks.task",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Source",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "genre",
                        models.CharField(
                            choices=[
                                ("conclusions", "CONCLUSIONS"),
                                ("directive", "DIRECTIVE"),
                                ("letter", "LETTER"),
                                ("telegram", "TELEGRAM"),
                                ("plan", "PLAN"),
                                ("minutes", "MINUTES"),
                                ("speech", "SPEECH"),
                                ("news", "NEWS"),
                                ("other", "OTHER"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("number", models.CharField(blank=True, max_length=60)),
                    ("title", models.CharField(max_length=300)),
                    ("dated", models.DateField()),
                    ("issuer", models.CharField(blank=True, max_length=200)),
                    ("text", models.TextField()),
                    ("digest", models.CharField(max_length=64)),
                    ("reader", models.CharField(max_length=20)),
                    ("folded", models.TextField(blank=True)),
                    ("registered_at", models.DateTimeField()),
                    ("version", models.PositiveIntegerField(default=0)),
                    (
                        "file",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="files.storedfile",
                        ),
                    ),
                    (
                        "registered_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                ],
                options={
                    "indexes": [models.Index(fields=["unit", "dated"], name="source_unit_dated")],
                    "constraints": [
                        models.UniqueConstraint(fields=("unit", "digest"), name="source_text_kept_once"),
                        models.UniqueConstraint(
                            condition=models.Q(("number", ""), _negated=True),
                            fields=("unit", "number", "dated"),
                            name="source_number_kept_once",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DirectiveUnit",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("lead", "LEAD"),
                                ("addressed", "ADDRESSED"),
                                ("coordinating", "COORDINATING"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("place", models.PositiveSmallIntegerField()),
                    (
                        "directive",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="units",
                            to="conferences.directive",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                ],
                options={
                    "indexes": [models.Index(fields=["unit", "role"], name="directiveunit_unit_role")],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("directive", "role", "place"), name="directiveunit_one_in_a_place"
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("role", "lead")),
                            fields=("directive",),
                            name="directiveunit_one_lead",
                        ),
                    ],
                },
            ),
        ),
    ]
