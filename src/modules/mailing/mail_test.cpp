// E-mails by a mail server: none lost, none twice; what nobody knows is said to be in doubt.
#include "modules/mailing/mail_message.hpp"
#include "modules/mailing/sendings_fixture.hpp"
#include "tests/support/smtp_sink.hpp"

namespace kartei::mailing {
namespace {

using test::SmtpSink;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using Answer = SmtpSink::Answer;

TEST(MailMessage, IsMimeWithTextAndHtmlAndOneClickToLeave) {
    MailWords words{"info@kartei.example", "Reisebüro Sonnenschein", "anna@example.com", "Anna Müller",
                    "Grüße aus Bonn an alle, die gern reisen und lange Betreffzeilen lesen"};
    words.text = "Guten Tag <b>,\n\nbis bald", words.message_id = "1@kartei.example", words.date = "2026-03-01T09:00:00Z";
    words.unsubscribe = "https://kartei.example/api/v1/unsubscribe/abc", words.unsubscribe_words = "Abmelden:";
    const auto message = mail_message(words);
    EXPECT_THAT(message, HasSubstr("Message-ID: <1@kartei.example>\r\n"));
    EXPECT_THAT(message, HasSubstr("Date: Sun, 1 Mar 2026 09:00:00 +0000\r\n"));
    EXPECT_THAT(message, HasSubstr("List-Unsubscribe: <https://kartei.example/api/v1/unsubscribe/abc>\r\n"));
    EXPECT_THAT(message, HasSubstr("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
    EXPECT_THAT(message, HasSubstr("Subject: =?UTF-8?B?"));
    EXPECT_THAT(message, HasSubstr("Content-Type: text/plain; charset=utf-8\r\n"));
    EXPECT_THAT(message, HasSubstr("Content-Type: text/html; charset=utf-8\r\n"));
    std::istringstream lines(message);
    for (string line; std::getline(lines, line);) EXPECT_LE(line.size(), 79u) << line;
    EXPECT_EQ(as_html("a <b>\nc\n\nd"), "<p>a &lt;b&gt;<br>\nc</p>\n<p>d</p>\n");
}

class Mails : public WithSendings {
protected:
    void serve(SmtpSink::Decide decide = {}) {
        sink_ = std::make_unique<SmtpSink>(std::move(decide));
        mail_server() = {.host = "127.0.0.1", .port = sink_->port(), .security = "none", .sender = "info@kartei.example",
                         .sender_name = "Reisebüro", .public_address = "https://kartei.example", .per_minute = 60000,
                         .retry_seconds = 0};
    }
    void TearDown() override {
        WithSendings::TearDown();
        sink_.reset();
    }
    /// Many who have permitted it.
    void people(int count) {
        for (int i = 0; i < count; ++i) reachable("Kunde" + std::to_string(i)), declare("Kunde" + std::to_string(i), "given");
    }
    static json newsletter() {
        return advertising({{"output", "mail"}, {"subject", "Neues"}, {"text", "Guten Tag {name}"}});
    }
    /// How often each address got it.
    std::map<string, int> got() const {
        std::map<string, int> all;
        for (const auto& one : sink_->messages()) ++all[one.to];
        return all;
    }
    string token() {
        return db().read([](Transaction& transaction) {
            auto rows = transaction.query("SELECT token FROM sending_recipient ORDER BY id LIMIT 1");
            return rows.next() ? rows.string(0) : "";
        });
    }
    std::unique_ptr<SmtpSink> sink_;
};
ON_BOTH_ENGINES(Mails);

// J-083: mails are sent from the program
TEST_P(Mails, EverybodyWhoPermittedGetsOneAlsoWhoWasPutOffAtFirst) {
    serve([](const string&, int before) { return before % 4 == 1 ? Answer::put_off : Answer::take; });
    people(8), reachable("Verweigerer");
    const auto id = sent(newsletter());
    EXPECT_THAT(got(), SizeIs(8));
    for (const auto& [to, count] : got()) EXPECT_EQ(count, 1) << to;
    EXPECT_EQ(sending(id).at("state"), "done");
    EXPECT_EQ(sending(id).at("counts").at("sent"), 8);
    EXPECT_THAT(reasons(sending(id).at("dropped")), ElementsAre("no_permission 1"));
    EXPECT_THAT(sink_->messages()[0].text, HasSubstr("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    EXPECT_THAT(history("Kunde0"), ElementsAre("sent: E-mail: Neues (Newsletter, 2025-05-01)"));
    std::set<string> message_ids;
    for (const auto& one : sink_->messages()) {
        const auto at = one.text.find("Message-ID: ");
        message_ids.insert(one.text.substr(at, one.text.find('\r', at) - at));
    }
    EXPECT_THAT(message_ids, SizeIs(8));
}

TEST_P(Mails, WhoIsRefusedIsNamedAndAServerThatHangsUpLeavesOneInDoubt) {
    serve([](const string& to, int) {
        return to.starts_with("Kunde1@") ? Answer::refuse : to.starts_with("Kunde2@") ? Answer::vanish : Answer::take;
    });
    people(4);
    const auto id = sent(newsletter());
    const auto counts = sending(id).at("counts");
    EXPECT_EQ(counts.at("sent"), 2);
    EXPECT_EQ(counts.at("failed"), 1);
    EXPECT_EQ(counts.at("in_doubt"), 1);
    EXPECT_EQ(recipients(id, "in_doubt").at(0).at("name"), "Kunde2");
    EXPECT_EQ(got()["Kunde2@example.com"], 0) << "it is not sent again by itself";
}

TEST_P(Mails, StartedAgainNoneIsLostAndNoneGoesTwiceButTheOneThatWasOnItsWayIsInDoubt) {
    serve();
    people(5);
    const auto begun = db().write([&](Transaction& transaction) {
        return begin_sending(house(), transaction, *engine_, Actor::system(), newsletter());
    });
    ASSERT_TRUE(begun);
    const auto id = begun->id;
    // The program died while the second was on its way.
    db().write([&](Transaction& transaction) {
        auto all = recipients_of(transaction, id, "", 0, 10);
        all[0].state = "sent", all[1].state = "in_flight";
        update_recipient(transaction, all[0]), update_recipient(transaction, all[1]);
        transaction.execute("UPDATE sending SET seen_at = '2020-01-01T00:00:00Z'");
    });
    recover_sendings(house());
    EXPECT_EQ(sending(id).at("state"), "paused");
    EXPECT_EQ(sending(id).at("counts").at("in_doubt"), 1);
    const auto path = "/sendings/" + std::to_string(id);
    const auto going = chief().post(path + "/continuation", json::object());
    ASSERT_EQ(going.status, 202) << going.text;
    finished(going.json.at("job"));
    EXPECT_THAT(got(), SizeIs(3)) << "the one sent before and the one in doubt are not among them";
    EXPECT_EQ(sending(id).at("state"), "done");
    EXPECT_EQ(chief().post(path + "/continuation", json::object()).status, 409);
}

TEST_P(Mails, PausedGoneOnWithAndCancelled) {
    serve();
    people(6);
    mail_server().per_minute = 60;  // one in a second: time to pause it
    const auto begun = chief().post("/sendings", newsletter());
    ASSERT_EQ(begun.status, 201) << begun.text;
    const auto path = "/sendings/" + begun.json.at("id").dump();
    EXPECT_EQ(chief().post(path + "/pause").status, 200);
    finished(begun.json.at("job"));
    const auto before = got().size();
    EXPECT_LT(before, 6u);
    EXPECT_EQ(chief().post(path + "/pause").status, 409);
    mail_server().per_minute = 60000;
    const auto going = chief().post(path + "/continuation", {{"doubtful", "keep"}});
    ASSERT_EQ(going.status, 202) << going.text;
    finished(going.json.at("job"));
    EXPECT_THAT(got(), SizeIs(6));
    mail_server().per_minute = 60;
    const auto second = chief().post("/sendings", newsletter());
    const auto other = "/sendings/" + second.json.at("id").dump();
    EXPECT_EQ(chief().post(other + "/cancellation").status, 200);
    finished(second.json.at("job"));
    EXPECT_EQ(chief().get(other).json.at("state"), "cancelled");
    EXPECT_EQ(chief().get(other).json.at("counts").at("waiting"), 0);
}

// RFC 8058: one click, by whoever holds the secret of the message; the declaration is withdrawn
TEST_P(Mails, OneClickWithdrawsThePermission) {
    serve();
    people(1);
    sent(newsletter());
    const auto path = "/unsubscribe/" + token();
    auto& nobody = server_->as("");
    EXPECT_EQ(nobody.get(path).status, 200);
    EXPECT_EQ(chief().post("/sendings/preview", newsletter()).json.at("going"), 1) << "looking is not leaving";
    EXPECT_EQ(nobody.post(path).status, 200);
    EXPECT_THAT(reasons(chief().post("/sendings/preview", newsletter()).json.at("dropped")),
                ElementsAre("permission_withdrawn 1"));
    EXPECT_EQ(nobody.post("/unsubscribe/aaaaaaaaaaaaaaaaaaaaaaaa").status, 404);
}

// Who withdraws between the beginning and his turn gets nothing
TEST_P(Mails, TheGateDecidesAtTheMomentOfSending) {
    serve();
    people(2);
    const auto begun = db().write([&](Transaction& transaction) {
        return begin_sending(house(), transaction, *engine_, Actor::system(), newsletter());
    });
    ASSERT_TRUE(begun);
    declare("Kunde1", "withdrawn", "2026-02-01T00:00:00Z");
    recover_sendings(house());
    db().write([&](Transaction& transaction) { set_state(transaction, begun->id, "running", "paused", house().now()); });
    const auto going = chief().post("/sendings/" + std::to_string(begun->id) + "/continuation", json::object());
    ASSERT_EQ(going.status, 202) << going.text;
    finished(going.json.at("job"));
    EXPECT_THAT(got(), SizeIs(1));
    EXPECT_EQ(recipients(begun->id, "dropped").at(0).at("name"), "Kunde1");
}

// J-083, J-090, J-091: from the profile, where there is an address; it may be changed by hand
TEST_P(Mails, OneCustomerIsWrittenToFromHisProfile) {
    serve();
    reachable("Anna"), reachable("Bert", {{"email", Value()}});
    const auto mail = [&](const string& name, const json& more = json::object()) {
        json body{{"subject", "Ihre Reise"}, {"text", "schön, dass Sie mitfahren, {name}."}};
        body.update(more);
        const auto begun = chief().post("/customers/" + std::to_string(ids_.at(name)) + "/mail", body);
        if (begun.status == 201) finished(begun.json.at("job"));
        return begun.status;
    };
    EXPECT_EQ(mail("Anna"), 201);
    EXPECT_EQ(mail("Bert"), 409);
    for (const auto* broken : {"bert", "bert@elsewhere.example\r\nBcc: eve@example.com",
                               "bert@elsewhere.example> SIZE=1", "bert@elsewhere.example,eve@example.com"})
        EXPECT_EQ(mail("Bert", {{"to", broken}}), 422) << broken;
    EXPECT_EQ(mail("Bert", {{"to", "bert@elsewhere.example"}}), 201);
    EXPECT_EQ(got(), (std::map<string, int>{{"Anna@example.com", 1}, {"bert@elsewhere.example", 1}}));
    EXPECT_THAT(history("Anna"), ElementsAre("sent: E-mail: Ihre Reise"));
    EXPECT_THAT(sink_->messages()[0].text, Not(HasSubstr("List-Unsubscribe")));
    EXPECT_EQ(clerk().post("/customers/" + std::to_string(ids_.at("Anna")) + "/mail", {{"subject", "x"}, {"text", "x"}})
                  .status,
              403);
}

}  // namespace
}  // namespace kartei::mailing
