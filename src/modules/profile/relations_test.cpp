// Relations of customers to each other through HTTP.
#include "modules/customers/customer_kind.hpp"
#include "modules/profile/profile_fixture.hpp"

namespace kartei::profile {
namespace {

using testing::ElementsAre;

class Relations : public WithProfile {};
ON_BOTH_ENGINES(Relations);

// Another customer of the house, what he is, a remark; shown at both, and nobody is related to himself
TEST_P(Relations, RelationsAreShownAtBoth) {
    const auto made = [&](const char* name) { return as("chief").post("/customers", {{"name", name}}).json; };
    const auto anna = made("Ahlers"), club = made("Ruderverein");
    const auto path = [](const Json& customer) { return "/customers/" + customer["id"].dump(); };
    const auto row = add(path(anna) + "/relations", {{"other", club["number"]}, {"kind", "club_member"}, {"remark", "seit 2019"}});
    EXPECT_THAT(as("chief").post(path(anna) + "/relations", {{"other", anna["number"]}}).issues(),
                ElementsAre("other: error.link_to_himself"));
    EXPECT_THAT(as("chief").post(path(anna) + "/relations", {{"other", 999'999}}).issues(),
                ElementsAre("other: error.no_such_customer"));
    EXPECT_THAT(as("chief").post(path(anna) + "/relations", {{"kind", "club"}}).issues(),
                ElementsAre("other: error.required"));
    const auto seen = [&](const Json& customer, const char* list) {
        return as("chief").get(path(customer) + "/lists").json.at(list);
    };
    EXPECT_EQ(seen(anna, "relations").at(0)["kind"], "member");
    EXPECT_EQ(seen(anna, "relations_of_others"), Json::array());
    const auto named = seen(club, "relations_of_others");
    ASSERT_EQ(named.size(), 1u);
    EXPECT_EQ(named[0]["number"], anna["number"]);
    EXPECT_EQ(named[0]["kind"], "member");
    EXPECT_EQ(named[0]["remark"], "seit 2019");
    const auto gone = as("chief").del(row_path(path(anna) + "/relations", row), {if_match(1)});
    ASSERT_EQ(gone.status, 200) << gone.text;
    EXPECT_EQ(seen(club, "relations_of_others"), Json::array());
}

// What happened to a row is told by the words of its declaration, before an undo too
TEST_P(Relations, AreCalledByWhatIsDeclared) {
    const auto anna = as("chief").post("/customers", {{"name", "Ahlers"}}).json;
    const auto club = as("chief").post("/customers", {{"name", "Ruderverein"}}).json;
    const auto row = add("/customers/" + anna["id"].dump() + "/relations", {{"other", club["number"]}});
    const auto undo = as("chief").get("/change-events/" + row["change_event"].dump() + "/reversal").json;
    EXPECT_THAT(undo["summary"].get<std::string>(), testing::AnyOf("Beziehung hinzugefügt", "Relation added"));
    EXPECT_THAT(undo["parts"][0].get<std::string>(), testing::HasSubstr("(1)"));
}

// Whoever is hidden from the user, or gone, is named by nobody; whoever has another number now (changed, merged) is kept by
// that one, at both ends, and is found out as himself.
TEST_P(Relations, NamingWhoIsHiddenGoneOrHasAnotherNumber) {
    const auto made = [&](const Json& values) { return as("chief").post("/customers", values).json; };
    const auto path = [](const Json& customer) { return "/customers/" + customer["id"].dump(); };
    const auto anna = made({{"name", "Ahlers"}}), hidden = made({{"name", "Prominent"}, {"hidden_in_search", true}}),
               gone = made({{"name", "Fort"}}), moved = made({{"name", "Ruderverein"}});
    ASSERT_EQ(as("chief").del(path(gone), {if_match(1)}).status, 200);
    db().write([&](sql::Transaction& transaction) {
        ASSERT_TRUE(customers::change_kind(house(), transaction, Actor::system(), moved["id"].get<std::int64_t>(), 1,
                                           {"company", true}));
    });
    const auto now = as("chief").get(path(moved)).json["number"];
    ASSERT_NE(now, moved["number"]);
    for (const auto& [list, field] : {std::pair{"/relations", "other"}, std::pair{"/family", "customer"}}) {
        const auto named = [&](const char* who, const Json& whom) {
            Json row{{field, whom["number"]}};
            if (field == std::string("customer")) row["name"] = "Genannt";
            return as(who).post(path(anna) + list, row);
        };
        const auto refused = testing::Contains(std::string(field) + ": error.no_such_customer");
        EXPECT_THAT(named("clerk", hidden).issues(), refused) << list;
        EXPECT_THAT(named("chief", gone).issues(), refused) << list;
    }
    EXPECT_THAT(as("chief").post(path(moved) + "/relations", {{"other", moved["number"]}}).issues(),
                ElementsAre("other: error.link_to_himself"));
    EXPECT_EQ(add(path(anna) + "/relations", {{"other", moved["number"]}})["other"], now);
    EXPECT_EQ(add(path(anna) + "/family", {{"name", "Verein"}, {"customer", moved["number"]}})["customer"], now);
    const auto seen = as("chief").get(path(moved) + "/lists").json.at("relations_of_others");
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_EQ(seen[0]["number"], anna["number"]);
}

}  // namespace
}  // namespace kartei::profile
