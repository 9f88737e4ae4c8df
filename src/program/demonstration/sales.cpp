#include "program/demonstration/sales.hpp"

#include "program/demonstration/take_over_file.hpp"
#include "program/demonstration/words.hpp"

namespace kartei::program::demonstration {
namespace {

constexpr int ticket_count = 60'000, most_tries = 200'000;
constexpr int subscription_price = 20;
/// What lies before it is over: its tickets have been scanned.
constexpr const char* today = "2026-11-01";

std::string money(int euros) { return std::to_string(euros) + ".00"; }
std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

struct Sale {
    std::string order, customer, ordered_at, sold_by, channel, payment, paid, description, expires_at, delete_on_expiry,
        delivery;
    std::string state, subscription, subscription_season, subscription_kind, promotion;
    bool printed = false, scanned = false, refunded = false;
};

/// How a place of a hall is called.
struct Place {
    std::string entrance, section, row, seat, zone;
};

Place place_in(std::size_t hall_index, int place) {
    const auto& hall = halls[hall_index];
    if (!hall.rows) return {};
    const int row = place / hall.seats, seat = place % hall.seats + 1;
    return {seat <= hall.seats / 2 ? "Eingang links" : "Eingang rechts", row < hall.rows * 2 / 3 ? "Parkett" : "Rang",
            hall_index == 1 ? std::string(1, static_cast<char>('A' + row)) : std::to_string(row + 1),
            std::to_string(seat), row < 6 ? "I" : row < 14 ? "II" : "III"};
}

class Sales {
public:
    Sales(TakeOverFile& file, std::vector<EventDate>& events, const std::vector<int>& customers, Chance& chance)
        : file_(file), events_(events), customers_(customers), chance_(chance) {}

    void write() {
        for (std::size_t season = 0; season < seasons.size(); ++season) {
            fixed_subscriptions(season, 0);
            fixed_subscriptions(season, 1);
            flexible_subscriptions(season);
        }
        for (int tries = 0; tickets_ < ticket_count && tries < most_tries; ++tries) single_sale();
    }

private:
    struct Ticket {
        int place = 0, price = 0;
        std::string type, state;
        int seat_set = 0;  ///< 0: none
    };

    void ticket(const Sale& sale, const EventDate& event, const Ticket& ticket) {
        const bool sold = ticket.state == "sold", deleted = ticket.state == "deleted";
        const bool scanned = write_date(event.day) < today && sold && chance_.percent(88);
        const auto scanned_at = write_date(event.day) + "T19:1" + std::to_string(chance_.below(10));
        const auto place = place_in(event.hall, ticket.place);
        const auto number = ++tickets_;
        file_.row({{"ticket", "T" + std::to_string(number)},
                   {"order", sale.order},
                   {"customer", sale.customer},
                   {"ordered_at", sale.ordered_at},
                   {"sold_by", sale.sold_by},
                   {"channel", sale.channel},
                   {"event", event.code},
                   {"ticket_type", ticket.type},
                   {"ticket_group", ticket.type == "Freikarte" ? "free"
                                    : ticket.type == "Normal"  ? "standard"
                                                               : "discounts"},
                   {"price", money(ticket.price)},
                   {"fee", ticket.price > 0 && sale.channel == "online" ? "1.50" : "0.00"},
                   {"entrance", place.entrance},
                   {"section", place.section},
                   {"row", place.row},
                   {"seat", place.seat},
                   {"price_zone", place.zone},
                   {"barcode", deleted ? "" : "8" + std::to_string(100'000'000 + number)},
                   {"state", ticket.state},
                   {"print_count", sale.printed ? "1" : "0"},
                   {"printed_at", sale.printed ? sale.ordered_at : ""},
                   {"scanned_at", scanned ? scanned_at : ""},
                   {"scanned_by", scanned ? "Einlass " + std::to_string(1 + ticket.place % 3) : ""},
                   {"subscription", sale.subscription},
                   {"subscription_season", sale.subscription_season},
                   {"subscription_kind", sale.subscription_kind},
                   {"seat_set", ticket.seat_set ? std::to_string(ticket.seat_set) : ""},
                   {"promotion", sale.promotion},
                   {"expires_at", sale.expires_at},
                   {"delete_on_expiry", sale.delete_on_expiry},
                   {"deleted_at", deleted ? sale.ordered_at : ""},
                   {"deleted_by", deleted ? "kasse1" : ""},
                   {"refunded", sale.refunded && deleted ? money(ticket.price) : ""},
                   {"description", sale.description},
                   {"payment_type", sale.payment},
                   {"paid", sale.paid},
                   {"delivery_address", sale.delivery},
                   {"receipt_url", sale.channel == "online" ? "https://tickets.example/receipt/" + sale.order : ""}});
    }

