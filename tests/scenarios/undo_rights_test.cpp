// What undo asks of whoever takes a change back: every right that the change took, and the sight of what it was about.
#include <gmock/gmock.h>

#include "audit/audit_api.hpp"
#include "audit/concerned.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/bookings/bookings_api.hpp"
#include "modules/consents/consents_api.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/parameters_api.hpp"
#include "modules/parameters/plain_record.hpp"
#include "modules/profile/profile_api.hpp"
#include "modules/profile/profile_json.hpp"
#include "modules/selections/saved_selections.hpp"
#include "program/joined_modules.hpp"
#include "program/open_house.hpp"
#include "tests/support/founded_house.hpp"
#include "tests/support/small_server.hpp"

namespace kartei::program {
namespace {

using test::ApiAnswer;
using test::Json;
using testing::HasSubstr;

/// "chief" may do everything; any other name is a list of rights, joined by "+", beside those to read and to undo.
class UndoRights : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        db().write([](sql::Transaction& transaction) { parameters::found_parameters(transaction); });
        server_.reset(new test::SmallServer(
            {customers::customer_endpoints(house()), profile::profile_endpoints(house()),
             consents::consents_endpoints(house()), bookings::bookings_endpoints(house()),
             parameters::parameters_endpoints(house()), audit::audit_endpoints(house(), nullptr)},
            {customers::customer_schemas(), profile::profile_schemas(), bookings::bookings_schemas(),
             parameters::parameters_schemas(), audit::audit_schemas()},
            rights_of));
    }
    void TearDown() override {
        server_.reset();
        InAHouse::TearDown();
    }

    test::ApiClient& chief() { return server_->as("chief"); }
    Json customer(Json values = {{"name", "Eriksson"}, {"first_name", "Anna"}}) {
        const auto made = chief().post("/customers", values);
        EXPECT_EQ(made.status, 201) << made.text;
        return made.json;
    }
    static std::string path_of(const Json& customer) {
        return "/customers/" + std::to_string(customer.at("id").get<std::int64_t>());
    }
    Json change(const Json& customer, const Json& values) {
        const auto now = chief().get(path_of(customer)).json.at("version").get<std::int64_t>();
        const auto done = chief().patch(path_of(customer), values, {test::if_match(now)});
        EXPECT_EQ(done.status, 200) << done.text;
        return done.json;
    }
    Json booked(const Json& customer) {
        const auto made = chief().post("/bookings", {{"customer", customer.at("number")},
                                                     {"departs_on", "2026-07-17"},
                                                     {"returns_on", "2026-07-31"},
                                                     {"services", Json::array({{{"service_kind", "hotel"},
                                                                                {"description", "Hotel Sonne"},
                                                                                {"unit_price", "500.00"}}})}});
        EXPECT_EQ(made.status, 201) << made.text;
        return made.json;
    }
    ApiAnswer undo(const std::string& rights, const Json& event) {
        return server_->as(rights).post(place(event), nullptr);
    }
    /// Whoever has `lacking` alone is refused `right` by preview and undo, whoever has both takes it back.
    void expect_needs(const std::string& right, const std::string& lacking, const Json& event) {
        for (const auto& refused : {undo(lacking, event), server_->as(lacking).get(place(event))}) {
            EXPECT_EQ(refused.status, 403) << right << " " << refused.text;
            EXPECT_EQ(refused.issues(), std::vector<std::string>{": error.permission"}) << right;
        }
        const auto told = server_->as(lacking).get("/change-events/" + std::to_string(event.get<std::int64_t>()));
        EXPECT_EQ(told.json.at("may_undo"), false) << right;
        EXPECT_EQ(undo(lacking + "+" + right, event).status, 200) << right;
    }
    void expect_not_seen(const std::string& rights, const Json& event) {
        const auto refused = undo(rights, event);
        EXPECT_EQ(refused.status, 403) << refused.text;
        EXPECT_THAT(refused.text, HasSubstr("error.undo_of_what_is_not_seen"));
        EXPECT_EQ(refused.text.find("Eriksson"), std::string::npos);
    }

private:
    static std::string place(const Json& event) {
        return "/change-events/" + std::to_string(event.get<std::int64_t>()) + "/reversal";
    }
    static void rights_of(Actor& actor) {
        actor.all_permissions = actor.name == "chief";
        actor.user_id = actor.name == "chief" ? 1 : 2;
        actor.permissions = {"customers.read", "bookings.read", "audit.read", "changes.undo", "changes.undo_others"};
        for (std::size_t at = 0; at < actor.name.size();) {
            const auto end = std::min(actor.name.find('+', at), actor.name.size());
            actor.permissions.insert(actor.name.substr(at, end - at));
            at = end + 1;
        }
    }

    std::unique_ptr<test::SmallServer> server_;
};
ON_BOTH_ENGINES(UndoRights);

// A kind of change that nobody names here could be taken back by everybody.
TEST(UndoRightsOf, EveryKindOfChangeNamesTheRightsOfItsUndo) {
    const std::set<std::string_view> nothing_to_take_back{"sensitive_read", "addresses_exported", "reversal"};
    for (const auto& text : embedded_texts()) {
        if (!text.key.starts_with("change.")) continue;
        const auto kind = text.key.substr(7);
        const auto rights = audit::rights_of_undo().find(kind);
        if (nothing_to_take_back.contains(kind)) continue;
        ASSERT_NE(rights, audit::rights_of_undo().end()) << kind << ": which rights does its undo take?";
        EXPECT_FALSE(rights->second.empty()) << kind;
        for (const auto& right : rights->second) EXPECT_TRUE(accounts::is_permission(right)) << kind << " " << right;
    }
}

