// What orders owe: the reserved part, beside what was sold and given back.
#include "modules/orders/counter_fixture.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "modules/payments/open_items.hpp"

namespace kartei::payments {
namespace {

class OpenOrders : public orders::AtTheCounter {
protected:
    std::vector<OpenItem> owed() {
        return db().read([&](sql::Transaction& transaction) {
            OpenItemFilter filter;
            filter.on = *read_date(house().today());
            return open_items(house(), transaction, Actor::system(), filter);
        });
    }
};
ON_BOTH_ENGINES(OpenOrders);

// counter.md 3, money.md 1: a fee that was kept of a ticket given back pays for nothing else
TEST_P(OpenOrders, AKeptFeeIsNotPaidForWhatIsReserved) {
    const auto kept = sell("anna", {wanted(seat("1", "1")), wanted(seat("1", "2"))}, Json::array(),
                           {{"reserve", true}, {"customer", adler_}});
    ASSERT_EQ(kept.status, 201) << kept.text;
    const auto id = kept.json["id"].get<std::int64_t>(), ticket = kept.json["tickets"][0]["id"].get<std::int64_t>();
    db().write([&](sql::Transaction& transaction) {
        transaction.execute("UPDATE ticket SET fee = 250 WHERE order_id = :order", id);
        transaction.execute("UPDATE ticket SET state = 'sold' WHERE id = :ticket", ticket);
        transaction.execute("UPDATE orders SET paid = 3250 WHERE id = :order", id);
        orders::refresh_lines(transaction, id);
    });
    ASSERT_EQ(owed().size(), 1U);
    EXPECT_EQ(owed()[0].open(), 3250);
    const auto back = as("chief").post("/orders/" + std::to_string(id) + "/returns",
                                       {{"tickets", {ticket}}, {"keep_fees", true}}, {test::if_match(1)});
    ASSERT_EQ(back.status, 200) << back.text;
    ASSERT_EQ(owed().size(), 1U);
    EXPECT_EQ(owed()[0].amount, 3500) << "the fee, and the ticket with its own";
    EXPECT_EQ(owed()[0].open(), 250);
}

}  // namespace
}  // namespace kartei::payments
