// Labels that end with a subscription: at its sale, its refund, and with whoever never had it.
#include "modules/consents/label_terms.hpp"
#include "modules/orders/stage_fixture.hpp"

namespace kartei::orders {
namespace {

using test::if_match;

class SubscriptionLabels : public OnStage {
protected:
    void SetUp() override {
        OnStage::SetUp();
        if (IsSkipped()) return;
        made("seasons", {{"name", "2026/27"}, {"starts_on", "2026-09-01"}, {"ends_on", "2027-06-30"}});
        gold_ = made("subscriptions", {{"name", "Gold"}, {"season", "2026/27"}, {"kind", "fixed"}});
        label_ = made("label-definitions", {{"name", "Abonnent"}, {"valid_with", "Gold"}});
    }
    /// Buys a ticket of the subscription.
    std::int64_t bought(const char* place) {
        const auto sold = buy({{"customer", adler_}}, "30.00", {wanted(seat("1", place))});
        EXPECT_EQ(sold.status, 201) << sold.text;
        const auto order = sold.json["id"].get<std::int64_t>();
        db().write([&](sql::Transaction& t) {
            t.execute("UPDATE ticket SET subscription_id = :gold WHERE order_id = :id", gold_, order);
            return 0;
        });
        return order;
    }
    std::string end() {
        return db().read([&](sql::Transaction& t) {
            const auto all = consents::labels_of(house(), t, adler_);
            return all.empty() ? std::string("none") : all.front().given.expires_at;
        });
    }
    bool would_hold() {
        return db().read([&](sql::Transaction& t) {
            const auto terms = consents::terms_of_label(t, label_);
            return bool(consents::label_to_give(house(), t, terms, {adler_, label_, house().now(), "anna", ""}));
        });
    }
    std::int64_t gold_ = 0, label_ = 0;
};
ON_BOTH_ENGINES(SubscriptionLabels);

// counter.md 5: expiry with the membership
TEST_P(SubscriptionLabels, HoldUntilTheSeasonOfTheSubscriptionEnds) {
    made("label-rules",
         {{"name", "Wer Gold hat"}, {"label", "Abonnent"}, {"kind", "subscription"}, {"subscription", "Gold"}});
    EXPECT_FALSE(would_hold()) << "who has no such subscription";
    const auto order = bought("1");
    EXPECT_TRUE(would_hold());
    EXPECT_EQ(end(), "none");
    ASSERT_EQ(buy({{"customer", adler_}}, "30.00", {wanted(seat("1", "2"))}).status, 201);
    EXPECT_EQ(end(), "2027-06-30T21:59:59Z");
    const auto path = "/orders/" + std::to_string(order) + "/returns";
    const auto back = on_stage().post(path, {{"kind", "cash"}}, {if_match(1)});
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(end(), house().now()) << "it ends with what was given back";
    undo(back.json["change_event"]);
    EXPECT_EQ(end(), "2027-06-30T21:59:59Z");
}

TEST_P(SubscriptionLabels, StayWithWhoNeverBoughtIt) {
    db().write([&](sql::Transaction& t) {
        t.execute("INSERT INTO customer_label (customer_id, label_id, expires_at, follows_subscription, created_event)"
                  " VALUES (:customer, :label, '2026-12-31T22:59:59Z', 1, 1)",
                  adler_, label_);
        return 0;
    });
    ASSERT_EQ(buy({{"customer", adler_}}, "30.00", {wanted(seat("1", "1"))}).status, 201);
    EXPECT_EQ(end(), "2026-12-31T22:59:59Z") << "as somebody gave it";
}

}  // namespace
}  // namespace kartei::orders
