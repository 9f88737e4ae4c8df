#!/usr/bin/env python3
"""What goes out at a large house: one PDF of built-in letters, letters of a word processor's template through LibreOffice (which is killed
meanwhile), e-mails to a mail server of its own (the program is killed meanwhile). Seconds, what the program computed, peak memory; of the
e-mails: each recipient once, none twice but those that the sending lists as in doubt.

Usage: bench/sendings.py --database URL [--key-file FILE] [--program build/kartei] [--letters 100000] [--word-letters 10000]
           [--office-kills 10] [--emails 10000] [--kills 20] [--out FILE]
The house is one that bench/lists.py loaded; sendings are added to it."""
import argparse
import asyncio
import collections
import io
import os
import random
import re
import signal
import subprocess
import threading
import time
import zipfile

import house

parser = argparse.ArgumentParser()
parser.add_argument("--database", required=True)
parser.add_argument("--key-file", default="")
parser.add_argument("--program", default=house.ROOT + "/build/kartei")
parser.add_argument("--letters", type=int, default=100_000)
parser.add_argument("--word-letters", type=int, default=10_000)
parser.add_argument("--office-kills", type=int, default=10)
parser.add_argument("--emails", type=int, default=10_000)
parser.add_argument("--kills", type=int, default=20)
parser.add_argument("--out", default="")
options = parser.parse_args()
random.seed(9)
lines = []
received = collections.Counter()


def say(text=""):
    print(text, flush=True)
    lines.append(text)


async def take_mail(reader, writer):
    """As much of a mail server as the program needs; a message counts when its end was acknowledged."""
    def answer(text):
        writer.write(text.encode() + b"\r\n")
    answer("220 sink")
    to = []
    try:
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"EHLO":
                answer("250-sink\r\n250 PIPELINING")
            elif word == b"RCPT":
                to.append(re.search(rb"<(.*?)>", line).group(1).decode())
                answer("250 ok")
            elif word == b"DATA":
                answer("354 go on")
                while (await reader.readline()) not in (b".\r\n", b""):
                    pass
                received.update(to)
                to = []
                answer("250 taken")
            elif word == b"QUIT":
                answer("221 bye")
                break
            else:
                answer("250 ok")
            await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    writer.close()


def mail_server():
    loop, ready = asyncio.new_event_loop(), threading.Event()

    def run():
        asyncio.set_event_loop(loop)
        mail_server.socket = loop.run_until_complete(asyncio.start_server(take_mail, "127.0.0.1", 0)).sockets[0]
        ready.set()
        loop.run_forever()
    threading.Thread(target=run, daemon=True).start()
    ready.wait()
    return mail_server.socket.getsockname()[1]


key_file = ["--key-file", options.key_file] if options.key_file else []
where = ["--database", options.database, *key_file, "--smtp-host", "127.0.0.1", "--smtp-port", str(mail_server()), "--smtp-security", "none",
         "--smtp-sender", "house@house.example", "--smtp-per-minute", "100000"]
server = house.Server(options.program, where)


def people(count, *further):
    """The first of them in the order of their numbers."""
    rule = lambda most: {"where": {"all": [{"field": "number", "is": "less_or_equal", "value": most}, *further]}}
    low, high = 0, 2_000_000
    while low < high:
        middle = (low + high) // 2
        if server.call("POST", "/selections/count", {"document": rule(middle)})["count"] < count:
            low = middle + 1
        else:
            high = middle
    return rule(low)


def send(what, document, **more):
    key = {"Idempotency-Key": f"{random.getrandbits(128):032x}"}
    return server.call("POST", "/sendings", {"output": what, "purpose": "contract", "document": document, **more}, key)


def wait_for(job, meanwhile=lambda: None):
    while True:
        state = server.call("GET", f"/jobs/{job}")
        if state["state"] not in ("waiting", "running"):
            if state["state"] != "done":
                raise SystemExit(f"{state['title']}: {state['state']} {state.get('problem')}")
            return state
        meanwhile()
        time.sleep(0.5)


def pages_of(content):
    name = f"{server.folder}/letters"
    names = [name + ".pdf"]
    if content[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(content))
        names = [archive.extract(one, name) for one in archive.namelist()]
    else:
        open(names[0], "wb").write(content)
    return sum(int(re.search(r"Pages: *(\d+)", subprocess.run(["pdfinfo", one], capture_output=True, text=True).stdout).group(1)) for one in names)


def letters(name, document, meanwhile=lambda: None, **more):
    begin, worked = time.perf_counter(), server.work()
    sending = send("letters", document, subject="Spielplan", **more)
    wait_for(sending["job"], meanwhile)
    seconds, worked = time.perf_counter() - begin, server.work() - worked
    counts = server.call("GET", f"/sendings/{sending['id']}")["counts"]
    content = server.call("GET", f"/jobs/{sending['job']}/file", raw=True)
    say(f"| {name} | {counts['sent']:,} | {seconds:.0f} | {worked / 1000:.0f} | {len(content) / 1e6:.0f} | {pages_of(content):,} | {server.memory()} |")


