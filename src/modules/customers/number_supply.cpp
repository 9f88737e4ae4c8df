#include "modules/customers/number_supply.hpp"

#include <algorithm>

#include "modules/customers/number_range.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;

bool contains(const std::vector<std::int64_t>& ascending, std::int64_t number) {
    return std::binary_search(ascending.begin(), ascending.end(), number);
}

}  // namespace

void BroughtNumbers::begin(Transaction& transaction) {
    for (const auto kind : parameters::customer_kinds)
        for (const auto target : {Target::customer, Target::debtor}) {
            const auto range = own_range(transaction, kind, target);
            ranges_[{std::string(kind), target}] = {range.first, range.end, 0};
        }
}

void BroughtNumbers::add(const std::string& kind, Target target, std::int64_t number) {
    auto& range = ranges_.at({kind, target});
    if (range.first <= number && number < range.end) range.highest = std::max(range.highest, number);
}

void BroughtNumbers::forget() {
    for (auto& [whose, range] : ranges_) range.highest = 0;
}

void BroughtNumbers::move_on(Transaction& transaction) const {
    for (const auto& [whose, range] : ranges_)
        if (range.highest > 0) customers::move_on(transaction, whose.first, whose.second, range.highest);
}

void NumberSupply::Stretches::add(std::int64_t number) {
    if (drawn_.empty() || drawn_.back().end != number) drawn_.push_back({number, number});
    ++drawn_.back().end;
}

void NumberSupply::Stretches::in_order() { stretches_.assign(drawn_.rbegin(), drawn_.rend()); }

std::int64_t NumberSupply::Stretches::take() {
    while (stretches_.back().next == stretches_.back().end) stretches_.pop_back();
    return stretches_.back().next++;
}

bool NumberSupply::Stretches::has(std::int64_t number) const {
    const auto above =
        std::upper_bound(drawn_.begin(), drawn_.end(), number,
                         [](std::int64_t number, const Stretch& stretch) { return number < stretch.next; });
    return above != drawn_.begin() && number < (above - 1)->end;
}

Result<Done> NumberSupply::draw(Transaction& transaction, const std::string& kind, Target target, std::int64_t count,
                                const IsTaken& is_taken, Stretches& to) {
    if (count == 0) return Done{};
    const auto end = own_range(transaction, kind, target).end;
    auto number = first_number(transaction, range_of(transaction, kind, target), target);
    for (; count > 0; ++number) {
        if (number >= end) return range_is_full(transaction, kind, target);
        if (is_taken(number)) continue;
        to.add(number);
        --count;
    }
    to.in_order();
    transaction.execute("UPDATE number_range SET next = :next WHERE kind = :kind AND target = :target", number, kind,
                        name_of(target));
    return Done{};
}

Result<Done> NumberSupply::draw_numbers(Transaction& transaction, const std::string& kind,
                                        const NumbersLacking& lacking) {
    const auto debtors = range_of(transaction, kind, Target::debtor);
    auto& of_kind = kinds_[kind];
    of_kind.equal = debtors.same_as_customer;
    of_kind.draws_debtors = debtors.propose || debtors.same_as_customer;
    TakenNumbers taken(transaction, Target::customer), taken_debtors(transaction, Target::debtor);
    const auto is_taken = [&](std::int64_t number) {
        const bool as_number = taken.has(number) || is_number_of_these(number);
        return as_number || (of_kind.equal && (taken_debtors.has(number) || contains(*debtor_numbers_, number)));
    };
    return draw(transaction, kind, Target::customer, lacking.numbers, is_taken, of_kind.numbers);
}

/// After the numbers of all kinds: where they are equal to debtor numbers, those are taken by now.
Result<Done> NumberSupply::draw_debtors(Transaction& transaction, const std::string& kind, NumbersLacking& lacking) {
    auto& of_kind = kinds_.at(kind);
    if (!of_kind.draws_debtors) return Done{};
    auto count = lacking.debtor_numbers;
    if (of_kind.equal) {
        std::sort(lacking.with_number.begin(), lacking.with_number.end());
        TakenNumbers taken(transaction, Target::debtor);
        for (const auto number : lacking.with_number)
            if (taken.has(number) || contains(*debtor_numbers_, number)) of_kind.not_equal.insert(number);
        count = static_cast<std::int64_t>(of_kind.not_equal.size());
    }
    TakenNumbers taken(transaction, Target::debtor);
    const auto is_taken = [&](std::int64_t number) {
        return taken.has(number) || contains(*debtor_numbers_, number) || is_debtor_of_these(number);
    };
    return draw(transaction, kind, Target::debtor, count, is_taken, of_kind.debtors);
}

/// Kinds may share a range.
bool NumberSupply::is_number_of_these(std::int64_t number) const {
    return contains(*numbers_, number) || std::any_of(kinds_.begin(), kinds_.end(), [&](const auto& entry) {
               return entry.second.numbers.has(number);
           });
}

/// A number brought along counts as one, whatever its customer's kind: it may become his debtor number.
bool NumberSupply::is_debtor_of_these(std::int64_t number) const {
    return contains(*numbers_, number) || std::any_of(kinds_.begin(), kinds_.end(), [&](const auto& entry) {
               return (entry.second.equal && entry.second.numbers.has(number)) || entry.second.debtors.has(number);
           });
}

Result<Done> NumberSupply::draw(Transaction& transaction, LackingByKind lacking,
                                const std::vector<std::int64_t>& numbers,
                                const std::vector<std::int64_t>& debtor_numbers, const BroughtNumbers& brought) {
    pass_number_gate(transaction);
    kinds_.clear();
    numbers_ = &numbers;
    debtor_numbers_ = &debtor_numbers;
    for (const auto& [kind, of_kind] : lacking) TRY(draw_numbers(transaction, kind, of_kind));
    for (auto& [kind, of_kind] : lacking) TRY(draw_debtors(transaction, kind, of_kind));
    brought.move_on(transaction);
    return Done{};
}

void NumberSupply::give(Customer& customer) {
    auto& of_kind = kinds_.at(customer.kind);
    const bool drawn = !customer.number;
    if (drawn) customer.number = of_kind.numbers.take();
    if (customer.debtor_number || !of_kind.draws_debtors) return;
    const bool equal = of_kind.equal && (drawn || !of_kind.not_equal.contains(*customer.number));
    customer.debtor_number = equal ? *customer.number : of_kind.debtors.take();
}

}  // namespace kartei::customers
