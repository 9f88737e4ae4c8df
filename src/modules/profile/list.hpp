// The lists of a profile, declared once: from a declaration follow table columns, JSON, OpenAPI schema, GET /fields,
// checks, audit, undo, import, export, the data export and its place on the screen. A new list is one entry in list.cpp, a table
// and texts; one with rules of its own is a record (records.hpp, record_rules.hpp) besides. Knows no SQL and no HTTP.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/profile/record_rules.hpp"
#include "modules/profile/row.hpp"

namespace kartei::profile {

struct List {
    std::string_view name;    ///< "bank_accounts": in JSON, import and export
    std::string_view path;    ///< "bank-accounts": in addresses
    std::string_view record;  ///< "bank_account": table, audit record and first part of the captions' keys
    bool can_be_ordered = false;  ///< the user decides the order
    bool single = false;          ///< at most one row for each customer (agency)
    bool has_holder = false;      ///< belongs to the customer or to a member of his family
    std::string_view right = "customers.change";  ///< to enter, change and delete
    /// Fields that hold a code of a choice list; other words are refused.
    std::vector<std::pair<std::string_view, std::string_view>> choice_lists = {};
    /// The same, but own words are kept too; shown in words (choice_words.hpp).
    std::vector<std::pair<std::string_view, std::string_view>> word_lists = {};
    /// Fields that hold a code of base data; other words are refused, and new rows take no hidden entry.
    std::vector<std::pair<std::string_view, std::string_view>> base_data = {};
    /// Fields to which a choice list or base data is offered; any words are kept as they are.
    std::vector<std::pair<std::string_view, std::string_view>> offered_lists = {}, offered_base_data = {};
    std::string_view module = {};          ///< a module that can be absent (decisions.md 17)
    std::string_view inherited_over = {};  ///< the link over which another customer's rows hold while there are no own
    bool can_be_copied = false;            ///< and over which they are copied
    bool of_master_customer = false;       ///< at last those of the master customer of his kind hold
    std::string_view tab = {};  ///< of the customer's screen (ui/modules/customers/tabs.ts); "" = beside the tabs
    std::string_view told_by = {};  ///< field by which a row is called in one word; "" = the first text that may be told

    // From the record's field table and rules, or given where the fields say all there is to say.
    std::vector<Field> fields = {};
    std::function<std::vector<Issue>(std::vector<Value>&, const Entry&)> complete = {};
    std::function<std::string(const std::vector<Value>&)> label = {};

    /// Position of a field, -1 when there is none.
    int position(std::string_view field) const;
    /// A field's value; the list must have the field.
    const Value& value(const Row& row, std::string_view field) const;
    std::string text(const Row& row, std::string_view field) const;
    bool has_sensitive_fields() const;
    /// The field whose words tell a row from others in one word (`told_by`); nullptr when there is none.
    const Field* telling_field() const;
};

/// In the order of the profile's tabs; the agency data last.
const std::vector<List>& all_lists();
/// By name, path or record; nullptr when there is none.
const List* find_list(std::string_view name);
/// The same for a name of our own; throws std::logic_error when there is none.
const List& list_named(std::string_view name);

/// A row as its record, and back, for code that knows which list it deals with.
template <class Record>
Record record_of(const FieldTable<Record>& table, const std::vector<Value>& values) {
    Record record;
    for (std::size_t i = 0; i < table.size(); ++i) table[i].set(record, values[i]);
    return record;
}
template <class Record>
std::vector<Value> values_of(const FieldTable<Record>& table, const Record& record) {
    std::vector<Value> values;
    for (const auto& member : table) values.push_back(member.get(record));
    return values;
}

}  // namespace kartei::profile