TEST_P(UndoRights, TakingBackTakesTheRightOfTheAction) {
    const auto anna = customer();
    expect_needs("customers.change", "customers.create", change(anna, {{"town", "Ulm"}}).at("change_event"));
    expect_needs("customers.booking_block", "customers.change",
                 change(anna, {{"booking_block", true}, {"booking_block_reason", "Mahnung"}}).at("change_event"));
    const auto surcharge =
        chief().post(path_of(anna) + "/surcharges", {{"text", "Servicepauschale"}, {"amount", "12.00"}});
    ASSERT_EQ(surcharge.status, 201) << surcharge.text;
    expect_needs("surcharges.change", "customers.change", surcharge.json.at("change_event"));
    const auto booking = booked(anna);
    const auto path = "/bookings/" + std::to_string(booking.at("number").get<std::int64_t>());
    const auto moved = chief().patch(path, {{"registrant_name", "Olga"}}, {test::if_match(1)});
    ASSERT_EQ(moved.status, 200) << moved.text;
    expect_needs("bookings.change", "customers.change", moved.json.at("change_event"));
    const auto now = chief().get(path).json.at("version").get<std::int64_t>();
    const auto cancelled = chief().post(path + "/cancel", Json::object(), {test::if_match(now)});
    ASSERT_EQ(cancelled.status, 200) << cancelled.text;
    expect_needs("bookings.cancel", "bookings.change", cancelled.json.at("booking").at("change_event"));
    // A participant is taken away whole, with his passport if he has one.
    expect_needs("sensitive.change", "bookings.change", booking.at("change_event"));
}

TEST_P(UndoRights, TheUndoOfAnUndoTakesThemToo) {
    const auto changed = change(customer(), {{"town", "Ulm"}});
    const auto undone = undo("customers.change", changed.at("change_event"));
    ASSERT_EQ(undone.status, 200) << undone.text;
    expect_needs("customers.change", "customers.create", undone.json.at("change_event"));
}

// J-215
TEST_P(UndoRights, ADiscountByHandIsTakenBackByWhoMayGiveOne) {
    const auto booking = booked(customer());
    auto service = booking.at("services")[0];
    const auto path = "/bookings/" + std::to_string(booking.at("number").get<std::int64_t>());
    const auto given = chief().patch(
        path, {{"services", Json::array({{{"id", service.at("id")}, {"commission_rate", "5.00"}}})}},
        {test::if_match(1)});
    ASSERT_EQ(given.status, 200) << given.text;
    expect_needs("bookings.discount", "bookings.change", given.json.at("change_event"));
}

TEST_P(UndoRights, WhatIsAboutAHiddenCustomerIsTakenBackByWhoSeesHim) {
    const auto anna = customer();
    const auto booking = booked(anna);
    const auto path = "/bookings/" + std::to_string(booking.at("number").get<std::int64_t>());
    const auto moved = chief().patch(
        path,
        {{"services",
          Json::array({{{"service_kind", "hotel"}, {"description", "Hotel Mond"}, {"unit_price", "1.00"}}})}},
        {test::if_match(1)});
    ASSERT_EQ(moved.status, 200) << moved.text;
    change(anna, {{"hidden_in_search", true}});
    for (const auto& event : {moved.json.at("change_event"), booking.at("change_event")})
        expect_not_seen("bookings.change", event);
    EXPECT_EQ(undo("bookings.change+customers.see_hidden", moved.json.at("change_event")).status, 200);
}

TEST_P(UndoRights, WhatAHiddenCustomerDeclaredIsTakenBackByWhoSeesHim) {
    const auto anna = customer();
    db().write([](sql::Transaction& transaction) {
        transaction.execute("INSERT INTO permission (id, version, name) VALUES (77, 1, 'Newsletter')");
    });
    const auto declared =
        chief().post(path_of(anna) + "/declarations", {{"permission", "Newsletter"}, {"state", "granted"}});
    ASSERT_EQ(declared.status, 201) << declared.text;
    change(anna, {{"hidden_in_search", true}});
    expect_not_seen("customers.change", declared.json.at("change_event"));
    EXPECT_EQ(undo("customers.change+customers.see_hidden", declared.json.at("change_event")).status, 200);
}

TEST_P(UndoRights, ASelectionOfSomebodyElseIsTakenBackByWhoMayDeleteIt) {
    Actor owner = Actor::system();
    owner.user_id = 9;
    const auto made = db().write([&](sql::Transaction& transaction) {
        return selections::create_selection(
            house(), transaction, owner,
            {{"name", std::string("Stammgäste")},
             {"document", std::string(R"({"where": {"field": "town", "is": "like", "value": "B*"}})")}});
    });
    ASSERT_TRUE(made) << made.refusal().issues.front().key << made.refusal().issues.front().field;
    expect_not_seen("selections.save", made->event);
    EXPECT_EQ(undo("selections.save+selections.delete_others", made->event).status, 200);
}

}  // namespace
}  // namespace kartei::program
