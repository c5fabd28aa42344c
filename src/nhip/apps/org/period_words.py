"""What reports by period are called, in the reader's language, within a sentence."""

from django.utils.translation import gettext as _

from nhip.core.periodic import ReportPeriod, Week, parse_report_period
from nhip.core.year_periods import PeriodKind

QUARTERS = ("I", "II", "III", "IV")


def period_of_year(period: ReportPeriod) -> str:
    """``quý I/2020``, ``tháng 5/2020``, ``tuần 12/2020``, ``năm 2020``."""
    if isinstance(period, Week):
        return _("tuần {n}/{year}").format(n=period.number, year=period.year)
    match period.kind:
        case PeriodKind.QUARTER:
            number = QUARTERS[period.last // 3 - 1]
            return _("quý {number}/{year}").format(number=number, year=period.year)
        case PeriodKind.HALF:
            half = _("6 tháng đầu năm {year}") if period.first == 1 else _("6 tháng cuối năm {year}")
            return half.format(year=period.year)
        case PeriodKind.NINE_MONTHS:
            return _("9 tháng năm {year}").format(year=period.year)
        case PeriodKind.YEAR:
            return _("năm {year}").format(year=period.year)
        case _:
            return _("tháng {n}/{year}").format(n=period.last, year=period.year)


def written_period(text: str) -> str:
    """Of a period as it is stored, ``2020-Q1``."""
    return period_of_year(parse_report_period(text))
