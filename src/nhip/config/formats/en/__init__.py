"""English, the day first as in Vietnamese papers."""
