// What a house kept of a ticket's fee when it gave the money back: carried in the files of tickets, and in the books of
// the house that takes them over.
#include "modules/imports/import_test_support.hpp"

namespace kartei::imports {
namespace {

using testing::ElementsAre;

class KeptFees : public ImportTest {
public:
    void SetUp() override {
        ImportTest::SetUp();
        if (IsSkipped()) return;
        import("events", "code,name\nE1,Faust\n");
    }

protected:
    std::int64_t takings() { return number_of("SELECT sum(count * (price + fee)) FROM sales_ledger"); }
    std::int64_t kept(const std::string& ticket) {
        return number_of("SELECT fee_kept FROM ticket WHERE ticket = '" + ticket + "'");
    }
};
ON_BOTH_ENGINES(KeptFees);

const std::string header = "ticket,order,event,price,fee,state,refunded,fee_kept\n";

// counter.md 3, files.md: a fee that was kept is money of the house, in whichever house its ticket stands
TEST_P(KeptFees, GoOverWithTheirTickets) {
    import("tickets", header + "T1,1,E1,20,2.50,deleted,20,2.50\nT2,1,E1,20,2.50,sold,,\n");
    EXPECT_EQ(kept("T1"), 250);
    EXPECT_EQ(takings(), 2500) << "the ticket that is left, and what was kept of the other one's fee";
    expect_sound();
    EXPECT_EQ(import("tickets", header + "T1,1,E1,20,2.50,deleted,21.50,1\n")["changed"], 1);
    EXPECT_EQ(takings(), 2350) << "corrected by a later file";
    expect_sound();
}

// The first file knew the ticket as deleted or reserved only, so that the books had nothing of it yet
TEST_P(KeptFees, ComeWithALaterFileForTicketsTheBooksDoNotHave) {
    import("tickets", header + "T1,1,E1,20,2.50,deleted,,\nT2,1,E1,20,3,reserved,,\n");
    EXPECT_EQ(takings(), 0);
    const auto later = import("tickets", header + "T1,1,E1,20,2.50,deleted,20,2.50\nT2,1,E1,20,3,deleted,22,1\n");
    EXPECT_EQ(takings(), 350);
    expect_sound();
    undo(later["change_event"]);
    EXPECT_EQ(takings(), 0);
    expect_sound();
    import("tickets", header + "T1,1,E1,20,2.50,sold,,\n");
    EXPECT_EQ(takings(), 2250) << "and sold after all";
    expect_sound();
}

TEST_P(KeptFees, AreTheFeeAgainWhereTheTicketCounts) {
    import("tickets", header + "T1,1,E1,20,2.50,deleted,20,2.50\n");
    EXPECT_EQ(takings(), 250);
    const auto sold = import("tickets", "ticket,order,event,state\nT1,1,E1,sold\n");
    EXPECT_EQ(kept("T1"), 0);
    EXPECT_EQ(takings(), 2250);
    expect_sound();
    undo(sold["change_event"]);
    EXPECT_EQ(kept("T1"), 250);
    EXPECT_EQ(takings(), 250);
    expect_sound();
}

TEST_P(KeptFees, AreOfDeletedTicketsAndNoMoreThanTheFee) {
    const auto bad = run("tickets", file("order,event,price,fee,state,fee_kept\n1,E1,20,2,sold,1\n2,E1,20,2,deleted,3\n"
                                         "3,E1,20,2,deleted,-1\n4,E1,20,2,sold,0\n"));
    EXPECT_THAT(problems(*bad), ElementsAre("2 fee_kept error.import_fee_of_live_ticket",
                                            "3 fee_kept error.import_fee_kept_above",
                                            "4 fee_kept error.negative"));
}

}  // namespace
}  // namespace kartei::imports
