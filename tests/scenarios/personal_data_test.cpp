// All that is known of a customer, for him to have; and that no table is forgotten. On both engines.
#include <gmock/gmock.h>

#include "base/module.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/privacy/data_map.hpp"
#include "tests/scenarios/known_person.hpp"

namespace kartei::privacy {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class PersonalDataOf : public WithPerson {};
ON_BOTH_ENGINES(PersonalDataOf);

bool holds(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

// A table that a later version brings is in none of these, and fails here until somebody decides what becomes of it.
TEST_P(PersonalDataOf, EveryTableOfTheSchemaIsInTheMap) {
    std::vector<std::string> held;
    for (const auto& holding : holdings()) held.push_back(holding.table);
    const std::vector<std::string> nobody(tables_of_nobody().begin(), tables_of_nobody().end());
    db().read([&](Transaction& transaction) {
        for (const auto& table : all_tables(transaction)) {
            const bool has_words = std::any_of(words().begin(), words().end(),
                                               [&](const Words& one) { return one.table == table; });
            EXPECT_TRUE(holds(held, table) || holds(nobody, table) || has_words) << table;
            EXPECT_FALSE(holds(held, table) && holds(nobody, table)) << table;
        }
    });
}

TEST_P(PersonalDataOf, EveryColumnThatPointsAtACustomerIsWalked) {
    db().read([&](Transaction& transaction) {
        const std::set<std::string> pointing{"customer_id", "person_id", "agency_id", "one_id", "other_id"};
        for (const auto& table : all_tables(transaction))
            for (const auto& column : columns_of(transaction, table)) {
                if (!pointing.contains(column.name) || table == "audit_row") continue;
                const bool walked = std::any_of(holdings().begin(), holdings().end(), [&](const Holding& holding) {
                    return holding.table == table && (holding.found_by.find(column.name) != std::string::npos ||
                                                      holding.fate == Fate::derived);
                });
                EXPECT_TRUE(walked || table == "sales_ledger") << table << "." << column.name;
            }
    });
    for (const auto& reference : handed_in<customers::Reference>())
        EXPECT_TRUE(std::any_of(holdings().begin(), holdings().end(),
                                [&](const Holding& holding) { return holding.table == reference.table; }))
            << reference.table;
}

TEST_P(PersonalDataOf, WhatIsKeptOfARowIsAColumnOfIt) {
    db().read([&](Transaction& transaction) {
        for (const auto& holding : holdings())
            for (const auto* names : {&holding.kept, &holding.sealed, &holding.told})
                for (const auto& name : *names) {
                    const auto& columns = columns_of(transaction, holding.table);
                    EXPECT_TRUE(std::any_of(columns.begin(), columns.end(),
                                            [&](const Column& column) { return column.name == name; }))
                        << holding.table << "." << name;
                }
        for (const auto& one : words())
            EXPECT_FALSE(columns_of(transaction, one.table).empty()) << one.table;
    });
}

TEST_P(PersonalDataOf, ThePackageHoldsEveryValueOfAPerson) {
    const auto id = add_person();
    const auto data = db().write([&](Transaction& transaction) {
        return personal_data(house(), transaction, Actor::system(), id);
    });
    ASSERT_TRUE(data);
    std::string all = data->json.dump();
    for (const auto& paper : data->papers) all += paper.pdf;
    // Snapshots of papers are told as papers, what identifies a row in a program besides not at all.
    const auto untold = db().read([&](Transaction& transaction) {
        std::string text;
        for (const auto& holding : holdings())
            if (holding.fate != Fate::derived)
                for (const auto& row : held_rows(house(), transaction, holding, id))
                    for (const auto& [name, value] : row.items())
                        if (is_untold(name) && value.is_string()) text += value.get<std::string>() + "\n";
        return text;
    });
    std::vector<std::string> missing;
    for (const auto& word : planted())
        if (all.find(word) == std::string::npos && untold.find(word) == std::string::npos) missing.push_back(word);
    EXPECT_THAT(missing, IsEmpty());
    EXPECT_THAT(page_of(*data, house()), HasSubstr("<h1>Auskunft über Ihre Daten"));
    const auto package = package_of(*data, house());
    ASSERT_TRUE(package);
    EXPECT_TRUE(package->starts_with("PK"));
    EXPECT_TRUE(std::filesystem::is_empty(house().folder)) << "nothing of it stays on the disk";
}

// Who travels with him as another customer, and in whose booking he travels, is not his to know.
TEST_P(PersonalDataOf, ThirdPersonsStayOutOfThePackage) {
    const auto anna = add_person();
    forget_planted();
    const auto bert = add_customer({{"name", word()}, {"first_name", word()}});
    db().write([&](Transaction& transaction) {
        for (const auto& [id, booking, customer] :
             {std::tuple(901, 900, bert), std::tuple(902, 950, bert), std::tuple(903, 950, anna)})
            transaction.execute("INSERT INTO booking_participant (id, created_event, booking_id, position, name, customer_id)"
                                " VALUES (:id, 1, :booking, :id, :name, :customer)",
                                id, booking, customer == bert ? word() : std::string("Anna"), customer);
        transaction.execute("INSERT INTO booking (id, created_event, number, customer_id, kind, state, booked_on, "
                            "registrant_name, participants, services, commission, amounts, fees, charges, total, paid)"
                            " VALUES (950, 1, 950, :customer, 'booking', 'invoiced', '2025-01-01', :name, 2, 0, 0, 0, 0, 0, "
                            "0, 0)",
                            bert, word());
    });
    const auto data = db().write([&](Transaction& transaction) {
        return personal_data(house(), transaction, Actor::system(), anna);
    });
    ASSERT_TRUE(data);
    const auto all = data->json.dump();
    for (const auto& of_bert : planted()) EXPECT_EQ(all.find(of_bert), std::string::npos) << of_bert;
    EXPECT_THAT(all, HasSubstr("\"booking_id\":950")) << "that he travelled he is told";
}

TEST_P(PersonalDataOf, MakingAPackageIsOnRecord) {
    const auto id = add_customer({{"name", "Berg"}});
    const auto data = db().write([&](Transaction& transaction) {
        return personal_data(house(), transaction, Actor::system(), id);
    });
    ASSERT_TRUE(data);
    db().read([&](Transaction& transaction) {
        EXPECT_EQ(audit::events(transaction, 0, 1).at(0).kind, "personal_data_exported");
    });
}

}  // namespace
}  // namespace kartei::privacy
