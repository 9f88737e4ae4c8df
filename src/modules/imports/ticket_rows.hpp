// The columns of the ticket file, and its rows as they wait to be sorted by order. No SQL.
// A row is packed behind its key (order, line of the file), so that the rows of one order come together wherever they
// stood.
#pragma once

#include <array>

#include "modules/imports/import_kind.hpp"

namespace kartei::imports {

/// In the order of files.md. Names are positions in a NameBook, customer and event are ids, once a row is packed.
enum TicketTarget : int {
    t_ticket,
    t_line,
    t_order,
    t_customer,
    t_ordered_at,
    t_sold_by,
    t_channel,
    t_event,
    t_ticket_type,
    t_ticket_group,
    t_price,
    t_fee,
    t_entrance,
    t_section,
    t_row,
    t_seat,
    t_price_zone,
    t_barcode,
    t_state,
    t_print_count,
    t_printed_at,
    t_scanned_at,
    t_scanned_by,
    t_subscription,
    t_subscription_season,
    t_subscription_kind,
    t_seat_set,
    t_promotion,
    t_expires_at,
    t_delete_on_expiry,
    t_deleted_at,
    t_deleted_by,
    t_refunded,
    t_fee_kept,
    t_description,
    t_payment_type,
    t_paid,
    t_delivery_address,
    t_receipt_url,
    t_currency,
    ticket_target_count
};
std::vector<Target> ticket_targets();

/// What a row says about its whole order; rows of one order may not differ in it.
inline constexpr std::array order_targets{t_customer,   t_ordered_at,       t_sold_by,     t_channel, t_expires_at,
                                          t_delete_on_expiry, t_description, t_paid, t_delivery_address, t_receipt_url};

/// One packed row. Numbers hold ids, amounts and yes/no, texts the rest; what is not said is 0 or "".
struct TicketRow {
    std::int64_t line = 0;              ///< of the file
    std::uint64_t said = 0;             ///< bit per target: has a value
    std::uint64_t cleared = 0;          ///< bit per target: is to be emptied
    std::array<std::int64_t, ticket_target_count> numbers{};
    std::array<std::string_view, ticket_target_count> texts{};

    bool says(int target) const { return said >> target & 1; }
    bool clears(int target) const { return cleared >> target & 1; }
    std::int64_t number(int target) const { return numbers[static_cast<std::size_t>(target)]; }
    std::string_view text(int target) const { return texts[static_cast<std::size_t>(target)]; }

    void say(int target, std::int64_t number) {
        said |= bit(target), numbers[static_cast<std::size_t>(target)] = number;
    }
    void say(int target, std::string_view text) { said |= bit(target), texts[static_cast<std::size_t>(target)] = text; }
    void clear(int target) { cleared |= bit(target); }

    /// Do both say something about a target, and not the same? What is empty contradicts nothing.
    bool contradicts(const TicketRow& other, int target) const {
        return says(target) && other.says(target) &&
               (number(target) != other.number(target) || text(target) != other.text(target));
    }

private:
    static std::uint64_t bit(int target) { return std::uint64_t{1} << target; }
};

/// Appends a row; texts of `row` are copied.
void pack_ticket_row(std::string& out, const TicketRow& row);
/// Texts are views into the record.
TicketRow unpack_ticket_row(std::string_view packed);

/// The customer of a row whose customer cell is empty: the anonymous one for a new order; one that stands keeps its
/// own.
inline constexpr std::int64_t no_customer_named = -1;

/// Are two tickets of one order at the same event and place? Such are told apart by their ordinal.
bool same_place(const TicketRow& a, const TicketRow& b);
std::string place_of(const TicketRow& row);

}  // namespace kartei::imports
