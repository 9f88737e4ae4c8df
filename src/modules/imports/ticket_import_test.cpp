// Events, tickets and products taken over: orders come together from wherever their rows stand, and stay whole.
#include "modules/imports/import_test_support.hpp"
#include "modules/orders/moved_tickets.hpp"

namespace kartei::imports {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

class TicketImports : public ImportTest {
public:
    void SetUp() override {
        ImportTest::SetUp();
        if (IsSkipped()) return;
        import("customers", customer_file);
        import("events", event_file);
    }
};
ON_BOTH_ENGINES(TicketImports);

const std::string ticket_header =
    "ticket,order,customer,ordered_at,event,ticket_type,ticket_group,price,fee,section,row,seat,state,print_count,"
    "subscription,"
    "subscription_season,subscription_kind,promotion,payment_type,paid\n";

TEST_P(TicketImports, OrdersComeTogetherFromWhereverTheirRowsStand) {
    const auto result = import(
        "tickets", ticket_header +
                       "T1,100,1001,2025-01-02 10:00,E1,Normal,standard,20.00,1.50,Parkett,1,1,sold,1,,,,,cash,40.00\n"
                       "T3,101,,2025-01-03,E1,Kind,discounts,0,,Parkett,2,5,sold,,,,,Frühbucher,,\n"
                       "T2,100,1001,2025-01-02 10:00,E2,Normal,standard,20.00,1.50,Parkett,1,2,reserved,,Abo "
                       "A,24/25,fixed,,card,40.00\n");
    EXPECT_EQ(result["new"], 3);
    EXPECT_THAT(result["created"]["ticket_types"], UnorderedElementsAre("Normal", "Kind"));
    EXPECT_THAT(result["created"]["subscriptions"], ElementsAre("Abo A"));
    EXPECT_EQ(result["created"].value("seasons", nlohmann::json()).size(), 0u) << "24/25 came with the events";
    EXPECT_EQ(number_of("SELECT count(*) FROM orders"), 2);
    EXPECT_EQ(text_of("SELECT payment_types FROM orders WHERE number = '100'"), "cash;card");
    EXPECT_EQ(number_of("SELECT paid FROM orders WHERE number = '100'"), 4000);
    EXPECT_EQ(number_of("SELECT customer_id FROM orders WHERE number = '101'"), 1) << "no customer: the anonymous one";
    EXPECT_EQ(text_of("SELECT ordered_at FROM orders WHERE number = '100'"), "2025-01-02T09:00:00Z");
    EXPECT_EQ(number_of("SELECT order_id FROM ticket WHERE ticket = 'T2'"),
              number_of("SELECT order_id FROM ticket WHERE ticket = 'T1'"));
    expect_sound();
}

TEST_P(TicketImports, StatesStandAsGiven) {
    import("tickets", "order,event,state,price,paid\n1,E1,reserved,10,10\n2,E1,sold,10,0\n3,E1,deleted,10,10\n");
    EXPECT_EQ(text_of("SELECT t.state FROM ticket t JOIN orders o ON o.id = t.order_id WHERE o.number = '1'"),
              "reserved");
    EXPECT_EQ(text_of("SELECT t.state FROM ticket t JOIN orders o ON o.id = t.order_id WHERE o.number = '2'"), "sold");
    EXPECT_EQ(text_of("SELECT t.state FROM ticket t JOIN orders o ON o.id = t.order_id WHERE o.number = '3'"),
              "deleted");
    const auto without = run("tickets", file("order,event,price\n4,E1,10\n"));
    EXPECT_THAT(problems(*without), ElementsAre("2 state error.required"));
}

TEST_P(TicketImports, RowsOfOneOrderMayNotContradictEachOther) {
    ImportSettings settings;
    settings.each = true;
    const auto result = run("tickets",
                            file("order,customer,event,state,paid,description\n7,1001,E1,sold,20,\n8,1001,E1,sold,5,"
                                 "\n7,1002,E1,sold,20,Rollstuhl\n7,1001,E2,sold,20,\n"),
                            settings);
    ASSERT_TRUE(result);
    EXPECT_THAT(problems(*result), ElementsAre("2  error.import_order_refused", "4 customer error.import_order_differs",
                                               "5  error.import_order_refused"));
    EXPECT_EQ(number_of("SELECT count(*) FROM orders"), 1);
    EXPECT_EQ(
        import("tickets", "order,customer,event,state,description\n9,1001,E1,sold,\n9,1001,E1,sold,Rollstuhl\n")["new"],
        2)
        << "an empty cell contradicts nothing";
    EXPECT_EQ(text_of("SELECT description FROM orders WHERE number = '9'"), "Rollstuhl");
}

TEST_P(TicketImports, UnknownEventsAndCustomersAreRefused) {
    const auto result = run("tickets", file("order,customer,event,state\n1,9999,E1,sold\n2,1001,E9,sold\n"));
    EXPECT_THAT(problems(*result),
                ElementsAre("2 customer error.no_such_customer", "3 event error.import_no_such_event"));
    EXPECT_EQ(number_of("SELECT count(*) FROM orders"), 0);
}

TEST_P(TicketImports, WithoutNumbersTicketsAreToldApartByPlaceAndOrdinal) {
    const std::string content =
        "order,event,row,seat,state,price\n1,E1,A,1,sold,10\n1,E1,,,sold,10\n1,E1,,,sold,10\n1,E1,,,reserved,10\n";
    import("tickets", content);
    EXPECT_EQ(number_of("SELECT max(line) FROM ticket"), 3);
    ImportSettings other;
    other.decimal_sign = '.';  // read in another way: not the same import
    EXPECT_EQ(import("tickets", content, other)["unchanged"], 4);
    const auto changed = import("tickets",
                                "order,event,row,seat,state,price\n1,E1,A,1,sold,12\n1,E1,,,sold,10\n1,E1,,,deleted,"
                                "10\n1,E1,,,reserved,10\n1,E1,A,2,sold,10\n");
    EXPECT_EQ(changed["changed"], 2);
    EXPECT_EQ(changed["new"], 1);
    EXPECT_EQ(number_of("SELECT count(*) FROM ticket WHERE state = 'deleted' AND line = 2"), 1);
    expect_sound();
}

// counter.md 3: after an order was divided the old file makes no second ticket for a seat, nor for a place without a number
TEST_P(TicketImports, TicketsThatWentToAnotherOrderAreKnownAgain) {
    const std::string content = "order,event,row,seat,state,price\n1,E1,A,1,sold,10\n1,E1,,,sold,10\n1,E1,,,sold,10\n";
    import("tickets", content);
    import("tickets", "order,event,row,seat,state,price\n2,E1,B,1,sold,10\n");
    db().write([](sql::Transaction& transaction) {
        const auto from = *orders::id_of_number(transaction, "1"), to = *orders::id_of_number(transaction, "2");
        for (auto ticket : orders::tickets_of(transaction, from)) {
            if (ticket.row.empty() && ticket.line != 1) continue;
            orders::note_moved(transaction, ticket);
            ticket.order_id = to;
            ticket.line += 10;
            orders::update_ticket(transaction, ticket);
        }
        for (const auto id : {from, to}) orders::refresh_lines(transaction, id);
    });
    ImportSettings again;
    again.decimal_sign = '.', again.each = true;
    const auto result = run("tickets", file(content), again);
    ASSERT_TRUE(result);
    EXPECT_THAT(problems(*result), ElementsAre("2 order error.import_ticket_moved", "3  error.import_order_refused",
                                               "4 order error.import_ticket_moved"));
    EXPECT_EQ(number_of("SELECT count(*) FROM ticket"), 4);
    const auto mended =
        import("tickets", "order,event,row,seat,state,price\n1,E1,,,sold,10\n2,E1,A,1,sold,12\n2,E1,B,1,sold,10\n", again);
    EXPECT_EQ(mended["changed"], 1) << "the seat that came is known, whatever its line is";
    EXPECT_EQ(number_of("SELECT count(*) FROM ticket"), 4);
}

TEST_P(TicketImports, UpdatesByTicketNumberNeedNothingElse) {
    import("tickets", "ticket,order,customer,event,state\nT1,1,1001,E1,sold\nT2,1,1001,E1,sold\nT3,2,,E1,sold\n");
    const auto result = import("tickets", "ticket,scanned_at,scanned_by\nT2,2025-03-01 19:10,Einlass 1\nT3,,\n");
    EXPECT_EQ(result["changed"], 1);
    EXPECT_EQ(result["unchanged"], 1);
    EXPECT_EQ(text_of("SELECT scanned_by FROM ticket WHERE ticket = 'T2'"), "Einlass 1");
    EXPECT_EQ(number_of("SELECT customer_id FROM orders WHERE number = '1'"),
              number_of("SELECT id FROM customer WHERE number = 1001"));
    expect_sound();
}

TEST_P(TicketImports, ATicketNumberBelongsToOneTicket) {
    import("tickets", "ticket,order,event,state\nT1,1,E1,sold\n");
    ImportSettings settings;
    settings.each = true;
    const auto result =
        run("tickets", file("ticket,order,event,state\nT1,2,E1,sold\nT5,3,E1,sold\nT5,4,E1,sold\n"), settings);
    ASSERT_TRUE(result);
    EXPECT_THAT(problems(*result),
                ElementsAre("2 ticket error.import_ticket_elsewhere", "4 ticket error.import_twice"));
    EXPECT_EQ(number_of("SELECT count(*) FROM orders"), 2);
}

TEST_P(TicketImports, UndoOfNewAndChangedOrdersLeavesEverythingAsItWas) {
    import("tickets", ticket_header + "T1,100,1001,2025-01-02,E1,Normal,,20.00,,,1,1,sold,1,,,,,cash,20.00\n");
    const auto before = dump();
    const auto result = import(
        "tickets", ticket_header +
                       "T1,100,1002,2025-01-03,E2,Kind,,10.00,,,1,2,deleted,2,,,,,card,5.00\n"
                       "T8,100,1002,2025-01-03,E1,Normal,,10.00,,,3,2,sold,,Abo B,25/26,flexible,Sommer,card,5.00\n"
                       "T9,200,,,E1,Normal,,10.00,,,9,9,sold,,,,,,,\n");
    EXPECT_EQ(result["changed"], 1);
    EXPECT_EQ(result["new"], 2);
    expect_sound();
    undo(result["change_event"]);
    EXPECT_EQ(dump(), before);
    expect_sound();
    // Tickets do not come back: that is said, and nothing is done.
    const auto again = audit::reverse_event(house(), clerk(), number_of("SELECT max(id) FROM change_event"));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->event, 0);
    ASSERT_FALSE(again->conflicts.empty());
    EXPECT_EQ(again->conflicts[0].found, "error.gone_for_good");
    EXPECT_EQ(dump(), before);
}

