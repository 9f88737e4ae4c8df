#!/usr/bin/env python3
"""Calls every endpoint that lists, searches or counts once, as a screen would at its opening and with narrow and wide questions, and prints
those that take longer than a bound: a plan that reads a million rows in a request is a fault whether or not a figure names it.

Usage: bench/walk.py --database URL [--key-file FILE] [--program build/kartei] [--bound 100] [--only TEXT] [--all] [--out FILE]
The house is a large one (bench/lists.py, bench/booking_house.py). Each question is asked twice: first and second time in ms, and what
the server computed the second time, which other work on the machine does not lengthen. The exit code is 0 when both are above the bound for
none."""
import argparse
import json
import os
import sys
import time
import urllib.parse
import uuid

import house

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--database", required=True)
parser.add_argument("--key-file", default="")
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--bound", type=float, default=100)
parser.add_argument("--only", default="", help="questions whose address has this in it")
parser.add_argument("--all", action="store_true", help="print the quick ones too")
parser.add_argument("--out", default="")
options = parser.parse_args()
where = ["--database", options.database, *(["--key-file", options.key_file] if options.key_file else [])]
server = house.Server(options.program, where)
lines, slow, refused = [], [], []


def say(text):
    print(text, flush=True)
    lines.append(text)


def ask(method, path, body=None):
    """Milliseconds, those computed, and the answer; what is refused is told at the end."""
    headers = {"Idempotency-Key": str(uuid.uuid4())} if method == "POST" else {}
    begin, worked = time.perf_counter(), server.work()
    try:
        answer = server.call(method, path, body, headers, raw=True)
    except SystemExit as refusal:
        refused.append(str(refusal)[:200])
        return None, None, None
    return (time.perf_counter() - begin) * 1000, server.work() - worked, answer


def walk(method, path, body=None):
    if options.only not in path:
        return None
    first, _, _ = ask(method, path, body)
    if first is None:
        return None
    second, computed, answer = ask(method, path, body)
    words = json.dumps(body, ensure_ascii=False) if body else ""
    too_slow = min(second, computed) > options.bound  # the rest was waiting for the machine
    if too_slow:
        slow.append(path)
    if options.all or too_slow:
        say(f"| {method} {urllib.parse.unquote(path)} {words} | {first:.0f} | {second:.0f} | {computed:.0f} | {len(answer):,} |")
    return answer


def query(path, **values):
    return path + ("?" + urllib.parse.urlencode(values) if values else "")


say(f"# Questions above {options.bound:.0f} ms\n\n{options.database.split(':')[0]}, load {os.getloadavg()[0]:.1f}.\n\n"
    "| question | first, ms | again, ms | computed, ms | bytes |\n|---|---|---|---|---|")
interface = server.call("GET", "/openapi.json")
rows = server.call("GET", "/customers?limit=3&offset=5000")["rows"]
customers = [rows[0]["id"], rows[0]["id"]]
many = server.call("GET", "/search?q=1000&limit=5")
found = json.dumps(many)
number_1000 = server.call("GET", "/search/customers?number=1000")
rows_1000 = number_1000.get("rows") or number_1000.get("customers") or number_1000.get("hits") or []
if rows_1000:
    customers[1] = rows_1000[0]["id"]

# 1. everything that is read without a word, and what hangs on a customer
for path, methods in interface["paths"].items():
    get = methods.get("get")
    if not get or "stream" in path or path in ("/openapi.json", "/session", "/calls/ringing"):
        continue
    needed = [one for one in get.get("parameters", []) if one.get("in") == "query" and one.get("required")]
    if "{" not in path and not needed:
        walk("GET", path)
    if path.count("{") == 1 and path.startswith("/customers/{id}") and not needed:
        for customer in dict.fromkeys(customers):
            walk("GET", path.replace("{id}", str(customer)))

# 2. the register and the search box
for order in ("name", "number", "town", "postcode", "created_at", "changed_at"):
    for direction in ("asc", "desc"):
        walk("GET", query("/customers", order=order, direction=direction, limit=100))
        walk("GET", query("/customers", order=order, direction=direction, limit=100, offset=500000))
for text in ("m*", "mul*", "*an", "mul*an", "x"):
    walk("GET", query("/customers", filter=text, limit=100))
    walk("GET", query("/customers/count", filter=text))
for text in ("m", "mu", "müller", "muller anna", "anna mulller", "schmidt peter berlin", "1000", "10115", "10115 4", "0171", "030 12", "@web.de", "anna.mueller@",
             "berlin", "1975-03-02", "300003", "zzzz", "qwertyuiop", "a", "an", "d*", "GmbH", "linden"):
    walk("GET", query("/search", q=text, limit=20))
FORM = {"name": ("m", "muller", "schmidt", "van"), "first_name": ("anna", "a"), "matchcode": ("mul", "m"), "street": ("linden", "a"), "house_number": ("4",),
        "postcode": ("1", "10115"), "town": ("berlin", "b"), "country": ("DE",), "phone": ("0171", "030"), "email": ("web.de", "anna"), "birth_date": ("1975-03-02",),
        "kind": ("private", "company"), "category": ("standard",), "code1": ("x",), "code2": ("x",), "occupation": ("lehrer",), "employer": ("a",), "position": ("a",),
        "debtor_number": ("10000",), "commission_from": ("1000",), "company": ("2000",), "turnover_group": ("2000",), "agency": ("2000",), "order": ("1",), "ticket": ("1",)}
