// What customers declare about permissions at the desk stands in the ledger, beside what came with files.
#include "modules/consents/consents_api.hpp"
#include "tests/scenarios/served_register.hpp"

namespace kartei::consents {
namespace {

using test::Json;
using testing::ElementsAre;

class Declarations : public imports::ServedRegister {
public:
    void SetUp() override {
        ServedRegister::SetUp();
        if (IsSkipped()) return;
        import("customers", "name;number\nMüller;10001\n");
        import("permissions", "customer,permission,state,at,source\n10001,Newsletter,given,2025-05-01,Web\n");
        path_ = "/customers/" + std::to_string(number_of("SELECT id FROM customer WHERE number = 10001"));
    }

protected:
    test::ApiAnswer declare(const Json& said) { return chief().post(path_ + "/declarations", said); }
    std::vector<std::string> ledger() {
        std::vector<std::string> lines;
        const auto answer = chief().get(path_ + "/declarations").json;
        for (const auto& one : answer.at("declarations"))
            lines.push_back(one["permission"].get<std::string>() + " " + one["state"].get<std::string>());
        return lines;
    }
    std::string state() {
        const auto permissions = chief().get(path_ + "/lists").json["permissions"];
        return permissions.empty() ? "" : permissions[0]["state"].get<std::string>();
    }
    std::string path_;
};
ON_BOTH_ENGINES(Declarations);

// decisions.md 29: the declaration of the latest moment holds, nothing is overwritten.
TEST_P(Declarations, AtTheDeskHoldFromNowOnAndTheLedgerKeepsAll) {
    EXPECT_THAT(chief().get("/permissions").json["permissions"], ElementsAre("Newsletter"));
    const auto withdrawn = declare({{"permission", "Newsletter"},
                                    {"state", "withdrawn"},
                                    {"channel", "telephone"},
                                    {"source", "call of 1 March"}});
    ASSERT_EQ(withdrawn.status, 201) << withdrawn.text;
    EXPECT_EQ(withdrawn.json["outcome"], "holds");
    EXPECT_EQ(withdrawn.json["holds"]["channel"], "telephone");
    EXPECT_EQ(withdrawn.json["holds"]["at"], "2026-03-01T09:00:00Z") << "now, since no moment was told";
    EXPECT_EQ(state(), "withdrawn");
    EXPECT_THAT(ledger(), ElementsAre("Newsletter withdrawn", "Newsletter given"));

    const auto older = declare({{"permission", "Newsletter"}, {"state", "given"}, {"at", "2025-12-24"}});
    EXPECT_EQ(older.json["outcome"], "older");
    EXPECT_EQ(older.json["holds"]["state"], "withdrawn");
    EXPECT_EQ(state(), "withdrawn");
    EXPECT_THAT(ledger(), ElementsAre("Newsletter withdrawn", "Newsletter given", "Newsletter given"));
    const auto again = declare({{"permission", "Newsletter"}, {"state", "given"}, {"at", "2025-12-24"}});
    EXPECT_EQ(again.json["outcome"], "known");
    EXPECT_EQ(again.json["change_event"], 0);
    EXPECT_EQ(ledger().size(), 3u);

    const auto undone = chief().post(
        "/change-events/" + std::to_string(withdrawn.json["change_event"].get<std::int64_t>()) + "/reversal", nullptr);
    ASSERT_EQ(undone.status, 200) << undone.text;
    EXPECT_EQ(state(), "given");
    expect_sound();
}

TEST_P(Declarations, WhatCannotHaveBeenSaidIsRefusedByName) {
    const auto refused = declare({{"permission", "Telegramme"}, {"state", "maybe"}, {"at", "2026-03-02"}});
    EXPECT_EQ(refused.status, 422) << refused.text;
    EXPECT_THAT(refused.issues(), testing::Contains(testing::StartsWith("state: ")));
    EXPECT_THAT(refused.issues(), testing::Contains("permission: error.no_such_permission"));
    EXPECT_THAT(declare({{"permission", "Newsletter"}, {"state", "given"}, {"at", "2026-03-02"}}).issues(),
                ElementsAre("at: error.declared_ahead"));
    EXPECT_THAT(ledger(), ElementsAre("Newsletter given"));
    EXPECT_EQ(chief().post("/customers/1/declarations", {{"permission", "Newsletter"}, {"state", "given"}}).status, 409)
        << "nobody declares anything for the anonymous customer";
    EXPECT_EQ(chief().post("/customers/999/declarations", {{"permission", "Newsletter"}, {"state", "given"}}).status,
              404);
}

}  // namespace
}  // namespace kartei::consents
