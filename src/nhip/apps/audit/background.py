from nhip.apps.audit import sealing


def seal_what_is_due() -> None:
    """Raises RuleBroken, Error, OSError: why it could not be done."""
    if sealing.is_due():
        sealing.seal()
