"""Long runs that are killed in the middle, for tools/soak-kills runs: a cancelled date, a sending, a change of many, a dunning run, a run
of direct debits, an erasure. Each begins on the demonstration house as a program of its own, is killed at a random moment, and
whoever starts next (SQLite) or lives (a server on the same PostgreSQL, which has a minute) must have it whole or as it was."""
import os
import random
import shutil
import subprocess
import time

from clients import Server

SELECTION = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "examples", "selection.json")
PATIENCE = 100  # seconds: given up for dead after 60, looked for every 10, and taken back
AT_WORK = ("SELECT (SELECT count(*) FROM date_cancellation WHERE state = 'running') + (SELECT count(*) FROM bulk_change WHERE state ="
           " 'running') + (SELECT count(*) FROM sending WHERE state = 'running') + (SELECT count(*) FROM undo_run)")


class Run:
    """One kind. `state` says how things stand, in numbers that are the same before and after a run that went back."""
    name, once = "", False

    def __init__(self, house):
        self.house = house

    def number(self, sql):
        return int(self.house.ask(sql)[0][0])

    def verdict(self, before):
        """"whole", "back", or what is half."""
        now = self.state()
        if now == before:
            return "back"
        return "whole" if self.is_whole(before, now) else f"half: {before} {now}"


class Cancellation(Run):
    name = "cancelled dates"

    def begin(self):
        self.code, self.event = self.house.ask(
            "SELECT e.code, e.id FROM event e WHERE e.starts_at > '2026-12' AND NOT EXISTS (SELECT 1 FROM date_cancellation d WHERE"
            " d.event_id = e.id AND d.state IN ('done', 'running')) AND EXISTS (SELECT 1 FROM ticket t WHERE t.event_id = e.id"
            " AND t.state <> 'deleted') ORDER BY e.id LIMIT 1")[0]
        return ["cancel-event-date", self.code, "--refund", "original", "--cancel", "--also-anonymous"]

    def state(self):
        return (self.number(f"SELECT count(*) FROM ticket WHERE event_id = {self.event} AND state <> 'deleted'"),
                self.number(f"SELECT count(*) FROM event_sale WHERE event_id = {self.event} AND state = 'cancelled'"),
                self.number("SELECT coalesce(sum(amount), 0) FROM order_payment"))

    def is_whole(self, before, now):
        lines = "SELECT count(*) FROM date_cancellation_row r JOIN date_cancellation d ON d.id = r.cancellation_id WHERE d.state = 'done'"
        orders = f"SELECT count(DISTINCT order_id) FROM ticket WHERE event_id = {self.event} AND state <> 'deleted'"
        left = f"{lines} AND d.event_id = {self.event} AND r.outcome = 'left'"
        return now[1] == 1 and self.number(orders) == self.number(left)


class Bulk(Run):
    name = "changes of many"

    def begin(self):
        # Each in another direction than the last, so that there is always something to change.
        self.value = ("press", "friend")[self.number("SELECT count(*) FROM bulk_change WHERE state = 'done'") % 2]
        counted = subprocess.run([self.house.program, "select", SELECTION, "--count", *self.house.words], capture_output=True, text=True)
        return ["select", SELECTION, "--set", f"category={self.value}", "--confirm", "".join(filter(str.isdigit, counted.stdout))]

    def state(self):
        return tuple(self.number(f"SELECT count(*) FROM customer WHERE category = '{one}'") for one in ("press", "friend"))

    def is_whole(self, before, now):
        return self.number("SELECT count(*) FROM bulk_change WHERE state = 'done' AND id = (SELECT max(id) FROM bulk_change)") == 1


class Sending(Run):
    name = "sendings"

    def begin(self):
        self.file = self.house.folder + "/labels.pdf"
        if os.path.exists(self.file):
            os.unlink(self.file)
        return ["send", "labels", SELECTION, "--purpose", "contract", "--label-sheet", "l7160", "--out", self.file]

    def state(self):
        return (self.number("SELECT count(*) FROM sending WHERE state = 'done'"),
                self.number("SELECT count(*) FROM sending_recipient r JOIN sending s ON s.id = r.sending_id WHERE r.state = 'sent'"))

    def is_whole(self, before, now):
        waiting = "SELECT count(*) FROM sending_recipient r JOIN sending s ON s.id = r.sending_id WHERE s.state = 'done' AND r.state = 'waiting'"
        return now[0] == before[0] + 1 and self.number(waiting) == 0


