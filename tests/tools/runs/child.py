"""A worker for runs in a process of its own: ``python child.py SECONDS_PER_LINE``."""

from __future__ import annotations

import sys

import django

django.setup()

from sleutelbos.tools.runs.executor import work_next  # noqa: E402 - after the setup
from tests.tools.runs import kinds  # noqa: E402

kinds.PAUSE["seconds"] = float(sys.argv[1])
work_next()
