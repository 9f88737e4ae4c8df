// Receipts of orders and bookings as one list, and what it takes to print one again (money.md 1).
#include "lists/report_command.hpp"
#include "modules/orders/counter_fixture.hpp"
#include "modules/papers/order_receipt.hpp"
#include "modules/papers/papers_commands.hpp"
#include "modules/papers/papers_fixture.hpp"
#include "modules/papers/receipts.hpp"
#include "modules/papers/receipts_api.hpp"
#include "modules/reports/receipts_report.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::papers {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// `kartei report receipts`, without the headings.
std::string listed(House& house, const Actor& actor, std::vector<std::string> words = {}) {
    words.insert(words.begin(), {"receipts", "--columns", "receipt,of,reference,name,kind,amount,voided_at"});
    std::stringstream out, err;
    const auto declare = [](CLI::App& app) { return lists::report_command(app, {reports::receipts_report()}); };
    EXPECT_EQ(test::type_command(declare, house, actor, words, out, err), 0) << err.str();
    return out.str().substr(out.str().find('\n') + 1);
}

class ReceiptsOfBothSides : public WithPapers {
protected:
    web::EndpointTable further_endpoints() override {
        auto all = WithPapers::further_endpoints();
        for (auto& endpoint : receipts_endpoints(house())) all.push_back(std::move(endpoint));
        return all;
    }
    /// The counter took 30.00 for an order of his.
    void sold_to(const Json& customer) {
        db().write([&](sql::Transaction& transaction) {
            transaction.execute("INSERT INTO orders (id, created_event, number, customer_id) VALUES (7, 1, '4711', :customer)",
                                customer.at("id").get<std::int64_t>());
            transaction.execute("INSERT INTO order_receipt (number, year, place, payment_id, order_id, order_number, kind,"
                                " amount, paid_at, paid_by) VALUES ('B2026-00001', 2026, 1, 1, 7, '4711', 'cash', 3000,"
                                " '2026-02-28T10:00:00Z', 'anna')");
        });
    }
    ApiAnswer print(const std::string& number, const std::string& reason = "", const std::string& who = "chief") {
        Json body{{"number", number}};
        if (!reason.empty()) body["reason"] = reason;
        return as(who).post("/receipts/prints", body);
    }
    std::vector<std::string> reasons() {
        return db().read([](sql::Transaction& transaction) {
            std::vector<std::string> all;
            auto rows = transaction.query("SELECT number, reason, printed_by FROM receipt_print ORDER BY id");
            while (rows.next()) all.push_back(rows.string(0) + ": " + rows.string(1) + " (" + rows.string(2) + ")");
            return all;
        });
    }
    static Actor may(std::set<std::string, std::less<>> permissions) {
        auto actor = Actor::system("max");
        actor.all_permissions = false;
        actor.permissions = std::move(permissions);
        actor.permissions.insert("reports.export");
        return actor;
    }
};
ON_BOTH_ENGINES(ReceiptsOfBothSides);

TEST_P(ReceiptsOfBothSides, StandInOneList) {
    const auto anna = customer();
    const auto booking = booked(draft(anna));
    const auto number = std::to_string(booking.at("number").get<int>());
    paid(booking, "250.00"), sold_to(anna);
    const std::string of_order = "B2026-00001,order,4711,\"Eriksson, Anna\",cash,30.00,\n";
    const std::string of_booking = "Q2026-00001,booking," + number + ",\"Eriksson, Anna\",transfer,250.00,\n";
    EXPECT_EQ(listed(house(), Actor::system()), of_order + of_booking);
    EXPECT_EQ(listed(house(), Actor::system(), {"--side", "bookings"}), of_booking);
    EXPECT_EQ(listed(house(), Actor::system(), {"--side", "orders"}), of_order);
    EXPECT_EQ(listed(house(), Actor::system(), {"--kind", "transfer"}), of_booking);
    EXPECT_EQ(listed(house(), Actor::system(), {"--kind", "cash"}), of_order);
    EXPECT_EQ(listed(house(), Actor::system(), {"--to", "2026-02-28"}), of_order);
}

// decisions.md 17, 25: who has no right to a side, or a house without it, has none of its receipts
TEST_P(ReceiptsOfBothSides, EachSideTakesItsRightAndItsModule) {
    const auto anna = customer();
    const auto booking = booked(draft(anna));
    paid(booking, "250.00"), sold_to(anna);
    const auto all = Actor::system();
    EXPECT_THAT(listed(house(), may({"receipts.read", "sales.read", "customers.see_hidden"})),
                testing::AllOf(HasSubstr("B2026"), testing::Not(HasSubstr("Q2026"))));
    EXPECT_THAT(listed(house(), may({"receipts.read", "bookings.read"})),
                testing::AllOf(HasSubstr("Q2026"), testing::Not(HasSubstr("B2026"))));
    set_parameter("module_travel", false);
    EXPECT_THAT(listed(house(), all), testing::Not(HasSubstr("Q2026")));
    EXPECT_EQ(print("Q2026-00001", "lost").status, 404);
    set_parameter("module_travel", true);
    set_parameter("module_venue", false);
    EXPECT_THAT(listed(house(), all), testing::Not(HasSubstr("B2026")));
    EXPECT_EQ(print("B2026-00001", "lost").status, 404);
}

