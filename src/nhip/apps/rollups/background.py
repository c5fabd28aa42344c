from django_tasks import task

from nhip import clock
from nhip.apps.rollups import refreshing


@task()
def refresh_rollups() -> int:
    """Bring the stored roll-ups up to what is known. Returns how many were refreshed."""
    return refreshing.drain(now=clock.now())
