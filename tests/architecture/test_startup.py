"""The command line answers at once: `--help` loads nothing heavy."""

import subprocess
import sys

HEAVY = [
    "pandas",
    "scipy.stats",
    "scipy.optimize",
    "sqlalchemy",
    "exchange_calendars",
    "pydantic_ai",
    "pyarrow",
    "fastapi",
    "uvicorn",
    "alembic",
    "jinja2",
    "typst",
]

PROGRAM = """
import sys
from typer.testing import CliRunner
from plumbline.cli.main import app

result = CliRunner().invoke(app, ["--help"])
assert result.exit_code == 0, result.output
print(*sorted(sys.modules))
"""


def test_help_imports_nothing_heavy() -> None:
    finished = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    loaded = set(finished.stdout.split())
    assert "plumbline.cli.main" in loaded
    found = sorted(loaded.intersection(HEAVY))
    assert not found, f"Import these inside the command that needs them: {found}"
