#include "modules/books/journal.hpp"

#include <algorithm>
#include <tuple>

namespace kartei::books {
namespace {

RevenueParts turned(RevenueParts parts) {
    for (auto& part : parts) part.gross = -part.gross, part.purchase = -part.purchase;
    return parts;
}

/// What a paper says of itself, or what fits its total.
RevenueParts guessed(const InvoicePaper& paper, const RevenueParts& now, const RevenueParts& as_booked) {
    if (sum_of(paper.made_from) != 0) return cut_to(paper.made_from, paper.total);
    if (sum_of(now) == paper.total) return now;
    if (sum_of(as_booked) == paper.total) return as_booked;
    return cut_to(now.empty() ? as_booked : now, paper.total);
}

/// What makes two postings of a cause the same, all but day and amount.
using Key = std::tuple<std::string, std::string, std::string, std::string, std::string>;

struct Sum {
    std::int64_t amount = 0;  ///< from the account that orders first to the other one
    const JournalLine* line = nullptr;
};

/// Sums by cause and pair of accounts, whichever way money went.
std::map<Key, Sum> sums_of(const Journal& journal) {
    std::map<Key, Sum> sums;
    for (const auto& line : journal) {
        const bool forward = line.debit <= line.credit;
        const auto& first = forward ? line.debit : line.credit;
        const auto& second = forward ? line.credit : line.debit;
        auto& sum = sums[{line.cause, first, second, line.posting, line.tax}];
        sum.amount += forward ? line.amount : -line.amount;
        if (!sum.line) sum.line = &line;
    }
    return sums;
}

}  // namespace

std::int64_t sum_of(const RevenueParts& parts) {
    std::int64_t sum = 0;
    for (const auto& part : parts) sum += part.gross;
    return sum;
}

RevenueParts cut_to(const RevenueParts& parts, std::int64_t total) {
    const auto whole = sum_of(parts);
    if (whole == total) return parts;
    // Nothing to take shares of: the total is posted as services outside of what is known.
    if (whole == 0) return {{"services", "outside", 0, total, 0}};
    RevenueParts cut;
    std::int64_t left = total;
    for (const auto& part : parts) {
        auto share = part;
        const bool negative = whole < 0;
        const auto of = negative ? -whole : whole, by = negative ? -total : total;
        share.gross = bookings::part_of(part.gross, by, of);
        share.purchase = bookings::part_of(part.purchase, by, of);
        left -= share.gross;
        cut.push_back(std::move(share));
    }
    cut.back().gross += left;
    return cut;
}

std::vector<RevenueParts> parts_of_papers(const std::vector<InvoicePaper>& papers, const RevenueParts& now,
                                          const RevenueParts& as_booked) {
    std::vector<RevenueParts> all;
    for (const auto& paper : papers) {
        const auto taken_back = std::ranges::find(papers, paper.cancels, &InvoicePaper::number);
        const auto place = static_cast<std::size_t>(taken_back - papers.begin());
        if (!paper.cancels.empty() && sum_of(paper.made_from) == 0 && place < all.size())
            all.push_back(cut_to(turned(all[place]), paper.total));
        else all.push_back(guessed(paper, now, as_booked));
    }
    return all;
}

void add_posting(Journal& journal, JournalLine line, std::int64_t amount) {
    if (amount == 0) return;
    line.turned = amount < 0;
    if (line.turned) std::swap(line.debit, line.credit);
    line.amount = amount < 0 ? -amount : amount;
    const bool shown = line.rate != 0 && (line.tax == "standard" || line.tax == "reduced");
    line.tax_amount = shown ? bookings::included_tax(line.amount, line.rate) : 0;
    journal.push_back(std::move(line));
}

Journal still_to_export(const Journal& derived, const Journal& exported, const std::string& today) {
    const auto now = sums_of(derived), known = sums_of(exported);
    Journal open;
    const auto add = [&](const Key& key, const JournalLine& like, std::int64_t amount, bool corrects) {
        auto line = like;
        line.debit = std::get<1>(key), line.credit = std::get<2>(key);
        line.export_id = 0;
        if (corrects) line.day = today;
        add_posting(open, std::move(line), amount);
    };
    for (const auto& [key, sum] : now) {
        const auto before = known.find(key);
        add(key, *sum.line, sum.amount - (before == known.end() ? 0 : before->second.amount), before != known.end());
    }
    for (const auto& [key, sum] : known)
        if (!now.contains(key)) add(key, *sum.line, -sum.amount, true);
    std::ranges::sort(open, {}, [](const JournalLine& line) {
        return std::tie(line.day, line.reference, line.cause, line.posting, line.tax, line.debit);
    });
    return open;
}

Balances balances_of(const Journal& journal) {
    Balances balances;
    for (const auto& line : journal) {
        balances[{line.day, line.debit}] += line.amount;
        balances[{line.day, line.credit}] -= line.amount;
    }
    return balances;
}

}  // namespace kartei::books
