from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from nhip import clock
from nhip.apps.rollups import refreshing


@task()
def refresh_rollups() -> int:
    """Bring the stored roll-ups up to what is known. Returns how many were refreshed."""
    return refreshing.drain(now=clock.now())


def forget_queued() -> None:
    """Drop refreshes still waiting in the queue, after a rebuild has made them needless."""
    DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=refresh_rollups.module_path).delete()
