"""Names: what search looks through, as one script that also runs from a folder of files."""

from __future__ import annotations

from spacekg.exporters.page import STYLES, write_safe_json
from spacekg.site.atlas import Atlas

MOST_NAMES = 12


def write_names(atlas: Atlas) -> str:
    """``window.spacekgNames``: a row a node of class, label, names, identifiers, file, weight."""
    types = [style.type for style in STYLES]
    rows = [
        [
            types.index(node.type),
            node.label,
            node.names[:MOST_NAMES],
            node.ids,
            atlas.addresses[at],
            len(atlas.studies.get(at, ())) or len(atlas.near.get(at, ())),
            node.short,
        ]
        for at, node in enumerate(atlas.page.nodes)
    ]
    kinds = [{"one": s.one, "shape": s.shape, "type": s.type} for s in STYLES]
    return f"window.spacekgNames={write_safe_json({'rows': rows, 'types': kinds})};\n"
