#include "modules/bookings/booking_entry.hpp"

#include <set>

#include "base/mask.hpp"
#include "modules/bookings/booking_checks.hpp"
#include "modules/bookings/booking_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/base_data.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;
using Issues = std::vector<Issue>;

constexpr std::string_view by_hand = "by_hand";

/// What an answer shows of a row beside its fields; sent back it says nothing.
bool is_derived(std::string_view name) {
    static const std::set<std::string_view> names{"version", "total", "commission", "age",
                                                  "paid",    "open",  "has_agency"};
    return names.contains(name);
}

/// Which lists can be typed, and what it takes to change them.
std::string_view right_to(std::string_view list) {
    if (list == "fees") return "fees.change";
    return list == "charges" ? "bookings.cancel" : "bookings.change";
}

int place_of(const RowKind& kind, std::string_view field) {
    for (std::size_t i = 0; i < kind.fields.size(); ++i)
        if (kind.fields[i].name == field) return static_cast<int>(i);
    return -1;
}

Value& value_of(const RowKind& kind, StoredRow& row, std::string_view field) {
    return row.values[static_cast<std::size_t>(place_of(kind, field))];
}

/// The customer that a number names, hidden ones only to who may see them.
std::optional<std::int64_t> customer_of(Transaction& transaction, const Actor& actor, std::int64_t number) {
    const auto id = customers::id_of_number(transaction, number);
    return id && customers::may_see(transaction, actor, *id) ? id : std::nullopt;
}

/// Into `id`; the issue when the number is nobody's.
std::optional<Issue> put_customer(Transaction& transaction, const Actor& actor, const std::string& field,
                                  const Value& value, std::int64_t& id) {
    if (is_empty(value)) {
        id = 0;
        return std::nullopt;
    }
    static const Field number{"customer", FieldKind::customer_number, 9};
    const auto checked = check_value(number, value);
    if (!checked)
        return Issue{field, checked.refusal().issues.front().key, checked.refusal().issues.front().parameters};
    const auto found = customer_of(transaction, actor, std::get<std::int64_t>(*checked));
    if (!found)
        return Issue{field, "error.no_such_customer", {{"number", std::to_string(std::get<std::int64_t>(*checked))}}};
    id = *found;
    return std::nullopt;
}

/// The value of one field, checked; nothing where it stays as it is.
Result<std::optional<Value>> checked_value(const Actor& actor, const Field& field, const std::string& name,
                                           const Value& typed, const Value& stored) {
    const auto* text = std::get_if<std::string>(&typed);
    if (text && field.is_sensitive() && text->find(mask_bullet) != std::string::npos) {
        const auto* known = std::get_if<std::string>(&stored);
        if (known && *text == masked(*known)) return std::optional<Value>();
        return refuse_field(name, "error.masked_value");
    }
    auto checked = check_value(field, typed);
    if (!checked)
        return refuse_field(name, checked.refusal().issues.front().key, checked.refusal().issues.front().parameters);
    if (field.kind == FieldKind::yes_no && is_empty(*checked)) *checked = false;
    if (*checked == stored) return std::optional<Value>();
    if (field.has(read_only)) return refuse_field(name, "error.read_only");
    if (field.is_sensitive() && !actor.may("sensitive.change")) return refuse_field(name, "error.no_right_to_field");
    if (field.has(required) && is_empty(*checked)) return refuse_field(name, "error.required");
    return std::optional<Value>(std::move(*checked));
}

class Entry {
public:
    Entry(Transaction& transaction, const Actor& actor, WholeBooking& booking, Issues& issues)
        : transaction_(transaction), actor_(actor), booking_(booking), issues_(issues) {}

    void head(const NewValues& values) {
        for (const auto& [name, value] : values) {
            if (name == "customer" && booking_.head.id == 0) continue;  // whoever began it has said so
            if (name == "agency" && is_empty(value) && is_unseen(booking_.head.agency_id)) continue;
            if (name == "agency") note(put_customer(transaction_, actor_, name, value, booking_.head.agency_id));
            else if (const auto* member = find_field(booking_fields(), name)) head_field(*member, value);
            else issues_.push_back({name, "error.unknown_field", {}});
        }
    }

    void rows(const RowKind& kind, const std::vector<DraftRow>& typed) {
        const auto stored = rows_of(booking_, kind);
        std::vector<StoredRow> entered;
        std::map<std::int64_t, const std::vector<DraftRow>*> segments;
        for (std::size_t i = 0; i < typed.size(); ++i) {
            prefix_ = std::string(kind.list) + "." + std::to_string(i + 1) + ".";
            auto row = begun_row(kind, stored, entered, typed[i]);
            if (!row) continue;
            of_unseen_ = is_of_unseen(kind, *row);
            for (const auto& [name, value] : typed[i].values) row_field(kind, *row, name, value);
            if (typed[i].segments) segments[row->position] = &*typed[i].segments;
            if (kind.record == "booking_service") settle_discount(kind, stored, *row, typed[i]);
            entered.push_back(std::move(*row));
        }
        if (!actor_.may("sensitive.change") && loses_sensitive(kind, stored, entered))
            issues_.push_back({std::string(kind.list), "error.no_right_to_field", {}});
        of_unseen_ = false;
        const auto kept = booking_.services;
        put_rows(booking_, kind, entered);
        if (kind.record == "booking_service") put_segments(kept, segments);
    }

private:
    void note(std::optional<Issue> issue) {
        if (issue) issues_.push_back(std::move(*issue));
    }

