// Labels and permissions of many customers: looked up and written in blocks, with the result of one row after the
// other.
#include "modules/consents/consent_blocks.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/declarations.hpp"
#include "modules/customers/customer_commands.hpp"
#include "modules/imports/import_test_support.hpp"
#include "tests/support/typed_command.hpp"

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
    EXPECT_EQ((*result)["unchanged"], 2) << "that of 1001, and what 2001 had declared before";
    EXPECT_EQ((*result)["refused"], 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM customer_permission WHERE state = 'withdrawn' AND at LIKE '2025-05-31%'"),
              customers);
    expect_sound();
    undo((*result)["change_event"]);
    EXPECT_EQ(dump(), before);
    expect_sound();
}

// decisions.md 29: the newer declaration holds, whatever came in last; the ledger keeps both; the older one is told.
TEST_P(ConsentImports, TheNewerDeclarationHoldsWhateverCameInLast) {
    const std::string heading = "customer,permission,state,at,source\n";
    import("permissions", heading + "1002,Newsletter,given,2023-05-01,Web\n");
    const auto withdrawn = import("permissions", heading + "1002,Newsletter,withdrawn,2025-02-01,phone\n");
    const auto before = dump();
    const auto again = import("permissions", "permission,customer,state,at,source\n"
                                             "Newsletter,1002,given,2023-05-01,Web\n");
    EXPECT_EQ(again["unchanged"], 1) << "it stands in the ledger already";
    EXPECT_EQ(dump(), before);
    const auto old = import("permissions", heading + "1002,Newsletter,given,2024-01-01,form\n");
    EXPECT_EQ(old["changed"], 1);
    EXPECT_EQ(old["older"], 1);
    EXPECT_THAT(problems(old), ElementsAre("2 at imports.older_declaration"));
    const std::string of_jan = " WHERE customer_id = (SELECT id FROM customer WHERE number = 1002)";
    EXPECT_EQ(text_of("SELECT state FROM customer_permission" + of_jan), "withdrawn");
    EXPECT_EQ(number_of("SELECT count(*) FROM permission_declaration" + of_jan), 3);
    expect_sound();
    undo(withdrawn["change_event"]);
    EXPECT_EQ(text_of("SELECT at FROM customer_permission" + of_jan), "2023-12-31T23:00:00Z")
        << "what is the newest without it";
    undo(old["change_event"]);
    EXPECT_EQ(text_of("SELECT at FROM customer_permission" + of_jan), "2023-04-30T22:00:00Z");
    expect_sound();
}

