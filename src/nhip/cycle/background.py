"""The round that keeps daily duties going: it queues the next one before it does anything; there is never a second."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from nhip import clock
from nhip.cycle import daily

EVERY = timedelta(minutes=30)


@task()
def daily_round() -> int:
    """Queue the next round, then do what is due. Returns how much was done."""
    rounds = DBTaskResult.objects.filter(task_path=daily_round.module_path)
    rounds.filter(status=TaskResultStatus.SUCCESSFUL).delete()
    if not rounds.filter(status=TaskResultStatus.READY).exists():
        daily_round.using(run_after=timezone.now() + EVERY).enqueue()
    return daily.do_duties(now=clock.now())


def keep_rounds_going() -> None:
    """Queue a round now unless one is to come soon: the first start, a round lost, or put off by a clock gone wrong."""
    waiting = DBTaskResult.objects.filter(task_path=daily_round.module_path, status=TaskResultStatus.READY)
    waiting.filter(run_after__gt=timezone.now() + 2 * EVERY, run_after__lt=get_date_max()).delete()
    if not waiting.exists():
        daily_round.enqueue()
