#!/usr/bin/env python3
"""Tickets taken over by two programs in turn, into the same house: what a change of the import costs.

Usage: bench/ticket_import.py --before PROGRAM [--program build/kartei] [--folder DIR] [--rows N] [--rounds N]
Reads DIR/files/*.csv of bench/large_house.py (default /tmp/kartei-bench). The house with customers and event dates is made once, by the
program before. Work is what all processes of an import took of the processors together; it says more than seconds while others work."""
import argparse
import itertools
import os
import resource
import shutil
import subprocess
import time

import house

parser = argparse.ArgumentParser()
parser.add_argument("--before", required=True)
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--folder", default="/tmp/kartei-bench")
parser.add_argument("--rows", type=int, default=1_000_000)
parser.add_argument("--rounds", type=int, default=3)
options = parser.parse_args()
work = f"{options.folder}/ticket_import"
os.makedirs(work, exist_ok=True)
files = f"{options.folder}/files"


def remove(name):
    for file in os.listdir(work):
        if file.startswith(name + ".sqlite"):
            path = f"{work}/{file}"
            shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)


def run(program, *words):
    """Seconds, and work in seconds."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([program, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - begin, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def import_once(program):
    remove("run")
    for ending in ("", ".key"):
        shutil.copy(f"{work}/base.sqlite{ending}", f"{work}/run.sqlite{ending}")
    database = ["--database", f"sqlite:{work}/run.sqlite"]
    run(program, "migrate", *database)
    os.sync()
    check = run(program, "import", "tickets", f"{work}/tickets.csv", "--each", "--dry-run", *database)
    return check, run(program, "import", "tickets", f"{work}/tickets.csv", "--each", *database)


if not os.path.exists(f"{work}/base.sqlite"):
    for what in ("customers", "events"):
        run(options.before, "import", what, f"{files}/{what}.csv", "--each", "--database", f"sqlite:{work}/base.sqlite")
with open(f"{files}/tickets.csv", encoding="utf-8") as whole, open(f"{work}/tickets.csv", "w", encoding="utf-8") as part:
    part.writelines(itertools.islice(whole, options.rows + 1))
sums = {}
print("| program | round | dry run s | its work s | import s | its work s | rows a second |\n|---|---|---|---|---|---|---|")
for turn in range(1, options.rounds + 1):
    for name, program in (("before", options.before), ("now", options.program)):
        times = [value for pair in import_once(program) for value in pair]
        sums[name] = [a + b for a, b in zip(sums.get(name, [0] * 4), times)]
        print(f"| {name} | {turn} | " + " | ".join(f"{value:.1f}" for value in times) +
              f" | {options.rows / times[2]:,.0f} |", flush=True)
ratios = [now / before for now, before in zip(sums["now"], sums["before"])]
print("| now to before | all | " + " | ".join(f"{ratio:.2f}" for ratio in ratios) + " | |")
