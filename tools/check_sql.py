#!/usr/bin/env python3
"""SQL is never made from values: a literal with an SQL keyword that is joined to anything but another literal, a
constant or something named table or column is refused. Values go in as :named parameters. Where text is joined for a good reason
(a name from a list of our own), the line or the one above says `// sql: WHY`."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
keywords = (r"(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|WHERE|JOIN|ORDER BY|VALUES|SET|AND|OR|LIMIT|CREATE|DROP|"
            r"ALTER)")
string = r'"(?:\\.|[^"\\\n])*"'
# A literal that speaks SQL, joined to a name; or filled in by a format.
joined = re.compile(rf'"[^"\n]*\b{keywords}\b[^"\n]*"\s*\+\s*(?:std::string\()?(?!{string}|\n)([\w:.]+)', re.M)
appended = re.compile(rf'([\w:.]+(?:\([\w:.]*\))*\)?)\s*\+\s*"[^"\n]*\b{keywords}\b[^"\n]*"')
formatted = re.compile(rf'(?:format|printf)\(\s*"[^"\n]*\b{keywords}\b[^"\n]*"')
# What by its name is a table, a column or a placeholder, and a statement under way (where it began, it was looked at).
harmless = re.compile(r"column_list|_fields|(table|column)s?\b|(table|column)_name|assignments|placeholders|parameter_list|"
                      r"\b(select|sql|statement|query)\b")
constant = re.compile(r"constexpr[^;={]*?(\w+)(?:\[\])?\s*[={]")


def problems_in(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    text = "\n".join(re.sub(r"^\s*//.*", "", line) for line in lines)
    constants = set(constant.findall(text))
    for pattern in (joined, appended, formatted):
        for found in pattern.finditer(text):
            name = found[1] if found.groups() else ""
            number = text.count("\n", 0, found.start())
            excused = any("// sql:" in lines[near] for near in range(max(0, number - 2), min(len(lines), number + 2)))
            known = name and (harmless.search(name) or constants & set(re.findall(r"\w+", name)))
            if not excused and not known:
                yield f"{path.relative_to(root)}:{number + 1}: SQL joined from text: {found[0].strip()[:100]}"


problems = []
for path in sorted((root / "src").rglob("*.[ch]pp")):
    if path.parent.name != "sql" and not path.stem.endswith("_test"):
        problems += problems_in(path)
print("\n".join(problems) if problems else "sql: no statement is made from values")
sys.exit(1 if problems else 0)
