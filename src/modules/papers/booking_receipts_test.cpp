// Receipts of what is paid on bookings: each payment has its number when it is taken, none is missing and none is given
// twice, whatever happens meanwhile (J-196, J-197; money.md 1).
#include <set>
#include <thread>

#include "modules/bookings/booking_actions.hpp"
#include "modules/papers/papers_fixture.hpp"
#include "sql/fault_point.hpp"

namespace kartei::papers {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ReceiptsOfBookings : public WithPapers {
protected:
    std::vector<std::string> receipts(const Json& booking) {
        std::vector<std::string> all;
        const auto now = read(booking, "chief");
        for (const auto& payment : now.at("payments"))
            all.push_back(payment.at("receipt_number").is_null() ? "-" : payment.at("receipt_number").get<std::string>());
        return all;
    }
    ApiAnswer pay(const Json& booking, const Json& payment) {
        return desk().post(booking_path(booking) + "/payments", payment);
    }
    std::int64_t gaps() {
        return db().read([](sql::Transaction& transaction) { return bookings::check_paper_numbers(transaction); });
    }
    /// As a file of an old system brings it.
    void bring(const Json& booking, const std::string& receipt) {
        db().write([&](sql::Transaction& transaction) {
            const auto id = *bookings::id_of_booking(transaction, booking.at("number").get<std::int64_t>());
            const auto before = *bookings::find_booking(house(), transaction, id);
            auto after = before;
            auto& payment = after.payments.emplace_back();
            payment.position = bookings::next_position(before.payments);
            payment.paid_on = "2026-01-05", payment.kind = "cash", payment.amount = 5000;
            payment.receipt_number = receipt;
            audit::Change change(house(), transaction, Actor::system(), "import_booking_payments", "");
            bookings::update_booking(house(), transaction, change, before, after);
            change.seal();
        });
    }
};
ON_BOTH_ENGINES(ReceiptsOfBookings);

// J-197: in, out and taken back; the paper that is printed later has the payment's own number
TEST_P(ReceiptsOfBookings, EachPaymentHasTheNextNumber) {
    const auto one = booked(draft(customer())), other = booked(draft(customer({{"name", "Berg"}})));
    paid(one, "250.00"), paid(other, "100.00");
    ASSERT_EQ(pay(one, {{"kind", "cash"}, {"amount", "-20.00"}}).status, 201);
    ASSERT_EQ(pay(one, {{"reverses", 1}}).status, 201);
    EXPECT_THAT(receipts(one), ElementsAre("Q2026-00001", "Q2026-00003", "Q2026-00004"));
    EXPECT_THAT(receipts(other), ElementsAre("Q2026-00002"));
    clock().set(*read_instant("2027-01-02T09:00:00Z", "UTC"));
    const auto receipt = made(one, "receipt", {{"payment", 2}});
    EXPECT_EQ(receipt.at("number"), "Q2026-00003") << "no second number for the same payment";
    EXPECT_THAT(printed(one, receipt), HasSubstr("Q2026-00003"));
    paid(other, "1.00");
    EXPECT_THAT(receipts(other), ElementsAre("Q2026-00002", "Q2027-00001")) << "each year has a range of its own";
    expect_no_gap();
}

// What is refused draws nothing
TEST_P(ReceiptsOfBookings, ARefusedPaymentDrawsNone) {
    const auto booking = booked(draft(customer()));
    EXPECT_EQ(pay(booking, {{"kind", "cash"}, {"amount", "0.00"}}).status, 422);
    EXPECT_EQ(pay(booking, {{"kind", "shells"}, {"amount", "5.00"}}).status, 422);
    EXPECT_EQ(pay(booking, {{"reverses", 7}}).status, 422);
    paid(booking, "5.00");
    EXPECT_THAT(receipts(booking), ElementsAre("Q2026-00001"));
    expect_no_gap();
}

// A cash register beside Kartei has numbers of its own; ours nobody writes by hand
TEST_P(ReceiptsOfBookings, ANumberOfElsewhereStays) {
    const auto booking = booked(draft(customer()));
    ASSERT_EQ(pay(booking, {{"kind", "cash"}, {"amount", "5.00"}, {"receipt_number", "Bon 4711"}}).status, 201);
    EXPECT_THAT(issues_of(pay(booking, {{"kind", "cash"}, {"amount", "5.00"}, {"receipt_number", "Q2026-00007"}})),
                ElementsAre("receipt_number: error.receipt_is_drawn"));
    paid(booking, "5.00");
    EXPECT_THAT(receipts(booking), ElementsAre("Bon 4711", "Q2026-00001"));
    EXPECT_EQ(made(booking, "receipt", {{"payment", 1}}).at("number"), "Q2026-00002");
    EXPECT_THAT(receipts(booking), ElementsAre("Bon 4711", "Q2026-00001"));
    expect_no_gap();
}

// What was taken over has no receipt of ours until one is printed; a number that looks like ours is another house's
TEST_P(ReceiptsOfBookings, WhatAFileBroughtDrawsItsNumberWhenPrinted) {
    const auto booking = booked(draft(customer())), other = booked(draft(customer({{"name", "Berg"}})));
    bring(booking, ""), bring(other, "Q2026-00001");
    EXPECT_THAT(receipts(booking), ElementsAre("-"));
    expect_no_gap();
    EXPECT_EQ(made(booking, "receipt").at("number"), "Q2026-00001");
    EXPECT_EQ(made(other, "receipt").at("number"), "Q2026-00002");
    EXPECT_THAT(receipts(booking), ElementsAre("Q2026-00001"));
    expect_no_gap();
}

// "Two tills on one receipt number": sixteen who take money at once draw sixteen numbers each time
TEST_P(ReceiptsOfBookings, SixteenTakeMoneyAtOnceAndNoNumberIsMissing) {
    constexpr int each = 3;
    std::vector<Json> all;
    for (int i = 0; i < 8; ++i) all.push_back(booked(draft(customer({{"name", "Kunde " + std::to_string(i)}}))));
    std::vector<std::thread> clerks;
    for (std::size_t clerk = 0; clerk < 16; ++clerk)
        clerks.emplace_back([&, clerk] {
            bookings::ApiClient client(port());
            client.set_cookie("sid=desk");
            client.set_token("token");
            for (std::size_t i = 0; i < each; ++i) {
                const auto& booking = all[(clerk + i) % all.size()];
                const auto done = client.post(booking_path(booking) + "/payments",
                                              {{"amount", "1.00"}, {"kind", i == 0 ? "cash" : "transfer"}});
                EXPECT_EQ(done.status, 201) << done.text;
            }
        });
    for (auto& clerk : clerks) clerk.join();
    std::set<std::string> numbers;
    for (const auto& booking : all)
        for (auto& number : receipts(booking)) numbers.insert(number);
    EXPECT_EQ(numbers.size(), 48u);
    EXPECT_EQ(*numbers.begin(), "Q2026-00001");
    EXPECT_EQ(*numbers.rbegin(), "Q2026-00048");
    expect_no_gap();
    expect_sound();
}

std::atomic<int> words_left{0};

// Wherever a payment breaks off, its number is not used up: the next one has it
TEST_P(ReceiptsOfBookings, APaymentThatBreaksOffGivesItsNumberBack) {
    const auto booking = booked(draft(customer()));
    const auto number = booking.at("number").get<std::int64_t>();
    const auto pays = [&](int word) {
        words_left = word;
        sql::at_fault_point = [](const char*) {
            if (--words_left == 0) throw sql::SqlError(sql::Fault::other, "as the test wants it");
        };
        bool done = false;
        try {
            done = static_cast<bool>(db().write([&](sql::Transaction& transaction) {
                return bookings::pay(house(), transaction, Actor::system(), number,
                                     {{"kind", Value(std::string("cash"))}, {"amount", Value(std::int64_t{100})}});
            }));
        } catch (const sql::SqlError&) {
        }
        sql::at_fault_point = nullptr;
        return done;
    };
    int broken = 0;
    for (int word = 3; word < 2000 && !pays(word); word += 7) ++broken;
    EXPECT_GT(broken, 3);
    paid(booking, "5.00");
    EXPECT_THAT(receipts(booking), ElementsAre("Q2026-00001", "Q2026-00002"));
    expect_no_gap();
    expect_sound();
}

TEST_P(ReceiptsOfBookings, TheCheckFindsAGapAndALostReceipt) {
    const auto booking = booked(draft(customer()));
    paid(booking, "5.00"), paid(booking, "6.00"), paid(booking, "7.00");
    EXPECT_EQ(gaps(), 0);
    const auto planted = [&](const char* fault, const char* mended) {
        const auto run = [&](const char* statement) {
            db().write([&](sql::Transaction& transaction) { transaction.execute(statement); });
        };
        run(fault);
        EXPECT_EQ(gaps(), 1) << fault;
        run(mended);
        EXPECT_EQ(gaps(), 0) << mended;
    };
    planted("UPDATE paper_counter SET next = next + 1 WHERE kind = 'receipt'",
            "UPDATE paper_counter SET next = next - 1 WHERE kind = 'receipt'");
    planted("UPDATE booking_receipt SET place = 9 WHERE place = 3", "UPDATE booking_receipt SET place = 3 WHERE place = 9");
    planted("UPDATE booking_payment SET receipt_number = NULL WHERE receipt_number = 'Q2026-00002'",
            "UPDATE booking_payment SET receipt_number = 'Q2026-00002' WHERE receipt_number IS NULL");
}

}  // namespace
}  // namespace kartei::papers
