// Bookings taken over and given back: figures stand as given, and nothing is lost on the way.
#include <sstream>

#include "modules/bookings/booking_actions.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/bookings.hpp"
#include "modules/customers/customer.hpp"
#include "modules/customers/customer_commands.hpp"
#include "modules/imports/import_test_support.hpp"
#include "modules/parameters/choice.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string header =
    "booking,customer,kind,state,booked_on,departs_on,destination,line,service_kind,operator,description,count,"
    "unit_price,tax,collection,commission_amount,cancelled_on\n";
const std::string two_bookings =
    header +
    "500,1001,booking,open,2026-01-02,2026-07-01,PMI,1,hotel,TUI,Hotel Sonne,2,500.00,margin,house,50.00,\n"
    "501,1002,booking,cancelled,2026-01-03,2026-08-01,,1,flight,,Hinflug,1,80.00,standard,operator,,2026-02-01\n"
    "500,1001,booking,open,2026-01-02,2026-07-01,PMI,2,transfer,TUI,Transfer,2,18.00,margin,house,,\n";

class BookingImports : public ImportTest {
protected:
    void SetUp() override {
        ImportTest::SetUp();
        if (IsSkipped()) return;
        db().write([](Transaction& transaction) { parameters::found_parameters(transaction); });
        import("customers", "number,name,kind\n1001,Eriksson,private\n1002,Olsen,private\n");
    }
    std::string exported(const std::string& what) {
        std::ostringstream out, err;
        EXPECT_EQ(test::type_command(customers::export_command, house(), clerk(), {what}, out, err, "/"), 0)
            << err.str();
        return out.str();
    }
    bookings::WholeBooking booking(std::int64_t number) {
        return db().read([&](Transaction& transaction) {
            const auto id = bookings::id_of_booking(transaction, number);
            return id ? *bookings::find_booking(house(), transaction, *id) : bookings::WholeBooking{};
        });
    }
    void expect_sound_bookings() {
        expect_sound();
        db().read([&](Transaction& transaction) { EXPECT_EQ(bookings::check_bookings(house(), transaction), 0); });
    }
};
ON_BOTH_ENGINES(BookingImports);

TEST_P(BookingImports, RowsOfABookingComeTogether) {
    const auto result = import("bookings", two_bookings);
    EXPECT_EQ(result["new"], 3);
    EXPECT_THAT(result["created"]["operators"], ElementsAre("TUI"));
    EXPECT_THAT(result["created"]["destinations"], ElementsAre("PMI"));
    const auto one = booking(500);
    EXPECT_EQ(one.services.size(), 2u);
    EXPECT_EQ(one.sums.services, 103600);
    EXPECT_EQ(one.sums.commission, 5000) << "as given, nothing is reckoned";
    EXPECT_TRUE(one.fees.empty());
    EXPECT_TRUE(one.due_dates.empty());
    EXPECT_EQ(booking(501).head.state, "cancelled");
    EXPECT_EQ(booking(501).sums.services, 0);
    expect_sound_bookings();
}

// Export and import lose nothing: what goes out comes back unchanged, and is the same in another house
TEST_P(BookingImports, WhatGoesOutComesBack) {
    import("bookings", two_bookings);
    import("participants",
           "booking,position,first_name,name,birth_date,customer\n500,1,Anna,Eriksson,1980-05-17,1001\n500,2,Lars,"
           "Eriksson,,\n");
    import("booking-payments", "booking,paid_on,kind,amount,text\n500,2026-01-05,transfer,200.00,Anzahlung\n");
    import("booking-amounts", "booking,text,amount,per_participant\n500,Kurtaxe,12.50,1\n");
    import("booking-fees", "booking,text,amount\n500,Servicepauschale,15.00\n");
    import("booking-charges", "booking,text,amount\n501,Storno,16.00\n");
    import("booking-due-dates", "booking,kind,due_on,amount\n500,balance,2026-06-03,844.00\n");
    EXPECT_EQ(booking(500).sums.total, 103600 - 5000 + 2500 + 1500);
    EXPECT_EQ(booking(500).sums.paid, 20000);
    const std::vector<std::string> files{"bookings",     "participants",    "booking-payments", "booking-amounts",
                                         "booking-fees", "booking-charges", "booking-due-dates"};
    std::map<std::string, std::string> out;
    for (const auto& what : files) {
        out[what] = exported(what);
        const auto again = import(what, out[what]);
        EXPECT_EQ(again["new"], 0) << what;
        EXPECT_EQ(again["changed"], 0) << what;
    }
    db().write([](Transaction& transaction) {
        for (const char* table : {"booking", "booking_service", "booking_participant", "booking_payment",
                                  "booking_amount", "booking_fee", "booking_charge", "booking_due_date"})
            transaction.execute("DELETE FROM " + std::string(table));  // sql: tables of the line above
    });
    for (const auto& what : files) import(what, out[what] + "\n");
    for (const auto& what : files) EXPECT_EQ(exported(what), out[what]) << what;
    db().read([&](Transaction& transaction) { EXPECT_EQ(bookings::check_bookings(house(), transaction), 0); });
}

