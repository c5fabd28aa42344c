import uuid
from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

from nhip.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("org", "0001_initial"),
        ("org", "0002_resolutions"),
        ("org", "0003_due_on_working_days"),
        ("org", "0004_receivers"),
    ]

    initial = True

    dependencies = []

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Edition",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("key", models.UUIDField(default=uuid.uuid4)),
                ],
            ),
            migrations.CreateModel(
                name="Reorganisation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("effective_on", models.DateField()),
                    ("legal_basis", models.TextField()),
                    ("note", models.TextField(blank=True)),
                    ("dissolved", models.ManyToManyField(related_name="+", to="org.unit")),
                ],
            ),
            migrations.CreateModel(
                name="Unit",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "level",
                        models.CharField(
                            choices=[
                                ("nation", "NATION"),
                                ("province", "PROVINCE"),
                                ("district", "DISTRICT"),
                                ("commune", "COMMUNE"),
                                ("department", "DEPARTMENT"),
                                ("office", "OFFICE"),
                                ("organisation", "ORGANISATION"),
                            ],
                            max_length=12,
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="LightThreshold",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("starts_on", models.DateField()),
                    ("ends_before", models.DateField(blank=True, null=True)),
                    ("amber_from", models.DecimalField(decimal_places=2, max_digits=5)),
                    ("red_from", models.DecimalField(decimal_places=2, max_digits=5)),
                    ("quorum", models.DecimalField(decimal_places=3, max_digits=4)),
                    ("source", models.TextField(blank=True)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_before", None),
                                ("ends_before__gt", models.F("starts_on")),
                                _connector="OR",
                            ),
                            name="lightthreshold_ends_after_it_starts",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("amber_from__lt", models.F("red_from"))),
                            name="lightthreshold_amber_before_red",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportingCalendar",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("starts_on", models.DateField()),
                    ("ends_before", models.DateField(blank=True, null=True)),
                    ("cut_off_day", models.PositiveSmallIntegerField()),
                    ("due_day", models.PositiveSmallIntegerField()),
                    ("plan_due_month", models.PositiveSmallIntegerField()),
                    ("plan_due_day", models.PositiveSmallIntegerField()),
                    ("legal_basis", models.TextField(blank=True)),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="%(class)ss",
                            to="org.unit",
                        ),
                    ),
                    ("on_working_days", models.BooleanField(default=False)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_before", None),
                                ("ends_before__gt", models.F("starts_on")),
                                _connector="OR",
                            ),
                            name="reportingcalendar_ends_after_it_starts",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ends_before", None)),
                            fields=("unit",),
                            name="reportingcalendar_one_open_per_unit",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("cut_off_day__range", (1, 31)),
                                ("due_day__range", (1, 31)),
                                ("plan_due_day__range", (1, 31)),
                                ("plan_due_month__range", (1, 12)),
                            ),
                            name="reportingcalendar_days_are_of_a_month",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReorganisationPart",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("share", models.DecimalField(decimal_places=12, default=Decimal(1), max_digits=13)),
                    ("basis", models.TextField(blank=True)),
                    ("assumed", models.BooleanField(default=False)),
                    ("order", models.PositiveSmallIntegerField(default=0)),
                    (
                        "reorganisation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="parts",
                            to="org.reorganisation",
                        ),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                    (
                        "target",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("share__gt", 0), ("share__lte", 1)),
                            name="reorganisationpart_share_is_a_part",
                        ),
                        models.UniqueConstraint(
                            fields=("reorganisation", "source", "target"),
                            name="reorganisationpart_once_per_pair",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Placement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("starts_on", models.DateField()),
                    ("ends_before", models.DateField(blank=True, null=True)),
                    (
                        "parent",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="org.unit",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="%(class)ss",
                            to="org.unit",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_before", None),
                                ("ends_before__gt", models.F("starts_on")),
                                _connector="OR",
                            ),
                            name="placement_ends_after_it_starts",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ends_before", None)),
                            fields=("unit",),
                            name="placement_one_open_per_unit",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DutyToReport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("starts_on", models.DateField()),
                    ("ends_before", models.DateField(blank=True, null=True)),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="%(class)ss",
                            to="org.unit",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_before", None),
                                ("ends_before__gt", models.F("starts_on")),
                                _connector="OR",
                            ),
                            name="dutytoreport_ends_after_it_starts",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ends_before", None)),
                            fields=("unit",),
                            name="dutytoreport_one_open_per_unit",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="UnitCode",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("starts_on", models.DateField()),
                    ("ends_before", models.DateField(blank=True, null=True)),
                    ("code", models.CharField(max_length=20)),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="%(class)ss",
                            to="org.unit",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_before", None),
                                ("ends_before__gt", models.F("starts_on")),
                                _connector="OR",
                            ),
                            name="unitcode_ends_after_it_starts",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ends_before", None)),
                            fields=("unit",),
                            name="unitcode_one_open_per_unit",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ends_before", None)),
                            fields=("code",),
                            name="unitcode_one_open_bearer",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="UnitName",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("starts_on", models.DateField()),
                    ("ends_before", models.DateField(blank=True, null=True)),
                    ("name", models.CharField(max_length=200)),
                    ("sort_key", models.CharField(max_length=900)),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="%(class)ss",
                            to="org.unit",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_before", None),
                                ("ends_before__gt", models.F("starts_on")),
                                _connector="OR",
                            ),
                            name="unitname_ends_after_it_starts",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ends_before", None)),
                            fields=("unit",),
                            name="unitname_one_open_per_unit",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Resolution",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("effective_on", models.DateField()),
                    ("legal_basis", models.TextField()),
                    ("note", models.TextField(blank=True)),
                    ("lines", models.JSONField(default=list)),
                    ("moves_people", models.BooleanField(default=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("prepared", "PREPARED"),
                                ("applied", "APPLIED"),
                                ("confirmed", "CONFIRMED"),
                                ("undone", "UNDONE"),
                            ],
                            default="prepared",
                            max_length=10,
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=0)),
                    ("undo", models.JSONField(blank=True, null=True)),
                    ("applied_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "event",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="resolutions",
                            to="org.reorganisation",
                        ),
                    ),
                    (
                        "under",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                    ("receivers", models.JSONField(blank=True, default=dict)),
                ],
            ),
        ),
    ]
