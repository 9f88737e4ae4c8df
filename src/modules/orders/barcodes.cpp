#include "modules/orders/barcodes.hpp"

#include <fmt/format.h>

#include "base/random.hpp"
#include "modules/orders/order_store.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;

constexpr std::uint32_t million = 1'000'000;

std::vector<std::int64_t> ids(sql::Rows rows) {
    std::vector<std::int64_t> all;
    while (rows.next()) all.push_back(rows.integer(0));
    return all;
}

bool is_known(Transaction& transaction, const std::string& barcode) {
    return transaction.query("SELECT 1 FROM ticket WHERE barcode = :barcode LIMIT 1", barcode).next() ||
           transaction.query("SELECT 1 FROM void_barcode WHERE barcode = :barcode LIMIT 1", barcode).next();
}

}  // namespace

std::string new_barcode(Transaction& transaction) {
    std::string barcode;
    do {
        barcode = fmt::format("{:06}{:06}{:06}{:02}", random_below(million), random_below(million),
                              random_below(million), random_below(100));
    } while (is_known(transaction, barcode));
    return barcode;
}

std::vector<Ticket> tickets_with_barcode(Transaction& transaction, std::string_view barcode) {
    std::vector<Ticket> tickets;
    for (const auto id : ids(transaction.query("SELECT id FROM ticket WHERE barcode = :barcode ORDER BY id", barcode)))
        if (auto ticket = find_ticket(transaction, id)) tickets.push_back(std::move(*ticket));
    return tickets;
}

std::vector<std::int64_t> tickets_that_had_barcode(Transaction& transaction, std::string_view barcode) {
    return ids(transaction.query(
        "SELECT ticket_id FROM void_barcode WHERE barcode = :barcode ORDER BY ticket_id", barcode));
}

void void_barcode(Transaction& transaction, const Ticket& before, std::string_view at) {
    if (before.barcode.empty()) return;
    transaction.execute(
        "INSERT INTO void_barcode (barcode, ticket_id, voided_at) VALUES (:barcode, :ticket, :at) "
        "ON CONFLICT DO NOTHING",
        before.barcode, before.id, at);
}

}  // namespace kartei::orders
