"""Vocabulary of the register: kinds of numbers, doelgroepen, where a row comes from."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sleutelbos.kernel.flows import Flow, Move, State


class NumberKind(TextChoices):
    """Kind of a personal number (INSZ)."""

    RRN = "RRN", _("rijksregisternummer")
    BIS = "BIS", _("bisnummer")
    TST = "TST", _("testnummer")


class KeyKind(TextChoices):
    """Kind of an organisation's number."""

    KBO = "KBO", _("ondernemingsnummer")
    OVO = "OVO", _("OVO-code")
    INR = "INR", _("instellingsnummer")
    VNR = "VNR", _("verenigingsnummer")


class TargetGroup(TextChoices):
    """Doelgroep of Toegangsbeheer; decides which number counts (data_standards §6)."""

    GID = "GID", _("Entiteit van de Vlaamse overheid")
    LB = "LB", _("Lokaal bestuur")
    OV = "OV", _("Onderwijs- of vormingsinstelling")
    EA = "EA", _("Economische actor")
    VER = "VER", _("Feitelijke vereniging")
    BUR = "BUR", _("Burger")


class Status(TextChoices):
    """Whether an organisation or vestiging still exists."""

    ACTIVE = "active", _("Actief")
    STOPPED = "stopped", _("Stopgezet")


class Source(TextChoices):
    """Where an organisation comes from."""

    KBO = "kbo", _("Kruispuntbank van Ondernemingen")
    OVO = "ovo", _("Wegwijs")
    SCHOOL = "school", _("Onderwijs")
    MANUAL = "manual", _("met de hand")


class OrganisationKind(TextChoices):
    """What sort of body an organisation is."""

    COMPANY = "company", _("onderneming")
    ENTITY = "entity", _("entiteit van de Vlaamse overheid")
    PARTNERSHIP = "partnership", _("sectoraal partnerschap")
    SCHOOL = "school", _("onderwijsinstelling")
    MUNICIPALITY = "municipality", _("lokaal bestuur")
    ASSOCIATION = "association", _("vereniging")


class Language(TextChoices):
    """Language in which a person is written to."""

    NL = "nl", _("Nederlands")
    EN = "en", _("Engels")
    FR = "fr", _("Frans")
    DE = "de", _("Duits")


class KboChange(TextChoices):
    """What happened to a followed enterprise or vestiging, seen from the KBO."""

    MOVED = "moved", _("Verhuisd")
    RENAMED = "renamed", _("Naam gewijzigd")
    SITUATION = "situation", _("Rechtstoestand gewijzigd")
    TRANSFERRED = "transferred", _("Bij een andere onderneming")
    STOPPED = "stopped", _("Stopgezet volgens de VKBO")
    VANISHED = "vanished", _("Verdwenen uit de KBO")
    CAME_BACK = "came-back", _("Terug in de KBO")


kbo_flow = Flow(
    "register.KboLoad",
    states=[
        State("reading", _("Wordt gelezen"), owner=_("het systeem"), tone="info"),
        State("staged", _("Na te kijken"), owner=_("het platformbeheer"), tone="warn"),
        State("loading", _("Wordt geladen"), owner=_("het systeem"), tone="info"),
        State("loaded", _("Geladen"), tone="ok"),
        State("stopped", _("Niet geladen"), tone="stop"),
    ],
    moves=[
        Move("present", ("reading",), "staged"),
        Move("apply", ("staged",), "loading"),
        Move("interrupt", ("loading",), "staged"),
        Move("finish", ("reading", "loading"), "loaded"),
        Move("stop", ("reading", "staged"), "stopped"),
    ],
)
