"""A house of its own for each case: the real program, started as a user would, on copies of the case's files."""
import csv
import http.client
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("KARTEI_PROGRAM", str(ROOT / "build" / "kartei"))
CASES = ROOT.parent / "shared" / "data" / "cases"
PASSWORD = "kirschbaum-vulkan-otter-71"


class Ended:
    """What a command said."""

    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        self.said = self.out + self.err

    def rows(self):
        return list(csv.DictReader(io.StringIO(self.out)))


class Counts(dict):
    """Rows of an import by what became of them, from its line `12 rows: 3 new, …`."""

    def __init__(self, ended):
        found = re.search(r"^([\d,]+) rows?: ([\d,]+) new, ([\d,]+) changed, ([\d,]+) unchanged, ([\d,]+) refused(.*)$",
                          ended.out, re.MULTILINE)
        if not found:
            raise AssertionError(f"no counts in what the import said:\n{ended.said}")
        numbers = [int(each.replace(",", "")) for each in found.groups()[:5]]
        super().__init__(zip(("rows", "new", "changed", "unchanged", "refused"), numbers))
        held = re.search(r"([\d,]+) held back", found.group(6))
        self["held"] = int(held.group(1).replace(",", "")) if held else 0
        self.ended = ended

    def add_up(self):
        return self["rows"] == self["new"] + self["changed"] + self["unchanged"] + self["refused"] + self["held"]


class Case(unittest.TestCase):
    """One house, empty at first. Files are those of the folder that `case` names, copied, so that lists can stand beside."""

    case = ""
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="kartei-case-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.houses = 0
        self.use_new_house()

    def use_case(self, name):
        for file in (CASES / name).iterdir():
            copy = self.folder / file.name
            shutil.copyfile(file, copy)
            copy.chmod(0o600)

    def use_new_house(self):
        self.houses += 1
        self.database = f"sqlite:{self.folder}/house-{self.houses}.sqlite"

    def write(self, name, content):
        data = content if isinstance(content, bytes) else content.encode()
        (self.folder / name).write_bytes(data)
        return name

    def kartei(self, *words, code=None, text=None):
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "en", "HOME": str(self.folder)}
        done = Ended(subprocess.run([PROGRAM, *words, "--database", self.database], cwd=self.folder, input=text,
                                    capture_output=True, encoding="utf-8", env=environment, timeout=120, check=False))
        if code is not None:
            self.assertEqual(done.code, code, f"kartei {' '.join(words)}\n{done.said}")
        return done

    def take(self, what, file, *options):
        """Imports, says the counts, and sees that they add up."""
        counts = Counts(self.kartei("import", what, file, *options))
        self.assertTrue(counts.add_up(), f"rows do not add up: {counts}\n{counts.ended.said}")
        return counts

    def take_whole(self, what, file, *options, new=None):
        counts = self.take(what, file, *options)
        self.assertEqual(counts["refused"], 0, counts.ended.said)
        if new is not None:
            self.assertEqual(counts["new"], new, counts.ended.said)
        return counts

    def refusal(self, what, file, *options):
        """Nothing of the file is taken, and why is said."""
        ended = self.kartei("import", what, file, *options)
        self.assertEqual(ended.code, 1, ended.said)
        self.assertNotIn(" new,", ended.out)
        return ended.err

    def refused(self, file):
        """The file of refused rows."""
        path = (self.folder / file).with_suffix(".refused.csv")
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def refused_text(self, file):
        return (self.folder / file).with_suffix(".refused.csv").read_text(encoding="utf-8")

    def export(self, what="customers", *options):
        """What is exported, without the apostrophe that makes a value harmless for spreadsheets."""
        rows = self.kartei("export", what, *options, code=0).rows()
        return [{name: value[1:] if re.match(r"'[=+@-]", value) else value for name, value in row.items()} for row in rows]

    def report(self, *filters):
        """The rows of a list of customers."""
        self.kartei("report", "customers", *filters, "--format", "csv", "--out", "list.csv", code=0)
        with (self.folder / "list.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def customers(self):
        return {row["number"]: row for row in self.export()}

    def by_name(self):
        return {row["name"]: row for row in self.export()}

    def found(self, *words):
        return [row["number"] for row in self.kartei("search", *words, code=0).rows()]

    def undo(self, ended):
        event = re.search(r"kartei undo (\d+)", ended.said)
        self.assertTrue(event, ended.said)
        return self.kartei("undo", event.group(1))

    def serve(self):
        return Server(self)


class Server:
    """The house served on a free port, somebody signed in."""

    def __init__(self, case):
        self.process = subprocess.Popen([PROGRAM, "serve", "--port", "0", "--database", case.database], cwd=case.folder,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                                        env={"PATH": os.environ["PATH"], "LC_ALL": "en"})
        case.addCleanup(self.stop)
        said, self.port, secret = "", 0, ""
        while not (self.port and secret):
            line = self.process.stdout.readline()
            if not line:
                raise AssertionError(f"the server did not start:\n{said}")
            said += line
            if found := re.search(r"running at http://[^:/]+:(\d+)|http://[^:/]+:(\d+)", line):
                self.port = int(found.group(1) or found.group(2))
            if "irst sign-in" in line and "#" in line:
                secret = line.rsplit("#", 1)[1].strip()
        self.cookie = self.token = ""
        answer = self.ask("POST", "/first-sign-in", {"secret": secret, "name": "case", "display_name": "Jana Fall",
                                                     "password": PASSWORD})
        assert answer.status == 200, answer.json
        self.token = self.ask("GET", "/session").json["token"]

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Content-Type": "application/json", "X-Kartei-Token": self.token, "Cookie": self.cookie}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, "/api/v1" + path, None if body is None else json.dumps(body), sent)
        answer = connection.getresponse()
        content = answer.read()
        answer.json = json.loads(content) if content else None
        if set_cookie := answer.getheader("Set-Cookie"):
            self.cookie = set_cookie.split(";")[0]
        connection.close()
        return answer

    @staticmethod
    def once():
        return {"Idempotency_Key": str(uuid.uuid4())}

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()
