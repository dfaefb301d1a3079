"""`/api/docs`: the API to read and to try, from files of our own: nothing is fetched elsewhere."""

from importlib.resources import files

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

PATH = "/api/docs"
# Swagger UI as the package `fastapi-offline` carries it.
TYPES = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css"}
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API – 4 per 1000 Dashboard</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{PATH}/swagger-ui.css">
</head><body><div id="swagger-ui"></div>
<script src="{PATH}/swagger-ui-bundle.js"></script>
<script src="{PATH}/start.js"></script>
</body></html>"""
START = """SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis],
});
"""


def router() -> APIRouter:
    """The page, its start and the two files of the library."""
    routes = APIRouter(prefix=PATH, include_in_schema=False)
    library = files("fastapi_offline") / "static"

    @routes.get("")
    def page() -> Response:
        """The page."""
        return HTMLResponse(PAGE)

    @routes.get("/start.js")
    def start() -> Response:
        """What starts it."""
        return Response(START, media_type="text/javascript")

    @routes.get("/{name}")
    def file(name: str) -> Response:
        """A file of the library."""
        if name not in TYPES:
            return Response(status_code=404)
        content = (library / name).read_bytes()
        return Response(content, media_type=TYPES[name], headers=FOREVER)

    return routes
