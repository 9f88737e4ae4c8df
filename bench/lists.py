#!/usr/bin/env python3
"""Customer lists against the engines' own clients on the same data, in one run.

Usage: bench/lists.py [--folder DIR] [--program build/kartei] [--postgresql URI] [--skip-load] [--out bench/results/lists.md]
Needs some 6 GB in DIR (default /tmp/kartei-bench). --postgresql names an empty database server whose databases `plain` and
`kartei` are made here (URI without a database, for example postgresql://bench@127.0.0.1:5433)."""
import argparse
import csv
import hashlib
import os
import statistics
import subprocess
import time

import house

parser = argparse.ArgumentParser()
parser.add_argument("--folder", default="/tmp/kartei-bench")
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--postgresql", default="")
parser.add_argument("--skip-load", action="store_true")
parser.add_argument("--only", default="", help="sqlite or postgresql")
parser.add_argument("--part", default="", help="first (first rows) or whole (whole lists)")
parser.add_argument("--out", default="")
options = parser.parse_args()
lines = []


def say(text=""):
    print(text, flush=True)
    lines.append(text)


def load(name, database):
    say(f"\n## Import into {name}\n\n| file | rows | seconds | rows a second | peak memory MB |\n|---|---|---|---|---|")
    for what in ("events", "customers", "permissions", "tickets"):
        path = f"{options.folder}/files/{what}.csv"
        rows = int(subprocess.run(["wc", "-l", path], capture_output=True, text=True).stdout.split()[0]) - 1
        seconds, peak = house.timed([options.program, "import", what, path, *database], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        say(f"| {what} | {rows:,} | {seconds:.1f} | {rows / seconds:,.0f} | {peak} |")


def sums(path, skip):
    """Order numbers as one hash, tickets and cents: both sides must agree."""
    orders, tickets, cents = [], 0, 0
    with open(path, newline="", encoding="utf-8") as f:
        rows = csv.reader(f)
        for _ in range(skip):
            next(rows)
        for row in rows:
            if len(row) < 19:  # sqlite3 says what a PRAGMA set
                continue
            orders.append(row[0])
            tickets += int(row[16])
            cents += round(float(row[18]) * 100) if "." in row[18] else int(row[18])
    digest = hashlib.sha256("\n".join(sorted(orders)).encode()).hexdigest()[:16]
    return len(orders), tickets, cents, digest


def own_first_rows(kind, where, count):
    ids = house.choose_wanted_sql(house.wanted_events(count))
    if kind == "sqlite":
        house.run("sqlite3", where, input=ids)
        script = house.PRAGMAS + "\nSELECT count(*) FROM (" + house.JOIN + " LIMIT 100);\n.timer on\n" + (house.JOIN + " LIMIT 100;\n") * 3
        out = house.run("sqlite3", "-csv", where, input=script, capture_output=True).stdout
        return statistics.median(float(line.split("real ")[1].split()[0]) for line in out.splitlines() if "real " in line) * 1000
    script = ids + "\n\\timing on\n" + (house.JOIN + " LIMIT 100;\n") * 3
    out = house.run("psql", "-qAt", where, input=script, capture_output=True).stdout
    return statistics.median(float(line.split("Time: ")[1].split()[0]) for line in out.splitlines() if line.startswith("Time: "))


def own_csv(kind, where, target):
    ids = house.choose_wanted_sql(house.wanted_events(2000))
    if kind == "sqlite":
        house.run("sqlite3", where, input=ids)
        begin = time.perf_counter()
        with open(target, "w") as out:
            house.run("sqlite3", "-csv", where, input=house.PRAGMAS + "\n" + house.JOIN + ";\n", stdout=out)
        return time.perf_counter() - begin
    house.run("psql", "-q", where, input=ids)
    begin = time.perf_counter()
    with open(target, "w") as out:
        house.run("psql", "-q", where, "-c", "COPY (" + house.JOIN + ") TO STDOUT WITH (FORMAT csv)", stdout=out)
    return time.perf_counter() - begin


def first_rows(server, count, kind):
    body = {"type": kind, "filter": {"events": [f"E{i}" for i in house.wanted_events(count)]} if count < 2000 else {"seasons": SEASONS}}
    times = []
    for _ in range(7):
        begin = time.perf_counter()
        server.call("POST", "/reports/customers/runs", body, {"Idempotency-Key": os.urandom(16).hex()}, raw=True)
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


SEASONS = [f"{year}/{(year + 1) % 100:02d}" for year in range(2022, 2027)]  # of the large house


def measure_first(name, kind, database, where):
    say(f"\n## First 100 rows on {name}, ms (median; through the API, the whole answer)\n")
    types = ["sold", "reserved", "all", "unprinted", "invitations", "deleted", "seats", "reserved-seats"]
    say("| event dates | join, own client | " + " | ".join(types) + " |\n|---|---|" + "---|" * len(types))
    server = house.Server(options.program, database)
    for count in (1, 50, 500, 2000):
        own = own_first_rows(kind, where, count)
        say(f"| {count:,} | {own:,.1f} | " + " | ".join(f"{first_rows(server, count, one):,.1f}" for one in types) + " |")
    say(f"\nPeak memory of the server: {server.memory()} MB")
    server.stop()


def measure_whole(name, kind, database, where):
    say(f"\n## Whole lists on {name}, all 2,000 event dates\n\n| what | seconds | rows a second | ratio to the own client | peak memory MB |\n|---|---|---|---|---|")
    own_file, mine = options.folder + "/own.csv", options.folder + "/kartei.csv"
    own_seconds = own_csv(kind, where, own_file)
    own_sums = sums(own_file, 0)
    say(f"| own client, join, CSV 19 columns | {own_seconds:.2f} | {own_sums[0] / own_seconds:,.0f} | 1 | |")
    seasons = [argument for season in SEASONS for argument in ("--season", season)]
    for what, arguments, target in (("CSV 19 columns", ["--columns", house.COLUMNS_19], mine), ("CSV all columns", [], options.folder + "/all.csv"),
                                    ("XLSX 19 columns", ["--format", "xlsx", "--columns", house.COLUMNS_19], options.folder + "/19.xlsx"),
                                    ("XLSX all columns", ["--format", "xlsx"], options.folder + "/all.xlsx")):
        seconds, peak = house.timed([options.program, "report", "customers", "--type", "sold", *seasons, *arguments, "--out", target, *database])
        say(f"| Kartei, {what} | {seconds:.2f} | {own_sums[0] / seconds:,.0f} | {own_seconds / seconds:.1f} | {peak} |")
        if target == mine:
            mine_sums = sums(mine, 1)
            say(f"| equal orders, tickets and cents | {mine_sums == own_sums} | {own_sums} | {mine_sums} | |")
        os.remove(target)


house.make_large_house(options.folder)
say(f"# Customer lists\n\nMachine: {os.cpu_count()} cores. Command: `bench/lists.py`. The own client has 1 GB of cache and 8 GB of mmap; Kartei has neither.")
targets = [("SQLite", "sqlite", ["--database", f"sqlite:{options.folder}/kartei.sqlite"], None)]
if options.postgresql:
    targets.append(("PostgreSQL", "postgresql",
                    ["--database", options.postgresql + "/kartei", "--key-file", options.folder + "/postgresql.key"],
                    options.postgresql + "/plain"))
for name, kind, database, where in targets:
    if options.only and options.only != kind:
        continue
    if kind == "postgresql":
        for one in ("kartei", "plain"):
            subprocess.run(["psql", "-q", options.postgresql + "/postgres", "-c", f"CREATE DATABASE {one}"], stderr=subprocess.DEVNULL)
    if not options.skip_load:
        load(name, database)
    own = house.own_sqlite(options.folder) if kind == "sqlite" else house.own_postgresql(options.folder, where)
    if options.part != "whole":
        measure_first(name, kind, database, own)
    if options.part != "first":
        measure_whole(name, kind, database, own)
if options.out:
    open(options.out, "w").write("\n".join(lines) + "\n")
