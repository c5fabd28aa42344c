"""Which time step a six-digit code belongs to (RFC 6238), so that no code is taken twice."""

import base64
import hmac
import struct
from hashlib import sha1

STEP = 30  # seconds
DIGITS = 6


def code_at(secret: str, step: int) -> str:
    """The code of a step. secret: base32, as in the QR code."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8), casefold=True)
    digest = hmac.new(key, struct.pack(">Q", step), sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: str, code: str, *, at: float, tolerance: int, used: int | None) -> int | None:
    """The step that the code belongs to, at most ``tolerance`` steps from the moment and after ``used``; else None.

    at: seconds since 1970; used: the last step of which a code was taken.
    """
    now = int(at) // STEP
    typed = "".join(code.split())
    for step in range(now - tolerance, now + tolerance + 1):
        is_new = used is None or step > used
        if is_new and hmac.compare_digest(code_at(secret, step).encode(), typed.encode()):
            return step
    return None
