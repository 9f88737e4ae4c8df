// What a customer bought, over HTTP; every answer is judged by the OpenAPI document.
#include "modules/orders/purchases_api.hpp"

#include <gmock/gmock.h>

#include "modules/orders/product_sale.hpp"
#include "tests/scenarios/box_office.hpp"
#include "tests/support/small_server.hpp"

namespace kartei::orders {
namespace {

using test::Json;
using testing::ElementsAre;
using testing::IsEmpty;

class Purchases : public test::InATheatre {
protected:
    void SetUp() override {
        InATheatre::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [&](test::BoxOffice& office) {
            office.event({.code = "PAST", .promoter = "Haus", .starts_at = "2020-05-01T18:00:00Z"});
            office.event({.code = "SOON", .promoter = "Haus", .starts_at = "2090-05-01T18:00:00Z"});
            office.event({.code = "LATER", .promoter = "Agentur Nord", .starts_at = "2091-05-01T18:00:00Z"});
            adler_ = office.customer("Adler");
            other_ = office.customer("Bär");
            hidden_ = office.customer("Versteckt", "", {{"hidden_in_search", true}});
            office.order("1", adler_, {{"PAST"}, {"PAST", TicketState::deleted}}, 2000);
            office.order("2", adler_, {{.event = "SOON", .state = TicketState::reserved, .price = 3000}});
            office.order("3", adler_, {{.event = "LATER", .price = 4000, .section = "Parkett", .row = "3", .seat = "11"}});
            office.order("4", other_, {{"SOON"}});
            mixed_ = office.customer("Gemischt");
            office.order("5", mixed_, {{"SOON"}, {"LATER"}}, 4000);
        });
        server_.reset(new test::SmallServer({purchases_endpoints(house())}, {purchases_schemas()}, [](Actor& actor) {
            if (actor.name != "guest") actor.permissions.insert("customers.read");
            if (actor.name == "chief") actor.permissions.insert("customers.see_hidden");
            if (actor.name == "nord") actor.promoters = {2};
        }));
    }
    void TearDown() override {
        server_.reset();
        InATheatre::TearDown();
    }
    test::ApiClient& as(const std::string& name) { return server_->as(name); }
    Json bought(std::int64_t customer, const std::string& question = "", const std::string& who = "anna") {
        const auto answer = as(who).get("/customers/" + std::to_string(customer) + "/purchases" + question);
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.json;
    }
    static std::vector<std::string> numbers(const Json& bought) {
        std::vector<std::string> list;
        for (const auto& order : bought.at("orders")) list.push_back(order.at("number"));
        return list;
    }

    static std::int64_t id_of_order(sql::Transaction& transaction, const std::string& number) {
        auto rows = transaction.query("SELECT id FROM orders WHERE number = :number", number);
        return rows.next() ? rows.integer(0) : 0;
    }

