import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nhip.tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("plans", "0004_rules_off"),
        ("tasks", "0007_former_terms"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Amendment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "DRAFT"),
                                ("submitted", "SUBMITTED"),
                                ("returned", "RETURNED"),
                                ("approved", "APPROVED"),
                                ("in_force", "IN_FORCE"),
                                ("withdrawn", "WITHDRAWN"),
                            ],
                            default="draft",
                            max_length=10,
                        ),
                    ),
                    ("reason", models.TextField()),
                    ("basis", models.CharField(max_length=500)),
                    ("asked_from", models.DateField()),
                    ("in_force_from", models.DateField(blank=True, null=True)),
                    ("opened_at", models.DateTimeField()),
                    ("submitted_at", models.DateTimeField(blank=True, null=True)),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                    ("answer", models.TextField(blank=True)),
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
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="amendments",
                            to="plans.plan",
                        ),
                    ),
                    (
                        "submitted_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "submitted_for",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("plan", "number"), name="amendment_numbered_within_the_plan"
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state__in", ["approved", "draft", "returned", "submitted"])),
                            fields=("plan",),
                            name="amendment_one_open",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AmendmentLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("wanted", models.JSONField(blank=True, null=True)),
                    ("before", models.JSONField(blank=True, null=True)),
                    (
                        "amendment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="lines",
                            to="amendments.amendment",
                        ),
                    ),
                    (
                        "task",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="tasks.task",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("amendment", "task"), name="amendmentline_once_per_task"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("task__isnull", False), ("wanted__isnull", False), _connector="OR"
                            ),
                            name="amendmentline_says_something",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PlanVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField()),
                    ("starts_on", models.DateField(blank=True, null=True)),
                    ("ends_before", models.DateField()),
                    ("tasks", models.JSONField()),
                    (
                        "ended_by",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="version_before",
                            to="amendments.amendment",
                        ),
                    ),
                    (
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="versions",
                            to="plans.plan",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("plan", "number"), name="planversion_numbered_within_the_plan"
                        )
                    ],
                },
            ),
        ),
    ]
