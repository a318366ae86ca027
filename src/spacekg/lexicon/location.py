"""Location: where the compiled lexicon lies, and making it where it is not.

An installed SpaceKG carries it. In a checkout it is compiled once into the user's cache, in
a folder named by a digest of what it is made from, so that an edited table makes a new one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from spacekg.errors import LexiconError, SpaceKGError
from spacekg.lexicon.compiler import compile_lexicon
from spacekg.lexicon.lexicon import Lexicon
from spacekg.lexicon.storage import FILES
from spacekg.lexicon.tables import CURATED
from spacekg.resources import find_resource

_CODE = (
    "term.py",
    "spelling.py",
    "folding.py",
    "tables.py",
    "draft.py",
    "compiler.py",
    "storage.py",
)


def read_lexicon() -> Lexicon:
    """The lexicon of this installation, compiled first where that has not been done."""
    try:
        return Lexicon(find_resource("lexicon", FILES[0]).parent)
    except SpaceKGError:
        # A checkout: nothing was compiled when SpaceKG was installed.
        source = find_resource("data", "lexicon")
    return Lexicon(cache_lexicon(source, _cache_folder()))


def cache_lexicon(source: Path, cache: Path) -> Path:
    """The folder in ``cache`` that holds the compiled tables of ``source``, made if absent."""
    target = cache / digest_tables(source)
    if all((target / file).is_file() for file in FILES):
        return target
    try:
        cache.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".making-", dir=cache))
    except OSError as error:
        raise LexiconError(
            f"the compiled lexicon cannot be written ({error.strerror})",
            file=str(cache),
            advice="set XDG_CACHE_HOME to a folder that can be written",
        ) from error
    try:
        compile_lexicon(source, work)
        work.chmod(0o755)
        try:
            work.rename(target)
        except OSError:
            # Another process was faster; what it made is the same.
            if not all((target / file).is_file() for file in FILES):
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def digest_tables(source: Path) -> str:
    """A short digest of what a compiled lexicon depends on; cheap enough for every start.

    The derived tables, tens of megabytes, enter with name and size and through ``MANIFEST``,
    which holds their digests; the curated tables and the compiler's code enter as they are.
    """
    digest = hashlib.sha256()
    for path in sorted(source.glob("*.tsv.gz")):
        digest.update(f"{path.name} {path.stat().st_size}\n".encode())
    own = Path(__file__).parent
    whole = [source / "MANIFEST", *sorted((source / CURATED).glob("*.tsv"))]
    whole += [own / name for name in _CODE]
    for path in whole:
        if path.is_file():
            digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _cache_folder() -> Path:
    home = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(home) if home else Path.home() / ".cache"
    return root / "spacekg" / "lexicon"
