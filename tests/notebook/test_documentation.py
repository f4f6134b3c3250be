"""What docs/notebook.md and the example notebook show is run here, cell by cell, in order."""

import json
import re
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_every_block_of_the_page_runs_and_the_figures_are_there():
    names: dict[str, object] = {}
    blocks = BLOCK.findall((ROOT / "docs" / "notebook.md").read_text())
    assert len(blocks) > 4
    for block in blocks:
        exec(compile(block, "docs/notebook.md", "exec"), names)
    frame = names["report"].frame
    assert frame[frame.measure == "risk_contribution"]["value"].sum() > 0.9


def test_every_cell_of_the_example_runs():
    names: dict[str, object] = {}
    cells = json.loads((ROOT / "examples" / "first_look.ipynb").read_text())["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), "examples/first_look.ipynb", "exec"), names)
    assert isinstance(names["frame"], pd.DataFrame)
