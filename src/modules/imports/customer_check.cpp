// The check of customers: who is meant, what changes, what is wrong.
#include <algorithm>

#include "base/text.hpp"
#include "modules/customers/customer_kind.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/impossible_values.hpp"
#include "modules/imports/customer_importer.hpp"
#include "modules/imports/entered_values.hpp"
#include "modules/imports/row_by_row.hpp"

namespace kartei::imports {
namespace {

using customers::Customer;
using customers::customer_fields;
using sql::Transaction;

/// Targets are the fields of the register, then these.
std::vector<Target> targets() {
    std::vector<Target> list;
    for (const auto& member : customer_fields()) {
        auto field = member.field;
        // Set by the program for us, but part of what another house hands over.
        list.push_back({field, "customer"});
    }
    list.push_back({{"source", FieldKind::text, 40}, "customer"});
    list.push_back({{"source_key", FieldKind::text, 120}, "customer"});
    list.push_back({{"labels", FieldKind::text_list, 120}, "customer"});
    // The kind has a default, so a file need not name it.
    for (auto& target : list)
        if (target.field.name == "kind") target.field.traits &= ~static_cast<unsigned>(required);
    return list;
}

/// A file without countries may hold addresses of any: its postcodes are judged only where a country is said.
constexpr std::string_view no_country;

const Member<Customer>& member_at(int target) { return customer_fields()[static_cast<std::size_t>(target)]; }
int field_count() { return static_cast<int>(customer_fields().size()); }

}  // namespace

CustomerImporter::CustomerImporter(const ImportContext& context)
    : context_(context),
      added_(context.folder),
      changed_(context.folder),
      numbers_(context.folder, 8 << 20),
      debtors_(context.folder, 8 << 20),
      keys_(context.folder, 8 << 20),
      links_(context.folder, 1 << 20),
      lines_(context.folder),
      terms_(context.folder) {
    number_ = context_.kind.target("number");
    debtor_number_ = context_.kind.target("debtor_number");
    source_ = context_.kind.target("source");
    source_key_ = context_.kind.target("source_key");
    labels_ = context_.kind.target("labels");
    kind_ = context_.kind.target("kind");
    agency_ = context_.kind.target("agency");
}

Result<Done> CustomerImporter::begin(Transaction& reading) {
    today_ = context_.house.today();
    if (context_.columns.has(source_key_) && !context_.columns.has(source_) && context_.settings.source.empty())
        return refuse_field("source", "error.import_source_missing");
    if (context_.columns.has(source_key_)) known_sources_.emplace(reading);
    known_.emplace(reading);
    choices_.emplace(reading);
    if (context_.columns.has(agency_)) agencies_ = customers::ids_of_kind(reading, "agency");
    if (std::any_of(customers::links.begin(), customers::links.end(),
                    [&](const auto& link) { return context_.columns.has(context_.kind.target(link.field)); }))
        unseen_ = customers::unseen_by(reading, context_.actor);
    if (context_.columns.has(debtor_number_)) known_debtors_.emplace(reading);
    for (const auto kind : parameters::customer_kinds)
        for (const auto target : {customers::Target::customer, customers::Target::debtor})
            if (!customers::proposes(reading, kind, target)) without_proposal_.emplace(kind, target);
    brought_.begin(reading);
    for (const auto& [id, name] : consents::all_labels(reading)) label_names_.know(name, id);
    label_terms_ = consents::all_label_terms(reading);
    return Done{};
}

CustomerImporter::Identity CustomerImporter::identify(Transaction& reading, Row& row) {
    Identity identity;
    identity.number = row.number(number_);
    if (identity.number && *identity.number <= 0) row.refuse(number_, "error.number_not_positive");
    if (identity.number) identity.id = known_->id_of(*identity.number);
    if (identity.number && !identity.id && known_->is_spent(*identity.number))
        row.refuse(number_, "error.number_taken", {{"number", std::to_string(*identity.number)}});
    if (row.has(source_key_)) identify_by_source(reading, row, identity);
    return identity;
}

void CustomerImporter::identify_by_source(Transaction& reading, Row& row, Identity& identity) {
    identity.source = row.has(source_) ? std::string(row.text(source_)) : context_.settings.source;
    identity.key = row.text(source_key_);
    if (identity.source.empty()) return row.refuse(source_, "error.required");
    const auto found = known_sources_->id_of(reading, identity.source, identity.key);
    identity.key_is_new = !found;
    if (!found) return;
    // A number that is new and a key that is known, or two customers: one of the two is wrong.
    if (identity.number && identity.id != found) row.refuse(source_key_, "error.import_source_elsewhere");
    identity.id = found;
}

CustomerImporter::NewValues CustomerImporter::values_of(const Row& row, const Customer& before) const {
    NewValues values;
    for (int target = 0; target < field_count(); ++target) {
        if (target == number_) continue;
        if (row.has(target)) values.emplace(member_at(target).field.name, row.value(target));
        else if (row.clears(target))
            values.emplace(member_at(target).field.name,
                           member_at(target).field.kind == FieldKind::yes_no ? Value(false) : Value());
    }
    as_entered(values);
    choices_->understand(values);
    mend_postcodes(values, before, no_country);
    if (context_.settings.capitals) set_capitals(values, before);
    return values;
}

void CustomerImporter::check(Transaction& reading, std::vector<Row>& rows) {
    std::vector<Identity> identities;
    std::vector<std::int64_t> wanted;
    for (auto& row : rows) {
        identities.push_back(identify(reading, row));
        if (identities.back().id) wanted.push_back(*identities.back().id);
    }
    std::map<std::int64_t, Customer> existing;
    for (auto& customer : customers::find_customers(reading, wanted))
        existing.emplace(customer.id, std::move(customer));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        refuse_unknown_choices(rows[i]);
        look_at_agency(rows[i]);
        const auto& identity = identities[i];
        const auto found = identity.id ? existing.find(*identity.id) : existing.end();
        if (found == existing.end()) check_new(reading, rows[i], identity);
        else check_existing(reading, rows[i], identity, found->second);
    }
}

