"""A process that dies on the way: a fork of the test, so that it costs no start."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

from django.db import connections


def die(*_args: Any, **_kwargs: Any) -> Any:
    """The process is gone, as with the power: nothing is caught, flushed or rolled back."""
    os.kill(os.getpid(), signal.SIGKILL)


def fork(work: Callable[[], object]) -> int:
    """Let a child do the work over connections of its own; its process id. Needs real commits."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - said, and the child ends
            traceback.print_exc()
        os._exit(1)  # it should not have lived
    return child


def ended_by(child: int) -> int:
    """Wait for a child; the signal that killed it, 0 when none did."""
    status = os.waitpid(child, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
