// Saved selections that are kept as lists and delivered: each delivery is a run, and says who came and who went.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "modules/customers/customer_actions.hpp"
#include "modules/reports/saved_lists_fixture.hpp"
#include "modules/selections/saved_selections.hpp"

namespace kartei::reports {
namespace {

using sql::Transaction;

class SavedSelectionsDelivered : public SavedLists {
protected:
    void SetUp() override {
        SavedLists::SetUp();
        if (IsSkipped()) return;
        for (const char* name : {"Gast 0", "Gast 1"}) likes(name, "Jazz");
        db().write([&](Transaction& transaction) {
            const nlohmann::json document{{"where", {{"field", "free1"}, {"is", "equal"}, {"value", "Jazz"}}}};
            const auto bea = accounts::actor_for(transaction, user_id("bea"));
            EXPECT_TRUE(selections::create_selection(
                house(), transaction, bea, {{"name", std::string("Jazz")}, {"document", document.dump()}}));
        });
        list_ = created(bea(), {{"name", "Jazzfreunde"},
                                {"report", "selection"},
                                {"filter", {{"selection", "Jazz"}}},
                                {"columns_shown", {"name"}},
                                {"format", "csv"},
                                {"headings", "names"}});
    }
    std::int64_t id_of(Transaction& transaction, const std::string& name) {
        auto rows = transaction.query("SELECT id FROM customer WHERE name = :name", name);
        return rows.next() ? rows.integer(0) : 0;
    }
    /// An empty taste is none.
    void likes(const std::string& name, const std::string& taste) {
        db().write([&](Transaction& transaction) {
            const auto id = id_of(transaction, name);
            const auto version = customers::find_customer(transaction, id)->version;
            EXPECT_TRUE(customers::change_customer(house(), transaction, Actor::system(), id, version,
                                                   {{"free1", taste.empty() ? Value() : Value(taste)}}));
        });
    }
    /// What the newest delivery says, and its file.
    std::pair<Json, std::string> delivered() {
        EXPECT_EQ(bea().post(path(list_, "/deliveries"), nullptr).status, 202);
        const auto newest = deliveries_of(list_).front();
        EXPECT_EQ(newest.at("state"), "done") << newest.dump();
        const auto job = jobs().find(newest.at("job").get<std::int64_t>());
        std::ostringstream content;
        content << std::ifstream(job->file_path).rdbuf();
        return {newest, content.str()};
    }

    Json list_;
};
ON_BOTH_ENGINES(SavedSelectionsDelivered);

TEST_P(SavedSelectionsDelivered, SayWhoCameAndWhoWentSinceTheLastDelivery) {
    const auto [first, plain] = delivered();
    EXPECT_EQ(first.at("came"), nullptr) << "there is nothing to compare it with";
    EXPECT_THAT(plain, testing::AllOf(HasSubstr("Gast 0"), HasSubstr("Gast 1"), Not(HasSubstr("change"))));
    likes("Gast 1", ""), likes("Gast 2", "Jazz");
    const auto [second, file] = delivered();
    EXPECT_EQ(second.at("came"), 1);
    EXPECT_EQ(second.at("went"), 1);
    EXPECT_THAT(file, HasSubstr("change,name"));
    EXPECT_THAT(file, HasSubstr("stayed,Gast 0"));
    EXPECT_THAT(file, HasSubstr("came,Gast 2"));
    EXPECT_THAT(file, HasSubstr("went,Gast 1"));
    EXPECT_LT(file.find("Gast 2"), file.find("Gast 1")) << "who went stands at the end";
}

// Killed or refused in the middle: nobody got that file
TEST_P(SavedSelectionsDelivered, WhatFailedWasNobodysYet) {
    delivered();
    likes("Gast 2", "Jazz");
    delivered();
    db().write([&](Transaction& transaction) {
        transaction.execute("UPDATE list_delivery SET state = 'failed' WHERE came = 1");
    });
    const auto [third, file] = delivered();
    EXPECT_EQ(third.at("came"), 1);
    EXPECT_THAT(file, HasSubstr("came,Gast 2"));
}

TEST_P(SavedSelectionsDelivered, WhoIsHiddenFromTheOwnerIsNotTold) {
    delivered();
    likes("Gast 1", "");
    db().write([&](Transaction& transaction) {
        transaction.execute("DELETE FROM role_permission WHERE permission = 'customers.see_hidden'");
        const auto id = id_of(transaction, "Gast 1");
        const auto version = customers::find_customer(transaction, id)->version;
        EXPECT_TRUE(customers::change_customer(house(), transaction, Actor::system(), id, version,
                                               {{"hidden_in_search", true}}));
    });
    const auto [second, file] = delivered();
    EXPECT_EQ(second.at("went"), 0);
    EXPECT_THAT(file, Not(HasSubstr("Gast 1")));
}

// The mail says how many
TEST_P(SavedSelectionsDelivered, TheLinksMailSaysHowManyCameAndWent) {
    delivered();
    serve();
    likes("Gast 2", "Jazz"), likes("Gast 0", ""), likes("Gast 1", "");
    auto changed = bea().patch(path(list_), {{"send_to", {"pia@example.com"}}}, {{"If-Match", "\"1\""}});
    EXPECT_EQ(changed.status, 200) << changed.text;
    delivered();
    link();
    EXPECT_THAT(words_of(sink_->messages().back().text),
                HasSubstr("Seit der letzten Lieferung kam 1 Kunde dazu, 2 sind weggefallen"));
}

TEST_P(SavedSelectionsDelivered, AnybodyComparesWithAnEarlierRun) {
    delivered();
    likes("Gast 2", "Jazz");
    const auto asked = [&](nlohmann::json filter) {
        return db().read([&](Transaction& transaction) {
            return lists::make_list(*runs()->find("selection"), house(), transaction, Actor::system(), "", filter);
        });
    };
    std::int64_t run = 0;
    db().read([&](Transaction& transaction) {
        auto rows = transaction.query("SELECT id FROM selection_run");
        if (rows.next()) run = rows.integer(0);
    });
    const auto compared = asked({{"selection", "Jazz"}, {"since", run}});
    ASSERT_TRUE(compared);
    EXPECT_THAT(compared->list->extent(), Contains(std::pair<std::string, std::int64_t>("came", 1)));
    const auto refused = [&](const nlohmann::json& filter) {
        const auto made = asked(filter);
        return made ? "" : made.refusal().issues.at(0).field + ": " + made.refusal().issues.at(0).key;
    };
    EXPECT_EQ(refused({{"selection", "Jazz"}, {"since", 99}}), "since: error.no_such_selection_run");
    EXPECT_EQ(refused({{"document", "{}"}, {"since", run}}), "selection: error.selection_run_of_none");
}

}  // namespace
}  // namespace kartei::reports
