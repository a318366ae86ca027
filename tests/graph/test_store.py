"""Store: the last good graph stays whatever happens to the next one."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from spacekg.errors import StoreError
from spacekg.graph import GraphStore, KnowledgeGraph
from spacekg.graph.generation import verify_generation


def shard_of(count, graph="g:1"):
    return b"".join(f'<a:{at}> <a:b> "{at}" <{graph}> .\n'.encode() for at in range(count))


@pytest.fixture
def store(tmp_path):
    return GraphStore(path=tmp_path / "store")


def test_a_build_can_be_read(store):
    manifest = store.write(
        [shard_of(3), shard_of(2, "g:2")],
        inputs=[("b.md", "2"), ("a.md", "1")],
        versions=[("spacekg", "0")],
        notices=["warning x"],
    )
    assert (manifest.quads, manifest.triples, manifest.graphs) == (5, 3, 2)
    assert manifest.inputs == (("a.md", "1"), ("b.md", "2"))
    assert store.manifest() == store.verify() == manifest
    graph = KnowledgeGraph.open(store.path)
    assert hashlib.sha256(graph.to_nquads()).hexdigest() == manifest.sha256
    assert (store.current() / "graph.nq").read_bytes() == graph.to_nquads()


def test_the_same_build_is_the_same_generation(store):
    first = store.write([shard_of(3)])
    where = store.current()
    before = where.stat().st_mtime_ns
    assert store.write([shard_of(3)]) == first
    assert (store.current(), store.current().stat().st_mtime_ns) == (where, before)


def test_a_reader_keeps_what_it_opened(store):
    store.write([shard_of(3)])
    graph = KnowledgeGraph.open(store.path)
    for count in range(4, 8):
        store.write([shard_of(count)])
    assert len(list(graph.query("SELECT * { ?s ?p ?o }"))) == 3
    assert len(list(KnowledgeGraph.open(store.path).query("SELECT * { ?s ?p ?o }"))) == 7


def test_the_last_two_generations_stay(store):
    names = [store.write([shard_of(count)]).generation for count in range(1, 5)]
    kept = sorted(path.name for path in (store.path / "generations").iterdir())
    assert kept == sorted(names[-2:])
    store.write([shard_of(3)])
    assert (store.path / "CURRENT").read_text().split()[:2] == [names[2], names[3]]


def test_two_writers_do_not_meet(store):
    store.write([shard_of(1)])
    code = textwrap.dedent(
        f"""
        import fcntl, sys, time
        handle = open({str(store.path / "lock")!r}, "a")
        fcntl.flock(handle, fcntl.LOCK_EX)
        print("locked", flush=True)
        time.sleep(60)
        """
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout.readline() == b"locked\n"
            with pytest.raises(StoreError, match="another build"):
                store.write([shard_of(2)])
        finally:
            process.kill()
            process.stdout.close()
    # A lock left behind by a process that died holds nobody up.
    assert store.write([shard_of(2)]).quads == 2


@pytest.mark.parametrize("wait", [0.0, 0.05, 0.2, 0.5])
def test_a_killed_build_leaves_the_last_good_one(store, wait):
    good = store.write([shard_of(5)])
    code = textwrap.dedent(
        f"""
        from pathlib import Path
        from spacekg.graph import GraphStore
        lines = [f'<a:{{i}}> <a:b> "{{i}}" <g:1> .'.encode() for i in range(60_000)]
        print("go", flush=True)
        GraphStore(path=Path({str(store.path)!r})).write([b"\\n".join(lines)])
        """
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"go\n"
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.stdout.close()
    assert store.verify() == good
    assert len(list(KnowledgeGraph.open(store.path).query("SELECT * { ?s ?p ?o }"))) == 5
    store.write([shard_of(6)])
    assert store.verify().quads == 6
    assert not [path for path in (store.path / "generations").iterdir() if path.name[0] == "."]


def test_a_failed_build_leaves_the_last_good_one(store):
    good = store.write([shard_of(5)])
    with pytest.raises(StoreError, match="cannot be loaded"):
        store.write([b"this is no quad <g:1> .\n"])
    assert store.verify() == good


def test_no_graph_is_one_clear_line(store):
    with pytest.raises(StoreError, match="no graph here") as caught:
        KnowledgeGraph.open(store.path)
    assert "spacekg build" in str(caught.value)
    store.write([shard_of(1)])
    (store.path / "CURRENT").write_text("../../etc\n")
    with pytest.raises(StoreError, match="damaged"):
        KnowledgeGraph.open(store.path)
    store.write([shard_of(1)])
    assert store.verify().quads == 1


def largest_table(folder):
    return max((folder / "store").glob("*.sst"), key=lambda path: path.stat().st_size)


def cut(folder):
    path = largest_table(folder)
    path.write_bytes(path.read_bytes()[:-10])


def flip(folder):
    path = largest_table(folder)
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


def remove(folder):
    largest_table(folder).unlink()


def edit_quads(folder):
    path = folder / "graph.nq"
    path.write_bytes(path.read_bytes().replace(b'"1"', b'"2"'))


def edit_manifest(folder):
    value = json.loads((folder / "manifest.json").read_bytes())
    value["quads"] += 1
    (folder / "manifest.json").write_text(json.dumps(value))


def break_manifest(folder):
    (folder / "manifest.json").write_bytes(b"{")


@pytest.mark.parametrize("damage", [cut, flip, remove, edit_quads, edit_manifest, break_manifest])
def test_damage_is_found(store, damage):
    store.write([shard_of(2000)])
    damage(store.current())
    with pytest.raises(StoreError, match="damaged"):
        verify_generation(store.current())
    assert store.write([shard_of(2000)]).quads == store.verify().quads == 2000


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_one_clear_line(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be written"):
        GraphStore(path=tmp_path / "store").write([shard_of(1)])


def test_a_path_through_a_file_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        GraphStore(path=tmp_path / "file" / "store").write([shard_of(1)])


def test_a_generation_that_may_not_be_entered_is_one_line(store, monkeypatch):
    store.write([shard_of(1)])

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.is_file", refuse)
    with pytest.raises(StoreError, match="cannot be opened: Permission denied; check the rights"):
        store.current()
