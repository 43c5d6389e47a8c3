"""Codes of the rights and roles of the manifest that this room's rules name."""

# The right of an entity; its roles are inference (arbeidsplaatsbeheer, seed S4 names none).
PLAN = "Arbeidsplaatsbeheer"
HR = "hr"
READER = "hr-lezer"
LEADER = "leidinggevende"

# The right of those who work for all entities: the expert team of AgO, and reporting VO-wide.
VO = "ArbeidsplaatsbeheerVO"
EXPERT = "expertenteam"
REPORTING = "rapportering"
