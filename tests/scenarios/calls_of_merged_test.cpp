// What becomes of calls when their customers are merged, and when they part again.
#include <gmock/gmock.h>

#include "modules/merges/merges_api.hpp"
#include "modules/telephony/telephony_fixture.hpp"

namespace kartei::telephony {
namespace {

using testing::IsEmpty;

class CallsOfMerged : public WithTelephony {
protected:
    web::EndpointTable further_endpoints() override {
        auto table = WithTelephony::further_endpoints();
        for (auto& endpoint : merges::merges_endpoints(house())) table.push_back(std::move(endpoint));
        return table;
    }
};
ON_BOTH_ENGINES(CallsOfMerged);

// J-087
TEST_P(CallsOfMerged, J087CallsFollowHimWhoStaysAndComeBackWhenTheyPart) {
    const auto anna = customer({{"name", "Eriksson"}, {"first_name", "Anna"}});
    const auto other = with_phone("0171 1234567", {{"name", "Ericson"}});
    called("c1", "0171 1234567");
    const auto before = calls_of(other);
    ASSERT_EQ(before.size(), 1u);
    const auto survivor = anna.at("id").get<std::int64_t>(), merged = other.at("id").get<std::int64_t>();
    const auto done =
        chief().post("/merges", {{"survivor", survivor},
                                 {"merged", {merged}},
                                 {"versions", {{std::to_string(survivor), 1}, {std::to_string(merged), 1}}}});
    ASSERT_EQ(done.status, 201) << done.text;
    ASSERT_EQ(calls_of(anna).size(), 1u);
    EXPECT_EQ(calls_of(anna)[0]["seconds"], 200);
    const auto note = change_call(calls_of(anna)[0], {{"note", "nach dem Zusammenführen"}});
    ASSERT_EQ(note.status, 200) << note.text;
    ASSERT_EQ(undo(note.json["change_event"]).status, 200);
    ASSERT_EQ(undo(done.json["change_event"]).status, 200);
    EXPECT_THAT(calls_of(anna), IsEmpty());
    ASSERT_EQ(calls_of(other).size(), 1u);
    EXPECT_EQ(calls_of(other)[0]["id"], before[0]["id"]);
    expect_sound();
}

}  // namespace
}  // namespace kartei::telephony
