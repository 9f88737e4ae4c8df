// Relations of customers to each other through HTTP.
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

}  // namespace
}  // namespace kartei::profile
