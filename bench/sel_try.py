#!/usr/bin/env python3
"""Exact counts at a large house, through the API: ten criteria never asked before, the same again, one line changed, and
after a save; p50, p95 and worst of each, and the memory of the server.

Usage: bench/selections.py --database URL [--key-file FILE] [--program build/kartei] [--count 50] [--out bench/results/selections.md]
The house is one that bench/lists.py loaded. Each save changes one customer (his free field), who is left so."""
import argparse
import os
import random
import statistics
import time

import house

parser = argparse.ArgumentParser()
parser.add_argument("--database", required=True)
parser.add_argument("--key-file", default="")
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--count", type=int, default=50)
parser.add_argument("--out", default="")
options = parser.parse_args()
lines = []


def say(text=""):
    print(text, flush=True)
    lines.append(text)


random.seed(7)
key_file = ["--key-file", options.key_file] if options.key_file else []
server = house.Server(options.program, ["--database", options.database, *key_file])
letters = "abcdefghijklmnoprstuvw"


def criteria(fresh):
    """Ten criteria over profile and what people did; `fresh` makes each of them new."""
    return [
        {"field": "town", "is": "like", "value": random.choice(letters) + "*" if not fresh else f"{random.choice(letters)}*{fresh}*"},
        {"field": "name", "is": "greater", "value": f"b{fresh}"},
        {"not": {"field": "postcode", "is": "between", "value": ["10000", f"1{fresh % 10000:04}"]}},
        {"field": "birth_date", "is": "before", "value": {"last": 18 * 365 + fresh, "unit": "days"}},
        {"field": "email", "is": "like", "value": f"*{fresh % 10}*@*"},
        {"any": [{"field": "kind", "is": "equal", "value": "private"}, {"field": "matchcode", "is": "less", "value": f"m{fresh}"}]},
        {"field": "number", "is": "greater", "value": 100000 + fresh},
        {"not": {"field": "category", "is": "equal", "value": f"c{fresh}"}},
        {"field": "first_contact_on", "is": "less_or_equal", "value": "today"},
        {"tickets": {"state": "sold"}, "count": {"is": "greater_or_equal", "value": 1 + fresh}},
    ]


def count(where):
    return server.call("POST", "/selections/count", {"document": {"where": {"all": where}}, "lines": True})


def measured(name, questions):
    times, worked = [], server.work()
    for question in questions:
        begin = time.perf_counter()
        question()
        times.append((time.perf_counter() - begin) * 1000)
    worked = (server.work() - worked) / len(times)
    times.sort()
    at = lambda part: times[min(len(times) - 1, int(len(times) * part))]
    say(f"| {name} | {len(times)} | {statistics.median(times):.1f} | {at(0.95):.1f} | {times[-1]:.1f} | {worked:.1f} |")


def save_then_count(where):
    def ask():
        number = random.randrange(min(total, 10_000))
        row = server.call("GET", f"/customers?limit=1&offset={number}")["rows"][0]
        customer = server.call("GET", f"/customers/{row['id']}")
        server.call("PATCH", f"/customers/{row['id']}", {"free1": f"seen {random.randrange(1000)}"},
                    {"If-Match": f'"{customer["version"]}"'})
        begin, so_far = time.perf_counter(), server.work()
        count(where)
        saved_work.append(server.work() - so_far)
        after.append((time.perf_counter() - begin) * 1000)
    return ask


total = server.call("GET", "/customers/count")["count"]
say(f"# Exact counts at {total:,} customers\n\n{options.database.split(':')[0]}; milliseconds through the API, whole answers with lines, one caller; "
    f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.\n\n| question | asked | p50 | p95 | worst | computed for one |\n|---|---|---|---|---|---|")
begin, worked = time.perf_counter(), server.work()
known = criteria(0)

while True:
    try:
        count(known); break
    except BaseException as e: print(e)
first, worked = time.perf_counter() - begin, server.work() - worked
few = max(3, options.count // 10)
measured("ten criteria, all known", [lambda: count(known)] * options.count)
measured("one line of ten changed: a field", [
    lambda i=i: count([{"field": "street", "is": "greater", "value": f"a{i}"}, *known[1:]]) for i in range(few)])
measured("one line of ten changed: tickets", [
    lambda i=i: count([*known[:9], {"tickets": {"state": "sold"}, "count": {"is": "less", "value": 20 + i}}]) for i in range(few)])
measured("ten criteria never asked before", [lambda i=i: count(criteria(1000 + i)) for i in range(few)])
after, saved_work = [], []
for _ in range(options.count):
    save_then_count(known)()
after.sort()
say(f"| all known, right after a save | {len(after)} | {statistics.median(after):.1f} | {after[int(len(after) * 0.95)]:.1f} | {after[-1]:.1f} | {statistics.mean(saved_work):.1f} |")
say(f"\nFirst count after the start: {first:.1f} s, of which {worked / 1000:.1f} s computed. Memory of the server: {server.memory()} MB at its peak.")
server.stop()
if options.out:
    with open(options.out, "a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
