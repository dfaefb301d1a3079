"""The examples under deploy/ hold what they promise, asked of the programs that read them."""

import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from tests.serving import PATIENCE, ROOT, free_port

DEPLOY = ROOT / "deploy"
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
ANALYZE = shutil.which("systemd-analyze")
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text())
OURS = "dashboard.example.org"
SOCKETS = 50  # of one address, in deploy/nginx/locations.conf
EXACT = re.compile(r"^\w+:\d+\.\d+(\.\d+)?(-slim)?-bookworm\$\{\w+_DIGEST(:-)?\}$")

asks_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is not installed: see .ci/deploy")
asks_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")


# --- Images ---


def test_images_are_named_by_exact_version_and_may_be_pinned_by_digest() -> None:
    steps = (ROOT / "Dockerfile").read_text()
    (base,) = re.findall(r"^FROM (\S+)$", steps, re.MULTILINE)
    images = [s["image"] for s in COMPOSE["services"].values() if "image" in s]
    assert len(images) == 2
    for image in (base, *images):
        assert EXACT.match(image), image
    told = re.findall(r"imagetools inspect (\S+)", steps + (DEPLOY / ".env.example").read_text())
    assert base.partition("$")[0] in told
    digests = [*re.findall(r"\$\{(\w+_DIGEST)", "".join(images)), "BASE_DIGEST"]
    assert all(f"{name}=\n" in (DEPLOY / ".env.example").read_text() for name in digests)


def test_an_image_holds_no_samples_and_runs_as_nobody() -> None:
    steps = (ROOT / "Dockerfile").read_text()
    assert "FPT_SAMPLE=0" in steps and "\nUSER fpt\n" in steps


def test_the_proxy_is_trusted_by_its_address_alone() -> None:
    settings = COMPOSE["x-dashboard"]["environment"]
    proxy = COMPOSE["services"]["proxy"]
    assert settings["FPT_TRUSTED_PROXIES"] == proxy["networks"]["default"]["ipv4_address"]
    assert "FORWARDED_ALLOW_IPS" not in (DEPLOY / "compose.yml").read_text()


# --- systemd ---


@asks_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_systemd_knows_every_line_of_a_unit(unit: Path, tmp_path: Path) -> None:
    copy = tmp_path / unit.name
    copy.write_text(unit.read_text().replace("/opt/fpt/.venv/bin/python", sys.executable))
    told = asked_systemd("verify", "--recursive-errors=no", str(copy))
    assert (told.returncode, told.stderr) == (0, "")
    copy.write_text(copy.read_text().replace("MemoryMax=", "MemoryMost="))
    assert "MemoryMost" in asked_systemd("verify", "--recursive-errors=no", str(copy)).stderr


@asks_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_a_unit_may_do_little(unit: Path) -> None:
    told = asked_systemd("security", "--offline=true", "--threshold=20", str(unit))
    assert told.returncode == 0, told.stdout[-400:]
    for limit in ("MemoryMax=", "TasksMax=", "LimitNOFILE="):
        assert limit in unit.read_text()


def asked_systemd(*what: str) -> subprocess.CompletedProcess[str]:
    assert ANALYZE is not None
    return subprocess.run([ANALYZE, *what], capture_output=True, text=True, timeout=PATIENCE)


# --- nginx ---


