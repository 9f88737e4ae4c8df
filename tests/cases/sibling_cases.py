"""More of the kinds that the cases are examples of; the files are written here."""
from house import Case


class Siblings(Case):
    """What was tried beside the reported cases, of the same kinds."""

    def test_DatesThatHaveOneReading(self):
        written = ("12. März 1990", "12 maart 1990", "12-mrt-1990", "March 12, 1990", "1990/03/12", "1990.03.12",
                   "1990-03-12T00:00:00Z", "1990-03-12 00:00:00.000", "1990-03-12T00:00:00+01:00")
        rows = "".join(f'{number},N,"{date}"\n' for number, date in enumerate(written, 1))
        self.write("dates.csv", "number,name,birth_date\n" + rows)
        self.take_whole("customers", "dates.csv", "--duplicates", "off", new=len(written))
        self.assertEqual({row["birth_date"] for row in self.export()}, {"1990-03-12"})

    def test_NumbersThatBecameDecimals(self):
        self.write("decimals.csv", "number,name,postcode,country,phone_mobile\n700001.0,Abel,1067.0,DE,1713920001.0\n")
        self.take_whole("customers", "decimals.csv", new=1)
        abel = self.customers()["700001"]
        self.assertEqual((abel["postcode"], abel["phone_mobile_e164"]), ("01067", "+491713920001"))

    def test_PostcodesOfANewCustomerWithoutACountry(self):
        self.write("postcodes.csv", "number,name,postcode\n1,A,A-1010\n2,B,CH-8001\n3,C,10115\n4,D,1067\n5,E,NL-1234 AB\n")
        counts = self.take("customers", "postcodes.csv", "--each", "--duplicates", "off")
        self.assertEqual((counts["new"], counts["refused"]), (5, 0))
        self.assertEqual([row["country"] for row in self.export()], ["AT", "CH", "DE", "DE", "NL"])

    def test_PostcodesAsTheirCountryWritesThem(self):
        self.write("groups.csv", "number,name,postcode,country\n1,A,00-950,PL\n2,B,110 00,CZ\n3,C,12345-6789,US\n")
        self.take_whole("customers", "groups.csv", new=3)
        for typed, number in (("00-950", "1"), ("00950", "1"), ("110 00", "2"), ("11000", "2"), ("12345-6789", "3")):
            self.assertEqual(self.found(typed), [number], typed)

    def test_EveryWritingOfAPhoneFindsItBesideItsPluslessForm(self):
        self.write("phones.csv", "number,name,phone_private\n1,A,030/23125-123\n2,B,493023125123\n3,C,+49 (0)30 23125123\n"
                                 "4,D,0049491713920001\n")
        self.take_whole("customers", "phones.csv", "--duplicates", "off", new=4)
        for typed in ("493023125123", "49 30 23125123", "03023125123", "+493023125123", "0049 30 23125-123"):
            self.assertEqual(set(self.found(typed)), {"1", "2", "3"}, typed)
        self.assertEqual(self.customers()["4"]["phone_private_e164"], "", "the code of the country stands twice")

    def test_InvisibleBlanksAndLostLetters(self):
        self.write("unseen.csv", "number,name,email,town\n1,Mül\ufe0fler,ute\ufe0f@example.de,Bad\u3000Orb\n2,M\ufffdller,,\n")
        counts = self.take("customers", "unseen.csv", "--each")
        self.assertEqual((counts["new"], counts["refused"]), (1, 1))
        one = self.customers()["1"]
        self.assertEqual((one["name"], one["email"], one["town"]), ("Müller", "ute@example.de", "Bad Orb"))

    def test_NobodyIsWokenWithoutADate(self):
        self.write("customers.csv", "number,name\n1,A\n")
        self.take_whole("customers", "customers.csv", new=1)
        self.write("withdrawn.csv", "customer,permission,state,at\n1,Newsletter,withdrawn,2025-01-01\n")
        self.take_whole("permissions", "withdrawn.csv", new=1)
        self.write("undated.csv", "customer,permission,state\n1,Newsletter,ja\n")
        self.assertEqual(self.take("permissions", "undated.csv", "--each")["refused"], 1)
        self.write("ahead.csv", "customer,permission,state,at\n1,Newsletter,ja,2099-01-01\n")
        self.assertEqual(self.take("permissions", "ahead.csv", "--each")["refused"], 1)
        self.assertEqual([row["state"] for row in self.export("permissions")], ["withdrawn"])
