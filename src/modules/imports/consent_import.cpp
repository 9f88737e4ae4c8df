// How labels and permissions of customers are taken over: by customer and name; names that are unknown are created.
#include <algorithm>
#include <array>

#include "modules/consents/consent_blocks.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/declarations.hpp"
#include "modules/consents/label_terms.hpp"
#include "modules/customers/customer.hpp"
#include "modules/customers/hidden_customers.hpp"
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
        if (consents::stands_in_files(member.field.name)) list.push_back({member.field, "customer_label"});
    return list;
}

std::vector<Target> permission_targets() {
    std::vector<Target> list{{customer_field, "customer_permission"},
                             {{"permission", FieldKind::text, 120, Privacy::open, required}, "customer_permission"}};
    for (const auto& member : consents::permission_fields()) list.push_back({member.field, "customer_permission"});
    return list;
}

/// What both have in common: customer, name, what he carries already, and the lines of customers that must be brought
/// up to date.
template <class Record>
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
    /// Writes some rows; `before` is what their customers carry.
    virtual void write_rows(Publication& publication, Transaction& transaction, audit::Change& change,
                            const std::vector<Row>& rows, const consents::Carried<Record>& before) = 0;
    virtual const FieldTable<Record>& fields() const = 0;

    void look_ahead(Transaction& reading, const std::vector<Row>& rows) override {
        carried_.clear();
        consents::look_up_by_index(reading);
        consents::read_carried(reading, customers_of(rows), carried_);
    }
    void write_all(Publication& publication, Transaction& transaction, audit::Change& change,
                   const std::vector<Row>& rows) override {
        const auto customers = customers_of(rows);
        consents::look_up_by_index(transaction);
        consents::Carried<Record> before;
        consents::read_carried(transaction, customers, before);
        write_rows(publication, transaction, change, rows, before);
        consents::refresh_consents(transaction, customers);
    }
    std::int64_t customer_id(const Row& row) const { return customers_->id_of(*row.number(customer_)).value_or(0); }
    const Record* carried(std::int64_t customer, std::int64_t of) const {
        const auto found = carried_.find({customer, of});
        return found == carried_.end() ? nullptr : &found->second;
    }
    /// Sets the fields that the row has a word on.
    void merge_fields(const Row& row, Record& record) const {
        for (const auto& member : fields()) {
            const int target = context_.kind.target(member.field.name);
            if (target < 0) continue;
            if (row.has(target)) member.set(record, row.value(target));
            else if (row.clears(target)) member.set(record, {});
        }
    }
    std::vector<ShownDifference> differences_from(const Record& before, const Record& after) const {
        return shown_differences(kartei::differences(fields(), before, after), context_.house.rules);
    }

    /// Customer's id, 0 when the row is refused; `key` says whom and what the row is about.
    std::int64_t customer_of(Transaction& reading, Row& row, std::string& key) {
        for (const int target : {customer_, name_})
            if (!row.has(target) && row.problems().empty()) row.refuse(target, "error.required");
        const auto number = row.number(customer_);
        if (!number) return 0;
        const auto id = customers_->id_of(*number);
        if (!id || !customers::may_see(reading, context_.actor, *id))
            row.refuse(customer_, "error.no_such_customer", {{"number", std::to_string(*number)}});
        else if (*id == customers::anonymous_customer) row.refuse(customer_, "error.anonymous_customer");
        if (row.is_refused()) return 0;
        const std::string name(row.text(name_));
        if (!names_.has(name)) context_.tally.will_create(shelf_, name);
        key = std::to_string(*id) + " " + std::to_string(names_.position(name));
        return *id;
    }
    /// Each once.
    std::vector<std::int64_t> customers_of(const std::vector<Row>& rows) const {
        std::set<std::int64_t> customers;
        for (const auto& row : rows)
            if (const auto number = row.number(customer_))
                if (const auto id = customers_->id_of(*number)) customers.insert(*id);
        return {customers.begin(), customers.end()};
    }
    std::int64_t name_id(const Row& row) { return names_.id_at(names_.position(row.text(name_))); }

private:
    const int customer_, name_;
    const std::string shelf_;
    std::optional<KnownCustomers> customers_;
    NameBook names_;
    consents::Carried<Record> carried_;  ///< of the customers whose rows are looked at
};

