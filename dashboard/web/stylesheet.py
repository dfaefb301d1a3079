"""The files of `assets/styles` as one stylesheet, under an address that browsers keep for good."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import Response

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "styles"
FIRST = ("tokens.css", "base.css")  # a file a component after them, in no order that matters
PATH = "/assets/styles.css"


@cache
def stylesheet() -> str:
    """All rules, the shared ones first."""
    others = sorted(path.name for path in FOLDER.glob("*.css") if path.name not in FIRST)
    return "".join((FOLDER / name).read_text(encoding="utf-8") for name in (*FIRST, *others))


@cache
def address() -> str:
    """Where it is served; another one whenever a rule changes."""
    return f"{PATH}?m={sha256(stylesheet().encode()).hexdigest()[:12]}"


def router() -> APIRouter:
    """Serves it; must come before the folder of assets."""
    made = APIRouter(include_in_schema=False)

    @made.get(PATH)
    async def styles() -> Response:
        return Response(stylesheet(), media_type="text/css")

    return made
