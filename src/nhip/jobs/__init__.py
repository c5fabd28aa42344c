"""Commands of ``nhip`` and background work: each reads its arguments and calls one service."""
