"""Clerks for tools/random-postings: each books trips and sells tickets at random, takes money for them in parts, too much, by points, on
earlier days, takes it back, cancels, gives points and takes them; each keeps his own account of what was confirmed."""
import csv
import io
import random
import sqlite3
import subprocess
import threading
import time
import uuid
from collections import defaultdict
from datetime import date, timedelta

from clients import Client
from sales import Stage

KINDS = ["transfer", "cash", "card", "direct_debit", "other", "bonus"]
DAYS = 40


def cents(text):
    """A decimal string in minor units."""
    return round(float(text) * 100)


def text(amount):
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}"


class Clerk(threading.Thread):
    """`bookings`: number -> [payments: position -> [amount, day, taken back]]; `orders`: number -> paid."""

    def __init__(self, port, session, seed, stage, seats, customers, postings):
        super().__init__(daemon=True)
        self.client, self.chance = Client(port, session), random.Random(seed)
        self.stage, self.customers, self.left = stage, customers, postings
        self.seats = iter(seats)
        self.bookings, self.orders, self.reserved = {}, {}, []
        self.points = defaultdict(int)
        self.posted, self.refused, self.wrong = 0, 0, []

    def run(self):
        doings = [(self.pay, 34), (self.take_back, 14), (self.book, 14), (self.sell, 14), (self.pay_order, 8),
                  (self.give_points, 8), (self.cancel, 4), (self.pay_too_much, 4)]
        while self.left > 0:
            doing = self.chance.choices([one for one, _ in doings], [weight for _, weight in doings])[0]
            doing()

    def call(self, method, path, body, head=None, good=(200, 201), refused=(409, 422)):
        answer = None
        while answer is None or answer[0] in (429, 503):
            answer = self.client.call(method, path, body, head or {"Idempotency-Key": uuid.uuid4().hex})
            if answer is None or answer[0] in (429, 503):
                time.sleep(0.05)
        if answer[0] in good:
            return answer[1]
        self.refused += 1
        if answer[0] not in refused:
            self.wrong.append(f"{method} {path}: {answer}")
        return None

    def done(self):
        self.posted += 1
        self.left -= 1

    def day(self):
        return str(date.today() - timedelta(days=self.chance.randrange(DAYS)))

    def book(self):
        price = text(self.chance.randrange(1, 300000))
        made = self.call("POST", "/bookings", {
            "customer": self.chance.choice(self.customers)["number"], "departs_on": str(date.today() + timedelta(days=200)),
            "services": [{"service_kind": "hotel", "description": "Hotel", "count": self.chance.randrange(1, 4), "unit_price": price,
                          "tax": self.chance.choice(["standard", "margin", "outside"]), "operator": "ALPHA"}]})
        if made:
            self.bookings[made["number"]] = {}
            self.done()

    def post(self, number, body):
        made = self.call("POST", f"/bookings/{number}/payments", body)
        if made:
            one = made["payments"][-1]
            self.bookings[number][one["position"]] = [cents(one["amount"]), one["paid_on"], False]
            self.done()
        return made

    def pay(self, amount=None):
        if not self.bookings:
            return self.book()
        number = self.chance.choice(list(self.bookings))
        amount = amount or self.chance.choice([1, self.chance.randrange(1, 20000), self.chance.randrange(1, 200000)])
        self.post(number, {"kind": self.chance.choice(KINDS), "amount": text(amount), "paid_on": self.day()})

    def pay_too_much(self):
        self.pay(90000000)

    def take_back(self):
        paid = [(number, position) for number, payments in self.bookings.items() for position, one in payments.items()
                if not one[2] and one[0] > 0]
        if not paid:
            return self.pay()
        number, position = self.chance.choice(paid)
        if self.post(number, {"reverses": position, "paid_on": self.day()}):
            self.bookings[number][position][2] = True

    def cancel(self):
        if not self.bookings:
            return
        number = self.chance.choice(list(self.bookings))
        now = self.call("GET", f"/bookings/{number}", None, {})
        if now and self.call("POST", f"/bookings/{number}/cancel", {"preview": False}, {"If-Match": f'"{now["version"]}"'},
                             refused=(409, 412, 422)):
            self.done()

    def sell(self):
        seat = next(self.seats, None)
        if seat is None:
            return self.pay()
        event, (place, _) = seat
        body = {"tickets": [{"event": event, "seat": place, "ticket_type": self.stage.type}], "payments": [],
                "customer": self.chance.choice(self.customers)["id"]}
        paid = self.chance.random() < 0.5
        if paid:
            body["payments"] = [{"kind": self.chance.choice(["cash", "card"]), "amount": "20.00"}]
        else:
            body["reserve"] = True
        made = self.call("POST", "/counter-sales", body)
        if made:
            self.orders[made["number"]] = 2000 if paid else 0
            if not paid:
                self.reserved.append(made)
            self.done()

    def pay_order(self):
        if not self.reserved:
            return self.sell()
        order = self.reserved.pop(self.chance.randrange(len(self.reserved)))
        if self.call("POST", f"/orders/{order['id']}/payments", {"payments": [{"kind": "card", "amount": "20.00"}]},
                     {"If-Match": f'"{order["version"]}"'}):
            self.orders[order["number"]] += 2000
            self.done()

    def give_points(self):
        customer, points = self.chance.choice(self.customers), self.chance.randrange(-200, 2000)
        if points and self.call("POST", f"/customers/{customer['id']}/bonus", {"points": points, "text": "Zufall"}):
            self.done()


