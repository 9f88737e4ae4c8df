// Each kind of criterion, and what stands around the criteria, on both engines.
#include "modules/customers/customer_links.hpp"
#include "modules/selections/selections_fixture.hpp"

namespace kartei::selections {
namespace {

using std::string;

class Criteria : public WithSelections {
protected:
    void add_row(const std::string& table, const std::string& name, const std::string& columns,
                 const std::string& values) {
        db().write([&](Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_wishes");
            // sql: tables and columns of this test
            transaction.execute("INSERT INTO " + table + " (id, created_event, customer_id, position, " + columns +
                                    ") VALUES (:id, :created_event, :customer_id, 1, " + values + ")",
                                take_ids(transaction, table), change.event(), ids_.at(name));
            change.created(table, ids_.at(name));
            change.seal();
        });
    }
    void declare(const std::string& name, const std::string& permission, const std::string& state,
                 const std::string& at) {
        db().write([&](Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_permissions");
            const auto id = consents::find_or_create_permission(transaction, change, permission);
            consents::store_permission(transaction, change, {ids_.at(name), id, state, "", at, ""});
            change.seal();
        });
    }
    void give_label(const std::string& name, const std::string& label, const std::string& expires_at) {
        db().write([&](Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_labels");
            const auto id = consents::find_or_create_label(transaction, change, label);
            consents::store_label(transaction, change, {ids_.at(name), id, "2026-01-01T00:00:00Z", "", expires_at});
            change.seal();
        });
    }
};
ON_BOTH_ENGINES(Criteria);

TEST_P(Criteria, GroupsAreAllAnyAndNot) {
    add("Adler", {{"town", string("Ulm")}, {"free1", string("Jazz")}});
    add("Bär", {{"town", string("Ulm")}});
    add("Celik");
    const json ulm{{"field", "town"}, {"is", "equal"}, {"value", "ulm"}}, jazz{{"field", "free1"}, {"is", "not_empty"}};
    EXPECT_THAT(members(json::object()), ElementsAre("Adler", "Bär", "Celik")) << "without criteria everybody";
    EXPECT_THAT(those({{"all", json::array()}}), ElementsAre("Adler", "Bär", "Celik"));
    EXPECT_THAT(those({{"any", json::array()}}), IsEmpty());
    EXPECT_THAT(those({{"all", {ulm, jazz}}}), ElementsAre("Adler"));
    EXPECT_THAT(those({{"any", {ulm, jazz}}}), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those({{"not", {{"any", {ulm, jazz}}}}}), ElementsAre("Celik"));
    EXPECT_THAT(those({{"all", {ulm, {{"not", jazz}}}}}), ElementsAre("Bär"));
}

// J-132, J-133: occupation, employer and position, folded or literally
TEST_P(Criteria, WorkIsAskedFoldedOrLiterally) {
    add("Adler", {{"occupation", string("Lehrer")}, {"employer", string("Städtische Schule")}});
    add("Bär", {{"occupation", string("lehrer")}, {"position", string("Leitung")}});
    EXPECT_THAT(those_with("occupation", "equal", "LEHRER"), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those_with("occupation", "literal", "Lehrer"), ElementsAre("Adler"));
    EXPECT_THAT(those_with("employer", "like", "stadt*"), ElementsAre("Adler"));
    EXPECT_THAT(those_with("position", "literal", "Leitung"), ElementsAre("Bär"));
}

// J-119: kinds of mailing, predefined as codes
TEST_P(Criteria, KindsOfMailing) {
    add("Adler", {{"mailing_kind", string("catalogue")}});
    add("Bär", {{"mailing_kind", string("email")}});
    EXPECT_THAT(those_with("mailing_kind", "equal", "catalogue"), ElementsAre("Adler"));
    EXPECT_THAT(those_with("mailing_kind", "one_of", {"catalogue", "email"}), ElementsAre("Adler", "Bär"));
}

// J-172: every link leads on to criteria of the customer at its other end, and back
TEST_P(Criteria, LinksLeadToCriteriaOfTheOtherOne) {
    add("Firma", {{"kind", string("company")}, {"town", string("Ulm")}});
    add("Adler", {{"company", numbers_["Firma"]}, {"free1", string("Chor")}});
    add("Bär"), add("Reisebüro", {{"kind", string("agency")}});
    for (const auto& link : customers::links) {
        const auto* leads_to = link.field == "agency" ? "Reisebüro" : "Adler";
        if (link.field != "company") change("Bär", {{string(link.field), numbers_[leads_to]}});
        const Names linked{link.field == "company" ? "Adler" : "Bär"};
        EXPECT_EQ(those({{"link", link.field}}), linked) << link.field;
    }
    const json ulm{{"field", "town"}, {"is", "equal"}, {"value", "Ulm"}};
    EXPECT_THAT(those({{"link", "company"}, {"where", ulm}}), ElementsAre("Adler"));
    EXPECT_THAT(those({{"link", "company"}, {"where", {{"not", ulm}}}}), IsEmpty());
    EXPECT_THAT(those({{"linked_by", "company"}}), ElementsAre("Firma"));
    EXPECT_THAT(those({{"linked_by", "company"}, {"where", {{"field", "free1"}, {"is", "equal"}, {"value", "chor"}}}}),
                ElementsAre("Firma"));
    EXPECT_THAT(those({{"linked_by", "agency"}, {"where", {{"field", "free1"}, {"is", "empty"}}}}),
                ElementsAre("Reisebüro"));
    EXPECT_THAT(refused({{"where", {{"link", "friend"}}}}), ElementsAre("where.link: error.selection_link"));
}

TEST_P(Criteria, RowsOfAListAreAskedTogether) {
    add("Adler"), add("Bär"), add("Celik");
    add_row("passport", "Adler", "document, valid_until, nationality", "'passport', '2026-12-31', 'DE'");
    add_row("passport", "Adler", "document, valid_until, nationality", "'visa', '2030-01-01', 'TR'");
    add_row("passport", "Bär", "document, valid_until, nationality", "'passport', '2031-01-01', 'DE'");
    const json passports{{"list", "passports"}};
    EXPECT_THAT(those(passports), ElementsAre("Adler", "Bär"));
    const json runs_out{{"field", "valid_until"}, {"is", "before"}, {"value", "2027-01-01"}};
    EXPECT_THAT(those({{"list", "passports"}, {"where", runs_out}}), ElementsAre("Adler"));
    const json turkish{{"field", "nationality"}, {"is", "equal"}, {"value", "TR"}};
    EXPECT_THAT(those({{"list", "passports"}, {"where", {{"all", {runs_out, turkish}}}}}), IsEmpty())
        << "both must hold of one row";
    EXPECT_THAT(those({{"list", "passports"}, {"count", {{"is", "equal"}, {"value", 0}}}}), ElementsAre("Celik"));
    EXPECT_THAT(those({{"list", "passports"}, {"count", {{"is", "greater_or_equal"}, {"value", 2}}}}),
                ElementsAre("Adler"));
    EXPECT_THAT(those({{"list", "passports"}, {"where", {{"not", runs_out}}}}), ElementsAre("Adler", "Bär"));
}

TEST_P(Criteria, SensitiveFieldsCompareByTheirHashWithTheRight) {
    add("Adler"), add("Bär");
    const auto hash = keys_.blind_index("passport.number", "C01X00T47");
    add_row("passport", "Adler", "document, number, number_index", "'passport', 'sealed', '" + hash + "'");
    const json asked{{"list", "passports"}, {"where", {{"field", "number"}, {"is", "equal"}, {"value", "c01x 00t47"}}}};
    EXPECT_THAT(those(asked, clerk({"sensitive.read"})), ElementsAre("Adler"));
    EXPECT_THAT(refused({{"where", asked}}, clerk()), ElementsAre("where.where.field: error.permission"));
    EXPECT_THAT(refused({{"where",
                          {{"list", "passports"}, {"where", {{"field", "number"}, {"is", "like"}, {"value", "C*"}}}}}}),
                ElementsAre("where.where: error.selection_comparison"));
}

TEST_P(Criteria, LabelsHoldUntilTheyExpire) {
    add("Adler"), add("Bär"), add("Celik");
    give_label("Adler", "VIP", "");
    give_label("Bär", "VIP", "2026-02-01T00:00:00Z");
    EXPECT_THAT(those({{"label", "vip"}}), ElementsAre("Adler"));
    EXPECT_THAT(those({{"label", "VIP"}, {"on", "2026-01-15"}}), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those({{"label", "VIP"}, {"on", "2025-12-15"}}), IsEmpty()) << "not yet given";
    EXPECT_THAT(refused({{"where", {{"label", "Presse"}}}}), ElementsAre("where.label: error.selection_label"));
}

TEST_P(Criteria, PermissionsHoldAsTheyWereDeclaredByADay) {
    add("Adler"), add("Bär"), add("Celik");
    declare("Adler", "Newsletter", "given", "2025-01-01T10:00:00Z");
    declare("Adler", "Newsletter", "withdrawn", "2026-02-01T10:00:00Z");
    declare("Bär", "Newsletter", "given", "2025-06-01T10:00:00Z");
    EXPECT_THAT(those({{"permission", "Newsletter"}}), ElementsAre("Bär"));
    EXPECT_THAT(those({{"permission", "newsletter"}, {"state", "withdrawn"}}), ElementsAre("Adler"));
    EXPECT_THAT(those({{"permission", "Newsletter"}, {"state", "none"}}), ElementsAre("Celik"));
    EXPECT_THAT(those({{"permission", "Newsletter"}, {"on", "2026-01-31"}}), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those({{"permission", "Newsletter"}, {"on", "2025-01-31"}}), ElementsAre("Adler"));
}

TEST_P(Criteria, WhatWasChangedSinceIsAskedOfTheAudit) {
    add("Adler", {{"town", string("Ulm")}}), add("Bär", {{"town", string("Ulm")}});
    clock().set(*read_instant("2026-03-05T09:00:00Z", "UTC"));
    change("Adler", {{"town", string("Bonn")}});
    change("Bär", {{"free1", string("x")}});
    const auto changed = [](const json& what) { return json{{"changed", what}}; };
    EXPECT_THAT(those(changed({{"field", "town"}, {"since", "2026-03-05"}})), ElementsAre("Adler"));
    EXPECT_THAT(those(changed({{"since", "2026-03-05"}})), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those(changed({{"field", "town"}, {"since", "2026-03-06"}})), IsEmpty());
    EXPECT_THAT(refused({{"where", changed({{"since", "2026-03-05"}})}}, clerk()),
                ElementsAre("where: error.permission"));
}

class Tickets : public WithSelections {
protected:
    void SetUp() override {
        WithSelections::SetUp();
        if (IsSkipped()) return;
        test::sell(house(), [&](BoxOffice& office) {
            office.event({.code = "A1", .season = "25/26", .promoter = "Haus", .genres = {"Oper"}});
            office.event({.code = "A2", .promoter = "Haus"});
            office.event({.code = "N1", .promoter = "Agentur Nord"});
            using enum orders::TicketState;
            for (const char* name : {"Adler", "Bär", "Celik", "Dorn"}) ids_[name] = office.customer(name);
            office.order("1", ids_["Adler"],
                         {{.event = "A1"}, {.event = "A1", .printed = true}, {.event = "A2", .price = 5000}});
            office.order("2", ids_["Bär"],
                         {{.event = "A1", .state = reserved}, {.event = "N1", .promotion = "Frühling"}});
            office.order("3", ids_["Celik"], {{.event = "A2", .state = deleted}});
        });
    }
    static json tickets(const json& members) { return {{"tickets", members}}; }
    static json tickets(const json& members, const char* total, const char* is, const json& value) {
        return {{"tickets", members}, {total, {{"is", is}, {"value", value}}}};
    }
};
ON_BOTH_ENGINES(Tickets);

TEST_P(Tickets, AreReservedOrSoldUnlessAStateIsAsked) {
    const auto any = json::object();
    EXPECT_THAT(those(tickets(any)), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those(tickets({{"state", "sold"}})), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those(tickets({{"state", "reserved"}})), ElementsAre("Bär"));
    EXPECT_THAT(those(tickets({{"state", "deleted"}})), ElementsAre("Celik"));
    EXPECT_THAT(those(tickets({{"printed", true}})), ElementsAre("Adler"));
    EXPECT_THAT(those(tickets({{"promotion", "fruhling"}})), ElementsAre("Bär"));
    EXPECT_THAT(those({{"not", tickets(any)}}), ElementsAre("Celik", "Dorn"));
}

TEST_P(Tickets, AreSummedUpForEachCustomer) {
    const auto any = json::object();
    EXPECT_THAT(those(tickets(any, "count", "greater_or_equal", 3)), ElementsAre("Adler"));
    EXPECT_THAT(those(tickets(any, "count", "less", 1)), ElementsAre("Celik", "Dorn"));
    EXPECT_THAT(those(tickets(any, "events_count", "equal", 2)), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those(tickets({{"events", {{"promoters", {"Haus"}}}}}, "events_count", "equal", 2)),
                ElementsAre("Adler"));
    EXPECT_THAT(those(tickets(any, "sum", "equal", "90.00")), ElementsAre("Adler"));
    EXPECT_THAT(those(tickets(any, "sum", "equal", 0)), ElementsAre("Celik", "Dorn")) << "nothing sums to nought";
    EXPECT_THAT(those(tickets(any, "last", "on", "2026-02-01")), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those(tickets(any, "first", "empty", nullptr)), ElementsAre("Celik", "Dorn"));
    EXPECT_THAT(those(tickets({{"events", {{"seasons", {"25/26"}}}}})), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those(tickets({{"events", {{"genres", {"Oper"}}}}, {"state", "sold"}})), ElementsAre("Adler"));
    EXPECT_THAT(refused({{"where", tickets({{"events", {{"events", {"X9"}}}}})}}),
                ElementsAre("where.tickets.events.event: error.unknown_in_filter"));
}

// Event access (customer-lists.md 12): a promoter's people count their own event dates alone
TEST_P(Tickets, OfOtherPromotersAreNotSeen) {
    auto nord = clerk();
    nord.promoters = db().read([](Transaction& transaction) {
        return std::vector{*events::find_on_shelf(transaction, events::Shelf::promoter, "Agentur Nord")};
    });
    EXPECT_THAT(those(tickets(json::object()), clerk()), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those(tickets(json::object()), nord), ElementsAre("Bär"));
    EXPECT_THAT(those(tickets(json::object(), "count", "equal", 0), nord), ElementsAre("Adler", "Celik", "Dorn"));
    EXPECT_THAT(refused({{"where", {{"orders", json::object()}}}}, nord), ElementsAre(": error.beyond_own_events"));
    auto nobody = clerk();
    nobody.permissions.erase("events.read");
    EXPECT_THAT(refused({{"where", tickets(json::object())}}, nobody), ElementsAre("where: error.permission"));
}

// J-105: wishes and duties; J-124: kinds of payment, for the share of those who pay by card
TEST_P(Criteria, WishesAndPaymentKindsAreAskedFor) {
    add("Adler", {{"payment_kind", string("credit_card")}});
    add("Bär", {{"payment_kind", string("credit_card")}}), add("Celik", {{"payment_kind", string("cash")}});
    add_row("wish", "Bär", "kind, text", "'wish', 'Meerblick'");
    add_row("wish", "Celik", "kind, text", "'duty', 'Fensterplatz'");
    EXPECT_THAT(those_with("payment_kind", "equal", "credit_card"), ElementsAre("Adler", "Bär"));
    EXPECT_THAT(those({{"list", "wishes"}}), ElementsAre("Bär", "Celik"));
    EXPECT_THAT(those({{"list", "wishes"}, {"where", {{"field", "text"}, {"is", "like"}, {"value", "meer*"}}}}),
                ElementsAre("Bär"));
}

}  // namespace
}  // namespace kartei::selections
