"""A short run of `make fuzz`: no reader ends its process, or raises what is no refusal."""

import pytest

from tests.fuzz.corpus import READERS
from tests.fuzz.worker import fuzz

INPUTS = 150
SEED = 7


@pytest.mark.parametrize("reader", READERS)
def test_broken_inputs_are_read_or_refused(reader: str) -> None:
    tally = fuzz(reader, INPUTS, SEED)
    assert tally.findings == []
    assert tally.inputs == INPUTS
    assert 0 < tally.refused < INPUTS