class LabelImporter final : public ConsentImporter<CustomerLabel> {
public:
    explicit LabelImporter(const ImportContext& context)
        : ConsentImporter(context, "label", "labels"),
          label_(context.kind.target("label")),
          expires_(context.kind.target("expires_at")) {}

protected:
    consents::NamedIds all(Transaction& transaction) const override { return consents::all_labels(transaction); }
    std::int64_t find_or_create(Transaction& transaction, audit::Change& change,
                                const std::string& name) const override {
        return consents::find_or_create_label(transaction, change, name);
    }
    RowState look(Transaction& reading, Row& row, std::vector<ShownDifference>& differences,
                  std::string& key) override {
        const auto customer = customer_of(reading, row, key);
        if (customer == 0) return RowState::refused;
        const auto* before = carried(customer, name_id(row));
        if (!before) {
            refuse_what_is_over(reading, row, customer);
            return row.is_refused() ? RowState::refused : RowState::added;
        }
        auto after = *before;
        merge_fields(row, after);
        differences = differences_from(*before, after);
        return differences.empty() ? RowState::unchanged : RowState::changed;
    }
    /// A label that is given now was granted now, unless the file knows better.
    void write_rows(Publication& publication, Transaction& transaction, audit::Change& change,
                    const std::vector<Row>& rows, const consents::Carried<CustomerLabel>& before) override {
        std::vector<CustomerLabel> after;
        for (const auto& row : rows) {
            const auto found = before.find({customer_id(row), name_id(row)});
            const bool is_new = found == before.end();
            auto label = is_new ? CustomerLabel{customer_id(row), name_id(row), change.at(), publication.actor().name, ""}
                                : found->second;
            merge_fields(row, label);
            if (is_new || label.expires_at != found->second.expires_at) {
                const auto given = to_give(transaction, row, label);
                if (!given) continue;  // midnight came between: it is over now
                label = *given;
            }
            after.push_back(std::move(label));
        }
        consents::store_all(transaction, change, before, after);
    }
    /// A label that comes with the file knows no end.
    void refuse_what_is_over(Transaction& reading, Row& row, std::int64_t customer) {
        CustomerLabel label{customer, name_id(row), context_.house.now(), context_.actor.name, ""};
        merge_fields(row, label);
        if (label.label_id == 0) return;
        if (const auto given = to_give(reading, row, label); !given)
            for (const auto& issue : given.refusal().issues) row.refuse(label_, issue.key, issue.parameters);
    }
    /// As the label says, counted from the day on which the file says that it was given, unless the file says its end.
    Result<CustomerLabel> to_give(Transaction& transaction, const Row& row, CustomerLabel label) {
        if (expires_ >= 0 && row.clears(expires_)) {
            label.follows_subscription = false;
            return label;
        }
        auto terms = terms_.find(label.label_id);
        if (terms == terms_.end())
            terms = terms_.emplace(label.label_id, consents::terms_of_label(transaction, label.label_id)).first;
        return consents::label_to_give(context_.house, transaction, terms->second, label,
                                       consents::LabelSource::file);
    }
    const FieldTable<CustomerLabel>& fields() const override { return consents::label_fields(); }

private:
    const int label_, expires_;
    std::map<std::int64_t, consents::LabelTerms> terms_;  ///< of labels that the file gives
};

