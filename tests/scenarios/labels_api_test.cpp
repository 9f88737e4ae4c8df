// Labels over HTTP: everybody in a list that was made, scope first; and whether a customer may be contacted.
#include <gmock/gmock.h>

#include "lists/lists_api.hpp"
#include "modules/accounts/api_fixture.hpp"
#include "modules/consents/labels_api.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/mailing/contact_api.hpp"
#include "modules/reports/offers_api.hpp"
#include "program/joined_modules.hpp"
#include "tests/scenarios/box_office.hpp"

namespace kartei::test {
namespace {

class LabelsApi : public accounts::OverHttp {
protected:
    void SetUp() override {
        OverHttp::SetUp();
        if (IsSkipped()) return;
        sell(house(), [&](BoxOffice& office) {
            office.event({.code = "E1", .season = "24/25", .promoter = "Haus"});
            office.event({.code = "E2", .season = "25/26", .promoter = "Gast"});
            adler = office.customer("Adler", "Eva", {{"email", std::string("a@b.de")}});
            bach = office.customer("Bach", "Eva");
            office.order("O1", adler, {{.event = "E1", .promotion = "OFF1", .subscription = "SUB-A"}});
            office.order("O2", bach, {{.event = "E2", .subscription = "SUB-B", .season = "25/26"}});
        });
        make_user("anna", {"box_office"});
        anna.emplace(signed_in_client("anna"));
    }
    void TearDown() override {
        anna.reset();
        runs_.reset();
        OverHttp::TearDown();
    }
    web::EndpointTable endpoints() override {
        runs_ = std::make_shared<lists::Runs>(house(), program::all_reports());
        auto table = OverHttp::endpoints();
        const auto join = [&](web::EndpointTable more) { table.insert(table.end(), more.begin(), more.end()); };
        join(lists::lists_endpoints(house(), runs_, jobs()));
        join(consents::labels_endpoints(house(), runs_));
        join(mailing::contact_endpoints(house()));
        join(reports::offers_endpoints(house()));
        customers::keep_hidden_apart(house(), table);
        return table;
    }
    std::int64_t adler = 0, bach = 0;
    std::optional<ApiClient> anna;

private:
    std::shared_ptr<lists::Runs> runs_;
};
ON_BOTH_ENGINES(LabelsApi);

TEST_P(LabelsApi, EverybodyInARunGetsALabelAndLosesItAgain) {
    const auto made = anna->post("/labels", {{"name", "Premiere"}});
    ASSERT_EQ(made.status, 201);
    EXPECT_EQ(anna->post("/labels", {{"name", "Premiere"}}).json["id"], made.json["id"]);
    const auto label = "/labels/" + std::to_string(made.json["id"].get<int>()) + "/customers";
    const Json asked{{"type", "sold"}, {"filter", {{"seasons", {"24/25", "25/26"}}}}};
    const auto run = anna->post("/reports/subscription-customers/runs", asked).json["id"];
    auto told = anna->post(label, {{"run", run}, {"preview", true}}).json;
    EXPECT_EQ(told["changed"], 2);
    EXPECT_EQ(told["change_event"], nullptr);
    EXPECT_EQ(anna->get("/labels").json["labels"][0]["customers"], 0) << "a preview changes nothing";
    told = anna->post(label, {{"run", run}}).json;
    EXPECT_EQ(told["changed"], 2);
    EXPECT_NE(told["change_event"], nullptr);
    EXPECT_EQ(anna->get("/labels").json["labels"][0]["customers"], 2);
    EXPECT_EQ(anna->post(label + "/removal", {{"customers", {bach}}}).json["changed"], 1);
    EXPECT_EQ(anna->get("/labels").json["labels"][0]["customers"], 1);
    EXPECT_EQ(anna->post(label, Json::object()).status, 422);
    EXPECT_EQ(anna->post("/labels/999/customers", {{"customers", {bach}}}).status, 404);
}

TEST_P(LabelsApi, WhoMayNotChangeCustomersGivesNoLabel) {
    make_user("petra", {"promoter"});
    auto petra = signed_in_client("petra");
    EXPECT_EQ(petra.post("/labels", {{"name", "Premiere"}}).status, 403);
    EXPECT_EQ(petra.get("/labels").status, 403);
}

// T-040: seasons and subscriptions are offered, to a promoter those of his own event dates
TEST_P(LabelsApi, FiltersOfferWhatTheAskerMaySee) {
    const auto offers = anna->get("/report-offers").json;
    ASSERT_EQ(offers["subscriptions"].size(), 2u);
    EXPECT_EQ(offers["subscriptions"][0]["season"], "25/26") << "the newest season first";
    EXPECT_EQ(offers["promotions"], Json({"OFF1"}));
}

TEST_P(LabelsApi, ContactSaysYesOrNoWithTheReason) {
    const auto path = "/customers/" + std::to_string(adler) + "/contact";
    const auto answer = anna->get(path).json;
    ASSERT_EQ(answer["channels"].size(), 4u);
    EXPECT_EQ(answer["channels"][1]["channel"], "email");
    EXPECT_EQ(answer["channels"][1]["contract"]["allowed"], true);
    EXPECT_EQ(answer["channels"][1]["advertising"]["reason"], "no_permission");
    db().write([&](sql::Transaction& transaction) {
        EXPECT_TRUE(customers::change_customer(house(), transaction, Actor::system(), adler, 1,
                                               {{"hidden_in_search", true}}));
    });
    EXPECT_EQ(anna->get(path).status, 404) << "as for one who is not there";
}

}  // namespace
}  // namespace kartei::test
