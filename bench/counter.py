#!/usr/bin/env python3
"""The counter under many hands: sales a second and how long one takes, scans a second, and the last seat that many want at once
(nobody too many, none left over). Halls of 2,500 seats; every sale is one ticket with its payment.

Usage: bench/counter.py [--program build/kartei] [--postgresql] [--servers 2] [--clerks 8] [--seconds 8] [--clients 200] [--rounds 1000]
                        [--seats 1,10] [--beside-export DATABASE] [--out FILE]
With --postgresql a private one that syncs to the disk is started, and the clients go to the servers in turn; else SQLite and one server.
--beside-export sells in that house (a copy of a large one on SQLite) while `kartei report customers` writes the whole list of sold tickets
again and again; its halls and event dates stay there, and no seats are wanted by many.
The exit code is 0 only when every round sold exactly what was there."""
import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid

import house
from writers import Caller

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--postgresql", action="store_true")
parser.add_argument("--servers", type=int, default=2)
parser.add_argument("--clerks", type=int, default=8)
parser.add_argument("--seconds", type=float, default=8)
parser.add_argument("--clients", type=int, default=200)
parser.add_argument("--rounds", type=int, default=1000)
parser.add_argument("--seats", type=lambda text: [int(part) for part in text.split(",")], default=[1, 10])
parser.add_argument("--beside-export", default="", metavar="DATABASE")
parser.add_argument("--out", default="")
options = parser.parse_args()



class Clerk(Caller):
    """One client with a connection of its own; 409 is an answer."""

    def sell(self, event, seat, ticket_type):
        """The ticket's barcode, or nothing where somebody else has the seat."""
        body = {"tickets": [{"event": event, "seat": seat, "ticket_type": ticket_type}], "payments": [{"kind": "cash", "amount": "20.00"}]}
        key = f"Idempotency-Key: {uuid.uuid4()}\r\n"
        while True:
            try:
                return self.call("POST", "/counter-sales", body, key)
            except (RuntimeError, OSError) as refusal:
                if " 409 " in str(refusal):
                    return None
                if isinstance(refusal, RuntimeError) and " 503 " not in str(refusal):
                    raise
                time.sleep(0.05)  # the server sheds what it cannot take at once: asked again under the same key
                self.connect()