TEST_P(TicketImports, ThousandsOfOrdersInAnyOrder) {
    std::string content = "ticket,order,customer,event,row,seat,price,state\n";
    for (int i = 0; i < 6000; ++i) {
        const int order = (i * 7919) % 2500;
        content += "T" + std::to_string(i) + "," + std::to_string(order) + "," +
                   (order % 3 == 0   ? "1001"
                    : order % 3 == 1 ? "1002"
                                     : "") +
                   ",E" + std::to_string(1 + i % 2) + "," + std::to_string(i / 40) + "," + std::to_string(i % 40) +
                   "," + std::to_string(i % 7) + ".50," +
                   (i % 11 == 0  ? "deleted"
                    : i % 5 == 0 ? "reserved"
                                 : "sold") +
                   "\n";
    }
    const auto before = dump();
    const auto result = import("tickets", content);
    EXPECT_EQ(result["new"], 6000);
    EXPECT_EQ(number_of("SELECT count(*) FROM orders"), 2500);
    expect_sound();
    undo(result["change_event"]);
    EXPECT_EQ(dump(), before);
    expect_sound();
}

TEST_P(TicketImports, ProductsComeByOrderAndLine) {
    import("tickets", "order,customer,event,state\n100,1001,E1,sold\n");
    const auto before = dump();
    const auto result = import("products",
                               "order,customer,product,sku,event,quantity,unit_price,vat_rate,state,sold_at\n"
                               "100,1001,Programmheft,PRG,E1,2,4.50,7 %,sold,2025-03-01 18:30\n"
                               "100,1001,Sekt,SEK,,1,\"6,00\",19,sold,\n"
                               "900,1002,Programmheft,PRG,E2,1,4.50,7,sold,\n");
    EXPECT_EQ(result["new"], 3);
    EXPECT_THAT(result["created"]["products"], UnorderedElementsAre("Programmheft", "Sekt"));
    EXPECT_EQ(text_of("SELECT vat_rate FROM product_sale WHERE line = 1 ORDER BY id"), "7");
    EXPECT_EQ(number_of("SELECT line FROM product_sale WHERE unit_price = 600"), 2);
    EXPECT_EQ(number_of("SELECT count(*) FROM orders"), 2) << "an unknown order is created";
    expect_sound();
    const auto again = import(
        "products", "order,customer,product,quantity,unit_price\n100,1001,Programmheft,3,4.50\n100,1001,Sekt,1,6\n");
    EXPECT_EQ(again["changed"], 1);
    EXPECT_EQ(again["unchanged"], 1);
    undo(again["change_event"]);
    undo(result["change_event"]);
    EXPECT_EQ(dump(), before);
    const auto bad =
        run("products", file("order,product,unit_price,vat_rate,event\n1,A,-1,19,\n2,B,1,119,\n3,C,1,7,E9\n"));
    EXPECT_THAT(problems(*bad), ElementsAre("2 unit_price error.negative", "3 vat_rate error.import_not_a_vat_rate",
                                            "4 event error.import_no_such_event"));
}

