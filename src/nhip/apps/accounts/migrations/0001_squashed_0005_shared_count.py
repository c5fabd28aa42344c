import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nhip.apps.accounts.models
from nhip.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_further_roles"),
        ("accounts", "0003_people_and_codes"),
        ("accounts", "0004_succeeded_by"),
        ("accounts", "0005_shared_count"),
    ]

    initial = True

    dependencies = [
        ("org", "0001_initial"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Person",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("password", models.CharField(max_length=128, verbose_name="password")),
                    ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                    ("username", models.CharField(max_length=60, unique=True)),
                    ("office", models.CharField(max_length=200)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    ("is_active", models.BooleanField(default=True)),
                    ("date_joined", models.DateTimeField(auto_now_add=True)),
                    ("closes_on", models.DateField(blank=True, null=True)),
                    ("email_proven", models.BooleanField(default=False)),
                    (
                        "session_key",
                        models.CharField(default=nhip.apps.accounts.models.new_session_key, max_length=22),
                    ),
                    (
                        "succeeded_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="RoleGrant",
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
                                ("officer", "OFFICER"),
                                ("leader", "LEADER"),
                                ("administrator", "ADMINISTRATOR"),
                                ("auditor", "AUDITOR"),
                                ("inspector", "INSPECTOR"),
                                ("emulation_council", "EMULATION_COUNCIL"),
                                ("press_officer", "PRESS_OFFICER"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("starts_on", models.DateField()),
                    ("ends_before", models.DateField(blank=True, null=True)),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="grants",
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
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_before", None),
                                ("ends_before__gt", models.F("starts_on")),
                                _connector="OR",
                            ),
                            name="rolegrant_ends_after_it_starts",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ends_before", None)),
                            fields=("person", "unit", "role"),
                            name="rolegrant_one_open",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PeopleImport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("file_name", models.CharField(max_length=200)),
                    ("content", models.BinaryField()),
                    ("uploaded_at", models.DateTimeField()),
                    (
                        "person",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Delegation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("starts_on", models.DateField()),
                    ("ends_before", models.DateField()),
                    ("basis", models.CharField(max_length=200)),
                    ("withdrawn_on", models.DateField(blank=True, null=True)),
                    (
                        "delegate",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="delegations",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "grant",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="delegations",
                            to="accounts.rolegrant",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("ends_before__gt", models.F("starts_on"))),
                            name="delegation_ends_after_it_starts",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="OneTimeCode",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "purpose",
                        models.CharField(
                            choices=[("invitation", "INVITATION"), ("password", "PASSWORD")], max_length=12
                        ),
                    ),
                    ("digest", models.CharField(max_length=64, unique=True)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    ("issued_at", models.DateTimeField()),
                    ("expires_at", models.DateTimeField()),
                    ("used_at", models.DateTimeField(blank=True, null=True)),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="codes",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("expires_at__gt", models.F("issued_at"))),
                            name="onetimecode_expires_after_it_is_issued",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("used_at", None), ("withdrawn_at", None)),
                            fields=("person",),
                            name="onetimecode_one_open",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SecondFactorRequirement",
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
                                ("officer", "OFFICER"),
                                ("leader", "LEADER"),
                                ("administrator", "ADMINISTRATOR"),
                                ("auditor", "AUDITOR"),
                                ("inspector", "INSPECTOR"),
                                ("emulation_council", "EMULATION_COUNCIL"),
                                ("press_officer", "PRESS_OFFICER"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("starts_on", models.DateField()),
                    ("ends_before", models.DateField(blank=True, null=True)),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_before", None),
                                ("ends_before__gt", models.F("starts_on")),
                                _connector="OR",
                            ),
                            name="secondfactorrequirement_ends_after_it_starts",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ends_before", None)),
                            fields=("unit", "role"),
                            name="secondfactorrequirement_one_open",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SharedCount",
                fields=[
                    ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                    ("value", models.TextField()),
                    ("expires", models.DateTimeField(db_index=True)),
                ],
            ),
        ),
    ]
