"""The server: sockets, sizes and times, and its end.

Waitress (https://docs.pylonsproject.org/projects/waitress/) reads requests and sends answers in one loop, whole and
at the client's pace, so a slow client holds no thread. What it lacks is added here: a time for a request to arrive.
"""

from __future__ import annotations

import logging
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from kg.errors import KgError
from kg.store.guard import MAX_BYTES

#: Bytes of a request's head, with its URL; longer queries are posted.
MAX_HEAD = 1 << 16
#: Bytes of a request's body: the longest query, each byte of it written as `%41`, and some room.
MAX_BODY = 4 * MAX_BYTES
#: Seconds without a byte after which a connection is closed.
IDLE = 30
#: Seconds in which a request must have arrived.
ARRIVAL = 30
#: Seconds between two looks for such connections.
CLEANUP = 5
#: Open connections; more wait to be accepted.
CONNECTIONS = 200


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection that remembers when a request began."""

    begun = 0.0

    def received(self, data: bytes) -> bool:
        """As waitress."""
        if self.request is None:
            self.begun = time.time()
        return bool(super().received(data))


class _Server(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """Closes also connections whose request takes too long to arrive."""

    channel_class = _Channel

    def maintenance(self, now: float) -> None:
        """As waitress."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.request is not None and channel.begun < now - ARRIVAL:
                channel.will_close = True


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound to an address. Raises KgError if that can't be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise KgError(f"--host {host}: {error.strerror}") from None
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()
    except OSError as error:
        bound.close()
        raise KgError(f"{host}, port {port}: {error.strerror}; choose another with --port, or 0 for any") from None
    return bound


def address(bound: socket.socket) -> str:
    """Where a socket is reached, as the root of URLs."""
    host, port = bound.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def create(application: Callable[..., Any], bound: socket.socket, threads: int) -> Any:
    """A server on a socket, with a thread for each request that may be worked on or wait; `run` runs it."""
    logging.getLogger("waitress").setLevel(logging.ERROR)
    adjustments = Adjustments(
        threads=threads,
        ident=None,
        channel_timeout=IDLE,
        cleanup_interval=CLEANUP,
        connection_limit=CONNECTIONS,
        # Read on while a request is worked on, to see that its client has gone.
        channel_request_lookahead=1,
        max_request_header_size=MAX_HEAD,
        max_request_body_size=MAX_BODY,
        clear_untrusted_proxy_headers=True,
        sockets=[bound],
    )
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    info = (bound.family, bound.type, bound.proto, bound.getsockname())
    return _Server(application, {}, True, bound, dispatcher, adjustments, info, bind_socket=False)


def run(server: Any, stop: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM. `stop` is called as soon as one arrives, to end what is under way."""

    def end(*_: object) -> None:
        stop()
        raise SystemExit

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    with suppress(SystemExit):
        server.run()
    server.close()
