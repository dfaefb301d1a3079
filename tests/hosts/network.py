"""Hosts of a network of their own: one namespace each, joined to this machine by a cable."""

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

NETWORK = "10.77.0.0/16"
HERE, THERE = 1, 2  # the last number of an address: this machine's end, the host's end


@dataclass(frozen=True, slots=True)
class Host:
    """A namespace, its address, and the command that runs something in it."""

    name: str
    address: str

    @property
    def inside(self) -> list[str]:
        """What stands before a command to run it on this host."""
        return ["ip", "netns", "exec", self.name]

    @property
    def gateway(self) -> str:
        """This machine, as the host sees it."""
        return f"{self.address.rpartition('.')[0]}.{HERE}"


@contextmanager
def hosts(count: int) -> Iterator[list[Host]]:
    """Make hosts, and unmake them at the end."""
    made: list[Host] = []
    _ip("route", "add", "blackhole", NETWORK)  # what is meant for a host never leaves this machine
    try:
        for number in range(1, count + 1):
            made.append(_made(number))
        yield made
    finally:
        for host in made:
            _ip("link", "delete", f"{host.name}-h")  # a namespace lets go of its end too late
            _ip("netns", "delete", host.name)
        _ip("route", "delete", "blackhole", NETWORK)


def cut(host: Host) -> None:
    """Pull the cable at the host's end: what is sent to it is lost, and goes nowhere else."""
    subprocess.run([*host.inside, "ip", "link", "set", f"{host.name}-n", "down"], check=True)


def join(host: Host) -> None:
    """Plug it in again."""
    subprocess.run([*host.inside, "ip", "link", "set", f"{host.name}-n", "up"], check=True)


def _made(number: int) -> Host:
    host = Host(f"fpt{number}", f"10.77.{number}.{THERE}")
    here, there = f"{host.name}-h", f"{host.name}-n"
    _ip("netns", "add", host.name)
    _ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", host.name)
    _ip("addr", "add", f"10.77.{number}.{HERE}/24", "dev", here)
    _ip("link", "set", here, "up")
    for what in (["addr", "add", f"{host.address}/24", "dev", there], ["link", "set", there, "up"]):
        subprocess.run([*host.inside, "ip", *what], check=True)
    subprocess.run([*host.inside, "ip", "link", "set", "lo", "up"], check=True)
    return host


def _ip(*said: str) -> None:
    command: Sequence[str] = ["ip", *said]
    subprocess.run(command, check=True)
