"""Progress of long commands."""

import sys
import time

import click

from nhip.jobs.language import gettext_of as _

WIDTH = 24


class Bar:
    """Progress on stderr: a moving bar for a terminal, a line per step elsewhere."""

    def __init__(self) -> None:
        self.step = ""
        self.began = time.monotonic()

    def show(self, step: str, done: int, total: int) -> None:
        percent = done * 100 // total
        if sys.stderr.isatty():
            filled = WIDTH * done // total
            click.echo(
                f"\r{'█' * filled}{'░' * (WIDTH - filled)} {percent:3} % {step:<34}", err=True, nl=False
            )
        elif step != self.step:
            click.echo(f"{percent:3} % {step}", err=True)
        self.step = step

    def end(self) -> None:
        if self.step:
            took = time.monotonic() - self.began
            click.echo(
                ("\n" if sys.stderr.isatty() else "") + _("Đã nạp trong {took:.0f} giây.").format(took=took),
                err=True,
            )
