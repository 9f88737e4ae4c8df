// Finding bookings and who takes part in them: the searches for bookings and participants, the bookings of a customer,
// who travels elsewhere on the same days. Hidden customers are found only by who may see them. Every SQL statement that
// reads many bookings at once.
#pragma once

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/bookings/booking.hpp"

namespace kartei::bookings {

/// More than so many hits of one condition are not gathered first: whoever walks in the order of the answer meets enough
/// of them soon. What is found is the same.
inline constexpr std::int64_t most_gathered = 20'000;

/// J-201: whether a search looks into the archive.
enum class Archive { left_out, too, alone };

struct BookingQuestion {
    std::optional<std::int64_t> number, customer;  ///< business numbers
    std::string external_number, operator_code, destination;
    std::string participant;  ///< beginning of a name, any writing
    std::string kind, state;
    std::string from, to;     ///< days, both included
    bool by_booking_day = false;
    Archive archive = Archive::left_out;
    std::int64_t limit = 100, offset = 0, gathered_at_most = most_gathered;
};

/// Whose it is, as much as a line shows.
struct CustomerBrief {
    std::int64_t id = 0, number = 0;
    std::string name;
};

struct BookingLine {
    Booking head;  ///< without what only the booking itself shows
    BookingSums sums;
    CustomerBrief customer;
    bool has_follow_up = false;
};

template <class Line>
struct Found {
    std::vector<Line> rows;
    std::int64_t count = 0;
    bool complete = true;  ///< false: counted only up to most_counted
};
inline constexpr std::int64_t most_counted = 10'000;

/// J-079, J-189: newest departure first.
Found<BookingLine> search_bookings(sql::Transaction& transaction, const Actor& actor, const BookingQuestion& question);

struct ParticipantQuestion {
    std::string name;  ///< beginning of the name, or "name, first name"
    std::string birth_date, from, to;
    Archive archive = Archive::left_out;
    std::int64_t limit = 100, offset = 0, gathered_at_most = most_gathered;
};
struct ParticipantLine {
    Participant participant;
    Booking head;
    CustomerBrief customer, booked_for;  ///< customer 0: he is none
};
Found<ParticipantLine> search_participants(sql::Transaction& transaction, const Actor& actor,
                                           const ParticipantQuestion& question);

/// Other bookings in which one of these customers travels on some of the same days.
struct Twin {
    std::int64_t number = 0;
    std::string name;
};
std::vector<Twin> bookings_at_the_same_time(sql::Transaction& transaction, const Actor& actor,
                                            const WholeBooking& booking);

}  // namespace kartei::bookings
