// The printed address of each country, and the card for address books.
#include "modules/customers/print_address.hpp"

#include <gmock/gmock.h>

#include "modules/customers/customer_links.hpp"
#include "modules/customers/vcard.hpp"

namespace kartei::customers {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Customer anna() {
    Customer customer;
    customer.kind = "private";
    customer.salutation = "Frau";
    customer.title = "Dr.";
    customer.first_name = "Anna";
    customer.name = "Müller";
    customer.street = "Am Markt";
    customer.house_number = "3";
    customer.house_number_suffix = "a";
    customer.postcode = "53111";
    customer.town = "Bonn";
    customer.country = "DE";
    return customer;
}

// J-056, J-058, J-060, J-070
TEST(PrintAddress, GermanLettersShowFirstNameNameAndAddition) {
    auto customer = anna();
    customer.addition = "Abteilung Einkauf";
    customer.po_box = "12 34";
    EXPECT_THAT(print_address(customer, "DE"),
                ElementsAre("Frau", "Dr. Anna Müller", "Abteilung Einkauf", "Am Markt 3a", "53111 Bonn"))
        << "the post box is not offered to letters";
    customer.salutation = "Herr";
    EXPECT_EQ(print_address(customer, "DE").front(), "Herrn");
    customer.kind = "company";
    EXPECT_EQ(print_address(customer, "DE").front(), "Dr. Anna Müller");
}

// J-071
TEST(PrintAddress, APostBoxTypedInTheLineOfTheTownIsPrinted) {
    auto customer = anna();
    customer.street = customer.house_number = customer.house_number_suffix = "";
    customer.postcode = "53001";
    customer.town = "Bonn, Postfach 12 34";
    EXPECT_THAT(print_address(customer, "DE"),
                ElementsAre("Frau", "Dr. Anna Müller", "53001 Bonn, Postfach 12 34"));
}

TEST(PrintAddress, EachCountryHasItsOrder) {
    auto customer = anna();
    customer.salutation = customer.title = customer.house_number_suffix = "";
    customer.country = "NL";
    customer.name_prefix = "van der";
    customer.name = "Berg";
    customer.street = "Kerkstraat";
    customer.house_number_suffix = "bis";
    customer.postcode = "1012ab";
    customer.town = "Amsterdam";
    EXPECT_THAT(print_address(customer, "NL"),
                ElementsAre("Anna van der Berg", "Kerkstraat 3 bis", "1012 AB  AMSTERDAM"));
    EXPECT_THAT(print_address(customer, "DE"),
                ElementsAre("Anna van der Berg", "Kerkstraat 3 bis", "1012 AB  AMSTERDAM", "NIEDERLANDE"));
    customer.country = "FR";
    customer.street = "rue de Rivoli";
    customer.house_number_suffix = "";
    customer.postcode = "75001";
    customer.town = "Paris";
    EXPECT_THAT(print_address(customer, "NL"),
                ElementsAre("Anna van der Berg", "3 rue de Rivoli", "75001 PARIS", "FRANKRIJK"));
    customer.country = "GB";
    customer.postcode = "sw1a 1aa";
    customer.town = "London";
    EXPECT_THAT(print_address(customer, "AT"), ElementsAre("Anna van der Berg", "3 rue de Rivoli", "LONDON", "SW1A 1AA",
                                                           "VEREINIGTES KÖNIGREICH"));
}

TEST(PrintAddress, AbroadTownAndCountryStandInCapitals) {
    auto customer = anna();
    customer.salutation = customer.title = customer.house_number_suffix = "";
    const auto lines = [&](std::string country, std::string postcode, std::string town, std::string_view sender) {
        customer.country = std::move(country);
        customer.postcode = std::move(postcode);
        customer.town = std::move(town);
        auto all = print_address(customer, sender);
        all.erase(all.begin());
        return all;
    };
    EXPECT_THAT(lines("DE", "D-53111", "Bonn", "NL"), ElementsAre("Am Markt 3", "53111 BONN", "DUITSLAND"));
    EXPECT_THAT(lines("AT", "A-1010", "Wien", "DE"), ElementsAre("Am Markt 3", "1010 WIEN", "ÖSTERREICH"));
    EXPECT_THAT(lines("AT", "1010", "Wien", "AT"), ElementsAre("Am Markt 3", "1010 Wien"));
    EXPECT_THAT(lines("LU", "L-1234", "Luxembourg", "DE"), ElementsAre("3 Am Markt", "1234 LUXEMBOURG", "LUXEMBURG"));
    EXPECT_THAT(lines("IE", "d02x285", "Dublin 2", "DE"), ElementsAre("3 Am Markt", "DUBLIN 2", "D02 X285", "IRLAND"));
    EXPECT_THAT(lines("GB", "sw1a1aa", "London", "GB"), ElementsAre("3 Am Markt", "LONDON", "SW1A 1AA"));
    EXPECT_THAT(lines("US", "02108", "Boston MA", "DE"),
                ElementsAre("3 Am Markt", "BOSTON MA 02108", "VEREINIGTE STAATEN"));
    EXPECT_THAT(lines("CA", "K1A 0B1", "Ottawa ON", "NL"), ElementsAre("3 Am Markt", "OTTAWA ON  K1A 0B1", "CANADA"));
    EXPECT_THAT(lines("HU", "1011", "Budapest", "DE"), ElementsAre("BUDAPEST", "Am Markt 3", "1011", "UNGARN"));
    EXPECT_THAT(lines("SE", "S-111 22", "Malmö", "DE"), ElementsAre("Am Markt 3", "111 22 MALMÖ", "SCHWEDEN"));
    EXPECT_THAT(lines("TR", "35000", "İzmir", "DE"), ElementsAre("Am Markt 3", "35000 İZMİR", "TÜRKEI"));
    EXPECT_THAT(lines("GR", "104 31", "Αθήνα", "DE"), ElementsAre("Am Markt 3", "104 31 ΑΘΗΝΑ", "GRIECHENLAND"));
    EXPECT_THAT(lines("GE", "0105", "თბილისი", "DE"), ElementsAre("Am Markt 3", "0105 თბილისი", "GEORGIEN"));
    EXPECT_THAT(lines("LV", "LV-1010", "Rīga", "DE"), ElementsAre("Am Markt 3", "LV-1010 RĪGA", "LETTLAND"));
}

TEST(PrintAddress, AWindowShowsSixLines) {
    auto customer = anna();
    customer.addition = "Abteilung Einkauf";
    customer.address_addition = "Hinterhaus";
    customer.country = "AT";
    EXPECT_THAT(print_address(customer, "DE"), ElementsAre("Frau Dr. Anna Müller", "Abteilung Einkauf", "Hinterhaus",
                                                           "Am Markt 3a", "53111 BONN", "ÖSTERREICH"));
}

// J-152, J-153, J-154
TEST(PrintAddress, CopyingFillsOnlyWhatIsFreeAndNeverNumbers) {
    auto from = anna();
    from.number = 500001;
    from.debtor_number = 500001;
    from.country = "NL";
    Customer empty;
    empty.number = 100001;
    empty.country = "DE";
    copy_address(empty, from);
    EXPECT_EQ(empty.street + "|" + empty.house_number + "|" + empty.town + "|" + empty.country, "Am Markt|3|Bonn|NL");
    EXPECT_EQ(empty.number, 100001);
    EXPECT_EQ(empty.debtor_number, std::nullopt);
    EXPECT_EQ(empty.name, "");
    Customer half;
    half.street = "Ring";
    half.country = "DE";
    copy_address(half, from);
    EXPECT_EQ(half.street + "|" + half.house_number + "|" + half.postcode + "|" + half.country, "Ring||53111|DE");
}

TEST(Vcard, FourAndThreeSayTheSame) {
    auto customer = anna();
    customer.number = 100001;
    customer.birth_date = "1980-02-29";
    customer.gender = "female";
    customer.phone_mobile = "0171 1234567";
    customer.phone_mobile_e164 = "+491711234567";
    customer.email = "anna@example.com";
    customer.employer = "Müller; Söhne, KG";
    customer.created_at = "2026-03-01T09:00:00Z";
    const auto four = vcard_of(customer, CardVersion::four, "kartei-customer-100001");
    EXPECT_THAT(four, HasSubstr("BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:individual\r\nFN:Anna Müller\r\n"));
    EXPECT_THAT(four, HasSubstr("N:Müller;Anna;;Dr.;\r\n"));
    EXPECT_THAT(four, HasSubstr("ORG:Müller\\; Söhne\\, KG\r\n"));
    EXPECT_THAT(four, HasSubstr("BDAY:19800229\r\nGENDER:F\r\n"));
    EXPECT_THAT(four, HasSubstr("ADR;TYPE=HOME:;;Am Markt 3 a;Bonn;;53111;DE\r\n"));
    EXPECT_THAT(four, HasSubstr("TEL;VALUE=uri;TYPE=\"cell\":tel:+491711234567\r\n"));
    EXPECT_THAT(four, HasSubstr("REV:20260301T090000Z\r\nEND:VCARD\r\n"));
    const auto three = vcard_of(customer, CardVersion::three, "kartei-customer-100001");
    EXPECT_THAT(three, HasSubstr("VERSION:3.0\r\nFN:"));
    EXPECT_THAT(three, HasSubstr("TEL;TYPE=CELL:0171 1234567\r\n"));
    EXPECT_THAT(three, HasSubstr("BDAY:1980-02-29\r\n"));
    EXPECT_THAT(three, Not(HasSubstr("GENDER")));
}

TEST(Vcard, LongLinesAreFoldedBetweenCharacters) {
    auto customer = anna();
    customer.number = 1;
    customer.employer = std::string(40, 'x');
    for (int i = 0; i < 40; ++i) customer.employer += "ü";
    const auto card = vcard_of(customer, CardVersion::four, "uid");
    std::size_t start = 0;
    for (auto end = card.find("\r\n"); end != std::string::npos; start = end + 2, end = card.find("\r\n", start))
        EXPECT_LE(end - start, 75u);
    EXPECT_EQ(card.find("\r\n \xbc"), std::string::npos) << "no character is cut in two";
}

}  // namespace
}  // namespace kartei::customers
