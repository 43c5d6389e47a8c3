#!/usr/bin/env python
"""Management commands; starts the embedded PostgreSQL when DATABASE_URL is not set."""

from sleutelbos.config.cli import main

if __name__ == "__main__":
    main()
