#include "modules/books/statement_matching.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>

#include "base/money.hpp"
#include "base/text.hpp"

namespace kartei::books {
namespace {

/// Numbers shorter than this stand in texts for many things.
constexpr std::size_t shortest_number = 4;
constexpr std::array<std::string_view, 6> called_so{"vorgang", "vorgangsnummer", "boeking", "boekingsnummer", "booking",
                                                    "buchung"};
constexpr std::size_t most_proposals = 8, most_items_together = 8;

std::set<std::string> name_words(const std::vector<std::string>& names) {
    std::set<std::string> all;
    for (const auto& name : names) {
        const auto folded = search_fold(name);
        for (const auto word : words(folded))
            if (word.size() > 2) all.emplace(word);
    }
    return all;
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

std::string without_zeros(const std::string& digits) {
    const auto first = digits.find_first_not_of('0');
    return first == std::string::npos ? digits : digits.substr(first);
}

/// Letters and digits alone: "RE-2026-0012" -> "RE20260012".
std::string plain(std::string_view text) {
    std::string all;
    for (const char letter : text)
        if ((letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z')) all += letter;
        else if (letter >= 'a' && letter <= 'z') all += static_cast<char>(letter - 'a' + 'A');
    return all;
}

std::string key_of(const MatchItem& item) { return item.booking != 0 ? std::to_string(item.booking) : item.order; }

MatchPart part_of(const MatchItem& item, std::int64_t amount) { return {item.booking, item.order, amount, 0}; }

}  // namespace

/// What an entry's texts say.
struct Matcher::Words {
    std::set<std::string> numbers;  ///< runs of digits without leading zeros, also two that only a blank parts
    std::set<std::string> called;   ///< short ones behind a word that says what they are
    std::string compact;            ///< letters and digits of everything
    std::set<std::string> payer;    ///< folded words of the name

    explicit Words(const BankEntry& entry) : payer(name_words({entry.name})) {
        const auto text = entry.text + " " + entry.end_to_end;
        compact = plain(entry.text) + "|" + plain(entry.end_to_end);
        std::vector<std::string> runs;
        std::string before, word_before;
        const auto folded = fold(text);
        for (const auto word : words(folded)) {
            std::string run;
            for (const char letter : std::string(word) + " ") {
                if (letter >= '0' && letter <= '9') run += letter;
                else if (!run.empty()) numbers.insert(without_zeros(run)), runs.push_back(std::exchange(run, {}));
            }
            const bool whole = all_digits(word);
            if (whole && !before.empty()) numbers.insert(without_zeros(before + std::string(word)));
            before = whole ? std::string(word) : "";
            if (whole && std::ranges::count(called_so, word_before) > 0) called.insert(without_zeros(std::string(word)));
            word_before = std::string(word);
        }
    }
    bool has(const std::string& number) const {
        return called.contains(number) || (number.size() >= shortest_number && numbers.contains(without_zeros(number)));
    }
    /// A paper's number, whatever separators were typed; digits around it would make it another one.
    bool has_paper(const std::string& paper) const {
        const auto wanted = plain(paper);
        if (wanted.size() < shortest_number) return false;
        const auto is_digit = [&](std::size_t at) { return at < compact.size() && compact[at] >= '0' && compact[at] <= '9'; };
        for (auto at = compact.find(wanted); at != std::string::npos; at = compact.find(wanted, at + 1)) {
            const bool digits_before = at > 0 && is_digit(at - 1) && is_digit(at);
            if (!digits_before && !(is_digit(at + wanted.size()) && is_digit(at + wanted.size() - 1))) return true;
        }
        return false;
    }
};

/// What speaks for one item.
struct Matcher::Seen {
    std::size_t item = 0;
    std::int64_t points = 0;
    bool referenced = false, supported = false, contradicted = false, by_account = false;
    std::vector<Reason> reasons;
};

Matcher::Matcher(std::vector<MatchItem> items, std::vector<PaidItem> paid)
    : items_(std::move(items)), paid_(std::move(paid)) {
    for (const auto& item : items_) item_words_.push_back(name_words(item.names));
    for (const auto& item : paid_) paid_words_.push_back(name_words(item.names));
}

Matcher::Seen Matcher::look(const EntryToMatch& to_match, std::size_t index, const Words& words) const {
    const auto& item = items_[index];
    Seen seen{index};
    const auto says = [&](std::int64_t points, const char* key, const std::string& value) {
        seen.points += points;
        seen.reasons.push_back({key, {{"value", value}}});
    };
    for (const auto& paper : item.papers)
        if (!seen.referenced && words.has_paper(paper)) says(55, "paper", paper), seen.referenced = true;
    const auto number = key_of(item);
    if (all_digits(number) ? words.has(number) : words.has_paper(number)) {
        says(seen.referenced ? 5 : 50, item.booking != 0 ? "booking" : "order", number);
        seen.referenced = true;
    }
    for (const auto& [key, own] : {std::pair{"customer", item.customer_number}, {"debtor", item.debtor_number}})
        if (own && words.has(std::to_string(*own))) {
            says(20, key, std::to_string(*own)), seen.supported = true;
            break;
        }
    for (const auto customer : to_match.account_of)
        if (item.accounts.contains(customer) && !seen.by_account)
            says(25, "account", ""), seen.by_account = seen.supported = true;
    std::size_t same = 0;
    for (const auto& word : words.payer) same += item_words_[index].contains(word) ? 1 : 0;
    if (same > 0) says(same > 1 ? 20 : 10, "name", to_match.entry.name), seen.supported = true;
    seen.contradicted = !seen.supported && !words.payer.empty() && !item_words_[index].empty();
    return seen;
}

void Matcher::single(const EntryToMatch& to_match, const std::vector<Seen>& seen, std::vector<Proposal>& all) const {
    const auto sent = to_match.entry.amount + to_match.entry.charges;
    const auto references = std::ranges::count_if(seen, [](const Seen& one) { return one.referenced; });
    for (const auto& one : seen) {
        const auto& item = items_[one.item];
        if (item.open <= 0) continue;
        Proposal proposal{{part_of(item, sent)}, one.points, false, one.reasons};
        std::int64_t asked = 0;
        bool is_due = false;
        for (const auto due : item.due) asked += due, is_due = is_due || asked == sent || due == sent;
        const bool whole = sent == item.open, exact = whole || is_due;
        if (exact) {
            proposal.certainty += whole ? 30 : 25;
            proposal.reasons.push_back({whole ? "amount" : "due", {}});
        } else if (one.points < 40) continue;  // neither a reference nor the amount
        else proposal.reasons.push_back({sent < item.open ? "part" : "more", {}});
        if (to_match.entry.charges != 0 && exact) proposal.reasons.push_back({"charges", {}});
        if (one.points == 0) proposal.certainty = 15;  // the amount alone
        // Two bookings of one customer that ask the same are told apart by a reference alone.
        proposal.clear = exact && one.referenced && references == 1 && one.supported && to_match.entry.batch == 0;
        all.push_back(std::move(proposal));
    }
}

void Matcher::several(const EntryToMatch& to_match, const std::vector<Seen>& seen, std::vector<Proposal>& all) const {
    const auto sent = to_match.entry.amount + to_match.entry.charges;
    const auto together = [&](const std::vector<const Seen*>& chosen, bool clear) {
        Proposal proposal;
        for (const auto* one : chosen) {
            proposal.parts.push_back(part_of(items_[one->item], items_[one->item].open));
            proposal.certainty = std::max(proposal.certainty, one->points);
            for (const auto& reason : one->reasons) proposal.reasons.push_back(reason);
        }
        proposal.certainty += 35;
        proposal.reasons.push_back({"sum", {{"value", std::to_string(chosen.size())}}});
        proposal.clear = clear;
        all.push_back(std::move(proposal));
    };
    std::vector<const Seen*> named, supported;
    for (const auto& one : seen) {
        if (one.referenced) named.push_back(&one);
        if (one.referenced || one.supported) supported.push_back(&one);
    }
    std::int64_t sum = 0;
    for (const auto* one : named) sum += items_[one->item].open;
    const bool all_supported = std::ranges::all_of(named, [](const Seen* one) { return one->supported; });
    if (named.size() > 1 && sum == sent) return together(named, all_supported && to_match.entry.batch == 0);
    // What one debtor owes, credit notes taken off: some of it comes to the amount.
    std::map<std::int64_t, std::vector<const Seen*>> by_debtor;
    for (const auto* one : supported) by_debtor[items_[one->item].debtor_id].push_back(one);
    for (auto& [debtor, of_debtor] : by_debtor) {
        std::ranges::stable_sort(of_debtor, {}, [](const Seen* one) { return -one->points; });
        if (of_debtor.size() > most_items_together) of_debtor.resize(most_items_together);
        for (unsigned set = 3; set < 1u << of_debtor.size(); ++set) {
            std::pair<std::vector<const Seen*>, std::int64_t> found;
            auto& [chosen, of_set] = found;
            for (std::size_t i = 0; i < of_debtor.size(); ++i)
                if (set >> i & 1) chosen.push_back(of_debtor[i]), of_set += items_[of_debtor[i]->item].open;
            if (chosen.size() < 2 || of_set != sent) continue;
            together(chosen, false);
            break;
        }
    }
}

void Matcher::returned(const EntryToMatch& to_match, const Words& words, std::vector<Proposal>& all) const {
    const auto& entry = to_match.entry;
    const auto back = -entry.amount;
    for (std::size_t i = 0; i < paid_.size(); ++i) {
        const auto& paid = paid_[i];
        Proposal proposal{{{paid.booking, "", -paid.amount, paid.position}}, 0, false, {}};
        const auto says = [&](std::int64_t points, const char* key, const std::string& value) {
            proposal.certainty += points;
            proposal.reasons.push_back({key, {{"value", value}}});
        };
        const bool sent_so = !entry.end_to_end.empty() && entry.end_to_end.size() >= shortest_number &&
                             plain(paid.text).find(plain(entry.end_to_end)) != std::string::npos;
        if (sent_so) says(60, "end_to_end", entry.end_to_end);
        else if (words.has(std::to_string(paid.booking))) says(45, "booking", std::to_string(paid.booking));
        const bool same = back == paid.amount, with_charges = entry.charges != 0 && back == paid.amount + entry.charges;
        if (same || with_charges) says(35, with_charges ? "charges" : "amount", "");
        const bool named = std::ranges::any_of(words.payer, [&](const auto& word) { return paid_words_[i].contains(word); });
        if (named) says(10, "name", entry.name);
        if (proposal.certainty < 45 || (!same && !with_charges && back < paid.amount)) continue;
        proposal.clear = sent_so && (same || with_charges);
        all.push_back(std::move(proposal));
    }
}

std::vector<Proposal> Matcher::proposals(const EntryToMatch& to_match) const {
    std::vector<Proposal> all;
    const Words words(to_match.entry);
    if (to_match.entry.amount < 0) returned(to_match, words, all);
    else {
        std::vector<Seen> seen;
        for (std::size_t i = 0; i < items_.size(); ++i) {
            auto one = look(to_match, i, words);
            const auto sent = to_match.entry.amount + to_match.entry.charges;
            if (one.points > 0 || items_[i].open == sent) seen.push_back(std::move(one));
        }
        single(to_match, seen, all);
        several(to_match, seen, all);
    }
    std::ranges::stable_sort(all, {}, [](const Proposal& one) { return -one.certainty - (one.clear ? 1000 : 0); });
    // Two that are clear are none.
    if (std::ranges::count_if(all, &Proposal::clear) > 1)
        for (auto& one : all) one.clear = false;
    if (all.size() > most_proposals) all.resize(most_proposals);
    for (auto& one : all) one.certainty = std::min<std::int64_t>(one.certainty, one.clear ? 100 : 95);
    return all;
}

}  // namespace kartei::books
