"""The day of a text, as its own head gives it."""

import re
from datetime import date

from nhip.core.directives.dates import DAY, day_of
from nhip.core.directives.letters import Text

_DATED = re.compile(
    r"[^\n,]{2,40},\s*(?=ngày\s+\d{1,2}\s*tháng\s+\d{1,2}\s+năm\s+\d{4})|"
    r"\bhồi \d{1,2}\s*(?:giờ|h|g)[^\n]{0,12}?,?\s*(?=ngày\s+\d{1,2}\s*(?:/|tháng))|"
    r"\b(?:ngày)\s*:?\s*(?=\d{1,2}/\d{1,2}/\d{4}\s*$)",
    re.MULTILINE,
)
_HEAD = 4000
"""Letters within which the date line of a paper stands."""


def own_day(text: Text) -> date | None:
    """ "Bắc Kạn, ngày 07 tháng 01 năm 2020"; of minutes the hour and day of the meeting; None where neither stands."""
    found = _DATED.search(text.key[:_HEAD])
    day = DAY.match(text.key, found.end()) if found else None
    return day_of(day, None).day if day else None
