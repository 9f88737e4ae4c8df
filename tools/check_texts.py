#!/usr/bin/env python3
"""Texts: every key that the code names exists, in three languages, in one texts.json; no key stands
there that nobody names."""
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

# What names a key: the whole of it; a key with a gap, `ui.calls.state_${state}`; or its beginning, "permission." + name, where
# what follows is made of words that stand in the code ("--dry-run" is dry_run in a key).
named, words_in_code, beginnings, gaps = {}, set(), set(), set()
literal = re.compile(r"""["'`]([a-z][a-z0-9_]*(?:\.[a-z0-9_:-]+)+)["'`]""")
with_gap = re.compile(r"`([a-z][a-z0-9_]*\.[a-z0-9_.-]*\$\{[^`]*)`")
beginning = re.compile(r"""["']([a-z][a-z0-9_-]*\.[a-z0-9_.-]*)["']\)?\s*\+""")
for path in [*files("src", {".cpp", ".hpp"}), *files("ui", {".ts", ".tsx"})]:
    text = path.read_text(encoding="utf-8")
    words_in_code |= {word.strip("-_").replace("-", "_") for word in re.findall(r"""["'`]([\w/-]+)["'`]""", text)}
    if path.stem.endswith("_test"):
        continue  # a test may make a key up
    for found in literal.finditer(text):
        named.setdefault(found[1], f"{path.relative_to(root)}:{text.count(chr(10), 0, found.start()) + 1}")
    beginnings |= set(beginning.findall(text))
    gaps |= {re.sub(r"\\\$\\\{.*?\\\}", "[^.]+", re.escape(key)) for key in with_gap.findall(text)}
gap = re.compile("|".join(sorted(gaps)))
words_in_code |= set(re.findall(r"CREATE TABLE (\w+)", (root / "schema.sql").read_text(encoding="utf-8")))

for key, place in sorted(named.items()):
    if key.split(".")[0] in ("error", "ui") and key not in keys:
        problems.append(f"{place}: no texts.json has {key}")


def is_word(word):
    word = word.replace("-", "_")  # "user add" is user_add in a key
    halves = (word.split("_", end) for end in range(1, word.count("_") + 1))
    return (word in words_in_code or all(part in words_in_code for part in word.split("_")) or
            any({"_".join(half[:-1]), half[-1]} <= words_in_code for half in halves))


def is_of_words(rest):
    return rest in named or all(is_word(word) for word in rest.split("."))


def may_be_used(key):
    if "{" in key:  # stands for one of each record (embed_texts.py)
        return any(other.startswith(key[key.index("{") + 1:key.index("}")] + ".") for other in keys)
    first, last = key.rsplit(".", 1)
    if key in named or gap.fullmatch(key):
        return True
    for known in beginnings:
        at = key.find(known)
        # word("introduction." + kind), where word() puts "paper." before it
        if (at == 0 or (at > 0 and key[:at] in beginnings)) and is_of_words(key[at + len(known):]):
            return True
    return is_word(last) and is_of_words(first)  # RECORD.FIELD, made of two names


problems.extend(f"{keys[key].relative_to(root)}: nobody names {key}" for key in sorted(keys) if not may_be_used(key))
good = f"texts: {len(keys)} keys in three languages, each of them named"
print("\n".join(problems) if problems else good)
sys.exit(1 if problems else 0)
