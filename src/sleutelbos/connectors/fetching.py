"""A file that a partner leaves: at one HTTPS address with a bearer token, or in a folder."""

from __future__ import annotations

from pathlib import Path

import httpx

TIMEOUT = httpx.Timeout(10, read=120)
NOTHING = (204, 404)  # how a partner says that there is no file


class NotReached(Exception):
    """Nobody answered, or with an error: its HTTP ``status``, 0 for no answer."""

    def __init__(self, status: int = 0) -> None:
        super().__init__(f"status {status}")
        self.status = status


def fetched(
    url: str, token: str, most: int, transport: httpx.BaseTransport | None = None
) -> tuple[str, bytes] | None:
    """The name and content of the file at an address; None when there is none.

    Redirects are not followed: the token goes to this address only. Of a file that is longer than
    ``most`` bytes there is more than ``most``, never all. Raises NotReached.
    """
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with (
            httpx.Client(timeout=TIMEOUT, transport=transport) as client,
            client.stream("GET", url, headers=headers) as response,
        ):
            if response.status_code in NOTHING:
                return None
            if response.status_code != 200:
                raise NotReached(response.status_code)
            content = bytearray()
            for piece in response.iter_bytes():
                content += piece
                if len(content) > most:
                    break
            return response.url.path.rpartition("/")[2], bytes(content)
    except httpx.HTTPError as error:
        raise NotReached from error


def opened(path: Path, most: int) -> bytes:
    """A file, and never more of it than one byte past ``most``. Raises OSError."""
    with path.open("rb") as file:
        return file.read(most + 1)
