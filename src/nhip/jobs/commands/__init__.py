"""One module per group of commands; each command calls one service or query."""