class Host(BaseHTTPRequestHandler):
    """A host that says who asked it for what, and holds sockets open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer, and be kept."""
        if self.path == "/_dash-ws-callback":
            self.server.held.acquire()  # type: ignore[attr-defined]
        asked = f"{self.headers['Host']} {self.headers.get('Accept-Language')}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(asked)))
        self.end_headers()
        self.wfile.write(asked)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """Ports without and with TLS of an nginx with the deployed files, before a made-up host."""
    folder = tmp_path_factory.mktemp("nginx")
    with ExitStack() as stack:
        upstream = ThreadingHTTPServer(("127.0.0.1", 0), Host)
        upstream.held = threading.Semaphore(0)  # type: ignore[attr-defined]
        stack.callback(upstream.server_close)
        serving = threading.Thread(target=upstream.serve_forever, daemon=True)
        serving.start()
        stack.callback(upstream.shutdown)
        ports = free_port(), free_port()
        file = written(folder, upstream.server_port, *ports)
        assert NGINX is not None
        # It goes to the background once it listens.
        command = [NGINX, "-p", str(folder), "-c", str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
        stack.callback(subprocess.run, [*command, "-s", "stop"], check=True, timeout=PATIENCE)
        stack.callback(upstream.held.release, 4 * SOCKETS)  # type: ignore[attr-defined]
        yield ports


def written(folder: Path, upstream: int, plain: int, tls: int) -> Path:
    """The deployed files as nginx reads them here, with ports, names and folders of this test."""
    certificate = folder / "fullchain.pem", folder / "privkey.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={OURS}"]
    files = ["-out", str(certificate[0]), "-keyout", str(certificate[1])]
    subprocess.run([*made, *files], check=True, capture_output=True, timeout=PATIENCE)
    text = (DEPLOY / "nginx" / "default.conf.template").read_text()
    for here, there in (
        ("listen 80", f"listen 127.0.0.1:{plain}"),
        ("listen 443", f"listen 127.0.0.1:{tls}"),
        ("web1:8050", f"127.0.0.1:{upstream}"),
        ("server web2:8050", "# server web2:8050"),
        ("${FPT_SERVER_NAME}", OURS),
        ("/etc/nginx/fpt", str(DEPLOY / "nginx")),
        ("/etc/nginx/tls", str(folder)),
        ("/var/cache/nginx/fpt", str(folder / "cache")),
    ):
        assert here in text
        text = text.replace(here, there)
    owner = "user root;\n" if Path("/root").owner() == Path(folder).owner() else ""
    file = folder / "nginx.conf"
    file.write_text(
        f"{owner}pid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\nclient_body_temp_path {folder}/body;\n"
        f"proxy_temp_path {folder}/proxy;\n{text}}}\n"
    )
    return file


def ask(
    port: int, path: str, host: str, lang: str = "en", *, tls: bool = True, source: str = ""
) -> tuple[str, str]:
    """The status line and the body of an answer; empty where the connection is refused."""
    try:
        with opened(port, path, host, lang, tls=tls, source=source) as connection:
            answer = b""
            while more := connection.recv(65_536):
                answer += more
    except ssl.SSLError:
        return "", ""
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.partition(b"\r\n")[0].decode(), body.decode()


def opened(
    port: int, path: str, host: str, lang: str, *, tls: bool, source: str = ""
) -> socket.socket:
    """A connection on which a path was asked for."""
    connection = socket.create_connection(("127.0.0.1", port), PATIENCE, (source, 0))
    if tls:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = context.wrap_socket(connection, server_hostname=host)
    asked = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Language: {lang}\r\n"
    connection.sendall(f"{asked}Connection: close\r\n\r\n".encode())
    return connection


@asks_nginx
def test_nginx_answers_for_its_own_name_only(proxy: tuple[int, int]) -> None:
    plain, tls = proxy
    assert ask(tls, "/", OURS) == ("HTTP/1.1 200 OK", f"{OURS} en")
    assert ask(tls, "/", "evil.example") == ("", "")
    assert ask(plain, "/", "evil.example", tls=False)[0].startswith("HTTP/1.1 421")
    assert ask(plain, "/", OURS, tls=False)[0].startswith("HTTP/1.1 301")


@asks_nginx
def test_nginx_keeps_answers_by_language_and_host(proxy: tuple[int, int]) -> None:
    for lang in ("fr", "es", "fr"):
        assert ask(proxy[1], "/chart/objective/A1.json", OURS, lang)[1] == f"{OURS} {lang}"
    locations = (DEPLOY / "nginx" / "locations.conf").read_text()
    (key,) = re.findall(r"^proxy_cache_key (.+);$", locations, re.MULTILINE)
    assert {"$scheme", "$host", "$uri"} <= set(re.findall(r"\$\w+", key))


@asks_nginx
def test_nginx_bounds_the_sockets_of_an_address(proxy: tuple[int, int]) -> None:
    with ExitStack() as stack:
        for _ in range(SOCKETS):
            held = opened(proxy[1], "/_dash-ws-callback", OURS, "en", tls=True, source="127.0.0.2")
            stack.enter_context(held)
        refused = ask(proxy[1], "/_dash-ws-callback", OURS, source="127.0.0.2")
        assert refused[0].startswith("HTTP/1.1 429")
