#include <gmock/gmock.h>

#include <fstream>
#include <future>

#include "jobs/job_title.hpp"
#include "modules/accounts/api_fixture.hpp"

namespace kartei::accounts {
namespace {

using testing::HasSubstr;
using web::Json;

class JobsApi : public OverHttp {
protected:
    void SetUp() override {
        OverHttp::SetUp();
        if (IsSkipped()) return;
        erika = make_user("erika").id;
        max = make_user("max").id;
    }

    std::int64_t start(std::int64_t user, jobs::Work work) {
        return *jobs().start({"export", "Kundenliste", user, 0}, std::move(work));
    }

    /// The stream of a client, read byte by byte as the browser does.
    std::unique_ptr<test::RawConnection> stream_of(const test::ApiClient& client, const std::string& last_event = {},
                                                   const std::string& query = {}) {
        auto connection = std::make_unique<test::RawConnection>(port());
        connection->send("GET /api/v1/jobs/stream" + query + " HTTP/1.1\r\nHost: localhost\r\nCookie: " +
                         client.cookie() + "\r\n" +
                         (last_event.empty() ? "" : "Last-Event-ID: " + last_event + "\r\n") + "\r\n");
        return connection;
    }

    std::string state_of(test::ApiClient& client, std::int64_t job) {
        return client.get("/jobs/" + std::to_string(job)).json["state"];
    }
    bool ends(test::ApiClient& client, std::int64_t job) {
        for (int i = 0; i < 2000; ++i) {
            const auto state = state_of(client, job);
            if (state != "waiting" && state != "running") return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    }

    std::int64_t erika = 0, max = 0;
};
ON_BOTH_ENGINES(JobsApi);

jobs::Work quick() {
    return [](jobs::Progress&) -> Result<jobs::Outcome> { return jobs::Outcome{{{"rows", 3}}}; };
}

TEST_P(JobsApi, ShowsAUserHisOwnJobs) {
    const auto mine = start(erika, quick()), others = start(max, quick());
    auto client = signed_in_client("erika");
    ASSERT_TRUE(ends(client, mine));
    const auto list = client.get("/jobs").json["jobs"];
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(list[0]["id"], mine);
    EXPECT_EQ(list[0]["state"], "done");
    EXPECT_EQ(list[0]["result"], Json({{"rows", 3}}));
    EXPECT_EQ(client.get("/jobs/" + std::to_string(others)).status, 404) << "not even that there is one";
    EXPECT_EQ(client.del("/jobs/" + std::to_string(others)).status, 404);
    EXPECT_EQ(client.get("/jobs/" + std::to_string(others) + "/result").status, 404);
}

TEST_P(JobsApi, ShowsEverybodysJobsToWhoMaySeeThem) {
    make_user("chef", {"administrator"});
    start(erika, quick());
    start(max, quick());
    auto chef = signed_in_client("chef");
    EXPECT_EQ(chef.get("/jobs").json["jobs"].size(), 2u);
    EXPECT_EQ(chef.get("/jobs?limit=1").json["jobs"].size(), 1u);
}

TEST_P(JobsApi, SaysInTheUsersLanguageWhyAJobFailed) {
    const auto id = start(erika, [](jobs::Progress&) -> Result<jobs::Outcome> {
        return refuse(RefusalKind::conflict, "error.no_such_list");
    });
    auto client = signed_in_client("erika");
    ASSERT_TRUE(ends(client, id));
    const auto job = client.get("/jobs/" + std::to_string(id)).json;
    EXPECT_EQ(job["state"], "failed");
    EXPECT_EQ(job["problem"]["status"], 409);
    EXPECT_EQ(job["problem"]["issues"][0]["message"], "Diese Liste gibt es nicht.");
    ASSERT_EQ(client.patch("/me/settings", {{"language", "nl"}}).status, 200);
    EXPECT_EQ(client.get("/jobs/" + std::to_string(id)).json["problem"]["issues"][0]["message"],
              "Deze lijst bestaat niet.");
}

TEST_P(JobsApi, TellsTheTitleInTheReadersLanguage) {
    const auto id = *jobs().start({"export",
                                   jobs::titled("report.export_of_type", {{"list", "@report.customers"},
                                                                          {"type", "@report_type.sold"},
                                                                          {"format", "csv"}}),
                                   erika, 0}, quick());
    const auto plain = start(erika, quick());
    auto client = signed_in_client("erika");
    const auto title = [&](std::int64_t job) { return client.get("/jobs/" + std::to_string(job)).json["title"]; };
    EXPECT_EQ(title(id), "Kundenliste: Verkaufte Karten (csv)");
    EXPECT_EQ(title(plain), "Kundenliste") << "of an earlier version";
    ASSERT_EQ(client.patch("/me/settings", {{"language", "nl"}}).status, 200);
    EXPECT_EQ(title(id), "Klantenlijst: Verkochte tickets (csv)");
}

TEST_P(JobsApi, AResultTakesTheRightToItWhenItIsFetched) {
    const auto with_file = [](jobs::Progress& progress) -> Result<jobs::Outcome> {
        std::ofstream(progress.result_file("Gäste.csv")) << "name\nMüller\n";
        return jobs::Outcome{{{"rows", 1}}};
    };
    const auto order = [&](std::int64_t user, const std::string& events) {
        return *jobs().start({"export", "Kundenliste", user, 0, "reports.export", events}, with_file);
    };
    const auto kasse = make_user("kasse", {"box_office"});
    const auto all = order(kasse.id, "*"), others = order(kasse.id, "4711"), of_erika = order(erika, "*");
    const auto path = [](std::int64_t job) { return "/jobs/" + std::to_string(job); };
    auto client = signed_in_client("kasse"), without = signed_in_client("erika");
    for (const auto job : {all, others}) ASSERT_TRUE(ends(client, job));
    ASSERT_TRUE(ends(without, of_erika));
    EXPECT_EQ(client.get(path(all) + "/result").status, 200);
    EXPECT_EQ(without.get(path(of_erika) + "/result").status, 403) << "her own, from when she had the right";
    EXPECT_EQ(without.get(path(of_erika)).json["result"], nullptr);
    EXPECT_EQ(without.get("/jobs").json["jobs"][0]["result"], nullptr);
    const auto of_two = *jobs().start({"export", "Kundenliste", kasse.id, 0, "reports.export users.manage"}, with_file);
    ASSERT_TRUE(ends(client, of_two));
    EXPECT_EQ(client.get(path(of_two) + "/result").status, 403) << "one of two rights is not enough";
    ASSERT_TRUE(change(kasse, {{"all_events", false}}));
    http_accounts().sessions.changed();  // as the endpoint that changes users does
    EXPECT_EQ(client.get(path(all) + "/result").status, 403) << "it was made with all events";
    EXPECT_EQ(client.get(path(others) + "/result").status, 403) << "and this with a promoter's that he sees no more";
}

TEST_P(JobsApi, GivesTheFileOfAJob) {
    const auto id = start(erika, [](jobs::Progress& progress) -> Result<jobs::Outcome> {
        std::ofstream(progress.result_file("Gäste am 24.csv")) << "name\nMüller\n";
        return jobs::Outcome{};
    });
    auto client = signed_in_client("erika");
    ASSERT_TRUE(ends(client, id));
    const auto file = client.get("/jobs/" + std::to_string(id) + "/result");
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.text, "name\nMüller\n");
    EXPECT_EQ(file.header("content-type"), "text/csv; charset=utf-8");
    EXPECT_THAT(file.header("content-disposition"), HasSubstr("filename*=UTF-8''G%C3%A4ste%20am%2024.csv"));
    const auto without = start(erika, quick());
    ASSERT_TRUE(ends(client, without));
    EXPECT_EQ(client.get("/jobs/" + std::to_string(without) + "/result").status, 404);
}

TEST_P(JobsApi, StopsAJobThatIsCancelled) {
    const auto id = start(erika, [](jobs::Progress& progress) -> Result<jobs::Outcome> {
        while (true) {
            progress.stop_if_cancelled();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
    auto client = signed_in_client("erika");
    EXPECT_EQ(client.del("/jobs/" + std::to_string(id)).status, 204);
    ASSERT_TRUE(ends(client, id));
    EXPECT_EQ(state_of(client, id), "cancelled");
    EXPECT_EQ(client.del("/jobs/" + std::to_string(id)).status, 204) << "once more does no harm";
}

TEST_P(JobsApi, StreamsProgressAndTheEndToTheUserAlone) {
    auto client = signed_in_client("erika");
    auto stream = stream_of(client), dutch = stream_of(client, {}, "?language=nl");
    EXPECT_THAT(stream->receive_until("retry: "), HasSubstr("text/event-stream"));
    dutch->receive_until("retry: ");
    start(max, quick());
    const auto id = start(erika, [](jobs::Progress& progress) -> Result<jobs::Outcome> {
        progress.begin_phase("change.user_created", 20);
        progress.set_done(20);
        return jobs::Outcome{};
    });
    const auto events = stream->receive_until("event: done");
    EXPECT_THAT(events, HasSubstr("event: progress"));
    EXPECT_THAT(events, HasSubstr("\"phase\":\"Benutzer angelegt\"")) << "in the user's language";
    EXPECT_THAT(dutch->receive_until("event: done"), HasSubstr("\"phase\":\"Gebruiker aangemaakt\""));
    EXPECT_THAT(events, HasSubstr("\"id\":" + std::to_string(id)));
    EXPECT_THAT(events, testing::Not(HasSubstr("\"id\":" + std::to_string(id - 1)))) << "another user's job";
}

TEST_P(JobsApi, StreamTakesUpWhereItBrokeOff) {
    auto client = signed_in_client("erika");
    std::string first;
    {
        auto stream = stream_of(client);
        stream->receive_until("retry: ");
        start(erika, quick());
        first = stream->receive_until("event: done");
    }
    const auto at = first.rfind("id: ");
    const auto last = first.substr(at + 4, first.find('\n', at) - at - 4);
    const auto missed = start(erika, quick());
    ASSERT_TRUE(ends(client, missed));
    auto again = stream_of(client, last);
    const auto events = again->receive_until("\"state\":\"done\"");
    EXPECT_THAT(events, HasSubstr("\"id\":" + std::to_string(missed)));
    EXPECT_THAT(events, testing::Not(HasSubstr("id: " + last + "\n")));
}

TEST_P(JobsApi, StreamEndsWithTheSession) {
    auto client = signed_in_client("erika");
    auto stream = stream_of(client);
    stream->receive_until("retry: ");
    EXPECT_EQ(client.del("/session").status, 204);
    EXPECT_THAT(stream->receive_until("0\r\n\r\n"), testing::EndsWith("0\r\n\r\n")) << "the last chunk";
}

// Another server of the same house has no other way to tell this one than the table.
TEST_P(JobsApi, StreamEndsWhenAnotherServerLocksTheUser) {
    auto client = signed_in_client("erika");
    auto stream = stream_of(client);
    stream->receive_until("retry: ");
    const auto user = db().read([](sql::Transaction& transaction) {
        return *find_user(transaction, *user_called(transaction, "erika"));
    });
    ASSERT_TRUE(db().write([&](sql::Transaction& transaction) {
        return change_user(house(), transaction, Actor::system(), user.id, user.version, {{"active", false}}, "");
    }));
    EXPECT_THAT(stream->receive_until("0\r\n\r\n"), testing::EndsWith("0\r\n\r\n")) << "without anything to tell";
}

TEST_P(JobsApi, SigningOutClearsTheBrowser) {
    auto client = signed_in_client("erika");
    const auto gone = client.del("/session");
    EXPECT_EQ(gone.status, 204);
    EXPECT_THAT(gone.header("clear-site-data"), HasSubstr("\"storage\""));
    EXPECT_THAT(gone.header("clear-site-data"), HasSubstr("\"cache\""));
}

}  // namespace
}  // namespace kartei::accounts
