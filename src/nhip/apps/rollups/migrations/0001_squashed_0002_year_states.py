import django.db.models.deletion
from django.db import migrations, models

from nhip.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [("rollups", "0001_initial"), ("rollups", "0002_year_states")]

    initial = True

    dependencies = [
        ("indicators", "0001_initial"),
        ("org", "0001_initial"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Dirty",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("marked_at", models.DateTimeField()),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                    (
                        "indicator",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="indicators.indicator",
                        ),
                    ),
                    ("is_from_below", models.BooleanField(default=False)),
                ],
                options={
                    "indexes": [models.Index(fields=["year", "indicator"], name="dirty_year")],
                },
            ),
            migrations.CreateModel(
                name="ReportedMark",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("month", models.PositiveSmallIntegerField()),
                    ("approved", models.BooleanField(default=False)),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("unit", "year", "month"), name="reportedmark_one_per_month"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProgressRollup",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("states", models.TextField()),
                    ("refreshed_at", models.DateTimeField()),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("unit", "year"), name="progressrollup_one_per_year")
                    ],
                },
            ),
            migrations.CreateModel(
                name="IndicatorRollup",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("category", models.CharField(blank=True, max_length=30)),
                    ("year", models.PositiveSmallIntegerField()),
                    ("states", models.TextField()),
                    ("targets", models.TextField(blank=True)),
                    ("refreshed_at", models.DateTimeField()),
                    (
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="indicators.indicator",
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
                    "indexes": [models.Index(fields=["indicator", "year"], name="indicatorrollup_of_a_year")],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("unit", "year", "indicator", "category"),
                            name="indicatorrollup_one_per_year",
                        )
                    ],
                },
            ),
        ),
    ]
