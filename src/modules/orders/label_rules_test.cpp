// Rules that give labels and take them: at the sale, for everybody, and back.
#include <gmock/gmock.h>

#include "modules/consents/label_terms.hpp"
#include "modules/orders/stage_fixture.hpp"

namespace kartei::orders {
namespace {

using test::if_match;
using testing::ElementsAre;
using testing::IsEmpty;

class LabelRules : public OnStage {
protected:
    void SetUp() override {
        OnStage::SetUp();
        if (IsSkipped()) return;
        db().write([&](sql::Transaction& t) {
            t.execute("INSERT INTO label (id, name) VALUES (70, 'Stammgast')");
            return 0;
        });
    }
    std::vector<std::string> givers() {
        return db().read([&](sql::Transaction& t) {
            std::vector<std::string> list;
            auto rows = t.query("SELECT granted_by FROM customer_label WHERE customer_id = :id", adler_);
            while (rows.next()) list.push_back(rows.string(0));
            return list;
        });
    }
    /// What the fixture sold to Adler lies a month back.
    std::int64_t rule(Json more = Json::object()) {
        Json values{{"name", "Drei Karten"}, {"label", "Stammgast"}, {"kind", "tickets"}, {"least", 3},
                    {"within_days", 10}};
        values.update(more);
        return made("label-rules", values);
    }
};
ON_BOTH_ENGINES(LabelRules);

// Counter.md 5: given with who, when, why; the way back of the sale takes it again.
TEST_P(LabelRules, TheSaleThatReachesItGivesTheLabel) {
    rule();
    ASSERT_EQ(buy({{"customer", adler_}}, "60.00", {wanted(seat("1", "1")), wanted(seat("1", "2"))}).status, 201);
    EXPECT_THAT(givers(), IsEmpty()) << "two are not three";
    const auto third = buy({{"customer", adler_}}, "30.00", {wanted(seat("1", "3"))});
    ASSERT_EQ(third.status, 201) << third.text;
    EXPECT_THAT(givers(), ElementsAre("⚙ Drei Karten"));
    undo(third.json["change_event"]);
    EXPECT_THAT(givers(), IsEmpty());
}

TEST_P(LabelRules, WhoGivesBackLosesItWhereTheRuleTakes) {
    rule({{"takes", true}, {"least", 1}});
    const auto sold = buy({{"customer", adler_}}, "30.00", {wanted(seat("1", "1"))});
    EXPECT_THAT(givers(), ElementsAre("⚙ Drei Karten"));
    ASSERT_EQ(on_stage().post("/orders/" + std::to_string(sold.json["id"].get<int>()) + "/returns", {{"kind", "cash"}},
                              {if_match(1)}).status, 200);
    EXPECT_THAT(givers(), IsEmpty());
}

// counter.md 5: so many days are the same by a rule and by a label: the last of them counts to its end
TEST_P(LabelRules, TheDaysOfARuleEndAsThoseOfALabel) {
    rule({{"least", 1}, {"valid_days", 30}});
    ASSERT_EQ(buy({{"customer", adler_}}, "30.00", {wanted(seat("1", "1"))}).status, 201);
    const auto label = db().read([&](sql::Transaction& t) { return consents::find_label(t, adler_, 70); });
    ASSERT_TRUE(label);
    consents::LabelTerms terms;
    terms.valid_days = 30;
    EXPECT_EQ(label->expires_at, consents::end_of_validity(house().rules, terms, house().now()));
    EXPECT_TRUE(label->expires_at.ends_with(":59:59Z")) << label->expires_at;
}

// decision 134: a rule with days of its own keeps them when the subscription is sold again
TEST_P(LabelRules, TheDaysOfARuleStayWhereTheLabelEndsWithASubscription) {
    made("seasons", {{"name", "2026/27"}, {"starts_on", "2026-09-01"}, {"ends_on", "2027-06-30"}});
    const auto gold = made("subscriptions", {{"name", "Gold"}, {"season", "2026/27"}, {"kind", "fixed"}});
    db().write([&](sql::Transaction& t) { return t.execute("UPDATE label SET valid_with = 'Gold' WHERE id = 70"); });
    rule({{"least", 1}, {"valid_days", 30}});
    const auto sold = buy({{"customer", adler_}}, "30.00", {wanted(seat("1", "1"))});
    ASSERT_EQ(sold.status, 201) << sold.text;
    const auto end = [&] {
        return db().read([&](sql::Transaction& t) { return consents::find_label(t, adler_, 70)->expires_at; });
    };
    const auto by_rule = end();
    db().write([&](sql::Transaction& t) {
        return t.execute("UPDATE ticket SET subscription_id = :gold WHERE order_id = :id", gold,
                         sold.json["id"].get<std::int64_t>());
    });
    ASSERT_EQ(buy({{"customer", adler_}}, "30.00", {wanted(seat("1", "2"))}).status, 201);
    EXPECT_EQ(end(), by_rule);
}

TEST_P(LabelRules, EverybodyIsLookedThroughAndShownBefore) {
    ASSERT_EQ(buy({{"customer", adler_}}, "60.00", {wanted(seat("1", "1")), wanted(seat("1", "2"))}).status, 201);
    ASSERT_EQ(buy(Json::object(), "30.00", {wanted(seat("1", "3"))}).status, 201) << "the anonymous one carries none";
    rule({{"kind", "amount"}, {"least", nullptr}, {"amount", "60.00"}});
    const auto shown = on_stage().post("/label-rules/runs", {{"preview", true}});
    ASSERT_EQ(shown.status, 200) << shown.text;
    EXPECT_EQ(shown.json["give"], 1);
    EXPECT_EQ(shown.json["effects"][0]["customer"], adler_);
    EXPECT_THAT(givers(), IsEmpty());
    const auto done = on_stage().post("/label-rules/runs", {{"preview", false}});
    ASSERT_EQ(done.status, 200) << done.text;
    EXPECT_THAT(givers(), ElementsAre("⚙ Drei Karten"));
    EXPECT_EQ(on_stage().post("/label-rules/runs", {{"preview", false}}).json["give"], 0) << "once is enough";
    undo(done.json["change_event"]);
    EXPECT_THAT(givers(), IsEmpty());
    EXPECT_EQ(on_stage("nord").post("/label-rules/runs", {{"preview", true}}).status, 403);
}

TEST_P(LabelRules, ArticlesAndEventDatesCountToo) {
    const auto dinner = made("articles", {{"name", "Theaterdinner"}, {"unit_price", "30.00"}});
    rule({{"name", "Gourmet"}, {"kind", "product"}, {"product", "Theaterdinner"}, {"least", 2}});
    const Json two{{"customer", adler_}, {"products", {{{"product", dinner}, {"quantity", 2}}}}};
    ASSERT_EQ(buy(two, "60.00").status, 201);
    EXPECT_THAT(givers(), ElementsAre("⚙ Gourmet"));
    EXPECT_THAT(on_stage().post("/base-data/label-rules", {{"name", "X"}, {"label", "Stammgast"}, {"kind", "events"}})
                    .issues(),
                ElementsAre("least: error.required"));
    EXPECT_THAT(on_stage().post("/base-data/label-rules", {{"name", "X"}, {"label", "Niemand"}, {"kind", "events"},
                                                           {"least", 1}}).issues(),
                ElementsAre("label: error.not_in_base_data"));
}

}  // namespace
}  // namespace kartei::orders
