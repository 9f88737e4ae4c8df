#include "modules/books/statement.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/random.hpp"
#include "documents/reading_child.hpp"
#include "documents/table_apart.hpp"
#include "modules/books/statement_fixture.hpp"
#include "modules/books/statement_persons.hpp"
#include "tests/support/read_by.hpp"

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
    // A message of another schema: what went to the bank is no statement.
    EXPECT_EQ(first_issue(read_camt("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.008.001.08\"><CstmrDrctDbtInitn/>"
                                    "</Document>",
                                    2)
                              .refusal()),
              "error.no_statement");
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

std::string program() {
    return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "kartei").string();
}

const char* const swift = ":20:P1\n:25:NL91ABNA0417164300\n:28C:61/1\n:60F:C260228EUR0,00\n:61:260301C250,N654NONREF//B-1\n"
                          ":86:/IBAN/NL20INGB0001234567/NAME/J\xfcrgen/REMI/Boeking 4711/EREF/K-9\n:62F:C260301EUR250,00\n";

std::string all_of(const std::vector<BankStatement>& statements) {
    std::string all;
    for (const auto& one : statements) {
        all += fmt::format("{} {} {} {} {} {} {}\n", one.account, one.number, one.currency, one.opening.value_or(-1),
                           one.closing.value_or(-1), one.opened_on, one.closed_on);
        for (const auto& entry : one.entries)
            all += fmt::format("{} {} {} {} {} {} {} {} {} {} {} {} {}\n", entry.booked_on, entry.value_on, entry.amount,
                               entry.charges, entry.name, entry.iban, entry.text, entry.end_to_end, entry.mandate,
                               entry.bank_reference, entry.reason, entry.returned, entry.batch);
    }
    return all;
}

// docs/decisions/0022: whatever somebody sent is read by a locked-in process
TEST(BankStatements, XmlAndMt940AreReadByAProcessOfTheirOwn) {
    const File xml(camt053({{.amount = 150'000, .charges = 300, .name = "Änne Eriksson", .iban = "DE02120300000000202051",
                             .text = "Rechnung R-1", .end_to_end = "E2E-1", .reason = "AC04", .returned = true}},
                           0, 150'000));
    const File mt940(swift);
    for (const auto* file : {&xml, &mt940}) {
        const auto here = read_statements(file->path, {}, 2);
        ASSERT_TRUE(here) << first_issue(here.refusal());
        const ReadBy real({program(), documents::reading_word});
        const auto apart = read_statements(file->path, {}, 2);
        ASSERT_TRUE(apart) << first_issue(apart.refusal());
        EXPECT_EQ(all_of(*apart), all_of(*here));
        EXPECT_EQ(apart->front().entries.size(), 1u);
    }
    EXPECT_EQ(read_statements(mt940.path, {}, 2)->front().entries.front().name, "Jürgen") << "of whatever code page";
}

TEST(BankStatements, AReaderThatDiesCostsOneFile) {
    const File xml(camt053({{.amount = 100}}, 0, 100)), mt940(swift);
    for (const auto* file : {&xml, &mt940}) {
        const ReadBy broken({"/bin/sh", "-c", program() + " read-table | head -c 90; kill -SEGV $$"});
        EXPECT_EQ(first_issue(read_statements(file->path, {}, 2).refusal()), "error.table_reader_died");
    }
    const ReadBy lying({"/bin/sh", "-c", "printf '\\005\\000\\000\\000\\000\\000\\000RX'"});
    EXPECT_EQ(first_issue(read_statements(xml.path, {}, 2).refusal()), "error.table_reader_died");
}

TEST(BankStatements, WhatIsBeyondEveryMeasureIsRefused) {
    std::string deep = "<Document>";
    for (int i = 0; i < 5'000; ++i) deep += "<a>";
    const File nested(deep), wide(camt053({{.amount = 100, .text = std::string(100'000, 'x')}}, 0, 100));
    const File cut(":20:P1\n:25:1\n:61:" + std::string(200, 'x') + "\n");
    for (const bool apart : {false, true}) {
        const ReadBy reader(apart ? std::vector<std::string>{program(), documents::reading_word}
                                  : std::vector<std::string>{});
        EXPECT_EQ(first_issue(read_statements(nested.path, {}, 2).refusal()), "error.xml_too_large");
        EXPECT_EQ(first_issue(read_statements(wide.path, {}, 2).refusal()), "error.xml_too_large");
        EXPECT_EQ(first_issue(read_statements(cut.path, {}, 2).refusal()), "error.statement_line");
    }
}

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

TEST(BankStatements, AccountsInWordsAreFoundHoweverTheyAreWritten) {
    EXPECT_EQ(without_accounts("DE02120300000000202051"), "•••• 2051");
    EXPECT_EQ(without_accounts("aus de02 1203 0000 0000 2020 51, danke"), "aus •••• 2051, danke");
    EXPECT_EQ(without_accounts("IBANNL20INGB0001234567BIC"), "•••• 4567BIC");
    for (const char* text : {"", "Vorgang 4711", "DE02120300000000202052", "RE20 2600 0123 4567 8901", "NL20"})
        EXPECT_EQ(without_accounts(text), text) << "no account";
}

TEST(BankStatements, ABalanceThatDoesNotFollowIsRefused) {
    const File file(camt053({{.amount = 100}}, 0, 200));
    EXPECT_EQ(first_issue(read_statements(file.path, {}, 2).refusal()), "error.statement_unbalanced");
}

}  // namespace
}  // namespace kartei::books
