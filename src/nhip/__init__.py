"""Nhịp: plans, monthly reports and the pulse of progress for Vietnam's ethnic-affairs agencies."""

__version__ = "0.1.0"
