"""Keeps what `/healthz` answers out of the log: a 503 there is an answer, not an error."""

import logging


class NotHealthz(logging.Filter):
    """Lets every record through but those about `/healthz`."""

    def filter(self, record: logging.LogRecord) -> bool:
        """False for the page's own answers; an exception in it is logged like any other."""
        request = getattr(record, "request", None)
        return getattr(request, "path", "") != "/healthz" or record.exc_info is not None
