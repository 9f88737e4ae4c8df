#include "modules/customers/customer_list.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;

/// What a name key begins with when somebody types the beginning of a name.
std::string key_prefix(std::string_view typed) {
    if (typed.empty()) return "";
    const auto cut = typed.find_first_of(",*");
    if (cut != std::string_view::npos) return fold(typed.substr(0, cut)) + '\x01' + fold(typed.substr(cut + 1));
    auto key = fold(typed);
    if (key.empty()) {
        key = name_key("", "");  // "?", "-": names that count as missing
        key.pop_back();
    }
    return key;
}

std::string end_of(const std::string& prefix) { return prefix + "\xf4\x8f\xbf\xbf"; }

/// How a stretch of the order of names, or of the index of matchcodes, is counted and read.
struct Stretch {
    std::string prefix;
    bool by_matchcode = false;
    std::int64_t total = 0;
};

std::int64_t count_matchcodes(Transaction& transaction, const std::string& prefix, bool with_hidden) {
    auto rows = transaction.query(
        "SELECT count(*) FROM customer_term t JOIN customer c ON c.id = t.customer_id WHERE t.kind = :kind AND t.term "
        ">= :low"
        " AND t.term < :high AND c.hidden_in_search <= :hidden",
        static_cast<int>(TermKind::matchcode), prefix, end_of(prefix), with_hidden);
    rows.next();
    return rows.integer(0);
}

/// By name; where no name begins so, by matchcode ("SIEMENS" for a Müller).
Stretch stretch_of(Transaction& transaction, const std::string& filter, bool with_hidden) {
    Stretch stretch{key_prefix(filter)};
    stretch.total = count_lines(transaction, stretch.prefix, with_hidden);
    const auto matchcode = search_fold(filter);
    if (stretch.total > 0 || matchcode.empty()) return stretch;
    return {matchcode, true, count_matchcodes(transaction, matchcode, with_hidden)};
}

constexpr std::string_view order_columns(ListOrder order, bool descending) {
    switch (order) {
        case ListOrder::number: return descending ? "c.number DESC" : "c.number";
        case ListOrder::created_at: return descending ? "c.created_at DESC, c.id DESC" : "c.created_at, c.id";
        case ListOrder::changed_at:
            return descending ? "coalesce(c.changed_at, c.created_at) DESC, c.id DESC"
                              : "coalesce(c.changed_at, c.created_at), c.id";
        default: return descending ? "t.term DESC, t.customer_id DESC" : "t.term, t.customer_id";
    }
}

std::vector<std::int64_t> read_ids(sql::Rows rows) {
    std::vector<std::int64_t> ids;
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

/// One place of `skip` and `take` in an order that is not that of names.
std::vector<std::int64_t> ids_in_order(Transaction& transaction, const Stretch& stretch, const ListQuestion& question,
                                       bool descending, std::int64_t skip, std::int64_t take) {
    std::string statement;
    const auto columns = std::string(order_columns(question.order, descending));
    if (question.filter.empty()) {
        statement = "SELECT c.id FROM customer c WHERE c.hidden_in_search <= :hidden ORDER BY " + columns +
                    " LIMIT :take OFFSET :skip";
        return read_ids(transaction.query(statement, question.with_hidden, take, skip));
    }
    statement = stretch.by_matchcode ? "SELECT c.id FROM customer_term t JOIN customer c ON c.id = t.customer_id WHERE "
                                       "t.kind = 1 AND t.term >= :low AND t.term < :high"
                                     : "SELECT c.id FROM customer_line t JOIN customer c ON c.id = t.customer_id WHERE "
                                       "t.name_key >= :low AND t.name_key < :high";
    statement += " AND c.hidden_in_search <= :hidden ORDER BY " + columns + " LIMIT :take OFFSET :skip";
    return read_ids(
        transaction.query(statement, stretch.prefix, end_of(stretch.prefix), question.with_hidden, take, skip));
}

std::vector<ListRow> rows_of(std::vector<Customer> customers) {
    std::vector<ListRow> rows;
    for (const auto& customer : customers)
        rows.push_back(
            {customer.id, line_columns(customer), customer.hidden_in_search, customer.created_at, customer.changed_at});
    return rows;
}

std::vector<ListRow> rows_of(Transaction& transaction, std::vector<Line> lines) {
    std::vector<std::int64_t> ids;
    for (const auto& line : lines) ids.push_back(line.customer_id);
    const auto times = times_of(transaction, ids);
    std::vector<ListRow> rows;
    for (auto& line : lines) {
        const auto& [created_at, changed_at] = times.at(line.customer_id);
        rows.push_back({line.customer_id, std::move(line.columns), line.hidden, created_at, changed_at});
    }
    return rows;
}

}  // namespace

