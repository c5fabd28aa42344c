"""Numbers that a form of ours sends: identities and versions, never anything that a person typed."""

MOST_DIGITS = 9


def whole(text: str | None, otherwise: int) -> int:
    """The number, ``otherwise`` where it is none, or none that anything bears."""
    is_one = text is not None and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text or "") if is_one else otherwise
