"""Whom each of some hundred sentences addresses, as the press and offices write them; many address nobody."""

from datetime import date
from pathlib import Path

import pytest

from nhip.core.directives import read

TABLE = Path(__file__).with_name("directive_sentences.txt")
ROWS = [
    line.rpartition("|")[::2]
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("sentence", "leads"), ROWS)
def test_whom_a_sentence_addresses(sentence: str, leads: str) -> None:
    found = read(sentence, date(2018, 5, 3)).directives
    assert "/".join(one.lead or "" for one in found) == leads
