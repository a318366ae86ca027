"""An incremental build ends with the bytes of a clean one, whatever came before it."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

import spacekg
from spacekg import pipeline
from spacekg.fingerprint import Digests, fingerprint
from spacekg.graph import GraphStore, ledger

VERSIONS = fingerprint(Digests())

ANIMALS = ("mice", "rats", "zebrafish", "Arabidopsis thaliana seedlings", "Drosophila flies")
PLACES = ("liver", "soleus muscle", "femur", "retina", "heart", "kidney", "spleen", "thymus")
GENES = ("Fbxo32", "Trim63", "Cdkn1a", "Sod2", "Myh7", "Tnfsf11", "Col1a1", "Arntl")
CHANGES = ("increased", "decreased", "was unchanged")
MISSIONS = ("Rodent Research-1", "STS-131", "BION-M1")


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code counts as it was when the tests began, whoever edits it meanwhile."""
    monkeypatch.setattr(pipeline, "fingerprint", lambda digests: VERSIONS)


def write_text(chance: random.Random) -> str:
    animal, place, gene, other = (chance.choice(names) for names in (ANIMALS, PLACES, GENES, GENES))
    first = f"{gene} expression {chance.choice(CHANGES)} in the {place} of {animal} after "
    return (
        f"# Spaceflight and the {place} of {animal}, part {chance.randrange(40)}\n\n"
        f"{animal.capitalize()} flew on {chance.choice(MISSIONS)} for {chance.randrange(5, 60)} "
        f"days with ground controls.\n{first}spaceflight (p < 0.0{chance.randrange(1, 9)}).\n"
        f"{other} {chance.choice(CHANGES)} in the {chance.choice(PLACES)} of flight {animal}.\n"
        f"It remains unknown how {gene} acts in microgravity.\n"
    )


def write_some(folder: Path, chance: random.Random, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:02}.md").write_text(write_text(chance))


def change(folder: Path, chance: random.Random) -> str:
    """One thing that people do to a folder."""
    files = sorted(folder.rglob("*.md"))
    kind = chance.choice(("add", "change", "remove", "rename", "touch", "copy", "spoil", "same"))
    one = chance.choice(files) if files else folder / "00.md"
    if kind == "add" or not files:
        (folder / f"new-{chance.randrange(10**6)}.md").write_text(write_text(chance))
    elif kind == "change":
        one.write_text(write_text(chance))
    elif kind == "remove" and len(files) > 1:
        one.unlink()
    elif kind == "rename":
        one.rename(one.with_name(f"renamed-{chance.randrange(10**6)}.md"))
    elif kind == "touch":
        os.utime(one, (chance.randrange(10**9), chance.randrange(10**9)))
    elif kind == "copy":
        (folder / f"copy-{chance.randrange(10**6)}.md").write_bytes(one.read_bytes())
    elif kind == "spoil" and len(files) > 1:
        one.write_bytes(b"\x89PNG\r\n" + bytes(chance.randrange(256) for _ in range(9)))
    return kind


def fingerprint_of(store: Path) -> tuple[object, ...]:
    manifest = GraphStore(path=store).verify()
    graph = spacekg.KnowledgeGraph.open(store)
    folder = GraphStore(path=store).current()
    beside = sorted(
        (path.name, path.read_bytes())
        for path in folder.iterdir()
        if path.is_file() and path.name != "files.json"
    )
    return manifest, graph.to_nquads(), beside


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_of_changes_ends_as_a_clean_build(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "REVISED", 1 if seed % 3 else 50)
    chance = random.Random(seed)
    folder = tmp_path / "papers"
    write_some(folder, chance, 6)
    spacekg.build([folder], store=tmp_path / "step")
    for step in range(4):
        kinds = [change(folder, chance) for _ in range(chance.randrange(1, 3))]
        report = spacekg.build([folder], store=tmp_path / "step")
        clean = spacekg.build([folder], store=tmp_path / f"clean{step}", clean=True)
        assert report.table() == clean.table(), kinds
        assert list(report.lines()) == list(clean.lines()), kinds
        ours, theirs = fingerprint_of(tmp_path / "step"), fingerprint_of(tmp_path / f"clean{step}")
        assert ours == theirs, kinds


