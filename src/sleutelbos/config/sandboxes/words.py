"""The few pages of the front itself: what it says when there is no sandbox to show."""

from __future__ import annotations

from html import escape

SHEET = "/speeltuin/stijl.css"
STYLE = b"body{font:1.125rem/1.5 sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}"

WAITING = (
    "Uw speeltuin wordt klaargezet",
    "Dat duurt één tot twee minuten. Deze pagina gaat vanzelf verder.",
    "Your playground is being prepared. This takes one or two minutes and goes on by itself.",
)
BAD_PASS = (
    "Deze link telt niet meer",
    "Een link naar de speeltuin werkt één keer, en één minuut lang. Open de sessie en kies opnieuw "
    "“Naar mijn speeltuin”.",
    "A link to the playground works once and for one minute. Open the session and choose it again.",
)
FULL = (
    "Alle speeltuinen zijn bezet",
    "Er zijn nu zo veel speeltuinen open als er mogen zijn. Probeer het morgen opnieuw, of vraag "
    "het aan het expertenteam.",
    "As many playgrounds are open as there may be. Try again tomorrow or ask the expert team.",
)
BUSY = (
    "Het is nu te druk in de speeltuin",
    "Te veel mensen werken tegelijk in hun speeltuin. Probeer het over enkele minuten opnieuw. Wat "
    "u deed, blijft bewaard.",
    "Too many people work in their playground. Try again in some minutes. Your work is kept.",
)
NOBODY_S = (
    "U hebt hier geen speeltuin",
    "Uw speeltuin is voorbij, of u begon in een andere browser. Open de speeltuinsessie en kies "
    "“Naar mijn speeltuin”.",
    "Your playground is over, or you began in another browser. Open the session and enter again.",
)
BROKEN = (
    "De speeltuin antwoordt niet",
    "Probeer het over een minuut opnieuw. Wat u deed, blijft bewaard.",
    "The playground does not answer. Try again in a minute. Your work is kept.",
)


def page(told: tuple[str, str, str], *, again: bool = False) -> bytes:
    """A whole page; with ``again`` the browser asks again by itself."""
    title, dutch, english = (escape(text) for text in told)
    look = f'<link rel="stylesheet" href="{SHEET}">'
    refresh = '<meta http-equiv="refresh" content="3">' if again else ""
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{refresh}{look}'
        f"</head><body><main><p>Speeltuin – niets telt hier echt</p><h1>{title}</h1><p>{dutch}</p>"
        f'<p lang="en">{english}</p></main></body></html>'
    ).encode()
