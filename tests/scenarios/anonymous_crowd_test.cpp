// The customer without a name has 100,000 tickets, as half of every house buys as he does: he stays a customer like any other
// in the lists and at the counter, and is nobody where a customer is meant.
#include <gmock/gmock.h>

#include <fstream>

#include "lists/runs.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/labelling.hpp"
#include "modules/imports/import_actions.hpp"
#include "modules/orders/counter_fixture.hpp"
#include "modules/orders/purchases_api.hpp"
#include "program/joined_modules.hpp"

namespace kartei::test {
namespace {

using testing::SizeIs;

constexpr int crowd = 100'000, each = 50;

class Unwatched final : public jobs::Progress {
public:
    bool is_cancelled() override { return false; }
    std::string result_file(std::string_view) override { return ""; }

private:
    void changed(bool) override {}
};

class AnonymousCrowd : public orders::AtTheCounter {
protected:
    void SetUp() override {
        AtTheCounter::SetUp();
        if (IsSkipped()) return;
        house().folder = temporary_path("").string();
        imports::ImportRequest request;
        request.what = "tickets";
        request.path = temporary_path(".csv").string();
        request.file_name = "tickets.csv";
        request.refused_path = request.path + ".refused.csv";
        std::ofstream file(request.path);
        file << "order,event,ticket_type,price,state\n";
        for (int i = 0; i < crowd; ++i) file << "C" << i / each << ",X1,Normal,10.00,sold\n";
        file.close();
        Unwatched progress;
        const auto done = imports::run_import(house(), Actor::system(), request, progress);
        ASSERT_TRUE(done);
        ASSERT_EQ(done->at("new"), crowd);
    }
    web::EndpointTable further_endpoints() override { return orders::purchases_endpoints(house()); }
    std::vector<web::NamedSchema> further_schemas() override { return orders::purchases_schemas(); }
    void allow(Actor& actor) override { actor.permissions.insert("customers.read"); }

    lists::Totals totals_of(const std::string& type) {
        lists::Runs runs(house(), program::all_reports());
        const nlohmann::json filter{{"events", {"X1", "E1"}}};
        const auto run = runs.make(Actor::system(), *runs.find("customers"), type, filter).value();
        return house().database.read([&](sql::Transaction& transaction) { return *run->list->count(transaction, {}); });
    }
};
ON_BOTH_ENGINES(AnonymousCrowd);

// The anonymous customer with 100,000 tickets: every one in the guest list, the next sale as any other, his page a page
TEST_P(AnonymousCrowd, IsListedSoldToAndShownPageByPage) {
    EXPECT_EQ(totals_of("seats").rows, crowd + 2) << "and the two of the customer who has a name";
    EXPECT_EQ(totals_of("sold").rows, crowd / each + 1);
    const auto sold = sell("anna", {wanted(seat("1", "1"))}, cash("30.00"));
    ASSERT_EQ(sold.status, 201) << sold.text;
    EXPECT_EQ(totals_of("seats").rows, crowd + 3);
    const auto back = as("chief").post("/orders/" + std::to_string(sold.json["id"].get<int>()) + "/returns",
                                       {{"kind", "original"}}, {if_match(1)});
    EXPECT_EQ(back.status, 200) << back.text;
    const auto path = "/customers/" + std::to_string(customers::anonymous_customer) + "/purchases";
    const auto first = as("anna").get(path);
    ASSERT_EQ(first.status, 200) << first.text.substr(0, 300);
    EXPECT_EQ(first.json["figures"]["tickets"], crowd);
    EXPECT_EQ(first.json["figures"]["turnover"], "1000000.00");
    EXPECT_THAT(first.json["orders"], SizeIs(20)) << "a page of them, not all";
    ASSERT_FALSE(first.json["before"].is_null());
    const auto next = as("anna").get(path + "?before=" + std::to_string(first.json["before"].get<std::int64_t>()));
    EXPECT_THAT(next.json["orders"], SizeIs(20));
    EXPECT_NE(next.json["orders"][0]["id"], first.json["orders"][0]["id"]);
    expect_whole();
}

TEST_P(AnonymousCrowd, CarriesNoLabel) {
    const auto given = db().write([&](sql::Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "import_labels");
        const auto label = consents::find_or_create_label(transaction, change, "Alle");
        change.seal();
        return consents::label_customers(house(), transaction, Actor::system(),
                                         {label, {customers::anonymous_customer, adler_}});
    });
    ASSERT_TRUE(given);
    EXPECT_EQ(given->changed, 1);
    EXPECT_EQ(given->left_out, 1);
}

}  // namespace
}  // namespace kartei::test
