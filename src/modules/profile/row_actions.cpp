#include "modules/profile/row_actions.hpp"

#include <algorithm>
#include <set>

#include "audit/hold.hpp"
#include "base/mask.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/impossible_values.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/profile/choice_words.hpp"

namespace kartei::profile {
namespace {

using audit::Change;
using sql::Transaction;

/// The customer whose lists may be changed.
Result<customers::Customer> customer_to_change(Transaction& transaction, const List& list, std::int64_t id) {
    if (!list.module.empty() && !parameters::module_is_on(*parameters::parameters_of(transaction), list.module))
        return refuse(RefusalKind::not_found, "error.no_such_address");
    auto customer = customers::find_customer(transaction, id);
    if (!customer) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    if (id == customers::anonymous_customer) return refuse(RefusalKind::conflict, "error.anonymous_customer");
    if (list.record == "agency" && customer->kind != "agency")
        return refuse(RefusalKind::conflict, "error.only_of_agencies");
    return std::move(*customer);
}

/// A row of this customer in the version that the caller knows.
Result<Row> row_to_change(House& house, Transaction& transaction, const List& list, std::int64_t customer,
                          std::int64_t id, std::int64_t version) {
    auto row = find_row(house, transaction, list, id);
    if (!row || row->customer_id != customer) return refuse(RefusalKind::not_found, "error.no_such_row");
    if (row->version != version) return refuse(RefusalKind::stale, "error.stale");
    return std::move(*row);
}

/// What goes with a row is lost as if it had been changed: sensitive values take their right, those of a member of the
/// family with him.
bool holds_sensitive(House& house, Transaction& transaction, const List& list, const Row& row) {
    for (std::size_t i = 0; i < list.fields.size(); ++i)
        if (list.fields[i].privacy == Privacy::sensitive && !is_empty(row.values[i])) return true;
    if (list.record != "family_member") return false;
    for (const auto& held : all_lists()) {
        if (!held.has_holder || !held.has_sensitive_fields()) continue;
        for (const auto& one : rows_of(house, transaction, held, row.customer_id))
            if (held.value(one, "holder") == Value(row.id) && holds_sensitive(house, transaction, held, one))
                return true;
    }
    return false;
}

/// One value into a row; the issue when it cannot be.
std::optional<Issue> put(const Actor& actor, const List& list, Row& row, const std::string& name, Value value,
                         bool read_only_too) {
    const int at = list.position(name);
    if (at < 0 || list.fields[static_cast<std::size_t>(at)].kind == FieldKind::blind_index)
        return Issue{name, "error.unknown_field", {}};
    const auto& field = list.fields[static_cast<std::size_t>(at)];
    auto& stored = row.values[static_cast<std::size_t>(at)];
    if (auto* text = std::get_if<std::string>(&value)) {
        if (field.privacy == Privacy::sensitive && text->find(mask_bullet) != std::string::npos) {
            const auto* known = std::get_if<std::string>(&stored);
            if (known && *text == masked(*known)) return std::nullopt;
            return Issue{name, "error.masked_value", {}};
        }
        *text = as_meant(list.record, name, std::move(*text));
    }
    auto checked = check_value(field, std::move(value));
    if (!checked) return checked.refusal().issues.front();
    if (field.kind == FieldKind::yes_no && is_empty(*checked)) *checked = false;
    if (*checked == stored) return std::nullopt;
    if (field.has(read_only) && !read_only_too) return Issue{name, "error.read_only", {}};
    if (field.privacy == Privacy::sensitive && !actor.may("sensitive.change"))
        return Issue{name, "error.no_right_to_field", {}};
    stored = std::move(*checked);
    return std::nullopt;
}

/// Whoever is named by a number he had formerly (changed, merged) is kept by the one he has now: he is found by that alone.
void name_by_present_numbers(Transaction& transaction, const List& list, Row& row) {
    for (std::size_t i = 0; i < list.fields.size(); ++i) {
        const auto* number = std::get_if<std::int64_t>(&row.values[i]);
        if (!number || list.fields[i].kind != FieldKind::customer_number) continue;
        const auto known = customers::id_of_number(transaction, *number);
        if (!known) continue;
        if (const auto named = customers::find_customer(transaction, *known); named && named->number)
            row.values[i] = *named->number;
    }
}

/// What only the database knows: linked customers, the holder, codes of lists.
void check_against_house(House& house, Transaction& transaction, const Actor& actor, const List& list, const Row& row,
                         std::vector<Issue>& issues) {
    for (std::size_t i = 0; i < list.fields.size(); ++i) {
        const auto* number = std::get_if<std::int64_t>(&row.values[i]);
        if (!number || list.fields[i].kind != FieldKind::customer_number) continue;
        const auto known = customers::id_of_number(transaction, *number);
        if (known == row.customer_id && list.record == "customer_relation")
            issues.push_back({std::string(list.fields[i].name), "error.link_to_himself", {}});
        else if (!known || !customers::may_see(transaction, actor, *known))
            issues.push_back({std::string(list.fields[i].name), "error.no_such_customer",
                              {{"number", std::to_string(*number)}}});
    }
    if (list.has_holder) {
        const auto* holder = std::get_if<std::int64_t>(&list.value(row, "holder"));
        if (holder && *holder != 0) {
            const auto member = find_row(house, transaction, list_named("family"), *holder);
            if (!member || member->customer_id != row.customer_id)
                issues.push_back({"holder", "error.no_such_member", {}});
        }
    }
    for (const auto& [field, choice_list] : list.choice_lists) {
        const auto code = list.text(row, field);
        const auto choices = parameters::choices_of(transaction, choice_list, Language::de);
        if (!code.empty() &&
            std::none_of(choices.begin(), choices.end(), [&](const auto& one) { return one.code == code; }))
            issues.push_back({std::string(field), "error.unknown_code", {{"code", code}}});
    }
}

/// Of a member of the family: judged when it changes, by the day of the house.
std::optional<Issue> birth_date_issue(const House& house, const List& list, const Row& row,
                                      const std::vector<Value>& before) {
    if (list.record != "family_member") return std::nullopt;
    if (list.value(row, "birth_date") == before[static_cast<std::size_t>(list.position("birth_date"))])
        return std::nullopt;
    auto fault = customers::birth_date_fault(list.text(row, "birth_date"), house.today());
    if (fault.empty()) return std::nullopt;
    return Issue{"birth_date", std::move(fault), {}};
}

Row empty_row(const List& list, std::int64_t customer) {
    Row row;
    row.customer_id = customer;
    for (const auto& field : list.fields)
        row.values.push_back(field.kind == FieldKind::yes_no ? Value(false) : Value());
    return row;
}

bool stand_so(const std::vector<Row>& rows, const std::vector<std::int64_t>& ids) {
    return std::equal(rows.begin(), rows.end(), ids.begin(), ids.end(),
                      [](const Row& row, std::int64_t id) { return row.id == id; });
}

std::string kind_of(const List& list, std::string_view what) {
    return std::string(list.record) + "_" + std::string(what);
}

}  // namespace

/// J-227: whose note it is decides whether it takes a right of its own.
Result<Done> may_touch(const Actor& actor, const List& list, const Row& row) {
    if (list.record == "note" && list.text(row, "written_by") != actor.name && !actor.may("notes.change"))
        return refuse(RefusalKind::forbidden, "error.note_of_others");
    return Done{};
}

std::vector<Issue> enter(House& house, Transaction& transaction, const Actor& actor, const List& list, Row& row,
                         const NewValues& values, bool read_only_too) {
    if (row.values.empty()) row.values = empty_row(list, row.customer_id).values;
    const auto before = row.values;
    std::vector<Issue> issues;
    for (const auto& [name, value] : values)
        if (auto issue = put(actor, list, row, name, value, read_only_too)) issues.push_back(std::move(*issue));
    understand_words(transaction, list, row);
    name_by_present_numbers(transaction, list, row);
    const auto now = house.now();
    Entry entry{now, actor.name, actor.language, house.country, row.id == 0 ? nullptr : &before};
    if (list.record == "family_member")
        if (const auto customer = customers::find_customer(transaction, row.customer_id))
            entry.language = customers::language_of_letters(*customer, house.country);
    auto incomplete = list.complete(row.values, entry);
    check_against_house(house, transaction, actor, list, row, incomplete);
    if (auto issue = birth_date_issue(house, list, row, before)) incomplete.push_back(std::move(*issue));
    for (auto& issue : base_data_issues(transaction, list, row, before)) incomplete.push_back(std::move(issue));
    // One word on a field is enough: what was refused need not be called missing too.
    for (auto& issue : incomplete)
        if (std::none_of(issues.begin(), issues.end(), [&](const Issue& one) { return one.field == issue.field; }))
            issues.push_back(std::move(issue));
    return issues;
}

Result<SavedRow> add_row(House& house, Transaction& transaction, const Actor& actor, const List& list,
                         std::int64_t customer, const NewValues& values) {
    hold(transaction, Held::customer, customer);
    Change change(house, transaction, actor, kind_of(list, "added"));
    TRY(customer_to_change(transaction, list, customer));
    auto row = empty_row(list, customer);
    if (auto issues = enter(house, transaction, actor, list, row, values); !issues.empty())
        return Refusal{RefusalKind::invalid, std::move(issues)};
    insert_row(house, transaction, change, list, row);
    change.seal();
    return SavedRow{*find_row(house, transaction, list, row.id), change.event()};
}

Result<SavedRow> change_row(House& house, Transaction& transaction, const Actor& actor, const List& list,
                            std::int64_t customer, std::int64_t id, std::int64_t version, const NewValues& values) {
    hold(transaction, Held::customer, customer);
    TRY(customer_to_change(transaction, list, customer));
    const auto before = TRY(row_to_change(house, transaction, list, customer, id, version));
    TRY(may_touch(actor, list, before));
    auto after = before;
    if (auto issues = enter(house, transaction, actor, list, after, values); !issues.empty())
        return Refusal{RefusalKind::invalid, std::move(issues)};
    if (after.values == before.values) return SavedRow{before, 0};
    Change change(house, transaction, actor, kind_of(list, "changed"));
    update_row(house, transaction, change, list, before, after);
    change.seal();
    return SavedRow{*find_row(house, transaction, list, id), change.event()};
}

Result<std::int64_t> delete_row(House& house, Transaction& transaction, const Actor& actor, const List& list,
                                std::int64_t customer, std::int64_t id, std::int64_t version) {
    hold(transaction, Held::customer, customer);
    Change change(house, transaction, actor, kind_of(list, "deleted"));
    TRY(customer_to_change(transaction, list, customer));
    const auto row = TRY(row_to_change(house, transaction, list, customer, id, version));
    TRY(may_touch(actor, list, row));
    if (!actor.may("sensitive.change") && holds_sensitive(house, transaction, list, row))
        return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "sensitive.change"}});
    delete_row(house, transaction, change, list, row);
    change.seal();
    return change.event();
}

