"""``python -m tse_companion`` is the same as ``tse-companion``."""

import sys

from tse_companion.cli.main import main

sys.exit(main())
