"""The request during which something is done; set by the pages' middleware, empty for commands."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
