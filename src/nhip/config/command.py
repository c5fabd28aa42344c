"""The command ``nhip``, with the commands that run the system itself."""

import os

import click


def main() -> None:
    """Run ``nhip …``. Commands that need Django set it up themselves, once their arguments are understood."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhip.config.settings")
    from nhip.jobs.command import main as commands

    commands({"serve": _serve(), "worker": _worker(), "django": _django()})


def _serve() -> click.Command:
    from nhip.jobs.arguments import Whole
    from nhip.jobs.language import gettext_of as _

    @click.command(help=_("Chạy máy chủ web và tiến trình nền cho đến khi bị dừng."))
    @click.option("--host", default="127.0.0.1", show_default=True, help=_("địa chỉ lắng nghe"))
    @click.option("--port", default=8000, show_default=True, type=Whole(), help=_("cổng"))
    @click.option(
        "--threads", default=6, show_default=True, type=Whole(), help=_("số yêu cầu xử lý cùng lúc")
    )
    def serve(*, host: str, port: int, threads: int) -> None:
        from nhip.config.serve import serve as run

        run(host, port, threads)

    return serve


def _worker() -> click.Command:
    from nhip.jobs.language import gettext_of as _

    @click.command(help=_("Chạy riêng tiến trình nền (khi NHIP_WORKER=separate)."))
    def worker() -> None:
        from nhip.config.worker import run_worker

        run_worker()

    return worker


def _django() -> click.Command:
    from nhip.jobs.language import gettext_of as _

    @click.command(
        help=_("Lệnh quản trị của Django: migrate, check, shell …"),
        context_settings={"ignore_unknown_options": True, "help_option_names": []},
    )
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def django(*, arguments: tuple[str, ...]) -> None:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["nhip django", *arguments])

    return django


if __name__ == "__main__":
    main()
