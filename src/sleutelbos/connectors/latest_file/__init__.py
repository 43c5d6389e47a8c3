"""A source that leaves whole files, of which the last one counts: Onderwijs, Vlimpers."""
