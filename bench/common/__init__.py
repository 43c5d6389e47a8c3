"""What the benchmarks share. Importing it makes the root of the project importable (tests)."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