    Sale new_sale(const Date& day) {
        Sale sale;
        sale.order = std::to_string(300'000 + ++orders_);
        sale.customer = chance_.percent(3) ? "" : std::to_string(chance_.one_of(customers_));
        sale.channel = chance_.percent(65) ? "online" : "counter";
        sale.sold_by = sale.channel == "online" ? "web" : chance_.percent(50) ? "kasse1" : "kasse2";
        sale.ordered_at = write_date(add_days(day, -1 - chance_.below(70)));
        sale.ordered_at += "T" + two(9 + chance_.below(9));
        sale.ordered_at += ":" + two(chance_.below(60));
        return sale;
    }

    /// Six dates on Thursdays, or the last four: all in the large hall.
    std::vector<EventDate*> dates_of_subscription(std::size_t season, int which) {
        std::vector<EventDate*> dates;
        for (auto& event : events_)
            if (event.season == seasons[season] && event.hall == 0 && (which == 1 || dates.size() < 6))
                dates.push_back(&event);
        if (which == 1) dates.erase(dates.begin(), dates.end() - 4);
        return dates;
    }

    /// One place over all event dates of the subscription.
    void fixed_subscriptions(std::size_t season, int which) {
        static constexpr std::array<const char*, 2> names{"Abo Donnerstag", "Abo Premiere"};
        const auto dates = dates_of_subscription(season, which);
        for (int holder = 0; holder < 110; ++holder) {
            auto sale = new_sale(dates.front()->day);
            const auto customer = static_cast<std::size_t>(holder * 37 + which * 1009) % customers_.size();
            sale.customer = std::to_string(customers_[customer]);
            sale.subscription = names[static_cast<std::size_t>(which)];
            sale.subscription_season = seasons[season];
            sale.subscription_kind = "fixed";
            sale.printed = chance_.percent(80);
            const int seats = 1 + chance_.below(2);
            sale.paid = money(seats * static_cast<int>(dates.size()) * subscription_price);
            sale.payment = "invoice";
            const auto state = holder % 40 == 39 ? "reserved" : "sold";
            for (int set = 1; set <= seats; ++set) {
                const int place = holder * 3 + set + which * 340;
                for (auto* event : dates)
                    if (event->taken.insert(place).second)
                        ticket(sale, *event, {place, subscription_price, "Abonnement", state, set});
            }
        }
    }

    /// Four event dates of the subscriber's choice.
    void flexible_subscriptions(std::size_t season) {
        for (int holder = 0; holder < 80; ++holder) {
            auto sale = new_sale(events_[season * dates_in_season].day);
            sale.subscription = "Wahl-Abo";
            sale.subscription_season = seasons[season];
            sale.subscription_kind = "flexible";
            sale.paid = money(4 * subscription_price);
            sale.payment = "direct_debit";
            for (int i = 0; i < 4; ++i) {
                const auto chosen = static_cast<std::size_t>(chance_.below(dates_in_season));
                auto& event = events_[season * dates_in_season + chosen];
                if (const int place = event.take_place(chance_); place >= 0)
                    ticket(sale, event, {place, subscription_price, "Abonnement", "sold", 0});
            }
        }
    }

    /// What only some orders have: promotion, expiry, remark, another address.
    void adorn(Sale& sale, const EventDate& event, const std::string& state) {
        static const Words promotions{"Frühbucher", "Studierende", "Zomeractie"};
        static const Words remarks{"Rollstuhlplatz am Gang", "Gruppe, bitte zusammen", "Kaarten aan de kassa"};
        sale.promotion = chance_.percent(8) ? chance_.one_of(promotions) : "";
        if (state == "reserved") {
            sale.expires_at = write_date(add_days(event.day, -3)) + "T12:00";
            sale.delete_on_expiry = chance_.percent(50) ? "1" : "0";
        }
        if (chance_.percent(4)) sale.description = chance_.one_of(remarks);
        if (chance_.percent(3)) sale.delivery = "Hotel Adler, Marktplatz 1, 10115 Berlin";
    }

    void single_sale() {
        auto& event = events_[static_cast<std::size_t>(chance_.below(static_cast<int>(events_.size())))];
        const int draw = chance_.below(100);
        const std::string state = draw < 80 ? "sold" : draw < 91 ? "reserved" : "deleted";
        const bool reserved = state == "reserved";
        auto sale = new_sale(event.day);
        const bool free = state == "sold" && chance_.percent(5);
        const int count = 1 + chance_.below(4);
        const int price = free ? 0 : chance_.percent(20) ? event.price / 2 : event.price;
        sale.printed = !reserved && chance_.percent(70);
        sale.payment = reserved || free ? "" : chance_.percent(60) ? "credit_card" : "cash";
        adorn(sale, event, state);
        sale.paid = money(!reserved ? price * count : chance_.percent(20) ? price : 0);
        const std::string type = free ? "Freikarte" : price < event.price ? "Ermäßigt" : "Normal";
        const bool one_back = state == "sold" && count > 1 && chance_.percent(4);
        for (int i = 0; i < count; ++i) {
            const int place = event.take_place(chance_);
            if (place < 0) return;
            const bool deleted = state == "deleted" || (one_back && i == 0);
            if (deleted) event.taken.erase(place);
            sale.refunded = deleted;
            ticket(sale, event, {place, price, type, deleted ? "deleted" : state, 0});
        }
    }

    TakeOverFile& file_;
    std::vector<EventDate>& events_;
    const std::vector<int>& customers_;
    Chance& chance_;
    int orders_ = 0, tickets_ = 0;
};

}  // namespace

void write_tickets(const std::string& path, std::vector<EventDate>& events, const std::vector<int>& customers,
                   Chance& chance) {
    TakeOverFile file(
        path, {"ticket",       "order",         "customer",     "ordered_at",       "sold_by",
               "channel",      "event",         "ticket_type",  "ticket_group",     "price",
               "fee",          "entrance",      "section",      "row",              "seat",
               "price_zone",   "barcode",       "state",        "print_count",      "printed_at",
               "scanned_at",   "scanned_by",    "subscription", "subscription_season", "subscription_kind",
               "seat_set",     "promotion",     "expires_at",   "delete_on_expiry", "deleted_at",
               "deleted_by",   "refunded",      "description",  "payment_type",     "paid",
               "delivery_address",
               "receipt_url"});
    Sales(file, events, customers, chance).write();
}

void write_products(const std::string& path, const std::vector<EventDate>& events, const std::vector<int>& customers,
                    Chance& chance) {
    TakeOverFile file(path, {"order", "customer", "product", "sku", "event", "quantity", "unit_price", "vat_rate",
                             "state", "sold_at"});
    for (int i = 0; i < 900; ++i) {
        const auto& event = chance.one_of(events);
        const bool dinner = chance.percent(30);
        file.row({{"order", std::to_string(900'000 + i)},
                  {"customer", std::to_string(chance.one_of(customers))},
                  {"product", dinner ? "Theaterdinner" : "Programmheft"},
                  {"sku", dinner ? "DIN" : "PRG"},
                  {"event", event.code},
                  {"quantity", std::to_string(1 + chance.below(3))},
                  {"unit_price", dinner ? "39.00" : "4.50"},
                  {"vat_rate", dinner ? "19" : "7"},
                  {"state", "sold"},
                  {"sold_at", write_date(event.day) + "T18:30"}});
    }
}

}  // namespace kartei::program::demonstration
