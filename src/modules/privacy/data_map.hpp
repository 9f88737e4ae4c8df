// Where the house holds something about a customer: table by table how his rows are found, what becomes of them when he is
// erased, and what he is told of them. Erasure and data export walk this one map. Invariant, which a test asks of the
// database's own catalogue: every table of the schema is either a holding, or among those that tell of nobody, or its
// words are looked through; a column that a holding does not name as kept is emptied, so that a new one is erased
// unless somebody decided otherwise. Knows no statement that writes; read held_rows.hpp next.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kartei::privacy {

enum class Fate {
    goes,     ///< the rows are deleted
    emptied,  ///< they stay, without every column that is not kept
    stays,    ///< they say what was sold, sat on, paid: of somebody who has no name any more
    derived   ///< made from other rows and following them; told with those
};

struct Holding {
    std::string table;
    std::string found_by;                   ///< condition on the rows of customer :id
    Fate fate = Fate::goes;
    std::vector<std::string> kept = {};     ///< of what is emptied: columns that stay
    /// SQL of the day from which the term runs through which the law keeps the emptied columns, sealed; "" = it does not.
    std::string dated = {};
    std::vector<std::string> sealed = {};   ///< columns sealed under a key of the house
    std::string sealed_for = {};            ///< the purpose that this key is derived for
    /// Names for what a row points at, for who is told: member and SQL.
    std::vector<std::pair<std::string, std::string>> names = {};
    std::string name = {};                  ///< where a table holds two things; "" = as the table
    std::vector<std::string> told = {};     ///< columns he is told, where the row is another's too; none = all

    const std::string& part() const { return name.empty() ? table : name; }
    bool keeps(std::string_view column) const;
    bool seals(std::string_view column) const;
};

/// In the order in which erasure walks them.
const std::vector<Holding>& holdings();

/// Words that users typed or the program noted, in which a customer may be named without being pointed at.
struct Words {
    std::string table, column;
    std::vector<std::string> key = {"id"};
    bool may_go = false;      ///< the row goes as a whole where it names him (answers kept for a repeated request)
    bool names_too = true;    ///< also by his name; false where a namesake may be meant
};
const std::vector<Words>& words();

/// Tables in which nobody is named: base data, settings, counters, the audit (sealed under keys of persons), and those that
/// customers::Traces look after.
const std::vector<std::string_view>& tables_of_nobody();

/// Not given away: what the program keeps for itself, and who of the staff did it.
bool is_untold(std::string_view column);
/// Minor units of the house's currency.
bool is_money(std::string_view column);

}  // namespace kartei::privacy