/// Each row is a declaration of its day: a file may hold several for one customer and permission, in any order.
class PermissionImporter final : public ConsentImporter<CustomerPermission> {
public:
    explicit PermissionImporter(const ImportContext& context)
        : ConsentImporter(context, "permission", "permissions"),
          state_(context.kind.target("state")),
          at_(context.kind.target("at")),
          proofs_{context.kind.target("proof"), context.kind.target("wording_version")} {}

protected:
    consents::NamedIds all(Transaction& transaction) const override { return consents::all_permissions(transaction); }
    std::int64_t find_or_create(Transaction& transaction, audit::Change& change,
                                const std::string& name) const override {
        return consents::find_or_create_permission(transaction, change, name);
    }
    void look_ahead(Transaction& reading, const std::vector<Row>& rows) override {
        ConsentImporter::look_ahead(reading, rows);
        declared_.clear();
        consents::read_declared(reading, customers_of(rows), declared_);
    }
    RowState look(Transaction& reading, Row& row, std::vector<ShownDifference>& differences,
                  std::string& key) override {
        const auto customer = customer_of(reading, row, key);
        if (customer == 0) return RowState::refused;
        const auto* before = carried(customer, name_id(row));
        if (row.clears(state_) || (!before && !row.has(state_))) {
            row.refuse(state_, "error.required");
            return RowState::refused;
        }
        const auto declared = declared_in(row, before, context_.house.now());
        refuse_what_would_wake(row, key, before, declared);
        if (row.is_refused()) return RowState::refused;
        key += " " + declared.at;
        if (!before) return RowState::added;
        if (consents::is_declared(declared_, declared, says_proof(row))) return RowState::unchanged;
        if (consents::holds_over(*before, declared)) {
            context_.tally.older(row.line(), {at_, "imports.older_declaration", {}, false});
            return RowState::changed;
        }
        differences = differences_from(*before, declared);
        return RowState::changed;
    }
    void write_rows(Publication&, Transaction& transaction, audit::Change& change, const std::vector<Row>& rows,
                    const consents::Carried<CustomerPermission>& before) override {
        consents::Declarations known;
        consents::read_declared(transaction, customers_of(rows), known);
        std::vector<CustomerPermission> declared;
        for (const auto& row : rows) {
            const auto found = before.find({customer_id(row), name_id(row)});
            auto one = declared_in(row, found == before.end() ? nullptr : &found->second, change.at());
            one.customer_id = customer_id(row);
            one.permission_id = name_id(row);
            if (consents::is_declared(known, one, says_proof(row))) continue;
            known.insert(consents::key_of(one));
            declared.push_back(std::move(one));
        }
        consents::declare_all(transaction, change, before, declared);
    }
    const FieldTable<CustomerPermission>& fields() const override { return consents::permission_fields(); }

private:
    /// The customary file of six columns knows neither.
    bool says_proof(const Row& row) const {
        return std::ranges::any_of(proofs_, [&](int target) { return target >= 0 && (row.has(target) || row.clears(target)); });
    }

    /// A withdrawal must not be undone by a row of whom nobody knows when he said it: neither ahead of today, where it
    /// would hold over whatever is withdrawn until then, nor without a date.
    void refuse_what_would_wake(Row& row, const std::string& whose, const CustomerPermission* before,
                                const CustomerPermission& declared) {
        if (declared.at > context_.house.now()) row.refuse(at_, "error.declared_ahead");
        if (declared.state == "withdrawn") withdrawn_.insert(whose);
        const bool was_withdrawn = (before && before->state == "withdrawn") || withdrawn_.contains(whose);
        if (declared.state == "given" && !row.has(at_) && was_withdrawn) row.refuse(at_, "error.given_again_without_date");
    }

    /// A row that names neither another state nor another moment corrects what holds; without a date a new state was
    /// declared now.
    CustomerPermission declared_in(const Row& row, const CustomerPermission* before, const std::string& now) const {
        const bool corrects = before && (!row.has(state_) || row.text(state_) == before->state) &&
                              (!row.has(at_) || row.text(at_) == before->at);
        CustomerPermission declared;
        if (corrects) declared = *before;
        else if (before) declared = {before->customer_id, before->permission_id, before->state, "", "", "", "", ""};
        merge_fields(row, declared);
        if (declared.at.empty()) declared.at = now;
        return declared;
    }

    const int state_, at_;
    const std::array<int, 2> proofs_;
    std::set<std::string> withdrawn_;  ///< by earlier rows of the file: customer and permission
    consents::Declarations declared_;  ///< of the customers whose rows are looked at
};

}  // namespace

const ImportKind& label_import() {
    static const ImportKind kind{
        .name = "labels",
        .change = "import_labels",
        .targets = label_targets(),
        .right = "customers.change",
        .make = [](ImportContext& context) { return std::make_unique<LabelImporter>(context); }};
    return kind;
}

const ImportKind& permission_import() {
    static const ImportKind kind{
        .name = "permissions",
        .change = "import_permissions",
        .targets = permission_targets(),
        .right = "customers.change",
        .make = [](ImportContext& context) { return std::make_unique<PermissionImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports
