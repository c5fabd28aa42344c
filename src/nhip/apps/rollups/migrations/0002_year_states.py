"""Progress of tasks moves to one row a year, and indicators come: what was stored is dropped and built anew."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def mark_every_year(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """One mark for each year of which something was stored: the worker builds a year without rows as a whole."""
    dirty, rollup = apps.get_model("rollups", "Dirty"), apps.get_model("rollups", "ProgressRollup")
    oldest = dirty.objects.order_by("marked_at").first()
    rows = list(rollup.objects.values_list("year", "unit_id", "refreshed_at"))
    years = {year: (unit, at) for year, unit, at in rows}
    dirty.objects.all().delete()
    rollup.objects.all().delete()
    dirty.objects.bulk_create(
        dirty(unit_id=unit, year=year, month=1, marked_at=at if oldest is None else oldest.marked_at)  # type: ignore[misc]
        for year, (unit, at) in years.items()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_initial"),
        ("org", "0001_initial"),
        ("rollups", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(mark_every_year, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="dirty", name="dirty_month"),
        migrations.RemoveField(model_name="dirty", name="month"),
        migrations.AddField(
            model_name="dirty",
            name="indicator",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="dirty", name="is_from_below", field=models.BooleanField(default=False)
        ),
        migrations.AddIndex(
            model_name="dirty", index=models.Index(fields=["year", "indicator"], name="dirty_year")
        ),
        migrations.DeleteModel(name="ProgressRollup"),
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
                        fields=("unit", "year", "indicator", "category"), name="indicatorrollup_one_per_year"
                    )
                ],
            },
        ),
    ]
