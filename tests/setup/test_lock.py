"""The lock files: exact, hashed, free of addresses, and true to pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def locked(name: str) -> dict[str, tuple[str, int]]:
    """Version and number of hashes by package."""
    packages = {}
    for block in re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8")):
        found = re.match(r"([\w.-]+)==([\w.]+)", block)
        assert found, f"not an exact pin: {block.splitlines()[0]}"
        packages[canonicalize_name(found[1])] = (found[2], block.count("--hash=sha256:"))
    return packages


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_hashes_and_none_an_address(lock: str) -> None:
    assert all(hashes for _, hashes in locked(lock).values())
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted| @ ", text)


def test_tools_hold_the_same_runtime() -> None:
    runtime, tools = locked("requirements.lock"), locked("requirements-dev.lock")
    assert runtime.items() <= tools.items()


def test_lock_answers_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-dev.lock": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
    }
    for lock, wanted in asked.items():
        versions = locked(lock)
        for line in wanted:
            requirement = Requirement(line)
            assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)][0]), line


def test_no_registry_in_tracked_settings() -> None:
    for name in ("pyproject.toml", "dev.py", ".ci/run", *LOCKS):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"https?://|pypi\.|index-url", text), name
