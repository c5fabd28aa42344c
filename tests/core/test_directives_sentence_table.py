"""Whom each of some hundred sentences addresses, as the press and offices write them; many address nobody."""

from datetime import date
from pathlib import Path

import pytest

from nhip.core.directives import read


def _lines(name: str) -> list[str]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


ROWS = [line.rpartition("|")[::2] for line in _lines("directive_sentences.txt")]
ORDER = "Tin trong ngày\n\nChủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát các cơ sở.\n"


@pytest.mark.parametrize(("sentence", "leads"), ROWS)
def test_whom_a_sentence_addresses(sentence: str, leads: str) -> None:
    found = read(sentence, date(2018, 5, 3)).directives
    assert "/".join(one.lead or "" for one in found) == leads


@pytest.mark.parametrize("sentence", _lines("directive_background.txt"))
def test_what_stands_behind_an_order_and_is_none(sentence: str) -> None:
    found = read(ORDER + sentence, date(2018, 5, 3)).directives
    assert [one.lead for one in found] == ["Sở Y tế"]
