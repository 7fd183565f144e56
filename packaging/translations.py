"""Keep the catalogues in step with the source: German, and English for words that count.

``update`` collects every text to be translated into ``resources/translations/*.ts`` and compiles
the ``.qm`` files the program loads; ``check`` only tells whether that would change anything. Both
end with 1 while a text is not translated. Needs the environment that ``dev.py`` makes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "app" / "tse_companion"
FOLDER = ROOT / "resources" / "translations"
CATALOGUE = FOLDER / "tse_companion_de.ts"
ENGLISH = FOLDER / "tse_companion_en.ts"  # singular and plural only; the source is English
CATALOGUES = (CATALOGUE, ENGLISH)
# lupdate takes any function called tr or translate for its own, so it is shown Qt's rooms only.
ROOMS = ("gui", "bootstrap")


def main(argv: Sequence[str]) -> int:
    """Do what the command line asks; the exit code is 0 when the catalogue is complete."""
    parser = argparse.ArgumentParser(prog="packaging/translations.py")
    parser.add_argument("command", choices=("update", "check"))
    wanted = parser.parse_args(argv)
    if wanted.command == "update":
        problems = []
        for catalogue in CATALOGUES:
            collect(catalogue)
            release(catalogue, compiled(catalogue))
    else:
        problems = stale()
    for catalogue in CATALOGUES:
        problems += [
            f"{catalogue.name}: not translated: {context}: {source}"
            for context, source in unfinished(catalogue)
        ]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def sources() -> list[Path]:
    """Every file that may hold texts, in a fixed order."""
    found: list[Path] = []
    for room in ROOMS:
        path = SOURCES / room
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return [path for path in found if path.is_file()]


def collect(catalogue: Path) -> None:
    """Bring a catalogue up to date with the source; texts no longer used go."""
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder) / "sources.txt"
        names.write_text("\n".join(str(path) for path in sources()), encoding="utf-8")
        _run(
            "lupdate",
            "-silent",
            "-no-obsolete",
            "-locations",
            "none",
            "-source-language",
            "en",
            "-target-language",
            "en_GB" if catalogue.name == ENGLISH.name else "de_DE",
            *(["-pluralonly"] if catalogue.name == ENGLISH.name else []),
            f"@{names}",
            "-ts",
            str(catalogue),
        )


def release(catalogue: Path, target: Path) -> None:
    """Compile a catalogue into the form the program loads."""
    _run("lrelease", "-silent", "-nounfinished", str(catalogue), "-qm", str(target))


def compiled(catalogue: Path) -> Path:
    """Where the compiled form of a catalogue lies."""
    return catalogue.with_suffix(".qm")


def stale() -> list[str]:
    """What ``update`` would change, in words; empty when nothing."""
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for catalogue in CATALOGUES:
            copy = Path(folder) / catalogue.name
            shutil.copyfile(catalogue, copy)
            collect(copy)
            if copy.read_bytes() != catalogue.read_bytes():
                problems.append(f"{catalogue.name} is not up to date with the source")
            release(catalogue, compiled(copy))
            if compiled(copy).read_bytes() != compiled(catalogue).read_bytes():
                problems.append(f"{compiled(catalogue).name} is not compiled from it")
    return problems


def unfinished(catalogue: Path = CATALOGUE) -> list[tuple[str, str]]:
    """Context and source text of everything that is not translated."""
    missing: list[tuple[str, str]] = []
    for context, source, translation in entries(catalogue):
        if translation is None:
            missing.append((context, source))
    return missing


def entries(catalogue: Path = CATALOGUE) -> list[tuple[str, str, str | None]]:
    """Context, source text and translation (None if unfinished) of a whole catalogue."""
    # Our own file, written by lupdate from our own source.
    tree = ET.parse(catalogue)  # noqa: S314
    found: list[tuple[str, str, str | None]] = []
    for context in tree.getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            node = message.find("translation")
            words = None if node is None or node.get("type") else "".join(node.itertext()).strip()
            found.append((name, message.findtext("source", ""), words or None))
    return found


def _run(tool: str, *arguments: str) -> None:
    import PySide6

    name = f"{tool}.exe" if os.name == "nt" else tool
    subprocess.run([str(Path(PySide6.__file__).parent / name), *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
