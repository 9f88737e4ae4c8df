// A customer is erased: nothing of him is found anywhere, what the law keeps is sealed, what goes on forbids it. On both
// engines.
#include <gmock/gmock.h>

#include "modules/bookings/booking_actions.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/consents/suppressions.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/merges/merge_actions.hpp"
#include "modules/privacy/kept_records.hpp"
#include "modules/privacy/mentions.hpp"
#include "modules/privacy/privacy_json.hpp"
#include "modules/privacy/retention.hpp"
#include "modules/profile/row_terms.hpp"
#include "tests/scenarios/known_person.hpp"

namespace kartei::privacy {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Erasure : public WithPerson {};
ON_BOTH_ENGINES(Erasure);

TEST_P(Erasure, AnErasedPersonIsNowhere) {
    const auto id = add_person();
    ASSERT_GT(planted().size(), 120u);
    const auto before = whole_database();
    std::size_t seen = 0;
    for (const auto& word : planted()) seen += before.find(word) != std::string::npos;
    ASSERT_GT(seen, 100u) << "they were there";
    const auto erased = erase(id);
    ASSERT_TRUE(erased) << keys_of(erased.refusal()).front();
    const auto after = whole_database();
    for (const auto& word : planted()) EXPECT_EQ(after.find(word), std::string::npos) << word;
    EXPECT_EQ(after.find("1715550199"), std::string::npos);
    EXPECT_EQ(after.find("1971-03-09"), std::string::npos);
    db().read([&](Transaction& transaction) {
        EXPECT_EQ(audit::verify_audit(transaction), "");
        EXPECT_EQ(customers::check_lines(transaction), 0);
    });
    if (engine() != sql::Engine::sqlite) return;
    sql::upkeep_of(db()).empty_log();
    const auto path = fresh().location().target;
    const auto bytes = file_bytes(path) + file_bytes(path + "-wal");
    for (const auto& word : planted()) EXPECT_EQ(bytes.find(word), std::string::npos) << word << " in the file";
}

TEST_P(Erasure, WhoHasNothingLeftIsGoneAndWhoHasPostingsIsARowWithoutAName) {
    const auto gone = add_customer({{"name", "Berg"}, {"first_name", "Anna"}, {"email", "anna@example.org"}});
    ASSERT_TRUE(erase(gone));
    EXPECT_FALSE(is_there(gone));
    const auto person = add_person();
    ASSERT_TRUE(erase(person));
    const auto row = stored(person);
    EXPECT_EQ(row.name, "#" + std::to_string(*row.number));
    EXPECT_TRUE(row.hidden_in_search && row.booking_block && row.no_selection);
    const auto booked = db().write([&](Transaction& transaction) {
        return bookings::create_booking(house(), transaction, Actor::system(), {{{"customer", Value(*row.number)}}, {}});
    });
    ASSERT_FALSE(booked) << "nothing is booked for him any more";
    EXPECT_EQ(keys_of(booked.refusal()).front(), "error.booking_block");
    db().read([&](Transaction& transaction) {
        auto rows = transaction.query("SELECT total, paid, registrant_name FROM booking WHERE customer_id = :id", person);
        ASSERT_TRUE(rows.next()) << "what was sold stays";
        EXPECT_TRUE(rows.is_null(2));
    });
    const auto again = erase(person);
    ASSERT_FALSE(again);
    EXPECT_THAT(keys_of(again.refusal()), ElementsAre("error.erased_already"));
}

// § 147 AO: sealed until the term ends, read on record, and then gone.
TEST_P(Erasure, PapersAreKeptSealedUntilTheirTermEnds) {
    const auto id = add_person();
    const auto erased = erase(id);
    ASSERT_TRUE(erased);
    const auto read = [&] {
        return db().write([&](Transaction& transaction) {
            return read_kept(house(), transaction, Actor::system(), erased->erasure);
        });
    };
    const auto kept = read();
    ASSERT_TRUE(kept);
    std::string all;
    for (const auto& record : *kept) {
        EXPECT_EQ(record.kept_until, "2035-12-31") << record.record;
        all += record.values.dump() + record.pdf;
    }
    db().read([&](Transaction& transaction) {
        EXPECT_EQ(audit::events(transaction, 0, 1).at(0).kind, "kept_records_read");
    });
    std::size_t found = 0;
    for (const auto& word : planted()) found += all.find(word) != std::string::npos;
    EXPECT_GT(found, 15u);
    EXPECT_EQ(expire_kept(house(), Actor::system()), 0);
    clock().set(*read_instant("2036-01-01T09:00:00Z", "UTC"));
    EXPECT_GT(expire_kept(house(), Actor::system()), 0);
    EXPECT_THAT(*read(), IsEmpty());
}

TEST_P(Erasure, BusinessThatGoesOnForbidsIt) {
    const auto id = add_person();
    db().write([&](Transaction& transaction) {
        transaction.execute("UPDATE booking SET returns_on = '2026-07-01' WHERE id = 900");
        transaction.execute("UPDATE event SET starts_at = '2026-06-01T19:00:00Z' WHERE id = 1");
        transaction.execute("INSERT INTO ticket (id, created_event, order_id, event_id, line, price, fee, state, print_count)"
                            " VALUES (900, 1, 900, 1, 1, 0, 0, 'sold', 0)");
        transaction.execute("UPDATE debit_run SET collect_on = '2026-02-20' WHERE id = 1");
        transaction.execute("INSERT INTO parked_money (id, customer_id, amount, kind, parked_at, parked_by)"
                            " VALUES (1, :id, 500, 'cash', '2026-01-01T09:00:00Z', 'anke')",
                            id);
    });
    const auto erased = erase(id);
    ASSERT_FALSE(erased);
    EXPECT_THAT(keys_of(erased.refusal()),
                testing::IsSupersetOf({"privacy.forbids.bookings", "privacy.forbids.tickets", "privacy.forbids.debits",
                                       "privacy.forbids.parked_money"}));
    EXPECT_NE(stored(id).name.find("zq"), std::string::npos) << "nothing was touched";
}

TEST_P(Erasure, OnlyHisOwnNumberConfirmsIt) {
    const auto id = add_customer({{"name", "Berg"}});
    const auto wrong = db().write([&](Transaction& transaction) {
        return erase_customer(house(), transaction, Actor::system(), {id, stored(id).version, 4711, true});
    });
    ASSERT_FALSE(wrong);
    EXPECT_THAT(keys_of(wrong.refusal()), ElementsAre("error.other_number_typed"));
    const auto stale = db().write([&](Transaction& transaction) {
        return erase_customer(house(), transaction, Actor::system(), {id, 7, *stored(id).number, true});
    });
    EXPECT_EQ(stale.refusal().kind, RefusalKind::stale);
    EXPECT_TRUE(is_there(id));
}

TEST_P(Erasure, WhoSeesOnlySomeEventDatesNeitherTellsNorErases) {
    const auto id = add_customer({{"name", "Berg"}});
    auto promoter = Actor::system();
    promoter.promoters = std::vector<std::int64_t>{1};
    db().write([&](Transaction& transaction) {
        EXPECT_EQ(personal_data(house(), transaction, promoter, id).refusal().kind, RefusalKind::forbidden);
        EXPECT_EQ(preview_erasure(house(), transaction, promoter, id).refusal().kind, RefusalKind::forbidden);
    });
}

TEST_P(Erasure, AnErasureIsNotUndoneAndNothingThatWasBefore) {
    const auto id = add_customer({{"name", "Berg"}, {"town", "Köln"}});
    const auto changed = db().write([&](Transaction& transaction) {
        return customers::change_customer(house(), transaction, Actor::system(), id, 1, {{"town", std::string("Bonn")}});
    });
    const auto erased = erase(id);
    ASSERT_TRUE(erased);
    const auto back = audit::reverse_event(house(), Actor::system(), erased->event);
    EXPECT_TRUE(!back || back->event == 0);
    const auto earlier = audit::reverse_event(house(), Actor::system(), changed->event);
    EXPECT_TRUE(!earlier || earlier->event == 0);
    EXPECT_FALSE(is_there(id));
    EXPECT_EQ(whole_database().find("Bonn"), std::string::npos);
}

// He is not written to again, and his address cannot be tried out from what is noted.
TEST_P(Erasure, HisAddressIsNotWrittenToAgain) {
    const auto id = add_customer({{"name", "Berg"}, {"email", "anna@example.org"}});
    ASSERT_TRUE(erase(id));
    db().read([&](Transaction& transaction) {
        const auto plain = consents::suppression_hash_of_email("anna@example.org");
        EXPECT_FALSE(consents::is_suppressed(transaction, plain));
        EXPECT_TRUE(consents::is_suppressed(transaction, consents::keyed_suppression(house().keys, plain)));
    });
}

TEST_P(Erasure, WhoWasMergedIntoHimIsErasedWithHim) {
    const auto anna = add_customer({{"name", "Berg"}}), twin = add_customer(values_of_a_person());
    const auto merged = db().write([&](Transaction& transaction) {
        return merges::merge_customers(house(), transaction, Actor::system(),
                                       {anna, {twin}, {}, {{anna, 1}, {twin, 1}}});
    });
    ASSERT_TRUE(merged);
    ASSERT_TRUE(erase(anna));
    db().read([&](Transaction& transaction) {
        auto rows = transaction.query("SELECT count(*) FROM person_key WHERE person_id IN (:anna, :twin)", anna, twin);
        rows.next();
        EXPECT_EQ(rows.integer(0), 0);
    });
    const auto after = whole_database();
    for (const auto& word : planted()) EXPECT_EQ(after.find(word), std::string::npos) << word;
    const auto parted = merges::part_customers(house(), Actor::system(), *merged);
    EXPECT_FALSE(parted);
}

// Why a ticket or receipt was printed again is said in free words; that it was printed, by whom and when, stays
TEST_P(Erasure, WhyItWasPrintedAgainIsForgotten) {
    const auto id = add_customer({{"name", "Berg"}, {"first_name", "Anna"}});
    forget_planted();
    db().write([&](Transaction& transaction) {
        plant_order(transaction, id);
        plant_prints(transaction);
    });
    ASSERT_THAT(whole_database(), HasSubstr(planted().back()));
    const auto erased = erase(id);
    ASSERT_TRUE(erased) << keys_of(erased.refusal()).front();
    const auto after = whole_database();
    for (const auto& word : planted()) EXPECT_EQ(after.find(word), std::string::npos) << word;
    db().read([](Transaction& transaction) {
        for (const char* statement : {"SELECT printed_by FROM ticket_print", "SELECT printed_by FROM receipt_print"}) {
            auto rows = transaction.query(statement);
            ASSERT_TRUE(rows.next()) << statement;
            EXPECT_EQ(rows.text(0), "anke") << statement;
        }
    });
}

TEST_P(Erasure, LinksOfOthersAndWordsOfOthersLeadNowhereAnyMore) {
    const auto anna = add_customer({{"name", "Bergengruen"}, {"first_name", "Annalisa"}, {"email", "anna@example.org"}});
    const auto firm = add_customer({{"name", "Firma"}, {"company", *stored(anna).number}});
    db().write([&](Transaction& transaction) {
        transaction.execute("INSERT INTO family_member (id, created_event, customer_id, position, name, first_name, customer)"
                            " VALUES (77, 1, :firm, 1, 'Bergengruen', 'Annalisa', :number)",
                            firm, *stored(anna).number);
        profile::follow_rows(transaction, firm, true);
        transaction.execute("INSERT INTO user_setting (user_id, name, value) VALUES (7, 'drafts',"
                            " '{\"to\":\"ANNA@example.org\",\"name\":\"Annalisa Bergengruen\"}'), (7, 'other', '{}')");
        transaction.execute("INSERT INTO note (id, created_event, customer_id, position, written_at, written_by, text)"
                            " VALUES (78, 1, :firm, 1, '2026-01-01T09:00:00Z', 'anke', 'write to anna@example.org')",
                            firm);
    });
    ASSERT_TRUE(erase(anna));
    EXPECT_EQ(db().read([](Transaction& transaction) { return profile::check_row_terms(transaction); }), 0)
        << "the firm is not found by her name any more";
    EXPECT_FALSE(stored(firm).company);
    const auto after = whole_database();
    EXPECT_THAT(after, Not(HasSubstr("Bergengruen")));
    EXPECT_THAT(after, Not(HasSubstr("anna@example.org")));
    EXPECT_THAT(after, HasSubstr("write to \u2026"));
}

// Positions in the register are counted by stretches that begin with somebody's name.
TEST_P(Erasure, NoStretchOfTheRegisterBeginsWithHisName) {
    const auto anna = add_customer({{"name", "Mmm"}});
    add_customer({{"name", "Aaa"}});
    add_customer({{"name", "Zzz"}});
    db().write([&](Transaction& transaction) {
        transaction.execute("DELETE FROM name_bucket_change");
        transaction.execute("DELETE FROM name_bucket");
        const std::string key = customers::name_key("Mmm", "");
        transaction.execute(
            "INSERT INTO name_bucket (start, visible, total) SELECT '', count(*), count(*) FROM customer_line WHERE name_key < :key",
            key);
        transaction.execute("INSERT INTO name_bucket (start, visible, total) SELECT :key, count(*), count(*) FROM"
                            " customer_line WHERE name_key >= :key",
                            key);
        transaction.execute("UPDATE name_bucket SET visible = (SELECT count(*) FROM customer_line WHERE hidden = 0 AND"
                            " name_key < :key) WHERE start = ''",
                            key);
    });
    ASSERT_TRUE(erase(anna));
    db().read([&](Transaction& transaction) {
        auto rows = transaction.query("SELECT start FROM name_bucket WHERE start <> '' ORDER BY start");
        ASSERT_TRUE(rows.next());
        EXPECT_EQ(rows.string(0), customers::name_key("Zzz", ""));
        EXPECT_EQ(customers::check_lines(transaction), 0);
    });
}

// What the audit says of a traveller in somebody else's booking is lost with his own key.
TEST_P(Erasure, WhatABookingOfAnotherSaysOfHimIsLostWithHisKey) {
    const auto anna = add_person();
    const auto bert = add_customer({{"name", "Bergström"}});
    db().write([&](Transaction& transaction) {
        transaction.execute("INSERT INTO booking_participant (id, created_event, booking_id, position, name, customer_id)"
                            " VALUES (901, 1, 900, 901, 'Bergström', :bert)",
                            bert);
        const auto& kind = bookings::row_kind("booking_participant");
        auto before = bookings::find_row(house(), transaction, kind, 901);
        ASSERT_TRUE(before);
        auto after = *before;
        for (std::size_t i = 0; i < kind.fields.size(); ++i)
            if (kind.fields[i].name == "name") after.values[i] = std::string("Berg");
        audit::Change change(house(), transaction, Actor::system(), "booking_changed");
        bookings::update_row(house(), transaction, change, kind, *before, after);
        change.seal();
    });
    const auto sealed_for = [&](std::int64_t person) {
        return db().read([&](Transaction& transaction) {
            auto rows = transaction.query(
                "SELECT count(*) FROM audit_row WHERE record = 'booking_participant' AND record_id = 901 AND person_id = :person",
                person);
            rows.next();
            return rows.integer(0);
        });
    };
    EXPECT_EQ(sealed_for(bert), 1);
    EXPECT_EQ(sealed_for(anna), 0);
}

TEST_P(Erasure, FilesInWhichHeMayStandGo) {
    const auto id = add_customer({{"name", "Berg"}});
    const auto path = house().folder + "/1-list.csv";
    std::ofstream(path) << "Berg\n";
    db().write([&](Transaction& transaction) {
        transaction.execute("INSERT INTO job (id, kind, title, state, user_id, created_at, finished_at, done, total, owner, "
                            "seen_at, cancel_requested, file_path) VALUES (1, 'list', 'Kunden', 'done', 7, "
                            "'2026-01-01T09:00:00Z', '2026-01-01T09:00:01Z', 1, 1, 'x', '2026-01-01T09:00:01Z', 0, :path)",
                            path);
    });
    ASSERT_TRUE(erase(id));
    EXPECT_FALSE(std::filesystem::exists(path));
    db().read([&](Transaction& transaction) {
        EXPECT_FALSE(erasures(transaction, 0, 1).at(0).finished_at.empty());
    });
}

TEST_P(Erasure, ThePreviewSaysWhatTheReportSays) {
    const auto id = add_person();
    const auto seen = db().read([&](Transaction& transaction) {
        return preview_erasure(house(), transaction, Actor::system(), id);
    });
    ASSERT_TRUE(seen);
    const auto erased = erase(id);
    ASSERT_TRUE(erased);
    const auto report = db().read([&](Transaction& transaction) { return *find_erasure(transaction, erased->erasure); });
    ASSERT_EQ(report.report.at("parts").size(), seen->parts.size());
    for (std::size_t i = 0; i < seen->parts.size(); ++i) {
        const auto& part = report.report.at("parts").at(i);
        EXPECT_EQ(part.at("part"), seen->parts[i].part);
        EXPECT_EQ(part.at("rows"), seen->parts[i].rows) << seen->parts[i].part;
        EXPECT_EQ(part.at("kept"), seen->parts[i].kept) << seen->parts[i].part;
    }
    EXPECT_EQ(report.kept_until, seen->kept_until);
    EXPECT_EQ(report.report.at("row_went"), seen->row_goes);
    EXPECT_EQ(report.report.dump().find("zq0"), std::string::npos) << "the report names nobody";
}

TEST(Mentions, AWordCountsAsAWhole) {
    const std::vector<std::string> his{"anna@example.org", "Anna Berg"};
    EXPECT_EQ(without("An ANNA@example.org.", his), "An \u2026.");
    EXPECT_EQ(without("hanna@example.org, Johanna Bergmann", his), "hanna@example.org, Johanna Bergmann");
    EXPECT_EQ(without(R"({"name":"Anna Berg"})", his), "{\"name\":\"\u2026\"}");
}

TEST(Retention, TheTermRunsFromTheEndOfTheYear) {
    EXPECT_EQ(kept_until("2025-03-01", retention_of("DE").years), "2035-12-31");
    EXPECT_EQ(kept_until("2025-03-01", retention_of("NL").years), "2032-12-31");
    EXPECT_EQ(retention_of("XX").years, 10);
}

TEST(Snapshot, FiguresOfAPaperStayAndPersonsGo) {
    const auto left = without_persons(
        R"({"address":["Anna Berg"],"people":[{"name":"Anna"}],"lines":[{"gross":100,"details":"Anna"}],"total":100,)"
        R"("tax_number":"DE1","payments":[{"amount":1,"holder":"Anna","text":"x"}]})");
    EXPECT_THAT(left, Not(HasSubstr("Anna")));
    EXPECT_THAT(left, HasSubstr("\"gross\":100"));
    EXPECT_THAT(left, HasSubstr("\"erased\":true"));
}

}  // namespace
}  // namespace kartei::privacy
