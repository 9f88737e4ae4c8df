// Merging through HTTP and on the command line.
#include <gmock/gmock.h>

#include <sstream>

#include "modules/customers/customer_json.hpp"
#include "modules/merges/merges_fixture.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::merges {
namespace {

using test::Json;
using testing::HasSubstr;

class MergesApi : public WithFamilies {
protected:
    void SetUp() override {
        WithFamilies::SetUp();
        if (IsSkipped()) return;
        server_.reset(new test::SmallServer({merges_endpoints(house())}, {customers::customer_schemas()},
                                            [](Actor& actor) {
                                                actor.user_id = 1;
                                                actor.all_permissions = actor.name == "chief";
                                            }));
        one_ = add_customer({{"name", "Müller"}, {"town", "Berlin"}});
        other_ = add_customer({{"name", "Mueller"}, {"email", "m@example.com"}, {"town", "Bonn"}});
        db().write([&](Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_customers");
            add_order(transaction, change, other_);
            change.seal();
        });
    }
    void TearDown() override {
        server_.reset();
        InAHouse::TearDown();
    }
    test::ApiClient& as(const std::string& name) { return server_->as(name); }
    Json wish() { return {{"survivor", one_}, {"merged", {other_}}}; }
    Json wish_with_versions() {
        auto body = wish();
        body["versions"] = {{std::to_string(one_), 1}, {std::to_string(other_), 1}};
        return body;
    }

    std::int64_t one_ = 0, other_ = 0;
    std::unique_ptr<test::SmallServer> server_;
};
ON_BOTH_ENGINES(MergesApi);

TEST_P(MergesApi, PreviewMergeAndPart) {
    auto& chief = as("chief");
    const auto preview = chief.post("/merges/previews", wish());
    ASSERT_EQ(preview.status, 200);
    const auto& moves = preview.json.at("moves");
    ASSERT_EQ(moves.size(), 1u);
    EXPECT_EQ(moves[0].at("table"), "orders");
    EXPECT_EQ(moves[0].at("sample"), Json::array({"B-1"}));
    const auto merged = chief.post("/merges", wish_with_versions(), {{"Idempotency-Key", "a-key-of-its-own"}});
    ASSERT_EQ(merged.status, 201) << merged.json;
    EXPECT_EQ(chief.post("/merges", wish_with_versions(), {{"Idempotency-Key", "a-key-of-its-own"}}).json, merged.json);
    EXPECT_FALSE(stored(other_));
    const auto event = "/merges/" + std::to_string(merged.json.at("change_event").get<std::int64_t>());
    const auto parting = chief.post(event + "/reversal/preview");
    ASSERT_EQ(parting.status, 200);
    EXPECT_EQ(parting.json.at("possible"), true);
    EXPECT_EQ(parting.json.at("customers").size(), 2u);
    EXPECT_EQ(parting.json.at("customers")[1].at("name"), "Mueller");
    EXPECT_EQ(chief.post(event + "/reversal").status, 200);
    EXPECT_TRUE(stored(other_));
    EXPECT_EQ(chief.post(event + "/reversal").status, 409);
    EXPECT_EQ(chief.post("/merges/1/reversal/preview").status, 422) << "a creation is no merge";
    EXPECT_EQ(chief.post("/merges/4711/reversal").status, 404);
}

TEST_P(MergesApi, WhoMayNotAndWhatIsStale) {
    auto &nobody = as("nobody"), &chief = as("chief");
    EXPECT_EQ(nobody.post("/merges/previews", wish()).status, 403);
    auto stale = wish_with_versions();
    stale["versions"][std::to_string(other_)] = 7;
    EXPECT_EQ(chief.post("/merges", stale, {{"Idempotency-Key", "another-key"}}).status, 412);
    EXPECT_EQ(chief.post("/merges/previews", {{"survivor", one_}, {"merged", Json::array()}}).status, 422);
}

TEST_P(MergesApi, OnTheCommandLineByNumbers) {
    const auto numbers = {std::to_string(*stored(one_)->number), std::to_string(*stored(other_)->number)};
    const auto run = [&](DeclareCommand command, std::vector<std::string> words) {
        std::ostringstream out, err;
        const int code = test::type_command(command, house(), Actor::system(), words, out, err);
        return std::pair(code, out.str() + err.str());
    };
    std::vector<std::string> words(numbers);
    words.push_back("--preview");
    EXPECT_EQ(run(merge_command, words).first, 0);
    EXPECT_TRUE(stored(other_));
    const auto [code, said] = run(merge_command, numbers);
    ASSERT_EQ(code, 0);
    EXPECT_THAT(said, HasSubstr("change event "));
    EXPECT_FALSE(stored(other_));
    const auto event = said.substr(std::string("change event ").size(), said.find('\n') - 13);
    EXPECT_EQ(run(unmerge_command, {event, "--preview"}).first, 0);
    EXPECT_EQ(run(unmerge_command, {event}).first, 0);
    EXPECT_TRUE(stored(other_));
    EXPECT_EQ(run(unmerge_command, {event}).first, 1);
    EXPECT_EQ(run(merge_command, {"1"}).first, 2);
    EXPECT_EQ(run(merge_command, {"987654", "987655"}).first, 1);
}

}  // namespace
}  // namespace kartei::merges
