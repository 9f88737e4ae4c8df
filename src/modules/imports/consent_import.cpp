// How labels and permissions of customers are taken over: by customer and name; names that are unknown are created.
#include "modules/consents/consent_store.hpp"
#include "modules/customers/customer.hpp"
#include "modules/imports/known_customers.hpp"
#include "modules/imports/name_book.hpp"
#include "modules/imports/row_by_row.hpp"

namespace kartei::imports {
namespace {

using consents::CustomerLabel;
using consents::CustomerPermission;
using sql::Transaction;

constexpr Field customer_field{"customer", FieldKind::customer_number, 9, Privacy::open, required};

std::vector<Target> label_targets() {
    std::vector<Target> list{{customer_field, "customer_label"},
                             {{"label", FieldKind::text, 120, Privacy::open, required}, "customer_label"}};
    for (const auto& member : consents::label_fields())
        if (member.field.name != "granted_by") list.push_back({member.field, "customer_label"});
    return list;
}

std::vector<Target> permission_targets() {
    std::vector<Target> list{{customer_field, "customer_permission"},
                             {{"permission", FieldKind::text, 120, Privacy::open, required}, "customer_permission"}};
    for (const auto& member : consents::permission_fields()) list.push_back({member.field, "customer_permission"});
    return list;
}

/// What both have in common: customer, name, and the lines of customers that must be brought up to date.
class ConsentImporter : public RowByRow {
public:
    ConsentImporter(const ImportContext& context, std::string_view name, std::string shelf)
        : RowByRow(context),
          customer_(context.kind.target("customer")),
          name_(context.kind.target(name)),
          shelf_(std::move(shelf)) {}

    Result<Done> begin(Transaction& reading) override {
        customers_.emplace(reading);
        for (const auto& [id, name] : all(reading)) names_.know(name, id);
        return Done{};
    }
    void open(Transaction& transaction, audit::Change& change) override {
        names_.settle(
            [&](const std::string& name, const std::string&) { return find_or_create(transaction, change, name); });
    }

protected:
    virtual consents::NamedIds all(Transaction& transaction) const = 0;
    virtual std::int64_t find_or_create(Transaction& transaction, audit::Change& change,
                                        const std::string& name) const = 0;

