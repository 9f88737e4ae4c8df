// Labels and permissions of many customers: looked up and written in blocks, with the result of one row after the
// other.
#include "modules/consents/consent_blocks.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/imports/import_test_support.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;
using testing::ElementsAre;

constexpr int first_number = 2001, customers = 620;  // more than two blocks

class ConsentImports : public ImportTest {
protected:
    void SetUp() override {
        ImportTest::SetUp();
        if (IsSkipped()) return;
        std::string content = "number,first_name,name,town\n";
        for (int i = 0; i < customers; ++i)
            content += std::to_string(first_number + i) + ",Nr" + std::to_string(i) + ",Gast" +
                       std::to_string(i % 7) + ",Ort" + std::to_string(i) + "\n";
        ImportSettings settings;
        settings.duplicates = "off";
        import("customers", content, settings);
        import("customers", customer_file);
        // So that both names have ids before anything is compared.
        import("labels", "customer,label\n1001,Presse\n");
        import("permissions", "customer,permission,state,at\n1001,Newsletter,given,2025-01-01\n");
    }
    static std::string rows_of(const std::string& heading, const std::string& rest) {
        std::string content = heading + "\n";
        for (int i = 0; i < customers; ++i) content += std::to_string(first_number + i) + rest + "\n";
        return content;
    }
};
ON_BOTH_ENGINES(ConsentImports);

TEST_P(ConsentImports, InBlocksAreThoseWrittenOneByOne) {
    const auto before = dump();
    const auto labels = import("labels", rows_of("customer,label,granted_at", ",Presse,2025-05-01 12:00"));
    const auto permissions = import("permissions", rows_of("customer,permission,state,channel,at,source",
                                                           ",Newsletter,given,email,2025-05-01,Web"));
    EXPECT_EQ(permissions["new"], customers);
    const auto in_blocks = dump();
    expect_sound();
    undo(permissions["change_event"]);
    undo(labels["change_event"]);
    EXPECT_EQ(dump(), before);
    db().write([&](Transaction& transaction) {
        audit::Change change(house(), transaction, clerk(), "import_labels");
        const auto label = consents::find_or_create_label(transaction, change, "Presse");
        const auto permission = consents::find_or_create_permission(transaction, change, "Newsletter");
        for (int i = 0; i < customers; ++i) {
            const auto customer = *customers::id_of_number(transaction, first_number + i);
            consents::store_label(transaction, change, {customer, label, "2025-05-01T10:00:00Z", "anke", ""});
            consents::store_permission(
                transaction, change, {customer, permission, "given", "email", "2025-04-30T22:00:00Z", "Web"});
            consents::refresh_consents(transaction, customer);
        }
        change.seal();
    });
    EXPECT_EQ(dump(), in_blocks);
    EXPECT_EQ(db().read([](Transaction& transaction) { return audit::verify_audit(transaction); }), "");
}

TEST_P(ConsentImports, NewChangedEqualAndRefusedOnesMeetInOneBlock) {
    import("permissions",
           "customer,permission,state,at\n2001,Newsletter,given,2025-01-01\n2002,Newsletter,given,2025-01-01\n");
    const auto before = dump();
    ImportSettings settings;
    settings.each = true;
    auto content = rows_of("customer,permission,state,at", ",Newsletter,withdrawn,2025-06-01");
    content += "1001,Newsletter,given,2025-01-01\n999999,Newsletter,given,2025-01-01\n";
    content += "2001,Newsletter,given,2025-01-01\n";
    const auto result = run("permissions", file(content), settings);
    ASSERT_TRUE(result);
    EXPECT_EQ((*result)["new"], customers - 2);
    EXPECT_EQ((*result)["changed"], 2);
    EXPECT_EQ((*result)["unchanged"], 1);
    EXPECT_EQ((*result)["refused"], 2);
    EXPECT_EQ(number_of("SELECT count(*) FROM customer_permission WHERE state = 'withdrawn' AND at LIKE '2025-05-31%'"),
              customers);
    expect_sound();
    undo((*result)["change_event"]);
    EXPECT_EQ(dump(), before);
    expect_sound();
}

}  // namespace
}  // namespace kartei::imports
