// Where criteria look: customers themselves, the rows of a list of their profile, and what they did (facts). Each is
// one declaration: its tables, who a row belongs to, and its columns by their fields. Fields come from the records' own
// tables, so that a field that is added there can be selected by itself. Knows no document.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "base/field.hpp"

namespace kartei::selections {

struct Column {
    Field field;
    std::string sql;           ///< what stands in the row
    std::string caption;       ///< text key
    std::string join = {};     ///< a further table that only this column needs
    std::string join_key = {}; ///< tells apart what the join finds, where that can be several for one row
    std::string country = {};  ///< of a postcode: where its country stands; "" = it stands nowhere
    std::string purpose = {};  ///< of a sensitive field: what its keyed hash is made for; `sql` then holds the hash
    std::string choice_list = {}, base_data = {};  ///< where its codes come from
    /// Words that stand for several of its codes: {"not_cancelled", {"open", "invoiced"}}.
    std::map<std::string, std::vector<std::string>, std::less<>> words = {};
};

struct Source {
    std::string name;      ///< "customer", "passports", "tickets"
    std::string caption;   ///< text key
    std::string from;      ///< tables
    std::string customer;  ///< column that holds the customer's id
    std::string key;       ///< tells a customer's rows apart
    std::vector<Column> columns;

    /// Where the column of the customer has no index: what finds the rows of the customer `:id` beside it. It may know less
    /// than the tables while something is `Unsettled`; then all rows are gone over.
    std::string few = {};

    // Of facts, which are summed up for each customer.
    std::string event = {};  ///< column of the event date; what is bound to one is seen by its promoter's people alone
    std::string quantity = {};  ///< how many a row stands for; "" = one
    std::string sum = {};       ///< minor units
    std::string day = {};       ///< when it happened: a date, or an instant
    bool is_instant = true;
    bool of_all_events = false; ///< rows are bound to no event date alone: only for those who see all of them
    /// Holds unless the column is asked for: {"state", {"reserved", "sold"}}.
    std::string standard_field = {};
    std::vector<std::string> standard = {};
    std::string owner = {};     ///< column of the customer it belongs to, where that is not whom it is counted for
    std::string right = {};     ///< beside customers.read
    std::string module = {};    ///< absent while the house has it switched off; "" = always there

    const Column* find(std::string_view field) const;
};

/// Whether something is under way that writes rows first and later what `few` finds them by. Upper modules hand theirs in.
struct Unsettled {
    std::function<bool(sql::Transaction&)> is;
};

const Source& customer_source();
/// Lists of the profile, labels, permissions.
const std::vector<Source>& list_sources();
const Source* find_list_source(std::string_view name);
/// What customers did. A module that keeps more of it adds one declaration (facts.cpp).
const std::vector<Source>& facts();
const Source* find_fact(std::string_view name);
bool is_there(sql::Transaction& transaction, const Source& source);

/// A postcode is compared within its country.
bool is_postcode(const Field& field);

}  // namespace kartei::selections
