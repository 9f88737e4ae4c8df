// Of several records of one person, what holds: pure decisions, no SQL. Read merge_actions.hpp next.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "modules/customers/customer.hpp"

namespace kartei::merges {

using customers::Customer;

/// What a user chose: field name -> id of the customer whose value holds.
using Choices = std::map<std::string, std::int64_t, std::less<>>;

/// One field on all of them, and what is proposed.
struct FieldProposal {
    const Field* field;
    std::string name;  ///< the field's; of the agency data "agency.owner"
    std::vector<std::pair<std::int64_t, Value>> values;  ///< by customer, the survivor first
    std::int64_t proposed;  ///< whose value it is; the survivor's where it is made of several
    Value value;
};

/// Goes ahead of the names of fields of the agency data.
inline const std::string agency_prefix = "agency.";

/// Has any of them a value that says something?
bool is_filled(const FieldProposal& proposal);

/// All fields that are filled on any of them. What is chosen holds; else the survivor's value, and where he has none
/// the first other's. An address is taken as a whole from one customer. E-mails that are not taken are kept as
/// alternative ones. Yes/no: yes where any says so (a block stays a block), but a visible survivor stays visible. First
/// contact is the earliest, last purchase and last departure are the latest. The numbers are the survivor's.
std::vector<FieldProposal> proposals(const Customer& survivor, const std::vector<Customer>& merged,
                                     const Choices& chosen);

/// The survivor with all proposals taken.
Customer joined(const Customer& survivor, const std::vector<Customer>& merged, const Choices& chosen);

/// Every issue of a choice at once: unknown fields, customers who take no part, fields that cannot be chosen.
std::vector<Issue> issues_of(const Choices& chosen, const Customer& survivor, const std::vector<Customer>& merged);

}  // namespace kartei::merges
