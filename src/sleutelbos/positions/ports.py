"""What Arbeidsplaatsbeheer needs from outside: the personnel of Vlimpers (A24).

``config/wiring.py`` binds the feed; unbound, the expert team chooses a file itself.
"""

from __future__ import annotations

from sleutelbos.tools.outside import FileFeed, Outside

personnel_feed = Outside[FileFeed]()  # files with the columns of ``personnel_file``
