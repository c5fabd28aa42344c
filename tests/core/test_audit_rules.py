"""The worked table of docs/rules/audit.md is true."""

import hmac
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules" / "audit.md"
KEY = b"a key for the page"


def test_the_pages_seals_follow_from_its_own_words() -> None:
    """Computed here as the page says it, without nhip.core.audit."""
    text = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (origin|\d+) \| `?(.*?)`? \| `([0-9a-f]{64})` \|$", text, re.MULTILINE)
    assert [row[0] for row in rows] == ["origin", "1", "4"]

    before = hmac.digest(KEY, b"nhip audit chain 5f5f", "sha256").hex()
    assert rows[0][2] == before
    for sequence, record, seal in rows[1:]:
        assert record.startswith(f"[{sequence},")
        before = hmac.digest(KEY, f"{before} {record}".encode(), "sha256").hex()
        assert seal == before
