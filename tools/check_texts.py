#!/usr/bin/env python3
"""Texts: every key that the code names exists, in three languages, in one texts.json; keys nobody names are listed.
Exit code 1 for what is missing or double; unused keys are only shown."""
import json
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
skipped = {"node_modules", "dist", "compiled"}
problems, keys = [], {}


def files(folder, endings):
    for path in sorted((root / folder).rglob("*")):
        if path.suffix in endings and not skipped & set(path.parts):
            yield path


def read_catalogue(path):
    def no_doubles(pairs):
        names = [name for name, _ in pairs]
        double = {name for name in names if names.count(name) > 1}
        problems.extend(f"{path.relative_to(root)}: {name} stands twice" for name in double)
        return dict(pairs)

    for key, words in json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=no_doubles).items():
        if key in keys:
            problems.append(f"{path.relative_to(root)}: {key} stands in {keys[key].relative_to(root)} too")
        keys[key] = path
        if set(words) != {"de", "nl", "en"} or not all(text.strip() for text in words.values()):
            problems.append(f"{path.relative_to(root)}: {key} needs de, nl and en")
        if len(set(words.values())) == 1 and re.search(r"[a-z]{4}.* .*[a-z]{4}", re.sub(r"{[^}]*}", "", words["de"])):
            problems.append(f"{path.relative_to(root)}: {key} reads the same in all languages")


for folder in ("src", "ui"):
    for path in files(folder, {".json"}):
        if path.name == "texts.json":
            read_catalogue(path)

named, words_in_code = {}, set()
literal = re.compile(r"""["'`]([a-z][a-z0-9_]*(?:\.[a-z0-9_:-]+)+)["'`]""")
for path in [*files("src", {".cpp", ".hpp"}), *files("ui", {".ts", ".tsx"})]:
    text = path.read_text(encoding="utf-8")
    for found in () if path.stem.endswith("_test") else literal.finditer(text):  # a test may make a key up
        named.setdefault(found[1], f"{path.relative_to(root)}:{text.count(chr(10), 0, found.start()) + 1}")
    words_in_code |= set(re.findall(r"""["'`]([\w-]+)["'`]""", text))
    words_in_code |= set(re.findall(r"""["'`]([a-z_.]+\.)["'`$]""", text))  # "error." + something

for key, place in sorted(named.items()):
    if key.split(".")[0] in ("error", "ui") and key not in keys:
        problems.append(f"{place}: no texts.json has {key}")


def may_be_used(key):
    first, last = key.rsplit(".", 1)
    return key in named or last in words_in_code or first + "." in words_in_code


unused = [key for key in sorted(keys) if not may_be_used(key)]
for key in unused:
    print(f"nobody names {key} ({keys[key].relative_to(root)})")
good = f"texts: {len(keys)} keys in three languages, {len(unused)} of them named nowhere"
print("\n".join(problems) if problems else good)
sys.exit(1 if problems else 0)
