from nhip import clock
from nhip.apps.rollups import refreshing
from nhip.apps.rollups.models import Dirty


def refresh_what_is_dirty() -> None:
    """Bring the stored roll-ups up to what was known when it began. One statement where they are."""
    if Dirty.objects.exists():
        refreshing.pass_up(now=clock.now())
