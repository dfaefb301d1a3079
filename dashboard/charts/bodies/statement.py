"""A chart that has nothing to draw says why, in a sentence. Never blank."""

from dashboard.charts.kinds.model import Body
from dashboard.charts.render.svg import Font, box, lines
from dashboard.charts.render.text_width import broken
from dashboard.theme import SOFT_INK, TRACK

SIZE, STEP = 15.0, 21.0


def statement(sentence: str) -> Body:
    """The sentence in the middle of its room."""

    def draw(wide: float, high: float) -> str:
        said = broken(sentence, wide - 48, SIZE, most=5)
        first = high / 2 - (len(said) - 1) * STEP / 2 + 5
        ground = box(0, 0, wide, high, TRACK, rx=4)
        return ground + lines(
            wide / 2, first, said, STEP, Font(size=SIZE, fill=SOFT_INK, anchor="middle")
        )

    return Body(draw, lambda wide: 120 if wide > 420 else 150)