TEST_P(TicketImports, EventsAreChangedByCodeAndGoBack) {
    const auto before = dump();
    const auto result = import(
        "events", "code,name,hall,capacity,organisation\nE1,Tosca,Kleiner Saal,120,\nE3,Aida,Saal,400,Gastspielhaus\n");
    EXPECT_EQ(result["changed"], 1);
    EXPECT_EQ(result["new"], 1);
    EXPECT_THAT(result["created"]["halls"], ElementsAre("Kleiner Saal"));
    EXPECT_EQ(number_of("SELECT capacity FROM event WHERE code = 'E1'"), 120);
    EXPECT_EQ(text_of("SELECT p.name FROM event e JOIN event_production x ON x.event_id = e.id JOIN production p ON "
                      "p.id = x.production_id"
                      " WHERE e.code = 'E1' AND x.position = 2"),
              "Oper")
        << "what the file does not have stays";
    undo(result["change_event"]);
    EXPECT_EQ(dump(), before);
}

TEST_P(TicketImports, ConsentsShowInTheListsAndGoBack) {
    const auto before = dump();
    const auto labels = import("labels",
                               "customer,label,granted_at,expires_at\n1001,Presse,2025-01-01 "
                               "10:00,\n1002,Presse,,2027-01-01\n1001,Freunde,,\n");
    EXPECT_EQ(labels["new"], 3);
    const auto permissions = import("permissions",
                                    "customer,permission,state,channel,at,source\n1001,Newsletter,given,email,2025-01-"
                                    "01,Web\n1002,Newsletter,withdrawn,,,\n");
    EXPECT_EQ(permissions["new"], 2);
    expect_sound();
    EXPECT_EQ(text_of("SELECT consents FROM customer_line WHERE name_key LIKE 'muller%'"),
              "1,2025-01-01T09:00:00Z,;2,2026-03-01T09:00:00Z,|1,given,2024-12-31T23:00:00Z");
    const auto between = dump();
    const auto changed =
        import("permissions", "customer,permission,state\n1001,Newsletter,withdrawn\n1002,Newsletter,withdrawn\n");
    EXPECT_EQ(changed["changed"], 1);
    EXPECT_EQ(changed["unchanged"], 1);
    undo(changed["change_event"]);
    EXPECT_EQ(dump(), between);
    undo(permissions["change_event"]);
    undo(labels["change_event"]);
    EXPECT_EQ(dump(), before);
    expect_sound();
    const auto bad = run("labels", file("customer,label\n9999,Presse\n0,Presse\n"));
    EXPECT_THAT(problems(*bad),
                ElementsAre("2 customer error.no_such_customer", "3 customer error.not_a_customer_number"));
}

