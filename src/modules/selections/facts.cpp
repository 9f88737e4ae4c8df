// What customers did, one declaration for each kind: who a row belongs to, what can be asked of it, what is summed up.
#include <array>

#include "modules/bookings/booking.hpp"
#include "modules/orders/order.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/orders/product_sale.hpp"
#include "modules/selections/source.hpp"

namespace kartei::selections {
namespace {

using enum FieldKind;

std::string orders_of_one() { return "o." + std::string(orders::rows_of_customer); }

Column named(std::string_view field, std::string sql, std::string caption, std::string join = {}) {
    return {{field, text, 200}, std::move(sql), std::move(caption), std::move(join)};
}

Source tickets() {
    Source source{
        "tickets",
        "selection.tickets",
        "ticket t JOIN orders o ON o.id = t.order_id",
        "o.customer_id",
        "t.id",
        {{{"state", choice, 0, Privacy::open, plain, orders::ticket_states}, "t.state", "order.order_state"},
         named("subscription", "s.name", "selection.subscription",
               "LEFT JOIN subscription s ON s.id = t.subscription_id"),
         named("promotion", "p.name", "selection.promotion", "LEFT JOIN promotion p ON p.id = t.promotion_id"),
         named("ticket_type", "y.name", "order.ticket_type", "LEFT JOIN ticket_type y ON y.id = t.ticket_type_id"),
         {{"printed", yes_no}, "CASE WHEN t.print_count > 0 THEN 1 ELSE 0 END", "order.printed"},
         {{"scanned", yes_no}, "CASE WHEN t.scanned_at IS NULL THEN 0 ELSE 1 END", "order.scanned"},
         {{"price", money}, "t.price", "order.price"},
         named("price_zone", "t.price_zone", "order.price_zone"),
         named("channel", "o.channel", "order.channel"),
         {{"ordered_at", instant}, "o.ordered_at", "order.ordered_at"}}};
    source.few = orders_of_one();
    source.event = "t.event_id", source.sum = "t.price", source.day = "o.ordered_at";
    source.standard_field = "state", source.standard = {"reserved", "sold"};
    source.right = "events.read";
    return source;
}

Source products() {
    Source source{"products",
                  "selection.products",
                  "product_sale x",
                  "x.customer_id",
                  "x.id",
                  {named("product", "r.name", "selection.product", "JOIN product r ON r.id = x.product_id"),
                   named("sku", "r.sku", "selection.sku", "JOIN product r ON r.id = x.product_id"),
                   {{"state", choice, 0, Privacy::open, plain, orders::product_states}, "x.state", "selection.sale_state"},
                   {{"quantity", integer}, "x.quantity", "selection.quantity"},
                   {{"price", money}, "x.unit_price", "order.price"},
                   {{"sold_at", instant}, "x.sold_at", "selection.sold_at"}}};
    source.event = "x.event_id", source.quantity = "x.quantity", source.sum = "x.quantity * x.unit_price";
    source.day = "x.sold_at";
    source.standard_field = "state", source.standard = {"reserved", "sold"};
    source.right = "events.read";
    return source;
}

/// Whole orders, of any number of event dates.
Source orders() {
    Source source{"orders",
                  "selection.orders",
                  "orders o",
                  "o.customer_id",
                  "o.id",
                  {named("number", "o.number", "order.order"),
                   named("channel", "o.channel", "order.channel"),
                   named("sold_by", "o.sold_by", "order.sold_by"),
                   {{"paid", money}, "o.paid", "order.paid"},
                   {{"ordered_at", instant}, "o.ordered_at", "order.ordered_at"},
                   {{"expires_at", instant}, "o.expires_at", "order.expires_at"}}};
    source.few = orders_of_one();
    source.sum = "o.paid", source.day = "o.ordered_at", source.of_all_events = true, source.right = "events.read";
    return source;
}

// Trips. They are bound to no event date: whoever may read bookings counts them all. What is void is nobody's.

constexpr std::array<std::string_view, 4> trip_states{"not_cancelled", "open", "invoiced", "cancelled"};
/// Turnover as bookings.md 5 has it; of a cancelled booking its charges are left.
constexpr auto booking_turnover =
    "CASE WHEN b.kind <> 'booking' THEN 0 WHEN b.state = 'cancelled' THEN b.charges"
    " ELSE b.services - b.commission + b.charges END";
constexpr auto service_turnover =
    "CASE WHEN b.kind = 'booking' AND b.state <> 'cancelled' AND s.cancelled_on IS NULL"
    " THEN s.count * s.unit_price - coalesce(s.commission_amount, 0) ELSE 0 END";
/// Of a booking that is not cancelled, what is still performed.
constexpr auto services_of_booking =
    "LEFT JOIN booking_service s ON s.booking_id = b.id AND (s.cancelled_on IS NULL OR b.state = 'cancelled')";

/// A column of a record of the trips, as its own table declares it; `alias` is the record's in the statement.
template <class Record>
Column declared(const FieldTable<Record>& fields, const std::string& record, char alias, const std::string& name) {
    return {find_field(fields, name)->field, alias + ("." + name), record + "." + name};
}

Column of_booking(const std::string& name, std::string choice_list = {}, std::string base_data = {}) {
    auto column = declared(bookings::booking_fields(), "booking", 'b', name);
    column.choice_list = std::move(choice_list), column.base_data = std::move(base_data);
    return column;
}

Column of_service(const std::string& name, std::string choice_list = {}, std::string base_data = {}) {
    auto column = declared(bookings::service_fields(), "booking_service", 's', name);
    column.choice_list = std::move(choice_list), column.base_data = std::move(base_data);
    return column;
}

/// That of one of the booking's services.
Column operator_of_booking() {
    auto column = of_service("operator", "", "operators");
    column.join = services_of_booking, column.join_key = "coalesce(s.id, 0)";
    return column;
}

Column state_of_trip(std::string sql) {
    Column column{{"state", choice, 0, Privacy::open, plain, trip_states}, std::move(sql), "selection.trip_state"};
    column.words = {{"not_cancelled", {"open", "invoiced"}}};
    return column;
}

/// What may be asked of the booking that something belongs to.
std::vector<Column> columns_of_booking(const std::string& state) {
    return {of_booking("kind"),       state_of_trip(state),      of_booking("booked_on"),
            of_booking("departs_on"), of_booking("returns_on"), of_booking("travel_kind", "travel_kind")};
}

Source trips(Source source, const std::string& day) {
    source.day = day, source.is_instant = false;
    source.right = "bookings.read", source.module = "travel";
    if (source.find("state")) source.standard_field = "state", source.standard = {"not_cancelled"};
    return source;
}

Source bookings_made() {
    Source source{"bookings", "selection.bookings", "booking b", "b.customer_id", "b.id", columns_of_booking("b.state")};
    source.columns.push_back(of_booking("destination", "", "destinations"));
    source.columns.push_back(operator_of_booking());
    source.columns.push_back({{"price", money}, "b.total", "booking.total"});
    source.sum = booking_turnover;
    return trips(std::move(source), "b.booked_on");
}

/// Who travels, whoever booked; who was cancelled alone no longer does.
Source participations() {
    Source source{"participations", "selection.participations",
                  "booking_participant p JOIN booking b ON b.id = p.booking_id AND b.state <> 'void'", "p.customer_id", "p.id",
                  columns_of_booking("CASE WHEN p.cancelled_on IS NULL THEN b.state ELSE 'cancelled' END")};
    source.columns.push_back(of_booking("destination", "", "destinations"));
    source.columns.push_back(operator_of_booking());
    source.columns.push_back(declared(bookings::participant_fields(), "booking_participant", 'p', "role"));
    source.columns.back().choice_list = "family_role";
    source.owner = "b.customer_id";
    return trips(std::move(source), "b.departs_on");
}

Source services() {
    Source source{"services", "selection.services", "booking_service s JOIN booking b ON b.id = s.booking_id",
                  "b.customer_id", "s.id",
                  columns_of_booking("CASE WHEN s.cancelled_on IS NULL THEN b.state ELSE 'cancelled' END")};
    for (auto& column : std::vector<Column>{
             of_service("operator", "", "operators"), of_service("product_type", "product_type"),
             of_service("service_kind"), of_service("destination", "", "destinations"), of_service("starts_on"),
             of_service("ends_on"), {{"price", money}, "s.count * s.unit_price", "booking_service.unit_price"}})
        source.columns.push_back(std::move(column));
    source.sum = service_turnover;
    return trips(std::move(source), "s.starts_on");
}

/// Of cancelled bookings too: what was paid was paid, and what was paid out is less than nothing.
Source payments() {
    const auto own = [](const char* name) {
        return declared(bookings::payment_fields(), "booking_payment", 'y', name);
    };
    Source source{"payments", "selection.payments", "booking_payment y JOIN booking b ON b.id = y.booking_id",
                  "b.customer_id", "y.id", {own("paid_on"), own("kind"), own("amount")}};
    source.sum = "y.amount";
    return trips(std::move(source), "y.paid_on");
}

}  // namespace

const std::vector<Source>& facts() {
    static const std::vector<Source> all{tickets(),        products(), orders(),  bookings_made(),
                                         participations(), services(), payments()};
    return all;
}

}  // namespace kartei::selections
