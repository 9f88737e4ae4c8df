// The derived rows of the register: customer_line and customer_term.
#include <algorithm>
#include <array>

#include "modules/customers/customer_store.hpp"
#include "modules/customers/name_spelling.hpp"

namespace kartei::customers {
namespace {

using sql::Rows;
using sql::Transaction;

constexpr char separator = '\x1f';

Line read_line(const Rows& rows) { return {rows.string(0), rows.integer(1), rows.string(2), rows.integer(3) != 0}; }

/// First text that is greater than every text beginning with `prefix`.
std::string after_prefix(std::string_view prefix) { return std::string(prefix) + "\xf4\x8f\xbf\xbf"; }

// Buckets count how many lines stand in a stretch of the order of names, so that any position of a million is found by
// adding up some hundred counts instead of walking over the lines before it.
constexpr std::int64_t largest_bucket = 2000;

std::string bucket_of(Transaction& transaction, std::string_view key) {
    auto rows = transaction.query("SELECT start FROM name_bucket WHERE start <= :key ORDER BY start DESC LIMIT 1", key);
    return rows.next() ? rows.string(0) : std::string();
}

struct BucketPlace {
    std::string start;
    std::int64_t before;
};

BucketPlace bucket_at(Transaction& transaction, std::int64_t offset, bool with_hidden) {
    BucketPlace place{"", 0};
    std::int64_t seen = 0;
    auto rows = transaction.query("SELECT start, visible, total FROM name_bucket ORDER BY start");
    while (rows.next()) {
        const auto here = rows.integer(with_hidden ? 2 : 1);
        if (here > 0) place = {rows.string(0), seen};
        if (seen + here > offset) break;
        seen += here;
    }
    return place;
}

/// Where to cut a stretch: in its middle, or behind the name that fills more than half of it; "" when it is one name.
std::string cut_of(Transaction& transaction, const std::string& start, const std::string& below) {
    auto lines = transaction.query(
        "SELECT name_key FROM customer_line WHERE name_key >= :start AND name_key < :below"
        " ORDER BY name_key, customer_id LIMIT 1 OFFSET :half",
        start, below, largest_bucket / 2);
    const auto middle = lines.next() ? lines.string(0) : std::string();
    auto first = transaction.query("SELECT min(name_key) FROM customer_line WHERE name_key >= :start", start);
    first.next();
    if (middle != first.text(0)) return middle;
    auto next = transaction.query(
        "SELECT min(name_key) FROM customer_line WHERE name_key > :middle AND name_key < :below", middle, below);
    next.next();
    return next.string(0);
}

/// Cuts a bucket until it is small enough, or until all of it is one name.
void split_bucket(Transaction& transaction, std::string start) {
    for (;;) {
        auto next =
            transaction.query("SELECT start FROM name_bucket WHERE start > :start ORDER BY start LIMIT 1", start);
        const auto below = next.next() ? next.string(0) : std::string("\xf4\x8f\xbf\xbf");
        auto cut = cut_of(transaction, start, below);
        if (cut.empty() || cut <= start) return;
        auto counts = transaction.query(
            "SELECT coalesce(sum(1 - hidden), 0), count(*) FROM customer_line WHERE name_key >= :cut AND name_key < "
            ":below",
            cut, below);
        counts.next();
        const auto visible = counts.integer(0), total = counts.integer(1);
        transaction.execute(
            "UPDATE name_bucket SET visible = visible - :visible, total = total - :total WHERE start = :start", visible,
            total, start);
        transaction.execute("INSERT INTO name_bucket (start, visible, total) VALUES (:cut, :visible, :total)", cut,
                            visible, total);
        if (total > largest_bucket) start = std::move(cut);
        else return;
    }
}

bool holds(const std::vector<Term>& terms, const Term& wanted) {
    return std::any_of(terms.begin(), terms.end(),
                       [&](const Term& term) { return term.kind == wanted.kind && term.term == wanted.term; });
}

void insert_line(Transaction& transaction, const Customer& customer) {
    const auto key = name_key(customer.name, customer.first_name);
    transaction.execute(
        "INSERT INTO customer_line (name_key, customer_id, hidden, columns) VALUES (:name_key, :customer_id, :hidden, "
        ":columns)",
        key, customer.id, customer.hidden_in_search, line_columns(customer));
    count_into_bucket(transaction, key, customer.hidden_in_search ? 0 : 1, 1);
}

void remove_line(Transaction& transaction, const Customer& customer) {
    // A customer of an import that was killed may have a row and no line yet.
    const auto key = name_key(customer.name, customer.first_name);
    if (transaction.execute("DELETE FROM customer_line WHERE name_key = :name_key AND customer_id = :customer_id", key,
                            customer.id) > 0)
        count_into_bucket(transaction, key, customer.hidden_in_search ? 0 : -1, -1);
}

/// Takes away what is only in `before` and sees to it that all of `after` is there: while an import is being published
/// a customer may stand without his terms yet, and what somebody changed the import leaves alone.
void change_terms(Transaction& transaction, std::int64_t customer, const std::vector<Term>& before,
                  const std::vector<Term>& after) {
    for (const auto& term : after) {
        const bool added =
            transaction.execute("INSERT INTO customer_term (kind, term, customer_id) VALUES (:kind, :term, "
                                ":customer_id) ON CONFLICT DO NOTHING",
                                static_cast<int>(term.kind), term.term, customer) > 0;
        if (added && term.kind == TermKind::name) remember_word(transaction, word_of_term(term.term));
    }
    for (const auto& term : before) {
        if (holds(after, term)) continue;
        transaction.execute(
            "DELETE FROM customer_term WHERE kind = :kind AND term = :term AND customer_id = :customer_id",
            static_cast<int>(term.kind), term.term, customer);
        if (term.kind == TermKind::name) forget_word(transaction, word_of_term(term.term));
    }
}

}  // namespace

const std::vector<const Member<Customer>*>& line_fields() {
    static const std::vector<const Member<Customer>*> fields = [] {
        constexpr std::array<std::string_view, 7> also{"number",        "kind",           "matchcode",    "code1",
                                                       "booking_block", "last_booked_on", "debtor_number"};
        std::vector<const Member<Customer>*> list;
        for (const auto& member : customer_fields())
            if (member.field.has(listed) || std::find(also.begin(), also.end(), member.field.name) != also.end())
                list.push_back(&member);
        return list;
    }();
    return fields;
}

int line_position(std::string_view field) {
    const auto& fields = line_fields();
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (fields[i]->field.name == field) return static_cast<int>(i);
    return -1;
}

std::string line_columns(const Customer& customer) {
    std::string columns;
    for (const auto* member : line_fields()) {
        if (member != line_fields().front()) columns += separator;
        if (auto value = member->get(customer); !is_empty(value)) columns += write_value(member->field, value);
    }
    return columns;
}

void split_columns(std::string_view columns, std::vector<std::string_view>& parts) {
    parts.clear();
    for (;;) {
        const auto end = columns.find(separator);
        parts.push_back(columns.substr(0, end));
        if (end == std::string_view::npos) return;
        columns.remove_prefix(end + 1);
    }
}

void insert_lines(Transaction& transaction, const Customer& customer) {
    insert_line(transaction, customer);
    change_terms(transaction, customer.id, {}, terms_of(customer));
}

void remove_lines(Transaction& transaction, const Customer& customer) {
    remove_line(transaction, customer);
    change_terms(transaction, customer.id, terms_of(customer), {});
}

void replace_lines(Transaction& transaction, const Customer& before, const Customer& after) {
    remove_line(transaction, before);
    insert_line(transaction, after);
    change_terms(transaction, after.id, terms_of(before), terms_of(after));
}

std::vector<Line> lines_at(Transaction& transaction, std::int64_t offset, int count, bool descending,
                           bool with_hidden) {
    const auto total = count_lines(transaction, "", with_hidden);
    if (offset < 0 || offset >= total) return {};
    auto take = std::min<std::int64_t>(count, total - offset);
    if (descending) offset = total - offset - take;
    const auto place = bucket_at(transaction, offset, with_hidden);
    auto rows = transaction.query(
        "SELECT name_key, customer_id, columns, hidden FROM customer_line WHERE name_key >= :start AND hidden <= "
        ":hidden"
        " ORDER BY name_key, customer_id LIMIT :take OFFSET :skip",
        place.start, with_hidden, take, offset - place.before);
    std::vector<Line> lines;
    while (rows.next()) lines.push_back(read_line(rows));
    if (descending) std::reverse(lines.begin(), lines.end());
    return lines;
}

std::vector<Line> lines_from(Transaction& transaction, std::string_view start, std::string_view prefix, int count,
                             bool with_hidden) {
    auto rows = transaction.query(
        "SELECT name_key, customer_id, columns, hidden FROM customer_line WHERE name_key >= :start AND name_key < "
        ":below"
        " AND hidden <= :hidden ORDER BY name_key, customer_id LIMIT :count",
        std::max(start, prefix), after_prefix(prefix), with_hidden, count);
    std::vector<Line> lines;
    while (rows.next()) lines.push_back(read_line(rows));
    return lines;
}

std::int64_t count_lines(Transaction& transaction, std::string_view prefix, bool with_hidden) {
    if (!prefix.empty())
        return rank_of(transaction, after_prefix(prefix), with_hidden) - rank_of(transaction, prefix, with_hidden);
    auto rows = transaction.query("SELECT coalesce(sum(visible), 0), coalesce(sum(total), 0) FROM name_bucket");
    rows.next();
    return rows.integer(with_hidden ? 1 : 0);
}

std::int64_t rank_of(Transaction& transaction, std::string_view key, bool with_hidden) {
    auto rows = transaction.query(
        "SELECT coalesce(sum(visible), 0), coalesce(sum(total), 0) FROM name_bucket WHERE start < :start",
        bucket_of(transaction, key));
    rows.next();
    const auto before = rows.integer(with_hidden ? 1 : 0);
    auto inside = transaction.query(
        "SELECT count(*) FROM customer_line WHERE name_key >= :start AND name_key < :key AND hidden <= :hidden",
        bucket_of(transaction, key), key, with_hidden);
    inside.next();
    return before + inside.integer(0);
}

void count_into_bucket(Transaction& transaction, std::string_view key, std::int64_t visible, std::int64_t total) {
    const auto start = bucket_of(transaction, key);
    auto rows = transaction.query(
        "UPDATE name_bucket SET visible = visible + :visible, total = total + :total WHERE start = :start RETURNING "
        "total",
        visible, total, start);
    if (rows.next() && rows.integer(0) > largest_bucket) split_bucket(transaction, start);
}

std::int64_t check_lines(Transaction& transaction) {
    std::int64_t wrong = 0, lines = 0, terms = 0;
    auto ids = transaction.stream("SELECT id FROM customer WHERE id > :anonymous ORDER BY id", anonymous_customer);
    while (ids.next()) {
        const auto customer = find_customer(transaction, ids.integer(0));
        auto line = transaction.query(
            "SELECT columns, hidden FROM customer_line WHERE name_key = :name_key AND customer_id = :id",
            name_key(customer->name, customer->first_name), customer->id);
        if (!line.next() || line.text(0) != line_columns(*customer) ||
            (line.integer(1) != 0) != customer->hidden_in_search)
            ++wrong;
        ++lines;
        for (const auto& term : terms_of(*customer)) {
            ++terms;
            if (!transaction
                     .query("SELECT 1 FROM customer_term WHERE kind = :kind AND term = :term AND customer_id = :id",
                            static_cast<int>(term.kind), term.term, customer->id)
                     .next())
                ++wrong;
        }
    }
    auto stored = transaction.query(
        "SELECT (SELECT count(*) FROM customer_line WHERE customer_id > :anonymous), (SELECT count(*) FROM "
        "customer_term) - (SELECT count(*) FROM customer_term WHERE kind = :listed_phone)",
        anonymous_customer, static_cast<int>(TermKind::listed_phone));
    stored.next();
    auto counted = transaction.query(
        "SELECT abs((SELECT sum(total) FROM name_bucket) - (SELECT count(*) FROM customer_line))"
        " + abs((SELECT sum(visible) FROM name_bucket) - (SELECT count(*) FROM customer_line WHERE hidden = 0))");
    counted.next();
    wrong += counted.integer(0);
    wrong += check_words(transaction);
    return wrong + std::abs(stored.integer(0) - lines) + std::abs(stored.integer(1) - terms);
}

}  // namespace kartei::customers
