#!/usr/bin/env python3
"""Which module's SQL names which table. A table belongs to one module (tools/tables.txt); nobody else writes it, and only
modules that stand after its owner (check_includes.py) read it. What breaks that stands in tools/tables.txt with its
reason, and goes from there when it is mended."""
import collections
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
source = (root / "tools/check_includes.py").read_text(encoding="utf-8")
order = ["sql", "jobs", "audit", "lists"] + re.findall(r'"(\w+)"', re.search(r"\nmodules = \[(.*?)\]", source, re.S)[1]) + ["program"]
literal = re.compile(r'"((?:\\.|[^"\\\n])*)"')
writes = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)")
reads = re.compile(r"(?<!DELETE )\b(?:FROM|JOIN)\s+(\w+)")
in_bulk = re.compile(r'bulk_insert\(\s*"(\w+)"')
problems, owners, excused = [], {}, {}

for number, line in enumerate((root / "tools/tables.txt").read_text(encoding="utf-8").splitlines(), 1):
    if owned := re.match(r"(\w+): (.*)", line):
        owners.update(dict.fromkeys(owned[2].split(), owned[1]))
    elif one := re.match(r"(\w+) (writes|reads) (\w+)  (\S.*)", line):
        excused[one[1], one[2], one[3]] = number
    elif line and not line.startswith("#"):
        problems.append(f"tools/tables.txt:{number}: neither `MODULE: TABLES` nor `MODULE writes|reads TABLE  WHY`")

# The lists of a customer's profile say themselves which table is theirs.
lists = (root / "src/modules/profile/list.cpp").read_text(encoding="utf-8")
owners.update(dict.fromkeys(re.findall(r'\.record = "(\w+)"', lists), "profile"))
tables = set(re.findall(r"CREATE TABLE (\w+)", (root / "schema.sql").read_text(encoding="utf-8")))
problems += [f"tools/tables.txt: whose is the table {table}?" for table in sorted(tables - set(owners))]
problems += [f"tools/tables.txt: there is no table {table}" for table in sorted(set(owners) - tables)]


def named_in(path):
    """Pairs of `writes` or `reads` and a table."""
    text = re.sub(r"^\s*//.*", "", path.read_text(encoding="utf-8"), flags=re.M)
    text = re.sub(r'"\s*\n\s*"', "", text)  # a literal over several lines is one
    found = [("writes", table) for table in in_bulk.findall(text)]
    for said in literal.findall(text):
        found += [("writes", table) for table in writes.findall(said)] + [("reads", table) for table in reads.findall(said)]
    return {(what, table) for what, table in found if table in owners}


def may(module, what, table):
    owner = owners[table]
    if module == owner:
        return True
    return what == "reads" and order.index(owner) < order.index(module)


used = set()
for path in sorted((root / "src").rglob("*.[ch]pp")):
    parts = path.relative_to(root / "src").parts
    module = parts[1] if parts[0] == "modules" else parts[0]
    if len(parts) == 1 or "demonstration" in parts or re.search(r"_(test|fixture|support)$", path.stem):
        continue
    for what, table in sorted(named_in(path)):
        if may(module, what, table):
            continue
        if (module, what, table) in excused:
            used.add((module, what, table))
        else:
            problems.append(f"{path.relative_to(root)}: {module} {what} {table}, which is {owners[table]}'s")

problems += [f"tools/tables.txt:{number}: needless" for key, number in excused.items() if key not in used]
print("\n".join(problems) if problems else
      f"tables: {len(owners)}, each written by its module alone, but for {len(excused)} with a reason")
sys.exit(1 if problems else 0)