def all_at_once(workers):
    """Runs them beside each other; what one of them raised is raised."""
    failures = []

    def guarded(work):
        try:
            work()
        except Exception as failure:  # noqa: BLE001
            failures.append(failure)

    threads = [threading.Thread(target=guarded, args=(work,), daemon=True) for work in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


class Stage:
    """A house with halls of 50 rows of 50 seats, and event dates on sale in them."""

    def __init__(self, where):
        self.servers = []
        for _ in range(options.servers if options.postgresql else 1):
            self.servers.append(house.Server(options.program, where))
        first = self.servers[0]
        self.type = self.ticket_type(first)
        self.name = uuid.uuid4().hex[:6] if options.beside_export else ""
        plan = first.call("POST", "/seat-plans", {"hall": "Saal" + self.name, "ranges": [
            {"section": "P", "price_zone": "I", "rows": "1-50", "seats": "1-50"}]}, self.once())
        self.plan = plan["id"]
        self.seats = [place["id"] for place in plan["places"]]
        self.dates = 0

    @staticmethod
    def once():
        return {"Idempotency-Key": str(uuid.uuid4())}

    def ticket_type(self, server):
        known = server.call("GET", "/base-data/ticket-types?q=Normal")["rows"]
        if known:
            return known[0]["id"]
        return server.call("POST", "/base-data/ticket-types", {"name": "Normal"}, self.once())["id"]

    def date_on_sale(self):
        """A new event date, on sale."""
        self.dates += 1
        event = self.servers[0].call("POST", "/event-dates", {"code": f"D{self.name}{self.dates}", "name": f"Abend {self.dates}", "hall": "Saal" + self.name,
                                                              "starts_at": "2030-01-05T20:00:00Z"}, self.once())["id"]
        self.servers[0].call("PUT", f"/events/{event}/sale", {"plan": self.plan, "state": "on_sale", "prices": [
            {"ticket_type": "Normal", "price_zone": "I", "price": "20.00"}]}, {"If-Match": '"1"'})
        return event

    def clerk(self, number):
        server = self.servers[number % len(self.servers)]
        return Clerk(server.port, server.cookie, server.token)


def sales(stage):
    """As many clerks as wanted sell for some seconds, each his own seats; milliseconds of each sale, barcodes."""
    event, times, tickets = stage.date_on_sale(), [], []
    share = len(stage.seats) // options.clerks

    def sell(number):
        clerk, end = stage.clerk(number), time.perf_counter() + options.seconds
        for seat in stage.seats[number * share:(number + 1) * share]:
            begin = time.perf_counter()
            if begin > end:
                return
            order = clerk.sell(event, seat, stage.type)
            times.append((time.perf_counter() - begin) * 1000)
            tickets.append(order["tickets"][0]["barcode"])

    begin = time.perf_counter()
    all_at_once([lambda number=number: sell(number) for number in range(options.clerks)])
    return times, tickets, time.perf_counter() - begin


def scans(stage, tickets):
    times = []

    def scan(number):
        clerk = stage.clerk(number)
        for barcode in tickets[number::options.clerks]:
            begin = time.perf_counter()
            said = clerk.call("POST", "/scans", {"barcode": barcode}, f"Idempotency-Key: {uuid.uuid4()}\r\n")
            times.append((time.perf_counter() - begin) * 1000)
            assert said["answer"] in ("valid", "not_open"), said

    begin = time.perf_counter()
    all_at_once([lambda number=number: scan(number) for number in range(options.clerks)])
    return times, time.perf_counter() - begin


class Export:
    """The whole list of sold tickets, written by a process of its own again and again until it is stopped."""

    def __init__(self, where, folder):
        seasons = [word for year in range(2022, 2027) for word in ("--season", f"{year}/{(year + 1) % 100:02}")]
        self.command = [options.program, "report", "customers", "--type", "sold", *seasons, "--out", folder + "/sold.csv", *where]
        self.ends, self.seconds = False, []
        self.thread = threading.Thread(target=self.write)
        self.thread.start()

    def write(self):
        while not self.ends:
            begin = time.perf_counter()
            subprocess.run(self.command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.seconds.append(time.perf_counter() - begin)

    def stop(self):
        self.ends = True
        self.thread.join()


def beside_export():
    where = ["--database", options.beside_export]
    stage = Stage(where)
    lines = [f"SQLite, synchronous=FULL; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {options.clerks} clerks in a large house", "",
             "| what | count | a second | p50 ms | p95 ms | p99 ms | worst ms |", "|---|---|---|---|---|---|---|"]
    times, _, seconds = sales(stage)
    lines.append(line("sale, nobody exports", times, seconds))
    with tempfile.TemporaryDirectory(prefix="kartei-export-") as folder:
        export = Export(where, folder)
        times, _, seconds = sales(stage)
        export.stop()
        rows = sum(1 for _ in open(folder + "/sold.csv", encoding="utf-8")) - 1
    lines.append(line(f"sale beside exports of {rows:,} rows ({len(export.seconds)}, {max(export.seconds):.1f} s the longest)", times, seconds))
    print("\n".join(lines))
    if options.out:
        with open(options.out, "a", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n\n")
    stage.servers[0].stop()
    return 0


def last_seats(stage, count):
    """In each round all clients want one of `count` seats; how many rounds sold too many, and how many left one over."""
    clerks = [stage.clerk(number) for number in range(options.clients)]
    rounds, over, left, sold_seats = options.rounds, 0, 0, 0
    event, at = stage.date_on_sale(), 0
    for _ in range(rounds):
        if at + count > len(stage.seats):
            event, at = stage.date_on_sale(), 0
        wanted, at = stage.seats[at:at + count], at + count
        sold, together = [], threading.Barrier(options.clients)

        def want(clerk):
            mine = random.sample(wanted, len(wanted))
            together.wait()
            for seat in mine:
                if clerk.sell(event, seat, stage.type):
                    sold.append(seat)
                    return

        all_at_once([lambda clerk=clerk: want(clerk) for clerk in clerks])
        over += len(sold) > len(set(sold)) or len(sold) > count
        left += len(set(sold)) < min(count, options.clients)
        sold_seats += len(sold)
    return rounds, sold_seats, over, left


def line(what, times, seconds):
    return (f"| {what} | {len(times)} | {len(times) / seconds:.0f} | {house.percentile(times, .5):.1f} | {house.percentile(times, .95):.1f} | "
            f"{house.percentile(times, .99):.1f} | {max(times):.1f} |")


def measure(where):
    stage = Stage(where)
    engine = f"PostgreSQL, {len(stage.servers)} servers" if options.postgresql else "SQLite, synchronous=FULL"
    times, tickets, seconds = sales(stage)
    lines = [f"{engine}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {options.clerks} clerks", "",
             "| what | count | a second | p50 ms | p95 ms | p99 ms | worst ms |", "|---|---|---|---|---|---|---|", line("sale", times, seconds)]
    lines.append(line("scan", *scans(stage, tickets)))
    print("\n".join(lines), flush=True)
    lines += ["", f"| {options.clients} clients want | rounds | sold | rounds with one too many | rounds with one left |", "|---|---|---|---|---|"]
    wrong = 0
    for count in options.seats:
        rounds, sold, over, left = last_seats(stage, count)
        wrong += over + left
        lines.append(f"| {count} of the same seats | {rounds} | {sold} | {over} | {left} |")
        print(lines[-1], flush=True)
    checked = subprocess.run([options.program, "check", *where], capture_output=True, text=True)
    lines += ["", "kartei check: " + ("as it should be" if checked.returncode == 0 else checked.stdout[-500:])]
    print(lines[-1])
    if options.out:
        with open(options.out, "a", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n\n")
    for server in stage.servers:
        server.stop()
    return 1 if wrong or checked.returncode else 0


def main():
    if options.beside_export:
        return beside_export()
    with tempfile.TemporaryDirectory(prefix="kartei-counter-") as folder:
        if not options.postgresql:
            return measure(["--database", f"sqlite:{folder}/house.sqlite"])
        cluster = folder + ".postgresql"
        uri = house.run(house.ROOT + "/tools/private-postgresql", "start", cluster, "fsync=on", "full_page_writes=on", "synchronous_commit=on",
                        capture_output=True).stdout.strip()
        try:
            return measure(["--database", uri, "--key-file", folder + "/key"])
        finally:
            house.run(house.ROOT + "/tools/private-postgresql", "stop", cluster)


sys.exit(main())