for name, values in FORM.items():
    for value in values:
        walk("GET", query("/search/customers", **{name: value}, limit=100))
for one, other in (("kind", "town"), ("first_name", "town"), ("category", "street"), ("first_name", "postcode"), ("house_number", "country")):
    walk("GET", query("/search/customers", **{one: FORM[one][0], other: FORM[other][0]}, limit=100))

# 3. bookings, travellers
for more in ({}, {"customer": 1000}, {"operator": "OP07"}, {"operator": "nobody"}, {"destination": "D042"}, {"destination": "nowhere"}, {"participant": "m"},
             {"participant": "müller"}, {"participant": "qqq"}, {"kind": "booking"}, {"kind": "offer"}, {"state": "cancelled"}, {"state": "invoiced"},
             {"from": "2026-03-01", "to": "2026-03-31"}, {"by": "booked", "from": "2026-03-01", "to": "2026-03-31"}, {"external_number": "X1"},
             {"operator": "OP07", "destination": "D042"}, {"operator": "OP07", "from": "2026-03-01", "to": "2026-03-31"},
             {"participant": "schmidt", "destination": "D042"}, {"participant": "m", "from": "2026-03-01", "to": "2026-03-02"}, {"offset": 900}):
    walk("GET", query("/bookings", **more))
for more in ({}, {"name": "m"}, {"name": "müller"}, {"name": "qqq"}, {"birth_date": "1975-03-02"}, {"birth_date": "1890-01-01"}, {"from": "2026-03-01", "to": "2026-03-31"},
             {"name": "m", "from": "2026-03-01", "to": "2026-03-02"}, {"name": "schmidt", "birth_date": "1975-03-02"}, {"from": "2031-01-01"}):
    walk("GET", query("/participants", **more))

# 4. sales, event dates, changes, value help, postcodes, scans
for more in ({}, {"event": "E1000"}, {"from": "2026-03-01", "to": "2026-03-31"}, {"customer": 1}, {"order": "1"}, {"direction": "returned"}):
    walk("GET", query("/sales", **more))
for more in ({"q": "opera"}, {"season": "2025/26"}, {"from": "2026-03-01"}, {"genre": "opera"}, {"promoter": "Promoter 3"}, {"code": "E1000"}):
    walk("GET", query("/events", **more))
for field in ("town", "street", "occupation", "employer", "position", "name"):
    for text in ("", "b", "berl", "zz"):
        walk("GET", query("/value-help", field=field, q=text))
walk("GET", query("/postcodes", country="DE", postcode="10115"))

# 5. every list: its opening, a wide question where it has one, a page further down
seasons = [f"{year}/{(year + 1) % 100:02d}" for year in range(2022, 2027)]
WIDE = {"customers": [{"seasons": seasons}, {"events": ["E1000"]}, {"events": ["E3"], "customer": 1}], "sales": [{}, {"from": "2026-03-01", "to": "2026-03-31"}],
        "turnover": [{"by": by, "from": "2026-01-01", "to": "2026-12-31"} for by in ("month", "destination", "operator", "travel_kind", "customer", "group")],
        "company-view": [{"customer": 2000}, {"customer": 2000, "year": 2026}], "customer-statistics": [{"customer": 1000}, {"customer": 7}],
        "bookings": [{"from": "2026-01-01", "to": "2026-12-31"}, {"from": "2026-03-01", "to": "2026-03-02"}],
        "participants": [{"from": "2026-03-01", "to": "2026-03-31"}], "manifest": [{"from": "2026-03-01", "to": "2026-03-02"}], "fees": [{"customer": 1000}, {}],
        "open-items": [{"on": "2026-11-30"}], "journal": [{"from": "2026-10-01", "to": "2026-10-31"}], "trial-balance": [{"from": "2026-01-01", "to": "2026-12-31"}],
        "changes": [{}], "register": [{}], "label-customers": [{}], "documents": [{"from": "2026-01-01", "to": "2026-12-31"}]}
for report in server.call("GET", "/reports")["reports"]:
    for asked in [{}] + [one for one in WIDE.get(report["name"], []) if one]:
        for kind in [one["name"] for one in report["types"]][:3] or [""]:
            path = f"/reports/{report['name']}/runs"
            answer = walk("POST", path, {**({"type": kind} if kind else {}), "filter": asked})
            if answer is None:
                continue
            run = json.loads(answer)
            walk("GET", f"/reports/runs/{run['id']}/rows?limit=100&offset=100")
            walk("GET", f"/reports/runs/{run['id']}/totals")
say(f"\n{len(slow)} above {options.bound:.0f} ms. Refused: {len(refused)}. Memory of the server at its peak: {server.memory()} MB.")
for one in refused if options.all else []:
    say("- " + one)
server.stop()
if options.out:
    with open(options.out, "a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
sys.exit(bool(slow))
