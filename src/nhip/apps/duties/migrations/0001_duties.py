from django.db import migrations, models

from nhip.tables import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="DutyRun",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "duty",
                        models.CharField(
                            choices=[
                                ("questions", "QUESTIONS"),
                                ("amendments", "AMENDMENTS"),
                                ("receipts", "RECEIPTS"),
                                ("digests", "DIGESTS"),
                            ],
                            max_length=20,
                            unique=True,
                        ),
                    ),
                    ("done_at", models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name="DutyFailure",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "duty",
                        models.CharField(
                            choices=[
                                ("questions", "QUESTIONS"),
                                ("amendments", "AMENDMENTS"),
                                ("receipts", "RECEIPTS"),
                                ("digests", "DIGESTS"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("subject", models.CharField(blank=True, max_length=60)),
                    ("error", models.CharField(max_length=80)),
                    ("sentence", models.TextField(blank=True)),
                    ("facts", models.JSONField(blank=True, default=dict)),
                    ("since", models.DateTimeField()),
                    ("last_at", models.DateTimeField()),
                    ("times", models.PositiveIntegerField(default=1)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("duty", "subject"), name="dutyfailure_one_of_a_thing")
                    ],
                },
            ),
        ),
    ]
