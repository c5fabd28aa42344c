from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from nhip.core.searching import folded


def fold(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give the tasks that are there the text that search compares."""
    task_model = apps.get_model("tasks", "Task")
    changed = []
    for task in task_model.objects.filter(folded="").only("pk", "title", "deliverable").iterator(2000):
        task.folded = folded(task.title, task.deliverable)
        changed.append(task)
    task_model.objects.bulk_update(changed, ["folded"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0003_folded_for_search")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