ListPage list_customers(Transaction& transaction, const ListQuestion& question) {
    const auto stretch = stretch_of(transaction, question.filter, question.with_hidden);
    const bool by_name = question.order == ListOrder::name && !stretch.by_matchcode;
    const auto before =
        by_name && !stretch.prefix.empty() ? rank_of(transaction, stretch.prefix, question.with_hidden) : 0;
    auto offset = question.offset;
    if (question.start && by_name)
        offset = std::clamp<std::int64_t>(
            rank_of(transaction, key_prefix(*question.start), question.with_hidden) - before, 0, stretch.total);
    const auto take = std::min<std::int64_t>(question.limit, stretch.total - offset);
    if (offset < 0 || take <= 0) return {{}, offset};
    if (by_name) {
        const auto at = question.descending ? stretch.total - offset - take : offset;
        auto lines = lines_at(transaction, before + at, static_cast<int>(take), false, question.with_hidden);
        if (question.descending) std::reverse(lines.begin(), lines.end());
        return {rows_of(transaction, std::move(lines)), offset};
    }
    // From the nearer end.
    const bool far = offset > stretch.total / 2;
    auto ids = ids_in_order(transaction, stretch, question, question.descending != far,
                            far ? stretch.total - offset - take : offset, take);
    if (far) std::reverse(ids.begin(), ids.end());
    return {rows_of(find_customers(transaction, ids)), offset};
}

std::vector<ListRow> list_marked(Transaction& transaction, const std::vector<std::int64_t>& ids,
                                 const ListQuestion& question) {
    auto customers = find_customers(transaction, ids);
    if (!question.with_hidden) std::erase_if(customers, [](const auto& one) { return one.hidden_in_search; });
    const auto key = [&](const Customer& one) {
        switch (question.order) {
            case ListOrder::number: return std::tuple(std::string(), one.number.value_or(0));
            case ListOrder::created_at: return std::tuple(one.created_at, one.id);
            case ListOrder::changed_at: return std::tuple(std::max(one.changed_at, one.created_at), one.id);
            default: return std::tuple(name_key(one.name, one.first_name), one.id);
        }
    };
    std::sort(customers.begin(), customers.end(), [&](const Customer& a, const Customer& b) {
        return question.descending ? key(b) < key(a) : key(a) < key(b);
    });
    customers.erase(customers.begin(), customers.begin() + std::min(question.offset, std::ssize(customers)));
    return rows_of(std::move(customers));
}

std::vector<ListRow> list_in_order(Transaction& transaction, const std::vector<std::int64_t>& ids) {
    return rows_of(find_customers(transaction, ids));
}

std::string name_in_lists(const std::string& prefix, const std::string& name, const std::string& first_name) {
    const auto last = prefix.empty() ? name : prefix + " " + name;
    return first_name.empty() ? last : last + ", " + first_name;
}

std::int64_t count_customers(Transaction& transaction, const std::string& filter, bool with_hidden) {
    return stretch_of(transaction, filter, with_hidden).total;
}

}  // namespace kartei::customers
