"""The rules of the ground, read from the source: arrows, rooms, forbidden calls, lengths.

Each function takes a folder and returns sentences about what is wrong in it, so that the tests
can also show that planted violations are found.
"""

from __future__ import annotations

import ast
import functools
import gc
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

PACKAGE = "tse_companion"

# --- what may import what --------------------------------------------------------------------

BESIDE = frozenset({"errors", "logs", "paths"})  # stand beside the layers, for all of them
ARROWS: Mapping[str, frozenset[str]] = {
    "errors": frozenset(),
    "logs": frozenset({"errors", "paths"}),
    "paths": frozenset(),
    "domain": BESIDE,
    "tse": BESIDE | {"domain"},
    "api": BESIDE | {"domain"},
    "store": BESIDE | {"domain"},
    "services": BESIDE | {"api", "store", "tse", "domain"},
    "gui": BESIDE | {"services", "domain"},
    "sandbox": frozenset({"domain", "tse"}),  # an imitation shares no failures with us
    "cli": BESIDE | {"bootstrap", "services", "sandbox", "tse", "domain"},
    "bootstrap": BESIDE | {"gui", "services", "api", "store", "tse", "domain", "sandbox"},
    "__main__": frozenset({"cli"}),
    "__init__": frozenset(),
}

# Which files may import a library; a library that is not named here is in no one's room.
ROOMS: Mapping[str, tuple[str, ...]] = {
    "PySide6": ("gui/*", "bootstrap*"),
    "httpx": ("api/transport.py",),
    "anyio": ("api/transport.py",),  # what httpx and starlette stand on
    "truststore": ("api/transport.py",),
    "keyring": ("store/secrets.py", "store/secrets/*"),
    "keyrings": ("store/secrets.py", "store/secrets/*"),
    "argon2": ("store/secrets/*",),  # what keyrings.cryptfile encrypts with
    "Crypto": ("store/secrets/*",),
    "cryptography": ("tse/*",),
    "qasync": ("bootstrap*",),
    "platformdirs": ("bootstrap*",),
    "starlette": ("sandbox/*",),
    "uvicorn": ("sandbox/*",),
    "h11": ("sandbox/*",),
    "qrcode": ("gui/printing.py", "gui/printing/*"),
    "(a name made at run time)": ("store/secrets/*",),  # back ends of keyring, from a fixed list
}

# --- what nobody writes, or only in one room -------------------------------------------------

TASK_ROOM = "services/tasks.py"
TASK_STARTERS = frozenset({"create_task", "ensure_future"})
NESTED_LOOPS = frozenset({"exec", "exec_", "processEvents", "asyncSlot", "asyncClose", "asyncWrap"})
STATIC_DIALOGS = {
    "QMessageBox": frozenset(
        {"about", "aboutQt", "critical", "information", "question", "warning"}
    ),
    "QFileDialog": frozenset(
        {
            "getExistingDirectory",
            "getExistingDirectoryUrl",
            "getOpenFileName",
            "getOpenFileNames",
            "getOpenFileUrl",
            "getOpenFileUrls",
            "getSaveFileName",
            "getSaveFileUrl",
        }
    ),
    "QInputDialog": frozenset({"getDouble", "getInt", "getItem", "getMultiLineText", "getText"}),
    "QColorDialog": frozenset({"getColor"}),
    "QFontDialog": frozenset({"getFont"}),
}

MOST_LINES = 420  # files stop near 400

# --- what no file of the project says --------------------------------------------------------

# Written in pieces, so that this file does not find itself.
_HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.", "deb." + "debian.org")
_INDEX = ("index" + "-url", "find" + "-links", "trusted" + "-host")
_HOMES = r"root|work|mnt|opt/py\w*|home/\w+|Users/\w+"
MACHINE_WORDS = re.compile(
    rf"{'|'.join(re.escape(word) for word in (*_HOSTS, *_INDEX))}"
    rf"|(?<![\w./~}}*-])/(?:{_HOMES})/\w"
    r"|\b[A-Z]:\\+Users\b",
    re.IGNORECASE,
)
TOP_LEVEL = frozenset({"pyproject.toml", "app", "resources", "tests", "packaging", "README.md"})
MADE = frozenset({"build", "dist"})  # in .gitignore
_MADE_FOLDERS = frozenset({"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"})
_BINARY = frozenset({".otf", ".ttf", ".png", ".ico", ".pdf", ".qm", ".sqlite", ".jpg"})


@dataclass(frozen=True, slots=True)
class Import:
    """One import: the module that asks, the full name asked for, and where."""

    file: str
    line: int
    name: str


_PLANTED = 20  # more files than any test makes for itself


@functools.cache
def modules(package: Path) -> tuple[tuple[str, ast.Module], ...]:
    """Path below the package and syntax tree of each module."""
    found = tuple(
        (file.relative_to(package).as_posix(), ast.parse(file.read_text("utf-8")))
        for file in sorted(package.rglob("*.py"))
        if not _MADE_FOLDERS & set(file.parts)
    )
    if len(found) > _PLANTED:
        # The trees stay to the end: the collections after each test must not walk through them.
        gc.freeze()
    return found


