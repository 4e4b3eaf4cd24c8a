"""Training of policies: imitation, policy improvement, MaskablePPO, evaluation, export.

The only package that imports torch.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from typing import Final

_CACHE_VARIABLE: Final = "TORCHINDUCTOR_CACHE_DIR"


def _remove_torch_cache_at_exit() -> None:
    """Make torch create its cache of compiled code in a folder that is removed at exit.

    It creates one when it is imported, though nothing here is compiled. Processes that are started
    later inherit the folder.
    """
    if _CACHE_VARIABLE not in os.environ:
        folder = tempfile.mkdtemp(prefix="hexfront-torch-")
        os.environ[_CACHE_VARIABLE] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


_remove_torch_cache_at_exit()
