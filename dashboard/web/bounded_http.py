"""uvicorn's HTTP protocol with bounds: how long a request's head may take, and how large it may be.

The one place that builds on uvicorn's class; what it overrides are callbacks of asyncio and of
httptools. A reverse proxy has the same bounds; the server holds without one.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 15.0
LONGEST_HEAD = 32_768  # bytes of the request line and all headers
CLOSED = b"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large" + CLOSED
TOO_LATE = b"HTTP/1.1 408 Request Timeout" + CLOSED


class BoundedHttp(HttpToolsProtocol):
    """Ends a connection whose request line and headers are too long, or too long in coming."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for the first head."""
        super().connection_made(transport)
        self._head_size, self._ended = 0, False
        self._late: asyncio.TimerHandle | None = None
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._head_came()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to a head that is not whole yet."""
        if self._ended:
            return
        if self._late is not None:
            self._head_size += len(data)
        super().data_received(data)
        if self._late is not None and self._head_size > LONGEST_HEAD:
            self._end(TOO_LARGE)

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        if self._late is None:
            self._wait_for_head()

    def on_headers_complete(self) -> None:
        """A head is whole; what was fed at once may still be too long."""
        size = len(self.url) + sum(len(b": \r\n") + len(n) + len(v) for n, v in self.headers)
        self._head_size = 0
        self._head_came()
        if size > LONGEST_HEAD:
            self._end(TOO_LARGE)
            return
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Of a request that was refused nothing follows."""
        if not self._ended:
            super().on_message_complete()

    def on_body(self, body: bytes) -> None:
        """The same of its body."""
        if not self._ended:
            super().on_body(body)

    def _wait_for_head(self) -> None:
        self._head_size = 0
        self._late = self.loop.call_later(HEAD_SECONDS, self._end, TOO_LATE)

    def _head_came(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _end(self, answer: bytes) -> None:
        self._head_came()
        self._ended = True
        if not self.transport.is_closing():
            self.transport.write(answer)
            self.transport.close()
