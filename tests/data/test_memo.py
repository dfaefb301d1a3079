"""Answers are computed once, and go when they can no longer be asked for."""

import weakref

from data.store.cache import AnswersOfNewest


class Answer:
    """Something that can be seen to go."""


def test_answers_about_earlier_states_go_when_a_later_comes() -> None:
    answers = AnswersOfNewest(most=10)
    first = weakref.ref(answers.get(1, "overview", Answer))
    assert answers.get(1, "overview", Answer) is first()
    answers.get(2, "overview", Answer)
    assert first() is None


def test_a_late_question_about_an_earlier_state_takes_nothing_away() -> None:
    answers = AnswersOfNewest(most=10)
    newest = answers.get(2, "overview", Answer)
    late = answers.get(1, "overview", Answer)
    assert answers.get(2, "overview", Answer) is newest is not late
