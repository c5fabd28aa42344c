import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nhip.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("notices", "0001_initial"),
        ("notices", "0002_question_passed"),
        ("notices", "0003_corrections"),
        ("notices", "0004_periodic_reports"),
        ("notices", "0005_amendments"),
        ("notices", "0006_reminders"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="DigestChoice",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("is_wanted", models.BooleanField(default=True)),
                    ("language", models.CharField(default="vi", max_length=2)),
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
                name="DigestLetter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("day", models.DateField()),
                    ("lines", models.PositiveSmallIntegerField()),
                    ("written_at", models.DateTimeField()),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("person", "day"), name="digestletter_one_a_day")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Notice",
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
                                ("report_filed", "REPORT_FILED"),
                                ("report_returned", "REPORT_RETURNED"),
                                ("report_approved", "REPORT_APPROVED"),
                                ("periodic_filed", "PERIODIC_FILED"),
                                ("periodic_returned", "PERIODIC_RETURNED"),
                                ("periodic_approved", "PERIODIC_APPROVED"),
                                ("correction_asked", "CORRECTION_ASKED"),
                                ("correction_accepted", "CORRECTION_ACCEPTED"),
                                ("correction_refused", "CORRECTION_REFUSED"),
                                ("correction_withdrawn", "CORRECTION_WITHDRAWN"),
                                ("plan_submitted", "PLAN_SUBMITTED"),
                                ("plan_returned", "PLAN_RETURNED"),
                                ("plan_approved", "PLAN_APPROVED"),
                                ("plan_hands_out", "PLAN_HANDS_OUT"),
                                ("amendment_submitted", "AMENDMENT_SUBMITTED"),
                                ("amendment_returned", "AMENDMENT_RETURNED"),
                                ("amendment_approved", "AMENDMENT_APPROVED"),
                                ("part_assigned", "PART_ASSIGNED"),
                                ("part_changed", "PART_CHANGED"),
                                ("part_withdrawn", "PART_WITHDRAWN"),
                                ("part_sent_back", "PART_SENT_BACK"),
                                ("part_submitted", "PART_SUBMITTED"),
                                ("part_confirmed", "PART_CONFIRMED"),
                                ("part_returned", "PART_RETURNED"),
                                ("part_reopened", "PART_REOPENED"),
                                ("extension_asked", "EXTENSION_ASKED"),
                                ("extension_granted", "EXTENSION_GRANTED"),
                                ("extension_refused", "EXTENSION_REFUSED"),
                                ("task_paused", "TASK_PAUSED"),
                                ("task_cancelled", "TASK_CANCELLED"),
                                ("task_resumed", "TASK_RESUMED"),
                                ("task_reminded", "TASK_REMINDED"),
                                ("task_reminded_again", "TASK_REMINDED_AGAIN"),
                                ("task_criticised", "TASK_CRITICISED"),
                                ("mentioned", "MENTIONED"),
                                ("question_passed", "QUESTION_PASSED"),
                                ("role_granted", "ROLE_GRANTED"),
                                ("role_ended", "ROLE_ENDED"),
                                ("delegation_given", "DELEGATION_GIVEN"),
                                ("delegation_withdrawn", "DELEGATION_WITHDRAWN"),
                                ("units_reorganised", "UNITS_REORGANISED"),
                            ],
                            max_length=24,
                        ),
                    ),
                    ("subject", models.CharField(max_length=60)),
                    ("facts", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ("at", models.DateTimeField()),
                    ("read_at", models.DateTimeField(blank=True, null=True)),
                    ("digested_on", models.DateField(blank=True, null=True)),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="notices",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("read_at", None)),
                            fields=["person", "id"],
                            name="notice_unread",
                        ),
                        models.Index(
                            condition=models.Q(("read_at", None)),
                            fields=["subject"],
                            name="notice_unread_subject",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("person", "subject"), name="notice_one_about_one_thing"
                        )
                    ],
                },
            ),
        ),
    ]
