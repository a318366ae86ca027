"""Wire: an httpx client whose every step on the network obeys one deadline."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx


class Deadline:
    """When everything must be done; started anew for each exchange."""

    def __init__(self) -> None:
        self._end = 0.0

    def start(self, seconds: float) -> None:
        """Allow ``seconds`` from now."""
        self._end = time.monotonic() + seconds

    def rest(self) -> float:
        """The seconds that are left."""
        return self._end - time.monotonic()


def open_client(deadline: Deadline, login: httpx.Auth | None) -> httpx.Client:
    """A client that follows no redirect, reads no proxy or login from the environment, and
    verifies certificates.
    """
    # httpx is slow to import, so its classes can only be extended in here.
    import ssl

    import httpcore
    import httpx

    def bound(seconds: float | None, late: type[Exception]) -> float:
        rest = deadline.rest()
        if rest <= 0:
            raise late("the time is up")
        return rest if seconds is None else min(seconds, rest)

    class Stream(httpcore.NetworkStream):
        def __init__(self, inner: httpcore.NetworkStream) -> None:
            self._inner = inner

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return self._inner.read(max_bytes, bound(timeout, httpcore.ReadTimeout))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            # In pieces: the limit of the system holds for one piece only.
            for at in range(0, len(buffer), 1 << 16):
                self._inner.write(
                    buffer[at : at + (1 << 16)], bound(timeout, httpcore.WriteTimeout)
                )

        def close(self) -> None:
            self._inner.close()

        def start_tls(
            self,
            ssl_context: ssl.SSLContext,
            server_hostname: str | None = None,
            timeout: float | None = None,
        ) -> httpcore.NetworkStream:
            limit = bound(timeout, httpcore.ConnectTimeout)
            return Stream(self._inner.start_tls(ssl_context, server_hostname, limit))

        def get_extra_info(self, info: str) -> Any:
            return self._inner.get_extra_info(info)

    class Network(httpcore.NetworkBackend):
        def __init__(self) -> None:
            self._inner = httpcore.SyncBackend()

        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Iterable[Any] | None = None,
        ) -> httpcore.NetworkStream:
            limit = bound(timeout, httpcore.ConnectTimeout)
            return Stream(self._inner.connect_tcp(host, port, limit, local_address, socket_options))

        def sleep(self, seconds: float) -> None:
            time.sleep(seconds)

    class Body(httpx.SyncByteStream):
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        def __iter__(self) -> Iterator[bytes]:
            try:
                yield from self._stream
            except _known(httpcore) as error:
                raise _translate(error) from error

        def close(self) -> None:
            self._stream.close()

    class Transport(httpx.BaseTransport):
        def __init__(self) -> None:
            self._pool = httpcore.ConnectionPool(
                ssl_context=ssl.create_default_context(),
                max_connections=1,
                keepalive_expiry=5.0,
                network_backend=Network(),
            )

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            url = httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            )
            asked = httpcore.Request(
                request.method, url, headers=request.headers.raw, content=request.stream
            )
            try:
                answer = self._pool.handle_request(asked)
            except _known(httpcore) as error:
                raise _translate(error) from error
            return httpx.Response(answer.status, headers=answer.headers, stream=Body(answer.stream))

        def close(self) -> None:
            self._pool.close()

    def _translate(error: Exception) -> httpx.TransportError:
        text = str(error)
        if isinstance(error, httpcore.TimeoutException):
            return httpx.ReadTimeout(text)
        if isinstance(error, httpcore.RemoteProtocolError):
            return httpx.RemoteProtocolError(text)
        return httpx.NetworkError(text or type(error).__name__)

    return httpx.Client(
        transport=Transport(), auth=login, follow_redirects=False, trust_env=False, timeout=None
    )


def _known(httpcore: Any) -> tuple[type[Exception], ...]:
    """Every exception of the network that the library foresees."""
    return (
        httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError,
        httpcore.ProxyError, httpcore.UnsupportedProtocol, httpcore.ConnectionNotAvailable,
    )  # fmt: skip
