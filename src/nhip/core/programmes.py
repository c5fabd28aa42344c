"""Programmes and policies: dated legal acts, kinds of funding, counts of beneficiaries."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from nhip.core.errors import RuleBroken, gettext_noop

MOST_BENEFICIARIES = 10_000_000
LONGEST_CODE = 20
_CODE = re.compile(rf"[0-9A-Za-z][0-9A-Za-z._-]{{0,{LONGEST_CODE - 1}}}")


class FundingKind(StrEnum):
    """Where money comes from."""

    CENTRAL = "central"
    LOCAL = "local"
    CREDIT = "credit"
    OTHER = "other"


class Dated(Protocol):
    """What is in force from a day until before another."""

    starts_on: date
    ends_before: date | None


Act = TypeVar("Act", bound=Dated)


def in_force(acts: Iterable[Act], on: date) -> tuple[Act, ...]:
    """The acts in force on the day, the newest last."""
    found = [act for act in acts if act.starts_on <= on and (act.ends_before is None or on < act.ends_before)]
    return tuple(sorted(found, key=lambda act: act.starts_on))


def check_code(code: str) -> str:
    """A programme's code: what an address can carry. Raises RuleBroken."""
    if not _CODE.fullmatch(code):
        raise RuleBroken(
            gettext_noop(
                "Mã chương trình «{code}» không hợp lệ: chữ không dấu, số, dấu chấm, gạch ngang; tối đa {most} ký tự."
            ),
            field="programmes",
            code=code[:60],
            most=LONGEST_CODE,
        )
    return code


def check_count(count: int | None) -> int:
    """A count of beneficiaries. Raises RuleBroken: none, negative, or more than a nation has."""
    if count is None:
        raise RuleBroken(gettext_noop("Chưa ghi số lượng."), field="count")
    if not 0 <= count <= MOST_BENEFICIARIES:
        raise RuleBroken(
            gettext_noop("Số lượng {count} không hợp lệ: từ 0 đến {most}."),
            field="count",
            count=count,
            most=MOST_BENEFICIARIES,
        )
    return count
