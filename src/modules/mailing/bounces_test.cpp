// Addresses from which e-mails come back get nothing more until they are other ones or somebody says that they are right.
#include "modules/consents/suppressions.hpp"
#include "modules/mailing/bounces.hpp"
#include "modules/mailing/sendings_fixture.hpp"
#include "tests/support/smtp_sink.hpp"

namespace kartei::mailing {
namespace {

using test::SmtpSink;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Bounces : public WithSendings {
protected:
    std::int64_t note(const string& address, const string& status, const string& at = "2026-02-01T10:00:00Z",
                      const string& message_id = "") {
        return db().write([&](Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_bounces");
            note_bounce(house(), transaction, change, {address, status, at, message_id});
            change.seal();
            return change.event();
        });
    }
    json emails() { return chief().post("/sendings/preview", advertising({{"output", "emails"}})).json; }
    json email_channel(const string& name) {
        const auto contact = chief().get("/customers/" + std::to_string(ids_.at(name)) + "/contact").json;
        return contact.at("channels").at(1);
    }
    std::vector<string> told(const string& name) {
        std::vector<string> all;
        db().read([&](Transaction& transaction) {
            for (const auto& event : audit::history_of(house(), transaction, bounce_history, ids_.at(name), 0, 50))
                for (const auto& change : event.changes) all.push_back(change.field + ": " + change.after.value_or("-"));
        });
        return all;
    }
};
ON_BOTH_ENGINES(Bounces);

TEST_P(Bounces, AnUndeliverableAddressGetsNothingMoreUntilItIsAnotherOne) {
    reachable("Anna"), reachable("Bert"), declare("Anna", "given"), declare("Bert", "given");
    EXPECT_EQ(emails().at("going"), 2);
    note("anna@EXAMPLE.com", "5.1.1");
    EXPECT_EQ(emails().at("going"), 1);
    EXPECT_THAT(reasons(emails().at("dropped")), ElementsAre("undeliverable 1"));
    EXPECT_THAT(told("Anna"), ElementsAre("undeliverable: Adresse unbekannt (5.1.1)"));
    EXPECT_EQ(email_channel("Anna").at("contract").at("reason"), "undeliverable");
    EXPECT_THAT(email_channel("Anna").at("returned").get<string>(), HasSubstr("5.1.1"));
    EXPECT_TRUE(email_channel("Bert").at("returned").is_null());
    change("Anna", {{"email", string("anna@elsewhere.example")}});
    EXPECT_EQ(emails().at("going"), 2);
}

TEST_P(Bounces, AClockThatGoesWrongSilencesNothing) {
    reachable("Anna"), declare("Anna", "given");
    note("anna@example.com", "4.4.1", "2099-01-01T00:00:00Z");
    EXPECT_EQ(emails().at("going"), 1);
    clock().set(*read_instant("2026-03-02T10:00:00Z", "UTC"));
    note("anna@example.com", "5.1.1", "2026-03-02T09:00:00Z");
    EXPECT_EQ(emails().at("going"), 0);
}

TEST_P(Bounces, WhatComesBackForAWhileIsCountedOnly) {
    reachable("Anna"), declare("Anna", "given");
    note("Anna@example.com", "4.4.1", "2026-02-01T10:00:00Z"), note("Anna@example.com", "5.2.2", "2026-02-02T10:00:00Z");
    note("Anna@example.com", "5.2.2", "2026-02-02T10:00:00Z");  // told twice
    EXPECT_EQ(emails().at("going"), 1);
    const auto known = db().read([&](Transaction& transaction) { return bounce_of(house().keys, transaction, "anna@example.com"); });
    ASSERT_TRUE(known);
    EXPECT_EQ(known->returned, 2);
    EXPECT_EQ(known->state, "put_off");
    note("Anna@example.com", "5.1.1", "2026-02-03T10:00:00Z"), note("Anna@example.com", "5.2.2", "2026-02-04T10:00:00Z");
    EXPECT_EQ(emails().at("going"), 0) << "it stays undeliverable";
}

TEST_P(Bounces, ConfirmedItIsWrittenToAgainAndUndoTakesThatBack) {
    reachable("Anna"), declare("Anna", "given");
    const auto path = "/customers/" + std::to_string(ids_.at("Anna")) + "/email-confirmation";
    EXPECT_EQ(chief().post(path).status, 409);
    note("Anna@example.com", "5.1.1", "2020-01-01T00:00:00Z");
    EXPECT_EQ(clerk().post(path).status, 403);
    const auto confirmed = chief().post(path);
    ASSERT_EQ(confirmed.status, 200) << confirmed.text;
    EXPECT_EQ(emails().at("going"), 1);
    const auto undone = audit::reverse_event(house(), Actor::system(), confirmed.json.at("change_event"));
    ASSERT_TRUE(undone);
    EXPECT_THAT(undone->conflicts, IsEmpty());
    EXPECT_EQ(emails().at("going"), 0);
    EXPECT_EQ(chief().post(path).status, 200);
    note("Anna@example.com", "5.1.1", "2019-01-01T00:00:00Z");
    EXPECT_EQ(emails().at("going"), 1) << "a report from before says nothing";
    clock().advance(std::chrono::hours(1));
    note("Anna@example.com", "5.1.1", "2099-01-01T00:00:00Z");
    EXPECT_EQ(emails().at("going"), 0);
}

// Who has the database alone cannot try out from it whose e-mails came back, nor from the audit once he was erased.
TEST_P(Bounces, TheHashIsOneOfTheHouse) {
    reachable("Anna"), declare("Anna", "given");
    const auto plain = consents::suppression_hash_of_email("anna@example.com");
    note("anna@example.com", "5.1.1");
    const auto rows_with = [&](const string& hash) {
        return db().read([&](Transaction& transaction) {
            auto rows = transaction.query("SELECT count(*) FROM email_bounce WHERE hash = :hash", hash);
            rows.next();
            return rows.integer(0);
        });
    };
    EXPECT_EQ(rows_with(plain), 0);
    EXPECT_EQ(rows_with(consents::keyed_suppression(house().keys, plain)), 1);
    // One of an older version is known as it is, and keyed at the next start.
    db().write([&](Transaction& transaction) {
        transaction.execute("UPDATE email_bounce SET hash = :hash, keyed = 0", plain);
    });
    EXPECT_EQ(emails().at("going"), 0);
    key_plain_bounces(house()), key_plain_bounces(house());
    EXPECT_EQ(rows_with(plain), 0);
    EXPECT_EQ(emails().at("going"), 0);
}

TEST_P(Bounces, UndoneTheAddressIsAsBefore) {
    reachable("Anna"), declare("Anna", "given");
    const auto event = note("Anna@example.com", "5.1.1");
    const auto undone = audit::reverse_event(house(), Actor::system(), event);
    ASSERT_TRUE(undone);
    EXPECT_THAT(undone->conflicts, IsEmpty());
    EXPECT_EQ(emails().at("going"), 1);
}

TEST_P(Bounces, WhomTheServerRefusesAtOnceIsUndeliverableAndNotWrittenToByHand) {
    SmtpSink sink([](const string& to, int) { return to.starts_with("Anna") ? SmtpSink::Answer::unknown : SmtpSink::Answer::refuse; });
    mail_server() = {.host = "127.0.0.1", .port = sink.port(), .security = "none", .sender = "info@kartei.example",
                     .per_minute = 60000, .retry_seconds = 0};
    reachable("Anna"), reachable("Bert"), declare("Anna", "given"), declare("Bert", "given");
    sent(advertising({{"output", "mail"}, {"subject", "Neues"}, {"text", "Guten Tag"}}));
    EXPECT_THAT(reasons(emails().at("dropped")), ElementsAre("undeliverable 1")) << "Bert's message was refused, not he";
    EXPECT_THAT(told("Anna"), ElementsAre("undeliverable: Adresse unbekannt (5.1.1)"));
    const auto by_hand = chief().post("/customers/" + std::to_string(ids_.at("Anna")) + "/mail",
                                      {{"subject", "x"}, {"text", "x"}});
    EXPECT_EQ(by_hand.status, 409);
    EXPECT_THAT(by_hand.text, HasSubstr("5.1.1"));
}

}  // namespace
}  // namespace kartei::mailing
