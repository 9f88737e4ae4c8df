#include "program/demonstration/trips.hpp"

#include <algorithm>
#include <array>

#include "base/date.hpp"
#include "base/money.hpp"
#include "program/demonstration/take_over_file.hpp"
#include "program/demonstration/words.hpp"

namespace kartei::program::demonstration {
namespace {

constexpr int bookings_made = 600;
constexpr int days_of_booking = 900;   ///< bookings were made within so many days
constexpr int days_until_departure = 210;
/// J-201: trips that were over by then and settled lie in the archive; the very first ones stay for the examples of the
/// documentation.
constexpr std::string_view archived_before = "2025-01-01", archived_on = "2026-01-12";
constexpr int never_archived = 40;

struct Journey {
    std::string_view operator_code, product_type, destination, kind, transport, hotel, service_kind, tax;
    int lowest_price, highest_price;  ///< of one person, in whole units of money
};
constexpr std::array journeys{Journey{"SONNE", "package_tour", "PMI", "beach_holiday", "plane",
                                      "Hotel Playa Azul, Halbpension", "package", "margin", 590, 1490},
                              Journey{"SONNE", "package_tour", "TFS", "beach_holiday", "plane",
                                      "Apartamentos Teide, Selbstversorgung", "package", "margin", 640, 1390},
                              Journey{"MEER", "package_tour", "HER", "package_tour", "plane",
                                      "Hotel Kreta Beach, alles inklusive", "package", "margin", 790, 1890},
                              Journey{"MEER", "cruise", "AYT", "cruise", "ship", "Östliches Mittelmeer, Außenkabine",
                                      "ship", "margin", 990, 2790},
                              Journey{"BERG", "coach_tour", "GAR", "round_trip", "coach", "Wanderwoche am Gardasee",
                                      "package", "margin", 490, 990},
                              Journey{"STADT", "hotel", "FAO", "city_trip", "own_car", "Hotel da Rocha, Frühstück",
                                      "hotel", "intermediated", 180, 640}};

struct Trip {
    int number = 0, customer = 0, people = 1;
    Date booked, departs, returns;
    const Journey* journey = nullptr;
    std::int64_t price = 0, total = 0;
    bool is_cancelled = false, is_offer = false, is_archived = false;
};

const std::vector<std::string_view> booking_columns{
    "booking", "customer", "kind", "state", "booked_on", "departs_on", "returns_on", "travel_kind", "destination",
    "transport", "booking_cancelled_on", "payment_kind", "line", "service_kind", "operator", "product_type",
    "description", "starts_on", "ends_on", "count", "unit_price", "tax", "collection", "cancelled_on",
    "archived_on"};

Trip trip_of(int number, const std::vector<int>& customers, Chance& chance, Date last_booked) {
    Trip trip;
    trip.number = number;
    trip.customer = chance.one_of(customers);
    trip.people = 1 + chance.below(4);
    trip.booked = add_days(last_booked, -days_of_booking + number * days_of_booking / bookings_made);
    trip.departs = add_days(trip.booked, 10 + chance.below(days_until_departure));
    trip.returns = add_days(trip.departs, 4 + chance.below(17));
    trip.journey = &journeys[static_cast<std::size_t>(chance.below(static_cast<int>(journeys.size())))];
    const int span = trip.journey->highest_price - trip.journey->lowest_price;
    trip.price = (trip.journey->lowest_price + chance.below(span)) * 100;
    trip.is_cancelled = chance.percent(6);
    trip.is_offer = !trip.is_cancelled && number > bookings_made - 40 && chance.percent(50);
    trip.total = trip.is_cancelled ? 0 : trip.price * trip.people;
    return trip;
}

void write_booking(TakeOverFile& file, const Trip& trip, bool transfer, bool by_debit) {
    const auto& journey = *trip.journey;
    const auto number = std::to_string(trip.number), customer = std::to_string(trip.customer);
    const auto cancelled = trip.is_cancelled ? write_date(add_days(trip.booked, 8)) : "";
    const auto line = [&](const std::string& position, std::string_view kind, std::string_view text,
                          std::int64_t price) {
        file.row({{"booking", number}, {"customer", customer}, {"kind", trip.is_offer ? "offer" : "booking"},
                  {"state", trip.is_cancelled ? "cancelled" : "open"}, {"booked_on", write_date(trip.booked)},
                  {"departs_on", write_date(trip.departs)}, {"returns_on", write_date(trip.returns)},
                  {"travel_kind", std::string(journey.kind)}, {"destination", std::string(journey.destination)},
                  {"transport", std::string(journey.transport)}, {"booking_cancelled_on", cancelled},
                  {"payment_kind", by_debit ? "direct_debit" : ""},
                  {"line", position}, {"service_kind", std::string(kind)},
                  {"operator", std::string(journey.operator_code)}, {"product_type", std::string(journey.product_type)},
                  {"description", std::string(text)}, {"starts_on", write_date(trip.departs)},
                  {"ends_on", write_date(trip.returns)}, {"count", std::to_string(trip.people)},
                  {"unit_price", write_money(price)}, {"tax", std::string(journey.tax)}, {"collection", "house"},
                  {"cancelled_on", cancelled},
                  {"archived_on", trip.is_archived ? std::string(archived_on) : ""}});
    };
    line("1", journey.service_kind, journey.hotel, trip.price);
    if (transfer) line("2", "transfer", "Transfer zum Hotel", 1800);
}

void write_participants(TakeOverFile& file, const Trip& trip, Chance& chance) {
    const auto name = chance.one_of(names_de);
    for (int position = 1; position <= trip.people; ++position) {
        const bool woman = chance.percent(50);
        const auto first_name = woman ? chance.one_of(first_names_de_f) : chance.one_of(first_names_de_m);
        const auto born = Date{std::chrono::year(position > 2 ? 2008 + chance.below(14) : 1950 + chance.below(50)),
                               std::chrono::month(static_cast<unsigned>(1 + chance.below(12))),
                               std::chrono::day(static_cast<unsigned>(1 + chance.below(28)))};
        file.row({{"booking", std::to_string(trip.number)}, {"position", std::to_string(position)},
                  {"salutation", woman ? "Frau" : "Herr"}, {"first_name", std::string(first_name)},
                  {"name", std::string(name)}, {"birth_date", write_date(born)},
                  {"gender", woman ? "female" : "male"},
                  {"customer", position == 1 ? std::to_string(trip.customer) : ""}});
    }
}

/// A deposit at booking, and of trips that are near or over the rest. Is nothing owed then?
bool write_payments(TakeOverFile& file, const Trip& trip, std::int64_t total, Date last_booked, Chance& chance) {
    if (trip.is_offer || total == 0) return !trip.is_offer;
    if (chance.percent(8)) return false;
    const auto deposit = total / 5;
    const auto pay = [&](const char* line, Date day, std::int64_t amount) {
        file.row({{"booking", std::to_string(trip.number)}, {"line", line}, {"paid_on", write_date(day)},
                  {"kind", chance.percent(60) ? "transfer" : "card"}, {"amount", write_money(amount)}});
    };
    pay("1", add_days(trip.booked, chance.below(5)), deposit);
    if (const auto rest = add_days(trip.departs, -28); rest > trip.booked && rest < last_booked && !chance.percent(6)) {
        pay("2", rest, total - deposit);
        return true;
    }
    return false;
}

bool lies_in_the_archive(const Trip& trip, bool settled) {
    return settled && trip.number > never_archived && write_date(trip.returns) < archived_before;
}

}  // namespace

std::map<int, std::string> write_trips(const std::function<std::string(const std::string& what)>& add, const std::vector<int>& customers,
                 const std::set<int>& with_account, Chance& chance) {
    const Date last_booked{std::chrono::year(2026), std::chrono::month(10), std::chrono::day(30)};
    TakeOverFile bookings(add("bookings"), booking_columns);
    TakeOverFile participants(add("participants"), {"booking", "position", "salutation", "first_name", "name",
                                                    "birth_date", "gender", "customer"});
    TakeOverFile payments(add("booking_payments"), {"booking", "line", "paid_on", "kind", "amount"});
    std::map<int, std::string> archived;
    for (int number = 1; number <= bookings_made; ++number) {
        auto trip = trip_of(number, customers, chance, last_booked);
        const bool transfer = trip.journey->transport == "plane" && chance.percent(40);
        write_participants(participants, trip, chance);
        const auto total = trip.total + (transfer && !trip.is_cancelled ? 1800 * trip.people : 0);
        const bool settled = write_payments(payments, trip, total, last_booked, chance);
        trip.is_archived = lies_in_the_archive(trip, settled);
        write_booking(bookings, trip, transfer, with_account.contains(trip.customer));
        if (trip.is_archived)
            archived[trip.customer] = std::max(archived[trip.customer], write_date(trip.departs));
    }
    return archived;
}

}  // namespace kartei::program::demonstration
