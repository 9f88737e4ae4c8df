// How the lists of customers are taken over (family, passports, wishes, bank accounts, cards, phones, surcharges,
// notes, agency data): by customer and position, one kind of file for each declaration in profile/list.cpp. Without a
// position a row that the customer has already, word for word, is left alone, and any other is added behind.
#include <deque>

#include "base/mask.hpp"
#include "modules/customers/customer.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/imports/known_customers.hpp"
#include "modules/imports/row_by_row.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/profile/row_actions.hpp"

namespace kartei::imports {
namespace {

using customers::NewValues;
using profile::List;
using sql::Transaction;

constexpr Field customer_field{"customer", FieldKind::customer_number, 9, Privacy::open, required};
constexpr Field position_field{"position", FieldKind::integer, 6};
constexpr std::string_view holder_name = "holder";

/// In every file `customer` is whose list it is; what a member of a family has under that name goes by another.
std::string_view column_of(const Field& field) { return field.name == "customer" ? "own_customer" : field.name; }

/// Values that as_meant() understands better than the rule of their field arrive as they were written.
bool arrives_as_text(const List& list, const Field& field) {
    return field.privacy == Privacy::sensitive || field.name == "bic" ||
           (list.record == "card" && field.name == "valid_until");
}

std::vector<Target> targets_of(const List& list) {
    std::vector<Target> targets{{customer_field, "profile"}};
    if (!list.single) targets.push_back({position_field, "profile"});
    for (const auto& field : list.fields) {
        if (field.kind == FieldKind::blind_index) continue;
        auto target = field;
        target.name = column_of(field);
        // Wanted of new rows only; the check says so.
        target.traits &= ~static_cast<unsigned>(required);
        if (arrives_as_text(list, field)) {
            target.kind = FieldKind::text;
            target.max_length = 255;
        }
        targets.push_back({target, list.record});
    }
    return targets;
}

class ListImporter final : public RowByRow {
public:
    ListImporter(const ImportContext& context, const List& list)
        : RowByRow(context),
          list_(list),
          customer_(context.kind.target("customer")),
          position_(context.kind.target("position")) {}

    Result<Done> begin(Transaction& reading) override {
        if (!list_.module.empty() && !parameters::module_is_on(*parameters::parameters_of(reading), list_.module))
            return refuse(RefusalKind::conflict, "error.field_absent");
        customers_.emplace(reading);
        return Done{};
    }

protected:
    RowState look(Transaction& reading, Row& row, std::vector<ShownDifference>& differences,
                  std::string& key) override {
        if (!row.has(customer_) && row.problems().empty()) row.refuse(customer_, "error.required");
        if (row.is_refused() || !row.has(customer_)) return RowState::refused;
        const auto number = *row.number(customer_);
        const auto customer = customers_->id_of(number);
        if (!customer || !customers::may_see(reading, context_.actor, *customer))
            row.refuse(customer_, "error.no_such_customer", {{"number", std::to_string(number)}});
        else if (*customer == customers::anonymous_customer) row.refuse(customer_, "error.anonymous_customer");
        if (row.is_refused()) return RowState::refused;
        if (position_ >= 0 && row.has(position_))
            key = std::to_string(*customer) + " " + std::to_string(*row.number(position_));
        const auto before = stored(reading, *customer, row);
        auto after = before.value_or(profile::Row{.customer_id = *customer});
        for (const auto& issue : enter(reading, row, after))
            row.refuse(target_of(issue.field), issue.key, issue.parameters);
        // Nobody's note is changed, nor written in another's name, by a file either.
        const profile::Row* stands = before ? &*before : nullptr;
        for (const profile::Row* touched : {stands, static_cast<const profile::Row*>(&after)})
            if (touched && !row.is_refused())
                if (auto may = profile::may_touch(context_.actor, list_, *touched); !may)
                    row.refuse(target_of("written_by"), may.refusal().issues.front().key);
        if (row.is_refused()) return RowState::refused;
        if (!before) return RowState::added;
        differences = changed_fields(*before, after);
        return differences.empty() ? RowState::unchanged : RowState::changed;
    }

