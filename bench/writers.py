#!/usr/bin/env python3
"""How writers on PostgreSQL keep each other waiting: 1, 4 and 16 clients create and change different customers through one and
two servers of one house, on a private PostgreSQL that syncs to the disk; then the same where a commit takes 10 ms, as with a
far disk or a synchronous standby. While they write, `kartei check` looks at the audit's chain; then one server is killed.

Usage: bench/writers.py [--program build/kartei] [--seconds 8] [--clients 1,4,16] [--out FILE]"""
import argparse
import collections
import json
import multiprocessing
import os
import random
import signal
import socket
import subprocess
import tempfile
import time
import uuid

import house

FIRST = "Anna Jan Ute Piet Karl Eva Tom Lea Max Ida Paul Rosa Emil Nora Hans Gerd Elke Uwe Sven Tim Jule Finn Mia Ben".split()
LAST = ("Müller Schmidt Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Neumann Schwarz Braun Krüger Hofmann "
        "Hartmann Lange Werner Krause Lehmann Köhler Maier König Mayer Huber Fuchs Kaiser Scholz Möller Weiß Jung Hahn Vogel Keller "
        "Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher").split()
TOWNS = "Berlin Hamburg Bremen Leipzig Dresden Rostock Erfurt Mainz Kassel Bonn".split()
WAITS = """SELECT wait_event_type || ':' || wait_event, count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()
 AND wait_event_type IS NOT NULL GROUP BY 1"""


