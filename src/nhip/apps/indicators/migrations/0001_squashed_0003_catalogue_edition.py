import uuid

import django.db.models.deletion
from django.db import migrations, models

import nhip.apps.indicators.fields
from nhip.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("indicators", "0001_initial"),
        ("indicators", "0002_reporting_rules"),
        ("indicators", "0003_catalogue_edition"),
    ]

    initial = True

    dependencies = [
        ("org", "0002_resolutions"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Indicator",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("code", models.CharField(max_length=30, unique=True)),
                    ("name", models.TextField()),
                    ("measure", models.CharField(blank=True, max_length=60)),
                    ("position", models.PositiveIntegerField(default=0)),
                    (
                        "over_units",
                        models.CharField(
                            choices=[
                                ("sum", "sum"),
                                ("average", "average"),
                                ("weighted", "weighted"),
                                ("min", "min"),
                                ("max", "max"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "over_time",
                        models.CharField(
                            choices=[
                                ("sum", "sum"),
                                ("last", "last"),
                                ("average", "average"),
                                ("min", "min"),
                                ("max", "max"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "direction",
                        models.CharField(choices=[("higher", "higher"), ("lower", "lower")], max_length=10),
                    ),
                    (
                        "frequency",
                        models.CharField(
                            choices=[
                                ("month", "month"),
                                ("quarter", "quarter"),
                                ("half", "half"),
                                ("year", "year"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("factor", nhip.apps.indicators.fields.ExactDecimalField(default=1)),
                    (
                        "denominator",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="denominator_of",
                            to="indicators.indicator",
                        ),
                    ),
                    (
                        "numerator",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="numerator_of",
                            to="indicators.indicator",
                        ),
                    ),
                    (
                        "weight",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="weighs",
                            to="indicators.indicator",
                        ),
                    ),
                    ("ends_before", models.DateField(null=True)),
                    ("group_name", models.CharField(blank=True, max_length=120)),
                    ("is_partition", models.BooleanField(default=False)),
                    ("is_whole", models.BooleanField(default=False)),
                    ("least", nhip.apps.indicators.fields.ExactDecimalField(null=True)),
                    (
                        "level",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("nation", "nation"),
                                ("province", "province"),
                                ("district", "district"),
                                ("commune", "commune"),
                                ("department", "department"),
                                ("office", "office"),
                                ("organisation", "organisation"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("most", nhip.apps.indicators.fields.ExactDecimalField(null=True)),
                    ("most_times", nhip.apps.indicators.fields.ExactDecimalField(null=True)),
                    ("source", models.TextField(blank=True)),
                    ("starts_on", models.DateField(null=True)),
                    (
                        "within",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="bounds",
                            to="indicators.indicator",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="FigureEdition",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("edition", models.UUIDField(default=uuid.uuid4)),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("year", "unit"), name="figureedition_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Figure",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("category", models.CharField(blank=True, max_length=30)),
                    ("year", models.PositiveSmallIntegerField()),
                    ("month", models.PositiveSmallIntegerField()),
                    ("value", nhip.apps.indicators.fields.ExactDecimalField()),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                    (
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="indicators.indicator",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("unit", "year", "indicator", "category", "month"), name="figure_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Category",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("code", models.CharField(max_length=30)),
                    ("name", models.TextField()),
                    ("position", models.PositiveIntegerField(default=0)),
                    (
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="categories",
                            to="indicators.indicator",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("indicator", "code"), name="category_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Reporter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "indicator",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
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
                    "constraints": [
                        models.UniqueConstraint(fields=("indicator", "unit"), name="reporter_once")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Target",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("period", models.CharField(max_length=11)),
                    ("value", nhip.apps.indicators.fields.ExactDecimalField()),
                    ("baseline", nhip.apps.indicators.fields.ExactDecimalField(null=True)),
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
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("unit", "year", "indicator", "period"), name="target_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CatalogueEdition",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("key", models.UUIDField()),
                ],
            ),
        ),
    ]
