// The end of the check of customers, when all rows are known: numbers and keys given twice, links to nobody, how many
// numbers the house must still give.
#include <algorithm>

#include "modules/imports/customer_importer.hpp"

namespace kartei::imports {

using sql::Transaction;

void CustomerImporter::refuse_later(std::int64_t line, Problem problem, RowState counted_as) {
    if (!refused_lines_.insert(line).second) return;
    context_.tally.refuse_later(line, std::move(problem), counted_as);
}

void CustomerImporter::refuse_doubles(SortedRecords& numbers, int target, std::vector<std::int64_t>& given) {
    std::string_view record;
    std::uint64_t last = 0, first_line = 0;
    while (numbers.next(record)) {
        Unpacker unpacker(record);
        const auto number = unpacker.ordered(), line = unpacker.ordered();
        const auto state = static_cast<RowState>(unpacker.number());
        if (number == last) {
            refuse_later(static_cast<std::int64_t>(line),
                         {target, "error.import_twice", {{"line", std::to_string(first_line)}}}, state);
            continue;
        }
        last = number;
        first_line = line;
        if (unpacker.number() != 0) given.push_back(static_cast<std::int64_t>(number));
    }
}

void CustomerImporter::refuse_double_keys() {
    std::string_view record;
    std::string last;
    std::uint64_t first_line = 0;
    while (keys_.next(record)) {
        Unpacker unpacker(record);
        std::string key(unpacker.ordered_text());
        (key += '\0') += unpacker.ordered_text();
        const auto line = unpacker.ordered();
        const auto state = static_cast<RowState>(unpacker.number());
        if (key == last) {
            refuse_later(static_cast<std::int64_t>(line),
                         {source_key_, "error.import_twice", {{"line", std::to_string(first_line)}}}, state);
            continue;
        }
        last = std::move(key);
        first_line = line;
    }
}

/// Links to customers whom neither the house has nor this file brings. Refusing one may leave another without his.
void CustomerImporter::refuse_unknown_links() {
    if (links_.count() == 0) return;
    const auto missing = numbers_not_given();
    const auto refused_before = refused_lines_.size();
    links_.rewind();
    for (std::string_view record; links_.next(record);) {
        Unpacker unpacker(record);
        const auto number = static_cast<std::int64_t>(unpacker.ordered());
        const auto line = static_cast<std::int64_t>(unpacker.ordered());
        const auto target = static_cast<int>(unpacker.number());
        const auto state = static_cast<RowState>(unpacker.number());
        if (!is_written(line)) continue;
        if (!std::binary_search(given_numbers_.begin(), given_numbers_.end(), number) ||
            std::binary_search(missing.begin(), missing.end(), number))
            refuse_later(line, {target, "error.no_such_customer", {{"number", std::to_string(number)}}}, state);
        else if (target == agency_ && !new_agencies_.contains(number))
            refuse_later(line, {target, "error.no_agency", {{"number", std::to_string(number)}}}, state);
    }
    if (refused_lines_.size() != refused_before) refuse_unknown_links();
}

/// Numbers of this file whose row will not be written.
std::vector<std::int64_t> CustomerImporter::numbers_not_given() {
    std::vector<std::int64_t> missing;
    numbers_.rewind();
    std::uint64_t last = 0;
    for (std::string_view record; numbers_.next(record);) {
        Unpacker unpacker(record);
        const auto number = unpacker.ordered();
        const auto line = static_cast<std::int64_t>(unpacker.ordered());
        if (number != last && !is_written(line)) missing.push_back(static_cast<std::int64_t>(number));
        last = number;
    }
    return missing;
}

bool CustomerImporter::is_written(std::int64_t line) const {
    return !refused_lines_.contains(line) && !std::binary_search(left_out_.begin(), left_out_.end(), line);
}

void CustomerImporter::finish(Transaction& reading) {
    refuse_doubles(numbers_, number_, given_numbers_);
    refuse_doubles(debtors_, debtor_number_, given_debtors_);
    refuse_double_keys();
    refuse_unknown_links();
    find_duplicates(reading);
    if (!left_out_.empty()) refuse_unknown_links();
    if (!refused_lines_.empty() || !left_out_.empty()) count_lacking();
}

void CustomerImporter::note_lacking(const std::string& kind, std::optional<std::int64_t> number,
                                    std::optional<std::int64_t> debtor) {
    auto& lacking = lacking_[kind];
    lacking.numbers += !number;
    lacking.debtor_numbers += !debtor;
    if (number && !debtor) lacking.with_number.push_back(*number);
    if (number) brought_.add(kind, customers::Target::customer, *number);
    if (debtor) brought_.add(kind, customers::Target::debtor, *debtor);
}

/// Rows refused or left out at the end need no number after all.
void CustomerImporter::count_lacking() {
    lacking_.clear();
    brought_.forget();
    auto reader = added_.read();
    for (std::string_view record; reader.next(record);) {
        const auto stored = unpack(record);
        if (!is_written(stored.line)) continue;
        std::string kind = "private";
        std::optional<std::int64_t> debtor;
        for (const auto& [target, value] : stored.values) {
            if (target == kind_) kind = std::get<std::string>(value);
            if (target == debtor_number_ && !is_empty(value)) debtor = std::get<std::int64_t>(value);
        }
        note_lacking(kind, stored.number != 0 ? std::optional(stored.number) : std::nullopt, debtor);
    }
}

}  // namespace kartei::imports
