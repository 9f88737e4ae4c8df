// Reports of mail servers about what they could not deliver (RFC 3464).
#include "modules/mailing/bounce_reports.hpp"

#include <gmock/gmock.h>

#include "documents/table_form.hpp"
#include "modules/mailing/made_report_test.hpp"

namespace kartei::mailing {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

TEST(BounceReports, SayWhichAddressAndWhy) {
    const auto all = bounces_in(made_report("anna@example.com", "failed", "5.1.1", "550 5.1.1 unknown user",
                                            "Mon, 30 Nov 2026 20:41:44 +0100", "1@kartei.example"));
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0].address, "anna@example.com");
    EXPECT_EQ(all[0].status, "5.1.1");
    EXPECT_EQ(all[0].at, "2026-11-30T19:41:44Z");
    EXPECT_EQ(all[0].message_id, "1@kartei.example");
}

TEST(BounceReports, AMailboxHoldsManyAndOtherThings) {
    const auto mailbox = "From MAILER-DAEMON Mon Nov 30\r\n" +
                         made_report("b@example.com", "failed", "5.0.0", "550 no such user", "1 Dec 2026 10:00:00 +0000") +
                         "\nFrom someone Mon Nov 30\nSubject: Holiday\n\nI am away.\n\nFrom MAILER-DAEMON Mon\n" +
                         made_report("a@example.com", "delayed", "4.4.1", "timeout", "30 Nov 2026 10:00:00 +0000") +
                         "\nFrom x Mon\n" + made_report("c@example.com", "delivered", "2.0.0", "", "");
    const auto all = bounces_in(mailbox);
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(all[0].address, "a@example.com") << "the oldest first";
    EXPECT_EQ(all[0].status, "4.4.1");
    EXPECT_EQ(all[1].status, "5.1.1") << "all of it stands in the diagnosis";
}

TEST(BounceReports, NonsenseIsNothing) {
    EXPECT_THAT(bounces_in(""), IsEmpty());
    EXPECT_THAT(bounces_in("From \n"), IsEmpty());
    const auto whole = made_report("anna@example.com", "failed", "5.1.1", "550", "x");
    for (std::size_t cut = 0; cut < whole.size(); cut += 7) (void)bounces_in(std::string_view(whole).substr(0, cut));
    EXPECT_THAT(bounces_in(made_report("anna\r\n", "failed", "5.1.1", "", "")), IsEmpty()) << "no address";
    EXPECT_EQ(bounces_in(made_report("a@example.com", "failed", "nonsense", "", ""))[0].status, "5.0.0");
}

TEST(BounceReports, OnlyWhatConcernsTheAddressIsForGood) {
    for (const auto* gone : {"5.1.1", "5.1.0", "5.1.2", "5.2.1", "5.4.4", "5.1.10"}) EXPECT_TRUE(is_for_good(gone)) << gone;
    for (const auto* stays : {"5.2.2", "5.7.1", "5.3.4", "4.4.1", "5.0.0", "4.1.1"}) EXPECT_FALSE(is_for_good(stays)) << stays;
    EXPECT_EQ(status_in("550 5.1.1 <a@b.c>: unknown"), "5.1.1");
    EXPECT_EQ(status_in("550-5.7.1 blocked"), "5.7.1");
    EXPECT_EQ(status_in("550 no such user"), "5.1.1");
    for (const auto* sender : {"550 relaying denied", "553 sorry, that domain is not in my rcpthosts", "550 blocked"})
        EXPECT_FALSE(is_for_good(status_in(sender))) << sender;
    EXPECT_EQ(status_in("554 go away"), "5.0.0");
    EXPECT_EQ(status_in(""), "");
    EXPECT_EQ(reason_of("5.1.2"), "domain");
    EXPECT_EQ(reason_of("5.2.2"), "full");
}

}  // namespace
}  // namespace kartei::mailing
