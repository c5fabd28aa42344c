"""A process that reports figures of indicators, or refreshes their roll-ups, on the database of NHIP_DATABASE_URL.

``python -m tests.faults.figures define YEARS``   store indicators of every kind, and what January of so many years was
``python -m tests.faults.figures report YEAR``    every unit reports every indicator for a month of the year
``python -m tests.faults.figures drain``          say "ready", then refresh
"""

import sys

import django

READY = "ready"
DERIVED = "rate"
FIRST_YEAR = 2020


def report(year: int, month: int) -> None:
    from tests.indicators import RULES, UNITS
    from tests.indicators import report as reported

    units = [unit for unit in UNITS if unit not in {"A2", "A3", "A9"}]
    codes = [one.code for one in RULES if one.code != DERIVED]
    reported(
        *(
            (unit, code, month, place * 7 + number + month)
            for place, unit in enumerate(units)
            for number, code in enumerate(codes)
        ),
        year=year,
    )


def drain() -> None:
    from nhip import clock
    from nhip.apps.rollups import refreshing

    sys.stdout.write(f"{READY}\n")
    sys.stdout.flush()
    refreshing.drain(now=clock.now())


def main(command: str, given: str = "") -> None:
    django.setup()
    if command == "define":
        from tests.indicators import define

        define()
        for year in range(FIRST_YEAR, FIRST_YEAR + int(given)):
            report(year, 1)
    elif command == "report":
        report(int(given), 4)
    else:
        drain()


if __name__ == "__main__":
    main(*sys.argv[1:])
