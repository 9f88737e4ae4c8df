#include "modules/imports/row_by_row.hpp"

#include "modules/imports/sweep.hpp"

namespace kartei::imports {

using sql::Transaction;

std::string KeptRow::pack(const Row& row, const Columns& columns) {
    std::string record;
    Packer packer(record);
    packer.number(row.line());
    packer.number(static_cast<std::int64_t>(row.problems().size()));
    for (const auto& problem : row.problems()) packer.number(problem.target);
    for (std::size_t column = 0; column < columns.target_of_column.size(); ++column) {
        const int target = columns.target_of_column[column];
        packer.value(target < 0 ? Value() : row.value(target));
    }
    return record;
}

void KeptRow::unpack(std::string_view record) {
    Unpacker unpacker(record);
    line_ = unpacker.number();
    problems_.clear();
    for (auto count = unpacker.number(); count > 0; --count)
        problems_.push_back({static_cast<int>(unpacker.number()), "", {}, false});
    values_.clear();
    while (!unpacker.at_end()) values_.push_back(unpacker.value());
}

void RowByRow::check(Transaction& reading, std::vector<Row>& rows) {
    look_ahead(reading, rows);
    for (auto& row : rows) {
        std::vector<ShownDifference> differences;
        std::string key;
        const auto state = look(reading, row, differences, key);
        if (row.is_refused()) continue;
        if (!key.empty()) {
            std::string record;
            Packer packer(record);
            packer.ordered_text(key);
            packer.ordered(static_cast<std::uint64_t>(row.line()));
            packer.number(static_cast<int>(state));
            keys_.add(record);
        }
        if (state != RowState::unchanged) kept_.add(KeptRow::pack(row, context_.columns));
        context_.tally.put(
            state, row.line(), [&] { return shown_values(context_.kind, row, context_.house.rules); }, differences);
    }
}

void RowByRow::finish(Transaction&) {
    std::string last;
    std::uint64_t first_line = 0;
    for (std::string_view record; keys_.next(record);) {
        Unpacker unpacker(record);
        const auto key = unpacker.ordered_text();
        const auto line = unpacker.ordered();
        if (key != last) {
            last = key;
            first_line = line;
            continue;
        }
        refused_lines_.insert(static_cast<std::int64_t>(line));
        context_.tally.refuse_later(static_cast<std::int64_t>(line),
                                    {-1, "error.import_twice", {{"line", std::to_string(first_line)}}},
                                    static_cast<RowState>(unpacker.number()));
    }
}

void RowByRow::publish(Publication& publication) {
    auto reader = kept_.read();
    sweep(publication, reader, [](std::string_view record) { return std::string(record); },
          [&](Transaction& transaction, audit::Change& change, const std::vector<std::string>& records) {
              std::vector<KeptRow> kept(records.size(), {context_.columns, context_.settings.clear_empty});
              std::vector<Row> rows;
              for (std::size_t i = 0; i < records.size(); ++i) {
                  kept[i].unpack(records[i]);
                  rows.push_back(kept[i].row());
              }
              std::erase_if(rows, [&](const Row& row) { return refused_lines_.contains(row.line()); });
              write_all(publication, transaction, change, rows);
              end_of_chunk(transaction, change);
          });
}

std::vector<ShownDifference> shown_differences(const std::vector<Difference>& differences, const ReadingRules& rules) {
    auto text = [&](const Field& field, const Value& value) {
        return is_empty(value) ? std::string() : write_value(field, value, rules);
    };
    std::vector<ShownDifference> list;
    for (const auto& difference : differences)
        list.push_back({std::string(difference.field->name), text(*difference.field, difference.before),
                        text(*difference.field, difference.after)});
    return list;
}

}  // namespace kartei::imports
