#!/usr/bin/env python3
"""Customers of the large house taken over with the duplicate check: the whole file into an empty house, and small files into
the full one.

Usage: bench/imports.py [--folder DIR] [--program build/kartei] [--postgresql URI] [--rows N] [--out bench/results/imports.md]
Reads DIR/files/customers.csv of bench/lists.py (default /tmp/kartei-bench) and needs some 3 GB there. --postgresql names an
empty database server (URI without a database); the database `kartei_imports` is made in it."""
import argparse
import csv
import itertools
import os
import subprocess

import house

parser = argparse.ArgumentParser()
parser.add_argument("--folder", default="/tmp/kartei-bench")
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--postgresql", default="")
parser.add_argument("--rows", type=int, default=0, help="only so many rows of the file")
parser.add_argument("--out", default="")
options = parser.parse_args()
work = f"{options.folder}/imports"
os.makedirs(work, exist_ok=True)
lines = []


def say(text=""):
    print(text, flush=True)
    lines.append(text)


def new_database(name):
    if not options.postgresql:
        for file in os.listdir(work):
            if file.startswith(name + ".sqlite"):
                subprocess.run(["rm", "-rf", f"{work}/{file}"], check=True)
        return ["--database", f"sqlite:{work}/{name}.sqlite"]
    subprocess.run(["psql", f"{options.postgresql}/postgres", "-qc", "DROP DATABASE IF EXISTS kartei_imports",
                    "-c", "CREATE DATABASE kartei_imports"], check=True, stdout=subprocess.DEVNULL)
    return ["--database", f"{options.postgresql}/kartei_imports", "--key-file", f"{work}/postgresql.key"]


def take(what, path, database, *more):
    """One import, as a row of the table."""
    seconds, peak = house.timed([options.program, "import", "customers", path, "--each", *more, *database],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    rows = sum(1 for _ in csv.reader(open(path, newline="", encoding="utf-8"))) - 1
    listed = f"{os.path.splitext(path)[0]}.duplicates.csv"
    found = sum(1 for _ in csv.reader(open(listed, newline="", encoding="utf-8"))) - 1 if os.path.exists(listed) else 0
    say(f"| {what} | {rows:,} | {seconds:.1f} | {rows / seconds:,.0f} | {peak} | {found:,} |")
    if os.path.exists(listed):
        os.remove(listed)


def cut(name, first, count, change=lambda row, n: row):
    """Some rows of the customers' file as a file of their own."""
    path = f"{work}/{name}.csv"
    with open(f"{options.folder}/files/customers.csv", newline="", encoding="utf-8") as whole, \
            open(path, "w", newline="", encoding="utf-8") as part:
        rows = csv.reader(whole)
        out = csv.writer(part)
        out.writerow(next(rows))
        for n, row in enumerate(itertools.islice(rows, first, first + count)):
            out.writerow(change(row, n))
    return path


def without_number(row, n):
    """Sent once more by a system that does not know our numbers: every fifth with a slip in the name."""
    row = list(row)
    row[0] = ""
    if n % 5 == 0 and len(row[3]) > 4:
        row[3] = row[3][:2] + row[3][3] + row[3][2] + row[3][4:]
    return row


whole = f"{options.folder}/files/customers.csv" if not options.rows else cut("whole", 0, options.rows)
database = new_database("checked")
say(f"\n## Customers into an empty house, {'PostgreSQL' if options.postgresql else 'SQLite'}\n")
say("| what | rows | seconds | rows a second | peak memory MB | probable duplicates |\n|---|---|---|---|---|---|")
take("the whole file", whole, database)
take("50 of them once more, without number", cut("fifty", 1000, 50, without_number), database, "--dry-run")
take("1,000 of them once more, without number", cut("thousand", 2000, 1000, without_number), database, "--dry-run")
take("20,000 of them once more, without number", cut("many", 10000, 20000, without_number), database, "--dry-run")
if options.out:
    with open(options.out, "a", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