def test_nothing_changed_costs_no_work_and_keeps_the_generation(tmp_path: Path) -> None:
    write_some(tmp_path / "papers", random.Random(1), 3)
    first = spacekg.build([tmp_path / "papers"], store=tmp_path / "store")
    assert (first.worked, first.is_new) == (3, True)
    where = GraphStore(path=tmp_path / "store").current()
    before = {path: path.stat().st_mtime_ns for path in where.rglob("*")}
    for path in (tmp_path / "papers").iterdir():
        os.utime(path)
    again = spacekg.build([tmp_path / "papers"], store=tmp_path / "store")
    assert (again.worked, again.is_new) == (0, False)
    assert again.table() == first.table()
    assert GraphStore(path=tmp_path / "store").current() == where
    assert {path: path.stat().st_mtime_ns for path in where.rglob("*")} == before


def test_a_build_with_nothing_new_imports_no_annotator(tmp_path: Path) -> None:
    import subprocess
    import sys

    write_some(tmp_path / "papers", random.Random(2), 2)
    spacekg.build([tmp_path / "papers"], store=tmp_path / "store")
    code = (
        "import sys, spacekg\n"
        f"spacekg.build([{str(tmp_path / 'papers')!r}], store={str(tmp_path / 'store')!r})\n"
        "print([name for name in sys.modules if name.startswith(('spacekg.annotators', "
        "'spacekg.extraction', 'spacekg.work', 'rdflib', 'scipy', 'pandas'))])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_same_size_and_time_do_not_hide_a_change(tmp_path: Path) -> None:
    path = tmp_path / "papers" / "a.md"
    write_some(tmp_path / "papers", random.Random(3), 1)
    path.write_text("Fbxo32 increased in the liver of mice after spaceflight.\n")
    spacekg.build([tmp_path / "papers"], store=tmp_path / "store")
    status = path.stat()
    path.write_text("Fbxo32 decreased in the liver of mice after spaceflight.\n")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    report = spacekg.build([tmp_path / "papers"], store=tmp_path / "store")
    assert report.worked == 1 and report.is_new


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) * 2 // 3] ^= 0x15
    path.write_bytes(bytes(content))


def test_a_damaged_shard_is_made_again(tmp_path: Path) -> None:
    folder, store = tmp_path / "papers", tmp_path / "store"
    write_some(folder, random.Random(4), 3)
    spacekg.build([folder], store=store)
    shards = sorted((store / "shards").rglob("*.shard"))
    assert len(shards) == 3
    for path in shards[:2]:
        damage(path)
    shards[2].unlink()
    (folder / "new.md").write_text(write_text(random.Random(5)))
    spacekg.build([folder], store=store)
    spacekg.build([folder], store=tmp_path / "clean", clean=True)
    assert fingerprint_of(store) == fingerprint_of(tmp_path / "clean")


@pytest.mark.parametrize("name", ["*.sst", "graph.nq", "documents.json", "columns.npz", "CURRENT"])
def test_a_damaged_generation_is_never_built_upon(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "REVISED", 1)
    folder, store = tmp_path / "papers", tmp_path / "store"
    write_some(folder, random.Random(6), 3)
    spacekg.build([folder], store=store)
    before = fingerprint_of(store)
    damage(sorted(store.rglob(name))[0])
    report = spacekg.build([folder], store=store)
    assert report.is_new or name == "CURRENT"
    assert fingerprint_of(store) == before
    damage(sorted(store.rglob(name))[0])
    (folder / "new.md").write_text(write_text(random.Random(7)))
    spacekg.build([folder], store=store)
    spacekg.build([folder], store=tmp_path / "clean")
    assert fingerprint_of(store) == fingerprint_of(tmp_path / "clean")


