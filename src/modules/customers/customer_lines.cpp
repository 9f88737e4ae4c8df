// The derived rows of the register: customer_line and customer_term.
#include <algorithm>
#include <array>

#include "audit/hold.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/name_buckets.hpp"
#include "modules/customers/name_spelling.hpp"
#include "modules/customers/term_search.hpp"

namespace kartei::customers {
namespace {

using sql::Rows;
using sql::Transaction;

constexpr char separator = '\x1f';

Line read_line(const Rows& rows) { return {rows.string(0), rows.integer(1), rows.string(2), rows.integer(3) != 0}; }

/// First text that is greater than every text beginning with `prefix`.
std::string after_prefix(std::string_view prefix) { return std::string(prefix) + "\xf4\x8f\xbf\xbf"; }

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

void change_line(Transaction& transaction, const Customer& before, const Customer& after) {
    const auto old_key = name_key(before.name, before.first_name), key = name_key(after.name, after.first_name);
    const bool stood = transaction.execute(
                           "UPDATE customer_line SET name_key = :name_key, hidden = :hidden, columns = :columns"
                           " WHERE name_key = :old_key AND customer_id = :customer_id",
                           key, after.hidden_in_search, line_columns(after), old_key, after.id) > 0;
    if (!stood) return insert_line(transaction, after);
    if (key == old_key && before.hidden_in_search == after.hidden_in_search) return;
    count_into_bucket(transaction, old_key, before.hidden_in_search ? 0 : -1, -1);
    count_into_bucket(transaction, key, after.hidden_in_search ? 0 : 1, 1);
}

/// Takes away what is only in `before` and sees to it that all of `after` is there: while an import is being published
/// a customer may stand without his terms yet, and what somebody changed the import leaves alone.
void change_terms(Transaction& transaction, std::int64_t customer, const std::vector<Term>& before,
                  const std::vector<Term>& after) {
    for (const auto& term : after) {
        // While it is not seen yet by others, nobody may find the word unused and forget it.
        if (term.kind == TermKind::name) hold_shared(transaction, Held::word, word_of_term(term.term));
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
        if (term.kind == TermKind::name) hold(transaction, Held::word, word_of_term(term.term));
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
    change_line(transaction, before, after);
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
    return count_all(transaction, with_hidden);
}

std::int64_t rank_of(Transaction& transaction, std::string_view key, bool with_hidden) {
    const auto place = bucket_with(transaction, key, with_hidden);
    auto inside = transaction.query(
        "SELECT count(*) FROM customer_line WHERE name_key >= :start AND name_key < :key AND hidden <= :hidden",
        place.start, key, with_hidden);
    inside.next();
    return place.before + inside.integer(0);
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
        "customer_term) - (SELECT count(*) FROM customer_term WHERE kind IN (:listed_phone, :member))",
        anonymous_customer, static_cast<int>(TermKind::listed_phone), static_cast<int>(member_term));
    stored.next();
    auto counted = transaction.query("SELECT count(*), coalesce(sum(1 - hidden), 0) FROM customer_line");
    counted.next();
    wrong += std::abs(count_all(transaction, true) - counted.integer(0)) +
             std::abs(count_all(transaction, false) - counted.integer(1));
    wrong += check_words(transaction);
    return wrong + std::abs(stored.integer(0) - lines) + std::abs(stored.integer(1) - terms);
}

}  // namespace kartei::customers
