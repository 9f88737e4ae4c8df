"""Cases 42 to 58: duplicates, merging, exports and the way back, papers, two at once, times, lists."""
import csv
import re
import subprocess
import threading
import uuid

from house import Case


class Duplicates(Case):
    def test_C42_UmlautDuplicates(self):
        self.use_case("42-umlaut-duplicates")
        self.take_whole("customers", "register.csv", new=10)
        self.take("customers", "again.csv", "--duplicates", "hold", "--dry-run")
        rows = self.refused("again.csv") if (self.folder / "again.refused.csv").exists() else []
        with (self.folder / "again.duplicates.csv").open(encoding="utf-8", newline="") as lines:
            listed = list(csv.DictReader(lines))
        self.assertEqual([row["duplicate_customer"] for row in listed], [f"7420{n:02}" for n in range(1, 11)])
        self.assertFalse([row for row in rows if row["name"] in ("Moller", "Bergmann")])

    def test_C44_MergingChainsAndOldNumbers(self):
        self.use_case("44-merge-self-chain-old-number")
        self.take_whole("customers", "customers.csv", "--source", "alt", "--duplicates", "off", new=4)
        self.take_whole("events", "events.csv", new=1)
        before = self.customers()
        for words in (("744001", "744001"), ("744001", "744001", "744002")):
            self.kartei("merge", *words, code=1)
        self.assertEqual(self.customers(), before)
        events = []
        for words in (("744001", "744002"), ("744001", "744003"), ("744004", "744001")):
            merged = self.kartei("merge", *words, code=0).said
            events.append(re.search(r"change event (\d+)", merged).group(1))
        self.take("customers", "update.csv")
        self.assertEqual(list(self.customers()), ["744004"])
        self.assertEqual(self.customers()["744004"]["phone_mobile"], "0171 3920012")
        self.take_whole("tickets", "tickets.csv", new=1)
        sold = self.report("--event", "C1", "--type", "sold")
        self.assertEqual([row["customer"] for row in sold], ["744004"])
        counts = self.take("customers", "again.csv", "--source", "alt")
        self.assertEqual((counts["new"], counts["changed"]), (0, 1))
        self.assertEqual(self.customers()["744004"]["free1"], "aus Altsystem")
        self.kartei("check", code=0)
        for event in reversed(events):
            self.kartei("unmerge", event, code=0)
        self.assertEqual(list(self.customers()), list(before))
        self.kartei("check", code=0)

    def test_C45_MergingTwoWhoPointAtEachOther(self):
        self.use_case("45-merge-couple-links")
        self.take_whole("customers", "couple.csv", "--duplicates", "off", new=4)
        self.take("customers", "links.csv")
        before = self.customers()
        self.assertEqual(before["745001"]["joint_salutation_with"], "745002")
        self.assertIn("745002", self.kartei("merge", "745001", "745002", "--preview", code=0).said)
        merged = self.kartei("merge", "745001", "745002", code=0).said
        after = self.customers()
        self.assertNotIn(after["745001"]["joint_salutation_with"], ("745001", "745002"))
        self.assertEqual((after["745003"]["company"], after["745004"]["billing_address_from"]), ("745001", "745001"))
        letter = self.text_of("letter", "745001", "--subject", "Gruß", "--text", "hallo.")
        greeted = re.findall(r"(?:Sehr geehrter Herr|Dear Mr) Kern", letter)
        self.assertEqual(len(greeted), 1, letter)
        self.kartei("unmerge", re.search(r"change event (\d+)", merged).group(1), code=0)
        self.assertEqual(self.customers(), before)
        self.kartei("check", code=0)

    def text_of(self, *words):
        self.kartei(*words, "--out", "paper.pdf", code=0)
        return subprocess.run(["pdftotext", "-layout", str(self.folder / "paper.pdf"), "-"], check=True, capture_output=True,
                              encoding="utf-8").stdout


