"""What a verb of the stories is."""

from __future__ import annotations

from collections.abc import Callable

from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.kernel.actors import Actor

Verb = Callable[[Cast, Actor, Step], None]
