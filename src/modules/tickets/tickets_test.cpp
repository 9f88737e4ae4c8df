// Tickets on paper: what is on them, what was printed, and by e-mail.
#include <gmock/gmock.h>

#include <set>

#include "modules/mailing/mail_message.hpp"
#include "modules/tickets/tickets_command.hpp"
#include "modules/tickets/at_the_door_test.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::tickets {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::SizeIs;
using testing::StartsWith;
using test::Json;

class TicketsOnPaper : public AtTheDoor {
protected:
    TicketPaper paper_of(const Json& order, int place = 0) {
        return db().read([&](sql::Transaction& transaction) {
            const auto stored = *orders::find_order(transaction, order["id"]);
            return TicketPapers(house(), transaction).paper(stored, orders::tickets_of(transaction, stored.id).at(
                                                                        static_cast<std::size_t>(place)));
        });
    }
    std::vector<int> counts(const Json& order) {
        std::vector<int> all;
        const auto tickets = tickets_of(order)["tickets"];
        for (const auto& ticket : tickets) all.push_back(ticket["print_count"]);
        return all;
    }
    std::int64_t unprinted() { return number("SELECT coalesce(sum(unprinted), 0) FROM event_line WHERE event_id = " +
                                             std::to_string(e1_)); }
};
ON_BOTH_ENGINES(TicketsOnPaper);

TEST_P(TicketsOnPaper, EveryTicketHasItsOwnBarcodeThatNobodyCanGuess) {
    std::set<std::string> barcodes;
    for (const auto& order : {sold(3), sold(2)}) {
        const auto tickets = tickets_of(order)["tickets"];
        for (const auto& ticket : tickets) {
            EXPECT_THAT(ticket["barcode"].get<std::string>(), MatchesRegex("[0-9]{20}"));
            barcodes.insert(ticket["barcode"].get<std::string>().substr(0, 12));
        }
    }
    EXPECT_THAT(barcodes, SizeIs(5)) << "even their beginnings differ";
}

TEST_P(TicketsOnPaper, ThePdfHasAPageForEachTicketInEitherFormat) {
    const auto order = sold(3);
    const auto a4 = as("anna").get(of_order(order, "/tickets.pdf"));
    ASSERT_EQ(a4.status, 200) << a4.text;
    EXPECT_THAT(a4.text, StartsWith("%PDF"));
    EXPECT_EQ(test::pages_of(a4.text), 3u);
    EXPECT_EQ(a4.text.find("/Subtype /Image"), std::string::npos) << "codes are drawn, not pictures";
    const auto one = as("anna").get(of_order(order, "/tickets.pdf?format=ticket&ticket=" + ids_of(order)[1].dump()));
    ASSERT_EQ(one.status, 200) << one.text;
    EXPECT_EQ(test::pages_of(one.text), 1u);
    EXPECT_THAT(counts(order), ElementsAre(0, 0, 0)) << "looking at it counts nothing";
    EXPECT_EQ(as("nord").get(of_order(order, "/tickets.pdf")).status, 404) << "another promoter's";
}

TEST_P(TicketsOnPaper, SaysEverythingInTheLanguageOfWhoBoughtIt) {
    set("ticket_tax", "reduced");
    db().write([&](sql::Transaction& t) {
        t.execute("UPDATE event SET name = 'Faust', subtitle = 'Premiere', starts_at = '2026-05-01T18:00:00Z'"
                  " WHERE id = :id", e1_);
        t.execute("UPDATE ticket SET entrance = 'B' WHERE event_id = :id", e1_);
        return 0;
    });
    const auto order = sold(1, {{"customer", adler_}});
    db().write([&](sql::Transaction& t) {
        t.execute("UPDATE ticket SET entrance = 'B' WHERE order_id = :id", order["id"].get<std::int64_t>());
        return 0;
    });
    auto paper = paper_of(order);
    EXPECT_EQ(paper.event, "Faust");
    EXPECT_EQ(paper.when, "Freitag, 01.05.2026, 20:00 Uhr");
    EXPECT_EQ(paper.where, "Stadttheater, Großer Saal");
    EXPECT_EQ(paper.door, "Eingang B");
    EXPECT_EQ(paper.place, "Block P, Reihe 2, Platz 1");
    EXPECT_EQ(paper.type, "Normal, Kategorie II");
    EXPECT_EQ(paper.price, "20,00 EUR");
    EXPECT_EQ(paper.tax, "darin 7 % MwSt.: 1,31 EUR");
    EXPECT_EQ(paper.promoter, "Veranstalter: Haus");
    EXPECT_EQ(paper.holder, "Inhaber: Adler");
    EXPECT_EQ(paper.order, "Bestellung " + order["number"].get<std::string>());
    db().write(
        [&](sql::Transaction& t) { return t.execute("UPDATE customer SET language = 'nl' WHERE id = :id", adler_); });
    paper = paper_of(order);
    EXPECT_EQ(paper.when, "vrijdag 01-05-2026, 20:00 uur");
    EXPECT_EQ(paper.place, "Sectie P, Rij 2, Stoel 1");
    EXPECT_EQ(paper.door, "Ingang B");
    for (const auto* name : {"Eingang links", "Linker Eingang", "Entrance left"}) {
        db().write([&](sql::Transaction& t) {
            return t.execute("UPDATE ticket SET entrance = :name WHERE order_id = :id", name,
                             order["id"].get<std::int64_t>());
        });
        EXPECT_EQ(paper_of(order).door, name) << "as its sign says, not entrance twice";
    }
    const auto nobody =
        sell("anna", {{"event", e1_}, {"section", standing()}, {"ticket_type", 1}}, cash("10.00"),
             {{"draft", hold("anna", {{"places", {{{"section", standing()}, {"places", 1}}}}}).json["draft"]}});
    ASSERT_EQ(nobody.status, 201) << nobody.text;
    EXPECT_EQ(paper_of(nobody.json).place, "Block Steh, freie Platzwahl");
    EXPECT_EQ(paper_of(nobody.json).holder, "");
}