    /// Customer's id, 0 when the row is refused. Two rows for the same customer and name are one too many.
    std::int64_t customer_of(Row& row, std::string& key) {
        for (const int target : {customer_, name_})
            if (!row.has(target) && row.problems().empty()) row.refuse(target, "error.required");
        const auto number = row.number(customer_);
        if (!number) return 0;
        const auto id = customers_->id_of(*number);
        if (!id) row.refuse(customer_, "error.no_such_customer", {{"number", std::to_string(*number)}});
        else if (*id == customers::anonymous_customer) row.refuse(customer_, "error.anonymous_customer");
        if (row.is_refused()) return 0;
        const std::string name(row.text(name_));
        if (!names_.has(name)) context_.tally.will_create(shelf_, name);
        key = std::to_string(*id) + " " + std::to_string(names_.position(name));
        return *id;
    }
    std::int64_t name_id(const Row& row) { return names_.id_at(names_.position(row.text(name_))); }
    std::int64_t customer_of(const Row& row) {
        const auto id = customers_->id_of(*row.number(customer_)).value_or(0);
        touched_.insert(id);
        return id;
    }
    void end_of_chunk(Transaction& transaction, audit::Change&) override {
        for (const auto customer : touched_) consents::refresh_consents(transaction, customer);
        touched_.clear();
    }

private:
    const int customer_, name_;
    const std::string shelf_;
    std::optional<KnownCustomers> customers_;
    NameBook names_;
    std::set<std::int64_t> touched_;
};

/// Sets the fields that the row has a word on.
template <class Record>
void merge_fields(const ImportContext& context, const FieldTable<Record>& table, const Row& row, Record& record) {
    for (const auto& member : table) {
        const int target = context.kind.target(member.field.name);
        if (target < 0) continue;
        if (row.has(target)) member.set(record, row.value(target));
        else if (row.clears(target)) member.set(record, {});
    }
}

class LabelImporter final : public ConsentImporter {
public:
    explicit LabelImporter(const ImportContext& context) : ConsentImporter(context, "label", "labels") {}

protected:
    consents::NamedIds all(Transaction& transaction) const override { return consents::all_labels(transaction); }
    std::int64_t find_or_create(Transaction& transaction, audit::Change& change,
                                const std::string& name) const override {
        return consents::find_or_create_label(transaction, change, name);
    }
    RowState look(Transaction& reading, Row& row, std::vector<ShownDifference>& differences,
                  std::string& key) override {
        const auto customer = ConsentImporter::customer_of(row, key);
        if (customer == 0) return RowState::refused;
        const auto label = name_id(row);
        const auto before = label == 0 ? std::nullopt : consents::find_label(reading, customer, label);
        if (!before) return RowState::added;
        auto after = *before;
        merge_fields(context_, consents::label_fields(), row, after);
        differences =
            shown_differences(kartei::differences(consents::label_fields(), *before, after), context_.house.rules);
        return differences.empty() ? RowState::unchanged : RowState::changed;
    }
    void write(Publication& publication, Transaction& transaction, audit::Change& change, const Row& row) override {
        const auto customer = ConsentImporter::customer_of(row);
        const auto label = name_id(row);
        // A label that is given now was granted now, unless the file knows better.
        auto record = consents::find_label(transaction, customer, label)
                          .value_or(CustomerLabel{customer, label, change.at(), publication.actor().name, ""});
        merge_fields(context_, consents::label_fields(), row, record);
        consents::store_label(transaction, change, record);
    }
};

class PermissionImporter final : public ConsentImporter {
public:
    explicit PermissionImporter(const ImportContext& context)
        : ConsentImporter(context, "permission", "permissions"), state_(context.kind.target("state")) {}

protected:
    consents::NamedIds all(Transaction& transaction) const override { return consents::all_permissions(transaction); }
    std::int64_t find_or_create(Transaction& transaction, audit::Change& change,
                                const std::string& name) const override {
        return consents::find_or_create_permission(transaction, change, name);
    }
    RowState look(Transaction& reading, Row& row, std::vector<ShownDifference>& differences,
                  std::string& key) override {
        const auto customer = ConsentImporter::customer_of(row, key);
        if (customer == 0) return RowState::refused;
        const auto permission = name_id(row);
        const auto before = permission == 0 ? std::nullopt : consents::find_permission(reading, customer, permission);
        if (!before && !row.has(state_)) {
            row.refuse(state_, "error.required");
            return RowState::refused;
        }
        if (!before) return RowState::added;
        auto after = *before;
        merge_fields(context_, consents::permission_fields(), row, after);
        if (after.state.empty()) row.refuse(state_, "error.required");
        differences =
            shown_differences(kartei::differences(consents::permission_fields(), *before, after), context_.house.rules);
        return differences.empty() ? RowState::unchanged : RowState::changed;
    }
    void write(Publication&, Transaction& transaction, audit::Change& change, const Row& row) override {
        const auto customer = ConsentImporter::customer_of(row);
        const auto permission = name_id(row);
        auto record = consents::find_permission(transaction, customer, permission)
                          .value_or(CustomerPermission{customer, permission, "", "", change.at(), ""});
        merge_fields(context_, consents::permission_fields(), row, record);
        consents::store_permission(transaction, change, record);
    }

private:
    const int state_;
};

}  // namespace

const ImportKind& label_import() {
    static const ImportKind kind{
        .name = "labels", .change = "import_labels", .targets = label_targets(), .make = [](ImportContext& context) {
            return std::make_unique<LabelImporter>(context);
        }};
    return kind;
}

const ImportKind& permission_import() {
    static const ImportKind kind{
        .name = "permissions",
        .change = "import_permissions",
        .targets = permission_targets(),
        .make = [](ImportContext& context) { return std::make_unique<PermissionImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports
