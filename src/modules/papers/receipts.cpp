#include "modules/papers/receipts.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "audit/hold.hpp"
#include "audit/no_way_back.hpp"
#include "modules/customers/customer.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/orders/counter_sale.hpp"
#include "modules/papers/order_receipt.hpp"
#include "modules/papers/paper_actions.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::papers {
namespace {

using audit::Change;
using sql::Transaction;

constexpr std::string_view record = "receipt_print";
constexpr int longest_reason = 200;

/// One receipt by its number, or all between two moments where that is "".
struct Wanted {
    std::string number, from, before;
};

constexpr std::string_view receipts_of_orders =
    "SELECT r.number, r.order_id, r.order_number, r.kind, r.amount, r.paid_at, r.paid_by, r.voided_at,"
    " coalesce(o.customer_id, 0), c.number, c.name_prefix, c.name, c.first_name, coalesce(t.id, 0), t.user_name, t.day"
    " FROM order_receipt r LEFT JOIN orders o ON o.id = r.order_id LEFT JOIN customer c ON c.id = o.customer_id"
    " LEFT JOIN till t ON t.id = (SELECT min(e.till_id) FROM order_payment p JOIN till_entry e"
    " ON e.created_event = p.created_event AND e.source = 'order' AND e.reference = r.order_number"
    " AND e.kind = p.kind AND e.amount = p.amount WHERE p.id = r.payment_id)";

/// A payment that is gone (its file was undone) is told by its paper.
constexpr std::string_view receipts_of_bookings =
    "SELECT r.number, b.id, b.number, coalesce(p.position, 0), coalesce(d.position, 0), coalesce(p.kind, ''),"
    " coalesce(p.amount, d.total, 0), coalesce(p.entered_at, d.issued_on), p.entered_by, b.customer_id, c.number,"
    " c.name_prefix, c.name, c.first_name, coalesce(t.id, 0), t.user_name, t.day"
    " FROM booking_receipt r JOIN booking b ON b.id = r.booking_id"
    " LEFT JOIN booking_payment p ON p.booking_id = r.booking_id AND p.receipt_number = r.number"
    " LEFT JOIN booking_document d ON d.booking_id = r.booking_id AND d.kind = 'receipt' AND d.number = r.number"
    " LEFT JOIN customer c ON c.id = b.customer_id"
    " LEFT JOIN till t ON t.id = (SELECT min(e.till_id) FROM till_entry e WHERE e.created_event = p.created_event"
    " AND e.source = 'booking' AND e.reference = CAST(b.number AS text) AND e.kind = p.kind AND e.amount = p.amount)"
    " WHERE coalesce(c.hidden_in_search, 0) <= :with_hidden AND ";

void take_customer(Receipt& receipt, const sql::Rows& rows, int at) {
    receipt.customer_id = rows.integer(at);
    if (receipt.customer_id == customers::anonymous_customer) return;
    receipt.customer = rows.optional_integer(at + 1);
    receipt.name = customers::name_in_lists(rows.string(at + 2), rows.string(at + 3), rows.string(at + 4));
}

void take_till(Receipt& receipt, const sql::Rows& rows, int at) {
    receipt.till_id = rows.integer(at);
    receipt.till = rows.string(at + 1), receipt.till_day = rows.string(at + 2);
}

void add_orders(Transaction& transaction, const Actor& actor, const Wanted& wanted, std::vector<Receipt>& all) {
    const bool sees_all = !actor.promoters && actor.may("customers.see_hidden");
    // sql: the constant above
    auto rows = wanted.number.empty()
                    ? transaction.query(std::string(receipts_of_orders) + " WHERE r.paid_at >= :from AND r.paid_at < :before",
                                        wanted.from, wanted.before)
                    : transaction.query(std::string(receipts_of_orders) + " WHERE r.number = :number", wanted.number);
    while (rows.next()) {
        Receipt one;
        one.number = rows.string(0), one.order_id = rows.integer(1), one.order = rows.string(2);
        one.kind = rows.string(3), one.amount = rows.integer(4), one.paid_at = rows.string(5);
        one.paid_by = rows.string(6), one.voided_at = rows.string(7);
        take_customer(one, rows, 8), take_till(one, rows, 13);
        if (sees_all || orders::find_sum(transaction, actor, one.order_id)) all.push_back(std::move(one));
    }
}

void add_bookings(Transaction& transaction, const Actor& actor, const Wanted& wanted, std::vector<Receipt>& all) {
    const bool with_hidden = actor.may("customers.see_hidden");
    // A number is drawn with its payment or later, so none of an earlier year; one year of leave for the house's clock.
    const std::int64_t first_year = wanted.from.empty() ? 0 : std::atoll(wanted.from.substr(0, 4).c_str()) - 1;
    // sql: the constant above
    auto rows = wanted.number.empty()
                    ? transaction.query(std::string(receipts_of_bookings) +
                                            "r.year >= :first_year AND coalesce(p.entered_at, d.issued_on) >= :from"
                                            " AND coalesce(p.entered_at, d.issued_on) < :before",
                                        with_hidden, first_year, wanted.from, wanted.before)
                    : transaction.query(std::string(receipts_of_bookings) + "r.number = :number", with_hidden,
                                        wanted.number);
    while (rows.next()) {
        Receipt one;
        one.number = rows.string(0), one.booking_id = rows.integer(1), one.booking = rows.integer(2);
        one.payment = rows.integer(3), one.paper = rows.integer(4), one.kind = rows.string(5);
        one.amount = rows.integer(6), one.paid_at = rows.string(7), one.paid_by = rows.string(8);
        take_customer(one, rows, 9), take_till(one, rows, 14);
        all.push_back(std::move(one));
    }
}

std::vector<Receipt> found(Transaction& transaction, const Actor& actor, const Wanted& wanted) {
    std::vector<Receipt> all;
    const auto sides = receipt_sides(transaction, actor);
    if (sides.orders) add_orders(transaction, actor, wanted, all);
    if (sides.bookings) add_bookings(transaction, actor, wanted, all);
    std::sort(all.begin(), all.end(), [](const Receipt& one, const Receipt& other) {
        return std::tie(one.paid_at, one.number) < std::tie(other.paid_at, other.number);
    });
    return all;
}

Refusal about(RefusalKind kind, std::string field, std::string key, Parameters parameters) {
    return {kind, {{std::move(field), std::move(key), std::move(parameters)}}};
}

Result<Done> check_may(const Actor& actor, const char* permission) {
    if (actor.may(permission)) return Done{};
    return refuse(RefusalKind::forbidden, "error.permission", {{"permission", permission}});
}

std::int64_t count_prints(Transaction& transaction, const std::string& number) {
    auto rows = transaction.query("SELECT count(*) FROM receipt_print WHERE number = :number", number);
    return rows.next() ? rows.integer(0) : 0;
}

void note_print(House& house, Transaction& transaction, const Actor& actor, const std::string& number,
                const std::string& reason) {
    hold_part(transaction);
    Change change(house, transaction, actor, "receipt_printed", number);
    const auto id = take_ids(transaction, record);
    transaction.execute("INSERT INTO receipt_print (id, created_event, number, printed_at, printed_by, reason)"
                        " VALUES (:id, :event, :number, :at, :by, :reason)",
                        id, change.event(), number, house.now(), actor.name, reason);
    change.created(record, id);
    change.seal();
}

/// The first one of a booking.
Result<PrintedReceipt> made(House& house, Transaction& transaction, const Actor& actor, Receipt receipt) {
    TRY(check_may(actor, "bookings.invoice"));
    PaperOrder order{"receipt", receipt.payment, ""};
    auto paper = TRY(make_paper(house, transaction, actor, receipt.booking, {}, order));
    receipt.paper = paper.position;
    return PrintedReceipt{std::move(receipt), std::move(paper.pdf), 0};
}

Result<std::string> pdf_of(House& house, Transaction& transaction, const Actor& actor, const Receipt& receipt) {
    if (receipt.is_of_order()) return TRY(order_receipt(house, transaction, actor, receipt.number)).pdf;
    return TRY(stored_paper(house, transaction, actor, receipt.booking, receipt.paper)).pdf;
}

}  // namespace

