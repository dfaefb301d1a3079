"""A server on this machine that answers as a test lines it up."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

BODY = b"indicator,partner,place,period,value\nC1.1,afris,BEN,2025-Q1,3\n"
DIGEST = sha256(BODY).hexdigest()
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by what the test lined up; the last answer stands for all that follow."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers.items())))
        answers = self.server.answers
        (answers.pop(0) if len(answers) > 1 else answers[0])(self)

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        pass  # the other side went away, as it should


def answer(status: int = 200, body: bytes = BODY, **headers: str) -> Answer:
    def send(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return send


def serving() -> Iterator[Server]:
    server = Server()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()


def routed(answers: Mapping[str, Answer]) -> Answer:
    """An answer for each path with its query; 404 for others."""

    def send(handler: Handler) -> None:
        answers.get(unquote(handler.path), answer(404, b""))(handler)

    return send


def says_json(content: object) -> Answer:
    return answer(200, json.dumps(content).encode(), Content_Type="application/json")


def in_turn(*answers: Answer) -> Answer:
    """One after the other; the last stands for all that follow."""
    left = list(answers)

    def send(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return send
