// The receipt of a payment at the counter as it is printed, and who gets none.
#include <gmock/gmock.h>

#include "modules/orders/counter_fixture.hpp"
#include "modules/papers/order_receipt.hpp"
#include "modules/papers/papers_fixture.hpp"

namespace kartei::papers {
namespace {

using testing::HasSubstr;
using test::Json;

class PrintedOrderReceipt : public orders::AtTheCounter {
protected:
    web::EndpointTable further_endpoints() override { return order_receipt_endpoints(house()); }
    struct Words : WithPapers {
        using WithPapers::words_of;
    };
};
ON_BOTH_ENGINES(PrintedOrderReceipt);

// J-197: the receipt names number, order, what was bought and what was paid how.
TEST_P(PrintedOrderReceipt, SaysWhatWasBoughtAndPaid) {
    const auto sold = sell("anna", {wanted(seat("1", "1")), wanted(seat("1", "2"))}, cash("60.00"));
    ASSERT_EQ(sold.status, 201) << sold.text;
    const auto path = "/orders/" + std::to_string(sold.json["id"].get<int>()) + "/receipt.pdf";
    const auto pdf = as("anna").get(path);
    ASSERT_EQ(pdf.status, 200) << pdf.text;
    const auto words = Words::words_of(pdf.text);
    for (const auto* part : {"Quittung B2026-00001", "60,00", "Normal", "bar"}) EXPECT_THAT(words, HasSubstr(part));
    EXPECT_THAT(words, HasSubstr(sold.json["number"].get<std::string>()));
    EXPECT_EQ(as("anna").get(path + "?number=B2026-00002").status, 404);
    EXPECT_EQ(as("nord").get(path).status, 404) << "an order of another promoter";
    undo(sold.json["change_event"]);
    EXPECT_EQ(as("anna").get(path).status, 404) << "its order went with it";
}

TEST_P(PrintedOrderReceipt, ByNumberAloneItIsSeenByWhoSeesTheOrder) {
    sell("anna", {wanted(seat("1", "1"))}, cash("30.00"));
    const auto asked = [&](const Actor& actor, const std::string& receipt) {
        return db().read([&](sql::Transaction& transaction) {
            return static_cast<bool>(order_receipt(house(), transaction, actor, receipt));
        });
    };
    EXPECT_TRUE(asked(Actor::system(), "B2026-00001"));
    EXPECT_FALSE(asked(Actor::system(), "B2026-00002"));
    auto nord = Actor::system();
    nord.promoters = {{2}};
    EXPECT_FALSE(asked(nord, "B2026-00001")) << "an order of another promoter";
}

// What was taken over has no receipt of ours.
TEST_P(PrintedOrderReceipt, AnOrderTakenOverHasNone) {
    const auto order = number("SELECT id FROM orders");
    EXPECT_EQ(as("chief").get("/orders/" + std::to_string(order) + "/receipt.pdf").status, 404);
}

}  // namespace
}  // namespace kartei::papers
