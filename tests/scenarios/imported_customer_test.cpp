// Customers who came with an import, as the register's API tells of them.
#include "tests/scenarios/served_register.hpp"

namespace kartei::customers {
namespace {

class ImportedCustomers : public imports::ServedRegister {};
ON_BOTH_ENGINES(ImportedCustomers);

// The audit keeps a hash of all rows that came together; it is no value of a customer and nobody is shown it.
TEST_P(ImportedCustomers, TheHistorySaysWhoImportedThemWhenAndFromWhichFile) {
    import("customers", "name;number\nMüller;10001\nKraft;10002\nWeber;10003\n");
    for (const auto* number : {"10001", "10002"}) {
        const auto id = number_of(std::string("SELECT id FROM customer WHERE number = ") + number);
        const auto history = chief().get("/customers/" + std::to_string(id) + "/history");
        ASSERT_EQ(history.status, 200) << history.text;
        ASSERT_EQ(history.json["events"].size(), 1u);
        const auto& event = history.json["events"][0];
        EXPECT_EQ(event["by"], "anke");
        EXPECT_EQ(event["at"], "2026-03-01T09:00:00Z");
        EXPECT_EQ(event["summary"], "Customers imported");
        EXPECT_EQ(event["subject"], "file.csv");
        ASSERT_EQ(event["changes"].size(), 1u);
        EXPECT_EQ(event["changes"][0]["operation"], "created");
        EXPECT_EQ(event["changes"][0]["after"], nullptr);
        const auto whole = chief().get("/change-events/" + std::to_string(event["id"].get<std::int64_t>()));
        ASSERT_EQ(whole.status, 200) << whole.text;
        for (const auto& change : whole.json["changes"]) EXPECT_EQ(change["after"], nullptr) << change;
    }
}

}  // namespace
}  // namespace kartei::customers
