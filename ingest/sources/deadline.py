"""Connections that are cut off at a moment, however slowly what they bring drips in.

Time limits of sockets start anew with every byte; this one does not.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection


@contextmanager
def cut_off_after(seconds: float) -> Iterator[PoolManager]:
    """Connections that are all shut down once so many seconds went by."""
    sockets: list[socket.socket] = []
    timer = Timer(seconds, _shut, (sockets,))
    timer.daemon = True
    timer.start()
    try:
        with _noting(sockets) as pool:
            yield pool
    finally:
        timer.cancel()


def _shut(sockets: list[socket.socket]) -> None:
    for opened in tuple(sockets):
        with suppress(OSError):
            opened.shutdown(socket.SHUT_RDWR)


def _noting(sockets: list[socket.socket]) -> PoolManager:
    """Connections whose sockets are noted; TLS is verified."""

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            sockets.append(self.sock)

    class Secured(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            sockets.append(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecuredPool(HTTPSConnectionPool):
        ConnectionCls = Secured

    manager = PoolManager(num_pools=4, maxsize=1, cert_reqs="CERT_REQUIRED")
    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecuredPool}
    return manager
