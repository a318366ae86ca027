"""Faults, each done to a real command in a process of its own, and what must hold afterwards.

Every trial returns nothing when the promise held, else what was wrong in one line.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacekg
from spacekg.graph import GraphStore

GENES = ("Fbxo32", "Trim63", "Cdkn1a", "Sod2", "Myh7", "Col1a1")
PLACES = ("liver", "soleus muscle", "femur", "retina", "heart", "kidney")
#: what must be whole or absent after a kill, and how its end is told
FORMATS = ("nquads", "turtle", "jsonld", "graphml", "html", "gexf", "kgx")
COMMAND = (sys.executable, "-m", "spacekg")


def write_study(path: Path, chance: random.Random) -> None:
    """A small study of our own."""
    gene, place = chance.choice(GENES), chance.choice(PLACES)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"# Spaceflight and the {place}, part {chance.randrange(10**6)}\n\nMice flew for "
        f"{chance.randrange(5, 60)} days. {gene} expression "
        f"{chance.choice(('increased', 'decreased'))} in the {place} of mice after spaceflight.\n"
    )


@dataclass(slots=True, kw_only=True)
class Scene:
    """A folder of documents, its store, and what was last reported as done."""

    root: Path
    chance: random.Random
    sha256: str = ""

    @property
    def papers(self) -> Path:
        """The documents."""
        return self.root / "papers"

    @property
    def store(self) -> Path:
        """The graph."""
        return self.root / "store"

    def prepare(self, count: int = 4) -> Scene:
        """Write documents and build them; what that build says is done."""
        for number in range(count):
            write_study(self.papers / f"{number:02}.md", self.chance)
        spacekg.build([self.papers], store=self.store)
        self.note()
        return self

    def note(self) -> None:
        """What is there now is what was acknowledged."""
        self.sha256 = GraphStore(path=self.store).verify().sha256

    def change(self) -> None:
        """Something to do for the next build."""
        write_study(self.papers / f"{self.chance.randrange(6):02}.md", self.chance)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """A command on this store, as a person starts it."""
        return subprocess.Popen(
            [*COMMAND, *words, "--store", str(self.store)], cwd=self.root,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def build_words(self) -> tuple[str, ...]:
        """The words of the build command."""
        return ("build", str(self.papers), "--jobs", "1")


def end_group(process: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    """Kill a command and all it started at once; how it had ended."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    out, err = process.communicate(timeout=30)
    return process.returncode, out, err


def kill_build(scene: Scene, *, clean: bool = False, longest: float = 2.5) -> str:
    """Kill a build at a random moment: the last good graph stands, and the next build works."""
    scene.change()
    words = (*scene.build_words(), "--clean") if clean else scene.build_words()
    process = scene.start(*words)
    time.sleep(scene.chance.random() * longest)
    code, _, _ = end_group(process)
    try:
        found = GraphStore(path=scene.store).verify().sha256
    except spacekg.SpaceKGError as error:
        return f"after the kill: {error}"
    if code == 0:
        scene.sha256 = found
    # a pointer swapped and not yet reported is done too; it must then be the new graph, whole
    report = spacekg.build([scene.papers], store=scene.store)
    whole = GraphStore(path=scene.store).verify().sha256
    if found not in (scene.sha256, whole):
        return "the graph is neither the last nor the new one"
    if report.refused or report.read != len(list(scene.papers.iterdir())):
        return f"the next build read {report.read}"
    left = [path.name for path in (scene.store / "generations").iterdir()]
    if len(left) > 2 or any(name.startswith(".") for name in left):
        return f"left behind: {left}"
    scene.sha256 = whole
    return ""


def kill_first_build(scene: Scene, *, longest: float = 2.5) -> str:
    """Kill the first build of a store: there is a whole graph or none, and the next build works."""
    shutil.rmtree(scene.store)
    process = scene.start(*scene.build_words())
    time.sleep(scene.chance.random() * longest)
    code, _, _ = end_group(process)
    if code == 0 or (scene.store / "CURRENT").exists():
        try:
            GraphStore(path=scene.store).verify()
        except spacekg.SpaceKGError as error:
            return f"a pointer to what is not whole: {error}"
    spacekg.build([scene.papers], store=scene.store)
    scene.note()
    return ""


def kill_export(scene: Scene, *, longest: float = 1.2) -> str:
    """Kill an export over an older file: the file is the older one or the new one, whole."""
    name = scene.chance.choice(FORMATS)
    out = scene.root / "out" / name
    out.mkdir(parents=True, exist_ok=True)
    wanted = scene.root / "wanted" / name
    wanted.mkdir(parents=True)
    spacekg.export(spacekg.KnowledgeGraph.open(scene.store), name, wanted)
    for path in wanted.iterdir():
        (out / path.name).write_bytes(b"older")
    process = scene.start("export", name, f"{out}/")
    time.sleep(scene.chance.random() * longest)
    end_group(process)
    for path in out.iterdir():
        if path.name.startswith("."):
            continue
        if path.read_bytes() not in (b"older", (wanted / path.name).read_bytes()):
            return f"{path.name} is torn"
    spacekg.export(spacekg.KnowledgeGraph.open(scene.store), name, out)
    left = [path.name for path in out.iterdir() if path.name.startswith(".")]
    shutil.rmtree(wanted)
    return f"left behind: {left}" if left else ""


