"""What the soaks of tools/soak-kills share: the server that is killed, its clients, and whoever saves until he is answered."""
import http.client
import json
import random
import subprocess
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

    def must(self, method, path, body):
        """What a soak needs before it begins; ends it where that is refused."""
        head = {"If-Match": '"1"'} if method == "PUT" else {"Idempotency-Key": uuid.uuid4().hex}
        status, answer = self.call(method, path, body, head)
        if status not in (200, 201):
            raise SystemExit(f"{method} {path}: {status} {answer}")
        return answer

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