TEST_P(TicketImports, PostcodesComeOnceEachInEitherForm) {
    const auto before = dump();
    const auto result = import("postcodes",
                               "country_code,zipcode,place,state\nLU,L-4968,Schouweiler,x\nNL,9401,Assen,y\nNL,9401,"
                               "Assen,z\nDE,01067,Dresden,s\n");
    EXPECT_EQ(result["new"], 3);
    EXPECT_EQ(result["unchanged"], 1) << "keys repeat";
    EXPECT_EQ(text_of("SELECT town FROM postcode WHERE country = 'LU' AND postcode = '4968'"), "Schouweiler");
    const auto geonames =
        import("postcodes",
               "DE\t01945\tGuteborn\tBrandenburg\tBB\t\t00\tOberspreewald\t12066\t51.4167\t13.9333\t4\n"
               "DE\t01067\tDresden\tSachsen\tSN\t\t00\tDresden\t14612\t51.05\t13.74\t4\n");
    EXPECT_EQ(geonames["new"], 1);
    EXPECT_EQ(geonames["unchanged"], 1);
    undo(geonames["change_event"]);
    undo(result["change_event"]);
    EXPECT_EQ(dump(), before);
}

/// "+1 ticket order price" of every line of the ledger, in the order in which they were written.
std::vector<std::string> ledger_of(House& house) {
    return house.database.read([](sql::Transaction& transaction) {
        std::vector<std::string> lines;
        auto rows = transaction.query(
            "SELECT l.count, t.ticket, o.number, l.price, l.created_at FROM sales_ledger l"
            " LEFT JOIN ticket t ON t.id = l.ticket_id LEFT JOIN orders o ON o.id = l.order_id ORDER BY l.id");
        while (rows.next())
            lines.push_back(fmt::format("{:+} {} {} {} {}", rows.integer(0), rows.text(1), rows.text(2),
                                        rows.integer(3), rows.text(4).substr(0, 10)));
        return lines;
    });
}

