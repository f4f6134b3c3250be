"""Questions about reports, in people's words: the share that is answered right, for those it was tuned on and those held out."""

import asyncio
from pathlib import Path

import pytest
from tests.questions.demo import LAST, Answer, opened_demo
from tests.questions.expected import Question
from tests.questions.judging import faults
from tests.questions.reports_expected import ReportQuestion, expected_of, load_report_questions

LEAST_RIGHT = 0.90
LEAST_QUESTIONS = 150
Answered = list[tuple[ReportQuestion, Question, Answer]]


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Answered:
    return asyncio.run(_asked(tmp_path_factory.mktemp("reports")))


async def _asked(folder: Path) -> Answered:
    async with opened_demo(folder) as demo:
        return [(one, await expected_of(one, demo, LAST), await demo.ask(one.portfolio, *one.turns)) for one in load_report_questions()]


def test_the_file_is_large_and_half_of_it_was_held_out() -> None:
    questions = load_report_questions()
    assert len({(one.portfolio, one.turns) for one in questions}) == len(questions) >= LEAST_QUESTIONS
    assert sum(one.held_out for one in questions) >= 0.4 * len(questions)


def test_answers_are_right(answered: Answered) -> None:
    wrong = {one.id: (one.turns, found) for one, question, answer in answered if (found := faults(question, answer))}
    for name, group in (("tuned on", False), ("held out", True)):
        own = [one for one, _question, _answer in answered if one.held_out is group]
        print(f"{name}: {1.0 - sum(one.id in wrong for one in own) / len(own):.1%} of {len(own)} right")
    report = "\n".join(f"{key}: {' / '.join(turns)}: {'; '.join(found)}" for key, (turns, found) in wrong.items())
    print(report)
    assert 1.0 - len(wrong) / len(answered) >= LEAST_RIGHT, report


def test_every_figure_is_cited_and_none_unverified(answered: Answered) -> None:
    for one, _question, answer in answered:
        assert not answer.unverified, f"{one.id}: {answer.unverified}"
        assert all(answer.text[cited.start : cited.end] == cited.text for cited in answer.citations), one.id
        assert answer.plan, one.id
        assert len([line for line in answer.text.splitlines() if line.startswith("- ")]) <= 5, one.id
        assert "{{" not in answer.text, one.id
