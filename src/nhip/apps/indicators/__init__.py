"""Indicators, their targets and the figures that units report."""
