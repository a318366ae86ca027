"""Asset: one file of the editors as a response, under a strict content security policy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from starlette.responses import Response

ASSETS: Mapping[str, str] = {
    "index.html": "text/html",
    "editor.js": "text/javascript",
    "style.css": "text/css",
    "yasgui.html": "text/html",
    "yasgui.js": "text/javascript",
    "yasgui.min.js": "text/javascript",
    "yasgui.min.css": "text/css",
}
CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# YASGUI sets styles inside its elements; scripts stay those of the server, and so do requests.
_LOOSER = CONTENT_SECURITY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "img-src data:", "img-src 'self' data:; font-src data:"
)
_FOLDER = Path(__file__).resolve().parent
_VENDORED = frozenset({"yasgui.min.js", "yasgui.min.css"})


def read_asset(name: str) -> Response:
    """The file ``name``, which is one of ``ASSETS``."""
    folder = _FOLDER / "yasgui" if name in _VENDORED else _FOLDER
    policy = _LOOSER if name == "yasgui.html" else CONTENT_SECURITY
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-cache"}
    body = (folder / name).read_bytes()
    return Response(body, media_type=f"{ASSETS[name]}; charset=utf-8", headers=headers)