def prepare(server, client, options):
    """Customers, an operator with points, a hall; and the clerks."""
    call = client.must
    call("POST", "/base-data/operators", {"code": "ALPHA", "name": "Alpha Reisen", "open_for_bonus": True, "bonus_rate": 50})
    customers = [call("POST", "/customers", {"name": f"Kunde {i}"}) for i in range(200)]
    stage = Stage(call, max(1, options.postings // 60000 + 1))
    seats = [(event, seat) for event in stage.events for seat in stage.seats]
    session, share = (client.cookie, client.token), options.writers
    return [Clerk(server.port, session, options.seed * 100 + i, stage, seats[i::share], customers, options.postings // share)
            for i in range(share)]


def listed(options, house, *words):
    """Rows of a list, by heading."""
    answer = subprocess.run([options.program, "report", *words, *house.words], capture_output=True, text=True)
    if answer.returncode != 0:
        raise SystemExit(f"report {' '.join(words)}: {answer.stderr}")
    return list(csv.DictReader(io.StringIO(answer.stdout)))


# What is planted (by the check that must find it), and what takes it back.
FAULTS = [
    ("bookings", "UPDATE booking SET paid = paid + 1 WHERE id = (SELECT min(id) FROM booking)",
     "UPDATE booking SET paid = paid - 1 WHERE id = (SELECT min(id) FROM booking)"),
    ("bookings", "UPDATE booking_payment SET amount = amount + 1 WHERE id = (SELECT min(id) FROM booking_payment)",
     "UPDATE booking_payment SET amount = amount - 1 WHERE id = (SELECT min(id) FROM booking_payment)"),
    ("receipts of orders", "UPDATE order_payment SET amount = amount + 1 WHERE id = (SELECT min(id) FROM order_payment)",
     "UPDATE order_payment SET amount = amount - 1 WHERE id = (SELECT min(id) FROM order_payment)"),
    ("receipts of orders", "UPDATE receipt_counter SET next = next + 1", "UPDATE receipt_counter SET next = next - 1"),
    ("numbers of papers", "UPDATE paper_counter SET next = next + 1 WHERE kind = 'receipt'",
     "UPDATE paper_counter SET next = next - 1 WHERE kind = 'receipt'"),
    ("numbers of papers", "UPDATE booking_receipt SET booking_id = booking_id + 1 WHERE place = 1",
     "UPDATE booking_receipt SET booking_id = booking_id - 1 WHERE place = 1"),
    ("bonus points", "UPDATE bonus_earned SET points = points + 1 WHERE booking_id = (SELECT min(booking_id) FROM bonus_earned)",
     "UPDATE bonus_earned SET points = points - 1 WHERE booking_id = (SELECT min(booking_id) FROM bonus_earned)"),
    ("sales ledger", "UPDATE ticket SET price = price + 1 WHERE id = (SELECT min(id) FROM ticket WHERE state = 'sold')",
     "UPDATE ticket SET price = price - 1 WHERE id = (SELECT min(id) FROM ticket WHERE state = 'sold')"),
]


def write(house, sql):
    """Behind the program's back; it does not run."""
    if house.engine == "SQLite":
        with sqlite3.connect(house.folder + "/house.sqlite") as file:
            file.execute(sql)
    else:
        house.ask(sql)


def plant_faults(options, house):
    """Faults that `kartei check` does not find."""
    unseen = []
    for name, fault, back in FAULTS:
        write(house, fault)
        check = subprocess.run([options.program, "check", *house.words], capture_output=True, text=True)
        if not any(line.startswith(name + ": ") and "as they should be" not in line for line in check.stdout.splitlines()):
            unseen.append(f"not found by the check of {name}: {fault}")
        write(house, back)
    return unseen


def gaps(house):
    """Every payment has one receipt, and the numbers have no gap."""
    wrong = []
    for receipts, payments in (("booking_receipt", "booking_payment"), ("order_receipt", "order_payment")):
        (count, last, paid), = house.ask(f"SELECT (SELECT count(*) FROM {receipts}), (SELECT coalesce(max(place), 0) FROM {receipts}),"
                                         f" (SELECT count(*) FROM {payments})")
        if not int(count) == int(last) == int(paid):
            wrong.append(f"{receipts}: {count} numbers, the last is {last}, of {paid} payments")
    return wrong


def ask_bookings(client, clerks):
    """What the server says of each booking and of each customer's points."""
    bookings = {number: client.call("GET", f"/bookings/{number}")[1]["totals"] for clerk in clerks for number in clerk.bookings}
    points = {one["number"]: client.call("GET", f"/customers/{one['id']}/bonus")[1] for one in clerks[0].customers}
    return bookings, points


def account(options, house, asked, clerks):
    """What does not fit together: words. And how many bookings, orders, days and customers were looked at."""
    wrong = []
    bookings = {number: one for clerk in clerks for number, one in clerk.bookings.items()}
    orders = {number: paid for clerk in clerks for number, paid in clerk.orders.items()}
    open_items = defaultdict(int)
    for row in listed(options, house, "open-items", "--blocked", "--credits", "with"):
        open_items[row["booking"] or "order " + row["order"]] += cents(row["amount"]) - cents(row["paid"])
    for number, payments in bookings.items():
        paid = sum(one[0] for one in payments.values())
        totals = asked[0][number]
        if cents(totals["paid"]) != paid:
            wrong.append(f"booking {number}: paid {totals['paid']}, posted {text(paid)}")
        if open_items.pop(str(number), 0) != cents(totals["total"]) - paid:
            wrong.append(f"booking {number}: what is open is not total less payments")
    for number, paid in orders.items():
        if open_items.pop("order " + number, 0) != (2000 - paid):
            wrong.append(f"order {number}: what is open is not total less payments")
    wrong += [f"open, and posted by nobody: {one}" for one, amount in open_items.items() if amount]
    days = defaultdict(int)
    for row in listed(options, house, "journal"):
        days[row["day"]] += 1
    for day in sorted(days):
        sums = [sum(cents(row[side] or "0") for row in listed(options, house, "trial-balance", "--from", day, "--to", day))
                for side in ("debit_sum", "credit_sum")]
        if sums[0] != sums[1]:
            wrong.append(f"{day}: debit {text(sums[0])}, credit {text(sums[1])}")
    for number, points in asked[1].items():
        if points["balance"] != points["came"] - points["used"] - points["expired"]:
            wrong.append(f"customer {number}: {points['balance']} points are not lots less uses")
    return wrong, (len(bookings), len(orders), len(days), len(asked[1]))
