"""Watcher: the graph follows its folders, until it is told to stop.

Folders are looked at again and again: that needs no library, and works where nobody tells of
changes (network folders, containers). An unchanged folder of 10,000 files costs a hundredth of a
second or two a look.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from spacekg.errors import SpaceKGError
from spacekg.folders import observe
from spacekg.pipeline import DATA, build
from spacekg.report import BuildReport
from spacekg.resources import find_resource

#: seconds between two looks; what changes has to be still for one of them
PAUSE = 0.5


def watch(
    paths: Sequence[Path | str] = (),
    *,
    store: Path | str = "exports/store",
    jobs: int | None = 0,
    tell: Callable[[BuildReport | SpaceKGError], None] | None = None,
    stop: threading.Event | None = None,
    pause: float = PAUSE,
) -> None:
    """Build the graph of files and folders, and build it again whenever they change.

    ``tell`` is given the report of each build, or what stopped it: an error ends a build and
    never the watching. It ends when ``stop`` is set, or by Ctrl-C.
    """
    watched = tuple(paths) or (find_resource(*DATA.split("/")),)
    ending = stop or threading.Event()
    built: dict[str, list[int]] | None = None
    seen = observe(watched, without=Path(store))
    while not ending.is_set():
        if seen != built:
            built = seen
            told: BuildReport | SpaceKGError
            try:
                told = build(watched, store=store, jobs=jobs)
            except SpaceKGError as error:
                told = error
            if tell is not None:
                tell(told)
        if ending.wait(pause):
            return
        before, seen = seen, observe(watched, without=Path(store))
        while seen != before and not ending.wait(pause):
            # somebody is still writing
            before, seen = seen, observe(watched, without=Path(store))
