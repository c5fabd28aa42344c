"""A unit's plan of a year and the states it goes through."""