def imports(file: str, tree: ast.Module) -> Iterator[Import]:
    """Every import of a module, also those inside functions and under TYPE_CHECKING."""
    own = [PACKAGE, *file.split("/")[:-1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = own[: len(own) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield Import(file, node.lineno, f"{stem}.{alias.name}")
        elif isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__"}:
            yield Import(file, node.lineno, _spelled(node.args[0] if node.args else None))


def _spelled(argument: ast.expr | None) -> str:
    """What is certain about a module's name that is an argument."""
    if isinstance(argument, ast.JoinedStr) and argument.values:
        argument = argument.values[0]  # f"package.layer.{rest}": the layer is certain
        if not (isinstance(argument, ast.Constant) and str(argument.value).count(".") >= 2):
            return "(a name made at run time)"
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return "(a name made at run time)"


def layer_of(file: str) -> str:
    """The package or module directly below ours that a file belongs to."""
    return file.split("/", maxsplit=1)[0].removesuffix(".py")


def wrong_arrows(package: Path) -> list[str]:
    """Imports within the program that go another way than the layers allow."""
    found = []
    for file, tree in modules(package):
        layer = layer_of(file)
        if layer not in ARROWS:
            found.append(f"{file}: {layer} is no layer")
            continue
        for one in imports(file, tree):
            parts = one.name.split(".")
            if parts[0] != PACKAGE:
                continue
            target = parts[1] if len(parts) > 1 else "__init__"
            if target not in ARROWS:  # a name from the package itself, like its version
                target = "__init__"
            if target not in {layer, "__init__"} and target not in ARROWS[layer]:
                found.append(f"{file}:{one.line}: {layer} must not import {target}")
    return found


def wrong_rooms(package: Path) -> list[str]:
    """Libraries imported outside their room, or without having one."""
    found = []
    for file, tree in modules(package):
        for one in imports(file, tree):
            library = one.name.split(".")[0]
            if library == PACKAGE or library in sys.stdlib_module_names:
                continue
            rooms = ROOMS.get(library)
            if rooms is None:
                found.append(f"{file}:{one.line}: {library} has no room")
            elif not any(fnmatch(file, room) for room in rooms):
                found.append(f"{file}:{one.line}: {library} belongs to {', '.join(rooms)}")
    return found


def wrong_calls(package: Path) -> list[str]:
    """Bare tasks, nested loops, blocking waits, print outside the command line."""
    found = []
    for file, tree in modules(package):
        blocked = {
            one.line
            for one in imports(file, tree)
            if one.name == "time.sleep" or one.name.endswith(".QEventLoop")
        }
        # qasync's loop has the same name as the one of Qt that must not be nested.
        if any(one.name == "qasync.QEventLoop" for one in imports(file, tree)):
            blocked = set()
        found += [f"{file}:{line}: time.sleep or QEventLoop" for line in sorted(blocked)]
        for node in ast.walk(tree):
            name, owner = _reference(node)
            where = f"{file}:{getattr(node, 'lineno', 0)}"
            if name in TASK_STARTERS and file != TASK_ROOM:
                found.append(f"{where}: {name} belongs to {TASK_ROOM}")
            elif name in NESTED_LOOPS and not (name == "exec" and owner is None):
                found.append(f"{where}: {name} runs a nested loop")
            elif owner in STATIC_DIALOGS and name in STATIC_DIALOGS[owner]:
                found.append(f"{where}: {owner}.{name} runs a nested loop")
            elif name == "sleep" and owner == "time":
                found.append(f"{where}: time.sleep holds up the window")
            elif name == "print" and owner is None and layer_of(file) != "cli":
                found.append(f"{where}: print belongs to cli")
    return found


def too_long(root: Path) -> list[str]:
    """Python files that should have been split along their ideas."""
    found = []
    for folder in ("app", "tests", "packaging"):
        for file in sorted((root / folder).rglob("*.py")):
            lines = file.read_text("utf-8").count("\n")
            if lines > MOST_LINES and not _MADE_FOLDERS & set(file.parts):
                found.append(f"{file.relative_to(root).as_posix()}: {lines} lines")
    return found


def project_files(root: Path) -> Iterator[Path]:
    """Every file that belongs to the project, without asking git, which may be absent."""
    for entry in sorted(root.iterdir()):
        if entry.name in MADE or (entry.name.startswith(".") and entry.name not in _DOT_FILES):
            continue
        for file in sorted(entry.rglob("*")) if entry.is_dir() else [entry]:
            if file.is_file() and not _MADE_FOLDERS & set(file.parts):
                yield file


_DOT_FILES = frozenset({".ci", ".gitignore", ".gitattributes"})


def machine_words(root: Path) -> list[str]:
    """Registry hosts and absolute paths of some machine, in any text of the project."""
    found = []
    for file in project_files(root):
        if file.suffix in _BINARY:
            continue
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            match = MACHINE_WORDS.search(line)
            if match:
                found.append(f"{file.relative_to(root).as_posix()}:{number}: {match.group()}")
    return found


def strange_top_level(root: Path) -> list[str]:
    """Entries beside the fixed ones; dot-files and what builds make are free."""
    names = {entry.name for entry in root.iterdir() if not entry.name.startswith(".")} - MADE
    return [
        *(f"{name} does not belong on top" for name in sorted(names - TOP_LEVEL)),
        *(f"{name} is missing" for name in sorted(TOP_LEVEL - names)),
        *(["packaging/__init__.py hides a library"] if _hides_library(root) else []),
    ]


def _hides_library(root: Path) -> bool:
    return (root / "packaging" / "__init__.py").exists()


def _called(node: ast.Call) -> str:
    return _reference(node.func)[0]


def _reference(node: ast.AST) -> tuple[str, str | None]:
    """Name and owner of ``owner.name`` or of a bare ``name``; the owner only if it is a name."""
    if isinstance(node, ast.Attribute):
        return node.attr, node.value.id if isinstance(node.value, ast.Name) else "(expression)"
    if isinstance(node, ast.Name):
        return node.id, None
    return "", None
