"""What recognition needs from outside: the approved programmatieaanvragen of Onderwijs (G17).

``config/wiring.py`` binds the feed; unbound, the department chooses a file itself.
"""

from __future__ import annotations

from sleutelbos.tools.outside import FileFeed, Outside

programming_feed = Outside[FileFeed]()  # files with the columns of ``programming_file``
bind, bound = programming_feed.bind, programming_feed.bound
