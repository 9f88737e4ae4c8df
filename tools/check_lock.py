#!/usr/bin/env python3
"""package-lock.json and the Debian package lists hold names, versions and hashes, and no address of any machine."""
import json
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
problems = []
lock = json.loads((root / "ui" / "package-lock.json").read_text(encoding="utf-8"))
wanted = json.loads((root / "ui" / "package.json").read_text(encoding="utf-8"))
for name, package in lock["packages"].items():
    if "resolved" in package and re.match(r"[a-z+]+:", package["resolved"]):
        problems.append(f"package-lock.json: {name} names an address: {package['resolved']}")
    if name and not package.get("link") and "integrity" not in package:
        problems.append(f"package-lock.json: {name} has no hash")
for kind in ("dependencies", "devDependencies"):
    if lock["packages"][""].get(kind, {}) != wanted.get(kind, {}):
        problems.append(f"package-lock.json: {kind} differ from package.json")
    for name, version in wanted.get(kind, {}).items():
        if not re.fullmatch(r"\d+\.\d+\.\d+(-[\w.]+)?", version):
            problems.append(f"package.json: {name} {version} is not an exact version")
for path in sorted((root / "tools").glob("packages*.txt")):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    problems += [f"{path.name}: {line!r} is not the name of a package" for line in lines
                 if not re.fullmatch(r"[a-z0-9][a-z0-9.+-]+", line)]
    if lines != sorted(set(lines)):
        problems.append(f"{path.name}: not in order, or a name stands twice")
print("\n".join(problems) if problems else f"lock: {len(lock['packages']) - 1} npm packages with their hashes")
sys.exit(1 if problems else 0)