const std::string sale_header = "ticket,order,customer,ordered_at,event,price,state,deleted_at,refunded\n";

TEST_P(TicketImports, SalesAreWrittenDownAndReturnsAreAdded) {
    import("tickets", sale_header + "T1,1,1001,2025-01-02,E1,20,sold,,\nT2,1,1001,2025-01-02,E2,20,sold,,\n"
                                    "T3,2,1002,2025-01-03,E1,10,reserved,,\n"
                                    "T4,3,1002,2025-01-04,E1,15,deleted,2025-01-09,15\n"
                                    "T5,3,1002,2025-01-04,E1,15,deleted,2025-01-09,\n");
    const std::vector<std::string> first{"+1 T1 1 2000 2025-01-01", "+1 T2 1 2000 2025-01-01",
                                         "+1 T4 3 1500 2025-01-03", "-1 T4 3 1500 2025-01-08"};
    EXPECT_EQ(ledger_of(house()), first) << "a day begins at 23:00 UTC here";
    const auto again = import("tickets", sale_header + "T1,1,1001,2025-01-02,E1,20,deleted,2025-02-10 12:00,20\n"
                                                       "T2,1,1001,2025-01-02,E2,20,sold,,\n"
                                                       "T3,2,1002,2025-01-03,E1,10,sold,,\n");
    EXPECT_EQ(again["changed"], 2);
    const auto lines = ledger_of(house());
    ASSERT_EQ(lines.size(), 6u);
    EXPECT_TRUE(std::equal(first.begin(), first.end(), lines.begin())) << "what was written stays as it was";
    EXPECT_EQ(lines[4], "-1 T1 1 2000 2025-02-10");
    EXPECT_TRUE(lines[5].starts_with("+1 T3 2 1000 ")) << lines[5];
    expect_sound();
    undo(again["change_event"]);
    EXPECT_EQ(ledger_of(house()).size(), 8u) << "undone by lines that say the opposite";
    expect_sound();
}

