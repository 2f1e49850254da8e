"""``python -m voiceapp``."""

import sys

from voiceapp.cli import main

sys.exit(main())
