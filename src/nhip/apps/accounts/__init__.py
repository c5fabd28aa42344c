"""People who work with the system, and the roles they hold."""