TEST_P(BookingImports, WhatIsWrongIsRefused) {
    const auto unknown =
        run("bookings", file(header + "1,4711,booking,open,2026-01-02,,,1,hotel,,,1,1.00,margin,house,,\n"));
    EXPECT_THAT(problems(*unknown), ElementsAre("2 customer error.no_such_customer"));
    const auto differs =
        run("bookings", file(header + "1,1001,booking,open,2026-01-02,,,1,hotel,,,1,1.00,margin,house,,\n"
                                      "1,1001,offer,open,2026-01-02,,,2,hotel,,,1,1.00,margin,house,,\n"));
    EXPECT_THAT(problems(*differs), ElementsAre("3 kind error.import_booking_differs"));
    const auto nowhere = run("booking-payments", file("booking,paid_on,kind,amount\n77,2026-01-05,cash,1.00\n"));
    EXPECT_THAT(problems(*nowhere), ElementsAre("2 booking error.import_no_such_booking"));
    EXPECT_EQ(number_of("SELECT count(*) FROM booking"), 0);
}

// What is drawn next lies above what came in; the whole import goes back as one, and its numbers stay void
TEST_P(BookingImports, NumbersGoOnAndTheImportGoesBack) {
    import("bookings", two_bookings);
    EXPECT_EQ(number_of("SELECT next FROM counter WHERE name = 'booking_number'"), 502);
    const auto event = number_of("SELECT max(id) FROM change_event WHERE kind = 'import_bookings'");
    const auto back = audit::reverse_event(house(), clerk(), event);
    ASSERT_TRUE(back);
    EXPECT_TRUE(back->conflicts.empty());
    EXPECT_EQ(booking(500).head.state, "void");
    EXPECT_EQ(number_of("SELECT count(*) FROM booking_service"), 0);
    const auto again = import("bookings", two_bookings + "\n\n");
    EXPECT_EQ(again["new"], 3);
    EXPECT_EQ(booking(500).sums.services, 103600);
    expect_sound_bookings();
}

// Two equal payments of a file are two payments, and the same file again brings none
TEST_P(BookingImports, EqualRowsOfAFileStayApart) {
    import("bookings", two_bookings);
    const std::string columns = "booking,paid_on,kind,amount,text\n", plain = "500,2026-01-05,cash,50.00,\n";
    const auto content = columns + plain + plain + "500,2026-01-05,cash,50.00,Rest\n";
    const auto seen = preview("booking-payments", file(content));
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->at("new"), 3);
    EXPECT_EQ(import("booking-payments", content)["new"], 3);
    EXPECT_EQ(booking(500).payments.size(), 3u);
    EXPECT_EQ(booking(500).sums.paid, 15000);
    EXPECT_EQ(import("booking-payments", content + "\n")["new"], 0);
    EXPECT_EQ(import("booking-payments", columns + plain + plain + plain)["new"], 1) << "without a text it is another";
    EXPECT_EQ(booking(500).sums.paid, 20000);
    expect_sound_bookings();
}

// A file brings the receipts of elsewhere; the number that a payment drew here stays as it is
TEST_P(BookingImports, TheNumberOfAReceiptOfOursStays) {
    import("bookings", two_bookings);
    const std::string columns = "booking,line,paid_on,kind,amount,receipt_number\n", row = "500,1,2026-01-05,cash,50.00,";
    import("booking-payments", columns + row + "\n");
    EXPECT_EQ(booking(500).payments.at(0).receipt_number, "") << "paid elsewhere: it has none of ours";
    import("booking-payments", columns + row + "Q2026-00001\n");
    ImportSettings settings;
    for (const char* other : {"Q2026-00002", "Bon 4711"}) {
        const auto refused = run("booking-payments", file(columns + row + other + "\n"), settings);
        ASSERT_TRUE(refused);
        EXPECT_THAT(problems(*refused), ElementsAre("2 receipt_number error.receipt_is_drawn")) << other;
    }
    db().write([](sql::Transaction& transaction) {
        transaction.execute("INSERT INTO booking_receipt (number, year, place, booking_id)"
                            " SELECT 'Q2026-00009', 2026, 9, id FROM booking WHERE number = 501");
    });
    const auto of_another = run("booking-payments", file("booking,paid_on,kind,amount,receipt_number\n"
                                                         "500,2026-01-09,cash,7.00,Q2026-00009\n"), settings);
    ASSERT_TRUE(of_another);
    EXPECT_THAT(problems(*of_another), ElementsAre("2 receipt_number error.receipt_is_drawn"));
    EXPECT_EQ(import("booking-payments", columns + row + "Q2026-00001\n\n")["unchanged"], 1);
    EXPECT_EQ(booking(500).payments.at(0).receipt_number, "Q2026-00001");
}

