"""Adds to a wheel which build it is; all else about packaging is in pyproject.toml."""

from __future__ import annotations

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, str(Path(__file__).parent))

from hexfront.version import BUILD_FILE
from scripts.write_build import write_build


class BuildWithOrigin(build_py):
    """Copy the packages and put the build's number and commit beside them."""

    def run(self) -> None:
        """Do so; an editable install is a checkout and has no build."""
        super().run()
        if not self.editable_mode:
            write_build(Path(self.build_lib) / "hexfront" / BUILD_FILE)


setup(cmdclass={"build_py": BuildWithOrigin})
