"""Units over time, their calendars, and the reorganisations between them."""
