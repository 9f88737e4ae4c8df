"""Cases 01 to 24: files as programs write them, CSV and workbooks."""
from house import Case


class Files(Case):
    def test_C01_SepLineThatASpreadsheetPadded(self):
        self.use_case("01-sep-line-padded")
        for file in ("a-plain.csv", "b-padded.csv", "c-blank.csv"):
            self.take_whole("customers", file, "--dry-run", new=2)
        # Saved again by a program that writes commas: the hint is of the file before.
        self.write("commas.csv", "sep=;,,\nname,first_name,town\nBrandner,Ute,Kassel\n")
        self.take_whole("customers", "commas.csv", "--dry-run", new=1)

    def test_C02_UnicodeTextAndNoBreakBlanks(self):
        self.use_case("02-utf16-nbsp-headings")
        for file in ("a-utf16le.txt", "b-utf16le-nobom.csv", "c-nbsp.csv", "d-twobom.csv"):
            with self.subTest(file):
                self.use_new_house()
                self.take_whole("customers", file, new=2)
                ute = self.by_name()["Brandner"]
                self.assertEqual((ute["email"], ute["town"]), ("ute.brandner@example.de", "Größenau"))

    def test_C03_MixedLineEnds(self):
        self.use_case("03-mixed-line-ends")
        for file in ("a-lf-head-crlf-rows.csv", "b-cr-only.csv", "c-crcrlf.csv"):
            with self.subTest(file):
                self.use_new_house()
                self.take_whole("customers", file, new=2)
                self.assertEqual(self.by_name()["Brandner"]["town"], "Kassel")
        self.use_new_house()
        self.take_whole("customers", "d-multiline-head.csv", "--map", "E-Mail\r\n(privat)=email", new=2)
        self.assertEqual(self.by_name()["Brandner"]["email"], "ute@example.de")
        self.take_whole("customers", "e-customers.csv", new=1)
        self.take_whole("notes", "e-lf-rows-crlf-cells.csv", new=2)
        texts = {row["position"]: row["text"] for row in self.export("notes")}
        self.assertEqual(texts["1"].replace("\r\n", "\n"), "ruft zurück\nab Montag")
        self.assertEqual(texts["2"], "einzeilig")

    def test_C05_EqualAndEmptyHeadings(self):
        self.use_case("05-equal-and-empty-headings")
        said = self.refusal("customers", "a-equal-known.csv", "--dry-run")
        self.assertRegex(said, r"town.*town \(2\)")
        self.assertRegex(self.refusal("customers", "b-equal-unknown.csv", "--dry-run", "--map", "Telefon=phone_private"),
                         r"Telefon \(2\)")
        self.assertRegex(self.refusal("customers", "d-two-map-one.csv", "--map", "A=town", "--map", "B=town"), "A.*B")
        said = self.refusal("customers", "c-empty-heading.csv", "--dry-run")
        self.assertIn("#3", said)
        self.assertIn("line 2", said)
        self.take_whole("customers", "c-empty-heading.csv", "--map", "#3=free1", new=2)
        self.assertEqual(self.customers()["620002"]["free1"], "wichtiger Wert")
        self.take_whole("customers", "b-equal-unknown.csv", "--map", "Telefon=phone_private", "--map",
                        "Telefon (2)=phone_business", "--map", "Ort=town", "--save-mapping", "alt", new=1)
        abel = next(row for row in self.export() if row["phone_business"])
        self.assertEqual((abel["phone_private"], abel["phone_business"]), ("0228 123456", "0228 654321"))
        self.use_new_house()

    def test_C06_LinesAboveTheHeading(self):
        self.use_case("06-lines-above-heading")
        for file, new in (("a-title.csv", 3), ("b-title.xlsx", 2)):
            with self.subTest(file):
                self.use_new_house()
                self.assertIn("--heading-row 3", self.refusal("customers", file, "--dry-run"))
                self.take_whole("customers", file, "--heading-row", "3", new=new)
        self.use_new_house()
        self.take_whole("customers", "c-blank-first.csv", new=2)

    def test_C07_EqualsQuoteWrapper(self):
        self.use_case("07-equals-quote-wrapper")
        self.take_whole("customers", "wrapped.csv", new=2)
        one, two = self.customers()["630001"], self.customers()["630002"]
        self.assertEqual((one["postcode"], one["phone_private"], one["code1"]), ("01067", "+4935112345", "0007"))
        self.assertEqual((two["postcode"], two["code1"]), ("01097", "0008"))
        self.assertEqual(self.found("01067"), ["630001"])
        self.use_new_house()
        self.take_whole("customers", "no-phone.csv", new=2)
        self.assertEqual(self.customers()["630001"]["postcode"], "01067")

    def test_C10_Amounts(self):
        self.use_case("10-amounts")
        self.take_whole("customers", "customers.csv", new=1)
        self.take_whole("events", "events.csv", new=1)
        self.take_whole("tickets", "tickets.csv", new=8)
        prices = [row["price"] for row in self.report("--event", "A1", "--type", "seats")]
        self.assertEqual(sorted(prices, key=float), ["0.00", "12.00", "45.00", "110.70", "1000.00", "1234.50", "1355.90",
                                                     "7000.00"])
        counts = self.take("tickets", "unclear.csv")
        self.assertEqual(counts["refused"], 1)
        self.take_whole("tickets", "unclear.csv", "--decimal", ",", new=1)

    def test_C11_DatesThatAreNone(self):
        self.use_case("11-dates")
        counts = self.take("customers", "wrong.csv", "--each")
        self.assertEqual((counts["new"], counts["refused"]), (0, 6))
        self.assertEqual([row["refused_line"] for row in self.refused("wrong.csv")], list("234567"))
        counts = self.take("customers", "wrong.csv", "--each", "--unreadable", "empty")
        self.assertEqual((counts["new"], counts["refused"]), (6, 0))
        self.assertEqual({row["birth_date"] for row in self.export()}, {""})
        self.assertEqual(len(self.refused("wrong.csv")), 6)
        self.use_new_house()
        self.take_whole("customers", "midnight.csv", new=4)
        self.assertEqual([row["birth_date"] for row in self.export()], ["1990-03-12"] * 3 + ["1992-02-29"])
        self.use_new_house()
        counts = self.take("customers", "future.csv", "--each")
        self.assertEqual((counts["new"], counts["refused"]), (0, 3))

    def test_C12_NulAndCtrlZ(self):
        self.use_case("12-nul-and-ctrl-z")
        counts = self.take("customers", "nul.csv", "--each")
        self.assertEqual((counts["new"], counts["refused"]), (2, 1))
        rows = self.refused("nul.csv")
        self.assertEqual([row["refused_line"] for row in rows], ["3"])
        self.assertEqual((rows[0]["number"], rows[0]["name"], rows[0]["town"]), ("680002", "Bo\u2400de", "Essen"))
        self.assertEqual(rows[0]["refused_reason"].count("|"), 0, "one reason")
        self.use_new_house()
        self.take_whole("customers", "ctrlz.csv", new=2)
        self.take_whole("customers", "ctrlz-single.csv", new=2)

    def test_C13_TrailingSeparatorsThatStop(self):
        self.use_case("13-trailing-separators")
        self.take_whole("customers", "ragged.csv", new=40)
        self.assertEqual(self.customers()["690040"]["free2"], "x")

    def test_C14_WhichSeparator(self):
        self.use_case("14-separator-guess")
        for file, new in (("a.csv", 1), ("b.csv", 2), ("c.csv", 2), ("d.csv", 2)):
            with self.subTest(file):
                self.use_new_house()
                self.take_whole("customers", file, new=new)
                additions = [row["addition"] for row in self.export()]
                if file == "a.csv":
                    self.assertEqual(additions, ["Haus 3, links; hinten"])
                if file == "d.csv":
                    self.assertIn("a; b, c", additions)


