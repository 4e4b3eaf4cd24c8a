"""Training a policy: imitation, MaskablePPO, evaluation, export. torch lives here alone."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from typing import Final

_TORCH_FOLDER: Final = "TORCHINDUCTOR_CACHE_DIR"


def _tidy_up_after_torch() -> None:
    """Let torch make the folder for what it compiles, which it leaves behind, where we remove it.

    It makes one when it is imported, though nothing here is compiled. Processes that are started
    later inherit the place.
    """
    if _TORCH_FOLDER not in os.environ:
        folder = tempfile.mkdtemp(prefix="hexfront-torch-")
        os.environ[_TORCH_FOLDER] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


_tidy_up_after_torch()