TEST_P(TicketsOnPaper, TheCountSaysWhatCameOutOfThePrinter) {
    const auto order = sold(3);
    EXPECT_EQ(unprinted(), 3);
    const auto ids = ids_of(order);
    // The printer failed behind the second.
    const auto half = confirmed(order, Json::array({ids[0], ids[1]}), 1);
    ASSERT_EQ(half.status, 200) << half.text;
    EXPECT_THAT(counts(order), ElementsAre(1, 1, 0));
    EXPECT_EQ(unprinted(), 1) << "the third is still in the list of those not printed";
    EXPECT_EQ(confirmed(order, Json::array({ids[2]}), 1).status, 412) << "said twice, it is counted once";
    const auto rest = as("anna").get(of_order(order, "/tickets.pdf"));
    EXPECT_EQ(test::pages_of(rest.text), 1u) << "only what is missing";
    ASSERT_EQ(confirmed(order, Json::array({ids[2]}), 2).status, 200);
    EXPECT_EQ(unprinted(), 0);
    expect_whole();
}

TEST_P(TicketsOnPaper, PrintingAgainAsksWhyAndIsCounted) {
    const auto order = sold(2);
    const auto ids = ids_of(order);
    ASSERT_EQ(confirmed(order, ids, 1).status, 200);
    const auto none_left = as("anna").get(of_order(order, "/tickets.pdf"));
    EXPECT_EQ(none_left.status, 409);
    EXPECT_THAT(none_left.issues(), ElementsAre(": error.tickets_all_printed"));
    EXPECT_EQ(test::pages_of(as("anna").get(of_order(order, "/tickets.pdf?again=true")).text), 2u);
    EXPECT_THAT(confirmed(order, Json::array({ids[0]}), 2).issues(), ElementsAre("reason: error.printed_before_why"));
    clock().advance(std::chrono::hours(1));
    ASSERT_EQ(confirmed(order, Json::array({ids[0]}), 2, "Papierstau").status, 200);
    const auto tickets = tickets_of(order);
    const auto& first = tickets["tickets"][0];
    EXPECT_EQ(first["print_count"], 2);
    EXPECT_EQ(first["first_printed_at"], "2026-03-01T09:00:00Z");
    EXPECT_EQ(first["printed_at"], "2026-03-01T10:00:00Z");
    EXPECT_EQ(first["prints"][1]["reason"], "Papierstau");
    EXPECT_EQ(first["prints"][1]["printed_by"], "anna");
    undo(number("SELECT max(id) FROM change_event"));
    EXPECT_THAT(counts(order), ElementsAre(1, 1));
    EXPECT_EQ(number("SELECT count(*) FROM ticket_print"), 2);
    expect_whole();
}

