#!/usr/bin/env python3
"""Writes migrations/*.sql as one C++ file. Usage: embed_migrations.py OUT FILE..."""
import os
import sys

out, files = sys.argv[1], sorted(sys.argv[2:])
os.makedirs(os.path.dirname(out), exist_ok=True)
with open(out, "w", encoding="utf-8") as f:
    f.write('#include "sql/migrations.hpp"\n\nnamespace kartei::sql {\n\nconst std::vector<Migration>& all_migrations() {\n'
            "    static const std::vector<Migration> migrations = {\n")
    for path in files:
        name = os.path.splitext(os.path.basename(path))[0]
        text = open(path, encoding="utf-8").read()
        parts = "".join(f'R"__sql({text[i:i + 12000]})__sql"\n' for i in range(0, len(text), 12000))
        f.write(f'        {{{int(name[:4])}, "{name}",\n{parts}}},\n')
    f.write("    };\n    return migrations;\n}\n\n}  // namespace kartei::sql\n")
