"""What the architecture tests read: the files of the repository and the functions in them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "plumbline"


class Function(NamedTuple):
    """A function and where it is written; `in_class` if it is a method."""

    path: Path
    node: ast.FunctionDef | ast.AsyncFunctionDef
    in_class: bool

    @property
    def where(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.node.lineno} {self.node.name}"


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that git tracks or would track, so that a new file is checked before it is committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in sorted(set(filter(None, names.split("\0")))) if (path := ROOT / name).is_file())


def files_below(*folders: str, suffixes: tuple[str, ...]) -> list[Path]:
    tops = [ROOT / folder for folder in folders]
    return [path for path in tracked_files() if path.suffix in suffixes and any(path.is_relative_to(top) for top in tops)]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(*folders: str) -> Iterator[Function]:
    for path in files_below(*folders, suffixes=(".py",)):
        yield from _functions(path, parsed(path), in_class=False)


def _functions(path: Path, parent: ast.AST, *, in_class: bool) -> Iterator[Function]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(path, node, in_class)
        yield from _functions(path, node, in_class=isinstance(node, ast.ClassDef))
