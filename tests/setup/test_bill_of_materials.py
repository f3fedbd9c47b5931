"""The bill of materials of the build: whole, true to the lock, without addresses, every licence named and shipped."""

from __future__ import annotations

import importlib.util
import json
import os
import re
from pathlib import Path
from types import ModuleType

import pytest

from compare_app import __version__

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DUAL_COMPARE_PREVIEW")), reason="the bench has another NumPy than the lock"
)
ROOT = Path(__file__).resolve().parents[2]
LICENCE_KEPT_HERE = {"pyside6-essentials", "shiboken6"}
"""Their wheels hold no text; LICENSES has it."""


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bill", ROOT / "packaging" / "bill_of_materials.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_installed_package_of_the_lock_is_in_it(maker: ModuleType) -> None:
    bill = maker.bill(__version__)
    named = {one["purl"].removeprefix("pkg:pypi/") for one in bill["components"]}
    locked = dict(
        re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    )
    assert len(named) >= 15
    assert all(locked[name] == version for name, version in (one.split("@") for one in named))
    assert {"numpy", "scipy", "pyside6-essentials", "openpyxl", "lxml"} <= {
        one.split("@")[0] for one in named
    }


def test_each_has_hashes_and_a_licence(maker: ModuleType) -> None:
    for one in maker.bill(__version__)["components"]:
        assert one["hashes"], one["name"]
        assert one["licenses"][0]["license"]["name"], one["name"]


def test_no_address_is_in_it(maker: ModuleType) -> None:
    assert "://" not in json.dumps(maker.bill(__version__))


def test_every_licence_text_is_shipped(maker: ModuleType) -> None:
    without = {
        one.metadata["Name"].lower().replace("_", "-")
        for one, _ in maker.installed()
        if not list(maker.licence_files(one))
    }
    assert without <= LICENCE_KEPT_HERE


def test_the_build_takes_it_in() -> None:
    spec = (ROOT / "packaging" / "dual-compare.spec").read_text(encoding="utf-8")
    assert "bill_of_materials" in spec
    assert "bom.cdx.json" in spec