def kill_site(scene: Scene, *, longest: float = 2.0) -> str:
    """Kill the writing of a site: every page is absent or whole, and the next writing ends it."""
    wanted = scene.root / "site-wanted"
    if not wanted.exists() or (wanted / ".of").read_text() != scene.sha256:
        shutil.rmtree(wanted, ignore_errors=True)
        spacekg.write_site(spacekg.KnowledgeGraph.open(scene.store), wanted)
        (wanted / ".of").write_text(scene.sha256)
    out = scene.root / "site"
    shutil.rmtree(out, ignore_errors=True)
    process = scene.start("site", str(out))
    time.sleep(scene.chance.random() * longest)
    end_group(process)
    for path in out.rglob("*"):
        other = wanted / path.relative_to(out)
        is_page = path.is_file() and not path.name.startswith(".")
        if is_page and path.read_bytes() != other.read_bytes():
            return f"{path.relative_to(out)} is torn"
    return ""


def kill_serve(scene: Scene, *, longest: float = 2.5) -> str:
    """Kill a server: the graph it read is as it was, and no process of it goes on."""
    process = scene.start("serve", "--port", "0")
    time.sleep(scene.chance.random() * longest)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=30)
    for _ in range(100):
        if not group_members(process.pid):
            break
        time.sleep(0.1)
    else:
        end_group(process)
        return "processes of the server go on"
    process.communicate()
    return verified(scene)


def kill_watch(scene: Scene, *, longest: float = 4.0) -> str:
    """Kill a watcher while files change: a whole graph stays, and the next build works."""
    process = scene.start("watch", str(scene.papers), "--jobs", "1")
    until = time.monotonic() + scene.chance.random() * longest
    while time.monotonic() < until:
        time.sleep(0.3)
        scene.change()
    end_group(process)
    try:
        GraphStore(path=scene.store).verify()
    except spacekg.SpaceKGError as error:
        return f"after the kill: {error}"
    spacekg.build([scene.papers], store=scene.store)
    scene.note()
    return ""


def verified(scene: Scene) -> str:
    """Whether the graph is what was acknowledged."""
    try:
        found = GraphStore(path=scene.store).verify().sha256
    except spacekg.SpaceKGError as error:
        return str(error)
    return "" if found == scene.sha256 else "the graph has changed"


def group_members(group: int) -> list[int]:
    """The processes of a group, from what the system lists."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                told = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(told[2]) == group and told[0] != "Z":
                found.append(int(entry.name))
    return found


KILLS: tuple[tuple[str, Callable[[Scene], str]], ...] = (
    ("build", kill_build),
    ("clean build", lambda scene: kill_build(scene, clean=True)),
    ("first build", kill_first_build),
    ("export", kill_export),
    ("site", kill_site),
    ("serve", kill_serve),
    ("watch", kill_watch),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One thing done to one file of a store."""

    file: Path
    how: str

    def do(self, chance: random.Random) -> None:
        """Damage the file."""
        content = bytearray(self.file.read_bytes())
        if self.how == "delete":
            self.file.unlink()
        elif self.how == "cut":
            self.file.write_bytes(content[: chance.randrange(len(content))])
        elif self.how == "empty":
            self.file.write_bytes(b"")
        elif self.how == "append":
            self.file.write_bytes(content + b"\0" * 7)
        elif self.how == "zeros":
            self.file.write_bytes(bytes(len(content)))
        else:
            at = chance.randrange(len(content))
            content[at] ^= 1 << chance.randrange(8)
            self.file.write_bytes(bytes(content))


def list_damages(store: Path) -> list[Damage]:
    """What may be done to the files that a store cannot do without."""
    here = GraphStore(path=store).current()
    files = [store / "CURRENT", *(one for one in sorted(here.rglob("*")) if one.is_file())]
    kinds = ("flip", "cut", "delete", "zeros", "empty", "append")
    return [
        Damage(file=file, how=how)
        for file in files
        if file.stat().st_size
        and file.name not in ("LOCK", "LOG", "IDENTITY")
        and not file.name.startswith(("LOG", "OPTIONS"))
        for how in kinds
    ]


ASKED = ("shared-genes", "gaps-of-field", "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o")


def ask(store: Path) -> list[object]:
    """What reading commands answer of a store, or the typed error in the place of an answer."""
    answers: list[object] = []
    for verb in (
        lambda graph: spacekg.query(graph, ASKED[2], output="csv"),
        lambda graph: spacekg.write_rows(spacekg.shared(graph, min_studies=1), "json"),
        lambda graph: spacekg.write_rows(spacekg.gaps(graph), "json"),
        lambda graph: spacekg.write_rows(spacekg.summary(graph), "json"),
    ):
        try:
            answers.append(verb(spacekg.KnowledgeGraph.open(store)))
        except spacekg.SpaceKGError as error:
            assert "\n" not in str(error)
            answers.append(error)
    return answers


