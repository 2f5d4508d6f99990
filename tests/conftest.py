"""Settings that all tests share."""

import os

from hypothesis import settings

# Time limits on single examples fail on a busy machine, not on wrong code; the same examples every time make a failure
# repeatable. `HYPOTHESIS_PROFILE=search` looks for new ones.
settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
