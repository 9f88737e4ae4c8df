"""Cases of names and phones as people write them."""
from house import Case


class Names(Case):
    def test_C22_LostZeros(self):
        self.use_case("22-xlsx-lost-zeros")
        self.take("customers", "zeros.xlsx", "--each")
        rows = self.export()
        self.assertNotIn("1067", [row["postcode"] for row in rows if row["country"] in ("DE", "")])
        self.assertFalse([value for row in rows for value in row.values() if value.endswith(".0")])
        self.assertTrue(self.found("01067"))
        self.assertTrue(self.found("01713920001"))
        for phone in ("+491713920002", "01713920002"):
            self.assertTrue(self.found(phone), phone)
        self.assertFalse([row for row in rows if row["phone_mobile_e164"].startswith("+4949")])

    def test_C25_Apostrophes(self):
        self.use_case("25-apostrophes")
        self.take_whole("customers", "names.csv", "--duplicates", "off", new=11)
        connells = {f"72000{last}" for last in range(1, 7)}
        for typed in ("O'Connell", "O’Connell", "OʼConnell", "oconnell"):
            self.assertLessEqual(connells, set(self.found(typed)), typed)
        for typed in ("dhondt", "d'hondt"):
            self.assertLessEqual({"720007", "720008"}, set(self.found(typed)), typed)
        for typed in ("'t hart", "t hart", "hart"):
            self.assertLessEqual({"720009", "720010"}, set(self.found(typed)), typed)
        rows = self.customers()
        self.assertEqual((rows["720009"]["name"], rows["720011"]["name"]), ("'t Hart", "'s-Gravesande"))

    def test_C29_OneNameOnly(self):
        self.use_case("29-one-name-only")
        counts = self.take("customers", "names.csv", "--each")
        self.assertEqual((counts["new"], counts["refused"]), (5, 1))
        self.assertEqual([row["number"] for row in self.refused("names.csv")], ["724001"])
        self.assertIn("724002", self.found("Sukarno"))
        self.assertIn("724006", self.found("o"))
        pairs = self.kartei("duplicates", code=0).out
        self.assertNotIn("724004", pairs)
        self.assertNotIn("724005", pairs)

    def test_C32_GermanPhones(self):
        self.use_case("32-german-phones")
        self.take_whole("customers", "phones.csv", "--duplicates", "off", new=14)
        forms = {number: row["phone_private_e164"] for number, row in self.customers().items()}
        for last in (1, 2, 3, 4, 5, 7, 9):
            self.assertEqual(forms[f"7300{last:02}"], "+493023125123", last)
        self.assertIn(forms["730006"], ("", "+493023125123"))
        self.assertIn(forms["730008"], ("", "+493023125123"))
        self.assertEqual([forms[f"7300{last}"] for last in range(10, 15)],
                         ["+31201234567", "+31612345678", "+31612345678", "+4315123456", "+41446681800"])
        sure = {f"73000{last}" for last in (1, 2, 3, 4, 5, 7, 9)}
        for typed in ("03023125123", "+493023125123"):
            self.assertLessEqual(sure, set(self.found(typed)), typed)
        self.use_new_house()
        self.take("customers", "letters.csv", "--each", "--duplicates", "off")
        for row in self.export():
            self.assertLessEqual(len(row["phone_private_e164"]), len("+493023125123"), row["phone_private"])