// The customary file says nothing of proof and wording: what the ledger has with them is not declared once more
TEST_P(ConsentImports, SixColumnsDoubleNoDeclarationThatHasAProof) {
    import("permissions", "customer,permission,state,channel,at,source,proof,wording_version\n"
                          "1002,Newsletter,given,email,2025-02-01,Formular,Scan 17,3\n");
    import("permissions", "customer,permission,state,channel,at,source\n1002,Newsletter,withdrawn,email,2025-09-01,Formular\n");
    const auto count = number_of("SELECT count(*) FROM permission_declaration");
    const auto again = import("permissions", "customer,permission,state,channel,at,source\n"
                                             "1002,Newsletter,given,email,2025-02-01,Formular\n");
    EXPECT_EQ(again["unchanged"], 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM permission_declaration"), count);
    expect_sound();
}

// files.md, counter.md 5: where a declaration can be seen and to which words it was said stay with it, and go over whole
TEST_P(ConsentImports, ProofAndWordingAreKeptWithTheDeclaration) {
    const std::string heading = "customer,permission,state,channel,at,source,proof,wording_version\n";
    const std::string row = "1002,Newsletter,given,email,2025-02-01,Formular,Scan 17 im Ordner 2025,3\n";
    const auto first = import("permissions", heading + row);
    EXPECT_EQ(first["new"].get<int>() + first["changed"].get<int>(), 1);
    const std::string of_jan = " WHERE customer_id = (SELECT id FROM customer WHERE number = 1002) AND wording_version = '3'";
    EXPECT_EQ(text_of("SELECT proof FROM permission_declaration" + of_jan), "Scan 17 im Ordner 2025");
    EXPECT_EQ(text_of("SELECT proof FROM customer_permission" + of_jan), "Scan 17 im Ordner 2025");
    const auto again = import("permissions", "proof,wording_version,customer,permission,state,channel,at,source\n"
                                             "Scan 17 im Ordner 2025,3,1002,Newsletter,given,email,2025-02-01,Formular\n");
    EXPECT_EQ(again["unchanged"], 1);
    const auto corrected = import("permissions", "customer,permission,proof\n1002,Newsletter,Scan 18\n");
    EXPECT_EQ(text_of("SELECT proof FROM customer_permission" + of_jan), "Scan 18");
    EXPECT_EQ(number_of("SELECT count(*) FROM permission_declaration" + of_jan), 2) << "nothing in the ledger is overwritten";
    expect_sound();
    undo(corrected["change_event"]);
    EXPECT_EQ(text_of("SELECT proof FROM customer_permission" + of_jan), "Scan 17 im Ordner 2025");
    expect_sound();
}

TEST_P(ConsentImports, OneFileHoldsManyDeclarationsInAnyOrder) {
    const std::string heading = "customer,permission,state,at\n", given = "1002,Newsletter,given,2023-05-01\n",
                      withdrawn = "1002,Newsletter,withdrawn,2025-02-01\n", asked = "1002,Newsletter,none,2024-02-01\n";
    const std::string of_jan = " WHERE customer_id = (SELECT id FROM customer WHERE number = 1002)";
    for (const auto& rows : {withdrawn + given + asked, given + asked + withdrawn, asked + withdrawn + given}) {
        const auto result = import("permissions", heading + rows);
        EXPECT_EQ(result["new"], 3);
        EXPECT_EQ(text_of("SELECT state FROM customer_permission" + of_jan), "withdrawn") << rows;
        EXPECT_EQ(number_of("SELECT count(*) FROM permission_declaration" + of_jan), 3);
        expect_sound();
        undo(result["change_event"]);
    }
    EXPECT_EQ(number_of("SELECT count(*) FROM permission_declaration" + of_jan), 0);
    const auto twice = run("permissions", file(heading + given + "1002,Newsletter,withdrawn,2023-05-01\n"));
    EXPECT_THAT(problems(*twice), ElementsAre("3  error.import_twice")) << "which of the two was said last?";
}

TEST_P(ConsentImports, AStateWithoutADateWasDeclaredNow) {
    import("permissions", "customer,permission,state,at\n1002,Newsletter,given,2023-05-01\n");
    const auto same = import("permissions", "customer,permission,state\n1002,Newsletter,given\n");
    EXPECT_EQ(same["unchanged"], 1);
    import("permissions", "customer,permission,state\n1002,Newsletter,withdrawn\n");
    const std::string of_jan = " WHERE customer_id = (SELECT id FROM customer WHERE number = 1002)";
    EXPECT_EQ(text_of("SELECT at FROM customer_permission" + of_jan), "2026-03-01T09:00:00Z");
    EXPECT_EQ(text_of("SELECT state FROM customer_permission" + of_jan), "withdrawn");
}

TEST_P(ConsentImports, NobodyIsWokenByARowOfWhichNobodyKnowsWhen) {
    import("permissions", "customer,permission,state,at\n1002,Newsletter,withdrawn,2025-02-01\n");
    ImportSettings settings;
    settings.each = true;
    const auto undated = run("permissions", file("customer,permission,state\n1002,Newsletter,given\n"), settings);
    ASSERT_TRUE(undated);
    EXPECT_THAT(problems(*undated), ElementsAre("2 at error.given_again_without_date"));
    const auto both = run("permissions",
                          file("customer,permission,state,at\n2003,Newsletter,withdrawn,2025-02-01\n2003,Newsletter,given,\n"),
                          settings);
    ASSERT_TRUE(both);
    EXPECT_THAT(problems(*both), ElementsAre("3 at error.given_again_without_date"));
    const auto ahead = run("permissions", file("customer,permission,state,at\n2004,Newsletter,given,2031-01-01\n"), settings);
    ASSERT_TRUE(ahead);
    EXPECT_THAT(problems(*ahead), ElementsAre("2 at error.declared_ahead"));
    EXPECT_EQ(number_of("SELECT count(*) FROM customer_permission WHERE state = 'given'"), 1) << "that of 1001";
    const auto dated = import("permissions", "customer,permission,state,at\n1002,Newsletter,given,2025-06-01\n");
    EXPECT_EQ(dated["changed"], 1);
}

// What goes out comes in again, the whole ledger.
TEST_P(ConsentImports, PermissionsAndLabelsAreExportedInTheFormThatIsRead) {
    import("permissions", "customer,permission,state,at,channel\n1002,Newsletter,given,2023-05-01,email\n"
                          "1002,Newsletter,withdrawn,2025-02-01,phone\n1002,\"Post, Fax\",given,2024-02-01,\n");
    import("labels", "customer,label,granted_at,expires_at\n1002,VIP,2024-02-01 10:00,2030-01-01\n");
    for (const char* what : {"permissions", "labels"}) {
        std::ostringstream out, err;
        ASSERT_EQ(test::type_command(customers::export_command, house(), clerk(), {what}, out, err), 0) << err.str();
        const auto again = import(what, out.str());
        EXPECT_EQ(again["unchanged"], again["rows"]) << out.str();
        EXPECT_GT(again["rows"], 1);
        if (std::string(what) == "permissions") {
            db().write([](Transaction& transaction) {
                transaction.execute("DELETE FROM customer_permission");
                transaction.execute("DELETE FROM permission_declaration");
            });
            import(what, out.str() + "\n");  // another file than the one that changed nothing
            EXPECT_EQ(number_of("SELECT count(*) FROM permission_declaration"), 4);
            EXPECT_EQ(number_of("SELECT count(*) FROM customer_permission WHERE state = 'withdrawn'"), 1);
        }
    }
    expect_sound();
}

}  // namespace
}  // namespace kartei::imports
