"""Answers of an immutable object, computed once each. Imports nothing of ours."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="Remembering")


class Remembering(Protocol):
    """An object with a place for its answers."""

    answers: "Answers"


class Answers:
    """Answers by question; two threads asking the same at once share one computation."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[object, Any] = {}
        self._under_way: dict[object, threading.Lock] = {}

    def get(self, question: object, compute: Callable[[], R]) -> R:
        """The known answer, or the one `compute` gives now."""
        if question in self._known:
            return self._known[question]  # type: ignore[no-any-return]
        with self._lock:
            turn = self._under_way.setdefault(question, threading.Lock())
        with turn:
            if question not in self._known:
                self._known[question] = compute()
                self._under_way.pop(question, None)
            return self._known[question]  # type: ignore[no-any-return]


def remembered(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Make a method answer from memory after the first time, per arguments (hashable ones)."""

    @wraps(method)
    def ask(self: S, *args: P.args, **kwargs: P.kwargs) -> R:
        question = (method.__name__, args, tuple(sorted(kwargs.items())))
        return self.answers.get(question, lambda: method(self, *args, **kwargs))

    return ask  # type: ignore[return-value]  # the wrapper takes what the method takes