ReceiptSides receipt_sides(Transaction& transaction, const Actor& actor) {
    const auto parameters = parameters::parameters_of(transaction);
    return {parameters::module_is_on(*parameters, "venue") && actor.may("sales.read"),
            parameters::module_is_on(*parameters, "travel") && actor.may("bookings.read")};
}

std::vector<Receipt> receipts_seen(Transaction& transaction, const Actor& actor, const std::string& from,
                                   const std::string& before) {
    return found(transaction, actor, {"", from, before.empty() ? "9999" : before});
}

Result<Receipt> receipt_seen(Transaction& transaction, const Actor& actor, const std::string& number) {
    auto all = number.empty() ? std::vector<Receipt>() : found(transaction, actor, {number, "", ""});
    if (all.empty()) return about(RefusalKind::not_found, "number", "error.no_such_receipt", {});
    return std::move(all.front());
}

Result<PrintedReceipt> print_receipt(House& house, Transaction& transaction, const Actor& actor,
                                     const std::string& number, const std::string& reason) {
    TRY(check_value(Field{"reason", FieldKind::text, longest_reason}, reason));
    auto receipt = TRY(receipt_seen(transaction, actor, number));
    if (!receipt.voided_at.empty())
        return about(RefusalKind::conflict, "number", "error.receipt_is_void", {{"number", number}});
    if (receipt.is_of_order()) TRY(check_may(actor, "sales.sell"));
    else if (receipt.paper == 0) return made(house, transaction, actor, std::move(receipt));
    if (reason.empty()) return about(RefusalKind::invalid, "reason", "error.receipt_printed_before", {{"number", number}});
    PrintedReceipt printed;
    printed.pdf = TRY(pdf_of(house, transaction, actor, receipt));
    note_print(house, transaction, actor, number, reason);
    printed.receipt = std::move(receipt);
    printed.prints = count_prints(transaction, number);
    return printed;
}

audit::Reversible reversible_receipt_print() {
    const std::string name(record);
    return {name, audit::no_change_back(name), audit::no_creation_back(name), audit::gone_for_good(name)};
}

}  // namespace kartei::papers
