"""Which process takes which test: a file of journeys is one process's, any other test is whoever's is free."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling


def is_journey(nodeid: str) -> bool:
    return nodeid.startswith("tests/journeys/")


class Scheduling(LoadScopeScheduling):  # type: ignore[misc] # it carries no types
    """In the order of collection. The process that takes a journey serves the demo once for the whole file.

    pytest-xdist's own groups are written into the names of tests, where its release of today and pytest 9.2 disagree.
    """

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0] if is_journey(nodeid) else nodeid
