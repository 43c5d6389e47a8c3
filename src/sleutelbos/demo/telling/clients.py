"""What platform administrators do: load applications, hand in clients, approve, make secrets."""

from __future__ import annotations

from sleutelbos.access import manifest
from sleutelbos.access.actions.clients import approve_client, block_client, submit_client
from sleutelbos.access.actions.clients_changes import propose_change
from sleutelbos.access.actions.clients_secrets import make_secret
from sleutelbos.access.actions.clients_trusts import add_trust, approve_trust
from sleutelbos.access.public import Client, Trust, load_manifest
from sleutelbos.demo import stories
from sleutelbos.demo.actions.shared_secret import share_secret
from sleutelbos.demo.cast import Cast
from sleutelbos.demo.stories import Step
from sleutelbos.demo.telling.verb import Verb
from sleutelbos.kernel.actors import Actor


def _client(name: str) -> Client:
    return Client.objects.select_related("application").get(client_id=name)


def _load_application(cast: Cast, by: Actor, step: Step) -> None:
    load_manifest(by, manifest.parse(stories.application(step.what)))


def _submit(cast: Cast, by: Actor, step: Step) -> None:
    submit_client(by, _client(step.what))


def _approve(cast: Cast, by: Actor, step: Step) -> None:
    approve_client(by, _client(step.what))


def _block(cast: Cast, by: Actor, step: Step) -> None:
    block_client(by, _client(step.what), reason=step.note)


def _secret(cast: Cast, by: Actor, step: Step) -> None:
    """It counts for ``until`` days; nobody in the stories needs to know it."""
    assert step.until is not None
    make_secret(by, _client(step.what), days=step.until)


def _share_secret(cast: Cast, by: Actor, step: Step) -> None:
    """The note is the secret; it counts for ``until`` days."""
    assert step.until is not None
    share_secret(by, _client(step.what), text=step.note, days=step.until)


def _trust(cast: Cast, by: Actor, step: Step) -> None:
    add_trust(by, _client(step.what), _client(step.roles[0]))


def _approve_trust(cast: Cast, by: Actor, step: Step) -> None:
    approve_trust(by, Trust.objects.get(source=_client(step.what), target=_client(step.roles[0])))


def _propose(cast: Cast, by: Actor, step: Step) -> None:
    """The note is the address where people come back from now on."""
    propose_change(by, _client(step.what), changes={"redirect_uris": [step.note]})


VERBS: dict[str, Verb] = {
    "load-application": _load_application,
    "submit-client": _submit,
    "approve-client": _approve,
    "block-client": _block,
    "client-secret": _secret,
    "share-secret": _share_secret,
    "trust": _trust,
    "approve-trust": _approve_trust,
    "propose-address": _propose,
}