Result<std::int64_t> order_rows(House& house, Transaction& transaction, const Actor& actor, const List& list,
                                std::int64_t customer, const std::vector<std::int64_t>& ids) {
    hold(transaction, Held::customer, customer);
    TRY(customer_to_change(transaction, list, customer));
    if (stand_so(rows_of(house, transaction, list, customer), ids)) return std::int64_t{0};
    Change change(house, transaction, actor, kind_of(list, "ordered"));
    const auto rows = rows_of(house, transaction, list, customer);
    std::set<std::int64_t> wanted(ids.begin(), ids.end());
    if (wanted.size() != ids.size() || ids.size() != rows.size() ||
        !std::all_of(rows.begin(), rows.end(), [&](const Row& row) { return wanted.contains(row.id); }))
        return refuse(RefusalKind::conflict, "error.other_rows");
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto& before = *std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.id == ids[i]; });
        auto after = before;
        after.position = static_cast<std::int64_t>(i) + 1;
        update_row(house, transaction, change, list, before, after);
    }
    change.seal();
    return change.event();
}

Result<SavedRow> change_agency(House& house, Transaction& transaction, const Actor& actor, std::int64_t customer,
                               std::int64_t version, const NewValues& values) {
    const auto& list = list_named("agency");
    hold(transaction, Held::customer, customer);
    TRY(customer_to_change(transaction, list, customer));
    const auto rows = rows_of(house, transaction, list, customer);
    if (!rows.empty()) return change_row(house, transaction, actor, list, customer, rows[0].id, version, values);
    if (version != 1) return refuse(RefusalKind::stale, "error.stale");
    return add_row(house, transaction, actor, list, customer, values);
}

