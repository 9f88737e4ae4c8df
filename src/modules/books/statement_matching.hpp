// Which open items an entry of a bank statement pays: proposals, best first, each with its reasons and how certain it
// is. Pure: values in, values out. What is clear may be posted without a look (money.md 4): a reference of ours names
// exactly the items, the amount is theirs to the cent, and nothing speaks against it.
#pragma once

#include <set>

#include "modules/books/statement.hpp"

namespace kartei::books {

/// A booking or order that owes something, or is owed something.
struct MatchItem {
    std::int64_t booking = 0;  ///< number; 0: an order
    std::string order;
    std::int64_t customer_id = 0, debtor_id = 0;
    std::optional<std::int64_t> customer_number, debtor_number;
    std::vector<std::string> names;   ///< of whoever may pay it: debtor, customer, registrant
    std::vector<std::string> papers;  ///< numbers of its final papers
    std::int64_t open = 0;            ///< below zero: credit
    std::vector<std::int64_t> due;    ///< what each due date still asks, the oldest first
    std::set<std::int64_t> accounts;  ///< ids of customers who pay for it; an entry's IBAN names some
};

/// A payment that can come back.
struct PaidItem {
    std::int64_t booking = 0, position = 0, amount = 0;
    std::string kind, paid_on, text;  ///< `text` holds the reference it was sent with
    std::vector<std::string> names;
};

struct MatchPart {
    std::int64_t booking = 0;
    std::string order;
    std::int64_t amount = 0;      ///< below zero: paid back from a credit
    std::int64_t takes_back = 0;  ///< position of the payment that came back; 0: it is paid
    bool operator==(const MatchPart&) const = default;
};

struct Reason {
    std::string key;  ///< text "match.KEY"
    Parameters parameters;
};

struct Proposal {
    std::vector<MatchPart> parts;
    std::int64_t certainty = 0;  ///< 0 to 100
    bool clear = false;
    std::vector<Reason> reasons;
};

/// An entry with what the house knows of it: whose account the IBAN is.
struct EntryToMatch {
    BankEntry entry;
    std::set<std::int64_t> account_of;  ///< ids of customers with this IBAN
};

/// Prepared once for many entries.
class Matcher {
public:
    Matcher(std::vector<MatchItem> items, std::vector<PaidItem> paid);
    /// Best first, at most eight.
    std::vector<Proposal> proposals(const EntryToMatch& entry) const;

private:
    struct Words;
    struct Seen;
    Seen look(const EntryToMatch& entry, std::size_t item, const Words& words) const;
    void single(const EntryToMatch& entry, const std::vector<Seen>& seen, std::vector<Proposal>& all) const;
    void several(const EntryToMatch& entry, const std::vector<Seen>& seen, std::vector<Proposal>& all) const;
    void returned(const EntryToMatch& entry, const Words& words, std::vector<Proposal>& all) const;

    std::vector<MatchItem> items_;
    std::vector<PaidItem> paid_;
    std::vector<std::set<std::string>> item_words_, paid_words_;  ///< folded words of the names
};

}  // namespace kartei::books
