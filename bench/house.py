"""What the benchmarks share: the large house on disk, the engines' own databases of it, a Kartei server, measuring."""
import atexit
import http.client
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
COLUMNS_19 = ("order,ordered_at,channel,customer,salutation,first_name,name,addition,street,house_number,postcode,town,country,"
              "email,phone_private,category,tickets,printed,price")
JOIN = """SELECT o.id, o.created_at, o.channel, c.id, c.salutation, c.first_name, c.last_name, c.company, c.street, c.house_no,
 c.postcode, c.city, c.country, c.email, c.phone, c.category, count(*), sum(t.printed), sum(t.price)
 FROM ticket t JOIN orders o ON o.id = t.order_id JOIN customer c ON c.id = o.customer_id
 WHERE t.event_id IN (SELECT id FROM wanted) AND t.status IN ('sold', 'comp')
 GROUP BY o.id, c.id ORDER BY c.last_name, c.first_name, o.id"""


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, **options)


def make_large_house(folder, *sizes):
    if not os.path.exists(folder + "/files/tickets.csv"):
        run(sys.executable, HERE + "/large_house.py", folder, *map(str, sizes))


def wanted_events(count, events=2000):
    """The same event dates for both sides: a seeded choice."""
    ids = list(range(1, events + 1))
    if count < events:
        random.Random(7).shuffle(ids)
    return sorted(ids[:count])


def peak_memory(pid):
    """Peak resident memory of a process in MB."""
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    return 0


def timed(command, **options):
    """Seconds, and peak memory in MB of the command."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, **options)
    peak = 0
    while process.poll() is None:
        try:
            peak = max(peak, peak_memory(process.pid))
        except (FileNotFoundError, ProcessLookupError):
            pass
        time.sleep(0.02)
    if process.returncode != 0:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return time.perf_counter() - begin, peak


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


TABLES = """CREATE TABLE customer (id bigint PRIMARY KEY, salutation text, first_name text, last_name text, company text, street text,
 house_no text, postcode text, city text, country text, email text, phone text, birth_date text, category text, created_at text,
 newsletter bigint, matchcode text, truth_id bigint);
CREATE TABLE event (id bigint PRIMARY KEY, title text, genre text, date text, venue bigint);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, created_at text, channel text, total bigint);
CREATE TABLE ticket (id bigint PRIMARY KEY, order_id bigint, event_id bigint, status text, printed bigint, seat text, price bigint);
CREATE TABLE wanted (id bigint PRIMARY KEY);"""
INDEXES = ("CREATE INDEX ticket_event ON ticket (event_id, status, order_id, printed, price); CREATE INDEX ticket_order ON ticket (order_id);"
           " CREATE INDEX orders_customer ON orders (customer_id); CREATE INDEX customer_name ON customer (last_name, first_name);")
PRAGMAS = "PRAGMA cache_size = -1000000; PRAGMA mmap_size = 8000000000; PRAGMA temp_store = MEMORY;"


def own_sqlite(folder):
    """The plain house in SQLite as its own client loads it."""
    path = folder + "/plain.sqlite"
    if not os.path.exists(path):
        script = TABLES.replace("bigint PRIMARY KEY", "integer PRIMARY KEY") + "\n.mode csv\n"
        for table in ("customer", "event", "orders", "ticket"):
            script += f".import {folder}/plain/{table}.csv {table}\n"
        run("sqlite3", path + ".new", input=script + INDEXES + "\nANALYZE;\n")
        os.rename(path + ".new", path)
    return path


def own_postgresql(folder, uri):
    """The plain house in PostgreSQL as its own client loads it."""
    known = subprocess.run(["psql", uri, "-Atc", "SELECT count(*) FROM ticket"], capture_output=True, text=True)
    if known.returncode != 0 or known.stdout.strip() == "0":
        script = "DROP TABLE IF EXISTS customer, event, orders, ticket, wanted;\n" + TABLES.replace(" text", ' text COLLATE "C"') + "\n"
        for table in ("customer", "event", "orders", "ticket"):
            script += f"\\copy {table} FROM '{folder}/plain/{table}.csv' WITH (FORMAT csv)\n"
        run("psql", "-q", uri, input=script + INDEXES + "\nVACUUM ANALYZE;\n")
    return uri


def choose_wanted_sql(ids):
    return "DELETE FROM wanted; INSERT INTO wanted VALUES " + ",".join(f"({i})" for i in ids) + ";"


PASSWORD = "tK7-vellum-orrery-28-quince"


class Server:
    """A running `kartei serve` with one signed-in administrator."""

    def __init__(self, program, database):
        self.folder = tempfile.mkdtemp(prefix="kartei-bench-")
        known = "bench" in subprocess.run([program, "user", "list", *database], capture_output=True, text=True).stdout
        self.process = subprocess.Popen([program, "serve", *database, "--port", "0", "--log-level", "error"],
                                        stdout=subprocess.PIPE, text=True)
        atexit.register(self.process.terminate)
        self.port, secret = None, None
        for line in self.process.stdout:
            if "http://127.0.0.1:" in line:
                self.port = int(line.split("http://127.0.0.1:")[1].split("/")[0].split()[0].rstrip("."))
            if "#" in line and "welcome" in line:
                secret = line.split("#")[1].split()[0]
            if self.port and (secret or known):
                break
        threading.Thread(target=lambda: [None for _ in self.process.stdout], daemon=True).start()
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port)
        self.cookie, self.token = "", ""
        if known:
            self.call("POST", "/session", {"name": "bench", "password": PASSWORD})
        else:
            self.call("POST", "/first-sign-in", {"secret": secret, "name": "bench", "display_name": "Bench", "password": PASSWORD, "language": "en"})

    def call(self, method, path, body=None, headers=None, raw=False):
        head = {"Content-Type": "application/json", "X-Kartei-Token": self.token, "Cookie": self.cookie, **(headers or {})}
        if method == "GET":
            head.pop("Content-Type")
        content = json.dumps(body) if body is not None else None
        try:
            self.connection.request(method, "/api/v1" + path, content, head)
            answer = self.connection.getresponse()
        except (BrokenPipeError, http.client.RemoteDisconnected):  # closed while the other side was measured
            self.connection.close()
            self.connection.request(method, "/api/v1" + path, content, head)
            answer = self.connection.getresponse()
        data = answer.read()
        if answer.status >= 400:
            raise SystemExit(f"{method} {path}: {answer.status} {data[:400]}")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        if raw:
            return data
        result = json.loads(data) if data else None
        if isinstance(result, dict) and result.get("token"):
            self.token = result["token"]
        return result

    def memory(self):
        return peak_memory(self.process.pid)

    def work(self):
        """Milliseconds that the server has computed: what a question costs whatever else the machine does."""
        return time.clock_gettime((~self.process.pid << 3) | 2) * 1000

    def stop(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
