#!/usr/bin/env python3
"""How fast bookings and who travels on them are taken over: `kartei import bookings` and `participants` into an empty house on SQLite, from files
made here, the same every time; seconds, what the program computed (user + sys), rows a second of both, peak memory, and `kartei check` behind it.

Usage: bench/booking_import.py [--rows 600000] [--customers 20000] [--folder /tmp/kartei-bench-bookings] [--program build/kartei] [--out FILE]
Goal (issue 14): 50,000 rows a second below 300 MB."""
import argparse
import csv
import os
import random
import resource
import shutil
import subprocess
import time

import house

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--rows", type=int, default=600_000, help="services; a third as many bookings, two thirds as many participants")
parser.add_argument("--customers", type=int, default=20_000)
parser.add_argument("--folder", default="/tmp/kartei-bench-bookings")
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--out", default="")
options = parser.parse_args()
lines = []
COLUMNS = ("booking,customer,kind,state,booked_on,departs_on,returns_on,destination,line,service_kind,operator,description,count,unit_price,tax,"
           "collection,commission_amount")


def say(text):
    print(text, flush=True)
    lines.append(text)


def write_files(folder):
    chance = random.Random(5)
    os.makedirs(folder, exist_ok=True)
    with open(folder + "/customers.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["number", "name", "first_name", "kind"])
        rows.writerows([200_000 + i, f"Name{i}", "Eva", "private"] for i in range(options.customers))
    with open(folder + "/bookings.csv", "w", newline="") as file, open(folder + "/participants.csv", "w", newline="") as people:
        rows, travellers = csv.writer(file), csv.writer(people)
        rows.writerow(COLUMNS.split(","))
        travellers.writerow("booking,position,first_name,name,birth_date,customer".split(","))
        for i in range(options.rows // 3):
            customer = 200_000 + chance.randrange(options.customers)
            for line, kind in enumerate(("hotel", "flight", "transfer"), 1):
                rows.writerow([1000 + i, customer, "booking", "open", "2026-01-02", "2026-07-01", "2026-07-08", f"D{i % 50}", line, kind,
                               f"OP{chance.randrange(20)}", "Hotel Sonne", 2, "500.00", "margin", "house", "50.00"])
            for position in (1, 2):
                travellers.writerow([1000 + i, position, "Anna", f"Name{i % options.customers}", "1980-05-17", customer if position == 1 else ""])


def take_over(what, database):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    process = subprocess.Popen([options.program, "import", what, f"{options.folder}/{what}.csv", "--duplicates", "off", "--database", database],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    peak = 0
    while process.poll() is None:
        try:
            peak = max(peak, house.peak_memory(process.pid))
        except (FileNotFoundError, ProcessLookupError):
            pass
        time.sleep(0.05)
    seconds = time.perf_counter() - begin
    if process.returncode:
        raise SystemExit(process.stderr.read())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    computed = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    count = sum(1 for _ in open(f"{options.folder}/{what}.csv")) - 1
    say(f"| {what} | {count:,} | {seconds:.1f} | {count / seconds:,.0f} | {computed:.1f} | {count / computed:,.0f} | {peak} |")


write_files(options.folder)
path = options.folder + "/house.sqlite"
for old in os.listdir(options.folder):
    if old.startswith("house.sqlite"):
        whole = f"{options.folder}/{old}"
        shutil.rmtree(whole) if os.path.isdir(whole) else os.remove(whole)
say(f"sqlite, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.\n")
say("| file | rows | seconds | rows a second | computed, s | rows for each second computed | peak memory MB |")
say("|---|---|---|---|---|---|---|")
for what in ("customers", "bookings", "participants"):
    take_over(what, "sqlite:" + path)
checked = subprocess.run([options.program, "check", "--database", "sqlite:" + path], capture_output=True, text=True)
say(f"\n`kartei check` behind it: {'content' if checked.returncode == 0 else checked.stdout + checked.stderr}")
if options.out:
    with open(options.out, "w") as file:
        file.write("\n".join(lines) + "\n")
