"""Codes of the phone: RFC 6238's own examples, and that no step is taken twice."""

import base64

import pytest

from nhip.core.totp import STEP, code_at, step_of

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_codes_of_the_standard(at: int, code: str) -> None:
    assert code_at(SECRET, at // STEP) == code
    assert step_of(SECRET, code, at=at, tolerance=0, used=None) == at // STEP


def test_a_code_is_taken_one_step_early_or_late_and_never_again() -> None:
    now = 1234567890
    step = now // STEP
    code = code_at(SECRET, step)

    for shift in (-STEP, 0, STEP):
        assert step_of(SECRET, code, at=now + shift, tolerance=1, used=None) == step
    assert step_of(SECRET, code, at=now + 2 * STEP, tolerance=1, used=None) is None
    assert step_of(SECRET, code, at=now, tolerance=1, used=step) is None
    assert step_of(SECRET, code_at(SECRET, step - 1), at=now, tolerance=1, used=step) is None, (
        "nor an older one"
    )
    assert step_of(SECRET, code_at(SECRET, step + 1), at=now, tolerance=1, used=step) == step + 1


def test_blanks_between_digits_do_no_harm_and_other_text_fits_nothing() -> None:
    now = 59
    assert step_of(SECRET, " 287 082 ", at=now, tolerance=0, used=None) == 1
    for wrong in ("", "28708", "2870822", "28708é", "abcdef"):
        assert step_of(SECRET, wrong, at=now, tolerance=1, used=None) is None
