"""Django's SQLite backend with a gate before its one place to write: see ``gate``."""
