"""The command ``nhip``: the groups of ``nhip.jobs``, and what runs the system itself."""

import os

import click

from nhip.jobs.arguments import Whole
from nhip.jobs.command import main as run_commands
from nhip.jobs.language import gettext_of as _


def main() -> None:
    """Run ``nhip …``. Commands that need Django set it up themselves, once their arguments are understood."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhip.config.settings")
    run_commands({"serve": serve, "worker": worker, "django": django})


@click.command(help=_("Chạy máy chủ web và, khi NHIP_WORKER=embedded, tiến trình nền. Ctrl-C để dừng."))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("địa chỉ mạng của máy này"))
@click.option("--port", type=Whole(), default=8000, show_default=True, help=_("cổng; 0: cổng trống bất kỳ"))
@click.option(
    "--threads",
    type=Whole(),
    default=6,
    show_default=True,
    help=_("số yêu cầu mà một tiến trình trả lời cùng lúc"),
)
@click.option("--processes", type=Whole(), help=_("số tiến trình web; mặc định theo số lõi, nhiều nhất 4"))
def serve(host: str, port: int, threads: int, processes: int | None) -> None:
    from nhip.config import serve as serving

    serving.serve(host, port, threads, processes)


@click.command(help=_("Chạy riêng tiến trình nền (NHIP_WORKER=separate)."))
def worker() -> None:
    from nhip.config.worker import run_worker

    run_worker()


@click.command(
    help=_("Lệnh quản trị của Django, ví dụ: nhip django migrate."),
    add_help_option=False,
    context_settings={"ignore_unknown_options": True},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def django(arguments: tuple[str, ...]) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["nhip django", *arguments])


if __name__ == "__main__":
    main()
