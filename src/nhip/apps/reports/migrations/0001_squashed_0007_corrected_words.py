import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nhip.apps.indicators.fields
from nhip.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("reports", "0001_initial"),
        ("reports", "0002_on_whose_behalf"),
        ("reports", "0003_figures"),
        ("reports", "0004_receipts"),
        ("reports", "0005_corrections"),
        ("reports", "0006_sections_and_files"),
        ("reports", "0007_corrected_words"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("files", "0001_initial"),
        ("indicators", "0002_reporting_rules"),
        ("org", "0002_resolutions"),
        ("tasks", "0005_on_whose_behalf"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Report",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("month", models.PositiveSmallIntegerField()),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "DRAFT"),
                                ("filed", "FILED"),
                                ("returned", "RETURNED"),
                                ("part_returned", "PART_RETURNED"),
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
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
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
                ],
                options={
                    "indexes": [models.Index(fields=["year", "month", "state"], name="report_month_state")],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("unit", "year", "month"), name="report_one_per_unit_and_month"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("month__range", (1, 12))), name="report_month_is_a_month"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("progress", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                    ("done", models.TextField(blank=True)),
                    ("difficulties", models.TextField(blank=True)),
                    ("next_steps", models.TextField(blank=True)),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="lines",
                            to="reports.report",
                        ),
                    ),
                    (
                        "task",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tasks.task"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("report", "task"), name="reportline_one_per_task"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("progress", None),
                                models.Q(("progress__gte", 0), ("progress__lte", 100)),
                                _connector="OR",
                            ),
                            name="reportline_progress_is_a_percentage",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportFigure",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("category", models.CharField(blank=True, max_length=30)),
                    ("value", nhip.apps.indicators.fields.ExactDecimalField()),
                    ("is_confirmed", models.BooleanField(default=False)),
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
                            related_name="figures",
                            to="reports.report",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("report", "indicator", "category"), name="reportfigure_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Receipt",
                fields=[
                    ("key", models.UUIDField(primary_key=True, serialize=False)),
                    ("digest", models.CharField(max_length=64)),
                    ("version", models.PositiveIntegerField(null=True)),
                    ("received_at", models.DateTimeField(db_index=True)),
                ],
            ),
            migrations.CreateModel(
                name="Correction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("asked", "ASKED"),
                                ("accepted", "ACCEPTED"),
                                ("refused", "REFUSED"),
                                ("withdrawn", "WITHDRAWN"),
                            ],
                            default="asked",
                            max_length=10,
                        ),
                    ),
                    ("reason", models.TextField()),
                    ("asked_at", models.DateTimeField()),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                    ("answer", models.TextField(blank=True)),
                    (
                        "asked_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "asked_for",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
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
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrections",
                            to="reports.report",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state", "asked")),
                            fields=("report",),
                            name="correction_one_waits",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CorrectedFigure",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("category", models.CharField(blank=True, max_length=30)),
                    ("before", nhip.apps.indicators.fields.ExactDecimalField(null=True)),
                    ("after", nhip.apps.indicators.fields.ExactDecimalField(null=True)),
                    (
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="indicators.indicator",
                        ),
                    ),
                    (
                        "correction",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="figures",
                            to="reports.correction",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("correction", "indicator", "category"), name="correctedfigure_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReturnedCell",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("field", models.CharField(max_length=100)),
                    ("reason", models.CharField(max_length=2000)),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="returned_cells",
                            to="reports.report",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("report", "field"), name="returnedcell_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="OutlineSection",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("code", models.CharField(max_length=30)),
                    ("title", models.CharField(max_length=200)),
                    ("spans", models.CharField(max_length=20)),
                    ("required", models.CharField(blank=True, max_length=20)),
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
                    ("hint", models.TextField(blank=True)),
                    ("source", models.TextField(blank=True)),
                    ("position", models.PositiveSmallIntegerField(default=0)),
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
                    "ordering": ("position", "pk"),
                },
            ),
            migrations.CreateModel(
                name="ReportFile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    (
                        "person",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="files",
                            to="reports.report",
                        ),
                    ),
                    (
                        "stored",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="files.storedfile",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="ReportSection",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("code", models.CharField(max_length=30)),
                    ("text", models.TextField()),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="sections",
                            to="reports.report",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("report", "code"), name="reportsection_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="CorrectedProgress",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("before", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                    ("after", models.DecimalField(decimal_places=2, max_digits=5)),
                    (
                        "correction",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="progress",
                            to="reports.correction",
                        ),
                    ),
                    (
                        "task",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tasks.task"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("correction", "task"), name="correctedprogress_once"),
                        models.CheckConstraint(
                            condition=models.Q(("after__gte", 0), ("after__lte", 100)),
                            name="correctedprogress_is_a_percentage",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CorrectedText",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("field", models.CharField(max_length=100)),
                    ("before", models.TextField(blank=True)),
                    ("after", models.TextField(blank=True)),
                    (
                        "correction",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="texts",
                            to="reports.correction",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("correction", "field"), name="correctedtext_once")
                    ],
                },
            ),
        ),
    ]
