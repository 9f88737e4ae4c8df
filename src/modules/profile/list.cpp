#include "modules/profile/list.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"

namespace kartei::profile {
namespace {

/// Joins a declaration to its record: the fields and the rules, both without the record's type.
template <class Record>
List of(const FieldTable<Record>& table, List list) {
    for (const auto& member : table) list.fields.push_back(member.field);
    list.complete = [&table](std::vector<Value>& values, const Entry& entry) {
        auto record = record_of(table, values);
        auto issues = complete(record, entry);
        for (auto& missing : missing_fields(table, record)) issues.push_back(std::move(missing));
        values = values_of(table, record);
        return issues;
    };
    list.label = [&table](const std::vector<Value>& values) { return label_of(record_of(table, values)); };
    return list;
}

/// A list of which nothing has to hold but what its fields say themselves; a row is called by all that may be told of it.
List of_fields(List list) {
    list.complete = [fields = list.fields](std::vector<Value>& values, const Entry&) {
        std::vector<Issue> issues;
        for (std::size_t i = 0; i < fields.size(); ++i) note_missing(fields[i], values[i], issues);
        return issues;
    };
    list.label = [fields = list.fields](const std::vector<Value>& values) {
        std::string label;
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (fields[i].privacy != Privacy::sensitive && !is_empty(values[i]))
                label = join_words({label, write_value(fields[i], values[i])}, ", ");
        return label;
    };
    return list;
}

/// How he is related to another customer of the house, shown at both: the other's number, what the other is to him.
List relations() {
    return of_fields({.name = "relations",
                      .path = "relations",
                      .record = "customer_relation",
                      .word_lists = {{"kind", "relation_kind"}},
                      .tab = "family",
                      .told_by = "remark",
                      .fields = {{"other", FieldKind::customer_number, 9, Privacy::open, required},
                                 {"kind", FieldKind::text, 40, Privacy::personal},
                                 {"remark", FieldKind::text, 200, Privacy::personal}}});
}

List family() {
    return of(family_member_fields(), {.name = "family",
                                       .path = "family",
                                       .record = "family_member",
                                       .can_be_ordered = true,
                                       .word_lists = {{"role", "family_role"}},
                                       .offered_lists = {{"salutation", "salutation"},
                                                         {"title", "title"},
                                                         {"letter_salutation", "letter_salutation"}},
                                       .tab = "family",
                                       .told_by = "name"});
}

List surcharges() {
    return of(surcharge_fields(), {.name = "surcharges",
                                   .path = "surcharges",
                                   .record = "surcharge",
                                   .right = "surcharges.change",
                                   .inherited_over = "surcharges_from",
                                   .tab = "attributes",
                                   .told_by = "text"});
}

List commission_assignments() {
    return of(commission_assignment_fields(),
              {.name = "commission_assignments",
               .path = "commission-assignments",
               .record = "commission_assignment",
               .can_be_ordered = true,  // among lines with as many criteria the upper one wins (decisions.md 11)
               .right = "commission.change",
               .choice_lists = {{"product_type", "product_type"}, {"service_type", "service_type"}},
               .base_data = {{"operator", "operators"},
                             {"destination", "destinations"},
                             {"commission_table", "commission-tables"}},
               .module = "commission",
               .inherited_over = "commission_from",
               .can_be_copied = true,
               .tab = "more",
               .told_by = "commission_table"});
}

List fee_assignments() {
    return of(fee_assignment_fields(), {.name = "fee_assignments",
                                        .path = "fee-assignments",
                                        .record = "fee_assignment",
                                        .right = "fees.change",
                                        .base_data = {{"fee_rule", "fee-rules"}},
                                        .module = "fees",
                                        .inherited_over = "fees_from",
                                        .can_be_copied = true,
                                        .of_master_customer = true,
                                        .tab = "more"});
}

}  // namespace

const std::vector<List>& all_lists() {
    static const std::vector<List> lists = {
        family(),
        of(passport_fields(),
           {.name = "passports", .path = "passports", .record = "passport", .has_holder = true, .tab = "family"}),
        of(wish_fields(), {.name = "wishes",
                           .path = "wishes",
                           .record = "wish",
                           .has_holder = true,
                           .choice_lists = {{"code", "wish"}},
                           .tab = "family",
                           .told_by = "text"}),
        of(bank_account_fields(),
           {.name = "bank_accounts", .path = "bank-accounts", .record = "bank_account", .can_be_ordered = true,
            .tab = "banks"}),
        of(card_fields(), {.name = "cards", .path = "cards", .record = "card", .can_be_ordered = true, .tab = "banks",
                           .told_by = "brand"}),
        of(phone_entry_fields(),
           {.name = "phones", .path = "phones", .record = "phone_entry", .can_be_ordered = true, .tab = "phones",
            .told_by = "number"}),
        relations(), surcharges(), commission_assignments(), fee_assignments(),
        of(note_fields(), {.name = "notes", .path = "notes", .record = "note", .told_by = "text"}),
        of(agency_fields(), {.name = "agency",
                             .path = "agency",
                             .record = "agency",
                             .single = true,
                             .offered_base_data = {{"settlement_operator", "operators"}},
                             .tab = "more"}),
    };
    return lists;
}

const List* find_list(std::string_view name) {
    for (const auto& list : all_lists())
        if (list.name == name || list.path == name || list.record == name) return &list;
    return nullptr;
}

const List& list_named(std::string_view name) {
    if (const auto* list = find_list(name)) return *list;
    throw std::logic_error("no list is called " + std::string(name));
}

int List::position(std::string_view field) const {
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (fields[i].name == field) return static_cast<int>(i);
    return -1;
}

const Value& List::value(const Row& row, std::string_view field) const {
    return row.values.at(static_cast<std::size_t>(position(field)));
}

std::string List::text(const Row& row, std::string_view field) const {
    const auto* text = std::get_if<std::string>(&value(row, field));
    return text ? *text : std::string();
}

const Field* List::telling_field() const {
    if (const int declared = position(told_by); declared >= 0) return &fields[static_cast<std::size_t>(declared)];
    const auto tells = [](const Field& field) {
        return field.kind == FieldKind::text && field.privacy != Privacy::sensitive;
    };
    const auto found = std::find_if(fields.begin(), fields.end(), tells);
    return found == fields.end() ? nullptr : &*found;
}

bool List::has_sensitive_fields() const {
    return std::any_of(fields.begin(), fields.end(),
                       [](const Field& field) { return field.privacy == Privacy::sensitive; });
}

}  // namespace kartei::profile