    bool is_unseen(std::int64_t customer) {
        return customer != 0 && !customers::may_see(transaction_, actor_, customer);
    }

    /// A participant who is a customer hidden from whoever types.
    bool is_of_unseen(const RowKind& kind, StoredRow& row) {
        if (kind.record != "booking_participant") return false;
        const auto* customer = std::get_if<std::int64_t>(&value_of(kind, row, "customer_id"));
        return customer && is_unseen(*customer);
    }

    /// What goes with a row is lost as if it had been changed.
    static bool loses_sensitive(const RowKind& kind, const std::vector<StoredRow>& stored,
                                const std::vector<StoredRow>& entered) {
        return std::any_of(stored.begin(), stored.end(), [&](const StoredRow& row) {
            if (std::any_of(entered.begin(), entered.end(), [&](const StoredRow& one) { return one.id == row.id; }))
                return false;
            for (std::size_t i = 0; i < kind.fields.size(); ++i)
                if (kind.fields[i].is_sensitive() && !is_empty(row.values[i])) return true;
            return false;
        });
    }

    void head_field(const Member<Booking>& member, const Value& value) {
        auto checked =
            checked_value(actor_, member.field, std::string(member.field.name), value, member.get(booking_.head));
        if (!checked) note(checked.refusal().issues.front());
        else if (*checked) member.set(booking_.head, **checked);
    }

    /// The stored row, or a new one at its position.
    std::optional<StoredRow> begun_row(const RowKind& kind, const std::vector<StoredRow>& stored,
                                       const std::vector<StoredRow>& entered, const DraftRow& typed) {
        StoredRow row{{}, kind.defaults};
        if (typed.id != 0) {
            const auto found = std::find_if(stored.begin(), stored.end(),
                                            [&](const StoredRow& one) { return one.id == typed.id; });
            if (found == stored.end()) {
                issues_.push_back({prefix_ + "id", "error.no_such_booking_row", {}});
                return std::nullopt;
            }
            row = *found;
        } else {
            row.position = typed.position > 0 ? typed.position
                                              : std::max(next_position(stored), next_position(entered));
        }
        const auto twice = [&](const StoredRow& one) { return one.position == row.position && one.id != row.id; };
        if (std::any_of(entered.begin(), entered.end(), [&](const StoredRow& one) {
                return one.position == row.position;
            }) || (typed.id == 0 && std::any_of(stored.begin(), stored.end(), twice)))
            issues_.push_back(
                {prefix_ + "position", "error.position_twice", {{"position", std::to_string(row.position)}}});
        return row;
    }

    void row_field(const RowKind& kind, StoredRow& row, const std::string& name, const Value& value) {
        if (is_derived(name) || name == "commission_source") return;
        if (name == "source" && value == Value(std::string(inherited_source))) return;
        if (of_unseen_ && (name == "customer" || is_of_profile(name))) {
            // What he was not shown comes back empty and stays.
            if (!is_empty(value)) issues_.push_back({prefix_ + name, "error.no_right_to_field", {}});
            return;
        }
        if (name == "customer" && kind.record == "booking_participant") {
            std::int64_t id = 0;
            auto issue = put_customer(transaction_, actor_, prefix_ + name, value, id);
            if (!issue) value_of(kind, row, "customer_id") = id == 0 ? Value() : Value(id);
            return note(std::move(issue));
        }
        const int place = place_of(kind, name);
        if (place < 0) return issues_.push_back({prefix_ + name, "error.unknown_field", {}});
        auto& stored = row.values[static_cast<std::size_t>(place)];
        auto checked =
            checked_value(actor_, kind.fields[static_cast<std::size_t>(place)], prefix_ + name, value, stored);
        if (!checked) return note(checked.refusal().issues.front());
        if (*checked) stored = std::move(**checked);
    }

    /// A discount that was typed is by hand; taken out of both fields, the scheme reckons again (J-215).
    void settle_discount(const RowKind& kind, const std::vector<StoredRow>& stored, StoredRow& row,
                         const DraftRow& typed) {
        const bool named = typed.values.contains("commission_rate") || typed.values.contains("commission_amount");
        if (!named) return;
        auto before = StoredRow{{}, kind.defaults};
        for (const auto& one : stored)
            if (one.id == row.id && row.id != 0) before = one;
        auto& rate = value_of(kind, row, "commission_rate");
        auto& amount = value_of(kind, row, "commission_amount");
        const bool rate_differs = rate != value_of(kind, before, "commission_rate");
        if (!rate_differs && amount == value_of(kind, before, "commission_amount")) return;
        if (!actor_.may("bookings.discount"))
            issues_.push_back({prefix_ + (rate_differs ? "commission_rate" : "commission_amount"),
                               "error.no_right_to_field", {}});
        const bool given_back = is_empty(rate) && is_empty(amount);
        value_of(kind, row, "commission_source") = given_back ? Value() : Value(std::string(by_hand));
        if (!rate_differs) rate = Value();  // an amount of its own follows no rate
    }

