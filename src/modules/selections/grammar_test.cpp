// Documents made by chance over the whole grammar (every field, list and fact that is declared, groups, negations, days
// counted from today, saved selections) against a plain reading written apart (plain_reading.hpp); and what is kept against
// the same found anew, after every change. KARTEI_SELECTION_DOCUMENTS and KARTEI_SELECTION_CHANGES ask for more.
#include "audit/reversal.hpp"
#include "audit/sealer.hpp"
#include "modules/merges/merge_actions.hpp"
#include "modules/selections/grammar_fixture.hpp"

namespace kartei::selections {
namespace {

ON_BOTH_ENGINES(Grammar);

// J-020, J-023: exact, whatever of the whole grammar is asked
TEST_P(Grammar, HoldsWhomAPlainReadingFinds) {
    house_by_chance(25);
    save_some();
    const auto plain = db().read([](Transaction& transaction) { return PlainHouse::read(transaction); });
    for (int i = number_of("KARTEI_SELECTION_DOCUMENTS", 300); i > 0; --i) {
        const auto asked = document_understood();
        ASSERT_EQ(found_by(*engine_, asked), PlainReading(plain).members(asked)) << asked.dump();
    }
}

class KeptSets : public Grammar {
protected:
    void change_a_customer(const string& name) {
        const auto word = one_of<string>({"Aachen", "Ulm", "bonn"});
        switch (below(6)) {
            case 0: return change(name, {{"town", chance(20) ? Value() : Value(word)}});
            case 1: return change(name, {{"free1", word}, {"print_tax_number", chance(50)}});
            case 2: return change(name, {{"no_selection", chance(30)}});
            case 3: return change(name, {{"hidden_in_search", chance(30)}});
            case 4: return change(name, {{"status" + std::to_string(1 + below(32)), chance(50)}});
            default: return change(name, {{"birth_date", chance(50) ? dates[0] : dates[1]}});
        }
    }
    void change_a_list(const string& name) {
        const auto& notes = profile::list_named("notes");
        db().write([&](Transaction& transaction) {
            audit::Change made(house(), transaction, Actor::system(), "note_added");
            const auto rows = profile::rows_of(house(), transaction, notes, ids_.at(name));
            profile::Row row{0, 0, 0, ids_.at(name), 0, {one_of(instants), string("anke"), one_of(words), chance(50)}};
            if (rows.empty() || chance(50)) {
                profile::insert_row(house(), transaction, made, notes, row);
            } else if (auto after = rows.front(); chance(50)) {
                after.values[2] = one_of(words);
                profile::update_row(house(), transaction, made, notes, rows.front(), after);
            } else {
                profile::delete_row(house(), transaction, made, notes, rows.front());
            }
            made.seal();
        });
    }
    void change_a_consent(const string& name) {
        const auto at = one_of(instants), state = one_of<string>({"given", "withdrawn", "none"});
        db().write([&](Transaction& transaction) {
            audit::Change made(house(), transaction, Actor::system(), "import_permissions");
            const auto permission = consents::find_or_create_permission(transaction, made, one_of(permissions));
            consents::store_permission(transaction, made, {ids_.at(name), permission, state, "", at, ""});
            made.seal();
        });
    }
    void change_a_ticket(const string& name) {
        std::vector<std::int64_t> ids;
        db().read([&](Transaction& transaction) {
            auto rows = transaction.query("SELECT id FROM ticket ORDER BY id");
            while (rows.next()) ids.push_back(rows.integer(0));
        });
        test::sell(house(), [&](BoxOffice& office) {
            if (chance(40)) office.order(std::to_string(++last_id_), ids_.at(name), {{.event = one_of(codes)}}, 2000);
            else
                office.change_ticket(one_of(ids), [&](orders::Ticket& ticket) {
                    ticket.state = one_of<orders::TicketState>(
                        {orders::TicketState::sold, orders::TicketState::reserved, orders::TicketState::deleted});
                });
        });
    }
    void change_a_booking(const string& name) {
        auto& booking = bookings_[static_cast<std::size_t>(below(static_cast<int>(bookings_.size())))];
        rebook(booking, [&](Booking& after) {
            if (chance(40)) after.head.customer_id = ids_.at(name);
            if (chance(40)) after.head.state = one_of<string>({"open", "invoiced", "cancelled"});
            after.head.destination = after.head.destination == "Rom" ? "Kreta" : "Rom";
            if (chance(40)) after.services.front().unit_price = below(5) * 5000;
        });
    }
    std::int64_t last_event() {
        return db().read([](Transaction& transaction) {
            auto rows = transaction.query("SELECT max(id) FROM change_event");
            rows.next();
            return rows.integer(0);
        });
    }
    /// Who is there now, of all who ever were.
    void look_who_is_there() {
        everybody_.insert(ids_.begin(), ids_.end());
        ids_.clear();
        db().read([&](Transaction& transaction) {
            for (const auto& [name, id] : everybody_)
                if (customers::find_customer(transaction, id)) ids_[name] = id;
        });
    }
    bool travels_nowhere(Transaction& transaction, std::int64_t id) {
        return !transaction
                    .query("SELECT 1 FROM booking b LEFT JOIN booking_participant p ON p.booking_id = b.id"
                           " WHERE b.customer_id = :id OR p.customer_id = :id",
                           id)
                    .next();
    }
    /// A customer becomes part of another; what forbids it forbids it.
    void merge(const string& name, const string& other) {
        if (name == other) return;
        db().write([&](Transaction& transaction) {
            merges::MergeWish wish{ids_.at(name), {ids_.at(other)}, {}, {}};
            for (const auto id : {wish.survivor, wish.merged.front()}) {
                if (!travels_nowhere(transaction, id)) return;  // the bookings that the test holds stay as they are
                wish.versions[id] = customers::find_customer(transaction, id)->version;
            }
            (void)merges::merge_customers(house(), transaction, Actor::system(), wish);
        });
        undoable_.push_back(last_event());
        look_who_is_there();
    }
    void delete_one(const string& name) {
        db().write([&](Transaction& transaction) {
            const auto version = customers::find_customer(transaction, ids_.at(name))->version;
            if (travels_nowhere(transaction, ids_.at(name)))
                (void)customers::delete_customer(house(), transaction, Actor::system(), ids_.at(name), version);
        });
        undoable_.push_back(last_event());
        look_who_is_there();
    }
    void undo_something() {
        if (undoable_.empty()) return;
        const auto place = undoable_.begin() + below(static_cast<int>(undoable_.size()));
        (void)audit::reverse_event(house(), Actor::system(), *place);
        undoable_.erase(place);
        look_who_is_there();
    }
    string someone() { return std::next(ids_.begin(), below(static_cast<int>(ids_.size())))->first; }