void note_reading(Change& change, const List& list, const Row& row) {
    for (std::size_t i = 0; i < list.fields.size(); ++i) {
        const auto& field = list.fields[i];
        if (!field.is_sensitive() || is_empty(row.values[i])) continue;
        const auto name = std::string(list.record) + "." + std::string(field.name);
        change.changed(reading_record, row.customer_id, Field{name}, {}, Value(std::to_string(row.id)), 0);
    }
}

Result<std::map<std::string, std::string>> read_secrets(House& house, Transaction& transaction, const Actor& actor,
                                                        const List& list, std::int64_t customer, std::int64_t id) {
    hold(transaction, Held::customer, customer);
    const auto row = find_row(house, transaction, list, id);
    if (!row || row->customer_id != customer) return refuse(RefusalKind::not_found, "error.no_such_row");
    Change change(house, transaction, actor, "sensitive_read");
    note_reading(change, list, *row);
    change.seal();
    std::map<std::string, std::string> secrets;
    for (const auto& field : list.fields)
        if (field.is_sensitive())
            if (auto value = list.text(*row, field.name); !value.empty())
                secrets.emplace(field.name, std::move(value));
    return secrets;
}

Result<customers::Saved> customer_from_member(House& house, Transaction& transaction, const Actor& actor,
                                              std::int64_t customer, std::int64_t member) {
    hold(transaction, Held::customer, customer);
    const auto& list = list_named("family");
    Change change(house, transaction, actor, "customer_from_member");
    const auto family = TRY(customer_to_change(transaction, list, customer));
    const auto before = find_row(house, transaction, list, member);
    if (!before || before->customer_id != customer) return refuse(RefusalKind::not_found, "error.no_such_row");
    const auto person = record_of(family_member_fields(), before->values);
    if (person.customer && customers::id_of_number(transaction, *person.customer))
        return refuse(RefusalKind::conflict, "error.is_a_customer", {{"number", std::to_string(*person.customer)}});
    customers::Customer draft;
    draft.kind = "private";
    // The fields that both records have under one name are the same thing.
    for (const auto& field : list.fields)
        if (const auto* shared = find_field(customers::customer_fields(), field.name);
            shared && field.name != "customer")
            shared->set(draft, list.value(*before, field.name));
    for (const char* field : {"street", "house_number", "house_number_suffix", "address_addition", "postcode", "town",
                              "country", "phone_private", "language"}) {
        const auto* shared = find_field(customers::customer_fields(), field);
        shared->set(draft, shared->get(family));
    }
    auto saved = TRY(customers::create_customer(house, transaction, change, actor, std::move(draft)));
    auto after = *before;
    after.values[static_cast<std::size_t>(list.position("customer"))] = *saved.customer.number;
    update_row(house, transaction, change, list, *before, after);
    change.seal();
    return saved;
}

}  // namespace kartei::profile