TEST_P(TicketsOnPaper, WhatIsNotPaidOrDeletedIsNotPrinted) {
    const auto reserved = sell("anna", {wanted(seat("1", "1"))}, Json::array(), {{"reserve", true}}).json;
    EXPECT_THAT(as("anna").get(of_order(reserved, "/tickets.pdf")).issues(), ElementsAre(": error.no_ticket_to_print"));
    EXPECT_EQ(tickets_of(reserved)["tickets"][0]["not_printable"], "not paid yet");
    EXPECT_THAT(confirmed(reserved, ids_of(reserved), 1).issues(),
                ElementsAre("tickets: error.ticket_not_printed.reserved"));
    const auto order = sold(2);
    ASSERT_EQ(as("chief").post(of_order(order, "/returns"), {{"tickets", Json::array({ids_of(order)[0]})}, {"kind", "cash"}},
                               {test::if_match(1)}).status, 200);
    EXPECT_EQ(test::pages_of(as("anna").get(of_order(order, "/tickets.pdf")).text), 1u);
    const auto named = as("anna").get(of_order(order, "/tickets.pdf?ticket=" + ids_of(order)[0].dump()));
    EXPECT_THAT(named.issues(), ElementsAre("tickets: error.ticket_not_printed.deleted"));
}

TEST_P(TicketsOnPaper, WhatCameWithoutABarcodeGetsOneAndWhatCamePrintedKeepsWhen) {
    db().write([&](sql::Transaction& t) {
        t.execute("UPDATE ticket SET barcode = NULL, print_count = 1, printed_at = '2025-12-01T10:00:00Z'"
                  " WHERE id = (SELECT min(id) FROM ticket)");
        return 0;
    });
    const auto order = Json::object({{"id", number("SELECT order_id FROM ticket WHERE id = (SELECT min(id) FROM ticket)")}});
    const auto before = tickets_of(order);
    EXPECT_EQ(before["tickets"][0]["barcode"], nullptr);
    EXPECT_EQ(before["tickets"][1]["barcode"].get<std::string>().substr(0, 1), "B") << "what was taken over stays";
    ASSERT_EQ(as("anna").get(of_order(order, "/tickets.pdf?again=true")).status, 200);
    EXPECT_THAT(barcode(order), MatchesRegex("[0-9]{20}"));
    const auto ids = Json::array({before["tickets"][0]["id"]});
    ASSERT_EQ(confirmed(order, ids, before["version"], "neue Karte").status, 200);
    EXPECT_EQ(tickets_of(order)["tickets"][0]["first_printed_at"], "2025-12-01T10:00:00Z");
    EXPECT_EQ(tickets_of(order)["tickets"][0]["print_count"], 2);
}

TEST_P(TicketsOnPaper, ByCommandTheFileIsWrittenAndCounted) {
    const auto order = sold(2);
    const std::string number = order["number"];
    std::ostringstream out, err;
    auto actor = Actor::system("max");
    actor.language = Language::en;
    const auto folder = test::temporary_folder().string();
    const auto type = [&](const std::vector<std::string>& words) {
        out.str(""), err.str("");
        return test::type_command(tickets_command, house(), actor, words, out, err, folder);
    };
    EXPECT_EQ(type({number, "--preview"}), 0) << err.str();
    EXPECT_EQ(test::pages_of(out.str()), 2u);
    EXPECT_THAT(counts(order), ElementsAre(0, 0));
    EXPECT_EQ(type({number, "--out", "tickets.pdf"}), 0) << err.str();
    EXPECT_EQ(err.str(), "2 tickets printed\n");
    EXPECT_THAT(counts(order), ElementsAre(1, 1));
    EXPECT_EQ(type({number, "--out", "tickets.pdf"}), 1) << "again only with a reason";
    EXPECT_EQ(type({number, "--again", "lost", "--out", "tickets.pdf"}), 0) << err.str();
    EXPECT_THAT(counts(order), ElementsAre(2, 2));
    EXPECT_EQ(type({"no-such-order"}), 1);
}

TEST_P(TicketsOnPaper, AHouseWithoutTicketsHasNone) {
    const auto order = sold(1);
    set("module_venue", false);
    EXPECT_EQ(as("anna").get(of_order(order, "/tickets")).status, 404);
    EXPECT_EQ(as("anna").get(of_order(order, "/tickets.pdf")).status, 404);
    EXPECT_EQ(as("door").post("/scans", {{"barcode", "1"}}).status, 404);
}

