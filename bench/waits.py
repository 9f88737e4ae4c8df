#!/usr/bin/env python3
"""How long a save by hand waits while an import runs in the same house (goal: never more than 100 ms).

Usage: bench/waits.py --database URL --import WHAT FILE [--key-file FILE] [--program build/kartei] [--out FILE]
The house is one with customers; the file is taken over into it by `kartei import` beside the server, which does it itself."""
import argparse
import os
import random
import subprocess
import time

import house

parser = argparse.ArgumentParser()
parser.add_argument("--database", required=True)
parser.add_argument("--import", nargs=2, dest="file", required=True, metavar=("WHAT", "FILE"))
parser.add_argument("--key-file", default="")
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--out", default="")
options = parser.parse_args()
where = ["--database", options.database, *(["--key-file", options.key_file] if options.key_file else [])]
server = house.Server(options.program, where)
total = server.call("GET", "/customers/count")["count"]
random.seed(7)


def save():
    """Milliseconds of one save: a customer drawn at random gets another occupation."""
    row = server.call("GET", f"/customers?limit=1&offset={random.randrange(1, total)}")["rows"][0]
    customer = server.call("GET", f"/customers/{row['id']}")
    begin = time.perf_counter()
    server.call("PATCH", f"/customers/{row['id']}", {"occupation": f"Beruf {random.randrange(10**6)}"}, {"If-Match": f'"{customer["version"]}"'})
    return (time.perf_counter() - begin) * 1000


alone = [save() for _ in range(200)]
begin = time.perf_counter()
importing = subprocess.Popen([options.program, "import", *options.file, *where], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
beside = []
while importing.poll() is None:
    beside.append(save())
    time.sleep(0.02)
seconds = time.perf_counter() - begin
lines = [f"# Saves beside an import\n\n`kartei import {options.file[0]}` of {sum(1 for _ in open(options.file[1])) - 1:,} rows into a house of {total:,} customers "
         f"({options.database.split(':')[0]}): {seconds:.0f} s, ended with {importing.returncode}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}. "
         "Milliseconds of a save through the API.\n", "| | saves | p50 | p99 | worst |", "|---|---|---|---|---|"]
for name, times in (("alone", alone), ("beside the import", beside)):
    lines.append(f"| {name} | {len(times)} | {house.percentile(times, .5):.1f} | {house.percentile(times, .99):.1f} | {max(times):.1f} |")
print("\n".join(lines))
server.stop()
if options.out:
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
