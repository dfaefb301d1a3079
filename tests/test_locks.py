"""What is served is what was tested: all locks name the same version of a package."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"^([\w.-]+)==([^ ;\\]+)", re.MULTILINE)


def versions(lock: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / lock).read_text()))


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-lake.lock"])
def test_what_is_installed_to_serve_is_what_is_tested(lock: str) -> None:
    tested = versions("requirements-dev.lock")
    served = versions(lock)
    assert len(served) > 30
    assert served == {name: tested.get(name) for name in served}