TEST_P(TicketImports, AnUndoneImportLeavesNoSale) {
    import("tickets", sale_header + "T1,1,1001,2025-01-02,E1,20,sold,,\n");
    const auto before = dump();
    const auto more = import("tickets", sale_header + "T2,1,1001,2025-01-02,E1,20,sold,,\n"
                                                      "T3,9,1002,2025-01-02,E1,20,deleted,2025-01-09,20\n");
    EXPECT_EQ(ledger_of(house()).size(), 4u);
    expect_sound();
    undo(more["change_event"]);
    EXPECT_EQ(dump(), before);
    EXPECT_EQ(ledger_of(house()).size(), 1u) << "what was never sold has no line";
    expect_sound();
}

TEST_P(TicketImports, AnOrderThatGoesOverTakesItsSalesAlong) {
    import("tickets", sale_header + "T1,1,1001,2025-01-02,E1,20,sold,,\n");
    import("tickets", sale_header + "T1,1,1002,2025-01-02,E1,20,sold,,\n");
    EXPECT_EQ(number_of("SELECT sum(count) FROM sales_ledger l JOIN customer c ON c.id = l.customer_id"
                        " WHERE c.number = 1001"), 0);
    EXPECT_EQ(number_of("SELECT sum(count) FROM sales_ledger l JOIN customer c ON c.id = l.customer_id"
                        " WHERE c.number = 1002"), 1);
    expect_sound();
}

TEST_P(TicketImports, TheReceiptIsALinkThatMayBeClicked) {
    import("tickets", "order,event,state,receipt_url\n1,E1,sold,https://tickets.example/r/1\n1,E1,sold,\n2,E1,sold,\n");
    EXPECT_EQ(text_of("SELECT receipt_url FROM orders WHERE number = '1'"), "https://tickets.example/r/1");
    EXPECT_EQ(text_of("SELECT receipt_url FROM orders WHERE number = '2'"), "");
    EXPECT_EQ(import("tickets", "order,event,state,receipt_url\n2,E1,sold,http://tickets.example/r/2\n")["changed"], 1);
    expect_sound();
    const auto bad = run("tickets", file("order,event,state,receipt_url\n3,E1,sold,javascript:alert(1)\n"
                                         "4,E1,sold,https://tickets.example/r/4\n"));
    EXPECT_THAT(problems(*bad), ElementsAre("2 receipt_url error.not_a_web_address"));
    const auto differing = run("tickets", file("order,event,state,receipt_url\n5,E1,sold,https://tickets.example/a\n"
                                               "5,E1,sold,https://tickets.example/b\n"));
    EXPECT_THAT(problems(*differing), ElementsAre("2  error.import_order_refused",
                                                  "3 receipt_url error.import_order_differs"));
    EXPECT_EQ(number_of("SELECT count(*) FROM orders"), 2);
}

}  // namespace
}  // namespace kartei::imports