class RoundTrips(Case):
    def same_again(self, file):
        """The file changes nothing in the house it came from."""
        counts = self.take("customers", file, "--duplicates", "off")
        self.assertEqual((counts["new"], counts["changed"], counts["refused"]), (0, 0, 0), counts.ended.said)

    def exports(self, what="customers"):
        for number, options in enumerate((("--format", "csv"), ("--csv", "excel-de"), ("--csv", "excel-nl"), ("--format", "xlsx"),
                                          ("--headings", "de"), ("--headings", "nl"), ("--headings", "en"))):
            file = f"out-{number}.{'xlsx' if 'xlsx' in options else 'csv'}"
            self.kartei("export", what, *options, "--out", file, code=0)
            yield file, options

    def without_times(self):
        return [{name: value for name, value in row.items() if name not in ("created_at", "changed_at")} for row in self.export()]

    def test_C46_ValuesThatLookLikeFormulas(self):
        self.use_case("46-formula-like-values")
        self.take_whole("customers", "values.csv", "--duplicates", "off", new=10)
        first = self.without_times()
        self.assertEqual(first[0]["name"], "=1+1 GmbH")
        written = self.kartei("export", "customers", code=0).out
        for line in written.splitlines()[1:]:
            for cell in line.split(","):
                self.assertNotRegex(cell.strip('"'), r"^[=+@\t]", cell)
        for file, _ in self.exports():
            self.same_again(file)
        house = self.database
        for file in ("out-0.csv", "out-3.xlsx"):
            self.use_new_house()
            self.take_whole("customers", file, "--duplicates", "off", new=10)
            self.assertEqual(self.without_times(), first)
        self.database = house

    def test_C47_LongNotesAndLineBreaks(self):
        self.use_case("47-long-notes-breaks")
        self.take_whole("customers", "customers.csv", new=2)
        self.take_whole("notes", "notes.csv")
        notes = self.export("notes")
        self.assertTrue(any(len(note["text"]) > 9000 for note in notes))
        for options in (("--format", "xlsx"), ("--csv", "excel-de")):
            file = "notes-out." + ("xlsx" if "xlsx" in options else "csv")
            self.kartei("export", "notes", *options, "--out", file, code=0)
            counts = self.take("notes", file)
            self.assertEqual((counts["new"], counts["changed"], counts["refused"]), (0, 0, 0), counts.ended.said)

    def test_C48_TheWholeRegisterThereAndBack(self):
        self.use_case("48-roundtrip-register")
        self.take_whole("customers", "all.csv", "--duplicates", "off", new=4)
        first = self.without_times()
        for file, options in self.exports():
            with self.subTest(options):
                self.same_again(file)
        self.use_new_house()
        self.take_whole("customers", "out-0.csv", "--duplicates", "off", new=4)
        self.assertEqual(self.without_times(), first)

    def test_C49_FewerColumnsAndEmptyCells(self):
        self.use_case("49-update-empty-cells")
        self.take_whole("customers", "first.csv", new=1)
        self.take_whole("customers", "update.csv")
        abel = self.customers()["749001"]
        self.assertEqual((abel["email"], abel["phone_mobile"], abel["town"]), ("ina@example.de", "0171 3920001", "Essen"))
        cleared = self.take_whole("customers", "update.csv", "--clear-empty")
        self.assertEqual(self.customers()["749001"]["email"], "")
        self.undo(cleared.ended)
        self.assertEqual(self.customers()["749001"]["email"], "ina@example.de")
        self.take_whole("customers", "noemail.csv", new=2)
        again = self.take("customers", "update.csv").ended.said
        self.assertRegex(again, r"already|unchanged")
        self.assertEqual(len(self.customers()), 3)


