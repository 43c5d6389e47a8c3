"""The programs that are started as children, and free ports for them."""

from __future__ import annotations

import socket
import sys
from http.client import HTTPConnection, HTTPException

SITE = ("sleutelbos.config.wsgi:application",)


def free_port(host: str, port: int) -> int:
    """The port itself when it is free, a free one for 0. Raises OSError when it is taken."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])


def granian(
    host: str, port: int, workers: int, threads: int, application: tuple[str, ...]
) -> list[str]:
    """The web server with a WSGI application, named as granian wants it."""
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        str(threads),
        "--no-ws",
        "--respawn-failed-workers",
        "--workers-kill-timeout",
        "3",
        "--log-level",
        "warning",
        *application,
    ]


def worker_command() -> list[str]:
    """The worker: jobs, cron and the outbox."""
    return [sys.executable, "-m", "django", "worker"]


def ask(host: str, port: int, path: str) -> int:
    """The status of a page; 0 when nobody answers."""
    connection = HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()
