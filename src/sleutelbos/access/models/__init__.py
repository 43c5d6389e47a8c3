"""Tables of Gebruikersbeheer."""

from sleutelbos.access.models.catalogue import Application, Right, Role
from sleutelbos.access.models.changes import DecisionChange
from sleutelbos.access.models.clients import Client, ClientChange, ClientSecret, Trust
from sleutelbos.access.models.heads import HeadsDelivery
from sleutelbos.access.models.holdings import Announced, Grant, Mandate, Post, WorkRelation
from sleutelbos.access.models.power import AccessPower
from sleutelbos.access.models.requests import RightRequest

__all__ = [
    "AccessPower",
    "Announced",
    "Application",
    "Client",
    "ClientChange",
    "ClientSecret",
    "DecisionChange",
    "Grant",
    "HeadsDelivery",
    "Mandate",
    "Post",
    "Right",
    "RightRequest",
    "Role",
    "Trust",
    "WorkRelation",
]
