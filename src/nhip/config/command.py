"""The command ``nhip``."""

import os


def main() -> None:
    """Run ``nhip …``. Commands that need Django set it up themselves, once their arguments are understood."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhip.config.settings")
    from nhip.jobs.command import main as commands

    commands()


if __name__ == "__main__":
    main()
