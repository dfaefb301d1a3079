"""nginx before several hosts, with the locations that are deployed."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.hosts.network import Host
from tests.serving import ROOT, await_answer, free_port

CONFIGURATION = """
daemon off;
user root;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  include {root}/deploy/nginx/limits.conf;
  proxy_cache_path {folder}/cache keys_zone=fpt_public:10m;
  upstream fpt {{
    zone fpt_hosts 64k;
    {servers}
    keepalive 32;
  }}
  server {{
    {listens}
    include {root}/deploy/nginx/locations.conf;
  }}
}}
"""


@contextmanager
def proxied(hosts: Sequence[Host], port_of_hosts: int, folder: Path) -> Iterator[str]:
    """The address of a proxy over the hosts, which reach it at its end of their cables too."""
    port = free_port()
    servers = "\n    ".join(
        f"server {host.address}:{port_of_hosts} max_fails=3 fail_timeout=10s;" for host in hosts
    )
    ends = ["127.0.0.1", *(host.gateway for host in hosts)]
    listens = "\n    ".join(f"listen {end}:{port};" for end in ends)
    written = CONFIGURATION.format(folder=folder, servers=servers, listens=listens, root=ROOT)
    (folder / "nginx.conf").write_text(written)
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    address = f"http://127.0.0.1:{port}"
    try:
        await_answer(f"{address}/readyz")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)
