#include "modules/customers/customer_numbers.hpp"

#include "audit/hold.hpp"
#include "modules/customers/number_leases.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;

/// The next free number of a range; with `equal` it is free as customer and as debtor number.
std::int64_t next_free(Transaction& transaction, const Range& range, Target target, bool equal) {
    auto number = first_number(transaction, range, target);
    for (;;) {
        number = first_free(transaction, target, number);
        const auto both = equal ? first_free(transaction, Target::debtor, number) : number;
        if (both == number) return number;
        number = both;
    }
}

Result<std::int64_t> take(Transaction& transaction, std::string_view kind, Target target, bool equal) {
    if (draws_from_leases(transaction)) return draw_leased(transaction, kind, target, equal);
    const auto number = next_free(transaction, range_of(transaction, kind, target), target, equal);
    if (!own_range(transaction, kind, target).holds(number)) return range_is_full(transaction, kind, target);
    transaction.execute("UPDATE number_range SET next = :next WHERE kind = :kind AND target = :target", number + 1,
                        kind, name_of(target));
    return number;
}

Refusal taken(std::string_view field, std::int64_t number) {
    return {RefusalKind::conflict,
            {{std::string(field), "error.number_taken", {{"number", std::to_string(number)}}}}};
}

/// A number that somebody chose.
Result<Done> choose(Transaction& transaction, std::string_view kind, Target target, std::string_view field,
                    std::int64_t number) {
    if (number_is_taken(transaction, number, target)) return taken(field, number);
    move_on(transaction, kind, target, number);
    return Done{};
}

Result<Done> give_debtor_number(Transaction& transaction, Customer& customer, const Range& range) {
    if (customer.debtor_number)
        return choose(transaction, customer.kind, Target::debtor, "debtor_number", *customer.debtor_number);
    if (range.same_as_customer && !number_is_taken(transaction, *customer.number, Target::debtor))
        customer.debtor_number = customer.number;
    else if (range.propose || range.same_as_customer)
        customer.debtor_number = TRY(take(transaction, customer.kind, Target::debtor, false));
    else if (is_booked(customer.kind))
        return refuse_field("debtor_number", "error.debtor_number_demanded");
    return Done{};
}

}  // namespace

std::string_view name_of(Target target) { return target == Target::customer ? "customer" : "debtor"; }

std::int64_t largest(Target target) { return target == Target::customer ? 999'999'999 : 9'999'999'999; }

void pass_number_gate(Transaction& transaction) {
    if (transaction.engine() == sql::Engine::sqlite) return;  // one writes at a time
    hold_house(transaction);
    return_leases(transaction);
}

bool number_is_taken(Transaction& transaction, std::int64_t number, Target target) {
    const auto now = target == Target::customer ? "SELECT 1 FROM customer WHERE number = :number"
                                                : "SELECT 1 FROM customer WHERE debtor_number = :number";
    return transaction.query(now, number).next() ||
           transaction
               .query("SELECT 1 FROM former_number WHERE kind = :kind AND number = :number", name_of(target), number)
               .next();
}

void release_numbers(Transaction& transaction, const Customer& customer) {
    return_leases(transaction);
    for (auto [target, number] :
         {std::pair(Target::customer, customer.number), {Target::debtor, customer.debtor_number}}) {
        transaction.execute(
            "DELETE FROM former_number WHERE kind = :kind AND number = :number AND customer_id = 0", name_of(target),
            number);
        transaction.execute("UPDATE number_range SET next = 0 WHERE target = :target AND gap_search = 1",
                            name_of(target));
    }
}

Result<std::int64_t> take_number(Transaction& transaction, std::string_view kind, Target target) {
    pass_number_gate(transaction);
    return take(transaction, kind, target, false);
}

Result<Done> give_numbers(Transaction& transaction, Customer& customer) {
    const bool chosen = customer.number || customer.debtor_number;
    if (chosen || !draws_from_leases(transaction)) pass_number_gate(transaction);
    else hold_part(transaction);
    const auto own = range_of(transaction, customer.kind, Target::customer);
    const auto debtor = range_of(transaction, customer.kind, Target::debtor);
    if (customer.number) {
        TRY(choose(transaction, customer.kind, Target::customer, "number", *customer.number));
    } else {
        if (!own.propose) return refuse_field("number", "error.number_demanded");
        const bool equal = debtor.same_as_customer && !customer.debtor_number;
        customer.number = TRY(take(transaction, customer.kind, Target::customer, equal));
    }
    return give_debtor_number(transaction, customer, debtor);
}

Result<Done> give_debtor_number(Transaction& transaction, Customer& customer) {
    pass_number_gate(transaction);
    return give_debtor_number(transaction, customer, range_of(transaction, customer.kind, Target::debtor));
}

ProposedNumbers propose_numbers(Transaction& transaction, std::string_view kind,
                                std::optional<std::int64_t> chosen) {
    const auto own = range_of(transaction, kind, Target::customer);
    const auto debtor = range_of(transaction, kind, Target::debtor);
    ProposedNumbers proposed;
    const auto next = [&](const Range& range, Target target, bool equal) -> std::optional<std::int64_t> {
        if (const auto leased = lowest_lease(transaction, kind, target)) return leased;
        const auto number = next_free(transaction, range, target, equal);
        if (!own_range(transaction, kind, target).holds(number)) return std::nullopt;
        return number;
    };
    if (own.propose) proposed.number = next(own, Target::customer, debtor.same_as_customer);
    const auto number = chosen ? chosen : proposed.number;
    if (debtor.same_as_customer && number && !number_is_taken(transaction, *number, Target::debtor))
        proposed.debtor_number = number;
    else if (debtor.propose || debtor.same_as_customer) proposed.debtor_number = next(debtor, Target::debtor, false);
    return proposed;
}

bool proposes(Transaction& transaction, std::string_view kind, Target target) {
    const auto range = range_of(transaction, kind, target);
    return range.propose || range.same_as_customer;
}

bool is_booked(std::string_view kind) { return kind != "prospect"; }

void keep_former_number(Transaction& transaction, Target target, std::int64_t number, std::int64_t customer,
                        std::string_view since, std::string_view reason) {
    transaction.execute(
        "INSERT INTO former_number (kind, number, customer_id, since, reason)"
        " VALUES (:kind, :number, :customer_id, :since, :reason) ON CONFLICT (kind, number) DO UPDATE"
        " SET customer_id = excluded.customer_id, since = excluded.since, reason = excluded.reason",
        name_of(target), number, customer, sql::text_or_null(since), reason);
}

std::vector<FormerNumber> former_numbers(Transaction& transaction, std::int64_t customer) {
    std::vector<FormerNumber> all;
    auto rows = transaction.query(
        "SELECT number, kind, since FROM former_number WHERE customer_id = :customer_id ORDER BY since, number",
        customer);
    while (rows.next())
        all.push_back({rows.integer(0), rows.text(1) == "debtor" ? Target::debtor : Target::customer, rows.string(2)});
    return all;
}

void follow_numbers(Transaction& transaction, const Customer& before, const Customer& after) {
    for (auto [target, old, now] : {std::tuple(Target::customer, before.number, after.number),
                                    {Target::debtor, before.debtor_number, after.debtor_number}}) {
        if (old == now) continue;
        if (now)
            transaction.execute(
                "DELETE FROM former_number WHERE kind = :kind AND number = :number AND customer_id = :customer_id",
                name_of(target), *now, after.id);
        const auto since = std::string_view(after.changed_at).substr(0, 10);
        if (old) keep_former_number(transaction, target, *old, after.id, since, "changed");
    }
}

}  // namespace kartei::customers
