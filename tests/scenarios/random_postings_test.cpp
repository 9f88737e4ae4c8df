// Whatever is booked, paid, taken back, moved and cancelled in whatever order: the books come out (money.md 1, 5; issue
// 16). The small sister of tools/random-postings, with an account of its own of what was confirmed.
#include <gmock/gmock.h>

#include <numeric>
#include <random>
#include <set>

#include "base/money.hpp"
#include "modules/books/journal_export.hpp"
#include "modules/bookings/paper_numbers.hpp"
#include "modules/payments/open_items.hpp"
#include "modules/payments/with_payments_test.hpp"

namespace kartei::payments {
namespace {

class RandomPostings : public WithPayments {
protected:
    void SetUp() override {
        WithPayments::SetUp();
        if (!IsSkipped()) set_parameter("certificate_before_payment", false);
    }

    struct Kept {
        Json booking;
        std::vector<std::int64_t> amounts;  ///< of its payments, by position
        std::set<std::size_t> taken_back;

        std::int64_t paid() const { return std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0}); }
    };

    static std::int64_t cents(const Json& amount) { return *read_money(amount.get<std::string>(), 2); }
    std::size_t any(std::size_t count) { return random_() % count; }
    Kept& one() { return kept_[any(kept_.size())]; }
    std::int64_t some_amount() { return 1 + static_cast<std::int64_t>(any(90'000)); }
    std::string some_day() { return "2026-02-" + std::string(any(2) == 0 ? "03" : "17"); }

    void book() {
        auto body = draft(customers_[any(customers_.size())], write_money(some_amount()), 1 + static_cast<int>(any(3)));
        kept_.push_back({booked(body), {}, {}});
    }
    void pay() {
        auto& kept = one();
        const auto amount = any(9) == 0 ? -some_amount() : some_amount();
        const auto done = desk().post(booking_path(kept.booking) + "/payments",
                                      {{"kind", any(2) == 0 ? "cash" : "transfer"}, {"amount", write_money(amount)},
                                       {"paid_on", some_day()}});
        if (done.status == 201) kept.amounts.push_back(amount);
    }
    void take_back() {
        auto& kept = one();
        if (kept.amounts.empty()) return pay();
        const auto place = any(kept.amounts.size());
        const auto done = desk().post(booking_path(kept.booking) + "/payments", {{"reverses", place + 1}});
        EXPECT_EQ(done.status == 201, !kept.taken_back.contains(place)) << done.text;
        if (done.status != 201) return;
        kept.taken_back.insert(place);
        kept.amounts.push_back(-kept.amounts[place]);
    }
    /// One sum for two bookings; what is left is the credit of the second.
    void pay_both() {
        auto &first = one(), &second = one();
        if (&first == &second) return;
        const auto sum = some_amount();
        const auto done = chief().post("/payments", {{"items", {{{"booking", first.booking["number"]}},
                                                                {{"booking", second.booking["number"]}}}},
                                                     {"amount", write_money(sum)}, {"kind", "transfer"}});
        ASSERT_EQ(done.status, 201) << done.text;
        std::int64_t taken = 0;
        for (const auto& part : done.json["taken"]) {
            auto& whose = part["booking"] == first.booking["number"] ? first : second;
            whose.amounts.push_back(cents(part["amount"]));
            taken += whose.amounts.back();
        }
        EXPECT_EQ(taken, sum) << "nothing of it is lost";
    }
    void move_credit() {
        auto &from = one(), &to = one();
        const auto amount = some_amount();
        const auto done = chief().post(booking_path(from.booking) + "/credit-moves",
                                       {{"booking", to.booking["number"]}, {"amount", write_money(amount)}});
        if (done.status != 201) return;
        from.amounts.push_back(-amount), to.amounts.push_back(amount);
    }
    void cancel() {
        const auto now = read(one().booking);
        (void)desk().post(booking_path(now) + "/cancel", {{"preview", false}},
                          version(now.at("version").get<std::int64_t>()));
    }

    void expect_books_come_out() {
        std::int64_t owed = 0;
        std::size_t payments = 0;
        for (const auto& kept : kept_) {
            const auto now = read(kept.booking);
            EXPECT_EQ(cents(now["totals"]["paid"]), kept.paid()) << now["number"];
            owed += cents(now["totals"]["total"]) - kept.paid();
            payments += kept.amounts.size();
            for (const auto& payment : now["payments"]) EXPECT_FALSE(payment["receipt_number"].is_null());
        }
        db().read([&](sql::Transaction& transaction) {
            OpenItemFilter filter;
            filter.on = *read_date(house().today());
            filter.also_blocked = true;
            filter.credits = Credits::with;
            std::int64_t open = 0;
            for (const auto& item : open_items(house(), transaction, Actor::system(), filter)) open += item.open();
            EXPECT_EQ(open, owed) << "what is open is total less payments, of all and of nothing else";
            EXPECT_THAT(books::check_journal(house(), transaction), testing::IsEmpty());
            EXPECT_EQ(bookings::check_paper_numbers(transaction), 0);
            auto rows = transaction.query("SELECT count(*), coalesce(max(place), 0) FROM booking_receipt");
            ASSERT_TRUE(rows.next());
            EXPECT_EQ(rows.integer(0), static_cast<std::int64_t>(payments));
            EXPECT_EQ(rows.integer(1), static_cast<std::int64_t>(payments));
        });
        expect_sound();
    }

    std::mt19937 random_{16};
    std::vector<Json> customers_;
    std::vector<Kept> kept_;
};
ON_BOTH_ENGINES(RandomPostings);

TEST_P(RandomPostings, TheBooksComeOut) {
    for (int i = 0; i < 4; ++i) customers_.push_back(customer({{"name", "Kunde " + std::to_string(i)}}));
    for (int i = 0; i < 4; ++i) book();
    for (int step = 0; step < 120; ++step) {
        const auto what = any(100);
        if (what < 10) book();
        else if (what < 50) pay();
        else if (what < 70) take_back();
        else if (what < 82) pay_both();
        else if (what < 95) move_credit();
        else cancel();
        if (step % 30 == 29) expect_books_come_out();
    }
    EXPECT_GT(kept_.size(), 8U);
}

}  // namespace
}  // namespace kartei::payments
