// Postings of trips: what final papers come to, by kind of service and tax, and payments.
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "modules/bookings/booking_scheme.hpp"
#include "modules/books/journal_sources.hpp"

namespace kartei::books {
namespace {

using bookings::VatRate;
using nlohmann::json;
using sql::Rows;
using sql::Transaction;

struct BookingPostings {
    std::string number;
    std::int64_t customer = 0, travellers = 0;
    Date last_day{};
    bool cancelled = false;
    RevenueParts now, as_booked;
    ServiceRows services;
    std::vector<InvoicePaper> papers;
};
using ById = std::unordered_map<std::int64_t, BookingPostings>;

constexpr const char* with_papers =
    " (SELECT d.booking_id FROM booking_document d WHERE d.kind IN ('invoice', 'credit_note', 'cancellation_invoice'))";

Date day_in(const std::string& written, Date otherwise) {
    if (written.empty()) return otherwise;
    const auto day = read_date(written);
    return day ? *day : otherwise;
}

void read_heads(Transaction& transaction, ById& all) {
    // sql: the condition stands above
    auto rows = transaction.stream("SELECT id, number, customer_id, participants, state, coalesce(returns_on, departs_on,"
                                   " booked_on) FROM booking WHERE id IN" +
                                   std::string(with_papers));
    while (rows.next()) {
        auto& booking = all[rows.integer(0)];
        booking.number = std::to_string(rows.integer(1));
        booking.customer = rows.integer(2), booking.travellers = rows.integer(3);
        booking.cancelled = rows.text(4) == "cancelled";
        booking.last_day = day_in(rows.string(5), Date{});
    }
}

void add_part(RevenueParts& parts, RevenuePart part) {
    for (auto& one : parts)
        if (one.posting == part.posting && one.tax == part.tax && one.rate == part.rate) {
            one.gross += part.gross, one.purchase += part.purchase;
            return;
        }
    parts.push_back(std::move(part));
}

/// A discount lowers the price of its service, but not of one that is sold for another (vat_groups.hpp).
void add_service(BookingPostings& booking, const Rows& rows, const std::vector<VatRate>& rates) {
    bookings::ServiceLine line;
    line.service_kind = rows.string(1);
    line.count = rows.integer(2), line.unit_price = rows.integer(3);
    line.purchase_price = line.count * rows.integer(4);
    line.tax = rows.string(5), line.commission = rows.integer(6);
    line.ends_on = day_in(rows.string(7), booking.last_day);
    const bool cancelled = !rows.is_null(8);
    booking.services[rows.integer(9)] = {line.service_kind, line.price(), line.purchase_price};
    for (const auto& vat : bookings::vat_lines_of({line}, booking.last_day)) {
        const RevenuePart part{line.service_kind, vat.tax, rate_on(rates, vat.tax, vat.performed_on), vat.gross,
                               vat.purchase};
        add_part(booking.as_booked, part);
        if (!cancelled) add_part(booking.now, part);
    }
}

void read_services(Transaction& transaction, ById& all, const std::vector<VatRate>& rates) {
    // sql: the condition stands above
    auto rows = transaction.stream("SELECT booking_id, service_kind, count, unit_price, purchase_price, tax,"
                                   " commission_amount, coalesce(ends_on, starts_on), cancelled_on, id FROM booking_service"
                                   " WHERE booking_id IN" + std::string(with_papers) + " ORDER BY booking_id, position");
    while (rows.next())
        if (const auto found = all.find(rows.integer(0)); found != all.end()) add_service(found->second, rows, rates);
}

/// Amounts, fees and charges: booking, tax, sum, per participant.
void read_others(Transaction& transaction, ById& all, const std::vector<VatRate>& rates, const char* posting,
                 std::string_view statement) {
    // sql: statements and condition stand in this file
    auto rows = transaction.stream(std::string(statement) + " AND booking_id IN" + with_papers +
                                   " ORDER BY booking_id, position");
    while (rows.next()) {
        const auto found = all.find(rows.integer(0));
        if (found == all.end()) continue;
        auto& booking = found->second;
        const auto tax = rows.is_null(1) ? std::string("standard") : rows.string(1);
        const auto gross = rows.integer(2) * (rows.integer(3) != 0 ? booking.travellers : 1);
        const RevenuePart part{posting, tax, rate_on(rates, tax, booking.last_day), gross, 0};
        add_part(booking.now, part);
        if (std::string_view(posting) != "charges") add_part(booking.as_booked, part);
    }
}

void read_papers(Transaction& transaction, ById& all) {
    auto rows = transaction.stream(
        "SELECT booking_id, kind, number, issued_on, total, cancels, made_from FROM booking_document"
        " WHERE kind IN ('invoice', 'credit_note', 'cancellation_invoice') ORDER BY booking_id, position");
    while (rows.next()) {
        const auto found = all.find(rows.integer(0));
        if (found == all.end()) continue;
        found->second.papers.push_back({rows.string(1), rows.string(2), rows.string(3), rows.integer(4),
                                        rows.string(5),
                                        parts_in_paper(rows.string(6), found->second.services)});
    }
}

/// The tax that a margin owes is part of what was posted as revenue: it goes on from there.
void post_margin(const PostingAccounts& accounts, JournalLine line, const RevenuePart& part, Journal& journal) {
    if (part.tax != "margin") return;
    line.debit = line.credit;
    line.credit = accounts.of("margin_tax", "any").account;
    line.posting = "margin_tax", line.tax = "any", line.rate = 0;
    line.tax_key.clear();
    line.cause += ":tax";
    add_posting(journal, std::move(line), bookings::included_tax(part.gross - part.purchase, part.rate));
}

void post_papers(const BookingPostings& booking, const PostingAccounts& accounts, Debtors& debtors, Journal& journal) {
    const auto parts = parts_of_papers(booking.papers, booking.now, booking.as_booked);
    const auto& debtor = debtors.of_invoices(booking.customer);
    for (std::size_t i = 0; i < parts.size(); ++i)
        for (const auto& part : parts[i]) {
            const auto& paper = booking.papers[i];
            const auto account = accounts.of(part.posting, part.tax);
            JournalLine line;
            line.day = paper.issued_on;
            line.debit = debtor.account, line.credit = account.account;
            line.posting = part.posting, line.tax = part.tax, line.tax_key = account.tax_key, line.rate = part.rate;
            line.document = paper.number, line.reference = booking.number;
            line.customer_id = debtor.customer_id;
            line.cause = "booking:" + booking.number + ":" + paper.kind + ":" + paper.number + ":" + part.posting + ":" +
                         part.tax + ":" + std::to_string(part.rate);
            add_posting(journal, line, part.gross);
            post_margin(accounts, std::move(line), part, journal);
        }
}

void add_payments(Transaction& transaction, const PostingAccounts& accounts, Debtors& debtors, Journal& journal) {
    auto rows = transaction.stream(
        "SELECT b.number, b.customer_id, p.position, p.paid_on, p.kind, p.amount, p.receipt_number"
        " FROM booking_payment p JOIN booking b ON b.id = p.booking_id ORDER BY b.number, p.position");
    std::vector<std::pair<JournalLine, std::int64_t>> lines;  // debtors are asked when the stream has ended
    std::vector<std::int64_t> customers;
    while (rows.next()) {
        JournalLine line;
        line.reference = std::to_string(rows.integer(0));
        line.day = rows.string(3);
        line.posting = "paid_" + rows.string(4), line.tax = "any";
        line.document = rows.is_null(6) ? line.reference : rows.string(6);
        line.cause = "booking:" + line.reference + ":payment:" + std::to_string(rows.integer(2));
        customers.push_back(rows.integer(1));
        lines.emplace_back(std::move(line), rows.integer(5));
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto& [line, amount] = lines[i];
        const auto& debtor = debtors.of_invoices(customers[i]);
        const auto account = accounts.of(line.posting, "any");
        line.debit = account.account, line.tax_key = account.tax_key;
        line.credit = debtor.account, line.customer_id = debtor.customer_id;
        add_posting(journal, std::move(line), amount);
    }
}

/// A line of a paper (papers/paper.hpp): what it names is the row of the booking, of which the kind of service is known.
void add_paper_line(RevenueParts& parts, const json& line, const ServiceRows& services) {
    const auto gross = line.value("gross", std::int64_t{0}), discount = line.value("discount", std::int64_t{0});
    const auto tax = line.value("tax", "outside");
    const auto rate = line.value("rate", std::int64_t{0});
    auto posting = line.value("list", "services");
    std::int64_t purchase = 0;
    if (const auto row = services.find(line.value("row", std::int64_t{0})); posting == "services" && row != services.end()) {
        posting = row->second.kind;
        if (row->second.price != 0) purchase = bookings::part_of(row->second.purchase, gross, row->second.price);
    }
    const bool is_anothers = tax == "intermediated";
    add_part(parts, {posting, tax, rate, gross - (is_anothers ? 0 : discount), purchase});
    if (is_anothers && discount != 0) add_part(parts, {posting, "outside", 0, -discount, 0});
}

}  // namespace

RevenueParts parts_in_paper(const std::string& made_from, const ServiceRows& services) {
    RevenueParts parts;
    if (made_from.empty()) return parts;
    const auto paper = json::parse(made_from, nullptr, false);
    if (!paper.is_object() || !paper.contains("lines") || !paper.at("lines").is_array()) return parts;
    for (const auto& line : paper.at("lines"))
        if (line.is_object()) add_paper_line(parts, line, services);
    return parts;
}

void add_bookings(House& house, Transaction& transaction, const PostingAccounts& accounts, Debtors& debtors,
                  Journal& journal) {
    ById all;
    const auto rates = bookings::tax_rates(house, transaction);
    read_heads(transaction, all);
    read_services(transaction, all, rates);
    read_others(transaction, all, rates, "amounts",
                "SELECT booking_id, tax, amount, per_participant FROM booking_amount WHERE amount <> 0");
    read_others(transaction, all, rates, "fees", "SELECT booking_id, tax, amount, 0 FROM booking_fee WHERE removed = 0");
    read_others(transaction, all, rates, "charges",
                "SELECT booking_id, coalesce(tax, 'outside'), amount, 0 FROM booking_charge WHERE amount <> 0");
    read_papers(transaction, all);
    for (const auto& [id, booking] : all) post_papers(booking, accounts, debtors, journal);
    add_payments(transaction, accounts, debtors, journal);
}

}  // namespace kartei::books
