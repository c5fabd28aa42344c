import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nhip.apps.indicators.fields
from nhip.tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("indicators", "0002_reporting_rules"),
        ("org", "0003_due_on_working_days"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="PeriodicReport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("period", models.CharField(max_length=8)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "DRAFT"),
                                ("filed", "FILED"),
                                ("returned", "RETURNED"),
                                ("approved", "APPROVED"),
                            ],
                            default="draft",
                            max_length=20,
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=0)),
                    ("filed_at", models.DateTimeField(blank=True, null=True)),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                    ("reason", models.TextField(blank=True)),
                    ("expected", models.PositiveIntegerField(default=0)),
                    ("approved", models.PositiveIntegerField(default=0)),
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
                        "filed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "filed_for",
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
                    "indexes": [
                        models.Index(fields=["year", "period", "state"], name="periodicreport_state")
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("unit", "period"), name="periodicreport_one_per_unit_and_period"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PeriodicSection",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("code", models.CharField(max_length=30)),
                    ("text", models.TextField(blank=True)),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="sections",
                            to="periodic.periodicreport",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("report", "code"), name="periodicsection_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="PeriodicTotal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("category", models.CharField(blank=True, max_length=30)),
                    ("value", nhip.apps.indicators.fields.ExactDecimalField()),
                    ("reported", models.PositiveIntegerField(default=0)),
                    ("expected", models.PositiveIntegerField(default=0)),
                    (
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="indicators.indicator",
                        ),
                    ),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="totals",
                            to="periodic.periodicreport",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("report", "indicator", "category"), name="periodictotal_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportTerm",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "regime",
                        models.CharField(
                            choices=[
                                ("week", "WEEK"),
                                ("month", "MONTH"),
                                ("quarter", "QUARTER"),
                                ("half", "HALF"),
                                ("nine_months", "NINE_MONTHS"),
                                ("year", "YEAR"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("due_day", models.PositiveSmallIntegerField()),
                    ("months_later", models.PositiveSmallIntegerField(default=0)),
                    ("due_time", models.TimeField(blank=True, null=True)),
                    (
                        "level",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("nation", "NATION"),
                                ("province", "PROVINCE"),
                                ("district", "DISTRICT"),
                                ("commune", "COMMUNE"),
                                ("department", "DEPARTMENT"),
                                ("office", "OFFICE"),
                                ("organisation", "ORGANISATION"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("starts_on", models.DateField(blank=True, null=True)),
                    ("ends_before", models.DateField(blank=True, null=True)),
                    ("source", models.TextField(blank=True)),
                    (
                        "unit",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="org.unit",
                        ),
                    ),
                ],
                options={
                    "ordering": ("pk",),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("due_day__range", (1, 31)), ("months_later__range", (0, 3))),
                            name="reportterm_day_is_of_a_month",
                        )
                    ],
                },
            ),
        ),
    ]
