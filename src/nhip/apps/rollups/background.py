from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from nhip import clock
from nhip.apps.rollups import refreshing
from nhip.apps.rollups.models import Dirty


@task()
def refresh_rollups() -> int:
    """Bring the stored roll-ups up to what is known. Returns how many were refreshed."""
    return refreshing.drain(now=clock.now())


def take_up_what_is_dirty() -> None:
    """Queue a refresh when something is dirty: the task that was to do it may have been given up or lost."""
    if Dirty.objects.exists():
        refresh_rollups.enqueue()


def forget_queued() -> None:
    """Drop refreshes still waiting in the queue, after a rebuild has made them needless."""
    DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=refresh_rollups.module_path).delete()
