"""Files, functions and parameter lists stay small enough to be read at once."""

import ast

from tests.architecture.source_tree import PACKAGE, ROOT, Function, files_below, functions

FILE_LINES = {".py": 500, ".ts": 500, ".js": 500, ".mjs": 500, ".sh": 300, ".tsx": 250}
FUNCTION_LINES = 60
PARAMETERS = 6
# A migration is a list of tables, written by Alembic and read once.
MIGRATIONS = PACKAGE / "storage" / "migrations" / "versions"


def test_files_are_short() -> None:
    files = [path for path in files_below("src", "tests", "scripts", "web", suffixes=tuple(FILE_LINES)) if ".gen." not in path.name]
    long = {str(path.relative_to(ROOT)): n for path in files if (n := _line_count(path.read_text())) > FILE_LINES[path.suffix]}
    assert files
    assert not long, f"Expected at most {FILE_LINES} lines, found more: split these files at a noun: {long}"


def test_functions_are_short() -> None:
    written = [function for function in functions("src", "tests", "scripts") if not function.path.is_relative_to(MIGRATIONS)]
    long = {function.where: n for function in written if (n := _body_lines(function)) > FUNCTION_LINES}
    assert not long, f"Expected functions of at most {FUNCTION_LINES} lines without their docstring, found longer ones: {long}"


def test_parameter_lists_are_short() -> None:
    long = {function.where: n for function in functions("src", "scripts") if (n := _parameter_count(function)) > PARAMETERS}
    assert not long, f"Expected at most {PARAMETERS} parameters, found more: group what belongs together in a dataclass: {long}"


def test_parameters_that_could_be_swapped_unnoticed_are_named_by_the_caller() -> None:
    """Two amounts or two dates in the wrong order pass every type check; different types do not."""
    public = [function for function in functions("src") if not function.node.name.startswith("_")]
    risky = {function.where: types for function in public if not _called_by_name(function) and (types := _repeated_types(function))}
    assert not risky, f"Put a * before the third parameter, so that callers must name what has the type of another one: {risky}"


def _line_count(text: str) -> int:
    return len(text.splitlines())


def _body_lines(function: Function) -> int:
    body = function.node.body
    starts_with_docstring = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    first = body[1] if starts_with_docstring and len(body) > 1 else body[0]
    return (function.node.end_lineno or 0) - first.lineno + 1


def _positional(function: Function) -> list[ast.arg]:
    arguments = [*function.node.args.posonlyargs, *function.node.args.args]
    return [argument for argument in arguments if argument.arg not in {"self", "cls"}]


def _parameter_count(function: Function) -> int:
    return len(_positional(function)) + len(function.node.args.kwonlyargs)


def _called_by_name(function: Function) -> bool:
    """By the frameworks of model, web, command line and migrations; methods follow the interface that they implement."""
    folders = ("agent/tools", "api/routes", "cli", "storage/migrations")
    return function.in_class or any(function.path.is_relative_to(PACKAGE / folder) for folder in folders)


def _repeated_types(function: Function) -> list[str]:
    """The third and later positional parameters whose type an earlier one has as well. Two of a type may stand at the front."""
    types = [ast.unparse(argument.annotation) if argument.annotation else "" for argument in _positional(function)]
    return [name for place, name in enumerate(types) if place >= 2 and name in types[:place]]
