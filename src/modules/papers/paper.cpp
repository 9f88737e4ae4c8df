#include "modules/papers/paper.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "lists/column.hpp"

namespace kartei::papers {
namespace {

using nlohmann::json;

/// What makes two lines the same thing: another tax, or another rate of it, is billed apart.
auto key_of(const PaperLine& line) { return std::tuple(line.list, line.row, line.tax, line.rate); }

json json_of(const PaperLine& line) {
    return {{"list", line.list},           {"row", line.row},
            {"text", line.text},           {"details", line.details},
            {"starts_on", line.starts_on}, {"ends_on", line.ends_on},
            {"count", line.count},         {"unit_price", line.unit_price},
            {"gross", line.gross},         {"discount", line.discount},
            {"tax", line.tax},             {"rate", line.rate}};
}

PaperLine line_in(const json& from) {
    PaperLine line;
    line.list = from.at("list");
    line.row = from.at("row");
    line.text = from.at("text");
    line.details = from.at("details");
    line.starts_on = from.at("starts_on");
    line.ends_on = from.at("ends_on");
    line.count = from.at("count");
    line.unit_price = from.at("unit_price");
    line.gross = from.at("gross");
    line.discount = from.at("discount");
    line.tax = from.at("tax");
    line.rate = from.at("rate");
    return line;
}

/// Takes what was billed of it off a line: by its count where the price of one is the same, else as one amount.
void take_off(PaperLine& line, const PaperLine& billed) {
    const auto gross = line.gross - billed.gross;
    const bool by_count = line.unit_price == billed.unit_price && billed.gross == billed.count * billed.unit_price;
    line.count = by_count ? line.count - billed.count : gross < 0 ? -1 : 1;
    if (!by_count) line.unit_price = gross < 0 ? -gross : gross;
    if (line.count == 0 && gross == 0) line.count = 1, line.unit_price = 0;  // its discount alone differs
    line.gross = gross;
    line.discount -= billed.discount;
}

bool says_something(const PaperLine& line) { return line.gross != 0 || line.discount != 0; }

json people_json(const Paper& paper) {
    json people = json::array();
    for (const auto& one : paper.people)
        people.push_back({{"position", one.position}, {"name", one.name}, {"birth_date", one.birth_date},
                          {"nationality", one.nationality}, {"document", one.document}, {"passport", one.passport},
                          {"valid_until", one.valid_until}});
    return people;
}

json payments_json(const Paper& paper) {
    json payments = json::array();
    for (const auto& one : paper.payments)
        payments.push_back({{"position", one.position}, {"paid_on", one.paid_on}, {"kind", one.kind},
                            {"amount", one.amount}, {"holder", one.holder}, {"text", one.text}});
    return payments;
}

json dues_json(const Paper& paper) {
    json dues = json::array();
    for (const auto& one : paper.due_dates)
        dues.push_back({{"due_on", one.due_on}, {"kind", one.kind}, {"amount", one.amount}, {"open", one.open}});
    return dues;
}

json house_json(const PaperHouse& house) {
    return {{"name", house.name},     {"address", house.address},       {"contact", house.contact},
            {"bank", house.bank},     {"iban", house.iban},             {"bic", house.bic},
            {"tax_number", house.tax_number}, {"vat_id", house.vat_id}, {"register", house.register_entry},
            {"currency", house.currency}};
}

}  // namespace

bool is_numbered(std::string_view kind) { return is_bill(kind) || kind == "receipt"; }

bool is_bill(std::string_view kind) {
    return kind == "invoice" || kind == "cancellation_invoice" || kind == "credit_note";
}

std::int64_t Paper::total() const {
    std::int64_t total = 0;
    for (const auto& line : lines) total += line.sum();
    return total;
}

std::vector<PaperTax> taxes_of(const std::vector<PaperLine>& lines) {
    std::map<std::pair<std::string, Rate>, std::int64_t> sums;
    for (const auto& line : lines) {
        const bool is_anothers = line.tax == "intermediated";
        sums[{line.tax, line.rate}] += is_anothers ? line.gross : line.sum();
        if (is_anothers && line.discount != 0) sums[{"outside", 0}] -= line.discount;
    }
    std::vector<PaperTax> taxes;
    for (const auto& [key, gross] : sums) {
        const auto& [tax, rate] = key;
        taxes.push_back({tax, rate, gross, tax == "margin" ? 0 : bookings::included_tax(gross, rate)});
    }
    return taxes;
}

bool names_margin_scheme(const std::vector<PaperTax>& taxes) {
    return std::any_of(taxes.begin(), taxes.end(),
                       [](const PaperTax& one) { return one.tax == "margin" || one.tax == "margin_exempt"; });
}

std::vector<PaperLine> still_to_bill(const std::vector<PaperLine>& now, const std::vector<PaperLine>& billed) {
    std::map<std::tuple<std::string, std::int64_t, std::string, Rate>, PaperLine> before;
    std::vector<PaperLine> left;
    for (const auto& line : billed) {
        const auto [known, fresh] = before.try_emplace(key_of(line), line);
        if (fresh) continue;
        auto& sum = known->second;
        if (line.unit_price != 0) sum.unit_price = line.unit_price;
        sum.count += line.count;
        sum.gross += line.gross;
        sum.discount += line.discount;
    }
    for (auto line : now) {
        if (const auto found = before.find(key_of(line)); found != before.end()) {
            take_off(line, found->second);
            before.erase(found);
        }
        if (says_something(line)) left.push_back(std::move(line));
    }
    for (auto& [key, line] : before)
        if (says_something(line)) left.push_back(taken_back({line}).front());
    return left;
}

std::vector<PaperLine> taken_back(std::vector<PaperLine> lines) {
    for (auto& line : lines) {
        line.count = -line.count;
        line.gross = -line.gross;
        line.discount = -line.discount;
    }
    return lines;
}

json snapshot_of(const Paper& paper) {
    json lines = json::array(), taxes = json::array();
    for (const auto& line : paper.lines) lines.push_back(json_of(line));
    for (const auto& tax : taxes_of(paper.lines))
        taxes.push_back({{"tax", tax.tax}, {"rate", tax.rate}, {"gross", tax.gross}, {"amount", tax.amount}});
    return {{"kind", paper.kind}, {"number", paper.number}, {"issued_on", paper.issued_on},
            {"cancels", paper.cancels}, {"language", language_code(paper.language)}, {"copies", paper.copies},
            {"house", house_json(paper.house)}, {"address", paper.address}, {"tax_number", paper.tax_number},
            {"letter_salutation", paper.letter_salutation}, {"customer", paper.customer}, {"booking", paper.booking},
            {"booked_on", paper.booked_on}, {"departs_on", paper.departs_on}, {"returns_on", paper.returns_on},
            {"destination", paper.destination}, {"handler", paper.handler}, {"agency", paper.agency},
            {"payment_kind", paper.payment_kind}, {"is_collective", paper.is_collective},
            {"people", people_json(paper)}, {"lines", std::move(lines)}, {"taxes", std::move(taxes)},
            {"margin_scheme", names_margin_scheme(taxes_of(paper.lines))},
            {"payments", payments_json(paper)}, {"due_dates", dues_json(paper)}, {"closing", paper.closing},
            {"billed_before", paper.billed_before}, {"total", paper.total()},
            {"booking_total", paper.booking_total}, {"paid", paper.paid}, {"open", paper.open}};
}

std::vector<PaperLine> lines_in(const std::string& snapshot) {
    std::vector<PaperLine> lines;
    if (snapshot.empty()) return lines;
    const auto from = json::parse(snapshot);  // outlives the loop: its lines alone would not
    for (const auto& line : from.at("lines")) lines.push_back(line_in(line));
    return lines;
}

SnapshotHead head_in(const std::string& snapshot) {
    SnapshotHead head;
    if (snapshot.empty()) return head;
    const auto from = json::parse(snapshot);
    head.address = from.at("address").get<std::vector<std::string>>();
    head.tax_number = from.at("tax_number");
    if (from.at("kind") == "receipt" && !from.at("payments").empty())
        head.payment = from.at("payments")[0].at("position");
    return head;
}

std::string money_on(const Paper& paper, std::int64_t amount) {
    return lists::shown_money(amount, paper.house.digits, paper.language);
}

}  // namespace kartei::papers
