"""At least 95 % of the question file is answered right, by the offline analyst, through the whole run loop."""

import json

import pytest
from tests.questions.demo import Answer, answers_of
from tests.questions.expected import QUESTIONS, Question, computed, load_questions
from tests.questions.judging import faults

LEAST_RIGHT = 0.95
LEAST_QUESTIONS = 150


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Question, Answer]]:
    questions = load_questions()
    folder = tmp_path_factory.mktemp("questions")
    answers = answers_of(folder, [(question.portfolio, question.turns, question.as_of) for question in questions])
    return list(zip(questions, answers, strict=True))


def test_expected_figures_are_those_of_the_reference() -> None:
    stale = [line["id"] for text in QUESTIONS.read_text().splitlines() if computed(line := json.loads(text)) != line]
    assert not stale, f"Run `python -m tests.questions.expected`: the file differs from the reference for {stale}"


def test_the_file_is_large_and_its_questions_differ() -> None:
    questions = load_questions()
    asked = {(question.portfolio, question.as_of, question.turns) for question in questions}
    assert len(asked) == len(questions) >= LEAST_QUESTIONS
    assert sum(len(question.turns) > 1 for question in questions) >= 15
    assert sum(bool(question.want) for question in questions) >= 0.9 * len(questions)


def test_answers_are_right(answered: list[tuple[Question, Answer]]) -> None:
    wrong = {question.id: (question.turns, found) for question, answer in answered if (found := faults(question, answer))}
    report = "\n".join(f"{key}: {' / '.join(turns)}: {'; '.join(found)}" for key, (turns, found) in wrong.items())
    share = 1.0 - len(wrong) / len(answered)
    print(f"{share:.1%} right\n{report}")
    assert share >= LEAST_RIGHT, report


def test_every_figure_of_an_answer_is_cited(answered: list[tuple[Question, Answer]]) -> None:
    for question, answer in answered:
        assert not answer.unverified, f"{question.id}: {answer.unverified}"
        assert all(answer.text[one.start : one.end] == one.text for one in answer.citations), question.id


def test_answers_have_the_shape_of_an_answer(answered: list[tuple[Question, Answer]]) -> None:
    for question, answer in answered:
        bullets = [line for line in answer.text.splitlines() if line.startswith("- ")]
        assert answer.plan, question.id
        assert len(bullets) <= 5, question.id
        assert 1 <= len(answer.suggestions) <= 5, question.id
        assert "{{" not in answer.text, question.id
        assert "[[" not in answer.text, question.id
