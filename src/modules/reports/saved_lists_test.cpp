// Lists kept under a name, made when they are due and sent as a link.
#include "modules/reports/saved_lists_fixture.hpp"

namespace kartei::reports {
namespace {

ON_BOTH_ENGINES(SavedLists);

TEST_P(SavedLists, KeepTheirQuestionAndColumnsAndRefuseWhatTheReportRefuses) {
    const auto list = created(bea(), kept("Premiere", {{"note", "für Pia"}, {"address", "/reports/customers?event=E1"}}));
    const auto read = bea().get(path(list)).json;
    EXPECT_EQ(read.at("filter"), Json({{"events", {"E1"}}}));
    EXPECT_THAT(read.at("columns_shown"), ElementsAre("name", "first_name", "order"));
    EXPECT_EQ(read.at("format"), "xlsx") << "the usual file where nothing was said";
    EXPECT_EQ(bea().post("/saved-lists", kept("Premiere")).status, 422) << "one name, one list";
    const auto wrong = [&](Json more) { return bea().post("/saved-lists", kept("Andere", std::move(more))).issues(); };
    EXPECT_THAT(wrong({{"report", "nothing"}}), ElementsAre("report: error.no_such_report"));
    EXPECT_THAT(wrong({{"filter", {{"events", {"E9"}}}}}), Contains(HasSubstr("filter.")));
    EXPECT_THAT(wrong({{"columns_shown", {"bogus"}}}), Contains(HasSubstr("columns_shown")));
    EXPECT_THAT(wrong({{"address", "https://elsewhere.example"}}), Contains(HasSubstr("address")));
    EXPECT_THAT(wrong({{"repeats", "daily"}, {"deliver_at", "halb sieben"}}),
                ElementsAre("deliver_at: error.not_a_clock_time"));
    EXPECT_THAT(wrong({{"repeats", "weekly"}, {"weekday", 8}}), ElementsAre("weekday: error.out_of_range"));
    EXPECT_THAT(wrong({{"send_to", {"chef@theater.example"}}}), ElementsAre("send_to: error.no_server_for_deliveries"));
    serve();
    EXPECT_THAT(wrong({{"send_to", {"chef@theater.example", "nobody"}}}),
                ElementsAre("send_to: error.not_an_email_among"));
    EXPECT_THAT(bea().get("/saved-lists").json.at("lists"), SizeIs(1)) << "what was refused left nothing behind";
}

TEST_P(SavedLists, BelongToWhoMadeThemAndAreSeenByWhomTheyAreSharedWith) {
    auto list = created(bea(), kept("Premiere"));
    EXPECT_EQ(kim().get(path(list)).status, 404);
    EXPECT_THAT(kim().get("/saved-lists").json.at("lists"), IsEmpty());
    serve();
    list = bea().patch(path(list), {{"shared_with", {role_id("counter")}}, {"send_to", {"chef@theater.example"}}},
                       {test::if_match(1)})
               .json;
    const auto seen = kim().get(path(list)).json;
    EXPECT_EQ(seen.at("name"), "Premiere");
    EXPECT_FALSE(seen.at("may_change").get<bool>());
    EXPECT_THAT(seen.at("send_to"), IsEmpty()) << "whom it goes to is the owner's business";
    EXPECT_EQ(kim().patch(path(list), {{"name", "Meine"}}, {test::if_match(2)}).status, 403);
    EXPECT_EQ(kim().del(path(list), {test::if_match(2)}).status, 403);
    EXPECT_EQ(kim().get(path(list, "/deliveries")).status, 403);
    EXPECT_EQ(kim().post("/saved-lists", kept("Eigene", {{"shared_with", {role_id("counter")}}})).status, 403);
    EXPECT_EQ(kim().post("/saved-lists", kept("Eigene", {{"repeats", "daily"}})).status, 403);
    EXPECT_EQ(kim().post("/saved-lists", kept("Eigene")).status, 201);
    const auto names = bea().get("/role-names");
    EXPECT_THAT(names.json.at("roles"), Contains(Json{{"id", role_id("counter")}, {"name", "counter"}}));
}

TEST_P(SavedLists, AreMadeOnceWhenTheyAreDueWhicheverServerLooks) {
    const auto list = created(bea(), daily("Morgens"));
    created(bea(), kept("Nie von selbst"));
    EXPECT_EQ(list.at("next_at"), "2026-03-02T05:30:00Z") << "it is said at once";
    EXPECT_EQ(deliveries().look(), 0);
    clock().set(*read_instant("2026-03-02T05:29:59Z", "UTC"));
    EXPECT_EQ(deliveries().look(), 0);
    wake_at("2026-03-04T12:00:00Z");  // nobody looked for two days
    Deliveries other(house(), runs(), jobs());
    std::atomic<int> made = 0;
    std::thread beside([&] { made += other.look(); });
    made += deliveries().look();
    beside.join();
    EXPECT_EQ(made, 1) << "once, not once for each server or missed day";
    const auto all = deliveries_of(list);
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0].at("state"), "done");
    EXPECT_EQ(all[0].at("rows"), 5);
    EXPECT_EQ(all[0].at("file_name"), "Morgens 2026-03-04.xlsx");
    EXPECT_EQ(bea().get(path(list)).json.at("next_at"), "2026-03-05T05:30:00Z");
    EXPECT_EQ(deliveries().look(), 0);
}

