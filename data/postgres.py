"""How PostgreSQL is reached, so that both ends soon notice when the other is gone.

Left to itself TCP waits a quarter of an hour for an answer, and a server two hours for a client
that was cut off, its locks held all the while.
"""

_IDLE, _INTERVAL, _COUNT = 10, 5, 3  # seconds before a probe, between probes; probes unanswered
_UNANSWERED = 1000 * (_IDLE + _INTERVAL * _COUNT)  # milliseconds
_OF_THE_SERVER = {
    "tcp_keepalives_idle": _IDLE,
    "tcp_keepalives_interval": _INTERVAL,
    "tcp_keepalives_count": _COUNT,
    "tcp_user_timeout": _UNANSWERED,
}

# As libpq takes them; over a socket of the same machine they mean nothing and do no harm.
NOTICING = {
    "connect_timeout": "10",
    "keepalives_idle": str(_IDLE),
    "keepalives_interval": str(_INTERVAL),
    "keepalives_count": str(_COUNT),
    "tcp_user_timeout": str(_UNANSWERED),
    "options": " ".join(f"-c {name}={value}" for name, value in _OF_THE_SERVER.items()),
}
