"""Settings, start-up and serving: what turns the packages below into a running system.

Importing this package swaps in a safe SQLite library, so every process does so before Django looks for one:
settings live here, and no process of ours uses a database without them.
"""

from nhip.config import sqlite_library

sqlite_library.swap_in()
