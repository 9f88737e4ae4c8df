// The kinds of take-over files (files.md): each declares its columns and carries the work in one object, read by the
// command, the endpoints, the check of headings and the tests alike. Knows no file format and no mapping. How an import
// runs: reading gives rows (row.hpp), the importer looks at each and puts what is good aside in temporary files (the
// check; with it ends a dry run), then it publishes them in short transactions of one change event (publication.hpp).
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "audit/change.hpp"
#include "base/field.hpp"
#include "modules/imports/row.hpp"

namespace kartei::imports {

class Publication;
struct ImportContext;

/// Thrown by open(): what only the writing shows, and forbids the whole import. It is rolled back.
struct Unwritable {
    Refusal refusal;
};

/// One run over one file. All calls come from one thread, in this order; a dry run ends after finish().
class Importer {
public:
    virtual ~Importer() = default;
    /// Before the first row: what the house holds already. A refusal concerns the whole file.
    virtual Result<Done> begin(sql::Transaction&) { return Done{}; }
    /// Some thousand rows in the order of the file. What is wrong is told to the row; rows that stay good are put
    /// aside.
    virtual void check(sql::Transaction&, std::vector<Row>& rows) = 0;
    /// After the last row: what only the whole file shows, such as keys that stand in it twice.
    virtual void finish(sql::Transaction&) {}
    /// The first transaction of the change event: names that are new, blocks of ids and numbers. May throw Unwritable.
    virtual void open(sql::Transaction&, audit::Change&) {}
    /// Everything else.
    virtual void publish(Publication& publication) = 0;
};

/// A column that a kind of file may have.
struct Target {
    Field field;
    std::string_view record;  ///< "customer": its caption is the text customer.NAME
};

struct ImportKind {
    std::string_view name;                       ///< WHAT of the command
    std::string_view change;                     ///< kind of the change event, a text key below "change."
    std::vector<Target> targets;
    std::vector<std::string_view> passed_over = {};   ///< headings of our own exports that are read over
    bool further_columns = false;                ///< unknown headings are read over
    std::string right = {};  ///< beside imports.run, as entry by hand asks it; "" = told to each row
    std::string module = {};  ///< a module that the house can switch off; "" = always there
    std::vector<std::string> headings_if_none = {};   ///< of a known file without headings, tab-separated
    std::function<std::unique_ptr<Importer>(ImportContext&)> make;

    /// Position of a target, -1 when the kind has no such field.
    int target(std::string_view field) const;
    std::string caption(int target, Language language) const;
    /// What is in such a file: "Kunden".
    std::string title(Language language) const;
};

/// All kinds, in the order in which a house takes them over.
const std::vector<const ImportKind*>& import_kinds();
const ImportKind* find_kind(std::string_view name);
/// Not found, with the names that there are.
Refusal no_such_kind(const std::string& name);
/// What the actor may take over, in a house that has switched some modules off.
std::vector<const ImportKind*> kinds_for(sql::Transaction& transaction, const Actor& actor);

/// Of events, orders and tickets, which nobody enters by hand.
inline constexpr std::string_view right_to_sales = "imports.sales";
/// What this kind of file asks of whoever takes it over (forbidden): its right, and of sales the sight of all events.
Result<Done> may_take_over(const ImportKind& kind, const Actor& actor);

// Each stands in its own file.
const ImportKind& postcode_import();
const ImportKind& customer_import();
const ImportKind& event_import();
const ImportKind& ticket_import();
const ImportKind& product_import();
const ImportKind& seat_plan_import();
const ImportKind& label_import();
const ImportKind& permission_import();
/// One for each list of a profile (profile/list.hpp).
const std::vector<const ImportKind*>& list_imports();
/// One for each kind of base data but postcodes (parameters/base_data.hpp).
const std::vector<const ImportKind*>& base_data_imports();

}  // namespace kartei::imports
