"""Draws pictures for one parent until it goes: `python -m dashboard.charts.render.render_worker`.

In a process of its own, so that a picture that hangs or ends it costs a picture and no page.
A request is two lengths of four bytes (zoom, SVG) and the SVG; an answer a length and the PNG, of
no length where it could not be drawn (why is told on standard error).
"""

import os
import struct
import sys

from dashboard.charts.render.png import png

REQUEST, ANSWER = struct.Struct(">II"), struct.Struct(">I")
NICER = 5  # pages are answered first


def main() -> None:
    """One answer a request."""
    os.nice(NICER)
    asked, answered = sys.stdin.buffer, sys.stdout.buffer
    while head := asked.read(REQUEST.size):
        zoom, size = REQUEST.unpack(head)
        svg = asked.read(size).decode()
        try:
            drawn = png(svg, zoom)
        except ValueError as error:
            sys.stderr.write(f"{error}\n")
            drawn = b""
        answered.write(ANSWER.pack(len(drawn)) + drawn)
        answered.flush()


if __name__ == "__main__":
    main()
