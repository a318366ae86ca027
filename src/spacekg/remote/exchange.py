"""Exchange: one request and one whole answer, within a time and a size, or a typed error.

A library's timeouts hold for a single read, so a server that sends a byte a second is never late.
Here a deadline holds for all of it: every read, write and handshake may take what is left.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from spacekg.errors import (
    RemoteContentError,
    RemoteCutError,
    RemoteError,
    RemoteLoginError,
    RemoteRefusedError,
    RemoteSizeError,
    RemoteTimeoutError,
    RemoteUnreachableError,
)
from spacekg.remote.wire import Deadline, open_client

if TYPE_CHECKING:
    import httpx

MEBIBYTE = 1024 * 1024
TRIES = 3
PAUSE = 0.2
_BUSY = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What one exchange may cost: seconds for all of it, tries and pauses included, and bytes."""

    seconds: float = 60.0
    bytes: int = 512 * MEBIBYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A whole answer. ``framed`` says that its length was declared, so it cannot be cut."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    framed: bool

    @property
    def kind(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Exchange:
    """A connection to one server; its login goes to no other. Not for several threads at once."""

    def __init__(self, origin: str, login: httpx.Auth | None = None) -> None:
        self._origin = _origin(origin)
        self._host = urlsplit(origin).netloc
        self._login = login
        self._deadline = Deadline()
        self._client: httpx.Client | None = None

    def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        limit: Limit | None = None,
        is_safe: bool,
    ) -> Response:
        """The answer to a request that succeeded; ``is_safe`` ones may be tried again.

        To ask twice is safe for questions and for putting or removing a whole graph.
        """
        if _origin(url) != self._origin:
            raise RemoteError("the address lies on another host", file=self._host)
        allowed = limit or Limit()
        self._deadline.start(allowed.seconds)
        if not is_safe:
            # A kept connection may have been closed by the server meanwhile.
            self.close()
        for attempt in range(1, TRIES + 1):
            pause = PAUSE * 3 ** (attempt - 1)
            try:
                response, wait = self._send_once(method, url, body, dict(headers or {}), allowed)
            except (RemoteUnreachableError, RemoteCutError):
                if not is_safe or attempt == TRIES or self._deadline.rest() <= pause:
                    raise
            else:
                if response.status not in _BUSY or not is_safe:
                    return self._judge(response)
                pause = max(pause, wait)
                if attempt == TRIES or self._deadline.rest() <= pause:
                    return self._judge(response)
            time.sleep(pause)
        raise RemoteError("there is no answer", file=self._host)

    def close(self) -> None:
        """Let go of the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def __del__(self) -> None:
        # A graph is held as long as it is asked; nobody closes it.
        self.close()

    def _send_once(
        self, method: str, url: str, body: bytes, headers: dict[str, str], limit: Limit
    ) -> tuple[Response, float]:
        import httpx

        if self._client is None:
            self._client = open_client(self._deadline, self._login)
        # A packed answer could be any size once unpacked.
        headers |= {"Accept-Encoding": "identity", "User-Agent": "spacekg"}
        try:
            with self._client.stream(method, url, content=body or None, headers=headers) as answer:
                whole = self._read(answer, limit)
        except httpx.TimeoutException as error:
            self.close()
            raise RemoteTimeoutError(
                f"the server was not done after {limit.seconds:g} seconds", file=self._host,
                advice="ask for less, or allow more with &timeout=",
            ) from error  # fmt: skip
        except httpx.RemoteProtocolError as error:
            self.close()
            raise RemoteCutError(
                f"the answer is cut or no HTTP: {error}", file=self._host, advice="ask again"
            ) from error
        except (httpx.TransportError, OSError) as error:
            self.close()
            raise RemoteUnreachableError(
                f"the server does not answer: {error or type(error).__name__}", file=self._host,
                advice="check the address, and that the server runs",
            ) from error  # fmt: skip
        except RemoteError:
            self.close()
            raise
        return whole, _seconds(whole.headers.get("retry-after", ""))

    def _read(self, answer: httpx.Response, limit: Limit) -> Response:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        packed = headers.get("content-encoding", "identity").lower()
        declared = headers.get("content-length", "")
        if packed not in ("", "identity") and answer.status_code < 300:
            raise RemoteContentError(
                f"the answer is packed ({packed[:20]}) though we asked for a plain one",
                file=self._host,
                advice="switch compression off for this path",
            )
        if declared.isdigit() and int(declared) > limit.bytes:
            raise self._too_large(limit)
        parts = bytearray()
        for part in answer.iter_raw():
            parts += part
            if len(parts) > limit.bytes:
                raise self._too_large(limit)
            if self._deadline.rest() <= 0:
                raise RemoteTimeoutError(
                    f"the server was not done after {limit.seconds:g} seconds", file=self._host,
                    advice="ask for less, or allow more with &timeout=",
                )  # fmt: skip
        return Response(
            status=answer.status_code,
            headers=headers,
            body=bytes(parts),
            framed=bool(declared) or "chunked" in headers.get("transfer-encoding", "").lower(),
        )

    def _too_large(self, limit: Limit) -> RemoteSizeError:
        return RemoteSizeError(
            f"the answer is larger than {limit.bytes / MEBIBYTE:g} MiB", file=self._host,
            advice="ask for less at once",
        )  # fmt: skip

    def _judge(self, response: Response) -> Response:
        """The response when it is a success, else the error that its status stands for."""
        status = response.status
        if status in (200, 201, 202, 204):
            return response
        if status == 206:
            raise RemoteCutError(
                "the server gives a part of the answer only (206)", file=self._host,
                advice="ask for less, or raise the server's limits",
            )  # fmt: skip
        if 300 <= status < 400:
            target = response.headers.get("location", "")
            where = _origin(target) if "//" in target else self._origin
            raise RemoteRefusedError(
                f"the server redirects ({status}) to {where[:200]}", file=self._host,
                advice="no redirect is followed: give the final address",
            )  # fmt: skip
        if status in (401, 403, 407):
            raise RemoteLoginError(
                f"the server does not allow this ({status})", file=self._host,
                advice="set SPACEKG_REMOTE_USER and SPACEKG_REMOTE_PASSWORD, or "
                "SPACEKG_REMOTE_TOKEN, and check &login=",
            )  # fmt: skip
        advice = {404: "check the paths of the address", 429: "ask later", 503: "ask later"}
        raise RemoteRefusedError(
            f"the server answers {status}{_excerpt(response)}", file=self._host,
            advice=advice.get(status, "see the server's log"),
        )  # fmt: skip


def _excerpt(response: Response) -> str:
    """The first words of what a server says, when they are words."""
    if response.kind not in ("text/plain", "application/problem+json", "application/json"):
        return ""
    text = response.body[:400].decode("utf-8", "replace")
    words = "".join(char if char.isprintable() else " " for char in text).split()
    return f": {' '.join(words)[:200]}" if words else ""


def _origin(url: str) -> str:
    with suppress(ValueError):
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.hostname}:{parts.port or ''}"
    return ""


def _seconds(value: str) -> float:
    """Retry-After in seconds; a date counts as nothing, the next try is the last anyhow."""
    return float(value) if value.isdigit() and len(value) < 7 else 0.0