def word_document(*paragraphs):
    """The smallest document that word processors take."""
    types = "application/vnd.openxmlformats-"
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                         f'<Default Extension="rels" ContentType="{types}package.relationships+xml"/><Override PartName="/word/document.xml" '
                         f'ContentType="{types}officedocument.wordprocessingml.document.main+xml"/></Types>')
        archive.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
                         'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in paragraphs)
        archive.writestr("word/document.xml", '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                         f"<w:body>{body}<w:sectPr/></w:body></w:document>")
    return kept.getvalue()


def keep_template():
    server.connection.request("POST", "/api/v1/letter-files?name=bench&file_name=bench.docx", word_document(
        "{{address_block}}", "{{greeting}},", "{{#if country = NL}}hartelijk welkom{{else}}herzlich willkommen{{/if}} zur neuen Spielzeit."),
        {"Content-Type": "application/octet-stream", "X-Kartei-Token": server.token, "Cookie": server.cookie})
    answer = server.connection.getresponse()
    if answer.status not in (200, 201):
        raise SystemExit(f"POST /letter-files: {answer.status} {answer.read()[:400]}")
    answer.read()


def offices():
    """Processes of LibreOffice that the server has begun, directly or through its starter."""
    parents, names = {}, {}
    for process in os.listdir("/proc"):
        if process.isdigit():
            try:
                name, rest = open(f"/proc/{process}/stat").read().split("(", 1)[1].rsplit(")", 1)
            except OSError:  # it has ended meanwhile
                continue
            parents[int(process)], names[int(process)] = int(rest.split()[1]), name

    def is_ours(process):
        while process in parents and process != server.process.pid:
            process = parents[process]
        return process == server.process.pid
    return [process for process, name in names.items() if name == "soffice.bin" and is_ours(process)]


def kill_office(kills=[0]):
    """Now and then, while there are kills left."""
    if kills[0] < options.office_kills and random.random() < 0.1:
        for office in offices()[:1]:
            os.kill(office, signal.SIGKILL)
            kills[0] += 1
    return kills[0]


def emails():
    global server
    document = people(options.emails, {"field": "email", "is": "like", "value": "*@*"})
    begin = time.perf_counter()
    sending = send("emails", document, subject="Spielplan", text="Guten Tag!")
    first = None
    kills = 0
    while True:
        counts = server.call("GET", f"/sendings/{sending['id']}")
        if first is None and counts["counts"]["sent"] + counts["counts"]["in_doubt"] > 0:
            first = time.perf_counter() - begin
        if counts["state"] == "paused":
            server.call("POST", f"/sendings/{sending['id']}/continuation", {"doubtful": "keep"})
        elif counts["state"] in ("done", "finished", "cancelled", "failed"):
            break
        if kills < options.kills and counts["counts"]["sent"] >= (kills + 1) * options.emails / (options.kills + 1) * 0.9:
            time.sleep(random.random() / 5)
            server.process.send_signal(signal.SIGKILL)
            server.process.wait()
            server = house.Server(options.program, where)
            kills += 1
        time.sleep(0.05)
    seconds = time.perf_counter() - begin
    counts = counts["counts"]
    twice = sum(1 for times in received.values() if times > 1)
    addresses = len(received)
    say(f"| {options.emails:,} | {kills} | {seconds:.0f} | {counts['sent']:,} | {counts['in_doubt']} | {counts['failed']} | "
        f"{counts['dropped']} | {sum(received.values()):,} to {addresses:,} | {twice} |")


total = server.call("GET", "/customers/count")["count"]
say(f"# What goes out, at {total:,} customers\n\n    bench/sendings.py --database …\n\n{options.database.split(':')[0]}, {os.cpu_count()} cores, load "
    f"{os.getloadavg()[0]:.1f}.\n\n| letters | of | seconds | computed s | MB | pages | peak memory MB |\n|---|---|---|---|---|---|---|")
if options.letters:
    letters("built-in form", people(options.letters), text="Wir freuen uns auf Sie.")
if options.word_letters:
    keep_template()
    letters("template of a word processor, LibreOffice killed meanwhile", people(options.word_letters), kill_office, letter_file="bench")
    say(f"\nLibreOffice was killed {kill_office()} times.")
if options.emails:
    say("\n| e-mails | kills of the program | seconds, starting again included | sent | in doubt | failed | left out | arrived | arrived twice at an address |\n"
        "|---|---|---|---|---|---|---|---|---|")
    emails()
server.stop()
if options.out:
    open(options.out, "w").write("\n".join(lines) + "\n")
