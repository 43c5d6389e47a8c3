"""The gate: every business action runs through here, in one transaction.

Order: key → locks → stamp → rule → state → body → move → audit → outbox. The rule comes before the
state, so that a stranger learns no state. A refusal is audited after the rollback.
"""

from __future__ import annotations

import hashlib
import hmac
import inspect
import json
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from sleutelbos.kernel import audit, clock
from sleutelbos.kernel.actors import Actor, Nobody
from sleutelbos.kernel.constraints import sentence_of
from sleutelbos.kernel.decisions import Decision, type_of_text
from sleutelbos.kernel.flows import FLOWS, At, Move
from sleutelbos.kernel.models import ActionKey, Outbox
from sleutelbos.kernel.outbox import Event, rows_for

P = ParamSpec("P")
R = TypeVar("R")

ACTIONS: dict[str, Action[..., Any]] = {}
TRIES = 4
RETRYABLE = {"40001", "40P01"}  # serialisation failure, deadlock


class Refused(Exception):
    """Who or when: the actor may not do this. Carries the :class:`Decision`."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(str(decision.reason))
        self.decision = decision


class WrongState(Refused):
    """The subject is no longer in a state in which this can be done (HTTP 409)."""


class Invalid(Exception):
    """What: the content is not right. ``problems`` maps a field to its sentence ("" = whole)."""

    def __init__(self, problems: type_of_text | Mapping[str, type_of_text]) -> None:
        self.problems: dict[str, type_of_text] = (
            dict(problems) if isinstance(problems, Mapping) else {"": problems}
        )
        super().__init__("; ".join(str(sentence) for sentence in self.problems.values()))


@dataclass
class Frame:
    """What the nested actions of one transaction share."""

    correlation: UUID
    locked: set[str] = field(default_factory=set)
    drafts: list[audit.Draft] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    failure: Exception | None = None  # of a nested action; can't be swallowed by an outer one


_frame: ContextVar[Frame | None] = ContextVar("gate_frame", default=None)


def emit(event: Event) -> None:
    """Announce what happened; reaches the subscribers when the transaction is committed."""
    frame = _frame.get()
    if frame is None:
        raise RuntimeError("emit() outside an action")
    frame.events.append(event)


def in_action() -> bool:
    """Whether an action is running."""
    return _frame.get() is not None


class Action(Generic[P, R]):
    """A declared action; calling it goes through the gate. ``do`` is the plain function."""

    def __init__(
        self,
        name: str,
        body: Callable[Concatenate[Actor, P], R],
        *,
        label: type_of_text,
        allow: Callable[Concatenate[Actor, P], Decision],
        sentence: type_of_text,
        about: Callable[..., Mapping[str, object]] | None,
        locks: tuple[str, ...] | None,
        move: Move | None,
        when: At | None,
    ) -> None:
        self.name, self.do, self.label, self.allow = name, body, label, allow
        self.sentence, self.about, self.move, self.when = sentence, about, move, when
        self.signature = inspect.signature(body)
        names = list(self.signature.parameters)
        self.locks = (tuple(names[1:2]) if locks is None else locks) if len(names) > 1 else ()
        self.doc = inspect.getdoc(body) or ""

    def __call__(self, by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Go through the gate. Raises Refused, WrongState or Invalid; then nothing was done."""
        return self._run("", by, args, kwargs)

    def keyed(self, key: str, by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """As a call; the same key and arguments again give the earlier result."""
        return self._run(key, by, args, kwargs)

    def check(self, by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> Decision:
        """The same answer as the gate's, without doing it: rule, then state."""
        decision = self.allow(by, *args, **kwargs)
        if decision:
            bound = self.signature.bind(by, *args, **kwargs)
            decision = decision & self._state_allows(self._subject(bound.arguments))
        return decision

    def _run(self, key: str, by: Actor, args: tuple[Any, ...], kwargs: dict[str, Any]) -> R:
        bound = self.signature.bind(by, *args, **kwargs)
        bound.apply_defaults()
        outer = _frame.get()
        if outer is not None:
            try:
                return self._step(outer, by, bound)
            except Exception as failure:
                outer.failure = failure
                raise
        for attempt in range(1, TRIES + 1):
            try:
                return self._transaction(key, by, bound)
            except Refused as refusal:
                self._audit_refusal(by, bound, refusal)
                raise
            except IntegrityError as error:
                raise Invalid(sentence_of(error)) from error
            except OperationalError as error:
                state = getattr(error.__cause__, "sqlstate", None)
                if state not in RETRYABLE or attempt == TRIES or connection.in_atomic_block:
                    raise
        raise AssertionError("unreachable")

    def _transaction(self, key: str, by: Actor, bound: inspect.BoundArguments) -> R:
        frame = Frame(correlation=uuid4())
        token = _frame.set(frame)
        nested = connection.in_atomic_block
        try:
            with transaction.atomic():
                entry = None
                if key:
                    entry, earlier = self._earlier(key, by, bound)
                    if earlier is not None:
                        return self._result_of(earlier)
                result = self._step(frame, by, bound)
                if entry is not None:
                    entry.result = {"value": _kept(result)}
                    entry.save(update_fields=["result"])
                if nested:
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT set_config('sleutelbos.action', '', true)")
            return result
        finally:
            _frame.reset(token)

    def _step(self, frame: Frame, by: Actor, bound: inspect.BoundArguments) -> R:
        """One action within the transaction of its frame."""
        arguments = bound.arguments
        subjects = self._lock(frame, arguments)
        at = self._stamp(frame)
        with clock.stamped(at):
            decision = self.allow(*bound.args, **bound.kwargs)
            if not decision:
                raise Refused(decision)
            subject = self._subject(arguments)
            state = self._state_allows(subject)
            if not state:
                raise WrongState(state)
            draft = audit.Draft(self.name, by, frame.correlation, line=len(frame.drafts))
            frame.drafts.append(draft)
            before = [(row, audit.ref(row), audit.snapshot(row)) for row in subjects]
            result = self.do(*bound.args, **bound.kwargs)
            if self.move is not None and subject is not None:
                subject.state = self.move.target  # type: ignore[attr-defined]
                subject.save(update_fields=["state"])
            self._describe(draft, bound, result, subject, before)
            if draft.line == 0:
                if frame.failure is not None:
                    raise frame.failure
                audit.write(frame.drafts, at)
                if rows := rows_for(frame.events, frame.correlation):
                    Outbox.objects.bulk_create(rows)
                    with connection.cursor() as cursor:
                        cursor.execute("NOTIFY sleutelbos_outbox")
        return result

    def _lock(self, frame: Frame, arguments: Mapping[str, Any]) -> list[Model]:
        """Lock and refresh the named subjects, per model in key order."""
        rows: list[Model] = []
        for path in self.locks:
            name, *rest = path.split(".")
            value = arguments[name]
            for step in rest:
                value = getattr(value, step) if value is not None else None
            if isinstance(value, Model):
                rows.append(value)
            elif isinstance(value, Iterable) and not isinstance(value, str):
                rows.extend(value)
        rows = [row for row in rows if row.pk is not None]
        fresh = [row for row in rows if audit.ref(row) not in frame.locked]
        for model in sorted({type(row) for row in fresh}, key=lambda m: m._meta.label):
            mine = sorted((r for r in fresh if type(r) is model), key=lambda r: r.pk)
            self._lock_rows(model, mine)
        frame.locked |= {audit.ref(row) for row in rows}
        return rows

    @staticmethod
    def _lock_rows(model: type[Model], rows: list[Model]) -> None:
        locked = model._base_manager.select_for_update(no_key=True, of=("self",)).order_by("pk")
        if len(rows) == 1:
            rows[0].refresh_from_db(from_queryset=locked)
            return
        current = locked.in_bulk([row.pk for row in rows])
        for row in rows:
            for column in model._meta.concrete_fields:
                setattr(row, column.attname, getattr(current[row.pk], column.attname))

    def _stamp(self, frame: Frame) -> datetime:
        """Take the moment after the locks, and tell the database which action runs."""
        if frame.drafts:
            return clock.now()
        clock.refresh()
        at = clock.now()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('sleutelbos.action', %s, true),"
                " set_config('sleutelbos.at', %s, true)",
                [self.name, at.isoformat()],
            )
        return at

    def _subject(self, arguments: Mapping[str, Any]) -> Model | None:
        for path in self.locks or tuple(self.signature.parameters)[1:2]:
            value = arguments.get(path.split(".")[0])
            for step in path.split(".")[1:]:
                value = getattr(value, step) if value is not None else None
            if isinstance(value, Model):
                return value
        return None

    def _state_allows(self, subject: Model | None) -> Decision:
        allowed = self.move.sources if self.move else self.when.states if self.when else None
        if allowed is None or subject is None:
            return Decision(True)
        state = subject.state  # type: ignore[attr-defined]
        if state in allowed:
            return Decision(True)
        flow = FLOWS[(self.move or self.when).flow]  # type: ignore[union-attr]
        return Decision(
            False,
            _("Dit kan niet meer: de toestand is nu '%(state)s'.") % {"state": flow.label(state)},
        )

    def _describe(
        self,
        draft: audit.Draft,
        bound: inspect.BoundArguments,
        result: R,
        subject: Model | None,
        before: Iterable[tuple[Model, str, dict[str, Any]]],
    ) -> None:
        facts = self.about(result, *bound.args[1:], **bound.kwargs) if self.about else {}
        draft.facts = {name: audit.plain(value) for name, value in facts.items()}
        main = subject if subject is not None else result
        draft.subject = audit.ref(main) if isinstance(main, Model) and main.pk else ""
        for row, reference, was in before:
            changed = "removed" if row.pk is None else audit.difference(was, audit.snapshot(row))
            if changed:
                draft.changes[reference] = changed

    def _audit_refusal(self, by: Actor, bound: inspect.BoundArguments, refusal: Refused) -> None:
        if isinstance(by, Nobody):
            audit.count_refusal(self.name)
            return
        subject = self._subject(bound.arguments)
        models = {n: v for n, v in bound.arguments.items() if isinstance(v, Model) and v.pk}
        draft = audit.Draft(
            self.name,
            by,
            uuid4(),
            0,
            outcome=audit.REFUSED,
            subject=audit.ref(subject) if subject is not None and subject.pk else "",
            facts={name: audit.plain(value) for name, value in models.items()},
            reason=str(refusal.decision.reason),
        )
        audit.write([draft], clock.now())

    def _earlier(
        self, key: str, by: Actor, bound: inspect.BoundArguments
    ) -> tuple[ActionKey, dict[str, Any] | None]:
        """The row of this key: a new one, or the earlier result."""
        arguments = {name: audit.plain(value) for name, value in bound.arguments.items()}
        arguments.pop(next(iter(self.signature.parameters)))
        text = json.dumps(arguments, sort_keys=True, default=str)
        digest = hmac.new(settings.KEYS.lookup, text.encode(), hashlib.sha256).hexdigest()
        row = ActionKey(
            action=self.name, caller=by.ref, key=key, digest=digest, at=clock.real_now()
        )
        ActionKey.objects.bulk_create([row], ignore_conflicts=True)
        found = ActionKey.objects.get(action=self.name, caller=by.ref, key=key)
        if found.result is None and found.digest == digest:
            return found, None
        if found.digest != digest:
            raise Invalid(_("Dit formulier is al verstuurd met andere gegevens. Begin opnieuw."))
        return found, found.result

    @staticmethod
    def _result_of(earlier: dict[str, Any]) -> R:
        value = earlier["value"]
        many = value if isinstance(value, list) else [value]
        texts = [one for one in many if isinstance(one, str) and ":" in one]
        rows = audit.resolve(text for text in texts if audit.is_ref(text))
        found: Any = [rows.get(one, one) if isinstance(one, str) else one for one in many]
        return found if isinstance(value, list) else found[0]  # type: ignore[no-any-return]


def _kept(result: object) -> Any:
    """What a repeat gets back: rows and counts. A text could be personal, so it is not kept."""
    if isinstance(result, Model | bool | int) or result is None:
        return audit.plain(result)
    if isinstance(result, list) and all(isinstance(one, Model) for one in result):
        return audit.plain(result)
    return None


def action(
    name: str,
    *,
    label: type_of_text,
    allow: Callable[Concatenate[Actor, P], Decision],
    sentence: type_of_text,
    about: Callable[..., Mapping[str, object]] | None = None,
    locks: tuple[str, ...] | None = None,
    move: Move | None = None,
    when: At | None = None,
) -> Callable[[Callable[Concatenate[Actor, P], R]], Action[P, R]]:
    """Declare an action.

    ``allow`` is a named rule with the same parameters as the body. ``sentence`` is what the audit
    says, with ``{by}`` and the names that ``about(result, *args)`` gives. ``locks`` names the
    parameters (or ``parameter.relation``) that are locked; by default the first one.
    """

    def declare(body: Callable[Concatenate[Actor, P], R]) -> Action[P, R]:
        if name in ACTIONS:
            raise TypeError(f"action {name} is declared twice")
        if allow.__name__ == "<lambda>":
            raise TypeError(f"the rule of {name} must be a named function")
        declared = Action(
            name,
            body,
            label=label,
            allow=allow,
            sentence=sentence,
            about=about,
            locks=locks,
            move=move,
            when=when,
        )
        ACTIONS[name] = declared
        return declared

    return declare