void CustomerImporter::check_new(Transaction& reading, Row& row, const Identity& identity) {
    static const int name = context_.kind.target("name");
    if (!row.has(name)) {
        const bool unreadable = std::any_of(row.problems().begin(), row.problems().end(),
                                            [&](const auto& problem) { return problem.target == name; });
        if (!unreadable) row.refuse(name, "error.required");
    }
    check_numbers(row, identity, nullptr);
    check_right_to_add(row, identity);
    refuse_labels_that_are_over(reading, row, 0);
    const auto values = values_of(row);
    refuse_impossible(row, values);
    if (row.is_refused()) return;
    added_.add(packed(row, identity, values));
    note_lacking(row.has(kind_) ? std::string(row.text(kind_)) : "private", identity.number,
                 row.number(debtor_number_));
    note_keys(row, identity, RowState::added);
    note_links(row, RowState::added, {});
    context_.tally.put(RowState::added, row.line(),
                       [&] { return shown_values(context_.kind, row, context_.house.rules); });
}

void CustomerImporter::check_existing(Transaction& reading, Row& row, const Identity& identity,
                                      const Customer& before) {
    if (!customers::may_see(context_.actor, before))
        return row.refuse(number_, "error.number_taken", {{"number", std::to_string(*before.number)}});
    const auto values = values_of(row, before);
    if (before.id == customers::anonymous_customer) row.refuse(-1, "error.anonymous_customer");
    check_numbers(row, identity, &before);
    Customer after = before;
    for (const auto& issue : customers::apply_values(after, values, context_.actor, false))
        row.refuse(context_.kind.target(issue.field), issue.key, issue.parameters);
    for (const auto& issues : {customers::issues_of(after), customers::impossible_values(after, &before, today_,
                                                                                         no_country)})
        for (const auto& issue : issues) row.refuse(context_.kind.target(issue.field), issue.key, issue.parameters);
    refuse_labels_that_are_over(reading, row, before.id);
    if (row.is_refused()) return;
    const auto changed = differences(customer_fields(), before, after);
    const bool labelled = has_new_labels(reading, row, before.id);
    const auto state = changed.empty() && !labelled && !identity.key_is_new ? RowState::unchanged : RowState::changed;
    if (state == RowState::changed && !context_.actor.may("customers.change"))
        return row.refuse(-1, "error.no_right_to_change_customers");
    note_keys(row, identity, state);
    if (state == RowState::changed) {
        changed_.add(packed(row, identity, values));
        note_links(row, state, before);
    }
    context_.tally.put(
        state, row.line(), [&] { return shown_values(context_.kind, row, context_.house.rules); },
        shown_differences(changed, context_.house.rules));
}

