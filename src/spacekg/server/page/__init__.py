"""Page: the files of the editor, which need nothing from elsewhere."""

from spacekg.server.page.asset import ASSETS, CONTENT_SECURITY, read_asset

__all__ = ["ASSETS", "CONTENT_SECURITY", "read_asset"]
