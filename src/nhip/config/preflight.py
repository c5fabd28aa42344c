"""What must be true before the server or the worker starts. ``python -m nhip.config.preflight`` asks.

A process of its own for the server: its supervisor stays without Django.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from nhip.config.refusals import Refusal, leave


def check_database() -> None:
    """Raise Refusal unless the database can be opened safely and every migration is applied."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        raise Refusal(
            f"Chưa có cơ sở dữ liệu {connection.settings_dict['NAME']}. Hãy chạy: nhip django migrate",
            f"There is no database {connection.settings_dict['NAME']} yet. Run: nhip django migrate",
        )
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        reason = str(error).strip().partition("\n")[0]
        raise Refusal(
            f"Không mở được cơ sở dữ liệu: {reason}. Hãy kiểm tra NHIP_DATABASE_URL.",
            f"Cannot open the database: {reason}. Check NHIP_DATABASE_URL.",
        ) from None
    if pending:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in pending[:3])
        more = "…" if len(pending) > 3 else ""
        raise Refusal(
            f"Cơ sở dữ liệu chưa cập nhật ({names}{more}). Hãy sao lưu rồi chạy: nhip django migrate",
            f"The database is not up to date ({names}{more}). Make a backup, then run: nhip django migrate",
        )


def check_static_files() -> None:
    """Raise Refusal unless static files have been collected."""
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        raise Refusal(
            f"Chưa có tệp tĩnh trong {settings.STATIC_ROOT}. Hãy chạy: nhip django collectstatic --noinput",
            f"No static files in {settings.STATIC_ROOT} yet. Run: nhip django collectstatic --noinput",
        )


def main() -> None:
    """Check all that the web server needs; end with status 1 and a sentence where something is missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhip.config.settings")
    try:
        django.setup()
        check_database()
        check_static_files()
    except Refusal as refusal:
        leave(refusal)


if __name__ == "__main__":
    main()
