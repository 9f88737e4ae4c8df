// Reports of mail servers, taken in as a mailbox.
#include "modules/imports/import_test_support.hpp"
#include "modules/mailing/bounces.hpp"
#include "modules/mailing/made_report_test.hpp"

namespace kartei::imports {
namespace {

using mailing::made_report;
using sql::Transaction;

class BounceImports : public ImportTest {
protected:
    std::string state_of(const std::string& email) {
        const auto known = db().read([&](Transaction& transaction) { return mailing::bounce_of(house().keys, transaction, email); });
        return known ? known->state : "";
    }
};
ON_BOTH_ENGINES(BounceImports);

TEST_P(BounceImports, AMailboxMarksAddressesAndTheSameAgainChangesNothing) {
    const auto mailbox =
        "From MAILER-DAEMON Mon\n" + made_report("Anna@example.com", "failed", "5.1.1", "550", "30 Nov 2026 10:00:00 +0000") +
        "\nFrom MAILER-DAEMON Mon\n" + made_report("bert@example.com", "delayed", "4.2.2", "", "30 Nov 2026 11:00:00 +0000");
    const auto done = import("bounces", mailbox);
    EXPECT_EQ(done["new"], 2);
    EXPECT_EQ(state_of("anna@example.com"), "undeliverable");
    EXPECT_EQ(state_of("bert@example.com"), "put_off");
    const auto more = import("bounces", mailbox + "\n");
    EXPECT_EQ(more["unchanged"], 2);
    const auto undone = audit::reverse_event(house(), Actor::system(), done["change_event"].get<std::int64_t>());
    ASSERT_TRUE(undone);
    EXPECT_EQ(state_of("anna@example.com"), "");
}

TEST_P(BounceImports, AFileWithoutAReportIsRefused) {
    const auto refused = run("bounces", file("Subject: Holiday\n\nI am away.\n"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.refusal().issues[0].key, "error.no_delivery_reports");
}

}  // namespace
}  // namespace kartei::imports