class Dunning(Run):
    name = "dunning runs"

    def begin(self):
        self.day = f"{2027 + self.number('SELECT count(*) FROM dunning_run'):04}-06-01"
        return ["dun", "--on", self.day, "--out", self.house.folder + "/letters.pdf"]

    def state(self):
        return (self.number("SELECT count(*) FROM dunning_run"), self.number("SELECT count(*) FROM dunning_item"))

    def is_whole(self, before, now):
        return now[0] == before[0] + 1 and now[1] > before[1]


class Erasure(Run):
    name = "erasures"

    def begin(self):
        self.id, self.number_of = self.house.ask(
            "SELECT c.id, c.number FROM customer c WHERE c.id > 1 AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.customer_id = c.id)"
            " AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id) AND NOT EXISTS (SELECT 1 FROM booking b WHERE"
            " b.customer_id = c.id) ORDER BY c.id LIMIT 1")[0]
        return ["privacy", "erase", str(self.number_of), "--confirm", str(self.number_of)]

    def state(self):
        return tuple(self.number(f"SELECT count(*) FROM {what} = {self.id}") for what in
                     ("customer WHERE id", "customer_line WHERE customer_id", "customer_term WHERE customer_id",
                      "erasure WHERE customer_id", "erasure WHERE finished_at IS NULL AND customer_id"))

    def is_whole(self, before, now):
        return now == (0, 0, 0, 1, 0)


KINDS = [Cancellation, Bulk, Sending, Dunning, Erasure]


def killed(program, house, words, longest):
    """Begins it, kills it at a random moment; the seconds it had, or None when it had ended before."""
    began = time.monotonic()
    process = subprocess.Popen([program, *words, *house.words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        output = process.communicate(timeout=random.uniform(0, longest))[0]
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return None, time.monotonic() - began
    if process.returncode != 0:
        print(words, output.decode(errors="replace")[-400:])
    return process.returncode, time.monotonic() - began


def recovered(house, server):
    """After the next start, or while another server lives: nothing is at work any more. The seconds it took."""
    began = time.monotonic()
    if house.engine == "SQLite":
        server.start()
        server.stop()
    while int(house.ask(AT_WORK)[0][0]) > 0 and time.monotonic() - began < PATIENCE:
        time.sleep(1)
    return time.monotonic() - began


def make_demonstration(options, house):
    if options.house and house.engine == "SQLite":
        for ending in ("", ".key"):
            shutil.copy(options.house + ending, house.folder + "/house.sqlite" + ending)
        return
    subprocess.run([options.program, "demo", *house.words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def soak(options, house):
    """Runs it whole; the exit code."""
    random.seed(options.seed)
    begin = time.monotonic()
    make_demonstration(options, house)
    house.is_known, house.program = True, options.program
    server = Server(options.program, house)
    if house.engine != "SQLite":
        server.start()
    counts, longest, wrong = {}, {}, []
    kinds = [kind(house) for kind in KINDS if not options.only or kind.name in options.only]
    done, end = 0, begin + options.minutes * 60 if options.minutes else float("inf")
    while done < options.kills and time.monotonic() < end:
        for run in kinds:
            words, before = run.begin(), run.state()
            code, seconds = killed(options.program, house, words, longest.get(run.name, 600))
            if code == 0:
                longest[run.name] = min(longest.get(run.name, seconds), seconds)
            took = recovered(house, server) if code != 0 else 0
            verdict = run.verdict(before) if took < PATIENCE else "still at work"
            key = run.name, {0: "ended", None: "killed: " + verdict.split(":")[0]}.get(code, "refused")
            counts[key] = counts.get(key, 0) + 1
            done += code is None
            # Refused: nobody is left to remind, and then nothing may have changed.
            if verdict not in ("whole", "back") or (code == 0 and verdict != "whole") or (code and (code != 1 or verdict != "back")):
                wrong.append(f"{run.name}: {verdict} {code} {words}")
                print(wrong[-1], flush=True)
    if house.engine != "SQLite":
        server.stop()
    return account(options, house, done, counts, wrong, time.monotonic() - begin)


def account(options, house, done, counts, wrong, seconds):
    check = subprocess.run([options.program, "check", *house.words], capture_output=True, text=True)
    if check.returncode != 0:
        print(check.stdout, check.stderr)
    for (name, what), count in sorted(counts.items()):
        print(f"  {name}: {count} {what}")
    content = "content" if check.returncode == 0 else "NOT content"
    print(f"| runs | {house.engine} | {done:,} | {sum(counts.values()):,} | | {len(wrong)} half, check {content} | {seconds:,.0f} s |")
    house.close()
    return 0 if not wrong and check.returncode == 0 else 1
