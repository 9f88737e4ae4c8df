#include "modules/selections/table.hpp"

#include <algorithm>
#include <numeric>

#include "base/module.hpp"

namespace kartei::selections {
namespace {

constexpr std::size_t rows_between_checks = 4096;

using Coded = std::vector<std::shared_ptr<CodedColumn>>;

Coded columns_for(const Wanted& wanted) {
    Coded columns;
    for (const auto& slot : wanted.columns.slots()) columns.push_back(std::make_shared<CodedColumn>(slot));
    return columns;
}

template <class Take>
void read_rows_for(sql::Transaction& transaction, const People& people, const Wanted& wanted,
                   const std::vector<std::string>& before, const Check& check, Take take) {
    const auto select = select_of(wanted, before);
    std::size_t read = 0;
    const auto walk = [&](sql::Rows rows) {
        while (rows.next()) {
            if (++read % rows_between_checks == 0) check();
            if (const auto ordinal = people.of_id(rows.integer(0))) take(*ordinal, rows);
        }
    };
    check();
    if (!people.is_few()) return walk(transaction.stream(select));
    const auto of_one = select + rows_of_one(transaction, *wanted.source);
    for (std::size_t i = 0; i < people.size(); ++i) walk(transaction.query(of_one, people.at(i).id));
}

View view_of(std::shared_ptr<const Frame> frame, const Coded& columns) {
    View view;
    view.frame = std::move(frame);
    for (const auto& column : columns) {
        column->dictionary.close(), column->codes.close();
        view.columns.push_back(column);
    }
    return view;
}

/// The customers' own columns: one row for each of them.
View read_customers(sql::Transaction& transaction, const People& people, const Wanted& wanted, std::size_t size,
                    const Check& check) {
    const auto columns = columns_for(wanted);
    for (const auto& column : columns) column->codes = Codes(size);
    read_rows_for(transaction, people, wanted, {}, check, [&](std::size_t ordinal, const sql::Rows& rows) {
        if (ordinal >= size) return;
        for (std::size_t i = 0; i < columns.size(); ++i)
            columns[i]->codes.put(ordinal, columns[i]->dictionary.take(rows, static_cast<int>(i) + 1));
    });
    return view_of(std::make_shared<const Frame>(Frame{size, size, {}}), columns);
}

/// Keys of rows: four bytes each as long as they are small, as they are in nearly all houses.
class Keys {
public:
    void push_back(std::int64_t key) {
        const auto bits = static_cast<std::uint64_t>(key);
        low_.push_back(static_cast<std::uint32_t>(bits));
        if (high_.empty() && bits >> 32 == 0) return;
        high_.resize(low_.size());
        high_.back() = static_cast<std::uint32_t>(bits >> 32);
    }
    bool is_before(std::uint32_t one, std::uint32_t other) const {
        return !high_.empty() && high_[one] != high_[other] ? high_[one] < high_[other] : low_[one] < low_[other];
    }

private:
    std::vector<std::uint32_t> low_, high_;  ///< the second is empty while there is nothing in it
};

/// Rows as they come, before they are put together by customer.
struct Heap {
    std::vector<std::uint32_t> ordinals;
    Keys keys, of_join;  ///< of the row, and of what its join found

