"""A raw client that keeps several connections busy, and the CPU that a server spent meanwhile."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

from common import processes

END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True)
class Measured:
    """Answers, seconds by the wall, seconds of CPU of the server, seconds of each answer."""

    answers: int
    wall: float
    cpu: float
    latencies: Sequence[float] = ()

    @property
    def per_cpu_second(self) -> float:
        """Answers for each second that the server computed."""
        return self.answers / self.cpu


def request(path: str, body: bytes, header: str = "", host: str = "127.0.0.1") -> bytes:
    """The bytes of a POST of JSON."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        f"{f'Authorization: {header}' + chr(13) + chr(10) if header else ''}"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Connection:
    """One kept connection; an answer is read by its Content-Length."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.waiting = b""
        self.sent = 0.0

    def send(self, data: bytes) -> None:
        """Ask."""
        self.sent = time.perf_counter()
        self.socket.sendall(data)

    def answered(self) -> bytes | None:
        """The body, when all of it is there. Raises SystemExit unless the status is 200."""
        self.waiting += self.socket.recv(262_144)
        head, found, rest = self.waiting.partition(END_OF_HEAD)
        if not found:
            return None
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"not 200: {self.waiting[:500]!r}")
        place = head.lower().index(b"content-length:")
        length = int(head[place + 15 :].split(b"\r\n", 1)[0])
        if len(rest) < length:
            return None
        self.waiting = rest[length:]
        return rest[:length]


def keep_busy(
    port: int,
    requests: Sequence[bytes],
    pid: int | None,
    *,
    seconds: float,
    connections: int = 16,
    rate: float = 0.0,
) -> Measured:
    """Ask on all connections, each again when it is answered, or at a rate (answers a second)."""
    lines = {one.socket.fileno(): one for one in (Connection(port) for _ in range(connections))}
    poll = select.epoll()
    for number in lines:
        poll.register(number, select.EPOLLIN)
    idle, asked, answers, latencies = list(lines.values()), 0, 0, []
    before = processes.used(pid)
    start = time.perf_counter()
    end = start + seconds
    while (now := time.perf_counter()) < end:
        while idle and (not rate or asked < (now - start) * rate):
            idle.pop().send(requests[asked % len(requests)])
            asked += 1
        wait = 0.0005 if rate else 0.1
        for number, _event in poll.poll(wait):
            line = lines[number]
            if line.answered() is not None:
                latencies.append(time.perf_counter() - line.sent)
                answers += 1
                idle.append(line)
    wall = time.perf_counter() - start
    (spent,) = processes.since(before, pid)
    for line in lines.values():
        line.socket.close()
    return Measured(answers, wall, spent, latencies)
