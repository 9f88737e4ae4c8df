#!/usr/bin/env python3
"""Puts trips into a large house on SQLite that bench/lists.py loaded: seeded, the same every time, written straight into the tables (what
is measured is what is read afterwards; how fast a file is taken over, bench/booking_import.py measures).
Usage: booking_house.py FILE.sqlite [bookings=2000000] [linked=5000] [bookings_of_one=2000]

Bookings have 1 to 4 participants and 3 services; a third is of 2025, a third of 2026. The customer with the number 1000 has the many
bookings, 2000 is the company to which the linked ones belong. No server may run on the file."""
import random
import sqlite3
import sys
import unicodedata
from datetime import date, timedelta

PATH = sys.argv[1]
BOOKINGS, LINKED, OF_ONE = [int(x) for x in (sys.argv[2:] + [2000000, 5000, 2000][len(sys.argv) - 2:])]
R = random.Random(4712)
OPERATORS = [f"OP{i:02}" for i in range(40)]
DESTINATIONS = [f"D{i:03}" for i in range(200)]


def fold(text):
    """base/text: without accents and case; ß is ss."""
    plain = unicodedata.normalize("NFD", (text or "").replace("ß", "ss"))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


house = sqlite3.connect(PATH, isolation_level=None)
house.execute("PRAGMA synchronous = OFF")
house.execute("PRAGMA cache_size = -400000")
people = house.execute("SELECT id, first_name, name, birth_date, salutation FROM customer WHERE number BETWEEN 1 AND 1000000").fetchall()
of_number = dict(house.execute("SELECT number, id FROM customer"))
event = house.execute("SELECT max(id) FROM change_event").fetchone()[0]
house.execute("BEGIN")
house.executemany("INSERT OR IGNORE INTO tour_operator (id, code, name) VALUES (?, ?, ?)",
                  [(9000 + i, code, f"Operator {code}") for i, code in enumerate(OPERATORS)])
house.executemany("INSERT OR IGNORE INTO destination (id, code, name) VALUES (?, ?, ?)",
                  [(9000 + i, code, f"Destination {code}") for i, code in enumerate(DESTINATIONS)])
indexes = house.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN"
                        " ('booking', 'booking_participant', 'booking_service')").fetchall()
for name, _ in indexes:
    house.execute(f"DROP INDEX {name}")
first = house.execute("SELECT coalesce(max(number), 0) + 1 FROM booking").fetchone()[0]
first_ids = [house.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {t}").fetchone()[0]
             for t in ("booking", "booking_participant", "booking_service")]
bid, pid, sid = first_ids
D0 = date(2023, 1, 1)
days = [(D0 + timedelta(days=i)).isoformat() for i in range(2000)]
heads, travellers, services = [], [], []


def put():
    house.executemany("INSERT INTO booking (id, created_event, number, customer_id, kind, state, booked_on, departs_on, returns_on,"
                      " travel_kind, destination, payment_kind, currency, cancelled_on, as_imported, participants, services, commission, total, paid)"
                      " VALUES (?, ?, ?, ?, 'booking', ?, ?, ?, ?, ?, ?, 'transfer', 'EUR', ?, 1, ?, ?, ?, ?, ?)", heads)
    house.executemany("INSERT INTO booking_participant (id, created_event, booking_id, position, salutation, first_name, name, birth_date,"
                      " customer_id, name_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", travellers)
    house.executemany("INSERT INTO booking_service (id, created_event, booking_id, position, service_kind, operator, destination, description,"
                      " starts_on, ends_on, count, unit_price, tax, collection, commission_amount) VALUES"
                      " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'margin', 'house', ?)", services)
    heads.clear(), travellers.clear(), services.clear()


for n in range(BOOKINGS):
    if n < OF_ONE:
        booker = people[of_number[1000] - people[0][0]]
    else:
        booker = people[int(len(people) * R.random() ** 1.5)]
    out = int(R.triangular(0, 1999, 1200)) if n % 3 else int(731 + 730 * R.random())
    booked = max(0, out - int(200 * R.random()))
    back = min(1999, out + 7)
    who = 1 + n % 4
    where, cancelled = R.choice(DESTINATIONS), R.random() < 0.06
    total = commission = 0
    for position in range(3):
        price, count = 5000 * (1 + int(R.random() * 40)), who
        fee = price * count // 10
        total += 0 if cancelled else price * count
        commission += 0 if cancelled else fee
        services.append((sid, event, bid, position + 1, ("flight", "hotel", "transfer")[position], R.choice(OPERATORS), where,
                         "Service", days[out], days[back], count, price, fee))
        sid += 1
    for position in range(who):
        one = booker if position == 0 else people[int(len(people) * R.random())]
        travellers.append((pid, event, bid, position + 1, one[4], one[1], booker[2], one[3], one[0] if position == 0 else None,
                           fold(booker[2] + ", " + one[1] if one[1] else booker[2])))
        pid += 1
    heads.append((bid, event, first + n, booker[0], "cancelled" if cancelled else "open", days[booked], days[out], days[back],
                  R.choice(("flight", "cruise", "bus")), where, days[booked] if cancelled else None, who, total, commission, total,
                  total if days[out] < "2026-12" and R.random() < 0.98 else 0))
    bid += 1
    if len(heads) == 50000:
        put()
put()
for name, statement in indexes:
    house.execute(statement)
for counter, at in (("booking", bid), ("booking_participant", pid), ("booking_service", sid), ("booking_number", first + BOOKINGS)):
    house.execute("UPDATE counter SET next = max(next, ?) WHERE name = ?", (at, counter))
# The lines of turnover are made when the house is opened the next time (docs/decisions/0139).
house.execute("DELETE FROM turnover_line")
house.execute("DELETE FROM derived_form WHERE name LIKE 'turnover_line%'")
house.execute("UPDATE customer SET company = 2000 WHERE number > 2000 AND number <= ?", (2000 + LINKED,))
house.execute("COMMIT")
house.execute("PRAGMA wal_checkpoint(TRUNCATE)")
print("bookings", BOOKINGS, "participants", pid - first_ids[1], "services", sid - first_ids[2])
