"""Makes the files of models-default again and compares them with the catalogue's checksums."""

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path

from . import notice
from .packages import Packages
from .recipes import RECIPES

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parents[1]
CATALOGUE = ROOT / "models/src/main/resources/dev/reelframe/models/catalogue.json"
COMMITTED = ROOT / "models-default/src/main/resources/dev/reelframe/models/files"
WORK = HERE / "target"


def main():
    options = argparse.ArgumentParser(prog="models/convert/run", description=__doc__)
    options.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="entries of the catalogue, or files (default: all that come along)",
    )
    options.add_argument(
        "--install", action="store_true", help="put the files into models-default, and write its NOTICE again"
    )
    chosen = options.parse_args()
    embedded = _embedded()
    wanted = [
        r
        for r in RECIPES
        if not chosen.names or r.file in chosen.names or embedded.get(r.file, ("",))[0] in chosen.names
    ]
    if not wanted:
        sys.exit(
            f"No recipe for {', '.join(chosen.names)}. There are: {', '.join(sorted({e[0] for e in embedded.values()}))}."
        )
    packages = Packages(HERE / "packages.json", WORK / "packages")
    different = 0
    for recipe in wanted:
        target = WORK / "files" / recipe.file
        target.parent.mkdir(parents=True, exist_ok=True)
        data = recipe.make(packages)
        target.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        _, expected = embedded.get(recipe.file, (None, None))
        verdict = (
            "same" if digest == expected else "not in the catalogue" if expected is None else "DIFFERENT"
        )
        different += verdict != "same"
        print(f"{verdict:10} {len(data):>11,} {digest} {recipe.file}", flush=True)
        if chosen.install:
            place = COMMITTED / recipe.file
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(target, place)
    if chosen.install:
        notice.write(COMMITTED, ROOT / "models-default" / "NOTICE", packages)
    print(f"{len(wanted) - different} of {len(wanted)} files are what the catalogue names.")
    return 1 if different else 0


def _embedded():
    """File to its entry's name and checksum, of every part of the catalogue that comes along."""
    parts = {}
    for entry in json.loads(CATALOGUE.read_text(encoding="utf-8"))["models"]:
        for part in entry["parts"]:
            if part["source"].get("embedded"):
                parts[part["file"]] = entry["name"], part["sha256"]
    return parts


if __name__ == "__main__":
    sys.exit(main())