    bool is_before(std::uint32_t one, std::uint32_t other) const {
        if (keys.is_before(one, other)) return true;
        return has_join && !keys.is_before(other, one) && of_join.is_before(one, other);
    }
    bool has_join = false;
};

std::string join_key_of(const Wanted& wanted) {
    for (const auto& slot : wanted.columns.slots())
        if (!slot.join_key.empty()) return slot.join_key;
    return "";
}

/// Where the rows of each customer begin, and which row of the heap stands at each place: by customer, then by key.
std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>> arranged(const Heap& heap, std::size_t people) {
    std::vector<std::uint32_t> begins(people + 1), order(heap.ordinals.size());
    for (const auto ordinal : heap.ordinals) ++begins[ordinal + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    auto next = begins;
    for (std::uint32_t row = 0; row < order.size(); ++row) order[next[heap.ordinals[row]]++] = row;
    const auto by_key = [&](std::uint32_t one, std::uint32_t other) { return heap.is_before(one, other); };
    for (std::size_t ordinal = 0; ordinal < people; ++ordinal) {
        const auto begin = order.begin() + begins[ordinal], end = order.begin() + begins[ordinal + 1];
        if (!std::is_sorted(begin, end, by_key)) std::sort(begin, end, by_key);
    }
    return {std::move(begins), std::move(order)};
}

View read_facts(sql::Transaction& transaction, const People& people, const Wanted& wanted, const Check& check) {
    const auto columns = columns_for(wanted);
    Heap heap;
    std::vector<std::string> keys{wanted.source->key};
    if (const auto join = join_key_of(wanted); !join.empty()) keys.push_back(join), heap.has_join = true;
    const auto first = static_cast<int>(keys.size()) + 1;
    read_rows_for(transaction, people, wanted, keys, check, [&](std::size_t ordinal, const sql::Rows& rows) {
        heap.ordinals.push_back(static_cast<std::uint32_t>(ordinal));
        heap.keys.push_back(rows.integer(1));
        if (heap.has_join) heap.of_join.push_back(rows.integer(2));
        for (std::size_t i = 0; i < columns.size(); ++i)
            columns[i]->codes.push_back(columns[i]->dictionary.take(rows, static_cast<int>(i) + first));
    });
    auto [begins, order] = arranged(heap, people.size());
    heap = {};
    for (const auto& column : columns) column->codes = column->codes.arranged(order);
    return view_of(std::make_shared<const Frame>(Frame{people.size(), order.size(), std::move(begins)}), columns);
}

}  // namespace

std::string rows_of_one(sql::Transaction& transaction, const Source& source) {
    const auto& unsettled = handed_in<Unsettled>();
    const bool is_short = !source.few.empty() && std::none_of(unsettled.begin(), unsettled.end(), [&](const auto& one) {
        return one.is(transaction);
    });
    // sql: the condition comes from the declaration of the source
    return " WHERE " + source.customer + " = :id" + (is_short ? " AND " + source.few : "");
}

std::string select_of(const Wanted& wanted, const std::vector<std::string>& before) {
    // sql: tables and columns come from the declarations of sources
    auto select = "SELECT " + wanted.source->customer, joins = std::string();
    for (const auto& column : before) select += ", " + column;
    for (const auto& slot : wanted.columns.slots()) {
        select += ", " + slot.sql;
        if (!slot.join.empty() && joins.find(slot.join) == std::string::npos) joins += " " + slot.join;
    }
    // sql: as above
    return select + " FROM " + wanted.source->from + joins;
}

View read_view(sql::Transaction& transaction, const People& people, const Wanted& wanted, const Check& check) {
    if (wanted.source == &customer_source())
        return read_customers(transaction, people, wanted, people.size(), check);
    return read_facts(transaction, people, wanted, check);
}

std::optional<View> read_like(sql::Transaction& transaction, const People& people, const Wanted& wanted,
                              const std::shared_ptr<const Frame>& frame, const Set& aside, const Check& check) {
    if (wanted.source == &customer_source()) {
        auto view = read_customers(transaction, people, wanted, frame->people, check);
        view.frame = frame;
        return view;
    }
    const auto read = read_facts(transaction, people, wanted, check);
    std::vector<std::shared_ptr<CodedColumn>> columns;
    for (const auto& column : read.columns) {
        columns.push_back(std::make_shared<CodedColumn>(*column));
        columns.back()->codes = Codes(frame->rows);
    }
    for (std::size_t ordinal = 0; ordinal < frame->people; ++ordinal) {
        if (aside.has(ordinal)) continue;
        const auto begin = frame->begins[ordinal], count = frame->begins[ordinal + 1] - begin;
        const auto from = read.frame->begins[ordinal];
        if (read.frame->begins[ordinal + 1] - from != count) return std::nullopt;
        for (std::size_t i = 0; i < columns.size(); ++i)
            for (std::uint32_t row = 0; row < count; ++row)
                columns[i]->codes.put(begin + row, read.columns[i]->codes[from + row]);
    }
    return view_of(frame, columns);
}

}  // namespace kartei::selections
