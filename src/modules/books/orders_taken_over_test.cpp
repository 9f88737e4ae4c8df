// An order that was taken over from another system posts what is done about it here, and nothing that came with it.
#include <gmock/gmock.h>

#include "base/money.hpp"
#include "modules/books/journal_export.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/orders/counter_fixture.hpp"
#include "modules/payments/take_payment.hpp"

namespace kartei::books {
namespace {

using test::Json;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class OrdersTakenOver : public orders::AtTheCounter {
protected:
    void SetUp() override {
        AtTheCounter::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [&](test::BoxOffice& office) {
            open_ = office.order("50", adler_, {{.event = "X1", .state = orders::TicketState::reserved, .price = 2500},
                                                {.event = "X1", .price = 1000}}, 1000);
        });
        article("reserved");
    }
    /// One of 5.00, as a file brings it.
    void article(const std::string& state) {
        db().write([&](sql::Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_products");
            orders::ProductSale sale;
            sale.order_id = open_, sale.line = 3, sale.customer_id = adler_, sale.unit_price = 500;
            sale.product_id = events::find_or_create(transaction, change, events::Shelf::product, "Heft", "H");
            sale.state = state, sale.sold_at = "2026-02-01T10:00:00Z";
            orders::store_sale(transaction, change, sale);
            change.seal();
        });
    }
    Json order() { return as("chief").get("/orders/" + std::to_string(open_)).json; }
    test::ApiAnswer act(const std::string& what, const Json& body) {
        const auto done = as("chief").post("/orders/" + std::to_string(open_) + what, body,
                                           {test::if_match(order().at("version"))});
        EXPECT_TRUE(done.status == 200 || done.status == 201) << done.text;
        return done;
    }
    std::vector<std::string> journal() {
        return db().read([&](sql::Transaction& transaction) {
            EXPECT_THAT(check_journal(house(), transaction), IsEmpty());
            std::vector<std::string> lines;
            for (const auto& line : whole_journal(house(), transaction))
                lines.push_back(line.day + (line.turned ? " back " : " ") + line.posting + " " + write_money(line.amount));
            return lines;
        });
    }

    std::int64_t open_ = 0;
};
ON_BOTH_ENGINES(OrdersTakenOver);

TEST_P(OrdersTakenOver, WhatIsPaidHereHasItsRevenue) {
    EXPECT_THAT(journal(), IsEmpty()) << "what came with the file is in the old system's books";
    clock().set(*read_instant("2026-03-05T09:00:00Z", "UTC"));
    act("/payments", {{"payments", cash("30.00")}});
    EXPECT_EQ(order().at("open"), "0.00");
    EXPECT_THAT(journal(), UnorderedElementsAre("2026-03-05 paid_cash 30.00", "2026-03-05 event_tickets 25.00",
                                                "2026-03-05 products 5.00"));
}

// What a bank statement brings is paid on the day on which the bank booked it, whenever somebody reads it in
TEST_P(OrdersTakenOver, WhatTheBankBookedIsPaidOnItsDay) {
    clock().set(*read_instant("2026-03-05T09:00:00Z", "UTC"));
    const auto paid = db().write([&](sql::Transaction& transaction) {
        return payments::take_payment(house(), transaction, Actor::system(),
                                      {0, order().at("number"), 30'00, "transfer", "2026-03-02", "Auszug 7", ""});
    });
    ASSERT_TRUE(paid);
    EXPECT_THAT(journal(), ::testing::Contains("2026-03-02 back paid_transfer 30.00"));
}

TEST_P(OrdersTakenOver, ThePaymentUndoneTakesItsRevenueAlong) {
    const auto paid = act("/payments", {{"payments", cash("30.00")}});
    undo(paid.json.at("change_event"));
    EXPECT_THAT(journal(), IsEmpty());
    article("sold");
    EXPECT_THAT(journal(), IsEmpty()) << "the old system has sold it";
}

TEST_P(OrdersTakenOver, WhatIsGivenBackHereGoesFromTheRevenue) {
    article("sold");
    clock().set(*read_instant("2026-03-06T09:00:00Z", "UTC"));
    const auto back = act("/returns", {{"kind", "cash"}});
    EXPECT_THAT(journal(), UnorderedElementsAre("2026-03-06 back paid_cash 10.00", "2026-03-06 back event_tickets 10.00",
                                                "2026-03-06 back products 5.00"));
    undo(back.json.at("change_event"));
    EXPECT_THAT(journal(), IsEmpty());
}

// An article that is paid later than ordered is revenue of the day on which it is paid
TEST_P(OrdersTakenOver, AnArticleReservedHereIsRevenueWhenItIsPaid) {
    db().write([&](sql::Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "sale_reserved");
        transaction.execute("UPDATE orders SET created_event = :event WHERE id = :id", change.event(), open_);
        change.seal();
    });
    clock().set(*read_instant("2026-03-07T09:00:00Z", "UTC"));
    act("/payments", {{"payments", cash("30.00")}});
    EXPECT_THAT(journal(), ::testing::Contains("2026-03-07 products 5.00"));
}

}  // namespace
}  // namespace kartei::books