def test_shards_that_two_builds_do_not_need_are_dropped(tmp_path: Path) -> None:
    folder, store = tmp_path / "papers", tmp_path / "store"
    write_some(folder, random.Random(8), 3)
    kept = []
    for step in range(4):
        (folder / "00.md").write_text(write_text(random.Random(100 + step)))
        spacekg.build([folder], store=store)
        kept.append({path.name for path in (store / "shards").rglob("*.shard")})
    assert [len(names) for names in kept] == [3, 4, 4, 4]
    assert not [path for path in store.rglob(".*") if path.is_file()]


def test_a_store_inside_the_folder_is_not_read(tmp_path: Path) -> None:
    write_some(tmp_path, random.Random(9), 2)
    for _ in range(2):
        report = spacekg.build([tmp_path], store=tmp_path / "graph")
        assert (report.read, report.refused) == (2, 0)


def test_what_stands_beside_a_table_makes_another_shard(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    rows = "Fbxo32,1.5,0.001\nCdkn1a,-2.0,0.01\nActb,0.1,0.9\nGapdh,0.0,0.8\n"
    (folder / "flight.csv").write_text(f"gene,log2fc,adj_p\n{rows}")
    told = "study: OSD-9001\norganism: mouse\ntissue: {}\nexposure: spaceflight\n"
    (folder / "flight.yaml").write_text(told.format("liver"))
    spacekg.build([folder], store=tmp_path / "store")
    (folder / "flight.yaml").write_text(told.format("heart"))
    report = spacekg.build([folder], store=tmp_path / "store")
    assert report.worked == 1
    spacekg.build([folder], store=tmp_path / "clean")
    assert fingerprint_of(tmp_path / "store") == fingerprint_of(tmp_path / "clean")


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("engine", ["processes", "dask"])
def test_every_engine_gives_the_same_bytes(engine: str, tmp_path: Path) -> None:
    if engine == "dask":
        pytest.importorskip("distributed")
    write_some(tmp_path / "papers", random.Random(10), 6)
    (tmp_path / "papers" / "spoilt.md").write_bytes(b"\x89PNG\r\n\x00")
    spacekg.build([tmp_path / "papers"], store=tmp_path / "here")
    shared = tmp_path / "shared"
    report = spacekg.build(
        [tmp_path / "papers"],
        store=tmp_path / "there",
        jobs=2,
        engine=engine,
        shards=f"file://{shared}" if engine == "dask" else str(shared),
    )
    assert (report.read, report.refused, report.worked) == (6, 1, 7)
    assert len(list(shared.rglob("*.shard"))) == 7
    assert fingerprint_of(tmp_path / "here") == fingerprint_of(tmp_path / "there")
    again = spacekg.build([tmp_path / "papers"], store=tmp_path / "new", shards=str(shared))
    assert again.worked == 0


def test_odd_names_and_things_that_are_no_files_stop_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    write_some(folder, random.Random(11), 1)
    text = (folder / "00.md").read_text()
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.md")).write_text(f"{text}One.\n")
    (folder / "a b\n.md").write_text(f"{text}Two.\n")
    (folder / "empty.md").touch()
    (folder / "loop").symlink_to(".")
    (folder / "gone.md").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.md")
    named = [folder, folder / "pipe.md", folder / "gone.md"]
    first = spacekg.build(named, store=tmp_path / "store", jobs=1, seconds=60)
    again = spacekg.build(named, store=tmp_path / "store")
    assert (first.read, first.refused) == (again.read, again.refused) == (3, 4)
    assert not again.is_new and list(first.lines()) == list(again.lines())
    assert spacekg.doctor(tmp_path / "store").sound


def test_stores_that_share_a_place_for_shards_leave_each_others_alone(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    for name in ("one", "two"):
        write_some(tmp_path / name, random.Random(name), 3)
        spacekg.build([tmp_path / name], store=tmp_path / f"store-{name}", shards=str(shared))
    assert len(list(shared.rglob("*.shard"))) == 6
    for name in ("one", "two"):
        again = spacekg.build([tmp_path / name], store=tmp_path / f"new-{name}", shards=str(shared))
        assert (again.read, again.worked) == (3, 0)
