"""The speeltuin: a sandbox of his own for each participant, far from the real instance (ADR 0018).

One small front process (``front``) knows the sandboxes (``house``), each a database cloned from a
template (``template``) and, while somebody uses it, a site and a worker (``running``). Nothing here
reads Django's settings: the front has no key, password or database of the real instance.
"""
