"""Reports by period, made of monthly reports: a district's month, anybody's quarter or year, a province's week."""
