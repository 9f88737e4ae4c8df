"""Says which source files are compiled together: reads a list of files (one on each line of standard input), writes a line
`FILE|GROUP` for each that is not alone. Files of one folder share a group of at most --most files, as long as nothing one of them keeps for
itself (unnamed namespace, using, macro) has a name that another one keeps too or calls. So a file means the same, alone and
in a group, and whoever writes one need not know what stands in its neighbours.

The program reads its large headers once for a group instead of once for a file."""
import argparse
import os
import re
import sys

WORD = r"[A-Za-z_]\w*"
CALL = re.compile(rf"(?<![\w.>:])({WORD})\s*(?:<[^<>()]*>)?\(")
CONTROL = {"if", "for", "while", "switch", "return", "sizeof", "catch", "static_assert", "decltype", "TEST", "TEST_F", "TEST_P"}


def without_texts(source):
    """The source without comments, strings and raw strings, line for line where that matters."""
    pattern = re.compile(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<!\w)\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.S)
    return pattern.sub(lambda found: '""' if found.group()[0] in 'R"' else " ", source)


def declared(line):
    """The name that a line at the margin declares, or nothing."""
    line = re.sub(r"^template\s*<.*?>\s*(?=\w)", "", line)
    if found := re.match(rf"(?:struct|class|enum(?: class| struct)?|union)\s+({WORD})", line):
        return found.group(1)
    if found := re.match(rf"(?:TEST|TEST_F|TEST_P|INSTANTIATE_TEST_SUITE_P)\(\s*({WORD})(?:\s*,\s*({WORD}))?", line):
        return "_".join(filter(None, found.groups()))
    if found := re.match(rf"([^=(]*?)\b({WORD})\s*(\(|=|\{{|;|\[)", line):
        return found.group(2) if found.group(1).strip() else None
    return None


class Source:
    def __init__(self, path):
        self.path = path
        with open(path, encoding="utf-8") as file:
            text = without_texts(re.sub(r"^\}\s*// namespace$", "#end", file.read(), flags=re.M))
        self.own, self.taken = set(), {}
        unnamed = False
        for line in text.split("\n"):
            if line.startswith("namespace {"):
                unnamed = True
            elif line.startswith("#end"):
                unnamed = False
            if found := re.match(rf"#\s*define\s+({WORD})", line):
                self.own.add(found.group(1))
            elif found := re.match(rf"using ({WORD})\s*=\s*(.*)", line) or re.match(rf"namespace ({WORD}) = (.*);", line):
                self.taken[found.group(1)] = found.group(2)
            elif found := re.match(rf"using (?!namespace|enum)((?:\w+::)*({WORD}));", line):
                self.taken[found.group(2)] = found.group(1)
            elif re.match(r"using enum ", line):
                self.taken["using enum"] = line
            elif (unnamed or line.startswith("static ") or line.startswith("TEST")) and re.match(r"[A-Za-z]", line):
                if name := declared(line):
                    self.own.add(name)
        self.calls = {name for name in CALL.findall(text) if name not in CONTROL}
        # A type is named where it is used; a function may also be handed on: in_words, [](…) or &in_words.
        self.uses = self.calls | set(re.findall(r"\b[A-Z]\w*", text)) | set(re.findall(rf"[(,]\s*&?({WORD})\s*(?=[,)])", text))
        self.uses |= set(re.findall(rf"(?<![\w.>:])({WORD})<", text)) | set(self.taken)

        # What stands for something else: `using Work = …`, and `text` after `using enum FieldKind`.
        self.stands_for = {name for name, meaning in self.taken.items() if meaning.strip("; ") and not meaning.endswith(name)}

    def fits(self, other):
        if self.own & (other.own | other.uses) or other.own & self.uses:
            return False
        if (self.stands_for & (other.uses - set(other.taken))) or (other.stands_for & (self.uses - set(self.taken))):
            return False
        if ("using enum" in self.taken) != ("using enum" in other.taken):
            return False
        return all(other.taken.get(name, meaning) == meaning for name, meaning in self.taken.items())


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--most", type=int, default=10, help="files in a group")
    most = options.parse_args().most
    folders = {}
    for path in sys.stdin.read().split("\n"):
        if path:
            folders.setdefault(os.path.dirname(path), []).append(Source(path))
    for folder, sources in sorted(folders.items()):
        groups = []
        for source in sources:
            group = next((g for g in groups if len(g) < most and all(source.fits(other) for other in g)), None)
            if group is None:
                groups.append(group := [])
            group.append(source)
        name = re.sub(r"\W+", "_", os.path.relpath(folder, os.path.join(os.path.dirname(__file__), "..")))
        for number, group in enumerate((group for group in groups if len(group) > 1), 1):
            for source in group:
                print(f"{source.path}|{name}_{number}")


if __name__ == "__main__":
    main()
