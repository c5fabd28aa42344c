"""A process that reports figures of indicators, or refreshes their roll-ups, on the database of NHIP_DATABASE_URL.

``python -m tests.faults.figures define``         store indicators of every kind
``python -m tests.faults.figures report MONTH``   every unit reports every indicator for the month
``python -m tests.faults.figures drain``          say "ready", then refresh
"""

import sys

import django

READY = "ready"
DERIVED = "rate"


def report(month: int) -> None:
    from tests.indicators import RULES, UNITS
    from tests.indicators import report as reported

    units = [unit for unit in UNITS if (month > 1) == (unit == "A9") or unit not in {"A2", "A3", "A9"}]
    codes = [one.code for one in RULES if one.code != DERIVED]
    reported(
        *(
            (unit, code, month, place * 7 + number + month)
            for place, unit in enumerate(units)
            for number, code in enumerate(codes)
        )
    )


def drain() -> None:
    from nhip import clock
    from nhip.apps.rollups import refreshing

    sys.stdout.write(f"{READY}\n")
    sys.stdout.flush()
    refreshing.drain(now=clock.now())


def main(command: str, month: str = "0") -> None:
    django.setup()
    if command == "define":
        from tests.indicators import define

        define()
    elif command == "report":
        report(int(month))
    else:
        drain()


if __name__ == "__main__":
    main(*sys.argv[1:])
