#!/usr/bin/env python3
"""How long others wait while many sign in at once (goal: p99 below 100 ms), and how fair the queue is.

Usage: bench/sign_ins.py --database URL [--key-file FILE] [--sign-ins 300] [--addresses 60] [--program build/kartei] [--out FILE]
The server runs behind a proxy of ours, so that every sign-in can come from an address of its own; most come from one."""
import argparse
import http.client
import json
import os
import threading
import time

import house

parser = argparse.ArgumentParser()
parser.add_argument("--database", required=True)
parser.add_argument("--key-file", default="")
parser.add_argument("--sign-ins", type=int, default=300)
parser.add_argument("--addresses", type=int, default=60)
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--out", default="")
options = parser.parse_args()
where = ["--database", options.database, *(["--key-file", options.key_file] if options.key_file else []), "--behind-proxy"]
server = house.Server(options.program, where)
seconds = {"crowd": [], "alone": []}
answers = {}
guard = threading.Lock()


def sign_in(number, address, kind):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=180)
    begin = time.perf_counter()
    connection.request("POST", "/api/v1/session", json.dumps({"name": f"nobody{number}", "password": "four blue camels drink"}),
                       {"Content-Type": "application/json", "X-Forwarded-For": address, "Sec-Fetch-Site": "same-origin"})
    answer = connection.getresponse()
    answer.read()
    with guard:
        seconds[kind].append(time.perf_counter() - begin)
        answers[answer.status] = answers.get(answer.status, 0) + 1


def read_others(ending, times):
    while not ending.is_set():
        begin = time.perf_counter()
        server.call("GET", "/customers?limit=50")
        times.append((time.perf_counter() - begin) * 1000)
        time.sleep(0.005)


def measured(work):
    times, ending = [], threading.Event()
    reader = threading.Thread(target=read_others, args=(ending, times))
    reader.start()
    work()
    ending.set()
    reader.join()
    return times


def flood():
    threads = []
    for i in range(options.sign_ins):  # half of them from one address, the others from many
        crowd = i % 2 == 0
        address = "198.51.100.7" if crowd else f"203.0.113.{i % options.addresses + 1}"
        threads.append(threading.Thread(target=sign_in, args=(i, address, "crowd" if crowd else "alone")))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


quiet = measured(lambda: time.sleep(3))
busy = measured(flood)
lines = [f"# Others while {options.sign_ins} sign in at once\n\n{options.database.split(':')[0]}, {os.cpu_count()} cores, load "
         f"{os.getloadavg()[0]:.1f}; answers to the sign-ins: {dict(sorted(answers.items()))}; peak memory {server.memory()} MB.\n",
         "| reading a page of customers | n | p50 ms | p99 ms | worst ms |", "|---|---|---|---|---|"]
for name, times in (("nobody signs in", quiet), ("during the flood", busy)):
    lines.append(f"| {name} | {len(times)} | {house.percentile(times, .5):.1f} | {house.percentile(times, .99):.1f} | {max(times):.1f} |")
lines.append(f"\nSlowest answer to a sign-in: {max(seconds['crowd']):.1f} s from the address that sends half of them, "
             f"{max(seconds['alone']):.1f} s from the others.")
print("\n".join(lines))
server.stop()
if options.out:
    with open(options.out, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
