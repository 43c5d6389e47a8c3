"""The file of an application: what is read, and what is said when it can't be."""

from __future__ import annotations

from importlib.resources import files

import pytest

from sleutelbos.access import names
from sleutelbos.access.manifest import LARGEST, Manifest, ManifestFault, parse

APPLICATION = """
[application]
code = "proef"
name = "Proef"
owner = "Demo"
description = "Een proef."
scope = "proef"
claim = "proef_rol_3d"
claim_form = "3d"
"""
RIGHT = """
[[rights]]
code = "ProefGebruiker"
name = "Proef Gebruiker"
description = "Om te proberen."
target_groups = ["EA"]
granted_by = ["lokale-beheerder"]
[[rights.roles]]
code = "lezer"
name = "lezer"
description = "Leest."
"""
CLIENT = """
[[clients]]
name = "Proef (web)"
redirect_uris = ["https://proef.example.be/terug"]
scopes = ["openid", "proef"]
"""
WHOLE = APPLICATION + RIGHT + CLIENT


def said(text: str) -> str:
    with pytest.raises(ManifestFault) as caught:
        parse(text)
    return str(caught.value)


@pytest.mark.requirement("G11")
@pytest.mark.requirement("G24")
def test_an_application_is_one_file() -> None:
    found = parse(WHOLE)
    assert isinstance(found, Manifest)
    assert [right.code for right in found.rights] == ["ProefGebruiker"]
    (entry,) = found.clients
    assert entry.spec.name == "Proef (web)"
    assert entry.spec.profile == "modern"
    assert entry.spec.scopes == ("openid", "proef")
    assert entry.spec.auth_methods == ("client_secret_basic",)


def test_clients_alone_or_rights_alone_are_enough() -> None:
    assert parse(APPLICATION + CLIENT).rights == ()
    assert parse(APPLICATION + RIGHT).clients == ()


def test_a_client_of_acm_starts_as_acm_has_it() -> None:
    text = WHOLE.replace('name = "Proef (web)"', 'name = "Proef (web)"\nprofile = "acm"')
    assert parse(text).clients[0].spec.signing == "RS256"


def test_our_own_files_are_read() -> None:
    folder = files("sleutelbos.access") / "manifests"
    assert all(parse(file.read_text("utf-8")).rights for file in folder.iterdir())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("dit is geen toml", "geen geldige TOML: kijk op lijn 1, teken 5."),
        ('[application]\nname = "', "geen geldige TOML: het stopt te vroeg."),
        ("x = 1", "kennen we niet: x"),
        ("", "ontbreekt [application]"),
        ("application = 1", "application is geen tabel"),
        (APPLICATION, "geen enkel recht"),
        (APPLICATION + "\nkleur = 'rood'" + RIGHT, "application: het veld kleur"),
        (WHOLE.replace('name = "Proef"', "name = 5"), "waarde van name"),
        (WHOLE.replace('name = "Proef"', f'name = "{"x" * 201}"'), "waarde van name"),
        (WHOLE.replace('name = "Proef"', r'name = "a\u0000b"'), "waarde van name"),
        (WHOLE.replace('owner = "Demo"\n', ""), "ontbreekt iets: owner"),
        (WHOLE.replace('"3d"', '"4d"'), "2d of 3d"),
        (WHOLE.replace('scope = "proef"', 'scope = "openid"'), "scope openid bestaat al"),
        (WHOLE.replace('scope = "proef"', 'scope = "a b"'), "scope van de toepassing"),
        (WHOLE.replace("proef_rol_3d", "sub"), "claim sub heeft al een betekenis"),
        (WHOLE.replace("proef_rol_3d", "rrn"), "claim rrn heeft al een betekenis"),
        (WHOLE.replace("proef_rol_3d", "vo_orgcode"), "claim vo_orgcode"),
        (WHOLE.replace('code = "proef"', 'code = "../x"'), "code van de toepassing"),
        (WHOLE.replace("ProefGebruiker", names.IDM), f"kan niet {names.IDM} heten"),
        (WHOLE.replace('code = "lezer"', 'code = "a:OVO1"'), "code die niet kan"),
        (WHOLE.replace('["EA"]', '["XX"]'), "onbekende doelgroep"),
        (WHOLE.replace('["EA"]', '"EA"'), "waarde van target_groups"),
        (WHOLE.replace('["lokale-beheerder"]', '["iedereen"]'), "granted_by van"),
        (WHOLE.replace('["EA"]', '["EA"]\nmax_days = -1'), "waarde van max_days"),
        (WHOLE.replace('["EA"]', '["EA"]\nsign_in_level = 401'), "geen niveau"),
        (WHOLE.replace('["EA"]', '["EA"]\nkinds = ["kerk"]'), "dit bestaat niet: kerk"),
        (WHOLE.replace('["EA"]', '["EA"]\nonly_at = ["ESF"]'), "dit bestaat niet: ESF"),
        (WHOLE + RIGHT, "tweemaal: ProefGebruiker"),
        (WHOLE + CLIENT, "tweemaal: Proef (web)"),
        (WHOLE.replace("https://proef", "http://proef"), "client Proef (web), redirect_uris"),
        (WHOLE + 'rrn = "x"', "client Proef (web): het veld rrn kennen we niet"),
        (WHOLE + 'client_id = "kort"', "client_id van Proef (web)"),
        (WHOLE + 'weakenings = ["no-pkce"]', "moderne client"),
        (WHOLE + "public = 1", "waarde van public"),
        (WHOLE + 'spec = "x"', "het veld spec kennen we niet"),
        (APPLICATION + 'rights = "x"', "veld rights kennen we niet"),
        ('rights = "x"\n' + APPLICATION, "rights is geen lijst"),
        (APPLICATION + 'domain = "tuin"' + RIGHT, "domein tuin bestaat niet"),
        (APPLICATION + 'url = "javascript:x"' + RIGHT, "url: Begin met https"),
        ("#" * (LARGEST + 1), "te groot"),
    ],
)
def test_what_is_wrong_is_said(text: str, sentence: str) -> None:
    assert sentence in said(text)
