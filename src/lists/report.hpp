// A report declares and implements itself in one object: name, right, question, and the function that makes its list.
// Runs, pages, totals, files, printing, `kartei report NAME` and the screens serve any of them (docs/architecture.md,
// "One more list").
#pragma once

#include <memory>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "lists/list.hpp"
#include "lists/question.hpp"

namespace kartei::lists {

struct PrintOptions {
    Language language = Language::de;
    std::string made_by;               ///< who printed it, as shown
    std::string style_path;            ///< address of print_style()
    std::vector<std::string> columns;  ///< those that stand on the sheet, in this order; none: all
    bool by_seat = false, barcode = false;  ///< for guest lists
};

struct PrintedPage {
    std::string html;
    std::int64_t rows = 0;
};

struct Report;

/// A list that is about to be printed: what it is beside its rows.
struct PrintOrder {
    const House& house;
    sql::Transaction& transaction;
    const Report& report;
    const Question& question;
    const List& list;
    const PrintOptions& options;
};

struct Report {
    std::string
        name;  ///< "customers": `kartei report customers`, /reports/customers/runs; its caption is "report." + name
    std::string right;   ///< to make and read it
    std::string record;  ///< record whose captions name the fields of a refusal: "event"
    std::vector<Filter> filters = {};
    std::vector<std::string_view> types = {};  ///< the words of each are "report_type." + type; the first unless told

    /// Refusals: what cannot be asked so. `chosen`: what List::chosen() said when the same list was made before; the
    /// list then holds the same, as far as the actor may see it now.
    std::function<Result<std::shared_ptr<const List>>(House&, sql::Transaction&, const Actor&, const Question&,
                                                      const std::optional<std::string>& chosen)>
        make;
    /// What the actor may see of it, as text that changes when that does; none: only his rights decide.
    std::function<std::string(sql::Transaction&, const Actor&)> seen = {};
    /// Where they are the same whatever is asked.
    std::vector<Column> columns = {};
    /// Another page than a table of the columns.
    std::function<Result<PrintedPage>(const PrintOrder&)> print = {};

    std::string export_right = "reports.export", print_right = "reports.print";
    /// Words behind `kartei report NAME` that its help shows.
    std::string example = {};

    std::string caption_key() const { return "report." + name; }
};

/// "Kundenliste: Verkaufte Karten", "Verkaufsjournal".
std::string title_of(const Report& report, const Question& question, Language language);
/// "Verkaufte Karten; Veranstaltung: E1"
std::string words_of(const Report& report, const Question& question, Language language);

/// Reads what is asked and makes the list; everything that is wrong is refused at once.
struct MadeList {
    Question question;
    std::shared_ptr<const List> list;
};
Result<MadeList> make_list(const Report& report, House& house, sql::Transaction& transaction, const Actor& actor,
                           const std::string& type, const nlohmann::json& filter);

using Reports = std::vector<Report>;

}  // namespace kartei::lists
