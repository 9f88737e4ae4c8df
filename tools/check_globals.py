#!/usr/bin/env python3
"""Nothing changes behind the back of who calls: a variable of the program that is not const (static or thread_local, in a
file or in a function) stands in tools/globals.txt with its reason, or is refused."""
import collections
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
variable = re.compile(r"\s*(?:inline )?(?:static |thread_local )+(?!const\b|constexpr\b|inline\b)"
                      r"(?P<type>[\w:]+(?:<.*>)?[&*]?) (?P<name>\w+)(?P<after>[\s={;(\[].*|$)")
in_a_file = re.compile(r"(?:std::(?:mutex|once_flag|atomic\w*|map|set|vector|string|optional|\w+_ptr)(?:<[^()]*>)?) (?P<name>\w+)(?:;| =|\{)")
function = re.compile(r"\((?:[^()]|\([^()]*\))*\)\s*(?:const)?\s*(?:noexcept)?\s*[;{]?$|\([^)]*,?$")


def variables_in(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if found := in_a_file.match(line):
            yield number, found["name"]
            continue
        found = variable.match(line)
        if found and not ("(" in found["after"][:1] or function.search(line) and "=" not in line and "{}" not in line):
            yield number, found["name"]


allowed = collections.Counter()
for line in (root / "tools/globals.txt").read_text(encoding="utf-8").splitlines():
    if one := re.match(r"(\S+):(\w+)", line):
        allowed[one[1], one[2]] += 1

problems, met = [], collections.Counter()
for path in sorted((root / "src").rglob("*.[ch]pp")):
    if re.search(r"_(test|fixture|support)$", path.stem):
        continue
    for number, name in variables_in(path):
        place = str(path.relative_to(root)), name
        met[place] += 1
        if met[place] > allowed[place]:
            problems.append(f"{place[0]}:{number}: {name} is a variable of the whole program; hand it in, or say why "
                            "in tools/globals.txt")
problems += [f"tools/globals.txt: {':'.join(place)} is needless" for place in allowed if met[place] < allowed[place]]
print("\n".join(problems) if problems else f"globals: {met.total()} variables of the whole program, each with its reason")
sys.exit(1 if problems else 0)
