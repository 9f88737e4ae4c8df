#include "modules/customers/term_search.hpp"

#include <algorithm>
#include <array>

namespace kartei::customers {
namespace {

constexpr std::size_t batch = 32;

/// The question with 0 … most_patterns patterns. The inner limit keeps the work bounded whatever the patterns reject.
const std::string& statement_for(std::size_t patterns) {
    static const auto statements = [] {
        std::array<std::string, most_patterns + 1> all;
        std::string sql =
            "SELECT customer_id FROM (SELECT term, customer_id FROM customer_term WHERE kind = :kind AND term >= :low "
            "AND term < :high"
            " ORDER BY term, customer_id LIMIT :most) AS stretch";
        for (std::size_t i = 0; i <= most_patterns; ++i) {
            all[i] = sql;
            sql += (i == 0 ? " WHERE" : " AND") + (" term LIKE :pattern" + std::to_string(i)) + " ESCAPE '\\'";
        }
        return all;
    }();
    return statements[patterns];
}

}  // namespace

std::string end_of(std::string_view prefix) { return std::string(prefix) + "\xf4\x8f\xbf\xbf"; }

Question beginning(TermKind kind, std::string prefix, std::string_view matched, std::vector<std::string> patterns) {
    auto end = end_of(prefix);
    return {kind, std::move(prefix), std::move(end), matched, std::move(patterns)};
}

std::string escaped(std::string_view text) {
    std::string out;
    for (char character : text) {
        if (character == '%' || character == '_' || character == '\\') out += '\\';
        out += character;
    }
    return out;
}

void TermSearch::ask(const Question& question) {
    if (is_done()) return say_incomplete();  // nobody has looked
    std::vector<sql::Parameter> parameters{static_cast<int>(question.kind), question.low, question.high,
                                           question.most_rows};
    const auto patterns = std::min(question.patterns.size(), most_patterns);
    for (std::size_t i = 0; i < patterns; ++i) parameters.emplace_back(question.patterns[i]);
    const auto& statement = statement_for(patterns);
    // A few rows answer nearly every question; they come in one piece. A stream costs PostgreSQL a cursor.
    const std::int64_t few = 2 * limit_ + static_cast<std::int64_t>(batch);
    parameters.emplace_back(few);
    std::int64_t count = 0;
    std::vector<std::int64_t> ids;
    {
        auto rows = transaction_.run_query(statement + " LIMIT :few", parameters);
        for (; rows.next(); ++count) ids.push_back(rows.integer(0));
    }
    add(ids, question.matched);
    if (count == few) {
        parameters.pop_back();
        if (is_done() || !take(transaction_.run_stream(statement, parameters), question)) return say_incomplete();
    }
    if (patterns > 0 && found_.complete && is_cut(question)) say_incomplete();
}

bool TermSearch::take(sql::Rows rows, const Question& question) {
    std::vector<std::int64_t> ids;
    for (bool more = true; more;) {
        for (ids.clear(); ids.size() < batch && (more = rows.next());) ids.push_back(rows.integer(0));
        add(ids, question.matched);
        if (more && is_done()) return false;
    }
    return true;
}

std::int64_t TermSearch::ask_checked(const Question& question, const TermCheck& check) {
    if (is_done() || question.most_rows <= 0) return say_incomplete(), 0;
    std::vector<std::int64_t> ids;
    std::int64_t read = 0;
    {
        auto rows = transaction_.query(
            "SELECT term, customer_id FROM customer_term WHERE kind = :kind AND term >= :low AND term < :high"
            " ORDER BY term, customer_id LIMIT :most",
            static_cast<int>(question.kind), question.low, question.high, question.most_rows);
        for (; rows.next(); ++read)
            if (check(rows.text(0))) ids.push_back(rows.integer(1));
    }
    add(ids, question.matched);
    if (read == question.most_rows) say_incomplete();
    return read;
}

void TermSearch::add(const std::vector<std::int64_t>& ids, std::string_view matched) {
    std::vector<std::int64_t> fresh;
    const auto read = [&] {
        reads_left_ -= static_cast<int>(fresh.size());
        for (auto& customer : find_customers(transaction_, fresh)) {
            if ((customer.hidden_in_search && !with_hidden_) || (check_ && !check_(customer))) continue;
            if (is_full()) return say_incomplete();
            found_.hits.push_back({std::move(customer), matched});
        }
        fresh.clear();
    };
    for (auto id : ids) {
        if (id == anonymous_customer || seen_.contains(id)) continue;
        if (is_done()) return say_incomplete();
        seen_.insert(id);
        fresh.push_back(id);
        if (fresh.size() == batch) read();
    }
    if (!fresh.empty()) read();
}

bool TermSearch::is_cut(const Question& question) {
    return transaction_
        .query("SELECT 1 FROM customer_term WHERE kind = :kind AND term >= :low AND term < :high LIMIT 1 OFFSET :most",
               static_cast<int>(question.kind), question.low, question.high, question.most_rows)
        .next();
}

}  // namespace kartei::customers
