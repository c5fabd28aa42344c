import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nhip.tables import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("tasks", "0001_initial"),
        ("tasks", "0002_the_life_of_a_task"),
        ("tasks", "0003_folded_for_search"),
        ("tasks", "0004_fold_what_is_there"),
        ("tasks", "0005_on_whose_behalf"),
        ("tasks", "0006_carried_from"),
        ("tasks", "0007_former_terms"),
        ("tasks", "0008_reminders"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("files", "0001_initial"),
        ("org", "0004_receivers"),
        ("plans", "0001_initial"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Task",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("year", models.PositiveSmallIntegerField()),
                    ("title", models.CharField(max_length=300)),
                    ("deliverable", models.CharField(blank=True, max_length=300)),
                    ("starts_on", models.DateField()),
                    ("deadline", models.DateField(blank=True, null=True)),
                    ("weight", models.PositiveSmallIntegerField()),
                    ("budget", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                    ("completed_on", models.DateField(blank=True, null=True)),
                    (
                        "plan",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="tasks",
                            to="plans.plan",
                        ),
                    ),
                    (
                        "programme",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="programmes.programme",
                        ),
                    ),
                    (
                        "assigned_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="org.unit",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("ordinary", "ORDINARY"), ("advisory", "ADVISORY")],
                            default="ordinary",
                            max_length=12,
                        ),
                    ),
                    ("folded", models.TextField(blank=True, default="")),
                    (
                        "carried_from",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="carried_to",
                            to="tasks.task",
                        ),
                    ),
                ],
                options={
                    "indexes": [models.Index(fields=["year", "deadline"], name="task_year_deadline")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("weight__gte", 1)), name="task_has_weight"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("deadline", None), ("deadline__gte", models.F("starts_on")), _connector="OR"
                            ),
                            name="task_deadline_not_before_start",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("plan", None), models.Q(("deadline", None), _negated=True), _connector="OR"
                            ),
                            name="task_in_a_plan_has_a_deadline",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProgressReading",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("month", models.PositiveSmallIntegerField()),
                    ("progress", models.DecimalField(decimal_places=2, max_digits=5)),
                    ("on", models.DateField()),
                    (
                        "unit",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
                    (
                        "task",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="readings",
                            to="tasks.task",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("task", "month", "unit"), name="progressreading_one_per_month"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("month__range", (1, 12)), ("progress__gte", 0), ("progress__lte", 100)
                            ),
                            name="progressreading_is_a_percentage_of_a_month",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Milestone",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("month", models.PositiveSmallIntegerField()),
                    ("planned", models.DecimalField(decimal_places=2, max_digits=5)),
                    (
                        "task",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="milestones",
                            to="tasks.task",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("task", "month"), name="milestone_one_per_month"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("month__range", (1, 12)), ("planned__gte", 0), ("planned__lte", 100)
                            ),
                            name="milestone_is_a_percentage_of_a_month",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Assignment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "part",
                        models.CharField(
                            choices=[("lead", "LEAD"), ("coordinating", "COORDINATING")], max_length=12
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
                    (
                        "task",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="assignments",
                            to="tasks.task",
                        ),
                    ),
                    ("due_on", models.DateField(blank=True, null=True)),
                    ("progress", models.PositiveSmallIntegerField(blank=True, null=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("not_assigned", "NOT_ASSIGNED"),
                                ("pending", "PENDING"),
                                ("received", "RECEIVED"),
                                ("sent_back", "SENT_BACK"),
                                ("submitted", "SUBMITTED"),
                                ("confirmed", "CONFIRMED"),
                            ],
                            default="received",
                            max_length=12,
                        ),
                    ),
                    ("submitted_by", models.BigIntegerField(blank=True, null=True)),
                    ("submitted_on", models.DateField(blank=True, null=True)),
                    ("work", models.TextField(blank=True)),
                    ("submitted_for", models.BigIntegerField(blank=True, null=True)),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["unit", "part", "starts_on"], name="assignment_unit_part"),
                        models.Index(
                            condition=models.Q(("ends_before", None)),
                            fields=["unit", "state"],
                            name="assignment_unit_open",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_before", None),
                                ("ends_before__gt", models.F("starts_on")),
                                _connector="OR",
                            ),
                            name="assignment_ends_after_it_starts",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ends_before", None), ("part", "lead")),
                            fields=("task",),
                            name="assignment_one_lead",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ends_before", None)),
                            fields=("task", "unit"),
                            name="assignment_one_part_per_unit",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ChecklistItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("text", models.CharField(max_length=300)),
                    ("done_on", models.DateField(blank=True, null=True)),
                    (
                        "done_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "task",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="checklist",
                            to="tasks.task",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Comment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("text", models.TextField()),
                    ("at", models.DateTimeField()),
                    ("mentioned", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "task",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="comments",
                            to="tasks.task",
                        ),
                    ),
                    (
                        "unit",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="org.unit",
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Extension",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("before", models.DateField()),
                    ("due_on", models.DateField()),
                    ("reason", models.TextField()),
                    ("asked_at", models.DateTimeField()),
                    ("granted", models.BooleanField(blank=True, null=True)),
                    ("answer", models.TextField(blank=True)),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                        "assignment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="extensions",
                            to="tasks.assignment",
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
                        "asked_for",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("granted", None)),
                            fields=("assignment",),
                            name="extension_one_open_per_part",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("due_on__gt", models.F("before"))), name="extension_is_later"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Halt",
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
                            choices=[("paused", "PAUSED"), ("cancelled", "CANCELLED")], max_length=10
                        ),
                    ),
                    ("starts_on", models.DateField()),
                    ("ends_before", models.DateField(blank=True, null=True)),
                    ("reason", models.TextField()),
                    (
                        "task",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="halts", to="tasks.task"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ends_before", None)), fields=("task",), name="halt_one_open"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_before", None),
                                ("ends_before__gt", models.F("starts_on")),
                                _connector="OR",
                            ),
                            name="halt_ends_after_it_starts",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PartEvent",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "step",
                        models.CharField(
                            choices=[
                                ("receive", "RECEIVE"),
                                ("send_back", "SEND_BACK"),
                                ("assign_again", "ASSIGN_AGAIN"),
                                ("report", "REPORT"),
                                ("submit", "SUBMIT"),
                                ("confirm", "CONFIRM"),
                                ("return", "RETURN"),
                                ("reopen", "REOPEN"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    ("text", models.TextField(blank=True)),
                    ("progress", models.PositiveSmallIntegerField(blank=True, null=True)),
                    (
                        "assignment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="events",
                            to="tasks.assignment",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="TaskFile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("at", models.DateTimeField()),
                    (
                        "assignment",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="evidence",
                            to="tasks.assignment",
                        ),
                    ),
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
                        "stored",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="files.storedfile",
                        ),
                    ),
                    (
                        "task",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="files", to="tasks.task"
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="FormerTerms",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("ends_before", models.DateField()),
                    ("is_planned", models.BooleanField()),
                    ("weight", models.PositiveSmallIntegerField()),
                    ("milestones", models.JSONField()),
                    (
                        "task",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="former_terms",
                            to="tasks.task",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(fields=("task", "ends_before"), name="formerterms_once_a_day")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Reminder",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "step",
                        models.CharField(
                            choices=[("first", "FIRST"), ("second", "SECOND"), ("criticism", "CRITICISM")],
                            max_length=12,
                        ),
                    ),
                    ("on", models.DateField()),
                    ("deadline", models.DateField()),
                    ("days_late", models.PositiveSmallIntegerField()),
                    (
                        "given_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                        ),
                    ),
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
                        "task",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="reminders",
                            to="tasks.task",
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
                            fields=("task", "step", "deadline", "unit"), name="reminder_once_about_a_deadline"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReminderRule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "step",
                        models.CharField(
                            choices=[("first", "FIRST"), ("second", "SECOND"), ("criticism", "CRITICISM")],
                            max_length=12,
                        ),
                    ),
                    ("working_days", models.PositiveSmallIntegerField()),
                    ("starts_on", models.DateField(blank=True, null=True)),
                    ("ends_before", models.DateField(blank=True, null=True)),
                    ("source", models.TextField(blank=True)),
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
                    "ordering": ("pk",),
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("working_days__gte", 1)), name="reminderrule_has_days"
                        )
                    ],
                },
            ),
        ),
    ]
