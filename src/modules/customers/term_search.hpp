// Asking customer_term: questions that each read one stretch of it, and the hits they bring, each customer once. Used
// by the search box (customer_search.hpp) and the search form (form_search.hpp). Invariant: whatever is asked, a
// bounded number of rows is read; what was not looked at is said in Hits::complete.
#pragma once

#include <functional>
#include <set>

#include "modules/customers/customer_search.hpp"

namespace kartei::customers {

/// Names of a customer's family; kept by the module profile like TermKind::listed_phone, not part of terms_of().
inline constexpr TermKind member_term{14};

/// A stretch of one kind of term, narrowed by patterns (LIKE) that the term must meet as well.
struct Question {
    TermKind kind;
    std::string low, high;
    std::string_view matched;
    std::vector<std::string> patterns = {};
    std::int64_t most_rows = most_rows_per_search;
};

inline constexpr std::size_t most_patterns = 4;

Question beginning(TermKind kind, std::string prefix, std::string_view matched, std::vector<std::string> patterns = {});

/// First text after all that begin with `prefix`: terms hold no U+10FFFF.
std::string end_of(std::string_view prefix);

/// '%', '_' and '\' stand for themselves.
std::string escaped(std::string_view text);

/// Does `term` lead to a hit? For what no pattern can say.
using TermCheck = std::function<bool(std::string_view term)>;
/// Is this customer a hit?
using CustomerCheck = std::function<bool(const Customer&)>;

class TermSearch {
public:
    TermSearch(sql::Transaction& transaction, int limit, bool with_hidden, EventAccess access, MayAsk may = {})
        : transaction_(transaction), limit_(limit), with_hidden_(with_hidden), access_(std::move(access)),
          may_(std::move(may)) {}

    bool is_full() const { return static_cast<int>(found_.hits.size()) >= limit_; }
    bool has_hits() const { return !found_.hits.empty(); }
    /// From here on at most `most` more hits, fewer where the limit leaves fewer.
    void take_at_most(int most) { limit_ = std::min(limit_, static_cast<int>(found_.hits.size()) + most); }
    /// Every hit must pass; at most `most_read` customers are read for it.
    void demand(CustomerCheck check, int most_read) { check_ = std::move(check), reads_left_ = most_read; }

    void ask(const Question& question);
    /// Like ask(), with a check in place of patterns; gives the rows that were read.
    std::int64_t ask_checked(const Question& question, const TermCheck& check);
    void add(const std::vector<std::int64_t>& ids, std::string_view matched);
    void say_incomplete() { found_.complete = false; }

    sql::Transaction& transaction() { return transaction_; }
    const EventAccess& access() const { return access_; }
    bool may(std::string_view right) const { return right.empty() || !may_ || may_(right); }
    Hits result() { return std::move(found_); }

private:
    /// Adds what `rows` holds; true when all was read.
    bool take(sql::Rows rows, const Question& question);
    /// Did the inner limit leave a part of the stretch unread?
    bool is_cut(const Question& question);
    bool is_done() const { return is_full() || reads_left_ <= 0; }

    sql::Transaction& transaction_;
    int limit_;
    bool with_hidden_;
    EventAccess access_;
    MayAsk may_;
    CustomerCheck check_;
    int reads_left_ = most_customers_per_search;
    std::set<std::int64_t> seen_;
    Hits found_;
};

}  // namespace kartei::customers
