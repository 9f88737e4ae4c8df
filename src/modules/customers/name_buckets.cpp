#include "modules/customers/name_buckets.hpp"

#include <map>
#include <optional>
#include <vector>

#include "audit/hold.hpp"
#include "modules/customers/customer_store.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;

constexpr std::int64_t largest_bucket = 2000;

std::string bucket_of(Transaction& transaction, std::string_view key) {
    auto rows = transaction.query("SELECT start FROM name_bucket WHERE start <= :key ORDER BY start DESC LIMIT 1", key);
    return rows.next() ? rows.string(0) : std::string();
}

/// Where the next bucket begins; none behind the last.
std::optional<std::string> end_of_bucket(Transaction& transaction, std::string_view key) {
    auto next = transaction.query("SELECT start FROM name_bucket WHERE start > :key ORDER BY start LIMIT 1", key);
    return next.next() ? std::optional(next.string(0)) : std::nullopt;
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

/// Lines from `cut` up to `below` that the buckets know: those that are only noted come to the new bucket later.
std::pair<std::int64_t, std::int64_t> counted_between(Transaction& transaction, const std::string& cut,
                                                      const std::string& below) {
    auto rows = transaction.query(
        "SELECT (SELECT coalesce(sum(1 - hidden), 0) FROM customer_line WHERE name_key >= :cut AND name_key < :below)"
        " - (SELECT coalesce(sum(visible), 0) FROM name_bucket_change WHERE name_key >= :cut AND name_key < :below),"
        " (SELECT count(*) FROM customer_line WHERE name_key >= :cut AND name_key < :below)"
        " - (SELECT coalesce(sum(total), 0) FROM name_bucket_change WHERE name_key >= :cut AND name_key < :below)",
        cut, below);
    rows.next();
    return {rows.integer(0), rows.integer(1)};
}

/// Cuts a bucket until it is small enough, or until all of it is one name.
void split_bucket(Transaction& transaction, std::string start) {
    for (;;) {
        auto next =
            transaction.query("SELECT start FROM name_bucket WHERE start > :start ORDER BY start LIMIT 1", start);
        const auto below = next.next() ? next.string(0) : std::string("\xf4\x8f\xbf\xbf");
        auto cut = cut_of(transaction, start, below);
        if (cut.empty() || cut <= start) return;
        const auto [visible, total] = counted_between(transaction, cut, below);
        transaction.execute(
            "UPDATE name_bucket SET visible = visible - :visible, total = total - :total WHERE start = :start", visible,
            total, start);
        transaction.execute("INSERT INTO name_bucket (start, visible, total) VALUES (:cut, :visible, :total)", cut,
                            visible, total);
        if (total > largest_bucket) start = std::move(cut);
        else return;
    }
}

void add_to_bucket(Transaction& transaction, std::string_view key, std::int64_t visible, std::int64_t total) {
    const auto start = bucket_of(transaction, key);
    auto rows = transaction.query(
        "UPDATE name_bucket SET visible = visible + :visible, total = total + :total WHERE start = :start RETURNING "
        "total",
        visible, total, start);
    if (rows.next() && rows.integer(0) > largest_bucket) split_bucket(transaction, start);
}

struct Counts {
    std::int64_t visible = 0, total = 0;
    std::int64_t of(bool with_hidden) const { return with_hidden ? total : visible; }
};

Counts sum_of(sql::Rows rows) {
    rows.next();
    return {rows.integer(0), rows.integer(1)};
}

/// What is noted and not in the buckets yet, by key.
std::map<std::string, Counts, std::less<>> noted(sql::Rows rows) {
    std::map<std::string, Counts, std::less<>> notes;
    while (rows.next()) {
        auto& note = notes[rows.string(0)];
        note.visible += rows.integer(1);
        note.total += rows.integer(2);
    }
    return notes;
}

}  // namespace

void count_into_bucket(Transaction& transaction, std::string_view key, std::int64_t visible, std::int64_t total) {
    if (transaction.engine() == sql::Engine::sqlite) return add_to_bucket(transaction, key, visible, total);
    transaction.execute(
        "INSERT INTO name_bucket_change (name_key, visible, total) VALUES (:name_key, :visible, :total)", key, visible,
        total);
}

