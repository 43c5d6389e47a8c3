"""Where the files of the KBO lie: a folder, or the site of the FOD Economie with an account.

The site has a form to sign in, a page with links to the files, and the files (seen in clients of
others: data_standards §1.2). Registration is free; the licence must be accepted there.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
from django.utils.translation import gettext as _

from sleutelbos.register.ports.kbo import KboSource, KboUnreachable, Offer, offer_of

TIMEOUT = httpx.Timeout(10, read=300)
MOST_BYTES = 4 * 2**30  # of a ZIP; the full one of 2025 has about 0.3
LIST_BYTES = 5 * 2**20
SIGN_IN = "static/j_spring_security_check"
LIST = "affiliation/xml/?files"
FILE = "affiliation/xml/files/"
LINK = re.compile(r"KboOpenData_\d{1,9}_\d{4}_\d{2}(?:_\d{2})?_(?:Full|Update)\.zip", re.IGNORECASE)


def source_of(place: str, account: str) -> KboSource:
    """The source that the settings name; ``account`` is ``name:password``."""
    if place.startswith("https://"):
        return SiteSource(place, account)
    return FolderSource(Path(place))


class FolderSource:
    """The ZIPs in a folder, under the names that the KBO gives them. What is still being written
    has another ending (``.deel``) and is not seen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def offers(self) -> Sequence[Offer]:
        """As the port says."""
        try:
            names = sorted(path.name for path in self._folder.iterdir())
        except OSError as error:
            sentence = _("De map met de bestanden van de KBO kan niet gelezen worden.")
            raise KboUnreachable(sentence) from error
        return [offer for name in names if (offer := offer_of(name))]

    def fetch(self, offer: Offer, into: Path) -> None:
        """As the port says."""
        try:
            shutil.copyfile(self._folder / offer.name, into)
        except OSError as error:
            sentence = _("Het bestand van de KBO kan niet gelezen worden.")
            raise KboUnreachable(sentence) from error


class SiteSource:
    """The site; the account goes to its own address only, and redirects are not followed."""

    def __init__(
        self, url: str, account: str, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._url, self._transport = url.rstrip("/") + "/", transport
        self._name, _colon, self._password = account.partition(":")

    def offers(self) -> Sequence[Offer]:
        """As the port says."""
        with self._signed_in() as client, client.stream("GET", self._url + LIST) as response:
            _check(response)
            text = b"".join(_bounded(response, LIST_BYTES)).decode("utf-8", "replace")
        names = sorted(set(LINK.findall(text)))
        return [offer for name in names if (offer := offer_of(name))]

    def fetch(self, offer: Offer, into: Path) -> None:
        """As the port says."""
        url = self._url + FILE + offer.name
        with self._signed_in() as client, client.stream("GET", url) as response:
            _check(response)
            with into.open("wb") as file:
                for piece in _bounded(response, MOST_BYTES):
                    file.write(piece)

    @contextmanager
    def _signed_in(self) -> Iterator[httpx.Client]:
        told = {"j_username": self._name, "j_password": self._password}
        try:
            with httpx.Client(timeout=TIMEOUT, transport=self._transport) as client:
                answer = client.post(self._url + SIGN_IN, data=told)
                refused = "login" in answer.headers.get("location", "")
                if answer.status_code not in (200, 302, 303) or refused:
                    raise KboUnreachable(_("De KBO aanvaardt de naam en het wachtwoord niet."))
                yield client
        except httpx.HTTPError as error:
            raise KboUnreachable(
                _("De KBO is nu niet bereikbaar. Probeer het later opnieuw.")
            ) from error


def _check(response: httpx.Response) -> None:
    if response.status_code != 200:
        sentence = _("De KBO antwoordt met fout %(status)s in plaats van met een bestand.")
        raise KboUnreachable(sentence % {"status": response.status_code})


def _bounded(response: httpx.Response, most: int) -> Iterator[bytes]:
    seen = 0
    for piece in response.iter_bytes():
        seen += len(piece)
        if seen > most:
            raise KboUnreachable(_("Het bestand van de KBO is te groot."))
        yield piece
