"""Keeps AG Grid's script off every page but those that show a grid: it weighs more than a page."""

from pathlib import Path

import dash_ag_grid
from dash.fingerprint import build_fingerprint

NAME = "dash_ag_grid.min.js"
FOLDER = Path(dash_ag_grid.__file__).parent


def load_late() -> None:
    """Take the script out of the document; `assets/grid.js` fetches it when it is needed."""
    for resource in dash_ag_grid._js_dist:
        if resource["relative_package_path"] == NAME:
            resource["dynamic"] = True


def script_address() -> str:
    """Where Dash serves the script, under a name that browsers keep for good."""
    changed = int((FOLDER / NAME).stat().st_mtime)
    name = build_fingerprint(  # type: ignore[no-untyped-call]
        NAME, dash_ag_grid.__version__, changed
    )
    return f"/_dash-component-suites/dash_ag_grid/{name}"
