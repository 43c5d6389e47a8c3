"""Files that users hand over: checked, scanned, encrypted, destroyed on time (ADR 0013)."""

from sleutelbos.tools.files.accepting import KINDS, Upload, received
from sleutelbos.tools.files.storing import Destroyed, content_of, destroy, keep

__all__ = ["KINDS", "Destroyed", "Upload", "content_of", "destroy", "keep", "received"]
