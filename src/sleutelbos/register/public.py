"""The door of the register: what higher rooms may use."""

from sleutelbos.register.actions.functions import Change, record_functions
from sleutelbos.register.actions.insz import RevealedInsz, replace_insz, reveal_insz
from sleutelbos.register.actions.kbo import load_kbo
from sleutelbos.register.actions.kbo_events import tell_kbo
from sleutelbos.register.actions.kbo_follow import follow, unfollow
from sleutelbos.register.actions.kbo_loads import apply_kbo, receive_kbo, stop_kbo
from sleutelbos.register.actions.looking import person_by_insz
from sleutelbos.register.actions.organisations import (
    join,
    know_organisation,
    stop_organisation,
)
from sleutelbos.register.actions.persons import (
    add_person,
    change_contact,
    propose_address,
    record_death,
    record_mail_refusal,
)
from sleutelbos.register.actions.reference import (
    Loaded,
    load_entities,
    load_local_authorities,
    load_partnerships,
    load_reference,
)
from sleutelbos.register.actions.representation import meet_representative
from sleutelbos.register.actions.schools import (
    SchoolRecord,
    know_school,
    read_institution,
)
from sleutelbos.register.events import (
    FunctionsRecorded,
    InszReplaced,
    KboEventTold,
    OrganisationKnown,
    OrganisationStopped,
    PersonAdded,
    PersonDied,
)
from sleutelbos.register.fields import InszField, PersonNameField
from sleutelbos.register.function_kinds import find as function_kind
from sleutelbos.register.function_kinds import label as function_label
from sleutelbos.register.holding import hold
from sleutelbos.register.insz import Insz, InszFault
from sleutelbos.register.insz import masked as masked_insz
from sleutelbos.register.insz import parse as parse_insz
from sleutelbos.register.insz import shown as shown_insz
from sleutelbos.register.insz import test_number as test_insz
from sleutelbos.register.jobs import fetch_next, tell_now
from sleutelbos.register.kbo.numbers import (
    KboFault,
    parse_enterprise,
    parse_site,
    test_enterprise,
    test_site,
)
from sleutelbos.register.kbo.numbers import shown as shown_number
from sleutelbos.register.models import (
    CodeListEntry,
    KboEvent,
    KboFollow,
    KboLoad,
    Organisation,
    OrganisationFunction,
    OrganisationIdentifier,
    Person,
    PersonIdentifier,
    Site,
    TargetGroupMembership,
)
from sleutelbos.register.ports import Address
from sleutelbos.register.ports.kbo import follow_reasons
from sleutelbos.register.ports.kbo import is_connected as kbo_connected
from sleutelbos.register.queries.codes import label_of
from sleutelbos.register.queries.kbo import known_to_kbo
from sleutelbos.register.queries.kbo_events import (
    kbo_event,
    kbo_events,
    kbo_events_of,
    kbo_follows,
    pending_events,
)
from sleutelbos.register.queries.kbo_loads import followed_count, kbo_loads, last_extract
from sleutelbos.register.queries.kbo_search import Entity, entities_by_number_or_name
from sleutelbos.register.queries.kbo_sectors import sites_by_sector
from sleutelbos.register.queries.organisations import (
    current_functions,
    key_in,
    numbers_of,
    organisation_with,
    organisations_by_number_or_name,
    organisations_with,
    representatives_of,
    represented_by,
    target_groups_of,
)
from sleutelbos.register.queries.persons import (
    Found,
    looks_like_insz,
    number_of,
    persons_with,
    read_insz,
    search_persons,
)
from sleutelbos.register.rules import owns_address
from sleutelbos.register.rules.kbo import loads_kbo
from sleutelbos.register.states import (
    KboChange,
    KeyKind,
    Language,
    NumberKind,
    OrganisationKind,
    Source,
    Status,
    TargetGroup,
    kbo_flow,
)

__all__ = [
    "Address",
    "Change",
    "CodeListEntry",
    "Entity",
    "Found",
    "FunctionsRecorded",
    "Insz",
    "InszFault",
    "InszField",
    "InszReplaced",
    "KboChange",
    "KboEvent",
    "KboEventTold",
    "KboFault",
    "KboFollow",
    "KboLoad",
    "KeyKind",
    "Language",
    "Loaded",
    "NumberKind",
    "Organisation",
    "OrganisationFunction",
    "OrganisationIdentifier",
    "OrganisationKind",
    "OrganisationKnown",
    "OrganisationStopped",
    "Person",
    "PersonAdded",
    "PersonDied",
    "PersonIdentifier",
    "PersonNameField",
    "RevealedInsz",
    "SchoolRecord",
    "Site",
    "Source",
    "Status",
    "TargetGroup",
    "TargetGroupMembership",
    "add_person",
    "apply_kbo",
    "change_contact",
    "current_functions",
    "entities_by_number_or_name",
    "fetch_next",
    "follow",
    "follow_reasons",
    "followed_count",
    "function_kind",
    "function_label",
    "hold",
    "join",
    "kbo_connected",
    "kbo_event",
    "kbo_events",
    "kbo_events_of",
    "kbo_flow",
    "kbo_follows",
    "kbo_loads",
    "key_in",
    "know_organisation",
    "know_school",
    "known_to_kbo",
    "label_of",
    "last_extract",
    "load_entities",
    "load_kbo",
    "load_local_authorities",
    "load_partnerships",
    "load_reference",
    "loads_kbo",
    "looks_like_insz",
    "masked_insz",
    "meet_representative",
    "number_of",
    "numbers_of",
    "organisation_with",
    "organisations_by_number_or_name",
    "organisations_with",
    "owns_address",
    "parse_enterprise",
    "parse_insz",
    "parse_site",
    "pending_events",
    "person_by_insz",
    "persons_with",
    "propose_address",
    "read_institution",
    "read_insz",
    "receive_kbo",
    "record_death",
    "record_functions",
    "record_mail_refusal",
    "replace_insz",
    "representatives_of",
    "represented_by",
    "reveal_insz",
    "search_persons",
    "shown_insz",
    "shown_number",
    "sites_by_sector",
    "stop_kbo",
    "stop_organisation",
    "target_groups_of",
    "tell_kbo",
    "tell_now",
    "test_enterprise",
    "test_insz",
    "test_site",
    "unfollow",
]
