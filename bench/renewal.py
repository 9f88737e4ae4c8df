#!/usr/bin/env python3
"""How long the renewal of 10,000 seat rights on 12 event dates takes: a hall of 10,000 seats, last season sold as fixed subscriptions (a
take-over file), rights made of it, every tenth wishes another seat, solved and reserved.

Usage: bench/renewal.py [--program build/kartei] [--rights 10000] [--dates 12] [--database URL] [--out FILE]"""
import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--program", default=os.path.join(os.path.dirname(__file__), "..", "build", "kartei"))
parser.add_argument("--rights", type=int, default=10_000)
parser.add_argument("--dates", type=int, default=12)
parser.add_argument("--database")
parser.add_argument("--out")
options = parser.parse_args()
ROW = 50


def table(path, columns, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def place(number):
    return "P", str(number // ROW + 1), str(number % ROW + 1)


def main(folder):
    database = options.database or f"sqlite:{folder}/house.sqlite"
    environment = dict(os.environ, KARTEI_DATABASE=database)

    def kartei(*words):
        begin = time.perf_counter()
        done = subprocess.run([options.program, *words], env=environment, text=True, capture_output=True)
        if done.returncode:
            sys.exit(f"{' '.join(words)}: {done.stderr[-2000:]}{done.stdout[-500:]}")
        return time.perf_counter() - begin, done.stdout

    def take_over(what, columns, rows):
        table(f"{folder}/{what}.csv", columns, rows)
        return kartei("import", what, f"{folder}/{what}.csv")

    rights, dates = range(options.rights), range(options.dates)
    take_over("customers", ["number", "name", "first_name"], [(200_000 + one, f"Holder{one:05}", "Eva") for one in rights])
    take_over("events", ["code", "name", "season", "hall", "venue", "starts_at"],
              [(f"{season}-{date}", f"Date {date}", season, "Halle", "Haus", f"{year}-{1 + date % 12:02}-05T20:00")
               for season, year in (("2029/30", 2030), ("2030/31", 2031)) for date in dates])
    columns = ["order", "customer", "event", "ticket_type", "price", "section", "row", "seat", "price_zone", "state", "subscription",
               "subscription_season", "subscription_kind", "seat_set", "ordered_at", "paid"]
    sold = [(f"O{one}", 200_000 + one, f"2029/30-{date}", "Normal", "20.00", *place(one), "I", "sold", "Abo", "2029/30", "fixed", "1",
             "2029-08-01T10:00", "240.00") for one in rights for date in dates]
    take_over("tickets", columns, sold)
    kartei("seat-plan", "Halle", "--from-tickets", "--on-sale")
    made, _ = kartei("renew", "--make-rights")
    kartei("renew", "--subscription", "Abo@2030/31")
    solved, _ = kartei("renew", "Abo@2029/30", "Abo@2030/31", "--preview")
    reserved, said = kartei("renew", "Abo@2029/30", "Abo@2030/31", "--reserve", "all")
    again, _ = kartei("renew", "Abo@2029/30", "Abo@2030/31", "--reserve", "all")
    checked, _ = kartei("check")
    lines = [f"| {options.rights} rights × {options.dates} dates, {database.split(':')[0]} | seconds |", "|---|---|",
             f"| make rights | {made:.1f} |", f"| solve | {solved:.1f} |", f"| solve and reserve | {reserved:.1f} |",
             f"| again, nothing to do | {again:.1f} |", f"| check | {checked:.1f} |"]
    print(said)
    print("\n".join(lines))
    if options.out:
        with open(options.out, "a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n\n")


with tempfile.TemporaryDirectory() as place_to_work:
    main(place_to_work)
