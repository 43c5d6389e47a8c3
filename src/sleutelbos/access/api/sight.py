"""What Gebruikersbeheer lets its own clients ask about: which actions, on which rows."""

from __future__ import annotations

from sleutelbos.access import names, queries
from sleutelbos.access.actions import (
    clients,
    clients_changes,
    clients_secrets,
    grants,
    mandates,
    posts,
    relations,
    requests,
)
from sleutelbos.access.api.offers import Sight, name, offer
from sleutelbos.access.queries import clients as queries_clients
from sleutelbos.access.queries import mandates as queries_mandates
from sleutelbos.access.queries import posts as queries_posts
from sleutelbos.access.queries import requests as queries_requests

offer(
    "access",
    names.OWN_APPLICATION,
    actions=(
        grants.change_grant,
        grants.withdraw_grant,
        relations.end_relation,
        posts.end_post,
        mandates.end_mandate,
        requests.grant_request,
        requests.refuse_request,
        requests.withdraw_request,
        clients.approve_client,
        clients.block_client,
        clients.change_client,
        clients.reopen_client,
        clients.send_back_client,
        clients.submit_client,
        clients_changes.approve_change,
        clients_changes.drop_change,
        clients_changes.propose_change,
        clients_changes.rename_client,
        clients_secrets.make_secret,
    ),
    sights={
        "access.grant": Sight(queries.grants_in),
        "access.workrelation": Sight(
            lambda by, place: queries.relations_in(by, place).select_related(
                "person", "organisation", "site"
            )
        ),
        "access.post": Sight(lambda by, place: queries_posts.posts_of_overseen(by)),
        "access.mandate": Sight(queries_mandates.mandates_of),
        "access.rightrequest": Sight(lambda by, place: queries_requests.requests_seen(by)),
        "access.client": Sight(
            lambda by, place: queries_clients.clients_seen(by), "client_id", name
        ),
        "access.clientchange": Sight(lambda by, place: queries_clients.changes_seen(by)),
    },
)