TEST_P(ReceiptsOfBothSides, OfSomebodyHiddenAreForWhoSeesHim) {
    const auto anna = customer();
    paid(booked(draft(anna)), "250.00");
    hide(anna);
    EXPECT_EQ(listed(house(), may({"receipts.read", "bookings.read"})), "");
    EXPECT_THAT(listed(house(), Actor::system()), HasSubstr("Q2026-00001"));
    EXPECT_EQ(db().read([&](sql::Transaction& transaction) {
        return static_cast<bool>(receipt_seen(transaction, may({"receipts.read", "bookings.read"}), "Q2026-00001"));
    }), false);
}

// The first makes the paper; whoever prints it once more says why, and both are kept
TEST_P(ReceiptsOfBothSides, OfABookingIsPrintedAgainWithAReason) {
    const auto booking = booked(draft(customer()));
    paid(booking, "250.00");
    const auto first = print("Q2026-00001");
    ASSERT_EQ(first.status, 201) << first.text;
    EXPECT_EQ(first.json["prints"], 0);
    const auto sheet = chief().get(first.json["pdf"].get<std::string>()).text;
    EXPECT_THAT(words_of(sheet), HasSubstr("Q2026-00001"));
    EXPECT_THAT(issues_of(print("Q2026-00001")), ElementsAre("reason: error.receipt_printed_before"));
    const auto again = print("Q2026-00001", "lost on the way");
    ASSERT_EQ(again.status, 201) << again.text;
    EXPECT_EQ(again.json["prints"], 1);
    EXPECT_EQ(chief().get(again.json["pdf"].get<std::string>()).text, sheet) << "the same bytes";
    EXPECT_THAT(reasons(), ElementsAre("Q2026-00001: lost on the way (chief)"));
    EXPECT_EQ(print("Q2026-00002", "lost").status, 404);
    EXPECT_GE(print("Q2026-00001", std::string(201, 'x')).status, 400);
    expect_no_gap();
    expect_sound();
}

// What came out of the printer stays on record
TEST_P(ReceiptsOfBothSides, APrintIsNotUndone) {
    paid(booked(draft(customer())), "250.00");
    print("Q2026-00001"), print("Q2026-00001", "lost");
    const auto event = db().read([](sql::Transaction& transaction) {
        auto rows = transaction.query("SELECT max(id) FROM change_event WHERE kind = 'receipt_printed'");
        return rows.next() ? rows.integer(0) : 0;
    });
    EXPECT_EQ(undo(event).status, 409);
    EXPECT_EQ(reasons().size(), 1U);
}

TEST_P(ReceiptsOfBothSides, TheCommandPrintsEither) {
    paid(booked(draft(customer())), "250.00");
    const auto typed = [&](const std::vector<std::string>& words, std::string& said) {
        std::stringstream out, err;
        const auto code = test::type_command(receipt_command, house(), Actor::system(), words, out, err);
        said = out.str() + err.str();
        return code;
    };
    std::string said;
    EXPECT_EQ(typed({"Q2026-00001"}, said), 0);
    EXPECT_THAT(words_of(said), HasSubstr("Q2026-00001"));
    EXPECT_EQ(typed({"Q2026-00001"}, said), 1);
    EXPECT_THAT(said, HasSubstr("Q2026-00001"));
    EXPECT_EQ(typed({"Q2026-00001", "--reason", "lost", "--out", "not-there/x.pdf"}, said), 1);
    EXPECT_THAT(reasons(), ElementsAre()) << "what cannot be written was not printed";
    EXPECT_EQ(typed({"Q2026-00001", "--reason", "lost"}, said), 0);
    EXPECT_EQ(reasons().size(), 1U);
}

class ReceiptsAtTheCounter : public orders::AtTheCounter {
protected:
    web::EndpointTable further_endpoints() override {
        auto all = order_receipt_endpoints(house());
        for (auto& endpoint : receipts_endpoints(house())) all.push_back(std::move(endpoint));
        return all;
    }
    void allow(Actor& actor) override { actor.permissions.insert({"receipts.read", "sales.read"}); }
    test::ApiAnswer print(const std::string& who, Json body) { return as(who).post("/receipts/prints", body); }
};
ON_BOTH_ENGINES(ReceiptsAtTheCounter);

// The original went over the counter
TEST_P(ReceiptsAtTheCounter, IsPrintedAgainWithAReasonOnly) {
    const auto sold = sell("anna", {wanted(seat("1", "1"))}, cash("30.00"));
    ASSERT_EQ(sold.status, 201) << sold.text;
    EXPECT_EQ(print("anna", {{"number", "B2026-00001"}}).status, 422);
    const auto again = print("anna", {{"number", "B2026-00001"}, {"reason", "lost"}});
    ASSERT_EQ(again.status, 201) << again.text;
    EXPECT_EQ(as("anna").get(again.json["pdf"].get<std::string>()).status, 200);
    EXPECT_EQ(print("nord", {{"number", "B2026-00001"}, {"reason", "lost"}}).status, 404) << "of another promoter";
    const auto back = as("chief").post("/orders/" + std::to_string(sold.json["id"].get<int>()) + "/returns",
                                       {{"kind", "cash"}}, {test::if_match(1)});
    ASSERT_EQ(back.status, 200) << back.text;
    undo(back.json["change_event"]);
    EXPECT_EQ(print("chief", {{"number", "B2026-00002"}, {"reason", "lost"}}).status, 409) << "it is void";
}

}  // namespace
}  // namespace kartei::papers
