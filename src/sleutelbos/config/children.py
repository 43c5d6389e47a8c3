"""Child processes of ``serve``: started, restarted with growing pauses, stopped together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

from sleutelbos.config.console import say

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds
HEALTHY_SECONDS = 60.0
STOP_SECONDS = 6.0
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Child:
    """One process that must stay up."""

    def __init__(
        self, name: str, command: list[str], environment: dict[str, str] | None = None
    ) -> None:
        """With ``environment`` it knows that only; else all that we know."""
        self.name = name
        self._command, self._environment = command, environment
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._pause = FIRST_PAUSE
        self._again_at: float | None = None

    @property
    def started(self) -> bool:
        """Whether it was ever started."""
        return self._process is not None

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C reaches only us, and we stop it in order."""
        self._process = subprocess.Popen(  # noqa: S603 - our own programs
            self._command,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            env=self._environment,
            start_new_session=True,
            preexec_fn=end_with_parent if _libc else None,
        )
        self._started = time.monotonic()
        self._again_at = None

    def look_after(self) -> None:
        """Restart it when it died; sooner after a long life than after a short one."""
        if self._again_at is not None:
            if time.monotonic() >= self._again_at:
                self.start()
            return
        if self._process is None or self._process.poll() is None:
            return
        if time.monotonic() - self._started > HEALTHY_SECONDS:
            self._pause = FIRST_PAUSE
        say(f"{self.name} ended with code {self._process.returncode}; again in {self._pause:.1f} s")
        self._again_at = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def ended(self) -> int:
        """Wait until it has ended by itself; its exit code."""
        assert self._process is not None
        return self._process.wait()

    def end(self) -> None:
        """Ask it to end; it ends its own children."""
        if self._process:
            self._process.terminate()

    def kill(self) -> None:
        """End by force whatever is left of it and of what it started."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def wait(self, deadline: float) -> bool:
        """Wait until it has gone; False when it is still there at the deadline."""
        if self._process is None:
            return True
        try:
            self._process.wait(max(0.01, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
        return True


def stop_all(children: list[Child]) -> None:
    """Ask all to end, wait, and end by force who doesn't."""
    for child in children:
        child.end()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        child.wait(deadline)
    for child in children:
        child.kill()
        child.wait(time.monotonic() + 1)


def end_with_parent() -> None:
    """In the child: SIGTERM when the parent dies, so that kill -9 leaves nothing behind (Linux)."""
    if _libc:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
