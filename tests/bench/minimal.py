"""The smallest Dash page there is, as a server of its own: what every Dash page costs at least."""

import sys

import uvicorn
from dash import Dash, html
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware


def server() -> FastAPI:
    """One word on a page, compressed as ours."""
    made = FastAPI()
    made.add_middleware(GZipMiddleware, minimum_size=1000)
    app = Dash(__name__, server=made, backend="fastapi")  # type: ignore[arg-type]
    app.layout = html.Div("Hello", id="hello")
    app._setup_server()  # type: ignore[no-untyped-call]
    return made


if __name__ == "__main__":
    uvicorn.run(server(), port=int(sys.argv[1]), log_level="warning")
