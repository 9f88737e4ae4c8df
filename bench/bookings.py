#!/usr/bin/env python3
"""Bookings at a large house, through the API: searched, opened, saved, and what is reckoned of them; one caller, p50, p95, p99 and worst.

Usage: bench/bookings.py --database URL [--key-file FILE] [--program build/kartei] [--count 200] [--out bench/results/bookings.md]
The house is one into which bench/booking_house.py put trips: customer 1000 has 2,000 bookings, 2000 is a company with 5,000 linked to it."""
import argparse
import os
import random
import time
import urllib.parse
import uuid

import house

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--database", required=True)
parser.add_argument("--key-file", default="")
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--count", type=int, default=200)
parser.add_argument("--out", default="")
options = parser.parse_args()
lines = []
random.seed(7)
server = house.Server(options.program, ["--database", options.database, *(["--key-file", options.key_file] if options.key_file else [])])
NAMES = "müller schmidt schneider fischer weber meyer wagner becker schulz hoffmann koch bauer jansen de vries bakker visser smit berger".split()


def say(text):
    print(text, flush=True)
    lines.append(text)


def id_of(number):
    found = server.call("GET", f"/search/customers?number={number}")
    return next(one for one in found.values() if isinstance(one, list))[0]["id"]


def measured(name, goal, question, count):
    times, worked = [], server.work()
    for turn in range(count):
        begin = time.perf_counter()
        question(turn)
        times.append((time.perf_counter() - begin) * 1000)
    worked = (server.work() - worked) / count
    say(f"| {name} | {goal} | {count} | {house.percentile(times, .5):.1f} | {house.percentile(times, .95):.1f} | {house.percentile(times, .99):.1f} | {max(times):.1f} | {worked:.1f} |")


def ask(path, **values):
    return server.call("GET", path + "?" + urllib.parse.urlencode(values), raw=True)


def report(name, **asked):
    return server.call("POST", f"/reports/{name}/runs", {"filter": asked}, {"Idempotency-Key": str(uuid.uuid4())}, raw=True)


def book(turn):
    service = {"service_kind": "hotel", "description": "Hotel", "count": 2, "unit_price": "480.00", "tax": "margin", "collection": "house",
               "starts_on": "2031-07-01", "ends_on": "2031-07-08", "operator": "OP07"}
    server.call("POST", "/bookings", {"customer": random.randrange(3, total * 9 // 10), "kind": "booking", "departs_on": "2031-07-01",
                                      "returns_on": "2031-07-08", "destination": "D042", "services": [service]},
                {"Idempotency-Key": str(uuid.uuid4())}, raw=True)


def name_asked(turn):
    name = random.choice(NAMES)
    return random.choice((name, name[:2], name[:1], f"{name}, {random.choice('abkms')}"))


total = server.call("GET", "/customers/count")["count"]
say(f"# Bookings at a house of {total:,} customers\n\n{options.database.split(':')[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; milliseconds through the API, whole answers.\n\n"
    "| question | goal | asked | p50 | p95 | p99 | worst | computed for one |\n|---|---|---|---|---|---|---|---|")
customer, few = id_of(1000), max(3, options.count // 20)
measured("participant search by name", "p99 50", lambda turn: ask("/participants", name=name_asked(turn)), options.count)
measured("participant search by birth date", "p99 50", lambda turn: ask("/participants", birth_date=f"19{random.randrange(40, 99)}-0{random.randrange(1, 10)}-1{turn % 10}"), options.count)
measured("booking search by participant", "", lambda turn: ask("/bookings", participant=name_asked(turn)), few)
measured("booking search by operator or destination", "", lambda turn: ask("/bookings", **({"operator": f"OP{turn % 40:02}"} if turn % 2 else {"destination": f"D{turn % 200:03}"})), few)
measured("customer with 2,000 bookings opened", "300", lambda turn: (ask(f"/customers/{customer}"), ask(f"/customers/{customer}/bookings", limit=100)), few)
measured("statistics of him", "p99 50", lambda turn: report("customer-statistics", customer=1000), options.count // 4)
measured("statistics of anybody", "p99 50", lambda turn: report("customer-statistics", customer=random.randrange(3, total * 9 // 10)), options.count // 2)
measured("company view of 5,000 linked", "300", lambda turn: report("company-view", customer=2000), few)
for by in ("customer", "destination", "operator", "agency", "turnover_group"):
    measured(f"turnover of 2026 by {by}", "1000", lambda turn: report("turnover", by=by, **{"from": "2026-01-01", "to": "2026-12-31"}), 3)
measured("booking saved", "p99 50", book, options.count)
say(f"\nMemory of the server at its peak: {server.memory()} MB.")
server.stop()
if options.out:
    with open(options.out, "a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
