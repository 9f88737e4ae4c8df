// A theatre that sells trips too, with customers, and selections asked of it, for the tests of this module.
#pragma once

#include <gmock/gmock.h>

#include "modules/bookings/booking_store.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/declarations.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "modules/profile/profile_api.hpp"
#include "modules/selections/saved_selections.hpp"
#include "modules/selections/selections_api.hpp"
#include "tests/scenarios/box_office.hpp"

namespace kartei::selections {

using test::BoxOffice;
using nlohmann::json;
using sql::Transaction;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class WithSelections : public test::InATheatre {
protected:
    using Names = std::vector<std::string>;

    void SetUp() override {
        InATheatre::SetUp();
        if (IsSkipped()) return;
        db().write([](Transaction& transaction) { parameters::found_parameters(transaction); });
    }

    using Booking = bookings::WholeBooking;
    struct Trip {
        const char *customer, *booked_on, *departs_on, *destination;
        std::int64_t price;  ///< whole euros
    };
    /// A booking of one service, not stored yet.
    Booking trip(const Trip& planned) {
        Booking booking;
        booking.head.number = ++last_booking_;
        booking.head.customer_id = ids_.at(planned.customer);
        booking.head.booked_on = planned.booked_on, booking.head.departs_on = planned.departs_on;
        booking.head.destination = planned.destination;
        booking.services.push_back(service(1, "TUI", planned.price));
        return booking;
    }
    static bookings::Service service(std::int64_t position, const std::string& operator_code, std::int64_t price) {
        bookings::Service service;
        service.position = position, service.operator_code = operator_code, service.unit_price = price * 100;
        return service;
    }
    /// Gives the booking as it is stored.
    Booking store(Booking booking) {
        db().write([&](Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "booking_created");
            bookings::insert_booking(house(), transaction, change, booking);
            change.seal();
        });
        return booking;
    }
    void book(const std::vector<Trip>& trips) {
        for (const auto& one : trips) store(trip(one));
    }
    /// What became of a booking.
    void rebook(Booking& booking, const std::function<void(Booking&)>& work) {
        db().write([&](Transaction& transaction) {
            auto after = booking;
            work(after);
            audit::Change change(house(), transaction, Actor::system(), "booking_changed");
            EXPECT_TRUE(bookings::update_booking(house(), transaction, change, booking, after));
            change.seal();
            booking = after;
        });
    }

    /// A new customer, known by his name; gives his number.
    std::int64_t add(const std::string& name, const customers::NewValues& more = {}) {
        return db().write([&](Transaction& transaction) {
            customers::NewValues values{{"kind", std::string("private")}, {"name", name}};
            for (const auto& [field, value] : more) values[field] = value;
            const auto made = customers::create_customer(house(), transaction, Actor::system(), values);
            EXPECT_TRUE(made) << made.refusal().issues.at(0).field << made.refusal().issues.at(0).key;
            ids_[name] = made->customer.id;
            return numbers_[name] = *made->customer.number;
        });
    }
    void change(const std::string& name, const customers::NewValues& values) {
        db().write([&](Transaction& transaction) {
            const auto before = customers::find_customer(transaction, ids_.at(name));
            const auto changed = customers::change_customer(house(), transaction, Actor::system(), before->id,
                                                            before->version, values);
            EXPECT_TRUE(changed) << changed.refusal().issues.at(0).key;
        });
    }
    void set_parameter(const std::string& name, const json& value) {
        const auto done = db().write([&](Transaction& transaction) {
            return parameters::change_parameters(house(), transaction, Actor::system(),
                                                 parameters::version_of(transaction, "parameters"), {{name, value}});
        });
        EXPECT_TRUE(done);
    }

    Result<Found> find(const json& document, const Actor& actor = Actor::system(),
                       std::optional<std::int64_t> watched = {}) {
        return db().read([&](Transaction& transaction) -> Result<Found> {
            const auto read = TRY(read_document(house(), transaction, actor, document));
            return engine_->find(house(), transaction, *read, {}, watched);
        });
    }
    /// Names of the members, by name.
    Names members(const json& document, const Actor& actor = Actor::system()) {
        const auto found = find(document, actor);
        if (!found) {
            ADD_FAILURE() << found.refusal().issues.at(0).field << " " << found.refusal().issues.at(0).key;
            return {"refused"};
        }
        Names names;
        for (const auto& [name, id] : ids_)
            if (const auto ordinal = found->people->of_id(id); ordinal && found->members.has(*ordinal))
                names.push_back(name);
        return names;
    }
    /// Whoever meets these criteria.
    Names those(const json& where, const Actor& actor = Actor::system()) { return members({{"where", where}}, actor); }
    Names those_with(const std::string& field, const json& is, const json& value = nullptr) {
        json criterion{{"field", field}, {"is", is}};
        if (!value.is_null()) criterion["value"] = value;
        return those(criterion);
    }
    /// "place: key" of what is refused.
    Names refused(const json& document, const Actor& actor = Actor::system()) {
        const auto found = find(document, actor);
        Names all;
        if (!found)
            for (const auto& issue : found.refusal().issues) all.push_back(issue.field + ": " + issue.key);
        return all;
    }
    static Actor clerk(std::set<std::string, std::less<>> more = {}) {
        Actor actor;
        actor.user_id = 7;
        actor.name = "anke";
        actor.permissions = {"customers.read", "selections.run", "selections.save", "events.read"};
        actor.permissions.insert(more.begin(), more.end());
        return actor;
    }

    std::map<std::string, std::int64_t> ids_, numbers_;
    std::int64_t last_booking_ = 0;
    std::shared_ptr<Engine> engine_ = std::make_shared<Engine>();
};

}  // namespace kartei::selections