def compare(answers: Sequence[object], right: Sequence[object]) -> int:
    """How many answers are neither right nor an error."""
    return sum(
        not isinstance(one, spacekg.SpaceKGError) and one != wanted
        for one, wanted in zip(answers, right, strict=True)
    )


def run_limited(scene: Scene, size: int, *words: str) -> tuple[int, str]:
    """Run a command that may write no file larger than ``size``, as on a full disk."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size})); "
        "sys.argv[0] = 'spacekg'; from spacekg.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words, "--store", str(scene.store)], cwd=scene.root,
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stderr


def digest_of(
    scene: Scene, jobs: int, seed: int, zone: str, locale: str, files: list[str],
    before: Sequence[str] = (),
) -> str:  # fmt: skip
    """The digest of a build in another environment, with the files in another order.

    A build of the files ``before`` goes first, if there are any; else the build is a clean one.
    """
    store = scene.root / f"store-{seed}"
    environment = {
        **os.environ, "PYTHONHASHSEED": str(seed), "TZ": zone, "LC_ALL": locale, "LANG": locale,
    }  # fmt: skip
    for words in (before, [*files, *([] if before else ["--clean"])]):
        if words:
            subprocess.run(
                [*COMMAND, "build", *words, "--store", str(store), "--jobs", str(jobs)],
                cwd=scene.root, env=environment, capture_output=True, check=True, timeout=180,
            )  # fmt: skip
    manifest = json.loads((GraphStore(path=store).current() / "manifest.json").read_bytes())
    shutil.rmtree(store)
    return f"{manifest['sha256']} {sorted(manifest['files'].items())}"


def race_writers(scene: Scene, count: int = 2, *, clean: bool = False) -> str:
    """Start several builds of one store from different documents: each is done whole or refused."""
    folders = [scene.root / f"papers-{number}" for number in range(count)]
    wanted = {scene.sha256}
    processes = []
    for number, folder in enumerate(folders):
        shutil.rmtree(folder, ignore_errors=True)
        for one in range(3):
            write_study(folder / f"{one}.md", scene.chance)
        alone = scene.root / "alone"
        shutil.rmtree(alone, ignore_errors=True)
        spacekg.build([folder], store=alone)
        wanted.add(GraphStore(path=alone).verify().sha256)
        assert len(wanted) == number + 2, "the documents give different graphs"
    for folder in folders:
        words = ("build", str(folder), "--jobs", "1", *(("--clean",) if clean else ()))
        time.sleep(scene.chance.random() * 0.3)
        processes.append(scene.start(*words))
    done = 0
    for process in processes:
        _, err = process.communicate(timeout=120)
        told = err.decode()
        if process.returncode == 0:
            done += 1
        elif "another build is writing this store" not in told or told.count("\n") != 1:
            return f"a writer ended with {process.returncode}: {told[-200:]}"
    try:
        found = GraphStore(path=scene.store).verify().sha256
    except spacekg.SpaceKGError as error:
        return f"after two writers: {error}"
    if not done or found not in wanted or found == scene.sha256:
        return f"{done} builds done and the graph is that of none"
    left = [path.name for path in (scene.store / "generations").iterdir()]
    if len(left) > 2 or any(name.startswith(".") for name in left):
        return f"left behind: {left}"
    scene.sha256 = found
    return ""


def damage_store(scene: Scene) -> str:
    """Damage one file of a copy: the doctor says so, and no answer is wrong or an untyped error."""
    right = ask(scene.store)
    damage = scene.chance.choice(list_damages(scene.store))
    copy = scene.root / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(scene.store, copy)
    file = copy / damage.file.relative_to(scene.store)
    before = file.read_bytes()
    Damage(file=file, how=damage.how).do(scene.chance)
    if file.exists() and file.read_bytes() == before:
        return ""
    if spacekg.doctor(copy).sound:
        return f"{file.name}, {damage.how}: the doctor calls it sound"
    wrong = compare(ask(copy), right)
    return f"{file.name}, {damage.how}: {wrong} wrong answers" if wrong else ""


def compare_digests(scene: Scene, count: int) -> list[str]:
    """Build the same documents in other environments, clean and step by step: one digest."""
    for number in range(12):
        write_study(scene.papers / f"{number:02}.md", scene.chance)
    files = sorted(map(str, scene.papers.iterdir()))
    zones = ("UTC", "Asia/Kolkata", "America/St_Johns")
    locales = ("C", "C.UTF-8", "POSIX", "tr_TR.UTF-8")
    found: list[str] = []
    for number in range(count):
        order = scene.chance.sample(files, len(files)) if number else files
        before = order[:5] if number % 2 else []
        zone, locale = zones[number % 3], locales[number % 4]
        found.append(digest_of(scene, number % 3 + 1, number, zone, locale, order, before))
    others = [number for number, one in enumerate(found) if one != found[0]]
    return [f"build {number} gives another digest" for number in others]