class Papers(Case):
    def test_C51_TooMuchForALabel(self):
        self.use_case("51-labels-too-long")
        self.take_whole("customers", "long.csv", "--duplicates", "off", new=8)
        for number in ("751001", "751002"):
            self.kartei("label", number, "--out", "label.pdf", code=0)
            text = subprocess.run(["pdftotext", "-layout", str(self.folder / "label.pdf"), "-"], check=True, capture_output=True,
                                  encoding="utf-8").stdout
            address = self.customers()[number]
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            # The town of a letter abroad stands in capitals (DIN 5008).
            self.assertTrue(any(address["postcode"] in line and address["town"].upper() in line.upper() for line in lines),
                            text)
            self.assertNotIn("…", text)


class AtOnce(Case):
    def test_C52_DoubleSubmitAndStalePage(self):
        server = self.serve()
        body = {"kind": "private", "name": "Doppelt", "first_name": "Dora"}
        key = str(uuid.uuid4())
        answers = self.at_once(4, lambda: server.ask("POST", "/customers", body, Idempotency_Key=key))
        self.assertEqual({answer.status for answer in answers}, {201})
        self.assertEqual(len({answer.json["id"] for answer in answers}), 1)
        self.assertIn(server.ask("POST", "/customers", body | {"name": "Anders"}, Idempotency_Key=key).status, (409, 422))
        self.assertIn(server.ask("POST", "/customers", body).status, (400, 428))
        made = answers[0].json
        path = f"/customers/{made['id']}"
        tag = server.ask("GET", path).getheader("ETag")
        self.assertEqual(server.ask("PATCH", path, {"town": "Bonn"}).status, 428)
        answers = self.at_once(4, lambda: server.ask("PATCH", path, {"town": str(uuid.uuid4())[:8]}, If_Match=tag))
        self.assertEqual(sorted(answer.status for answer in answers), [200, 412, 412, 412])
        self.assertEqual(server.ask("PATCH", path, {"town": "Ulm"}, If_Match=tag).status, 412)

    @staticmethod
    def at_once(times, ask):
        answers, threads = [], []
        for _ in range(times):
            threads.append(threading.Thread(target=lambda: answers.append(ask())))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers


class TimesAndLists(Case):
    def test_C54_MidnightAndSummerTime(self):
        self.use_case("54-midnight-and-summer-time")
        self.take_whole("customers", "customers.csv", new=1)
        self.take_whole("events", "events.csv", new=5)
        counts = self.take("events", "odd.csv", "--each")
        self.assertEqual((counts["new"], counts["refused"]), (0, 2))
        reasons = {row["code"]: row["refused_reason"] for row in self.refused("odd.csv")}
        self.assertIn("clocks", reasons["ENO"])
        self.take_whole("tickets", "tickets.csv", new=5)
        for day, wanted in (("2026-10-31", {"E23"}), ("2026-11-01", {"E00", "EUTC", "EDAY"})):
            rows = self.report("--from", day, "--to", day, "--type", "seats")
            self.assertEqual({row["event"] for row in rows}, wanted, day)
        sold = self.kartei("export", "sales", "--from", "2026-11-01", "--to", "2026-11-01", code=0).out
        self.assertIn("ZO1", sold)

    def test_C58_FiltersWithinAndBetween(self):
        self.use_case("58-label-filter-and-or")
        self.take_whole("customers", "customers.csv", new=3)
        self.take_whole("events", "events.csv", new=3)
        self.take_whole("tickets", "tickets.csv", new=5)

        def names(*filters):
            rows = self.report("--type", "sold", *filters)
            self.assertTrue((self.folder / "list.csv").read_text(encoding="utf-8").strip(), "headings at least")
            return sorted({row["name"] for row in rows})
        self.assertEqual(names("--event", "FA", "--event", "FB"), ["Abel", "Bode"])
        self.assertEqual(names("--season", "S1", "--genre", "Oper"), ["Abel"])
        self.assertEqual(names("--genre", "Oper", "--genre", "Ballett"), ["Abel", "Bode"])
        self.assertEqual(names("--season", "S2", "--genre", "Oper"), [])
