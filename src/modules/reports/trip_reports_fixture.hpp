// A house with customers and bookings, and its lists as `kartei report` prints them.
#pragma once

#include <gmock/gmock.h>

#include "lists/report_command.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/bookings/turnover_line.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/reports/trip_reports.hpp"
#include "tests/support/founded_house.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::reports::test {

class InATravelHouse : public kartei::test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (!IsSkipped()) bookings::renew_turnover(db());  // as whoever opens a house does
    }

    template <class Work>
    auto write(Work work) {
        return house().database.write(work);
    }

    /// The new customer's number.
    std::int64_t customer(const std::string& name, customers::NewValues more = {}) {
        more.try_emplace("kind", std::string("private"));
        more.insert_or_assign("name", name);
        return write([&](sql::Transaction& transaction) {
            return customers::create_customer(house(), transaction, Actor::system(), more)
                .value()
                .customer.number.value();
        });
    }

    std::int64_t id_of(std::int64_t number) {
        return write([&](sql::Transaction& transaction) { return *customers::id_of_number(transaction, number); });
    }

    void hide(std::int64_t number) {
        write([&](sql::Transaction& transaction) {
            EXPECT_TRUE(customers::change_customer(house(), transaction, Actor::system(),
                                                   *customers::id_of_number(transaction, number), 1,
                                                   {{"hidden_in_search", true}}));
        });
    }

    /// A booking of one service, not stored yet.
    bookings::WholeBooking draft(std::int64_t number, std::int64_t customer, std::int64_t price,
                                 const std::string& departs_on = "2026-07-17") {
        bookings::WholeBooking booking;
        booking.head.number = number;
        booking.head.customer_id = id_of(customer);
        booking.head.booked_on = "2026-03-01";
        booking.head.departs_on = departs_on;
        booking.services.resize(1);
        booking.services[0].position = 1;
        booking.services[0].unit_price = price;
        return booking;
    }

    void store(bookings::WholeBooking booking) {
        write([&](sql::Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "booking_created", "");
            bookings::insert_booking(house(), transaction, change, booking);
        });
    }

    static bookings::Participant traveller(std::int64_t position, const std::string& name,
                                           const std::string& first_name, const std::string& birth_date = "") {
        bookings::Participant one;
        one.position = position;
        one.name = name, one.first_name = first_name, one.birth_date = birth_date;
        return one;
    }

    static Actor clerk(std::set<std::string> rights = {}) {
        Actor actor;
        rights.insert({"bookings.read", "customers.read"});
        actor.permissions.insert(rights.begin(), rights.end());
        return actor;
    }

    struct Answer {
        int code = 0;
        std::string out, err;
    };
    Answer answer(std::vector<std::string> words, const Actor& actor) {
        std::stringstream out, err;
        const auto declare = [](CLI::App& app) {
            return lists::report_command(app, trip_reports());
        };
        const auto code = kartei::test::type_command(declare, house(), actor, words, out, err);
        return {code, out.str(), err.str()};
    }

    /// The rows alone, without the line of headings.
    std::string listed(std::vector<std::string> words, const Actor& actor = Actor::system()) {
        const auto printed = answer(std::move(words), actor);
        EXPECT_EQ(printed.code, 0) << printed.err;
        return printed.out.substr(printed.out.find('\n') + 1);
    }
};

}  // namespace kartei::reports::test
