#!/usr/bin/env python3
"""Merges every texts.json into one C++ file. Usage: embed_texts.py OUT FILE...
Each file is {"key": {"de": "…", "nl": "…", "en": "…"}}; a key that stands in two files is an error. A key with a gap stands
for one of each record: "change.{row}_added" is "change.passport_added" because "row.passport" is there, with its words in
the gap, unless that key stands somewhere itself."""
import json
import os
import re
import sys

out, files = sys.argv[1], sorted(sys.argv[2:])
os.makedirs(os.path.dirname(out), exist_ok=True)
merged = {}
for path in files:
    for key, words in json.load(open(path, encoding="utf-8")).items():
        if key in merged:
            sys.exit(f"{path}: the key {key} stands in another texts.json too")
        if set(words) != {"de", "nl", "en"} or not all(words.values()):
            sys.exit(f"{path}: {key} needs de, nl and en")
        merged[key] = words


for pattern in [key for key in merged if "{" in key]:
    gap = re.search(r"{(\w+)}", pattern)[1]
    words = merged.pop(pattern)
    for key in [key for key in merged if key.startswith(gap + ".")]:
        filled = {language: words[language].replace("{" + gap + "}", merged[key][language]) for language in words}
        merged.setdefault(pattern.replace("{" + gap + "}", key[len(gap) + 1:]), filled)


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


with open(out, "w", encoding="utf-8") as f:
    f.write('#include "base/texts.hpp"\n\nnamespace kartei {\n\nconst std::vector<EmbeddedText>& embedded_texts() {\n'
            "    static const std::vector<EmbeddedText> texts = {\n")
    for key, words in sorted(merged.items()):
        f.write(f'        {{{quoted(key)}, {quoted(words["de"])}, {quoted(words["nl"])}, {quoted(words["en"])}}},\n')
    f.write("    };\n    return texts;\n}\n\n}  // namespace kartei\n")
