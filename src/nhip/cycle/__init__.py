"""Services and queries that span apps: planning, the pulse board, my work, reorganising."""