class Caller:
    """One client: a connection kept open, requests as plain bytes, so that the measuring costs little."""

    def __init__(self, port, cookie, token):
        self.port = port
        self.connect()
        self.head = f"Host: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nX-Kartei-Token: {token}\r\nCookie: {cookie}\r\n"

    def connect(self):
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def call(self, method, path, body, head):
        content = json.dumps(body).encode()
        self.socket.sendall(f"{method} /api/v1{path} HTTP/1.1\r\n{self.head}{head}Content-Length: {len(content)}\r\n\r\n".encode() + content)
        data = self.rest
        while b"\r\n\r\n" not in data:
            data += self.more()
        top, data = data.split(b"\r\n\r\n", 1)
        length = int(top.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        while len(data) < length:
            data += self.more()
        self.rest = data[length:]
        if top[9:12] not in (b"200", b"201"):
            raise RuntimeError(f"{method} {path}: {top[:40]} {data[:300]}")
        return json.loads(data[:length])

    def more(self):
        got = self.socket.recv(65536)
        if not got:
            raise ConnectionError("the server is gone")
        return got


def write(port, cookie, token, seed, seconds, results):
    """Creates a customer, changes him, and so on; puts the milliseconds of each save and how many customers it made."""
    chance, times, made = random.Random(seed), [], 0
    caller, end = Caller(port, cookie, token), time.perf_counter() + seconds
    try:
        while time.perf_counter() < end:
            customer = {"name": chance.choice(LAST), "first_name": chance.choice(FIRST), "town": chance.choice(TOWNS), "country": "DE"}
            begin = time.perf_counter()
            saved = caller.call("POST", "/customers", customer, f"Idempotency-Key: {uuid.UUID(int=chance.getrandbits(128))}\r\n")
            times.append((time.perf_counter() - begin) * 1000)
            made += 1
            begin = time.perf_counter()
            caller.call("PATCH", f"/customers/{saved['id']}", {"occupation": f"Beruf {chance.randrange(50)}", "town": chance.choice(TOWNS)},
                        f'If-Match: "{saved["version"]}"\r\n')
            times.append((time.perf_counter() - begin) * 1000)
    except (ConnectionError, OSError):
        pass  # its server was killed
    results.put((times, made))


class Waits:
    """Samples what the backends wait for, twenty times a second."""

    def __init__(self, uri):
        self.process = subprocess.Popen(["psql", uri, "-AtqF", "\t"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.process.stdin.write(f"{WAITS} \\watch 0.05\n")
        self.process.stdin.flush()

    def end(self):
        self.process.send_signal(signal.SIGINT)
        out, _ = self.process.communicate()
        seen = collections.Counter()
        for line in out.splitlines():
            if line.count("\t") == 1:
                event, count = line.split("\t")
                seen[event] += int(count)
        return seen


def run(servers, clients, seconds, uri, seed):
    results = multiprocessing.Queue()
    workers = []
    for i in range(clients):
        server = servers[i % len(servers)]
        workers.append(multiprocessing.Process(target=write, args=(server.port, server.cookie, server.token, seed + i, seconds, results)))
    waits = Waits(uri)
    begin = time.perf_counter()
    for worker in workers:
        worker.start()
    answers = [results.get() for _ in workers]
    took = time.perf_counter() - begin
    for worker in workers:
        worker.join()
    times = [t for one, _ in answers for t in one]
    return len(times) / took, times, waits.end()


def check(program, where):
    """The audit's line of `kartei check`, and whether all is as it should be."""
    answer = subprocess.run([program, "check", *where], capture_output=True, text=True)
    chain = [line for line in answer.stdout.splitlines() if line.startswith("audit:")]
    return (chain or [answer.stderr.strip()])[0], answer.returncode


def numbers(uri):
    """Customers, different numbers, and numbers that lie unused below the highest."""
    answer = subprocess.run(["psql", uri, "-AtqF", ",", "-c", "SELECT count(*), count(DISTINCT number), max(number) - min(number) + 1 - count(*)"
                             " FROM customer WHERE number > 0"], capture_output=True, text=True, check=True)
    return [int(part or 0) for part in answer.stdout.strip().split(",")]


def waited(seen):
    return ", ".join(f"{event} {count}" for event, count in seen.most_common(4)) or "nothing"


def measure(options, title, settings, lines):
    folder = tempfile.mkdtemp(prefix="kartei-writers-")
    uri = subprocess.run([house.ROOT + "/tools/private-postgresql", "start", folder + ".postgresql", "fsync=on", "full_page_writes=on",
                          "synchronous_commit=on", *settings], check=True, capture_output=True, text=True).stdout.strip()
    where = ["--database", uri, "--key-file", folder + "/key"]
    try:
        servers = [house.Server(options.program, where), house.Server(options.program, where)]
        run(servers, 4, 2, uri, 10**6)  # names, prepared statements, pages of the disk
        lines += [f"\n## {title}\n", "| servers | clients | saves a second | times one client | p50 ms | p99 ms | worst ms | waits seen (20 samples a second) |", "|---|---|---|---|---|---|---|---|"]
        alone, seed = None, 1
        for count in (1, 2):
            for clients in options.clients:
                rate, times, seen = run(servers[:count], clients, options.seconds, uri, seed)
                seed += 100
                alone = alone or rate
                lines.append(f"| {count} | {clients} | {rate:.0f} | {rate / alone:.1f} | {house.percentile(times, .5):.1f} | {house.percentile(times, .99):.1f} | "
                             f"{max(times):.1f} | {waited(seen)} |")
                print(lines[-1], flush=True)
        lines.append("")
        lines += killed(options, servers, uri, where)
    finally:
        for server in servers:
            server.process.kill()
        subprocess.run([house.ROOT + "/tools/private-postgresql", "stop", folder + ".postgresql"], check=True)


def killed(options, servers, uri, where):
    """Checks while sixteen clients write, kills one server under them, and looks at chain and numbers again."""
    results = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=write, args=(servers[i % 2].port, servers[i % 2].cookie, servers[i % 2].token, 5000 + i, 6, results))
               for i in range(16)]
    for worker in workers:
        worker.start()
    time.sleep(2)
    during = check(options.program, where)
    os.kill(servers[1].process.pid, signal.SIGKILL)
    answers = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    after = check(options.program, where)
    left = numbers(uri)
    run(servers[:1], 1, 1, uri, 9000)
    made, different, unused = numbers(uri)
    unsealed = subprocess.run(["psql", uri, "-Atqc", "SELECT count(*) FROM audit_waiting"], capture_output=True, text=True).stdout.strip()
    found = [f"- check while 16 clients write: {during[0]} (exit {during[1]})",
             f"- one server killed with -9 under {sum(m for _, m in answers)} creations; check after it: {after[0]} (exit {after[1]})",
             f"- numbers unused below the highest after the kill: {left[2]}; after one second of a client at the other server: {unused}; "
             f"{made} customers have {different} different numbers",
             f"- entries of the audit without a link at the end: {unsealed or 'the program knows none'}"]
    print("\n".join(found), flush=True)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=house.ROOT + "/build/kartei")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--clients", type=lambda text: [int(part) for part in text.split(",")], default=[1, 4, 16])
    parser.add_argument("--out", default="")
    options = parser.parse_args()
    lines = [f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before; {options.seconds:.0f} s each; a save is a creation or a change."]
    measure(options, "Commits as fast as the disk", [], lines)
    measure(options, "Commits of 10 ms (commit_delay=10000, commit_siblings=0)", ["commit_delay=10000", "commit_siblings=0"], lines)
    print("\n".join(lines))
    if options.out:
        with open(options.out, "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
