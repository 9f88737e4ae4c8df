#!/usr/bin/env python3
"""Does a backup of a large house end while people save all the time, and what does it cost them?

Usage: bench/backup.py --database sqlite:FILE --to FILE [--rate 50] [--program build/kartei] [--compare] [--out FILE]
Saves go on at the given rate a second, before and during `kartei backup`; --compare also tries what was not chosen, in the
same house: VACUUM INTO, and the copy without a transaction around it that a save makes begin again."""
import argparse
import os
import random
import sqlite3
import subprocess
import threading
import time

import house

parser = argparse.ArgumentParser()
parser.add_argument("--database", required=True)
parser.add_argument("--to", required=True)
parser.add_argument("--rate", type=float, default=50)
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--compare", action="store_true")
parser.add_argument("--out", default="")
options = parser.parse_args()
path = options.database.split(":", 1)[1]
server = house.Server(options.program, ["--database", options.database])
total = server.call("GET", "/customers/count")["count"]
random.seed(7)
largest_log = 0


def save():
    row = server.call("GET", f"/customers?limit=1&offset={random.randrange(1, total)}")["rows"][0]
    customer = server.call("GET", f"/customers/{row['id']}")
    begin = time.perf_counter()
    server.call("PATCH", f"/customers/{row['id']}", {"occupation": f"Beruf {random.randrange(10**6)}"}, {"If-Match": f'"{customer["version"]}"'})
    return (time.perf_counter() - begin) * 1000


def saves_during(work):
    """Milliseconds of the saves beside `work`, and its seconds."""
    global largest_log
    times, ending = [], threading.Event()

    def go_on():
        global largest_log
        begin = time.perf_counter()
        while not ending.is_set():
            times.append(save())
            largest_log = max(largest_log, os.path.getsize(path + "-wal"))
            time.sleep(max(0, len(times) / options.rate - (time.perf_counter() - begin)))

    saver = threading.Thread(target=go_on)
    saver.start()
    begin = time.perf_counter()
    said = work()
    seconds = time.perf_counter() - begin
    ending.set()
    saver.join()
    return times, seconds, said


def backup(*more):
    if os.path.exists(options.to):
        os.unlink(options.to)
    done = subprocess.run([options.program, "backup", options.to, "--database", options.database, *more], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout.strip().splitlines()[-1]


def vacuum_into():
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as reader:
        reader.execute("VACUUM INTO ?", (options.to + ".vacuum",))
    os.unlink(options.to + ".vacuum")


def without_transaction():
    """As many pieces as the whole has twice over; a copy that has not ended by then begins again and again."""
    reader, copy = sqlite3.connect(f"file:{path}?mode=ro", uri=True), sqlite3.connect(options.to + ".plain")
    pieces = [0]

    def look(status, remaining, whole):
        pieces[0] += 1
        if pieces[0] > 2 * whole / 1024:
            raise TimeoutError
    try:
        reader.backup(copy, pages=1024, progress=look)
        return "ended"
    except TimeoutError:
        return "did not end"
    finally:
        copy.close()
        os.unlink(options.to + ".plain")


def row(name, times, seconds, said=""):
    return (f"| {name} | {seconds:.1f} | {len(times) / seconds:.0f} | {house.percentile(times, .5):.1f} | "
            f"{house.percentile(times, .99):.1f} | {max(times):.1f} | {said} |")


lines = [f"# Backup of a busy house\n\n{total:,} customers, {os.path.getsize(path) / 1e9:.2f} GB; {os.cpu_count()} cores, load "
         f"{os.getloadavg()[0]:.1f}. Milliseconds of the saves beside it.\n",
         "| | seconds | saves a second | p50 | p99 | worst | |", "|---|---|---|---|---|---|---|"]
lines.append(row("no backup", *saves_during(lambda: time.sleep(10))))
lines.append(row("`kartei backup --unchecked`", *saves_during(lambda: backup("--unchecked"))))
lines.append(row("`kartei backup`, with its check", *saves_during(backup)))
if options.compare:
    lines.append(row("VACUUM INTO", *saves_during(vacuum_into)))
    lines.append(row("copy in pieces without a transaction", *saves_during(without_transaction)))
lines.append(f"\nWrite-ahead log at most {largest_log / 1e6:.0f} MB.")
print("\n".join(lines))
server.stop()
if options.out:
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
