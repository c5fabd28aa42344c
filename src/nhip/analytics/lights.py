"""The dated thresholds of lights by percent of the target."""

import json
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from nhip.core.targets import PercentLights


@cache
def percent_lights(on: date) -> PercentLights:
    """Those in force on the day."""
    stored = json.loads(
        files("nhip.analytics").joinpath("data/percent_lights.json").read_text(encoding="utf-8")
    )
    rule = max(
        (one for one in stored["rules"] if date.fromisoformat(one["starts_on"]) <= on),
        key=lambda one: str(one["starts_on"]),
    )
    return PercentLights(Decimal(rule["green_from"]), Decimal(rule["amber_from"]))