class Workbooks(Case):
    def test_C15_CellsWithoutReferences(self):
        self.use_case("15-xlsx-no-references")
        self.take_whole("customers", "noref.xlsx", new=2)
        rows = self.customers()
        self.assertEqual((rows["700101"]["name"], rows["700101"]["first_name"], rows["700101"]["town"]), ("Abel", "", "Bonn"))
        self.assertEqual((rows["700102"]["name"], rows["700102"]["first_name"], rows["700102"]["town"]), ("Bode", "", "Essen"))

    def test_C17_RichTextReadingAidAndEscapes(self):
        self.use_case("17-xlsx-rich-phonetic-escapes")
        self.take_whole("customers", "rich.xlsx", new=2)
        rows = self.customers()
        self.assertEqual((rows["700121"]["name"], rows["700121"]["first_name"]), ("Brandner", "Ute"))
        self.assertEqual(rows["700121"]["addition"], "Kennwort _x0041_ neu")
        self.assertEqual((rows["700122"]["name"], rows["700122"]["addition"]), ("田中", "Café am Markt"))

    def test_C18_WorkbookCountedFrom1904(self):
        self.use_case("18-xlsx-1904")
        self.take("customers", "mac1904.xlsx", "--each")
        self.assertEqual([row["birth_date"] for row in self.export()], ["1990-03-12", "1992-02-29", "1904-01-01"])
        self.use_new_house()
        counts = self.take("customers", "y1900.xlsx", "--each")
        self.assertEqual(counts["refused"], 1)
        self.assertEqual([row["birth_date"] for row in self.export()], ["1900-02-28", "1900-03-01", "1990-03-12"])

    def test_C20_NumberFormats(self):
        self.use_case("20-xlsx-number-formats")
        self.take_whole("customers", "formats.xlsx")
        rows = list(self.customers().values())
        self.assertEqual({row["birth_date"] for row in rows}, {"1990-03-12"})
        self.assertEqual([row["credit_limit"] for row in rows], ["1250.50", "0.10", "1100.00", "99.99", "1000.00", "5.00", "0.30"])
        self.assertEqual({row["postcode"] for number, row in self.customers().items() if number != "700154"}, {"01067"})
        self.assertEqual(self.customers()["700154"]["postcode"], "10115")
        self.assertEqual([row["free1"] for row in rows], ["7", "12", "3", "2", "1", "1", "1"])

    def test_C21_HiddenAndCoverSheets(self):
        self.use_case("21-xlsx-sheets")
        self.take_whole("customers", "sap.xlsx", new=1)
        self.assertEqual(list(self.customers()), ["700161"])
        said = self.refusal("customers", "numbers.xlsx", "--dry-run")
        self.assertIn("--sheet", said)
        self.assertIn("Kunden", said)
        self.use_new_house()
        self.take_whole("customers", "numbers.xlsx", "--sheet", "Kunden", new=1)

    def test_C24_PrefixesAndFakes(self):
        self.use_case("24-xlsx-prefixes-and-fakes")
        self.take_whole("customers", "prefix.xlsx", "--dry-run", new=1)
        for file in ("csv.xlsx", "zip.csv"):
            self.take_whole("customers", file, "--dry-run")
        said = self.refusal("customers", "html.xls", "--dry-run")
        self.assertIn("web page", said)
        self.assertNotIn("<", said)
        self.assertIn(".xlsx", self.refusal("customers", "biff.xls", "--dry-run"))
