"""Approved programmatieaanvragen, as Onderwijs leaves them."""
