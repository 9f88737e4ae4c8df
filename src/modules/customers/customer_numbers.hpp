// Customer and debtor numbers: ranges per kind (parameters: number_range_record), drawn at the save, given back when
// that is rolled back. Invariants: a number once given is never given to another, not even after its customer is gone
// (former_number); who draws a number takes one that is leased (number_leases.hpp), who chooses one or moves a range passes
// the gate first, so that nobody sees a number as free that another transaction is about to take.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/customers/customer.hpp"
#include "sql/database.hpp"

namespace kartei::customers {

enum class Target { customer, debtor };
std::string_view name_of(Target target);
/// The largest number of each: nine digits, because accounting takes ten at most (customers.md 2.4); ten for debtors.
std::int64_t largest(Target target);

/// Waits until no other transaction draws numbers, and keeps others waiting until this one ends: holds the house.
void pass_number_gate(sql::Transaction& transaction);

/// True when the number is or ever was somebody's.
bool number_is_taken(sql::Transaction& transaction, std::int64_t number, Target target = Target::customer);
/// Makes the numbers of a customer who never was free again (his creation is undone).
void release_numbers(sql::Transaction& transaction, const Customer& customer);

/// Next free number of the kind's range (J-031, J-034, J-037, J-038): the next higher one, or with the option the
/// lowest gap. Refuses conflict when the range is used up (error.number_range_full): it never goes on in the next one.
Result<std::int64_t> take_number(sql::Transaction& transaction, std::string_view kind, Target target);

/// Fills number and debtor number of a new customer from the ranges of his kind, equal where the range says so
/// (J-039). Numbers that were chosen are kept. Refusals: conflict for one that was ever given (error.number_taken);
/// invalid when the range proposes none and none was typed (error.number_demanded; error.debtor_number_demanded for
/// who is booked, J-036).
Result<Done> give_numbers(sql::Transaction& transaction, Customer& customer);
/// The debtor number alone, to one who becomes somebody who is booked.
Result<Done> give_debtor_number(sql::Transaction& transaction, Customer& customer);
/// J-036: every accounting event needs a debtor number, and whoever is more than a prospect can have one any day.
bool is_booked(std::string_view kind);

/// What give_numbers would give now to one for whom the number `chosen` was typed; no value where none is proposed or the
/// range is used up.
struct ProposedNumbers {
    std::optional<std::int64_t> number, debtor_number;
};
ProposedNumbers propose_numbers(sql::Transaction& transaction, std::string_view kind,
                                std::optional<std::int64_t> chosen = {});
/// The highest number of `target` (customer, debtor) that a customer of this kind has from `from` to before `end`.
std::optional<std::int64_t> highest_number(sql::Transaction& transaction, std::string_view kind,
                                           std::string_view target, std::int64_t from, std::int64_t end);
/// Whether the range proposes numbers; where it does not, whoever enters chooses them.
bool proposes(sql::Transaction& transaction, std::string_view kind, Target target);

/// A number that its customer gives up stays his: he is found by it, nobody else ever gets it. `reason`: changed, merged
/// or deleted.
void keep_former_number(sql::Transaction& transaction, Target target, std::int64_t number, std::int64_t customer,
                        std::string_view since, std::string_view reason);
struct FormerNumber {
    std::int64_t number;
    Target target;
    std::string since;  ///< date, "" when it is not known
};
std::vector<FormerNumber> former_numbers(sql::Transaction& transaction, std::int64_t customer);
/// Called when a customer's row changes: keeps what he gave up, takes back what he had before.
void follow_numbers(sql::Transaction& transaction, const Customer& before, const Customer& after);

}  // namespace kartei::customers
