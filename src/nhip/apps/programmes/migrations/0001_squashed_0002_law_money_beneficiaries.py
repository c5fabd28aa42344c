import django.db.models.deletion
from django.db import migrations, models

from nhip.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [("programmes", "0001_initial"), ("programmes", "0002_law_money_beneficiaries")]

    initial = True

    dependencies = [
        ("org", "0002_resolutions"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Programme",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("code", models.CharField(max_length=20, unique=True)),
                    ("name", models.CharField(max_length=300)),
                    ("legal_basis", models.TextField()),
                    ("starts_on", models.DateField()),
                    ("ends_before", models.DateField(blank=True, null=True)),
                    ("source", models.TextField(blank=True)),
                    ("applies_to", models.TextField(blank=True)),
                ],
            ),
            migrations.CreateModel(
                name="BeneficiaryKind",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="beneficiary_kinds",
                            to="programmes.programme",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("programme", "name"), name="beneficiarykind_once_per_programme"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="BeneficiaryCount",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("count", models.PositiveIntegerField()),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                    (
                        "kind",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="counts",
                            to="programmes.beneficiarykind",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("kind", "unit", "year"), name="beneficiarycount_one_per_year"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Component",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField()),
                    ("name", models.CharField(max_length=300)),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="components",
                            to="programmes.programme",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("programme", "position"), name="component_one_per_position"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Funding",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("central", "CENTRAL"),
                                ("local", "LOCAL"),
                                ("credit", "CREDIT"),
                                ("other", "OTHER"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    ("amount", models.DecimalField(blank=True, decimal_places=2, max_digits=15, null=True)),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="funding",
                            to="programmes.programme",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("programme", "kind"), name="funding_once_per_kind"),
                        models.CheckConstraint(
                            condition=models.Q(("amount", None), ("amount__gte", 0), _connector="OR"),
                            name="funding_is_an_amount",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="LegalAct",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("number", models.CharField(max_length=60)),
                    ("issued_on", models.DateField()),
                    ("issuer", models.CharField(max_length=200)),
                    ("about", models.TextField()),
                    ("starts_on", models.DateField()),
                    ("ends_before", models.DateField(blank=True, null=True)),
                    ("superseded_by", models.CharField(blank=True, max_length=120)),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="acts",
                            to="programmes.programme",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("programme", "number"), name="legalact_once_per_programme"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_before", None),
                                ("ends_before__gt", models.F("starts_on")),
                                _connector="OR",
                            ),
                            name="legalact_ends_after_it_starts",
                        ),
                    ],
                },
            ),
        ),
    ]