TEST(TicketMail, TheFileGoesBesideWhatIsRead) {
    mailing::MailWords words{"info@kartei.example", "Haus", "anna@example.com", "Anna", "Ihre Karten", "Guten Tag"};
    words.message_id = "1@kartei.example", words.date = "2026-03-01T09:00:00Z";
    words.attachment = mailing::Attachment{"tickets.pdf", "application/pdf", "%PDF-1.5"};
    const auto message = mailing::mail_message(words);
    EXPECT_THAT(message,
                HasSubstr("Content-Type: multipart/mixed; boundary=\"=_kartei_1_whole\"\r\n\r\n--=_kartei_1_whole\r\n"
                          "Content-Type: multipart/alternative; boundary=\"=_kartei_1\"\r\n\r\n--=_kartei_1\r\n"));
    EXPECT_THAT(message,
                HasSubstr("--=_kartei_1--\r\n--=_kartei_1_whole\r\nContent-Type: application/pdf; "
                          "name=\"tickets.pdf\"\r\nContent-Disposition: attachment; filename=\"tickets.pdf\"\r\n"
                          "Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjU=\r\n--=_kartei_1_whole--\r\n"));
}

class TicketsByMail : public TicketsOnPaper {
protected:
    void SetUp() override {
        TicketsOnPaper::SetUp();
        if (IsSkipped()) return;
        sink_ = std::make_unique<test::SmtpSink>();
        mailing::mail_server() = {.host = "127.0.0.1", .port = sink_->port(), .security = "none",
                                  .sender = "info@kartei.example", .sender_name = "Theater", .per_minute = 60000,
                                  .retry_seconds = 0};
    }
    void TearDown() override {
        TicketsOnPaper::TearDown();
        sink_.reset();
    }
    void has(const std::string& column, const std::string& value) {
        db().write([&](sql::Transaction& t) {
            // sql: a column of this test
            return t.execute("UPDATE customer SET " + column + " = :value WHERE id = :id", value, adler_);
        });
    }
    test::ApiAnswer mailed(const Json& order, const Json& body = Json::object()) {
        const auto answer = as("anna").post(of_order(order, "/mail"), body);
        if (answer.status != 201) return answer;
        for (int i = 0; i < 1000; ++i) {
            if (const auto job = jobs_->find(answer.json["job"]); job && jobs::is_over(job->state)) break;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return answer;
    }
    std::unique_ptr<test::SmtpSink> sink_;
};
ON_BOTH_ENGINES(TicketsByMail);

TEST_P(TicketsByMail, GoToWhoBoughtThemWithThePdf) {
    has("email", "adler@example.com");
    const auto order = sold(2, {{"customer", adler_}});
    const auto answer = mailed(order);
    ASSERT_EQ(answer.status, 201) << answer.text;
    ASSERT_THAT(sink_->messages(), SizeIs(1));
    const auto message = sink_->messages()[0];
    EXPECT_EQ(message.to, "adler@example.com");
    EXPECT_THAT(message.text, HasSubstr("filename=\"tickets.pdf\""));
    EXPECT_THAT(message.text, HasSubstr("JVBERi0"));
    EXPECT_EQ(message.text.find("List-Unsubscribe"), std::string::npos) << "what he bought is no advertising";
    EXPECT_EQ(number("SELECT count(*) FROM sending_recipient WHERE state = 'sent'"), 1);
    EXPECT_THAT(counts(order), ElementsAre(0, 0)) << "sent is not printed";
}

TEST_P(TicketsByMail, GoToAnotherAddressAndPastWhatIsForMany) {
    has("mailing_kind", "none");
    const auto order = sold(1, {{"customer", adler_}});
    const auto without = mailed(order);
    EXPECT_EQ(without.status, 409);
    EXPECT_THAT(without.text, HasSubstr("no e-mail address"));
    ASSERT_EQ(mailed(order, {{"to", "freund@example.com"}}).status, 201);
    EXPECT_EQ(sink_->messages().at(0).to, "freund@example.com");
    EXPECT_EQ(mailed(order, {{"to", "keine Adresse"}}).status, 409);
}

TEST_P(TicketsByMail, NotToTheDeadNorToNobodyNorWhatIsNotPaid) {
    has("email", "adler@example.com");
    EXPECT_THAT(mailed(sold(1)).issues(), ElementsAre(": error.tickets_of_nobody"));
    const auto order = sold(1, {{"customer", adler_}});
    has("mailing_kind", "deceased");
    EXPECT_THAT(mailed(order).issues(), ElementsAre(": error.tickets_not_mailed"));
    const auto reserved =
        sell("anna", {wanted(seat("1", "1"))}, Json::array(), {{"reserve", true}, {"customer", adler_}});
    has("mailing_kind", "email");
    EXPECT_THAT(mailed(reserved.json).issues(), ElementsAre(": error.no_ticket_to_print"));
    EXPECT_THAT(sink_->messages(), SizeIs(0));
}

}  // namespace
}  // namespace kartei::tickets
