"""Which snapshot is served while a newer one cannot be opened, or is only heard of."""

import threading
from collections.abc import Callable
from unittest.mock import Mock

import pytest

from data.errors import NoSnapshotError
from data.home import Home
from data.store import store as stores
from data.store.store import Store

OLD, NEW, MADE_UP = "S-2026-11-22-120000-1", "S-2026-11-22-130000-2", "S-2026-11-22-140000-9"


class Shelf:
    """Where one snapshot can be opened, unless it cannot."""

    def __init__(self) -> None:
        self.id = OLD
        self.opening: Callable[[str], object] = lambda name: Mock(source=Mock(doubtful=False))
        self.opened = 0
        self.looks = 0

    def newest(self) -> str:
        return self.id

    def look(self) -> None:
        self.looks += 1

    def open(self, name: str) -> object:
        self.opened += 1
        return self.opening(name)


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    made = Shelf()
    for kind in ("FileShelf", "LakeShelf"):
        monkeypatch.setattr(stores, kind, lambda _: made)
    return made


@pytest.fixture
def store(shelf: Shelf, facts_home: Home) -> Store:
    return Store(facts_home)


def cannot(name: str) -> None:
    """What a shelf answers where it cannot open a snapshot."""


def test_what_cannot_be_opened_is_not_tried_by_everyone(shelf: Shelf, store: Store) -> None:
    served = store.current()
    shelf.id, shelf.opening, shelf.opened = NEW, cannot, 0
    assert [store.current() for _ in range(5)] == [served] * 5
    assert shelf.opened == 1


def test_it_is_tried_again_after_a_while(
    shelf: Shelf, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "AGAIN_SECONDS", 0)
    served, opening = store.current(), shelf.opening
    shelf.id, shelf.opening = NEW, cannot
    assert store.current() is served
    shelf.opening = opening
    assert store.current() is not served


def test_nobody_waits_for_who_tries_again(
    shelf: Shelf, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "AGAIN_SECONDS", 0)
    served, begun, end = store.current(), threading.Event(), threading.Event()
    shelf.id, shelf.opening = NEW, cannot
    assert store.current() is served

    def slowly(name: str) -> None:
        begun.set()
        end.wait(120)

    shelf.opening = slowly
    trying = threading.Thread(target=store.current)
    trying.start()
    assert begun.wait(120)
    assert store.current() is served and trying.is_alive()
    end.set()
    trying.join(120)


def test_with_nothing_to_serve_what_is_there_again_is_served_at_once(
    shelf: Shelf, store: Store
) -> None:
    opening, shelf.opening = shelf.opening, cannot
    for _ in range(3):
        with pytest.raises(NoSnapshotError):
            store.current()
    shelf.opening = opening
    assert store.current()


def test_a_made_up_publication_is_not_looked_for_by_everyone(shelf: Shelf, store: Store) -> None:
    for _ in range(5):
        store.catch_up(MADE_UP)
    assert shelf.looks == 1


def test_a_real_one_is_looked_for_at_once(
    shelf: Shelf, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for heard in (NEW, MADE_UP):
        monkeypatch.setattr(shelf, "look", lambda heard=heard: setattr(shelf, "id", heard))
        store.catch_up(heard)
        assert store.current_id() == heard