/// As entry by hand: a right to create, one to choose the number, one to label.
void CustomerImporter::check_right_to_add(Row& row, const Identity& identity) {
    const auto& actor = context_.actor;
    const auto kind = row.has(kind_) ? std::string(row.text(kind_)) : "private";
    const bool proposed = !without_proposal_.contains({kind, customers::Target::customer});
    if (!actor.may("customers.create")) row.refuse(-1, "error.no_right_to_create_customers");
    if (!row.list(labels_).empty() && !actor.may("customers.change"))
        row.refuse(labels_, "error.no_right_to_field");
    if (!proposed || actor.may("customers.number")) return;
    if (identity.number) row.refuse(number_, "error.no_right_to_field");
    if (row.has(debtor_number_)) row.refuse(debtor_number_, "error.no_right_to_field");
}

/// Of a new row only what is needed becomes a customer; the rest is done when it is written.
void CustomerImporter::refuse_impossible(Row& row, const NewValues& values) const {
    Customer customer;
    for (const auto name : {"birth_date", "postcode", "po_box_postcode", "country"})
        if (const auto found = values.find(name); found != values.end())
            find_field(customer_fields(), name)->set(customer, found->second);
    for (const auto& issue : customers::impossible_values(customer, nullptr, today_, no_country))
        row.refuse(context_.kind.target(issue.field), issue.key, issue.parameters);
}

bool CustomerImporter::has_new_labels(Transaction& reading, Row& row, std::int64_t customer) {
    bool fresh = false;
    for (const auto& name : row.list(labels_)) {
        const auto id = label_names_.has(name) ? label_names_.id_at(label_names_.position(name)) : 0;
        fresh = fresh || id == 0 || !consents::find_label(reading, customer, id);
    }
    return fresh;
}

/// Of those that he does not carry yet; `customer` 0: somebody new. One that comes with the file knows no end.
void CustomerImporter::refuse_labels_that_are_over(Transaction& reading, Row& row, std::int64_t customer) {
    for (const auto& name : row.list(labels_)) {
        const auto id = label_names_.has(name) ? label_names_.id_at(label_names_.position(name)) : 0;
        if (id == 0 || (customer && consents::find_label(reading, customer, id))) continue;
        const auto given = consents::label_to_give(context_.house, reading, label_terms_[id],
                                                   {customer, id, context_.house.now(), context_.actor.name, ""},
                                                   consents::LabelSource::file);
        if (!given)
            for (const auto& issue : given.refusal().issues) row.refuse(labels_, issue.key, issue.parameters);
    }
}

/// Of a new customer, where his kind is given none.
void CustomerImporter::demand_numbers(Row& row, const Identity& identity, bool has_debtor_number) {
    const auto kind = row.has(kind_) ? std::string(row.text(kind_)) : "private";
    if (!identity.number && without_proposal_.contains({kind, customers::Target::customer}))
        row.refuse(number_, "error.number_demanded");
    if (!has_debtor_number && customers::is_booked(kind) &&
        without_proposal_.contains({kind, customers::Target::debtor}))
        row.refuse(debtor_number_, "error.debtor_number_demanded");
}

