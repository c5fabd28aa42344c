"""Programs for those who work on Nhịp; no part of the product."""
