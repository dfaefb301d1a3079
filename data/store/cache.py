"""Answers of an immutable object, computed once each, and timed."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from data.metrics import QUESTIONS

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="Remembering")
UNKNOWN = object()


class Remembering(Protocol):
    """An object with a place for its answers."""

    answers: "Answers"


class Answers:
    """Answers by question; two threads asking the same at once share one computation.

    `most` bounds how many are kept: the one asked for longest ago goes first.
    """

    def __init__(self, most: int | None = None) -> None:
        self._lock = threading.Lock()
        self._most = most
        self._known: dict[object, Any] = {}
        self._under_way: dict[object, threading.Lock] = {}

    def get(self, question: object, compute: Callable[[], R]) -> R:
        """The known answer, or the one `compute` gives now."""
        known = self._again(question)
        if known is not UNKNOWN:
            return known  # type: ignore[no-any-return]
        with self._lock:
            turn = self._under_way.setdefault(question, threading.Lock())
        with turn:
            known = self._again(question)
            if known is UNKNOWN:
                known = compute()
                self._keep(question, known)
            return known  # type: ignore[no-any-return]

    def forget(self) -> None:
        """Let all answers go."""
        with self._lock:
            self._known.clear()

    def _again(self, question: object) -> Any:
        """The known answer, now the one asked for last; UNKNOWN where there is none."""
        if self._most is None:
            return self._known.get(question, UNKNOWN)
        with self._lock:
            answer = self._known.pop(question, UNKNOWN)
            if answer is not UNKNOWN:
                self._known[question] = answer
        return answer

    def _keep(self, question: object, answer: Any) -> None:
        with self._lock:
            self._known[question] = answer
            self._under_way.pop(question, None)
            if self._most is not None and len(self._known) > self._most:
                del self._known[next(iter(self._known))]


class AnswersOfNewest:
    """Answers about states that follow each other: those about earlier ones go when a later comes.

    States are told by a number that grows; at most `most` answers are kept.
    """

    def __init__(self, most: int) -> None:
        self._answers = Answers(most)
        self._newest = 0

    def get(self, state: int, question: object, compute: Callable[[], R]) -> R:
        """The known answer about a state, or the one `compute` gives now."""
        if state > self._newest:
            self._newest = state
            self._answers.forget()
        return self._answers.get((state, question), compute)


def remembered(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Make a method answer from memory after the first time, per arguments (hashable ones)."""

    timed = QUESTIONS.labels(method.__name__.removeprefix("_")).time

    @wraps(method)
    def ask(self: S, *args: P.args, **kwargs: P.kwargs) -> R:
        question = (method.__name__, args, tuple(sorted(kwargs.items())))

        def compute() -> R:
            with timed():
                return method(self, *args, **kwargs)

        return self.answers.get(question, compute)

    return ask  # type: ignore[return-value]  # the wrapper takes what the method takes