/// What entry by hand asks of numbers; doubles within the file are found at its end.
void CustomerImporter::check_numbers(Row& row, const Identity& identity, const Customer* before) {
    const auto debtor = row.number(debtor_number_);
    if (!before) demand_numbers(row, identity, debtor.has_value());
    if (!debtor || (before && before->debtor_number == debtor)) return;
    if (*debtor <= 0) row.refuse(debtor_number_, "error.number_not_positive");
    // Of one who has a debtor number it cannot be changed at all, which is told elsewhere.
    else if (!(before && before->debtor_number) && known_debtors_->has(*debtor))
        row.refuse(debtor_number_, "error.number_taken", {{"number", std::to_string(*debtor)}});
}

void CustomerImporter::note_number(SortedRecords& numbers, const Row& row, std::int64_t number, RowState state,
                                   bool is_new) {
    std::string record;
    Packer packer(record);
    packer.ordered(static_cast<std::uint64_t>(number));
    packer.ordered(static_cast<std::uint64_t>(row.line()));
    packer.number(static_cast<int>(state));
    packer.number(is_new);
    numbers.add(record);
}

void CustomerImporter::note_keys(const Row& row, const Identity& identity, RowState state) {
    if (identity.number) note_number(numbers_, row, *identity.number, state, !identity.id);
    if (const auto debtor = row.number(debtor_number_)) note_number(debtors_, row, *debtor, state, true);
    if (identity.key.empty()) return;
    std::string record;
    Packer packer(record);
    packer.ordered_text(identity.source);
    packer.ordered_text(identity.key);
    packer.ordered(static_cast<std::uint64_t>(row.line()));
    packer.number(static_cast<int>(state));
    keys_.add(record);
}

/// Links to whom the house does not have; to who may not see him a hidden customer is nobody, and only what stands
/// there already stays. They are looked at together at the end of the file, so that both are told alike.
void CustomerImporter::note_links(const Row& row, RowState state, const Customer& before) {
    for (int target = 0; target < field_count(); ++target) {
        if (!context_.columns.has(target) || member_at(target).field.kind != FieldKind::customer_number) continue;
        const auto number = row.number(target);
        if (!number) continue;
        const auto id = known_->id_of(*number);
        if (id && (!unseen_.contains(*id) || member_at(target).get(before) == Value(*number))) continue;
        std::string record;
        Packer packer(record);
        packer.ordered(static_cast<std::uint64_t>(*number));
        packer.ordered(static_cast<std::uint64_t>(row.line()));
        packer.number(target);
        packer.number(static_cast<int>(state));
        links_.add(record);
    }
}

std::string CustomerImporter::packed(const Row& row, const Identity& identity, const NewValues& values) {
    std::string record;
    Packer packer(record);
    packer.number(row.line());
    packer.number(identity.id.value_or(0));
    packer.number(identity.number.value_or(0));
    packer.text(identity.source);
    packer.text(identity.key_is_new ? identity.key : "");
    const auto labels = row.list(labels_);
    packer.number(static_cast<std::int64_t>(labels.size()));
    for (const auto& name : labels) {
        if (!label_names_.has(name)) context_.tally.will_create("labels", name);
        packer.number(label_names_.position(name));
    }
    for (const auto& [name, value] : values) {
        const auto target = context_.kind.target(name);
        filled_.insert(target);
        packer.number(target);
        packer.value(value);
    }
    return record;
}

const ImportKind& customer_import() {
    static const ImportKind kind{
        .name = "customers",
        .change = "import_customers",
        .targets = targets(),
        .passed_over = {"id", "version", "created_at", "changed_at"},
        .make = [](ImportContext& context) { return std::make_unique<CustomerImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports
