"""What a board names: every text of its slots that looks like the id of a fact."""

import json
import re

from plumbline.artifacts.slots import Board


def facts_named(board: Board) -> set[str]:
    text = json.dumps([slot.model_dump(mode="json") for slot in board.slots])
    return set(re.findall(r'"(f\d+)"', text))
