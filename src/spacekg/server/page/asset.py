"""Asset: one file of the editor as a response, under a strict content security policy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from starlette.responses import Response

ASSETS: Mapping[str, str] = {
    "index.html": "text/html",
    "editor.js": "text/javascript",
    "style.css": "text/css",
}
CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FOLDER = Path(__file__).resolve().parent


def read_asset(name: str) -> Response:
    """The file ``name``, which is one of ``ASSETS``."""
    body = (_FOLDER / name).read_bytes()
    headers = {"Content-Security-Policy": CONTENT_SECURITY, "Cache-Control": "no-cache"}
    return Response(body, media_type=f"{ASSETS[name]}; charset=utf-8", headers=headers)
