#!/usr/bin/env python3
"""Slow readers of the sales ledger as a file: do others get theirs, and does the write-ahead log stay small?

Usage: bench/slow_readers.py --database sqlite:FILE [--readers 20] [--seconds 60] [--program build/kartei] [--out FILE]
The house is one with a long ledger (bench/ticket_import.py). The readers take one KB now and then while somebody saves all
the time."""
import argparse
import os
import random
import socket
import threading
import time

import house

parser = argparse.ArgumentParser()
parser.add_argument("--database", required=True)
parser.add_argument("--readers", type=int, default=20)
parser.add_argument("--seconds", type=float, default=60)
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--out", default="")
options = parser.parse_args()
server = house.Server(options.program, ["--database", options.database])
log = options.database.split(":", 1)[1] + "-wal"
ending = threading.Event()
total = server.call("GET", "/customers/count")["count"]
run = server.call("POST", "/reports/sales/runs", {"filter": {}})["id"]
job = server.call("POST", f"/reports/runs/{run}/exports", {"format": "csv"})["id"]
while server.call("GET", f"/jobs/{job}")["state"] in ("waiting", "running"):
    time.sleep(0.5)
ledger = f"/jobs/{job}/result"


def read_slowly():
    connection = socket.create_connection(("127.0.0.1", server.port))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.sendall(f"GET /api/v1{ledger} HTTP/1.1\r\nHost: localhost\r\nCookie: {server.cookie}\r\n\r\n".encode())
    while not ending.is_set():
        connection.recv(1024)
        time.sleep(0.2)


def save():
    row = server.call("GET", f"/customers?limit=1&offset={random.randrange(1, total)}")["rows"][0]
    customer = server.call("GET", f"/customers/{row['id']}")
    server.call("PATCH", f"/customers/{row['id']}", {"occupation": f"Beruf {random.randrange(10**6)}"}, {"If-Match": f'"{customer["version"]}"'})


readers = [threading.Thread(target=read_slowly, daemon=True) for _ in range(options.readers)]
for reader in readers:
    reader.start()
time.sleep(1)
begin, saves, largest = time.perf_counter(), 0, 0
while time.perf_counter() - begin < options.seconds:
    save()
    saves += 1
    largest = max(largest, os.path.getsize(log))
begin = time.perf_counter()
content = server.call("GET", ledger, raw=True)
whole = time.perf_counter() - begin
line = (f"{options.readers} slow readers of a ledger of {len(content) / 1e6:.0f} MB, {options.seconds:.0f} s: {saves} saves beside them, "
        f"write-ahead log at most {largest / 1e6:.0f} MB; another reader has the whole ledger after {whole:.1f} s; "
        f"peak memory of the server {server.memory()} MB; load {os.getloadavg()[0]:.1f}.")
print(line)
ending.set()
server.stop()
if options.out:
    with open(options.out, "w", encoding="utf-8") as out:
        out.write(line + "\n")
