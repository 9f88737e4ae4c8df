#!/usr/bin/env python3
"""The project speaks of itself alone: no word in files or commit messages about how and where they were written, no path
of one machine, no address of a package registry. Patterns are written so that they do not find themselves."""
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
patterns = [re.compile(pattern, re.I) for pattern in (
    r"\bcla[u]de\b", r"\banthro[p]ic\b", r"\bopen[a]i\b", r"\bchat[g]pt\b", r"\bgpt-[0-9]", r"\bcop[i]lot\b", r"\bll[m]s?\b",
    r"\blanguage mode[l]", r"\bartificial intelligen[c]e\b", r"\bai[ -](?:agen[t]|tool|assistan[t]|generate[d])", r"\bsub[a]gent",
    r"\btranscrip[t]s?\b", r"\bco-authored-b[y]:", r"\bgenerated with\b.*\bcod[e]\b",
    r"/wor[k]/(?:main|shared|\.)", r"/roo[t]/", r"/hom[e]/\w+/", r"\.\./share[d]/", r"/tm[p]/(?:kartei/|bash_job)",
    r"registry\.npm[j]s\.", r"\bnpm\.pk[g]\.", r"(?:deb|security)\.debia[n]\.org", r"\bcrates\.i[o]\b", r"\bpypi\.or[g]\b")]
text_endings = {".cpp", ".hpp", ".h", ".py", ".sh", ".sql", ".json", ".md", ".txt", ".ts", ".tsx", ".mjs", ".js", ".css", ".html",
                ".cmake", ".csv", ".toml", ".svg", ""}


def tracked_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True).stdout.decode().split("\0")
    return [root / name for name in listed if name]


def found_in(text):
    for number, line in enumerate(text.splitlines(), 1):
        for pattern in patterns:
            if found := pattern.search(line):
                yield number, found[0]


problems = []
for path in tracked_files():
    if path.suffix in text_endings and path.is_file():
        text = path.read_text(encoding="utf-8", errors="replace")
        problems += [f"{path.relative_to(root)}:{number}: {word}" for number, word in found_in(text)]
log = subprocess.run(["git", "log", "--format=%h %an%n%B"], cwd=root, capture_output=True, text=True).stdout
problems += [f"commit message: {word}" for _, word in found_in(log)]
print("\n".join(problems) if problems else "words: the project speaks of itself alone")
sys.exit(1 if problems else 0)