// Who took money gave a receipt for it: a file changes nothing of that payment, and says which receipt and what to do
TEST_P(BookingImports, APaymentTakenAtTheDeskStaysAsItsReceiptSays) {
    import("bookings", two_bookings);
    const auto pay = [&](const bookings::NewValues& values) {
        const auto done = db().write([&](Transaction& transaction) {
            return bookings::pay(house(), transaction, clerk(), 500, values);
        });
        ASSERT_TRUE(done) << done.refusal().issues.at(0).key;
    };
    pay({{"amount", std::int64_t{5000}}, {"kind", std::string("cash")}});
    pay({{"amount", std::int64_t{700}}, {"kind", std::string("cash")}, {"receipt_number", std::string("Bon 4711")}});
    const auto before = booking(500).payments;
    ASSERT_EQ(before.size(), 2u);
    const std::string columns = "booking,line,paid_on,kind,amount,text\n", day = before[0].paid_on;
    for (const std::string& row : std::vector<std::string>{"500,1," + day + ",cash,60.00,\n", "500,1,2020-01-01,cash,50.00,\n",
                                                           "500,1," + day + ",card,50.00,\n",
                                                           "500,2," + day + ",cash,7.00,Rest\n"}) {
        const auto refused = run("booking-payments", file(columns + row));
        ASSERT_TRUE(refused);
        ASSERT_EQ(problems(*refused).size(), 1u) << row;
        EXPECT_THAT(problems(*refused).front(), ::testing::HasSubstr("error.payment_has_receipt")) << row;
        EXPECT_THAT(refused->dump(), ::testing::HasSubstr(row[4] == '1' ? before[0].receipt_number : "Bon 4711"));
    }
    EXPECT_EQ(import("booking-payments", columns + "500,1," + day + ",cash,50.00,\n")["unchanged"], 1);
    EXPECT_EQ(booking(500).sums.paid, 5700);
    // What a file brought comes better from the next one, whatever its cash register called it.
    const std::string register_columns = "booking,line,paid_on,kind,amount,receipt_number\n";
    import("booking-payments", register_columns + "500,3,2026-01-05,cash,10.00,Bon 9\n");
    EXPECT_EQ(import("booking-payments", register_columns + "500,3,2026-01-05,cash,12.00,Bon 9\n")["changed"], 1);
    EXPECT_EQ(booking(500).sums.paid, 6900);
    expect_sound_bookings();
}

// What is refused keeps its place: the rows behind it come where the preview showed them
TEST_P(BookingImports, ARefusedRowMovesNoOther) {
    const std::string columns =
        "booking,customer,kind,state,booked_on,service_kind,description,count,unit_price,tax,collection\n";
    const std::string begins = "500,1001,booking,open,2026-01-02,", ends = ",1,100.00,margin,house\n";
    ImportSettings settings;
    settings.each = true;
    const auto result = run("bookings",
                            file(columns + begins + "hotel,Sonne" + ends +
                                 "500,1001,offer,open,2026-01-02,transfer,Bus" + ends + begins + "car,Wagen" + ends),
                            settings);
    ASSERT_TRUE(result);
    EXPECT_THAT(problems(*result), ElementsAre("3 kind error.import_booking_differs"));
    const auto half = booking(500);
    ASSERT_EQ(half.services.size(), 2u);
    EXPECT_EQ(half.services[1].position, 3);
    EXPECT_EQ(half.services[1].description, "Wagen");
    const auto mended = import("bookings", columns + begins + "hotel,Sonne" + ends + begins + "transfer,Bus" + ends +
                                               begins + "car,Wagen" + ends);
    EXPECT_EQ(mended["new"], 1);
    EXPECT_EQ(mended["changed"], 0);
    EXPECT_EQ(booking(500).services.size(), 3u);
}

