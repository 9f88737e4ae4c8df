#!/usr/bin/env python3
"""Sizes (STYLE.md): files of at most 400 lines, functions of at most 40; components of the browser (.tsx, where a form
is written down as markup), tests and tables (functions named …_fields, …_endpoints, …_targets) of at most 80. Lines wider
than 120 characters are only counted. What is longer stands in tools/sizes-allowed.txt, `path` or `path:function` a line
with its reason behind two blanks; a line that is no longer needed fails too. Functions are found by their braces."""
import pathlib
import re
import statistics
import sys

root = pathlib.Path(__file__).resolve().parent.parent
most_lines, most_in_function, most_in_table = 400, 40, 80
skipped = {"node_modules", "dist", "compiled", "generated"}
no_function = re.compile(r"^\s*(?:\}\s*)?(?:namespace|class|struct|enum|union|extern|if|for|while|switch|else|do|try|"
                         r"catch|interface|type|describe)\b")
noise = re.compile(r"""//[^\n]*|/\*.*?\*/|R"(\w*)\((.*?)\)\1"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|"""
                   r"""`(?:\\.|[^`\\])*`""", re.S)
table = re.compile(r".*_(?:fields|endpoints|targets)")


def without_noise(text):
    """Comments and strings blanked, line breaks kept."""
    return noise.sub(lambda found: '""' + "\n" * found[0].count("\n"), text)


def functions(text):
    """(name, number of lines) of every outermost block that follows a parameter list."""
    depth, line, opened, head = 0, 1, None, ""
    for character in without_noise(text):
        if character == "\n":
            line += 1
        if character == "{":
            last = head.strip()
            if opened is None and ")" in last and not no_function.match(last) and not last.endswith("="):
                name = re.findall(r"([~\w]+)\s*(?:<[^<>]*>)?\(", last)
                opened = (depth, line - last.count("\n"), name[0] if name else "?")
            depth += 1
            head = ""
        elif character == "}":
            depth -= 1
            if opened and depth == opened[0]:
                yield opened[2], line - opened[1] + 1
                opened = None
            head = ""
        elif character == ";" and head.count("(") == head.count(")"):
            head = ""
        else:
            head += character


too_long, lengths, wide = {}, [], 0
paths = [path for folder in ("src", "tests", "bench", "fuzz", "ui") for path in sorted((root / folder).rglob("*"))]
for path in paths:
    if path.suffix not in (".cpp", ".hpp", ".ts", ".tsx", ".mjs") or skipped & set(path.parts):
        continue
    name, text = str(path.relative_to(root)), path.read_text(encoding="utf-8")
    if "generated" in text[:300].lower() and "do not" in text[:300].lower():
        continue
    if text.count("\n") > most_lines:
        too_long[name] = text.count("\n")
    wide += sum(len(line) > 120 for line in text.splitlines())
    for function, count in functions(text):
        lengths.append(count)
        is_table = path.suffix == ".tsx" or re.search("[._]test", path.name) or table.fullmatch(function)
        if count > (most_in_table if is_table else most_in_function):
            too_long[f"{name}:{function}"] = count

allowed = set()
for line in (root / "tools" / "sizes-allowed.txt").read_text(encoding="utf-8").splitlines():
    if line and not line.startswith("#"):
        allowed.add(line.split("  ")[0])
problems = [f"{name} has {count} lines" for name, count in sorted(too_long.items()) if name not in allowed]
problems += [f"sizes-allowed.txt: {name} is no longer too long" for name in sorted(allowed - set(too_long))]
half = f"half of them at most {statistics.median(lengths):.0f} lines"
print("\n".join(problems + [f"sizes: {len(lengths)} functions, {half}; {wide} lines wider than 120 (tools/narrow)"]))
sys.exit(1 if problems else 0)
