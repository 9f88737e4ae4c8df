#include "modules/duplicates/duplicate_store.hpp"

#include "audit/last_changes.hpp"
#include "base/text.hpp"

namespace kartei::duplicates {
namespace {

using customers::Customer;
using sql::Rows;
using sql::Transaction;

/// The fields that comparison_values() reads, in the order of the statement.
constexpr std::string Customer::* compared_fields[] = {
    &Customer::first_name,   &Customer::name,         &Customer::birth_date,          &Customer::email,
    &Customer::code1,        &Customer::addition,     &Customer::postcode,            &Customer::town,
    &Customer::street,       &Customer::house_number, &Customer::house_number_suffix, &Customer::address_addition,
    &Customer::gender,       &Customer::occupation,   &Customer::phone_mobile,        &Customer::phone_private,
    &Customer::phone_business, &Customer::country,   &Customer::kind};

constexpr std::string_view compared_columns =
    "SELECT id, created_event, number, first_name, name, birth_date, email, code1, addition, postcode, town, street, "
    "house_number, house_number_suffix, address_addition, gender, occupation, phone_mobile, phone_private, "
    "phone_business, country, kind FROM customer WHERE id > 1";

DistinctPair read_distinct(const Rows& rows) {
    return {rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3)};
}

constexpr std::string_view undecided =
    "EXISTS (SELECT 1 FROM customer WHERE id = p.one_id) AND EXISTS (SELECT 1 FROM customer WHERE id = p.other_id)"
    " AND NOT EXISTS (SELECT 1 FROM distinct_pair WHERE one_id = p.one_id AND other_id = p.other_id)"
    " AND NOT EXISTS (SELECT 1 FROM distinct_pair WHERE one_id = p.other_id AND other_id = p.one_id)";

/// Groups of a scan with their state, to be counted or paged.
std::string groups_statement(bool open) {
    return "SELECT p.group_id FROM duplicate_pair p WHERE p.scan_id = :scan GROUP BY p.group_id HAVING sum(CASE WHEN " +
           std::string(undecided) + " THEN 1 ELSE 0 END) " + (open ? "> 0" : "= 0");
}

/// False when there is enough.
bool take_all(Rows rows, const std::function<bool(const Customer&)>& take) {
    Customer customer;
    while (rows.next()) {
        customer.id = rows.integer(0);
        customer.created_event = rows.integer(1);
        customer.number = rows.integer(2);
        int column = 3;
        for (auto field : compared_fields) (customer.*field).assign(rows.text(column++));
        if (!take(customer)) return false;
    }
    return true;
}

/// How many stretches a sample is made of, at most.
constexpr std::int64_t most_stretches = 200;

/// `most` customers in stretches of equal length, the first and the last of the register among them.
std::vector<std::int64_t> sampled_ids(Transaction& transaction, std::int64_t most) {
    const auto total = customers::count_lines(transaction, "", true);
    const auto stretches = std::min(most_stretches, most), length = most / stretches;
    std::vector<std::int64_t> ids;
    for (std::int64_t i = 0; i < stretches; ++i) {
        const auto begin = stretches == 1 ? 0 : i * (total - length) / (stretches - 1);
        for (const auto& line : customers::lines_at(transaction, begin, static_cast<int>(length), false, true))
            ids.push_back(line.customer_id);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

void each_sampled(Transaction& transaction, std::int64_t most, const std::function<bool(const Customer&)>& take) {
    constexpr std::size_t at_once = 200;
    static const std::string statement = [] {
        std::string places;
        for (std::size_t i = 0; i < at_once; ++i) places += (i ? ", :id" : ":id") + std::to_string(i);
        // sql: the columns are our own, the places are counted
        return std::string(compared_columns) + " AND id IN (" + places + ")";
    }();
    const auto ids = sampled_ids(transaction, most);
    for (std::size_t first = 0; first < ids.size(); first += at_once) {
        std::vector<sql::Parameter> parameters;
        for (std::size_t i = 0; i < at_once; ++i) parameters.emplace_back(first + i < ids.size() ? ids[first + i] : 0);
        if (!take_all(transaction.run_query(statement, parameters), take)) return;
    }
}

}  // namespace

std::vector<std::int64_t> customers_with(Transaction& transaction, const LikenessTerm& term, int most, bool& cut) {
    auto rows = transaction.query(
        "SELECT customer_id FROM customer_term WHERE kind = :kind AND term = :term ORDER BY customer_id LIMIT :most",
        static_cast<int>(term.kind), term.term, most + 1);
    std::vector<std::int64_t> ids;
    while (rows.next()) ids.push_back(rows.integer(0));
    if (static_cast<int>(ids.size()) > most) {
        ids.pop_back();
        cut = true;
    }
    return ids;
}

std::int64_t count_customers(Transaction& transaction) {
    return customers::count_lines(transaction, "", true);
}

void each_compared(Transaction& transaction, std::int64_t most, const std::function<bool(const Customer&)>& take) {
    if (most > 0 && customers::count_lines(transaction, "", true) > most) return each_sampled(transaction, most, take);
    take_all(transaction.stream(compared_columns), take);
}

std::int64_t model_version(Transaction& transaction) {
    auto rows = transaction.query("SELECT version FROM duplicate_model WHERE id = 1");
    return rows.next() ? rows.integer(0) : 0;
}

std::optional<StoredModel> find_model(Transaction& transaction) {
    auto rows = transaction.query("SELECT version, content FROM duplicate_model WHERE id = 1");
    if (!rows.next()) return std::nullopt;
    return StoredModel{rows.integer(0), rows.string(1)};
}

void store_model(Transaction& transaction, std::string_view at, std::int64_t customers, std::string_view content) {
    transaction.execute(
        "INSERT INTO duplicate_model (id, version, learnt_at, customers, content) VALUES (1, 1, :at, :customers, "
        ":content) ON CONFLICT (id) DO UPDATE SET version = duplicate_model.version + 1, learnt_at = "
        "excluded.learnt_at, "
        "customers = excluded.customers, content = excluded.content",
        at, customers, content);
}

Rules find_rules(Transaction& transaction) {
    auto rows = transaction.query("SELECT version, threshold, not_counted FROM duplicate_rules WHERE id = 1");
    if (!rows.next()) return {};
    return {rows.integer(0), rows.integer(1), split_list(rows.text(2))};
}

bool store_rules(Transaction& transaction, const Rules& rules, std::int64_t expected) {
    const auto list = join_list(rules.not_counted);
    return transaction.execute(
               "UPDATE duplicate_rules SET version = version + 1, threshold = :threshold, not_counted = :not_counted"
               " WHERE id = 1 AND version = :expected",
               rules.threshold, sql::text_or_null(list), expected) > 0;
}

std::optional<DistinctPair> find_distinct(Transaction& transaction, std::int64_t one, std::int64_t other) {
    for (auto [first, second] : {std::pair(one, other), std::pair(other, one)}) {
        auto rows = transaction.query(
            "SELECT id, one_id, other_id, created_event FROM distinct_pair WHERE one_id = :one AND other_id = :other",
            first, second);
        if (rows.next()) return read_distinct(rows);
    }
    return std::nullopt;
}

std::optional<DistinctPair> find_distinct(Transaction& transaction, std::int64_t id) {
    auto rows =
        transaction.query("SELECT id, one_id, other_id, created_event FROM distinct_pair WHERE id = :id", id);
    if (!rows.next()) return std::nullopt;
    return read_distinct(rows);
}

std::set<std::int64_t> distinct_from(Transaction& transaction, std::int64_t customer) {
    std::set<std::int64_t> others;
    auto ones = transaction.query("SELECT other_id FROM distinct_pair WHERE one_id = :customer", customer);
    while (ones.next()) others.insert(ones.integer(0));
    auto rest = transaction.query("SELECT one_id FROM distinct_pair WHERE other_id = :customer", customer);
    while (rest.next()) others.insert(rest.integer(0));
    return others;
}

std::set<std::pair<std::int64_t, std::int64_t>> all_distinct(Transaction& transaction) {
    std::set<std::pair<std::int64_t, std::int64_t>> pairs;
    auto rows = transaction.stream("SELECT one_id, other_id FROM distinct_pair");
    while (rows.next()) pairs.insert(std::minmax(rows.integer(0), rows.integer(1)));
    return pairs;
}

void insert_distinct(Transaction& transaction, const std::vector<DistinctPair>& pairs) {
    auto insert = transaction.bulk_insert("distinct_pair", {"id", "one_id", "other_id", "created_event"});
    for (const auto& pair : pairs) insert->add({pair.id, pair.one, pair.other, pair.created_event});
    insert->finish();
}

void delete_distinct(Transaction& transaction, std::int64_t id) {
    transaction.execute("DELETE FROM distinct_pair WHERE id = :id", id);
}

std::optional<ScanRecord> latest_scan(Transaction& transaction) {
    auto rows = transaction.query(
        "SELECT id, finished_at, import_event, threshold, customers, found_pairs, found_groups, complete FROM "
        "duplicate_scan WHERE "
        "finished_at IS NOT NULL ORDER BY id DESC LIMIT 1");
    if (!rows.next()) return std::nullopt;
    ScanRecord scan{rows.integer(0), rows.string(1), rows.optional_integer(2), rows.integer(3), rows.integer(4),
                    rows.integer(5), rows.integer(6)};
    scan.complete = rows.integer(7) != 0;
    return scan;
}

void begin_scan(Transaction& transaction, const ScanRecord& scan) {
    transaction.execute(
        "INSERT INTO duplicate_scan (id, import_event, threshold, customers, found_pairs, found_groups, complete) "
        "VALUES (:id, "
        ":import_event, :threshold, 0, 0, 0, 0)",
        scan.id, scan.import_event, scan.threshold);
}

void insert_pairs(Transaction& transaction, std::int64_t scan, const std::vector<FoundPair>& pairs) {
    auto insert = transaction.bulk_insert("duplicate_pair", {"scan_id", "group_id", "one_id", "other_id", "score"});
    for (const auto& pair : pairs) insert->add({scan, pair.group, pair.one, pair.other, pair.score});
    insert->finish();
}

void finish_scan(Transaction& transaction, const ScanRecord& scan) {
    transaction.execute("DELETE FROM duplicate_pair WHERE scan_id < :id", scan.id);
    transaction.execute("DELETE FROM duplicate_scan WHERE id < :id", scan.id);
    transaction.execute(
        "UPDATE duplicate_scan SET finished_at = :at, customers = :customers, found_pairs = :pairs, found_groups = "
        ":groups, "
        "complete = :complete WHERE id = :id",
        scan.finished_at, scan.customers, scan.pairs, scan.groups, scan.complete, scan.id);
}

void forget_scan(Transaction& transaction, std::int64_t scan) {
    transaction.execute("DELETE FROM duplicate_pair WHERE scan_id = :id", scan);
    transaction.execute("DELETE FROM duplicate_scan WHERE id = :id", scan);
}

std::int64_t count_groups(Transaction& transaction, std::int64_t scan, bool open) {
    auto rows = transaction.query("SELECT count(*) FROM (" + groups_statement(open) + ") AS these", scan);  // sql: ours
    rows.next();
    return rows.integer(0);
}

std::vector<std::int64_t> group_ids(Transaction& transaction, std::int64_t scan, bool open, std::int64_t offset,
                                    int limit) {
    auto rows =
        transaction.query(groups_statement(open) + " ORDER BY p.group_id LIMIT :limit OFFSET :offset",  // sql: ours
                          scan, limit, offset);
    std::vector<std::int64_t> ids;
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
}

std::vector<FoundPair> pairs_of(Transaction& transaction, std::int64_t scan, std::int64_t group) {
    auto rows = transaction.query(
        "SELECT group_id, one_id, other_id, score FROM duplicate_pair WHERE scan_id = :scan AND group_id = :group_id"
        " ORDER BY score DESC, one_id, other_id",
        scan, group);
    std::vector<FoundPair> pairs;
    while (rows.next()) pairs.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3)});
    return pairs;
}

Verdict verdict_on(Transaction& transaction, const FoundPair& pair) {
    for (const auto id : {pair.one, pair.other}) {
        if (transaction.query("SELECT 1 FROM customer WHERE id = :id", id).next()) continue;
        // What the last merge wrote about him who went stands in his history (record of the module merges).
        const auto event = audit::last_event(transaction, "customer_merge", id, "customers_merged").value_or(0);
        return {event == 0 ? Verdict::gone : Verdict::merged, event};
    }
    const auto distinct = distinct_from(transaction, pair.one);
    return {distinct.contains(pair.other) ? Verdict::distinct : Verdict::open, 0};
}

}  // namespace kartei::duplicates
