// What customers did, one declaration for each kind: who a row belongs to, what can be asked of it, what is summed up.
#include <array>

#include "modules/selections/source.hpp"

namespace kartei::selections {
namespace {

using enum FieldKind;

constexpr std::array<std::string_view, 3> ticket_states{"reserved", "sold", "deleted"};
constexpr std::array<std::string_view, 4> sale_states{"reserved", "sold", "returned", "deleted"};

Column named(std::string_view field, std::string sql, std::string caption, std::string join = {}) {
    return {{field, text, 200}, std::move(sql), std::move(caption), std::move(join)};
}

Source tickets() {
    Source source{
        "tickets",
        "selection.tickets",
        "ticket t JOIN orders o ON o.id = t.order_id",
        "o.customer_id",
        {{{"state", choice, 0, Privacy::open, plain, ticket_states}, "t.state", "order.order_state"},
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
                  {named("product", "r.name", "selection.product", "JOIN product r ON r.id = x.product_id"),
                   named("sku", "r.sku", "selection.sku", "JOIN product r ON r.id = x.product_id"),
                   {{"state", choice, 0, Privacy::open, plain, sale_states}, "x.state", "selection.sale_state"},
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
                  {named("number", "o.number", "order.order"),
                   named("channel", "o.channel", "order.channel"),
                   named("sold_by", "o.sold_by", "order.sold_by"),
                   {{"paid", money}, "o.paid", "order.paid"},
                   {{"ordered_at", instant}, "o.ordered_at", "order.ordered_at"},
                   {{"expires_at", instant}, "o.expires_at", "order.expires_at"}}};
    source.sum = "o.paid", source.day = "o.ordered_at", source.of_all_events = true, source.right = "events.read";
    return source;
}

}  // namespace

std::vector<Source>& facts() {
    static std::vector<Source> all{tickets(), products(), orders()};
    return all;
}

}  // namespace kartei::selections