TEST_P(SavedLists, ShowInTheFileWhatWasKeptAndNothingElse) {
    const auto list = created(bea(), kept("Ein Blatt", {{"format", "csv"}, {"headings", "names"}}));
    const auto job = bea().post(path(list, "/deliveries")).json.at("id").get<int>();
    EXPECT_EQ(deliveries_of(list)[0].at("state"), "done");
    std::string text;
    for (int i = 0; i < 1000 && text.empty(); ++i) {
        const auto file = bea().get("/jobs/" + std::to_string(job) + "/result");
        if (file.status == 200) text = file.text;
        else std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_THAT(text, HasSubstr("name,first_name,order"));
    EXPECT_THAT(text, HasSubstr("Gast 0,Eva,B0"));
    EXPECT_THAT(text, Not(HasSubstr("email")));
}

TEST_P(SavedLists, SendALinkThatOpensWithoutSigningInUntilItEnds) {
    serve();
    const auto list = created(bea(), kept("Für den Chef", {{"send_to", {"chef@theater.example"}}, {"format", "csv"}}));
    bea().post(path(list, "/deliveries"));
    const auto address = link();
    ASSERT_THAT(address, HasSubstr("/list-deliveries/"));
    const auto done = deliveries_of(list)[0];
    auto stranger = client();
    test::ApiAnswer file;
    for (int i = 0; i < 1000 && file.status != 200; ++i) {
        file = stranger.get(address);
        if (file.status != 200) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_EQ(file.status, 200);
    EXPECT_THAT(file.text, HasSubstr("Gast 0"));
    auto wrong = address;
    wrong[wrong.size() - 8] = wrong[wrong.size() - 8] == 'a' ? 'b' : 'a';
    EXPECT_EQ(stranger.get(wrong).status, 404);
    const auto after = deliveries_of(list)[0];
    EXPECT_EQ(after.at("fetched"), 1);
    EXPECT_EQ(after.at("sent"), Json::array({{{"to", "chef@theater.example"}, {"outcome", "sent"}}}));
    EXPECT_EQ(done.at("expires_at"), "2026-03-08T09:00:00Z");
    wake_at("2026-03-08T09:00:00Z");
    EXPECT_EQ(stranger.get(address).status, 404) << "seven days are over";
}

TEST_P(SavedLists, EndWithTheRightsOfTheirOwner) {
    serve();
    const auto list = created(bea(), kept("Für den Chef", {{"send_to", {"chef@theater.example"}}, {"repeats", "daily"}}));
    deliveries().look();
    bea().post(path(list, "/deliveries"));
    const auto address = link();
    deliveries_of(list);
    take_rights_of("bea");
    auto stranger = client();
    EXPECT_EQ(stranger.get(address).status, 404) << "a link shows no more than its owner may see now";
    clock().advance(std::chrono::hours(24));
    EXPECT_EQ(deliveries().look(), 0);
    const auto problems = db().read([&](sql::Transaction& transaction) {
        std::vector<std::string> all;
        for (const auto& one : deliveries().of_list(transaction, list.at("id").get<std::int64_t>()))
            if (one.state == "failed") all.push_back(one.problem);
        return all;
    });
    EXPECT_THAT(problems, ElementsAre(HasSubstr("reports.customers")));
    EXPECT_THAT(sink_->messages(), SizeIs(1));
}

TEST_P(SavedLists, ThatWereCutOffAreMadeAgain) {
    const auto list = created(bea(), daily("Morgens"));
    deliveries().look();
    wake_at("2026-03-02T06:00:00Z");
    {
        jobs::Jobs ending(db(), test::temporary_path("").string(), clock());  // a server that never gets to it
        Deliveries there(house(), runs(), ending);
        EXPECT_EQ(there.look(), 1);
        ending.stop();
    }
    db().write([](sql::Transaction& transaction) { transaction.execute("UPDATE job SET state = 'failed'"); });
    EXPECT_EQ(deliveries().look(), 1) << "what was lost is due again";
    const auto all = deliveries_of(list);
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(all[0].at("state"), "done");
    EXPECT_EQ(all[1].at("state"), "failed");
    EXPECT_THAT(all[1].at("problem").get<std::string>(), Not(HasSubstr("error.")));
}

TEST_P(SavedLists, ComeBackByUndoWithTheirTimes) {
    const auto list = created(bea(), daily("Morgens"));
    const auto event = bea().del(path(list), {test::if_match(1)}).json.at("change_event").get<int>();
    EXPECT_EQ(bea().get(path(list)).status, 404);
    EXPECT_EQ(bea().post("/change-events/" + std::to_string(event) + "/reversal").status, 200);
    EXPECT_EQ(bea().get(path(list)).json.at("repeats"), "daily");
    deliveries().look();
    EXPECT_EQ(bea().get(path(list)).json.at("next_at"), "2026-03-02T05:30:00Z");
}

}  // namespace
}  // namespace kartei::reports
