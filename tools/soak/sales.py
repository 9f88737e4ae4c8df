"""Sellers for tools/soak-kills sales: each sells his own seats, holds them first or not, sells them paid or reserves them and is paid
later. At the end every confirmed order must be there once with its seat and its money, and no seat without an order or order without seat."""
import random
import time
import uuid

from clients import Writer

ROWS, ROW = 100, 200  # a hall of 20,000 seats
PRICE = "20.00"
# Orders with their seats and money, and what must not exist.
ORDERS = """SELECT o.number, count(*), min(t.section || '/' || t.row || '/' || t.seat),
 (SELECT coalesce(sum(p.amount), 0) FROM order_payment p WHERE p.order_id = o.id), min(t.state)
 FROM orders o JOIN ticket t ON t.order_id = o.id GROUP BY o.id, o.number"""
WRONG = {
    "a live ticket without its seat": """SELECT count(*) FROM ticket t WHERE t.state <> 'deleted' AND NOT EXISTS
 (SELECT 1 FROM seat_claim c WHERE c.ticket_id = t.id AND c.event_id = t.event_id AND c.state = t.state)""",
    "a seat without its ticket": """SELECT count(*) FROM seat_claim c WHERE c.state IN ('reserved', 'sold') AND NOT EXISTS
 (SELECT 1 FROM ticket t WHERE t.id = c.ticket_id AND t.state <> 'deleted')""",
    "an order without a ticket": "SELECT count(*) FROM orders o WHERE NOT EXISTS (SELECT 1 FROM ticket t WHERE t.order_id = o.id)",
    "money that nobody owed": """SELECT count(*) FROM orders o WHERE o.paid > (SELECT sum(t.price + t.fee) FROM ticket t WHERE t.order_id = o.id)
 OR o.paid <> (SELECT coalesce(sum(p.amount), 0) FROM order_payment p WHERE p.order_id = o.id)""",
}


class Stage:
    """The hall and its event dates; a seller takes seat by seat of his rows, then those of the next date."""

    def __init__(self, call, dates):
        self.type = call("POST", "/base-data/ticket-types", {"name": "Normal"})["id"]
        plan = call("POST", "/seat-plans", {"hall": "Saal", "ranges": [
            {"section": "P", "price_zone": "I", "rows": f"1-{ROWS}", "seats": f"1-{ROW}"}]})
        self.seats = [(place["id"], f"P/{place['row']}/{place['seat']}") for place in plan["places"]]
        self.events = []
        for date in range(dates):
            event = call("POST", "/event-dates", {"code": f"SOAK{date}", "name": "Abend", "hall": "Saal", "starts_at": "2030-01-05T20:00:00Z"})["id"]
            call("PUT", f"/events/{event}/sale", {"plan": plan["id"], "state": "on_sale", "prices": [
                {"ticket_type": "Normal", "price_zone": "I", "price": PRICE}]})
            self.events.append(event)


class Seller(Writer):
    """`saved` holds what was confirmed: number of the order -> (seat, paid in minor units)."""

    def __init__(self, name, port, session, seed, stage, share):
        super().__init__(name, port, session, seed)
        self.stage = stage
        first, count = share
        own = stage.seats[first::count]
        self.places = ((event, seat) for event in stage.events for seat in own)
        self.open_orders = []

    def run(self):
        while not self.ending.is_set():
            if self.open_orders and self.chance.random() < 0.4:
                self.pay(*self.open_orders.pop(self.chance.randrange(len(self.open_orders))))
            else:
                self.make()

    def make(self):
        event, (seat, name) = next(self.places)
        self.made += 1
        body = {"tickets": [{"event": event, "seat": seat, "ticket_type": self.stage.type}], "payments": []}
        if self.chance.random() < 0.5:
            answer = self.client.call("POST", f"/events/{event}/holds", {"seats": [seat]})
            if answer is not None and answer[0] in (200, 201):
                body["draft"] = answer[1]["draft"]
            elif answer is None:  # held or not: the hold, if it is there, must end before the seat is free
                self.released(event, seat)
        is_paid = self.chance.random() < 0.6
        if is_paid:
            body["payments"] = [{"kind": "cash", "amount": PRICE}]
        else:
            body["reserve"] = True
        (status, order), again = self.until_answered("POST", "/counter-sales", body, {"Idempotency-Key": uuid.uuid4().hex})
        self.repeated += again
        if status != 201:
            self.wrong.append(f"sale: {status} {order}")
            return
        self.keep_order(order, name, 2000 if is_paid else 0)
        if not is_paid:
            self.open_orders.append((order, name))

    def released(self, event, seat):
        """Whoever lost the answer to his hold asks what became of it, and takes the seat back."""
        (_, seats), _ = self.until_answered("GET", f"/events/{event}/seats", None, {})
        for one in seats.get("seats", []):
            if one["id"] == seat and one.get("draft"):
                self.until_answered("DELETE", f"/holds/{one['draft']}", None, {})

    def pay(self, order, name):
        body, path = {"payments": [{"kind": "card", "amount": PRICE}]}, f"/orders/{order['id']}"
        (status, paid), again = self.until_answered("POST", path + "/payments", body, {"If-Match": f'"{order["version"]}"'})
        self.repeated += again
        if status == 412 and again:
            (status, paid), _ = self.until_answered("GET", path, None, {})
        if status != 200:
            self.wrong.append(f"payment: {status} {paid}")
            return
        self.keep_order(order, name, 2000)

    def keep_order(self, order, name, paid):
        self.saved[order["number"]] = (name, paid)
        self.confirmed += 1


def prepare(server, client, options):
    """The stage and its sellers."""
    call = client.must
    dates = max(2, max(options.saves, 20 * options.kills) // (ROWS * ROW) + 2)
    stage = Stage(call, dates)
    session = client.cookie, client.token
    return [Seller(f"Soak{i}", server.port, session, options.seed * 100 + i, stage, (i, options.writers)) for i in range(options.writers)]


def account(house, sellers):
    """What is lost, double and wrong of what was confirmed: three lists of words."""
    there = {}
    double = []
    for number, tickets, place, paid, state in house.ask(ORDERS):
        if number in there or int(tickets) != 1:
            double.append(number)
        there[number] = (place, int(paid), state)
    saved = {number: value for seller in sellers for number, value in seller.saved.items()}
    lost = [number for number in saved if number not in there]
    wrong = [f"{number}: {there[number]} instead of {value}" for number, value in saved.items()
             if number in there and (there[number][:2] != value or (there[number][2] == "sold") != (value[1] > 0))]
    made = sum(seller.made for seller in sellers)
    if len(there) != made:
        double.append(f"{len(there)} orders for {made} sales")
    for what, question in WRONG.items():
        count = int(house.ask(question)[0][0])
        if count:
            wrong.append(f"{count} times {what}")
    return lost, double, wrong
