from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from plumbline.cli.main import app

Run = Callable[..., Result]


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "var"
    monkeypatch.setenv("PLUMBLINE_DATA_DIR", str(folder))
    monkeypatch.setenv("COLUMNS", "120")
    return folder


@pytest.fixture
def run(data_dir: Path) -> Run:
    """Runs a command in this process, with a data folder of its own."""
    runner = CliRunner()
    return lambda *arguments, **options: runner.invoke(app, list(arguments), **options)
