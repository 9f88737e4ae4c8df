#include "modules/books/statement.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/random.hpp"
#include "modules/books/statement_fixture.hpp"

namespace kartei::books {
namespace {

std::string first_issue(const Refusal& refusal) { return refusal.issues.front().key; }

TEST(BankStatements, Camt053OfTodayIsRead) {
    const auto read = read_camt(camt053({{.amount = 150'000, .name = "Änne Eriksson", .iban = "DE02120300000000202051",
                                          .text = "Rechnung R-1", .end_to_end = "E2E-1"}},
                                        0, 150'000),
                                2);
    ASSERT_TRUE(read) << first_issue(read.refusal());
    ASSERT_EQ(read->size(), 1u);
    const auto& statement = read->front();
    EXPECT_EQ(statement.account, "DE89370400440532013000");
    EXPECT_EQ(statement.opening, 0);
    EXPECT_EQ(statement.closing, 150'000);
    EXPECT_TRUE(statement.is_balanced());
    ASSERT_EQ(statement.entries.size(), 1u);
    const auto& entry = statement.entries.front();
    EXPECT_EQ(entry.amount, 150'000);
    EXPECT_EQ(entry.booked_on, "2026-03-01");
    EXPECT_EQ(entry.name, "Änne Eriksson");
    EXPECT_EQ(entry.iban, "DE02120300000000202051");
    EXPECT_EQ(entry.text, "Rechnung R-1");
    EXPECT_EQ(entry.end_to_end, "E2E-1");
}

// money.md 4: 1,526.00 gross = 1,500.00 + 26.00
TEST(BankStatements, WhatBanksTookOffIsTold) {
    const auto read = read_camt(camt053({{.amount = 150'000, .charges = 2'600, .name = "A"}}, 0, 150'000), 2);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->front().entries.front().amount, 150'000);
    EXPECT_EQ(read->front().entries.front().charges, 2'600);
}

TEST(BankStatements, ASumIsTakenApartWhereTheFileTellsItsParts) {
    const std::string parts =
        "<TxDtls><Refs><EndToEndId>R1-1-4711</EndToEndId></Refs><Amt Ccy=\"EUR\">100.00</Amt>"
        "<CdtDbtInd>DBIT</CdtDbtInd><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>"
        "<TxDtls><Refs><EndToEndId>R1-2-4712</EndToEndId></Refs><Amt Ccy=\"EUR\">50.00</Amt>"
        "<CdtDbtInd>DBIT</CdtDbtInd><RtrInf><Rsn><Cd>MS03</Cd></Rsn></RtrInf></TxDtls>";
    const auto read = read_camt(camt("<Ntry><Amt Ccy=\"EUR\">150.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
                                     "<BookgDt><Dt>2026-03-05</Dt></BookgDt><NtryDtls>" + parts + "</NtryDtls></Ntry>"),
                                2);
    ASSERT_TRUE(read) << first_issue(read.refusal());
    const auto& entries = read->front().entries;
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].amount, -100'00);
    EXPECT_EQ(entries[0].reason, "AC04");
    EXPECT_TRUE(entries[0].returned);
    EXPECT_EQ(entries[1].amount, -50'00);
    EXPECT_EQ(entries[1].end_to_end, "R1-2-4712");
}

TEST(BankStatements, WhatIsNotBookedYetComesLater) {
    const auto read = read_camt(camt("<Ntry><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts>"
                                     "<BookgDt><Dt>2026-03-05</Dt></BookgDt></Ntry>"),
                                2);
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->front().entries.empty());
}

TEST(BankStatements, EntitiesAndBrokenFilesAreRefused) {
    EXPECT_EQ(first_issue(read_camt("<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><d>&x;</d>", 2).refusal()),
              "error.xml_entities");
    EXPECT_EQ(first_issue(read_camt("<Document><BkToCstmrStmt>", 2).refusal()), "error.xml_broken");
    EXPECT_EQ(first_issue(read_camt("<Document><Other/></Document>", 2).refusal()), "error.no_statement");
    EXPECT_EQ(first_issue(read_camt(camt("<Ntry><Amt Ccy=\"EUR\">1,0,0</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
                                         "<BookgDt><Dt>2026-03-05</Dt></BookgDt></Ntry>"),
                                    2)
                              .refusal()),
              "error.statement_amount");
}

TEST(BankStatements, Mt940OfGermanBanksIsRead) {
    const auto read = read_mt940(":20:STARTUMS\r\n:25:37040044/532013000\r\n:28C:00012/001\r\n"
                                 ":60F:C260228EUR1000,00\r\n:61:2603010301C1500,00NTRFNONREF//B-1\r\n"
                                 ":86:166?00GUTSCHRIFT?20EREF+E2E-1?21SVWZ+Rechnung R-2026?2200012 Vorgang 4711?30BYLADEM1001"
                                 "\r\n?31DE02120300000000202051?32Eriksson, Anna\r\n"
                                 ":61:2603020302RC20,00NRTI4712\r\n:86:freier Text\r\nzweite Zeile\r\n"
                                 ":62F:C260302EUR2480,00\r\n-\r\n",
                                 2);
    ASSERT_TRUE(read) << first_issue(read.refusal());
    ASSERT_EQ(read->size(), 1u);
    EXPECT_TRUE(read->front().is_balanced());
    const auto& entries = read->front().entries;
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].amount, 150'000);
    EXPECT_EQ(entries[0].text, "Rechnung R-202600012 Vorgang 4711");
    EXPECT_EQ(entries[0].end_to_end, "E2E-1");
    EXPECT_EQ(entries[0].iban, "DE02120300000000202051");
    EXPECT_EQ(entries[0].name, "Eriksson, Anna");
    EXPECT_EQ(entries[0].bank_reference, "B-1");
    EXPECT_EQ(entries[1].amount, -2'000) << "a credit that is taken back";
    EXPECT_EQ(entries[1].text, "freier Text zweite Zeile");
}

TEST(BankStatements, Mt940OfDutchBanksIsRead) {
    const auto read = read_mt940(":20:P1\n:25:NL91ABNA0417164300\n:28C:61/1\n:60F:C260228EUR0,00\n"
                                 ":61:260301C250,N654NONREF\n:86:/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/BIC/INGBNL2A"
                                 "/NAME/J van den Berg/REMI/Boeking 4711/EREF/K-9\n:62F:C260301EUR250,00\n",
                                 2);
    ASSERT_TRUE(read);
    const auto& entry = read->front().entries.front();
    EXPECT_EQ(entry.amount, 25'000);
    EXPECT_EQ(entry.name, "J van den Berg");
    EXPECT_EQ(entry.iban, "NL20INGB0001234567");
    EXPECT_EQ(entry.text, "Boeking 4711");
    EXPECT_EQ(entry.end_to_end, "K-9");
}

struct File {
    explicit File(const std::string& content)
        : path((std::filesystem::temp_directory_path() / ("kartei-statement-" + random_secret(8))).string()) {
        std::ofstream(path, std::ios::binary) << content;
    }
    ~File() { std::filesystem::remove(path); }
    std::string path;
};

TEST(BankStatements, CsvIsReadByKnownHeadingsOrAMapping) {
    const File german("Buchungstag;Valutadatum;Name Zahlungsbeteiligter;Verwendungszweck;Betrag;Währung\r\n"
                      "01.03.2026;02.03.2026;Eriksson;Vorgang 4711;1.500,00;EUR\r\n");
    const auto read = read_statements(german.path, {}, 2);
    ASSERT_TRUE(read) << first_issue(read.refusal());
    EXPECT_EQ(read->front().entries.front().amount, 150'000);
    EXPECT_EQ(read->front().entries.front().value_on, "2026-03-02");
    const File own("Wann,Wieviel,Wer\n2026-03-01,-12.50,Bank\n");
    EXPECT_EQ(first_issue(read_statements(own.path, {}, 2).refusal()), "error.statement_headings");
    const auto mapped = read_statements(own.path, {{"Wann", "booked_on"}, {"Wieviel", "amount"}, {"Wer", "name"}}, 2);
    ASSERT_TRUE(mapped);
    EXPECT_EQ(mapped->front().entries.front().amount, -1'250);
}

TEST(BankStatements, ABalanceThatDoesNotFollowIsRefused) {
    const File file(camt053({{.amount = 100}}, 0, 200));
    EXPECT_EQ(first_issue(read_statements(file.path, {}, 2).refusal()), "error.statement_unbalanced");
}

}  // namespace
}  // namespace kartei::books
