"""How gunicorn runs under ``nhip serve``; it reads these names. The address comes from the supervisor."""

import gc
import sys
from pathlib import Path

wsgi_app = "nhip.config.wsgi:application"
# A process for each core, of several threads each; ``nhip serve`` says how many. Loaded once and then divided, they
# share most of their memory.
worker_class = "gthread"
preload_app = True
graceful_timeout = 20
# A reader on a slow line keeps the connection between two clicks; a thread is only held while it answers.
keepalive = 15
loglevel = "warning"
# Addresses of pages name units and people: the access log is the proxy's business.
accesslog = None
# This one would be a file in somebody's home directory; the supervisor is the only one who controls.
control_socket_disable = True
# The heartbeat must never wait for a busy disk.
if Path("/dev/shm").is_dir():  # noqa: S108 - gunicorn makes an unlinked file of its own there
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def pre_fork(_server: object, _worker: object) -> None:
    """What is loaded stays: no process looks through it again and again for garbage, nor copies its pages by that."""
    gc.collect()
    gc.freeze()


def post_fork(_server: object, _worker: object) -> None:
    """A request makes some ten thousand objects that die with it; looking for circles at every 700 costs a tenth."""
    gc.set_threshold(20_000, 20, 20)
    # Whoever has the turn to write lets the interpreter go at each statement, and must not wait 5 ms to get it back.
    sys.setswitchinterval(0.001)
    from nhip.config.prepared_statements import prepare_statements  # it needs the application loaded

    prepare_statements()
