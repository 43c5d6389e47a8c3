"""Codes of the rights and roles of the manifests that this room's rules name."""

# The application of the manifest, whose clients may ask about actions of this room.
APPLICATION = "platos-tijdsregistratie"

# The right of organisations (promotor and partners); roles of seed S0.
PLATOS = "PlatosTijdsregistratie"
PROMOTER = "DWSE-organisatieverantwoordelijke"
TRAINER = "DWSE-opleider"
STAFF = "DWSE-projectmedewerker"
SUPERVISOR = "DWSE-projectverantwoordelijke"

# The right of the managing authority itself (Europa WSE); the roles are inference.
ESF = "PlatosBeheer"
ESF_OFFICER = "ESF-dossierbeheerder"
ESF_SUPPORT = "ESF-support"