// Payments that a file brought go back with it, and come again, until a final paper says them
TEST_P(BookingImports, ImportedMoneyGoesBack) {
    import("bookings", two_bookings);
    const std::string columns = "booking,line,paid_on,kind,amount,text\n";
    const auto event_of = [&](const ImportResult& result) { return result.at("change_event").get<std::int64_t>(); };
    const auto first = event_of(import("booking-payments", columns + "500,1,2026-01-05,cash,50.00,alt\n"));
    undo(event_of(import("booking-payments", columns + "500,1,2026-01-05,cash,50.00,neu\n")));
    EXPECT_EQ(booking(500).payments.at(0).text, "alt");
    undo(first);
    EXPECT_TRUE(booking(500).payments.empty());
    EXPECT_EQ(booking(500).sums.paid, 0);
    undo(number_of("SELECT max(id) FROM change_event"));
    EXPECT_EQ(booking(500).sums.paid, 5000);
    const auto more = event_of(import("booking-payments", columns + "500,2,2026-01-06,cash,20.00,\n"));
    db().write([&](Transaction& transaction) {
        const auto id = *bookings::id_of_booking(transaction, 500);
        audit::Change change(house(), transaction, clerk(), "booking_changed", "500");
        const auto before = *bookings::find_booking(house(), transaction, id);
        auto after = before;
        auto& paper = after.documents.emplace_back();
        paper.position = 1;
        paper.kind = "invoice";
        paper.issued_on = "2026-01-07";
        bookings::update_booking(house(), transaction, change, before, after);
        change.seal();
    });
    const auto refused = audit::reverse_event(house(), clerk(), more);
    ASSERT_TRUE(refused);
    EXPECT_FALSE(refused->conflicts.empty());
    EXPECT_EQ(booking(500).sums.paid, 7000);
}

// What somebody adds to a booking between the check of a file and its writing keeps its place
TEST_P(BookingImports, RowsGoBehindWhatOthersAddedMeanwhile) {
    import("bookings", two_bookings);
    Meeting progress("imports.phase_checking", [&] {
        db().write([&](Transaction& transaction) {
            audit::Change change(house(), transaction, clerk(), "booking_changed", "500");
            const auto before = *bookings::find_booking(house(), transaction, *bookings::id_of_booking(transaction, 500));
            auto after = before;
            auto& payment = after.payments.emplace_back();
            payment.position = 1, payment.paid_on = "2026-01-04", payment.kind = "cash", payment.amount = 700;
            bookings::update_booking(house(), transaction, change, before, after);
            change.seal();
        });
    });
    const auto content = "booking,paid_on,kind,amount\n500,2026-01-05,cash,50.00\n";
    const auto result = run_import(house(), clerk(), request("booking-payments", file(content)), progress);
    ASSERT_TRUE(result) << result.refusal().issues.at(0).key;
    const auto now = booking(500);
    ASSERT_EQ(now.payments.size(), 2u);
    EXPECT_EQ(now.payments[1].position, 2);
    EXPECT_EQ(now.sums.paid, 5700);
    expect_sound_bookings();
}

// A transaction that PostgreSQL lets run again writes what it wrote the first time
TEST_P(BookingImports, RowsOfATransactionThatRunsAgainAreWritten) {
    import("bookings", two_bookings);
    if (db().engine() == sql::Engine::postgresql)
        db().write([](Transaction& transaction) {
            transaction.execute("CREATE SEQUENCE rows_seen");
            transaction.execute("CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF"
                                " nextval(''rows_seen'') = 3 THEN RAISE EXCEPTION USING ERRCODE = ''40001''; END IF;"
                                " RETURN NEW; END'");
            transaction.execute("CREATE TRIGGER fails_once BEFORE INSERT ON booking_payment FOR EACH ROW EXECUTE"
                                " FUNCTION fail_once()");
        });
    const auto result = import("booking-payments", "booking,line,paid_on,kind,amount\n500,1,2026-01-05,cash,50.00\n"
                                                   "500,,2026-01-06,cash,20.00\n500,7,2026-01-07,cash,3.00\n");
    EXPECT_EQ(result["new"], 3);
    const auto now = booking(500);
    ASSERT_EQ(now.payments.size(), 3u);
    EXPECT_EQ(now.payments[1].position, 2);
    EXPECT_EQ(now.sums.paid, 7300);
    expect_sound_bookings();
}

// A booking without a customer goes out and comes back, by whoever may make one
TEST_P(BookingImports, BookingsWithoutACustomerComeBack) {
    const auto content = header + "500,0,booking,open,2026-01-02,,,1,hotel,,,1,1.00,margin,house,,\n";
    auto without_right = clerk();
    without_right.all_permissions = false;
    without_right.permissions = {"bookings.change", "customers.see_hidden"};
    TestProgress progress;
    const auto refused = run_import(house(), without_right, request("bookings", file(content)), progress);
    ASSERT_TRUE(refused);
    EXPECT_THAT(problems(*refused), ElementsAre("2 customer error.anonymous_customer"));
    import("bookings", content);
    EXPECT_EQ(booking(500).head.customer_id, customers::anonymous_customer);
    const auto out = exported("bookings");
    EXPECT_EQ(import("bookings", out)["unchanged"], 1);
    db().write([](Transaction& transaction) {
        transaction.execute("DELETE FROM booking_service");
        transaction.execute("DELETE FROM booking");
    });
    EXPECT_EQ(import("bookings", out + "\n")["new"], 1);
    EXPECT_EQ(exported("bookings"), out);
}

}  // namespace
}  // namespace kartei::imports
