"""Codes of the rights of Gebruikersbeheer itself."""

# The right under which posts and KBO functions stand in access_power; roles: PostKind values
# ("toegangsbeheerder:<domein>" for one domain) and LEGAL_REPRESENTATIVE.
IDM = "gebruikersbeheer"

# Who appoints beheerders in a doelgroep (Edison helpdesk, DWSE, AgO, BTB); a right with roles.
APPOINTING = "beheerders-aanstellen"

# The information line 1700.
HELPDESK = "helpdesk-1700"
HELPDESK_ROLE = "medewerker"

# Supervision: reads the audit log over all organisations.
AUDITOR = "toezicht"
AUDITOR_ROLE = "auditor"

# Who runs the platform: registers the clients of applications, loads their manifests.
PLATFORM = "platformbeheer"
CLIENT_MANAGER = "clientbeheerder"

# The application whose rights give power in Gebruikersbeheer itself.
OWN_APPLICATION = "gebruikersbeheer"
