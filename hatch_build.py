"""The build hook: compiles the lexicon into the wheel, so that an installed SpaceKG has it.

Runs in the empty environment of ``pip install .`` with hatchling and marisa-trie only, so the
room ``spacekg.lexicon`` is imported without ``spacekg/__init__.py`` and all that it needs.
Editable installs compile into the user's cache instead (``spacekg.lexicon.location``).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import types
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LexiconBuildHook(BuildHookInterface[Any]):
    """Adds ``spacekg/share/lexicon`` to a standard wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile ``data/lexicon`` into a folder of its own and have it packed."""
        if version == "editable" or self.target_name != "wheel":
            return
        root = Path(self.root)
        package = types.ModuleType("spacekg")
        package.__path__ = [str(root / "src" / "spacekg")]
        sys.modules["spacekg"] = package
        from spacekg.lexicon.compiler import compile_lexicon

        self._folder = Path(tempfile.mkdtemp(prefix="spacekg-lexicon-"))
        compile_lexicon(root / "data" / "lexicon", self._folder)
        # The attribution that the sources ask for goes with what was made of them.
        shutil.copyfile(root / "data" / "lexicon" / "NOTICE", self._folder / "NOTICE")
        build_data["force_include"][str(self._folder)] = "spacekg/share/lexicon"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder."""
        folder = getattr(self, "_folder", None)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
