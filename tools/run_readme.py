#!/usr/bin/env python3
"""Do the commands of README.md run as they stand there? Usage: run_readme.py PROGRAM

Makes the demonstration house as ./run does, in a folder of its own, and runs every line of README's blocks that begins
with `kartei`, one after the other. Prints each that does not end with 0, with what it said, and ends with 1 then."""
import gzip
import os
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent


def commands():
    readme = (root / "README.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```\w*\n(.*?)^```", readme, flags=re.M | re.S):
        for line in block.splitlines():
            if line.startswith("kartei "):
                yield re.sub(r"\s+#\s.*$", "", line)


def run(line, folder, program):
    environment = {**os.environ, "KARTEI_DATABASE": f"sqlite:{folder}/house.sqlite",
                   "PATH": f"{folder}/bin:{os.environ['PATH']}", "LANG": "C.UTF-8"}
    return subprocess.run(["bash", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, timeout=300,
                          stdin=subprocess.DEVNULL)


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "bin").mkdir()
        (folder / "bin" / "kartei").symlink_to(program)
        (folder / "docs").symlink_to(root / "docs")
        (folder / "postcodes.csv").write_bytes(gzip.decompress((root / "data" / "postcodes.csv.gz").read_bytes()))
        failed = 0
        for line in ["kartei demo", "kartei import postcodes postcodes.csv", *commands()]:
            done = run(line, folder, program)
            if done.returncode != 0:
                failed += 1
                print(f"README: {line}\n  ends with {done.returncode}: {(done.stderr or done.stdout).strip()[-400:]}")
    print(f"README: {failed} of its commands do not run" if failed else "README: every command runs")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
