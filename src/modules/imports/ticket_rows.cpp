#include "modules/imports/ticket_rows.hpp"

#include "modules/imports/packed.hpp"
#include "modules/orders/order.hpp"

namespace kartei::imports {
namespace {

constexpr std::array<std::string_view, 2> subscription_kinds{"fixed", "flexible"};

}  // namespace

std::vector<Target> ticket_targets() {
    using enum FieldKind;
    constexpr auto open = Privacy::open, personal = Privacy::personal;
    return {
        {{"ticket", text, 40}, "ticket_row"},
        {{"line", integer, 9}, "ticket_row"},
        {{"order", text, 40}, "order"},
        {{"customer", integer, 9}, "order"},
        {{"ordered_at", instant}, "order"},
        {{"sold_by", text, 120}, "order"},
        {{"channel", text, 40}, "order"},
        {{"event", text, 40}, "order"},
        {{"ticket_type", text, 120}, "order"},
        {{"ticket_group", text, 120}, "ticket_row"},
        {{"price", money}, "order"},
        {{"fee", money}, "order"},
        {{"entrance", text, 20}, "order"},
        {{"section", text, 20}, "order"},
        {{"row", text, 20}, "order"},
        {{"seat", text, 20}, "order"},
        {{"price_zone", text, 120}, "order"},
        {{"barcode", text, 64}, "order"},
        {{"state", choice, 0, open, plain, orders::ticket_states}, "ticket_row"},
        {{"print_count", integer, 9}, "ticket_row"},
        {{"printed_at", instant}, "order"},
        {{"scanned_at", instant}, "order"},
        {{"scanned_by", text, 120}, "order"},
        {{"subscription", text, 120}, "ticket_row"},
        {{"subscription_season", text, 120}, "ticket_row"},
        {{"subscription_kind", choice, 0, open, plain, subscription_kinds}, "ticket_row"},
        {{"seat_set", text, 40}, "ticket_row"},
        {{"promotion", text, 120}, "ticket_row"},
        {{"expires_at", instant}, "order"},
        {{"delete_on_expiry", yes_no}, "ticket_row"},
        {{"deleted_at", instant}, "order"},
        {{"deleted_by", text, 120}, "order"},
        {{"refunded", money}, "order"},
        {{"fee_kept", money}, "order"},
        {{"description", multiline, 1000, personal}, "order"},
        {{"payment_type", text, 120}, "ticket_row"},
        {{"paid", money}, "order"},
        {{"delivery_address", multiline, 1000, personal}, "order"},
        {{"receipt_url", text, 1000, personal}, "order"},
        {{"currency", currency, 3}, "ticket_row"},
    };
}

void pack_ticket_row(std::string& out, const TicketRow& row) {
    Packer packer(out);
    packer.number(row.line);
    packer.ordered(row.said);
    packer.ordered(row.cleared);
    for (int target = 0; target < ticket_target_count; ++target) {
        if (!row.says(target)) continue;
        packer.number(row.number(target));
        packer.text(row.text(target));
    }
}

TicketRow unpack_ticket_row(std::string_view packed) {
    Unpacker unpacker(packed);
    TicketRow row;
    row.line = unpacker.number();
    row.said = unpacker.ordered();
    row.cleared = unpacker.ordered();
    for (int target = 0; target < ticket_target_count; ++target) {
        if (!row.says(target)) continue;
        row.numbers[static_cast<std::size_t>(target)] = unpacker.number();
        row.texts[static_cast<std::size_t>(target)] = unpacker.text();
    }
    return row;
}

bool same_place(const TicketRow& a, const TicketRow& b) {
    if (a.number(t_event) != b.number(t_event)) return false;
    for (const int target : {t_seat, t_row, t_section, t_entrance})
        if (a.text(target) != b.text(target)) return false;
    return true;
}

std::string place_of(const TicketRow& row) {
    std::string place = std::to_string(row.number(t_event));
    for (const int target : {t_entrance, t_section, t_row, t_seat}) place.append("\x1f").append(row.text(target));
    return place;
}

}  // namespace kartei::imports
