"""The soak of tools/soak-kills: a server, writers with journals, somebody who kills, and the count at the end."""
import random
import subprocess
import tempfile
import time

import houses
import runs
import sales
from clients import PASSWORD, Client, Server, Writer

LISTED = "SELECT id, number, occupation, name FROM customer WHERE name LIKE 'Soak%'"


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
    """Runs it whole; the exit code."""
    random.seed(options.seed)
    begin = time.monotonic()
    house = houses.open_house(options, tempfile.mkdtemp(prefix="kartei-soak-"))
    if options.what == "runs":
        return runs.soak(options, house)
    server = Server(options.program, house)
    server.start()
    session = first_session(server)
    if options.what == "sales":
        writers = sales.prepare(server, Client(server.port, session), options)
    else:
        writers = [Writer(f"Soak{i}", server.port, session, options.seed * 100 + i) for i in range(options.writers)]
    for writer in writers:
        writer.start()
    done = 0
    end = begin + options.minutes * 60 if options.minutes else float("inf")
    while time.monotonic() < end and (done < options.kills or sum(writer.confirmed for writer in writers) < options.saves):
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


def account_of_customers(house, writers):
    """What is lost, double and wrong of what was confirmed, and how many numbers are missing."""
    there = {int(row[0]): (int(row[1]), *row[2:]) for row in house.ask(LISTED)}
    saved = {key: value for writer in writers for key, value in writer.saved.items()}
    lost = [key for key in saved if key not in there]
    wrong = [key for key, (number, occupation) in saved.items() if key in there and there[key][:2] != (number, occupation)]
    names = [row[2] for row in there.values()]
    double = [name for name in set(names) if names.count(name) > 1] if len(names) > len(set(names)) else []
    numbers = sorted(row[0] for row in there.values())
    gaps = numbers[-1] - numbers[0] + 1 - len(numbers) if numbers else 0
    return lost, double, wrong, gaps


def account(options, house, server, writers, kills, seconds):
    if server.stop() != 0:
        print("the server did not end as it should")
    if options.what == "sales":
        (lost, double, wrong), gaps = sales.account(house, writers), 0
    else:
        lost, double, wrong, gaps = account_of_customers(house, writers)
    check = subprocess.run([options.program, "check", *house.words], capture_output=True, text=True)
    troubles = [trouble for writer in writers for trouble in writer.wrong]
    for words in (troubles[:5], lost[:5], double[:5], wrong[:5]):
        if words:
            print(words)
    if check.returncode != 0:
        print(check.stdout, check.stderr)
    confirmed, repeated = sum(w.confirmed for w in writers), sum(w.repeated for w in writers)
    good = not (lost or wrong or double or gaps or troubles or check.returncode)
    print(f"| {options.what} | {house.engine} | {kills:,} | {confirmed:,} | {repeated:,} | {len(lost)} lost, {len(double)} double, "
          f"{len(wrong) + len(troubles)} wrong, {gaps} numbers missing, check {'content' if check.returncode == 0 else 'NOT content'} | "
          f"{seconds:,.0f} s |")
    house.close()
    return 0 if good else 1