    std::int64_t adler_ = 0, other_ = 0, hidden_ = 0, mixed_ = 0;

private:
    std::unique_ptr<test::SmallServer> server_;
};
ON_BOTH_ENGINES(Purchases);

TEST_P(Purchases, AreTheCustomersOwnOrdersWithTheirTickets) {
    const auto all = bought(adler_);
    EXPECT_THAT(numbers(all), testing::UnorderedElementsAre("1", "2", "3"));
    for (const auto& order : all["orders"]) {
        if (order["number"] != "3") continue;
        EXPECT_EQ(order["state"], "sold");
        EXPECT_EQ(order["total"], "40.00");
        const auto& ticket = order["tickets"][0];
        EXPECT_EQ(ticket["event"]["code"], "LATER");
        EXPECT_EQ(ticket["section"], "Parkett");
        EXPECT_EQ(ticket["seat"], "11");
        EXPECT_EQ(ticket["ticket_type"], "Normal");
    }
    EXPECT_THAT(numbers(bought(other_)), ElementsAre("4"));
}

TEST_P(Purchases, FiguresCountWhatIsNotDeletedAndTheNextEventDate) {
    const auto figures = bought(adler_)["figures"];
    EXPECT_EQ(figures["orders"], 3);
    EXPECT_EQ(figures["tickets"], 3) << "the deleted one is no ticket any more";
    EXPECT_EQ(figures["turnover"], "60.00") << "reserved is not yet sold";
    EXPECT_EQ(figures["next_event"]["code"], "SOON");
}

TEST_P(Purchases, ComePageByPage) {
    std::vector<std::string> seen;
    Json before = 0;
    for (int page = 0; page < 5 && !before.is_null(); ++page) {
        const auto part = bought(adler_, "?limit=1&before=" + std::to_string(before.get<std::int64_t>()));
        for (const auto& number : numbers(part)) seen.push_back(number);
        before = part["before"];
    }
    EXPECT_THAT(seen, testing::UnorderedElementsAre("1", "2", "3"));
    EXPECT_EQ(as("anna").get("/customers/" + std::to_string(adler_) + "/purchases?limit=0").status, 400);
}

// Event access holds here as in every list
TEST_P(Purchases, HoldOnlyEventDatesOfThePromotersWhomTheAskerSees) {
    const auto all = bought(adler_, "", "nord");
    EXPECT_THAT(numbers(all), ElementsAre("3"));
    EXPECT_EQ(all["figures"]["orders"], 1) << "how much he bought elsewhere is not told";
    EXPECT_EQ(all["figures"]["tickets"], 1);
    EXPECT_EQ(all["figures"]["turnover"], "40.00");
    EXPECT_EQ(all["figures"]["next_event"]["code"], "LATER");
    EXPECT_THAT(numbers(bought(other_, "", "nord")), IsEmpty());
}

TEST_P(Purchases, OfAnOrderThatIsSeenInPartSayNothingOfTheWhole) {
    db().write([](sql::Transaction& transaction) {
        transaction.execute("UPDATE orders SET receipt_url = 'https://shop.example.com/5' WHERE number = '5'");
    });
    const auto whole = bought(mixed_)["orders"][0], part = bought(mixed_, "", "nord")["orders"][0];
    EXPECT_EQ(whole["tickets"].size(), 2u);
    EXPECT_EQ(whole["paid"], "40.00");
    EXPECT_EQ(whole["receipt_url"], "https://shop.example.com/5");
    EXPECT_EQ(part["tickets"].size(), 1u);
    EXPECT_EQ(part["total"], "20.00");
    EXPECT_EQ(part["paid"], nullptr);
    EXPECT_EQ(part["receipt_url"], nullptr);
    EXPECT_EQ(bought(adler_, "", "nord")["orders"][0]["paid"], "0.00") << "what is seen whole is told whole";
}

TEST_P(Purchases, OfProductsHaveTheirAmount) {
    db().write([&](sql::Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "import_products");
        transaction.execute("INSERT INTO product (id, name) VALUES (1, 'Heft')");
        ProductSale sale;
        sale.order_id = id_of_order(transaction, "4");
        sale.line = 1, sale.customer_id = other_, sale.product_id = 1, sale.quantity = 3, sale.unit_price = 450;
        sale.state = "sold";
        store_sale(transaction, change, sale);
        change.seal();
    });
    const auto product = bought(other_)["orders"][0]["products"][0];
    EXPECT_EQ(product["unit_price"], "4.50");
    EXPECT_EQ(product["amount"], "13.50");
}

TEST_P(Purchases, NeedTheRightToTheCustomer) {
    EXPECT_EQ(as("guest").get("/customers/" + std::to_string(adler_) + "/purchases").status, 403);
    EXPECT_EQ(as("anna").get("/customers/" + std::to_string(hidden_) + "/purchases").status, 404);
    EXPECT_EQ(as("chief").get("/customers/" + std::to_string(hidden_) + "/purchases").status, 200);
    EXPECT_EQ(as("anna").get("/customers/999999/purchases").status, 404);
}

}  // namespace
}  // namespace kartei::orders
