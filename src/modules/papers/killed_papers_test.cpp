// A program that is killed while it makes papers, between the number and the page too: each paper is there whole, with its
// page, or not at all, and the numbers have no gap.
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "modules/bookings/booking_actions.hpp"
#include "modules/bookings/bookings.hpp"
#include "modules/papers/paper_actions.hpp"
#include "modules/bookings/paper_numbers.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/profile/profile_api.hpp"
#include "tests/support/founded_house.hpp"
#include "tests/support/soak.hpp"

namespace kartei::papers {
namespace {

using sql::Transaction;

class KilledPapers : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        db().write([](Transaction& transaction) { parameters::found_parameters(transaction); });
    }
    std::int64_t count(const char* statement) {
        return db().read([&](Transaction& transaction) {
            auto rows = transaction.query(statement);
            return rows.next() ? rows.integer(0) : -1;
        });
    }
};
ON_BOTH_ENGINES(KilledPapers);

/// Books and prints invoices until it is killed; says after each that it was.
[[noreturn]] void print_in_child(const sql::Location& location, const audit::KeyRing& keys, std::int64_t customer,
                                 int pipe) {
    auto database = sql::Database::open(location);
    House house{*database, keys};
    read_house(house);
    for (;;) {
        const auto made = database->write([&](Transaction& transaction) -> Result<MadePaper> {
            bookings::Draft draft;
            draft.head["customer"] = customer;
            draft.lists["services"].push_back({.values = {{"service_kind", std::string("hotel")},
                                                          {"count", std::int64_t{1}},
                                                          {"unit_price", std::int64_t{100'00}}}});
            const auto saved = TRY(bookings::create_booking(house, transaction, Actor::system(), draft));
            return make_paper(house, transaction, Actor::system(), saved.booking.head.number, {}, {"invoice", {}, ""});
        });
        if (!made) ::_exit(2);
        if (::write(pipe, "x", 1) != 1) ::_exit(1);
    }
}

TEST_P(KilledPapers, KilledBetweenNumberAndPaperThereIsNeither) {
    const auto customer = db().write([&](Transaction& transaction) {
        return customers::create_customer(house(), transaction, Actor::system(),
                                          {{"kind", std::string("private")}, {"name", std::string("Berg")}})
            .value()
            .customer.number.value();
    });
    for (int round = 0; round < test::kills(6); ++round) {
        fresh().close();
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const auto child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) print_in_child(fresh().location(), keys_, customer, ends[1]);
        ::close(ends[1]);
        char said = 0;
        for (int i = 0; i < 1 + round % 3; ++i) ASSERT_EQ(::read(ends[0], &said, 1), 1) << "the child could not print";
        ::usleep(static_cast<useconds_t>(1'700 * (round + 1)));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ::close(ends[0]);
        fresh().reopen();
        house_.emplace(House{db(), keys_});
        house_->clock = &clock_;
        read_house(*house_);
        EXPECT_EQ(db().read([](Transaction& transaction) { return bookings::check_paper_numbers(transaction); }), 0);
        EXPECT_EQ(count("SELECT count(*) FROM booking_document WHERE pdf IS NULL OR number IS NULL"), 0);
        EXPECT_EQ(count("SELECT count(*) FROM booking WHERE state <> 'invoiced'"), 0);
        EXPECT_EQ(count("SELECT count(*) FROM booking b WHERE NOT EXISTS (SELECT 1 FROM booking_document d WHERE"
                        " d.booking_id = b.id)"),
                  0);
    }
    EXPECT_GE(count("SELECT count(*) FROM booking_document"), 6);
}

}  // namespace
}  // namespace kartei::papers
