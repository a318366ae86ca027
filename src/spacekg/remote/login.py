"""Login: who asks a server, from the environment or from netrc; never from an address."""

from __future__ import annotations

import netrc
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from spacekg.errors import RemoteLoginError
from spacekg.remote.address import RemoteAddress

if TYPE_CHECKING:
    import httpx

USER, PASSWORD, TOKEN = "SPACEKG_REMOTE_USER", "SPACEKG_REMOTE_PASSWORD", "SPACEKG_REMOTE_TOKEN"


def read_login(
    address: RemoteAddress, environment: Mapping[str, str] | None = None
) -> httpx.Auth | None:
    """What proves to the server of ``address`` who asks, or None when nothing is known.

    The token makes a bearer login whatever the address says. Nothing of it is ever printed.
    """
    import httpx

    known = os.environ if environment is None else environment
    token = known.get(TOKEN, "")
    if token:
        return _bearer(token)
    user, password = known.get(USER, ""), known.get(PASSWORD, "")
    if not user:
        user, password = _read_netrc(address.host, known)
    if address.login == "bearer":
        return _bearer(password) if password else None
    if not user:
        return None
    return (httpx.DigestAuth if address.login == "digest" else httpx.BasicAuth)(user, password)


def _bearer(token: str) -> httpx.Auth:
    import httpx

    class Bearer(httpx.Auth):
        def auth_flow(self, request: httpx.Request):  # type: ignore[no-untyped-def]
            request.headers["Authorization"] = f"Bearer {token}"
            yield request

    if not token.isascii() or not token.isprintable() or " " in token:
        raise RemoteLoginError(f"{TOKEN} holds no token", advice="set it again")
    return Bearer()


def _read_netrc(host: str, environment: Mapping[str, str]) -> tuple[str, str]:
    home = environment.get("HOME", "")
    named = environment.get("NETRC", "") or (f"{home}/.netrc" if home else "")
    if not named or not Path(named).is_file():
        return "", ""
    try:
        found = netrc.netrc(named).authenticators(host)
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as error:
        # The message of the parser may quote the file.
        raise RemoteLoginError(
            "the netrc file cannot be read", file=named, advice="correct it"
        ) from error
    return (found[0], found[2] or "") if found else ("", "")
