"""How gunicorn runs under ``nhip serve``; it reads these names. The address comes from the supervisor."""

from pathlib import Path

wsgi_app = "nhip.config.wsgi:application"
# One process of several threads: sign-in attempts are counted in its memory, and it fits a small server.
# Whoever needs more runs several machines on PostgreSQL.
worker_class = "gthread"
workers = 1
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