    /// Segments that were sent; those of services that say nothing of them stay.
    void put_segments(const std::vector<Service>& kept,
                      const std::map<std::int64_t, const std::vector<DraftRow>*>& typed) {
        const auto& kind = row_kind("booking_segment");
        std::vector<StoredRow> stored, entered;
        WholeBooking before;
        before.services = kept;
        stored = rows_of(before, kind);
        for (const auto& service : booking_.services) {
            const auto found = typed.find(service.position);
            if (found == typed.end()) {
                for (const auto& row : stored)
                    if (row.values[0] == Value(service.position)) entered.push_back(row);
                continue;
            }
            for (const auto& one : *found->second) {
                auto row = begun_row(kind, stored, entered, one);
                if (!row) continue;
                row->values[0] = service.position;
                for (const auto& [name, value] : one.values) row_field(kind, *row, name, value);
                entered.push_back(std::move(*row));
            }
        }
        put_rows(booking_, kind, entered);
    }

    Transaction& transaction_;
    const Actor& actor_;
    WholeBooking& booking_;
    Issues& issues_;
    std::string prefix_;
    bool of_unseen_ = false;  ///< the row is that of a participant who is hidden from the actor
};

/// Fees that are missing in what was sent are taken off: those of rules stay, so that they do not come back (J-223).
void keep_removed_fees(const Actor& actor, const std::vector<Fee>& before, WholeBooking& booking, Issues& issues) {
    for (const auto& fee : before) {
        const bool still_there = std::any_of(booking.fees.begin(), booking.fees.end(),
                                             [&](const Fee& one) { return one.id == fee.id; });
        if (still_there) continue;
        if (!actor.may("fees.remove") && !fee.removed) issues.push_back({"fees", "error.no_right_to_field", {}});
        if (fee.rule.empty()) continue;
        booking.fees.push_back(fee);
        booking.fees.back().removed = true;
    }
    for (auto& fee : booking.fees)
        if (fee.id == 0) fee.source = by_hand;
}

/// What the operator, or his product type, says of a new service, unless somebody typed it.
void fill_in_operator(Transaction& transaction, WholeBooking& booking, const std::vector<DraftRow>& typed) {
    for (std::size_t i = 0; i < typed.size() && i < booking.services.size(); ++i) {
        auto& service = booking.services[i];
        if (typed[i].id != 0 || service.operator_code.empty()) continue;
        const auto row = parameters::base_row_meant(transaction, "operators", service.operator_code);
        if (!row) continue;
        const auto product =
            find_twin(transaction, *parameters::base_data("operator-products"),
                      {{"operator", row->text("code")}, {"product_type", service.product_type}});
        const auto tax = product && !product->text("tax").empty() ? product->text("tax") : row->text("tax");
        if (!typed[i].values.contains("tax") && !tax.empty()) service.tax = tax;
        if (!typed[i].values.contains("collection") && !row->text("collection").empty())
            service.collection = row->text("collection");
    }
}

/// With one date by hand all are; with none they are reckoned again.
void settle_due_dates(WholeBooking& booking) {
    for (auto& row : booking.due_dates) {
        row.kind = by_hand;
        row.source = "booking";
    }
}

}  // namespace

std::vector<Issue> enter(House& house, Transaction& transaction, const Actor& actor, const WholeBooking* before,
                         WholeBooking& booking, const Draft& draft) {
    Issues issues;
    Entry entry(transaction, actor, booking, issues);
    entry.head(draft.head);
    const auto fees = booking.fees;
    for (const auto& kind : row_kinds()) {
        const auto typed = draft.lists.find(kind.list);
        if (typed == draft.lists.end()) continue;
        if (kind.stays || kind.list == "notes" || kind.list == "segments" || !actor.may(right_to(kind.list))) {
            issues.push_back({std::string(kind.list), "error.no_right_to_field", {}});
            continue;
        }
        entry.rows(kind, typed->second);
        if (kind.list == "fees") keep_removed_fees(actor, fees, booking, issues);
        if (kind.list == "services") fill_in_operator(transaction, booking, typed->second);
        if (kind.list == "due_dates") settle_due_dates(booking);
        if (kind.list == "amounts")
            for (auto& amount : booking.amounts)
                if (amount.source.empty()) amount.source = by_hand;
    }
    check(house, transaction, actor, before, booking, issues);
    return issues;
}

}  // namespace kartei::bookings
