// Many customers changed or deleted at once: one change event, taken back as a whole.
#include "modules/selections/bulk_change.hpp"

#include <sstream>

#include "modules/bookings/bookings.hpp"
#include "modules/selections/members.hpp"
#include "modules/selections/selections_commands.hpp"
#include "modules/selections/selections_fixture.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::selections {
namespace {

using std::string;
using testing::HasSubstr;

struct Watched final : jobs::Progress {
    std::int64_t cancel_after = -1;
    std::function<void()> meanwhile;
    string result_file(std::string_view) override { return ""; }
    void changed(bool) override {
        if (meanwhile && done() > 0) std::exchange(meanwhile, nullptr)();
    }
    bool is_cancelled() override { return cancel_after >= 0 && done() >= cancel_after; }
};

class BulkChanges : public WithSelections {
protected:
    void SetUp() override {
        WithSelections::SetUp();
    }
    Result<json> change(const json& asked, std::int64_t cancel_after = -1, const Actor& actor = Actor::system()) {
        Watched progress;
        progress.cancel_after = cancel_after;
        progress.meanwhile = meanwhile_;
        const auto order =
            TRY(db().read([&](Transaction& transaction) { return read_bulk_order(house(), transaction, actor, asked); }));
        std::vector<std::int64_t> ids;
        for (const auto& [name, id] : ids_) ids.push_back(id);
        return run_bulk_change(house(), actor, order, ids, progress);
    }
    Names refusals(const json& asked, const Actor& actor = Actor::system()) {
        const auto done = change(asked, -1, actor);
        Names all;
        if (!done)
            for (const auto& issue : done.refusal().issues) all.push_back(issue.field + ": " + issue.key);
        return all;
    }
    void make_label(const string& name) {
        db().write([&](Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "label_created", name);
            consents::find_or_create_label(transaction, change, name);
            change.seal();
        });
    }
    Names regulars() { return those_with("category", "equal", "regular"); }

    std::function<void()> meanwhile_;  ///< behind the first hundred
};
ON_BOTH_ENGINES(BulkChanges);

// J-180: the meaning of a status field is maintained by a bulk change that undo takes back
TEST_P(BulkChanges, SetFieldsStatusesAndLabelsInOneChangeThatUndoTakesBack) {
    add("Adler"), add("Bär", {{"category", string("regular")}}), add("Celik");
    make_label("VIP");
    set_parameter("caption_private_status5", {{"de", "Newsletter"}});
    const auto done = change({{"set", {{"category", "regular"}, {"Newsletter", true}}}, {"give", {"VIP"}}});
    ASSERT_TRUE(done);
    EXPECT_EQ(done->at("changed"), 3);
    EXPECT_EQ(regulars().size(), 3u);
    EXPECT_EQ(those({{"status", 5}, {"is", true}}).size(), 3u);
    EXPECT_EQ(those({{"label", "VIP"}}).size(), 3u);
    ASSERT_TRUE(audit::reverse_event(house(), Actor::system(), done->at("change_event")));
    EXPECT_THAT(regulars(), ElementsAre("Bär"));
    EXPECT_THAT(those({{"status", 5}, {"is", true}}), IsEmpty());
    EXPECT_THAT(those({{"label", "VIP"}}), IsEmpty());
}

// counter.md 5: a label that is over is given to nobody, and the report says why
TEST_P(BulkChanges, ALabelThatIsOverIsNotGivenAndTold) {
    add("Adler");
    make_label("Alt");
    db().write([&](Transaction& transaction) {
        transaction.execute("UPDATE label SET valid_until = '2020-12-31' WHERE name = 'Alt'");
    });
    const auto done = change({{"give", {"Alt"}}});
    ASSERT_TRUE(done);
    EXPECT_EQ(done->at("changed"), 0);
    EXPECT_EQ(done->at("skipped"), 1);
    EXPECT_THAT(done->at("reasons").at(0).at("why").get<string>(), testing::HasSubstr("2020-12-31"));
    EXPECT_THAT(those({{"label", "Alt"}}), IsEmpty());
    const auto other = change({{"set", {{"category", "regular"}}}, {"give", {"Alt"}}});
    ASSERT_TRUE(other);
    EXPECT_EQ(other->at("changed"), 1) << "what can be done is done";
    EXPECT_EQ(other->at("skipped"), 0);
    EXPECT_EQ(other->at("reasons").size(), 1u);
}

