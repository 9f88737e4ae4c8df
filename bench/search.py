#!/usr/bin/env python3
"""Finding at a large house, through the API: the search box, the search form, probable duplicates while typing, pages of the
list, creating a customer (they are left in the house): p50 and p99 of each kind of question.

Usage: bench/search.py --database URL [--key-file FILE] [--program build/kartei] [--count 300] [--out bench/results/search.md]
The house is one that bench/lists.py loaded; its names, numbers and phones are drawn from `kartei search` itself, by customer number."""
import argparse
import os
import random
import time
import urllib.parse

import house

parser = argparse.ArgumentParser()
parser.add_argument("--database", required=True)
parser.add_argument("--key-file", default="")
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--count", type=int, default=300)
parser.add_argument("--out", default="")
options = parser.parse_args()
lines = []


def say(text=""):
    print(text, flush=True)
    lines.append(text)


random.seed(7)
key_file = ["--key-file", options.key_file] if options.key_file else []
server = house.Server(options.program, ["--database", options.database, *key_file])


def box(text):
    return server.call("GET", "/search?limit=20&q=" + urllib.parse.quote(text, safe=""))


def form(**criteria):
    return server.call("GET", "/search/customers?limit=50&" + urllib.parse.urlencode(criteria))


def some_customers(count):
    total = server.call("GET", "/customers/count")["count"]
    found = []
    while len(found) < count:
        rows = server.call("GET", f"/customers?limit=1&offset={random.randrange(total)}")["rows"]
        if rows and rows[0]["name"] and rows[0]["first_name"]:
            found.append(rows[0])
    return total, found


def misspelt(word):
    at = random.randrange(1, len(word)) if len(word) > 1 else 0
    letter = random.choice("abcdefghiklmnoprstuvw")
    return random.choice([word[:at] + word[at + 1:], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1:],
                          word[:at - 1] + word[at] + word[at - 1] + word[at + 1:]])


TYPED = ("salutation", "first_name", "name", "street", "house_number", "postcode", "town", "country", "email", "birth_date")


def typed(person):
    """Somebody who is there already, typed again with one error: what the check while typing is for."""
    found = server.call("GET", f"/customers/{person['id']}")
    values = {field: found[field] for field in TYPED if found.get(field)}
    values["kind"] = found["kind"]
    values["name"] = misspelt(values["name"])
    return values


def check(person):
    values = typed(person)
    return lambda: server.call("POST", "/duplicates/check", values)


def create(person):
    values = typed(person)
    values.pop("email", None)
    return lambda: server.call("POST", "/customers", values, {"Idempotency-Key": os.urandom(16).hex()})


def cpu_seconds():
    """Of the server: what an answer costs when the machine has other work too."""
    with open(f"/proc/{server.process.pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


total, people = some_customers(options.count)
bad = ["a", "e", "ü" * 300, "!\"§$%&/()", "%", "_", "' OR '1'='1", "מילר", "😀", "* * *", "mu*", "a b c d e", "van der", "van de", "de",
       "x" * 120, "+49", "0", "1", "10115", "@gmail.com", "xaver qqq meyer", "meyer zzz", "schmidt x", "müller q"]
kinds = {
    "last name": [lambda p=p: box(p["name"]) for p in people],
    "first and last name": [lambda p=p: box(p["first_name"] + " " + p["name"]) for p in people],
    "last and first name, three letters each": [lambda p=p: box(p["name"][:3] + " " + p["first_name"][:3]) for p in people],
    "matchcode": [lambda p=p: box(p["name"][:3] + "*" + p["first_name"][:2]) for p in people],
    "misspelt last name": [lambda p=p: box(misspelt(p["name"])) for p in people],
    "misspelt last name with first name": [lambda p=p: box(p["first_name"] + " " + misspelt(p["name"])) for p in people],
    "last name with misspelt first name": [lambda p=p: box(misspelt(p["first_name"]) + " " + p["name"]) for p in people],
    "customer number": [lambda p=p: box(str(p["number"])) for p in people],
    "phone": [lambda p=p: box(p["phone"]) for p in people if p["phone"]],
    "e-mail": [lambda p=p: box(p["email"]) for p in people if p["email"]],
    "postcode and house number": [lambda p=p: box(f"{p['postcode']} {p['house_number'] or ''}") for p in people if p["postcode"]],
    "form: name and first name": [lambda p=p: form(name=p["name"], first_name=p["first_name"]) for p in people],
    "form: name and town": [lambda p=p: form(name=p["name"], town=p["town"]) for p in people if p["town"]],
    "form: town alone": [lambda p=p: form(town=p["town"]) for p in people if p["town"]],
    "form: street and town": [lambda p=p: form(street=p["street"], town=p["town"]) for p in people if p["street"] and p["town"]],
    "duplicates while typing": [check(p) for p in people],
    "creating a customer": [create(p) for p in people],
    "page of the list, anywhere": [lambda: server.call("GET", f"/customers?limit=100&offset={random.randrange(total)}")] * options.count,
    "last page of the list": [lambda: server.call("GET", f"/customers?limit=100&offset={total - 100}")] * options.count,
    "bad input": [lambda text=text: box(text) for text in bad] * max(1, options.count // len(bad)),
}
say(f"# Search at {total:,} customers\n\n{options.database.split(':')[0]}; milliseconds through the API, whole answers, one caller; {options.count} people "
    f"drawn at random (seed 7); {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.\n\n| question | asked | p50 | p99 | worst | CPU, mean |\n|---|---|---|---|---|---|")
for name, questions in kinds.items():
    times = []
    cpu = cpu_seconds()
    for question in questions:
        begin = time.perf_counter()
        question()
        times.append((time.perf_counter() - begin) * 1000)
    times.sort()
    say(f"| {name} | {len(times)} | {times[len(times) // 2]:.1f} | {times[min(len(times) - 1, len(times) * 99 // 100)]:.1f} | {times[-1]:.1f} | {(cpu_seconds() - cpu) * 1000 / len(times):.1f} |")
wanted = [p for p in people if len(p["name"]) > 4]
found = sum(any(hit["id"] == p["id"] or hit["name"] == p["name"] for hit in box(misspelt(p["name"]) + " " + p["first_name"])["hits"]) for p in wanted)
say(f"\nOf {len(wanted)} people whose last name (five letters and more) was typed with one error beside the first name, {found} were found "
    f"({100 * found / len(wanted):.1f} %).\n\nPeak memory of the server: {server.memory()} MB")
server.stop()
if options.out:
    os.makedirs(os.path.dirname(options.out), exist_ok=True)
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