    void write(Publication&, Transaction& transaction, audit::Change& change, const Row& row) override {
        const auto customer = customers_->id_of(*row.number(customer_)).value_or(0);
        // Who was deleted since the check has no lists any more.
        if (!transaction.query("SELECT 1 FROM customer WHERE id = :id", customer).next())
            throw Overtaken{"a customer of the file was deleted"};
        const auto before = stored(transaction, customer, row);
        auto after = before.value_or(profile::Row{.customer_id = customer});
        if (!enter(transaction, row, after).empty()) throw Overtaken{"a row of the file became wrong"};
        if (before) profile::update_row(context_.house, transaction, change, list_, *before, after);
        else {
            if (position_ >= 0) after.position = row.number(position_).value_or(0);
            profile::insert_row(context_.house, transaction, change, list_, after);
        }
    }

private:
    /// What the row says, by field.
    NewValues values_of(Transaction& transaction, std::int64_t customer, const Row& row) const {
        NewValues values;
        for (const auto& field : list_.fields) {
            const int target = context_.kind.target(column_of(field));
            if (field.kind == FieldKind::blind_index || target < 0 || !(row.has(target) || row.clears(target)))
                continue;
            values.emplace(field.name, list_.has_holder && field.name == holder_name
                                           ? holder(transaction, customer, row.number(target).value_or(0))
                                           : row.value(target));
        }
        return values;
    }

    /// A file names a member of the family by position; one that is not there is said to be so by the check of ids.
    Value holder(Transaction& transaction, std::int64_t customer, std::int64_t position) const {
        if (position == 0) return std::int64_t{0};
        for (const auto& member :
             profile::rows_of(context_.house, transaction, profile::list_named("family"), customer))
            if (member.position == position) return member.id;
        return std::int64_t{999'999'999'999'999'999};
    }

    std::vector<Issue> enter(Transaction& transaction, const Row& row, profile::Row& after) const {
        return profile::enter(context_.house, transaction, context_.actor, list_, after,
                              values_of(transaction, after.customer_id, row), true);
    }

    /// The customer's row that the file's row speaks of.
    std::optional<profile::Row> stored(Transaction& transaction, std::int64_t customer, const Row& row) const {
        for (auto& known : profile::rows_of(context_.house, transaction, list_, customer)) {
            if (list_.single) return std::move(known);
            if (position_ >= 0 && row.has(position_)) {
                if (known.position == *row.number(position_)) return std::move(known);
                continue;
            }
            auto same = known;
            if (enter(transaction, row, same).empty() && same.values == known.values) return std::move(known);
        }
        return std::nullopt;
    }

    std::vector<ShownDifference> changed_fields(const profile::Row& before, const profile::Row& after) const {
        std::vector<ShownDifference> list;
        for (std::size_t i = 0; i < list_.fields.size(); ++i) {
            const auto& field = list_.fields[i];
            if (field.kind == FieldKind::blind_index || before.values[i] == after.values[i]) continue;
            const auto shown = [&](const Value& value) {
                auto text = is_empty(value) ? std::string() : write_value(field, value, context_.house.rules);
                return field.privacy == Privacy::sensitive ? masked(text) : text;
            };
            list.push_back({std::string(field.name), shown(before.values[i]), shown(after.values[i])});
        }
        return list;
    }

    int target_of(const std::string& field) const {
        const int at = list_.position(field);
        return at < 0 ? -1 : context_.kind.target(column_of(list_.fields[static_cast<std::size_t>(at)]));
    }

    const List& list_;
    const int customer_, position_;
    std::optional<KnownCustomers> customers_;
};

}  // namespace

const std::vector<const ImportKind*>& list_imports() {
    static std::deque<std::string> changes;
    static std::deque<ImportKind> kinds;
    static const std::vector<const ImportKind*> all = [] {
        std::vector<const ImportKind*> pointers;
        for (const auto& list : profile::all_lists()) {
            changes.push_back("import_" + std::string(list.name));
            kinds.push_back({.name = list.name,
                             .change = changes.back(),
                             .targets = targets_of(list),
                             .right = std::string(list.right),
                             .module = std::string(list.module),
                             .make = [&list](ImportContext& context) {
                                 return std::make_unique<ListImporter>(context, list);
                             }});
            pointers.push_back(&kinds.back());
        }
        return pointers;
    }();
    return all;
}

}  // namespace kartei::imports