void count_lines_in_bulk(Transaction& transaction, std::span<const NewLine> lines) {
    hold(transaction, Held::name_buckets, 0);
    while (!lines.empty()) {
        const auto key = lines.front().name_key;
        std::size_t count = 1;
        for (const auto below = end_of_bucket(transaction, key);
             count < lines.size() && (!below || lines[count].name_key < *below); ++count) {
        }
        std::int64_t visible = 0;
        for (const auto& line : lines.first(count)) visible += !line.hidden;
        add_to_bucket(transaction, key, visible, static_cast<std::int64_t>(count));
        lines = lines.subspan(count);
    }
}

std::int64_t settle_buckets(sql::Database& database) {
    if (database.engine() == sql::Engine::sqlite) return 0;
    return database.write([](Transaction& transaction) -> std::int64_t {
        if (!try_hold(transaction, Held::name_buckets)) return 0;
        const auto notes =
            noted(transaction.query("DELETE FROM name_bucket_change RETURNING name_key, visible, total"));
        // All of one bucket at once: a bucket that is cut in between would count the rest of them twice.
        for (auto note = notes.begin(); note != notes.end();) {
            const auto& key = note->first;
            const auto below = end_of_bucket(transaction, key);
            Counts sum;
            for (; note != notes.end() && (!below || note->first < *below); ++note) {
                sum.visible += note->second.visible;
                sum.total += note->second.total;
            }
            add_to_bucket(transaction, key, sum.visible, sum.total);
        }
        return static_cast<std::int64_t>(notes.size());
    });
}

void forget_bucket_start(Transaction& transaction, std::string_view key) {
    hold(transaction, Held::name_buckets, 0);
    // Notes are counted into the bucket that begins with the key as long as it does.
    const auto notes = noted(
        transaction.query("DELETE FROM name_bucket_change WHERE name_key = :key RETURNING name_key, visible, total", key));
    for (const auto& [name, counts] : notes) add_to_bucket(transaction, name, counts.visible, counts.total);
    if (key.empty() || transaction.query("SELECT 1 FROM customer_line WHERE name_key = :key", key).next()) return;
    auto rows = transaction.query("SELECT visible, total FROM name_bucket WHERE start = :key", key);
    if (!rows.next()) return;
    const Counts left{rows.integer(0), rows.integer(1)};
    const auto below = end_of_bucket(transaction, key);
    auto lines = transaction.query("SELECT min(name_key) FROM customer_line WHERE name_key > :key", key);
    const auto next = lines.next() ? lines.string(0) : std::string();
    if (!next.empty() && (!below || next < *below)) {
        transaction.execute("UPDATE name_bucket SET start = :next WHERE start = :key", next, key);
        return;
    }
    transaction.execute("DELETE FROM name_bucket WHERE start = :key", key);
    if (left.total != 0) add_to_bucket(transaction, key, left.visible, left.total);
}

std::int64_t count_all(Transaction& transaction, bool with_hidden) {
    return sum_of(transaction.query(
                      "SELECT coalesce(sum(visible), 0), coalesce(sum(total), 0) FROM (SELECT visible, total FROM"
                      " name_bucket UNION ALL SELECT visible, total FROM name_bucket_change) counted"))
        .of(with_hidden);
}

BucketPlace bucket_at(Transaction& transaction, std::int64_t offset, bool with_hidden) {
    const auto notes = noted(transaction.query("SELECT name_key, visible, total FROM name_bucket_change"));
    std::vector<std::pair<std::string, std::int64_t>> buckets;
    auto rows = transaction.query("SELECT start, visible, total FROM name_bucket ORDER BY start");
    while (rows.next()) buckets.emplace_back(rows.string(0), rows.integer(with_hidden ? 2 : 1));
    auto note = notes.begin();
    for (std::size_t i = 0; i < buckets.size(); ++i)
        for (; note != notes.end() && (i + 1 == buckets.size() || note->first < buckets[i + 1].first); ++note)
            buckets[i].second += note->second.of(with_hidden);
    BucketPlace place{"", 0};
    std::int64_t seen = 0;
    for (auto& [start, here] : buckets) {
        if (here > 0) place = {std::move(start), seen};
        if (seen + here > offset) break;
        seen += here;
    }
    return place;
}

BucketPlace bucket_with(Transaction& transaction, std::string_view key, bool with_hidden) {
    const auto start = bucket_of(transaction, key);
    return {start, sum_of(transaction.query(
                       "SELECT coalesce(sum(visible), 0), coalesce(sum(total), 0) FROM (SELECT visible, total FROM"
                       " name_bucket WHERE start < :start UNION ALL SELECT visible, total FROM name_bucket_change"
                       " WHERE name_key < :start) counted",
                       start))
                       .of(with_hidden)};
}

}  // namespace kartei::customers
