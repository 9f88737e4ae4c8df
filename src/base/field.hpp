// One field, one row: the table beside a record from which SQL columns, JSON, OpenAPI schema, validation, import
// targets, export and list columns, audit differences and erasure are made. Plain functions walk it at run time. Knows
// no SQL engine, no HTTP and no module. Read customers/customer.hpp next for the largest table.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace kartei {

enum class FieldKind {
    text,             ///< one line
    multiline,        ///< TAB and line breaks allowed
    integer,
    yes_no,
    date,             ///< ISO 8601 YYYY-MM-DD
    instant,          ///< UTC YYYY-MM-DDTHH:MM:SSZ
    money,            ///< minor units inside, decimal string outside
    choice,           ///< one of `choices`
    email,
    phone,
    country,          ///< ISO 3166-1 alpha-2
    language,         ///< ISO 639-1
    currency,         ///< ISO 4217
    text_list,        ///< several texts; in one SQL column and one CSV cell separated by ';'
    customer_number,  ///< business number of another customer
    reference,        ///< id of a record of the kind `of`; 0 is none
    blind_index       ///< keyed hash of a sensitive field for equality search; never leaves the program
};

/// Who may see it and what erasure does with it (fields.md: P, S).
enum class Privacy { open, personal, sensitive };

enum FieldTrait : unsigned {
    plain = 0,
    required = 1u << 0,
    read_only = 1u << 1,   ///< set by the program only
    listed = 1u << 2,      ///< part of the customer block of the reports (customer-lists.md 4.3)
    on_tab = 1u << 3,      ///< on the tab Kunde of the profile
    rights_apply = 1u << 4, ///< changing it needs a right of its own
    may_be_negative = 1u << 5 ///< integer and money: without it a negative number is refused
};

struct Field {
    std::string_view name;
    FieldKind kind = FieldKind::text;
    int max_length = 0;  ///< characters for texts, digits for integers; 0 = by kind
    Privacy privacy = Privacy::open;
    unsigned traits = plain;
    std::span<const std::string_view> choices = {};
    std::string_view of = {};  ///< of a reference: the record it leads to

    bool has(FieldTrait trait) const { return (traits & trait) != 0; }
    bool is_personal() const { return privacy != Privacy::open; }
    bool is_sensitive() const { return privacy == Privacy::sensitive && kind != FieldKind::blind_index; }
    bool is_number() const {
        return kind == FieldKind::integer || kind == FieldKind::money || kind == FieldKind::customer_number ||
               kind == FieldKind::reference;
    }
};

/// A field's value outside its record. monostate = empty. text kinds: string; integer, money: int64; yes_no: bool.
using Value = std::variant<std::monostate, bool, std::int64_t, std::string, std::vector<std::string>>;

inline bool is_empty(const Value& value) { return value.index() == 0; }

/// How values are written where they come from: the house's currency digits, comma or point, zone of instants without
/// one.
struct ReadingRules {
    int currency_digits = 2;
    char decimal_sign = 0;  ///< '.' or ',' where the file's is known; otherwise "1.234" is refused as unclear
    std::string time_zone = "Europe/Berlin";
};

/// Reads what a person or a file wrote: trims, normalises, checks kind, length, control characters and card numbers.
/// Dates: ISO, yyyymmdd, dd.mm.yyyy, dd-mm-yyyy; decimal point or comma; yes/no in three languages (files.md);
/// countries also by name. Empty stays empty, also where the field is required: missing_fields() asks for that.
Result<Value> read_value(const Field& field, std::string_view text, const ReadingRules& rules = {});

/// The same checks for a value that arrived typed (JSON). Money arrives as a decimal string or as minor units.
Result<Value> check_value(const Field& field, Value value);

/// Canonical text of a value: ISO dates, decimal point, 1/0, lists joined by ';'. read_value(write_value(v)) == v.
std::string write_value(const Field& field, const Value& value, const ReadingRules& rules = {});

/// A member that is held in a form of its own (an enumeration) and reads as a word of ours.
template <class Record>
struct Spelled {
    std::string_view (*get)(const Record& record);
    void (*set)(Record& record, std::string_view word);
};

/// A field bound to a member of a record. A plain number is never empty, but for a reference to nothing (0).
template <class Record>
struct Member {
    Field field;
    std::variant<std::string Record::*, std::optional<std::int64_t> Record::*, std::int64_t Record::*, bool Record::*,
                 std::vector<std::string> Record::*, Spelled<Record>>
        member;

    Value get(const Record& record) const {
        return std::visit(
            [&](auto access) -> Value {
                if constexpr (std::is_same_v<decltype(access), Spelled<Record>>) return std::string(access.get(record));
                else return value_of(record.*access);
            },
            member);
    }

    /// The value must have passed check_value or read_value for this field.
    void set(Record& record, const Value& value) const {
        std::visit(
            [&](auto access) {
                if constexpr (std::is_same_v<decltype(access), Spelled<Record>>) {
                    if (auto word = std::get_if<std::string>(&value)) access.set(record, *word);
                } else {
                    put(record.*access, value);
                }
            },
            member);
    }

private:
    template <class Content>
    Value value_of(const Content& content) const {
        if constexpr (std::is_same_v<Content, bool>) return content;
        else if constexpr (std::is_same_v<Content, std::int64_t>)
            return content == 0 && field.kind == FieldKind::reference ? Value() : Value(content);
        else if constexpr (std::is_same_v<Content, std::optional<std::int64_t>>)
            return content ? Value(*content) : Value();
        else return content.empty() ? Value() : Value(content);
    }

    template <class Content>
    static void put(Content& content, const Value& value) {
        content = Content{};
        if constexpr (std::is_same_v<Content, std::optional<std::int64_t>>) {
            if (auto number = std::get_if<std::int64_t>(&value)) content = *number;
        } else if (auto held = std::get_if<Content>(&value)) {
            content = *held;
        }
    }
};

template <class Record>
using FieldTable = std::vector<Member<Record>>;

template <class Record>
const Member<Record>* find_field(const FieldTable<Record>& table, std::string_view name) {
    for (const auto& member : table)
        if (member.field.name == name) return &member;
    return nullptr;
}

/// "a, b, c" over all fields, for SELECT and INSERT.
template <class Record>
std::string column_list(const FieldTable<Record>& table, std::string_view prefix = "") {
    std::string list;
    for (const auto& member : table) {
        if (!list.empty()) list += ", ";
        list.append(prefix).append(member.field.name);
    }
    return list;
}

/// Adds the issue of a required field without a value.
inline void note_missing(const Field& field, const Value& value, std::vector<Issue>& issues) {
    if (field.has(required) && is_empty(value)) issues.push_back({std::string(field.name), "error.required", {}});
}

/// Every issue of a record at once: required fields; single values are checked when they are set.
template <class Record>
std::vector<Issue> missing_fields(const FieldTable<Record>& table, const Record& record) {
    std::vector<Issue> issues;
    for (const auto& member : table) note_missing(member.field, member.get(record), issues);
    return issues;
}

/// One changed field.
struct Difference {
    const Field* field;
    Value before;
    Value after;
};

template <class Record>
std::vector<Difference> differences(const FieldTable<Record>& table, const Record& before, const Record& after) {
    std::vector<Difference> changed;
    for (const auto& member : table) {
        auto old_value = member.get(before), new_value = member.get(after);
        if (old_value != new_value) changed.push_back({&member.field, std::move(old_value), std::move(new_value)});
    }
    return changed;
}

}  // namespace kartei