TEST_P(BulkChanges, CancelledBeforeTheEndAllGoesBack) {
    for (int i = 0; i < 230; ++i) add("Kunde" + std::to_string(i));
    EXPECT_THROW((void)change({{"set", {{"category", "regular"}}}}, 100), jobs::Cancelled);
    EXPECT_THAT(regulars(), IsEmpty());
}

TEST_P(BulkChanges, UndoneWhileItRunsNothingComesBehind) {
    for (int i = 0; i < 230; ++i) add("Kunde" + std::to_string(i));
    meanwhile_ = [&] {
        const auto event = db().read([](Transaction& transaction) {
            auto rows = transaction.query("SELECT max(event_id) FROM bulk_change");
            return rows.next() ? rows.integer(0) : 0;
        });
        EXPECT_TRUE(audit::reverse_event(house(), Actor::system(), event));
    };
    EXPECT_THROW((void)change({{"set", {{"category", "regular"}}}}), jobs::Cancelled);
    EXPECT_THAT(regulars(), IsEmpty());
}

TEST_P(BulkChanges, WhatWasCutOffIsTakenBackByTheNextStart) {
    for (int i = 0; i < 120; ++i) add("Kunde" + std::to_string(i));
    ASSERT_TRUE(change({{"set", {{"category", "regular"}}}}));
    db().write([](Transaction& transaction) {
        transaction.execute("UPDATE bulk_change SET state = 'running', seen_at = '2020-01-01T00:00:00Z'");
    });
    recover_bulk_changes(house());
    EXPECT_THAT(regulars(), IsEmpty());
}

TEST_P(BulkChanges, WhoeverHasABookingIsNotDeletedAndIsNamed) {
    add("Adler"), add("Bär");
    book({{"Bär", "2026-01-01", "2026-06-01", "KANARI", 500}});
    const auto done = change({{"delete", true}});
    ASSERT_TRUE(done);
    EXPECT_EQ(done->at("changed"), 1);
    EXPECT_EQ(done->at("skipped"), 1);
    EXPECT_EQ(done->at("reasons").at(0).at("name"), "Bär");
    EXPECT_THAT(members(json::object()), ElementsAre("Bär"));
    ASSERT_TRUE(audit::reverse_event(house(), Actor::system(), done->at("change_event")));
    EXPECT_THAT(members(json::object()), ElementsAre("Adler", "Bär"));
}

TEST_P(BulkChanges, RefusesWhatCannotBeAndNamesWhomItSkips) {
    add("Adler");
    EXPECT_THAT(refusals({{"set", {{"number", 5}}}}), ElementsAre("number: error.not_for_many"));
    EXPECT_THAT(refusals({{"set", {{"hobby", "x"}}}}), ElementsAre("hobby: error.unknown_field"));
    EXPECT_THAT(refusals({{"give", {"Gremlins"}}}), ElementsAre("label: error.no_such_label"));
    EXPECT_THAT(refusals(json::object()), ElementsAre("set: error.bulk_one_thing"));
    EXPECT_THAT(refusals({{"delete", true}}, clerk()), ElementsAre(": error.permission"));
    const auto done = change({{"set", {{"category", "nonsense"}}}});
    ASSERT_TRUE(done);
    EXPECT_EQ(done->at("skipped"), 1);
}

TEST_P(BulkChanges, TheCommandAsksForTheCount) {
    add("Adler"), add("Bär");
    const auto type = [&](std::vector<string> words, string& told) {
        std::istringstream in("{}");
        std::ostringstream out, err;
        words.insert(words.begin(), "-");
        const auto code = test::type_command(select_command, house(), words, {in, out, err, Actor::system(), "."});
        told = out.str() + err.str();
        return code;
    };
    string told;
    EXPECT_EQ(type({"--set", "category=regular", "--dry-run"}, told), 0);
    EXPECT_EQ(told, "2\n");
    EXPECT_EQ(type({"--delete"}, told), 1);
    EXPECT_THAT(told, HasSubstr("2"));
    EXPECT_EQ(type({"--set", "category=regular"}, told), 0) << told;
    EXPECT_EQ(regulars().size(), 2u);
    EXPECT_EQ(type({"--delete", "--confirm", "2"}, told), 0) << told;
    EXPECT_THAT(members(json::object()), IsEmpty());
}

}  // namespace
}  // namespace kartei::selections
