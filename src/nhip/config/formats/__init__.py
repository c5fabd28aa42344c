"""How dates and numbers are written and read, per language; named by FORMAT_MODULE_PATH.

Django's own Vietnamese module has no input formats and so reads 05/03/2026 as 3 May, and 1.234 as one and a bit:
silently wrong figures. Ours put the day first in both languages; Vietnamese has the decimal comma.
"""
