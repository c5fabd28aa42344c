"""One Django app per capability, low to high: audit, org, accounts, programmes, plans, tasks, rollups, reports."""
