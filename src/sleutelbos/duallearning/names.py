"""Codes of the rights and roles of the manifest that this room's rules name."""

# The applications of the manifests, whose clients may ask about actions of this room: the one of
# schools and partnerships, the one of companies and the department.
APPLICATIONS = ("werkplek-duaal", "werkplek-duaal-loket")

# Schools and sectoral partnerships: one right, its roles literally as in seeds S1 and S3.
USER = "WerkplekDuaalGebruiker"
GUIDE = "trajectbegeleider"
SCHOOL_KEEPER = "schoolbeheerder"
KEEPER = "Beheerder"
HANDLER = "Behandelaar"
CLERK = "Medewerker"
VOTER = "Stemgerechtigde"

# Companies: what a wettelijk vertegenwoordiger delegates (W29); the name is inference.
COMPANY = "WerkplekDuaalOnderneming"
APPLICANT = "erkenningsverantwoordelijke"

# The department itself (W04, W13); the two roles are inference.
DEPARTMENT = "WerkplekDuaalBeheer"
OFFICER = "WSE-dossierbeheerder"
SUPPORT = "WSE-helpdesk"
