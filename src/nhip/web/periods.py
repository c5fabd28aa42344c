"""Periods of a year as columns and choices name them."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nhip.apps.org.period_words import QUARTERS
from nhip.core.year_periods import PeriodKind, YearPeriod


def period_name(period: YearPeriod) -> str:
    """Without the year; months short."""
    match period.kind:
        case PeriodKind.QUARTER:
            return _("Quý {number}").format(number=QUARTERS[period.last // 3 - 1])
        case PeriodKind.HALF:
            return _("6 tháng đầu năm") if period.first == 1 else _("6 tháng cuối năm")
        case PeriodKind.NINE_MONTHS:
            return _("9 tháng")
        case PeriodKind.YEAR:
            return _("Cả năm")
        case _:
            return pgettext("month, short", "T%(n)s") % {"n": period.last}
