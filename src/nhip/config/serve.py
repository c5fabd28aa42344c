"""``nhip serve``: the web server and, in the embedded setting, the background worker, kept running.

This process imports no Django: it lives as long as the server and only watches.
"""

import errno
import logging
import os
import socket
import subprocess
import sys

from nhip.config import environment
from nhip.config.refusals import BadSetting, Refusal, leave
from nhip.config.supervisor import Child, supervise

PORTS = range(65536)
THREADS = range(1, 65)
PROCESSES = range(1, 33)
MOST_UNASKED = 4


def serve(host: str = "127.0.0.1", port: int = 8000, threads: int = 6, processes: int | None = None) -> None:
    """Serve until SIGTERM, SIGINT or SIGHUP; print the address on stdout once requests are taken.

    port: 0 for any free one. threads: requests that one process answers at the same time.
    processes: of the web server; None: one for each core, at most MOST_UNASKED.
    Ends the process: 2 for a wrong setting or argument, 1 when the port is taken, the database is not ready
    or static files are missing, each with a sentence on stderr.
    """
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO)
    try:
        settings = environment.read()
        count = _processes(processes)
        _check_arguments(port, threads, count)
        # Ours, not gunicorn's: while the web server starts again, requests wait here and are not refused.
        listener = listen(host, port)
    except Refusal as refusal:
        leave(refusal)
    with listener:
        ready = subprocess.run([sys.executable, "-m", "nhip.config.preflight"], check=False)
        if ready.returncode != 0:
            raise SystemExit(ready.returncode if ready.returncode > 0 else 1)
        children = [_web(listener, threads, count)]
        if settings.worker == "embedded":
            children.append(Child("worker", [sys.executable, "-m", "nhip.config.worker"]))
        sys.stdout.write(f"Nhịp: {address(listener)}\n")
        sys.stdout.flush()
        supervise(children)


def listen(host: str, port: int) -> socket.socket:
    """Take the port. Raises Refusal when it cannot be had."""
    try:
        family, kind, protocol, _, target = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _cannot_listen(host, port, error) from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(target)
        listener.listen(512)
    except OSError as error:
        listener.close()
        raise _cannot_listen(host, port, error) from None
    return listener


def address(listener: socket.socket) -> str:
    """Return what to type into a browser on this machine."""
    host, port = listener.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def check_port(host: str, port: int) -> None:
    """End the process with status 1 and a sentence when the port cannot be had: asked before long work."""
    try:
        _check_arguments(port, THREADS[0], PROCESSES[0])
        listen(host, port).close()
    except Refusal as refusal:
        leave(refusal)


def _processes(asked: int | None) -> int:
    return max(1, min(MOST_UNASKED, len(os.sched_getaffinity(0)))) if asked is None else asked


def _check_arguments(port: int, threads: int, processes: int) -> None:
    if port not in PORTS:
        raise BadSetting(f"Cổng {port}: phải từ 0 đến 65535.", f"Port {port}: must be from 0 to 65535.")
    if threads not in THREADS:
        raise BadSetting(
            f"Số luồng {threads}: phải từ 1 đến {THREADS[-1]}.",
            f"Threads {threads}: must be from 1 to {THREADS[-1]}.",
        )
    if processes not in PROCESSES:
        raise BadSetting(
            f"Số tiến trình {processes}: phải từ 1 đến {PROCESSES[-1]}.",
            f"Processes {processes}: must be from 1 to {PROCESSES[-1]}.",
        )


def _cannot_listen(host: str, port: int, error: OSError) -> Refusal:
    if error.errno == errno.EADDRINUSE:
        return Refusal(
            f"Cổng {port} trên {host} đang có chương trình khác dùng. Hãy chọn cổng khác bằng --port.",
            f"Port {port} on {host} is taken by another program. Choose another one by --port.",
        )
    if error.errno == errno.EACCES:
        return Refusal(
            f"Không có quyền mở cổng {port}. Hãy chọn cổng từ 1024 trở lên bằng --port.",
            f"Not allowed to open port {port}. Choose one from 1024 up by --port.",
        )
    reason = error.strerror or str(error)
    return Refusal(
        f"Không mở được {host}, cổng {port}: {reason}.", f"Cannot listen on {host}, port {port}: {reason}."
    )


def _web(listener: socket.socket, threads: int, processes: int) -> Child:
    listener_fd = listener.fileno()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:nhip.config.gunicorn"]
    command += ["--bind", f"fd://{listener_fd}", "--threads", str(threads)]
    command += ["--workers", str(processes)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhip.config.settings")
    return Child("web", command, pass_fds=(listener_fd,))
