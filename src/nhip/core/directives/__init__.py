"""Directives read out of Vietnamese official text: pure, deterministic, each with the rule that found it."""

from nhip.core.directives.assembling import read
from nhip.core.directives.model import Directive, Due, Genre, Reading

__all__ = ["Directive", "Due", "Genre", "Reading", "read"]
