"""The soak of tools/soak-kills: a server, writers with journals, somebody who kills, and the count at the end."""
import http.client
import json
import os
import random
import subprocess
import tempfile
import threading
import time
import uuid

import houses

PASSWORD = "tK7-vellum-orrery-28-quince"


class Server:
    """`kartei serve` on one port, started again after each kill."""

    def __init__(self, program, house):
        self.program, self.house = program, house
        self.port = houses.free_port()
        self.process, self.secret = None, None

    def start(self):
        log = open(self.house.folder + "/server.log", "a", encoding="utf-8")
        self.process = subprocess.Popen([self.program, "serve", *self.house.words, "--port", str(self.port), "--log-level", "error"],
                                        stdout=subprocess.PIPE, stderr=log, text=True)
        for line in self.process.stdout:
            if "/welcome#" in line:
                self.secret = line.split("#")[1].strip()
            if "is running" in line and (self.secret or self.house.is_known):
                if self.house.is_known:
                    break
            if self.secret and not self.house.is_known:
                break
        if self.process.poll() is not None:
            raise SystemExit("the server did not start; see " + self.house.folder + "/server.log")
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        return self.process.wait(60)


class Client:
    """One connection; an answer that did not come is None."""

    def __init__(self, port, session=None):
        self.port = port
        self.cookie, self.token = session or ("", "")
        self.connection = None

    def call(self, method, path, body=None, headers=None):
        head = {"Cookie": self.cookie, "X-Kartei-Token": self.token, **(headers or {})}
        if body is not None:
            head["Content-Type"] = "application/json"
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.connection.request(method, "/api/v1" + path, json.dumps(body) if body is not None else None, head)
            answer = self.connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            return None
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        result = json.loads(content) if content else {}
        if result.get("token"):
            self.token = result["token"]
        return answer.status, result

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Writer(threading.Thread):
    """Makes customers and changes them; `saved` holds what was confirmed: id -> (number, occupation)."""

    def __init__(self, name, port, session, seed):
        super().__init__(daemon=True)
        self.label, self.client, self.chance = name, Client(port, session), random.Random(seed)
        self.saved, self.versions, self.ids = {}, {}, []
        self.made = self.confirmed = self.repeated = 0
        self.wrong = []
        self.ending = threading.Event()

    def run(self):
        while not self.ending.is_set():
            if not self.ids or self.chance.random() < 0.6:
                self.make()
            else:
                self.change(self.chance.choice(self.ids))

    def until_answered(self, method, path, body, headers):
        """Asks until there is an answer that is one; says whether it was asked more than once."""
        again = False
        while True:
            answer = self.client.call(method, path, body, headers)
            if answer is not None and answer[0] not in (503, 507, 429):
                return answer, again
            again = again or answer is None
            time.sleep(0.02)

    def make(self):
        self.made += 1
        body = {"name": f"{self.label}-{self.made}", "occupation": "0"}
        (status, customer), again = self.until_answered("POST", "/customers", body, {"Idempotency-Key": uuid.uuid4().hex})
        self.repeated += again
        if status != 201:
            self.wrong.append(f"make: {status} {customer}")
            return
        self.keep(customer, "0")
        self.ids.append(customer["id"])

    def change(self, customer_id):
        """A change whose answer was lost is looked up: it was made whole or not at all."""
        wanted = str(int(self.saved[customer_id][1]) + 1)
        headers = {"If-Match": f'"{self.versions[customer_id]}"'}
        (status, customer), again = self.until_answered("PATCH", f"/customers/{customer_id}", {"occupation": wanted}, headers)
        self.repeated += again
        if status == 412 and again:
            (status, customer), _ = self.until_answered("GET", f"/customers/{customer_id}", None, {})
        if status != 200 or customer.get("occupation") != wanted:
            self.wrong.append(f"change: {status} {customer}")
            return
        self.keep(customer, wanted)

    def keep(self, customer, occupation):
        self.saved[customer["id"]] = (customer["number"], occupation)
        self.versions[customer["id"]] = customer["version"]
        self.confirmed += 1


def first_session(server):
    client = Client(server.port)
    status, answer = client.call("POST", "/first-sign-in", {"secret": server.secret, "name": "soak", "display_name": "Soak",
                                                            "password": PASSWORD, "language": "en"})
    if status != 200:
        raise SystemExit(f"first sign-in: {status} {answer}")
    server.house.is_known = True
    return client.cookie, client.token


def renew_session(server, session):
    """Sessions last half a day; a soak may last longer."""
    client = Client(server.port, session)
    answer = client.call("POST", "/session", {"name": "soak", "password": PASSWORD})
    return (client.cookie, client.token) if answer and answer[0] == 200 else session


def wait_until_saved(writers, count, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end and sum(writer.confirmed for writer in writers) < count:
        time.sleep(0.01)


def soak(options):
    random.seed(options.seed)
    begin = time.monotonic()
    house = houses.open_house(options, tempfile.mkdtemp(prefix="kartei-soak-"))
    server = Server(options.program, house)
    server.start()
    session = first_session(server)
    writers = [Writer(f"Soak{i}", server.port, session, options.seed * 100 + i) for i in range(options.writers)]
    for writer in writers:
        writer.start()
    done = 0
    while done < options.kills or sum(writer.confirmed for writer in writers) < options.saves:
        # At random moments, and never without something confirmed in between.
        before = sum(writer.confirmed for writer in writers)
        wait_until_saved(writers, before + 1, 60)
        share = max(1, (options.saves - before) // max(1, options.kills - done)) if options.saves else 1
        wait_until_saved(writers, before + random.randint(1, 2 * share), random.uniform(0.02, 0.4) if not options.saves else 60)
        house.strike(server)
        done += 1
        if done % 50 == 0:
            print(f"{done} kills, {sum(writer.confirmed for writer in writers)} saves confirmed", flush=True)
    for writer in writers:
        writer.ending.set()
    for writer in writers:
        writer.join(120)
    return account(options, house, server, writers, done, time.monotonic() - begin)


def account(options, house, server, writers, kills, seconds):
    if server.stop() != 0:
        print("the server did not end as it should")
    there = house.customers()
    saved = {key: value for writer in writers for key, value in writer.saved.items()}
    lost = [key for key in saved if key not in there]
    wrong = [key for key, (number, occupation) in saved.items() if key in there and there[key][:2] != (number, occupation)]
    names = [row[2] for row in there.values()]
    double = len(names) - len(set(names))
    numbers = sorted(row[0] for row in there.values())
    gaps = numbers[-1] - numbers[0] + 1 - len(numbers) if numbers else 0
    check = subprocess.run([options.program, "check", *house.words], capture_output=True, text=True)
    troubles = [trouble for writer in writers for trouble in writer.wrong]
    for words in (troubles[:5], lost[:5], wrong[:5]):
        if words:
            print(words)
    if check.returncode != 0:
        print(check.stdout, check.stderr)
    confirmed, repeated = sum(w.confirmed for w in writers), sum(w.repeated for w in writers)
    good = not (lost or wrong or double or gaps or troubles or check.returncode)
    print(f"| {options.what} | {house.engine} | {kills:,} | {confirmed:,} | {repeated:,} | {len(lost)} lost, {double} double, "
          f"{len(wrong) + len(troubles)} wrong, {gaps} numbers missing, check {'content' if check.returncode == 0 else 'NOT content'} | "
          f"{seconds:,.0f} s |")
    house.close()
    return 0 if good else 1
