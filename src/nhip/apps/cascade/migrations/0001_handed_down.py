import django.db.models.deletion
from django.db import migrations, models

from nhip.tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("org", "0003_due_on_working_days"),
        ("tasks", "0005_on_whose_behalf"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Handing",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("quantity", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                    ("measure", models.CharField(blank=True, max_length=40)),
                    (
                        "key",
                        models.CharField(
                            choices=[
                                ("equally", "EQUALLY"),
                                ("by_figure", "BY_FIGURE"),
                                ("by_hand", "BY_HAND"),
                            ],
                            default="by_hand",
                            max_length=12,
                        ),
                    ),
                    ("indicator", models.CharField(blank=True, max_length=40)),
                    ("handed_at", models.DateTimeField()),
                    (
                        "task",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="handing",
                            to="tasks.task",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("measure", ""), ("quantity", None)),
                                models.Q(("quantity__gt", 0), models.Q(("measure", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="handing_quantity_has_a_measure",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="HandedPart",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("asked", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                    ("planned", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                    ("handed_at", models.DateTimeField()),
                    ("detailed_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "task",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="handed_part",
                            to="tasks.task",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                    (
                        "handing",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="parts",
                            to="cascade.handing",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("handing", "unit"), name="handedpart_once_per_unit"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("asked", None), ("asked__gt", 0), _connector="OR"),
                                models.Q(("planned", None), ("planned__gte", 0), _connector="OR"),
                            ),
                            name="handedpart_is_above_zero",
                        ),
                    ],
                },
            ),
        ),
    ]
