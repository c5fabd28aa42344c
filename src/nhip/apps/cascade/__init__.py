"""Tasks of a superior's plan handed down to the units that carry them out."""