    void something_changes() {
        const auto name = someone();
        switch (below(16)) {
            case 0: add("N" + std::to_string(100 + ++added_)); break;
            case 12: merge(name, someone()); break;
            case 13: delete_one(name); break;
            case 14: case 15: undo_something(); break;
            case 1: case 2: change_a_list(name); break;
            case 3: change_a_consent(name); break;
            case 4: case 5: change_a_ticket(name), undoable_.push_back(last_event()); break;
            case 6: case 7: change_a_booking(name); break;
            default: change_a_customer(name);
        }
    }
    /// On PostgreSQL: what has happened so far has its place in the log.
    void settle() {
        while (audit::seal_waiting(db()) > 0) {
        }
    }
    void undo_last() { EXPECT_TRUE(audit::reverse_event(house(), Actor::system(), last_event())); }

    std::map<string, std::int64_t> everybody_;
    std::vector<std::int64_t> undoable_;
    int added_ = 0;
};
ON_BOTH_ENGINES(KeptSets);

// What is kept, sets and columns, follows every change
TEST_P(KeptSets, AreWhatIsFoundAnewAfterEveryChange) {
    house_by_chance(15);
    save_some();
    std::vector<json> documents;
    for (int i = 0; i < 15; ++i) documents.push_back(document_understood());
    for (const auto& asked : documents) found_by(*engine_, asked);
    for (int i = 0; i < number_of("KARTEI_SELECTION_CHANGES", 100); ++i) {
        something_changes();
        // Some are asked after each change, others know only later what happened.
        for (const auto& asked : documents) {
            if (chance(40)) continue;
            Engine anew;
            ASSERT_EQ(found_by(*engine_, asked), found_by(anew, asked)) << "after change " << i << ": " << asked.dump();
        }
        if (i % 10 != 9) continue;
        const auto fresh = document_understood();  // its columns are read beside those that are kept
        const auto plain = db().read([](Transaction& transaction) { return PlainHouse::read(transaction); });
        ASSERT_EQ(found_by(*engine_, fresh), PlainReading(plain).members(fresh)) << fresh.dump();
        ASSERT_EQ(found_by(*engine_, documents.front()), PlainReading(plain).members(documents.front()));
    }
}

TEST_P(KeptSets, AnOrderTakenToAnotherCustomerTouchesBoth) {
    add("Adler"), add("Bär");
    test::sell(house(), [&](BoxOffice& office) {
        office.event({.code = "A1", .promoter = "Haus"});
        office.order("1", ids_["Adler"], {{"A1"}});
    });
    settle();
    const json asked{{"tickets", json::object()}};
    EXPECT_THAT(those(asked), ElementsAre("Adler"));
    const auto looked = engine_->looked();
    db().write([&](Transaction& transaction) {
        audit::Change made(house(), transaction, Actor::system(), "import_tickets");
        transaction.execute("UPDATE orders SET customer_id = :customer", ids_["Bär"]);
        auto rows = transaction.query("SELECT id FROM orders");
        rows.next();
        orders::follow_customer(transaction, rows.integer(0), ids_["Adler"], ids_["Bär"]);
        made.changed("orders", rows.integer(0), {"customer", FieldKind::integer}, ids_["Adler"], ids_["Bär"],
                     ids_["Adler"]);
        made.seal();
    });
    EXPECT_THAT(those(asked), ElementsAre("Bär"));
    EXPECT_EQ(engine_->looked(), looked);
}

// J-005: a sale, its undo, an article: those whose they were are looked at again, nobody else
TEST_P(KeptSets, ASaleThatIsUndoneTouchesWhoseItWas) {
    add("Adler"), add("Bär");
    test::sell(house(), [&](BoxOffice& office) {
        office.event({.code = "A1", .promoter = "Haus"});
        office.order("1", ids_["Bär"], {{"A1"}});
    });
    settle();
    const json asked{{"tickets", json::object()}}, orders{{"orders", json::object()}};
    EXPECT_THAT(those(asked), ElementsAre("Bär"));
    EXPECT_THAT(those(orders), ElementsAre("Bär"));
    const auto looked = engine_->looked();
    test::sell(house(), [&](BoxOffice& office) { office.order("2", ids_["Adler"], {{"A1"}, {"A1"}}); });
    EXPECT_THAT(those(asked), ElementsAre("Adler", "Bär"));
    undo_last();
    EXPECT_THAT(those(asked), ElementsAre("Bär"));
    EXPECT_THAT(those(orders), ElementsAre("Bär"));
    EXPECT_EQ(engine_->looked(), looked);
}

TEST_P(KeptSets, AMergeTouchesThoseWhoWereMergedAndSoDoesItsUndo) {
    add("Adler", {{"town", string("Ulm")}}), add("Bär"), add("Celik", {{"company", numbers_["Adler"]}});
    test::sell(house(), [&](BoxOffice& office) {
        office.event({.code = "A1", .promoter = "Haus"});
        office.order("1", ids_["Adler"], {{"A1"}});
    });
    settle();
    const json tickets{{"tickets", json::object()}}, nowhere{{"not", {{"field", "town"}, {"is", "equal"}, {"value", "Ulm"}}}},
        linked{{"link", "company"}, {"where", {{"tickets", json::object()}}}};
    EXPECT_THAT(those(tickets), ElementsAre("Adler"));
    EXPECT_THAT(those(nowhere), ElementsAre("Bär", "Celik"));
    EXPECT_THAT(those(linked), ElementsAre("Celik"));
    const auto looked = engine_->looked();
    merge("Bär", "Adler");
    EXPECT_THAT(those(tickets), ElementsAre("Bär"));
    EXPECT_THAT(those(nowhere), ElementsAre("Celik"));
    EXPECT_THAT(those(linked), ElementsAre("Celik")) << "the link leads to whom he became part of";
    EXPECT_EQ(find({{"where", {{"all", json::array()}}}})->members.count(), 2) << "who went is nobody any more";
    undo_last();
    look_who_is_there();
    EXPECT_THAT(those(tickets), ElementsAre("Adler"));
    EXPECT_THAT(those(nowhere), ElementsAre("Bär", "Celik"));
    EXPECT_THAT(those(linked), ElementsAre("Celik"));
    EXPECT_EQ(engine_->looked(), looked);
}

TEST_P(KeptSets, WhoIsDeletedIsNobodyUntilHeComesBack) {
    add("Adler"), add("Bär"), add("Celik");
    settle();
    const json none{{"not", {{"list", "notes"}}}};
    EXPECT_THAT(those(none), ElementsAre("Adler", "Bär", "Celik"));
    const auto looked = engine_->looked();
    delete_one("Bär");
    EXPECT_THAT(those(none), ElementsAre("Adler", "Celik"));
    EXPECT_EQ(find({{"where", none}})->steps.front().left, 2);
    EXPECT_EQ(find({{"where", none}, {"add", {numbers_["Bär"]}}})->members.count(), 2);
    change("Adler", {{"town", string("Ulm")}});
    EXPECT_THAT(those(none), ElementsAre("Adler", "Celik"));
    EXPECT_TRUE(audit::reverse_event(house(), Actor::system(), undoable_.back()));
    look_who_is_there();
    EXPECT_THAT(those(none), ElementsAre("Adler", "Bär", "Celik"));
    EXPECT_EQ(engine_->looked(), looked);
}

// An event date that is new in a season makes everything about the season another question, and nothing else
TEST_P(KeptSets, ANewEventDateIsAskedForWithItsSeason) {
    add("Adler"), add("Bär");
    test::sell(house(), [&](BoxOffice& office) {
        office.event({.code = "A1", .season = "25/26", .promoter = "Haus"});
        office.order("1", ids_["Adler"], {{"A1"}});
    });
    settle();
    const json season{{"tickets", {{"events", {{"seasons", {"25/26"}}}}}}}, any{{"tickets", json::object()}};
    EXPECT_THAT(those(season), ElementsAre("Adler"));
    EXPECT_THAT(those(any), ElementsAre("Adler"));
    const auto looked = engine_->looked();
    test::sell(house(), [&](BoxOffice& office) {
        office.event({.code = "A2", .production = {"Tosca"}, .season = "25/26", .promoter = "Haus"});
        office.order("2", ids_["Bär"], {{"A2"}});
    });
    EXPECT_THAT(those(any), ElementsAre("Adler", "Bär"));
    EXPECT_EQ(engine_->looked(), looked);
    EXPECT_THAT(those(season), ElementsAre("Adler", "Bär"));
    EXPECT_EQ(engine_->looked(), looked + 1);
}

// An import writes orders first and later what finds them by their customer: between the two they are found all the same
TEST_P(KeptSets, OrdersThatAreBeingTakenOverAreFound) {
    add("Adler");
    test::sell(house(), [&](BoxOffice& office) {
        office.event({.code = "A1", .promoter = "Haus"});
        office.order("1", ids_["Adler"], {{"A1"}});
    });
    settle();
    const json asked{{"tickets", json::object()}};
    EXPECT_THAT(those(asked), ElementsAre("Adler"));
    db().write([&](Transaction& transaction) {
        transaction.execute("DELETE FROM customer_order");
        transaction.execute("INSERT INTO import_run (id, what, file_name, bytes, settings, state, running, user_id, user_name,"
                            " created_at) VALUES (1, 'tickets', 'a.csv', 1, '{}', 'publishing', 1, 1, 'anke',"
                            " '2026-03-01T09:00:00Z')");
    });
    change("Adler", {{"town", string("Ulm")}});
    EXPECT_THAT(those(asked), ElementsAre("Adler"));
}

// Whoever was touched is looked at by himself, not among all rows of the house
TEST_P(KeptSets, RowsOfOneCustomerAreFoundWithoutThoseOfOthers) {
    const bool embedded = engine() == sql::Engine::sqlite;
    db().write([&](Transaction& transaction) {
        // So few rows are read whole on PostgreSQL, unless that is the dearest way.
        if (!embedded) transaction.execute("SET LOCAL enable_seqscan = off");
        for (const auto* sources : {&facts(), &list_sources()})
            for (const auto& source : *sources) {
                auto rows = transaction.query((embedded ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + select_of({&source, {}}) +
                                                  rows_of_one(transaction, source),
                                              ids_["Adler"]);
                const auto scan = embedded ? "SCAN" : "Seq Scan";
                while (rows.next()) EXPECT_EQ(rows.string(embedded ? 3 : 0).find(scan), std::string::npos) << source.name;
            }
    });
}

TEST_P(KeptSets, ARowThatWentTellsWhoseItWas) {
    add("Adler"), add("Bär");
    const auto& notes = profile::list_named("notes");
    profile::Row row{0, 0, 0, ids_["Bär"], 0, {string("2026-03-01T09:00:00Z"), string("anke"), string("ruft an"), false}};
    const auto noted = [&](const std::function<void(Transaction&, audit::Change&)>& work) {
        db().write([&](Transaction& transaction) {
            audit::Change made(house(), transaction, Actor::system(), "note_added");
            work(transaction, made);
            made.seal();
        });
    };
    noted([&](auto& transaction, auto& made) { profile::insert_row(house(), transaction, made, notes, row); });
    settle();
    const json asked{{"list", "notes"}};
    EXPECT_THAT(those(asked), ElementsAre("Bär"));
    const auto looked = engine_->looked();
    noted([&](auto& transaction, auto& made) { profile::delete_row(house(), transaction, made, notes, row); });
    EXPECT_THAT(those(asked), IsEmpty());
    EXPECT_EQ(engine_->looked(), looked);
}

// Memory is bounded: what was used least goes, and is found again when it is asked for
TEST_P(KeptSets, WhatWasUsedLeastGoesAndIsFoundAgain) {
    house_by_chance(10);
    Engine narrow({.bytes_of_sets = 64, .bytes_of_columns = 400, .touched_at_once = 3});
    for (int i = 0; i < 40; ++i) {
        const auto asked = document_understood();
        Engine anew;
        ASSERT_EQ(found_by(narrow, asked), found_by(anew, asked)) << asked.dump();
        something_changes();
        ASSERT_EQ(found_by(narrow, asked), found_by(anew, asked)) << asked.dump();
    }
}

}  // namespace
}  // namespace kartei::selections
