#include "modules/selections/selection_report.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/event_access.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/register_report.hpp"
#include "modules/selections/selection_json.hpp"

namespace kartei::selections {
namespace {

using customers::RegisterRow;
using nlohmann::json;
using sql::Transaction;
using enum FieldKind;

constexpr int longest_document = 2'000'000;
constexpr std::size_t rows_at_once = 500;
constexpr std::int64_t landmark_distance = 100;

const std::vector<lists::Filter>& filters() {
    static const std::vector<lists::Filter> all{
        {{"document", multiline, longest_document}, "document", "selection.document"},
        {{"selection", text, 120}, "selection", "selection.selection"},
        {{"run", integer, 18}, "run", "selection.of_run"},
        {{"since", integer, 18}, "since", "selection.since_run"},
    };
    return all;
}

enum class Change : char { none, came, stayed, went };
constexpr std::array<std::string_view, 3> changes{"came", "stayed", "went"};

struct SelectedRow : RegisterRow {
    Change change = Change::none;
};

/// What stands in the list, in order: those of it, and behind them those who went since an earlier run.
struct Listed {
    std::vector<std::int64_t> ids;
    std::vector<Change> changes;  ///< of each; empty: it is compared with nothing
    std::int64_t came = 0, went = 0;
};

/// The register's columns, with what became of each behind his number where the list is compared.
const std::vector<lists::Column>& compared_columns() {
    static const std::vector<lists::Column> columns = [] {
        auto all = customers::register_columns();
        all.insert(all.begin(), lists::Column{"change", "selection.change", "", lists::CellKind::text, 1, true,
                                              lists::cell<SelectedRow>([](const SelectedRow& row, lists::Cells& cells) {
                                                  const auto place = static_cast<std::size_t>(row.change);
                                                  cells.text(place == 0 ? "" : changes[place - 1]);
                                              }),
                                              {changes.begin(), changes.end()}, 110});
        return all;
    }();
    return columns;
}

/// A row's place is its number in the order of the document, from 1.
class SelectionList final : public lists::List {
public:
    SelectionList(Listed listed, Actor actor) : listed_(std::move(listed)), actor_(std::move(actor)) {}

    const std::vector<lists::Column>& columns() const override {
        return listed_.changes.empty() ? customers::register_columns() : compared_columns();
    }
    const std::vector<lists::RowKey>& keys() const override { return customers::register_keys(); }
    std::vector<std::pair<std::string, std::int64_t>> extent() const override {
        const auto all = static_cast<std::int64_t>(listed_.ids.size());
        if (listed_.changes.empty()) return {{"customers", all}};
        return {{"customers", all - listed_.went}, {"came", listed_.came}, {"went", listed_.went}};
    }

    void read(Transaction& transaction, const lists::Place& after, std::int64_t wanted,
              const lists::TakeRow& take) const override {
        std::size_t place = 0;
        std::from_chars(after.data(), after.data() + after.size(), place);
        while (place < listed_.ids.size()) {
            const auto count = std::min(
                {rows_at_once, listed_.ids.size() - place, static_cast<std::size_t>(std::max<std::int64_t>(wanted, 1))});
            const auto begin = listed_.ids.begin() + static_cast<std::ptrdiff_t>(place);
            if (!give(transaction, {begin, begin + static_cast<std::ptrdiff_t>(count)}, place, take)) return;
            place += count;
        }
    }

    /// Who was found was counted when it was made; who is gone since is missing.
    std::optional<lists::Totals> count(Transaction& transaction, const lists::Progress& progress) const override {
        if (!progress(0)) return std::nullopt;
        lists::Totals totals;
        for (std::size_t place = 0; place < listed_.ids.size(); place += rows_at_once) {
            const auto end = std::min(place + rows_at_once, listed_.ids.size());
            totals.rows += there(transaction, place, end);
            if (!progress(totals.rows)) return std::nullopt;
            totals.landmarks.push_back({totals.rows, std::to_string(end)});
        }
        return totals;
    }

private:
    std::int64_t there(Transaction& transaction, std::size_t place, std::size_t end) const {
        std::int64_t rows = 0;
        for (; place < end; ++place)
            rows += transaction.query("SELECT 1 FROM customer WHERE id = :id", listed_.ids[place]).next();
        return rows;
    }
    bool give(Transaction& transaction, std::vector<std::int64_t> ids, std::size_t place,
              const lists::TakeRow& take) const {
        SelectedRow row;
        for (auto& one : customers::list_in_order(transaction, ids)) {
            if (!customers::may_see(actor_, one.id, one.hidden)) continue;
            const auto at = place + static_cast<std::size_t>(std::find(ids.begin(), ids.end(), one.id) - ids.begin());
            if (!listed_.changes.empty()) row.change = listed_.changes[at];
            row.take(std::move(one));
            if (!take(row, std::to_string(at + 1))) return false;
        }
        return true;
    }

    Listed listed_;
    Actor actor_;
};

/// The document itself, or a saved one by its number or its name.
Result<json> document_asked(const lists::Question& asked) {
    const auto written = asked.text("document"), named = asked.text("selection");
    if (written.empty() == named.empty()) return refuse_field("document", "error.selection_document_or_name");
    if (written.empty())
        return json{{"where", {{"selection", named_selection(named)}}},
                    {"excluded", {{"no_selection", "include"}}}};
    auto document = json::parse(written, nullptr, false);
    if (document.is_discarded()) return refuse_field("document", "error.selection_not_json");
    return document;
}

/// Those of a run as they stand in the register now: who was merged since is whom he was merged into, who was deleted is
/// missing.
Result<Set> members_of_run(Transaction& transaction, const RunView& view, const People& people,
                           const lists::Question& asked, const char* name) {
    const auto selection = find_referred(transaction, view.actor, named_selection(asked.text("selection")));
    if (!selection) return refuse_field(name, "error.no_such_selection_run");
    auto numbers = numbers_of_run(transaction, view, selection->id, asked.integer(name));
    if (!numbers) {
        auto refusal = numbers.refusal();
        for (auto& issue : refusal.issues) issue.field = name;
        return refusal;
    }
    Set members(people.size());
    for (const auto number : *numbers) {
        auto ordinal = people.of_number(number);
        if (!ordinal)
            if (const auto id = customers::id_of_number(transaction, number)) ordinal = people.of_id(*id);
        if (ordinal) members.add(*ordinal);
    }
    return members;
}

/// What the list holds: the members now or those of a run, and who came and went since an earlier run.
Result<Listed> listed(House& house, Transaction& transaction, Engine& engine, const Actor& actor,
                      const lists::Question& asked) {
    const auto document = TRY(read_document(house, transaction, actor, TRY(document_asked(asked))));
    auto found = TRY(engine.find(house, transaction, *document));
    const bool of_run = asked.integer("run") != 0, compared = asked.integer("since") != 0;
    const Stopped never;
    const Looking looking{house, transaction, *found.people, never};
    if (!of_run && !compared) return Listed{ordered_members(looking, *document, found), {}, 0, 0};
    if (asked.text("selection").empty()) return refuse_field("selection", "error.selection_run_of_none");
    const auto view = run_view(house, transaction, actor);
    if (of_run) found.members = TRY(members_of_run(transaction, view, *found.people, asked, "run"));
    if (!compared) return Listed{ordered_members(looking, *document, found), {}, 0, 0};
    const auto before = TRY(members_of_run(transaction, view, *found.people, asked, "since"));
    Listed all{ordered_members(looking, *document, found), {}, 0, 0};
    for (const auto id : all.ids) {
        const bool stayed = before.has(*found.people->of_id(id));
        all.changes.push_back(stayed ? Change::stayed : Change::came);
        all.came += !stayed;
    }
    auto gone = before;
    gone -= found.members;
    found.members = gone;
    for (const auto id : ordered_members(looking, *document, found)) {
        all.ids.push_back(id), all.changes.push_back(Change::went);
        ++all.went;
    }
    return all;
}

}  // namespace

lists::Report selection_report(std::shared_ptr<Engine> engine) {
    lists::Report report{"selection", "selections.run", "selection", filters()};
    report.make = [engine](House& house, Transaction& transaction, const Actor& actor, const lists::Question& asked,
                           const std::optional<std::string>&) -> Result<std::shared_ptr<const lists::List>> {
        auto all = TRY(listed(house, transaction, *engine, actor, asked));
        return std::shared_ptr<const lists::List>(std::make_shared<SelectionList>(std::move(all), actor));
    };
    report.seen = [](Transaction&, const Actor& actor) { return write_event_access(actor); };
    report.columns = customers::register_columns();
    report.example = "--selection Newsletter";
    return report;
}

}  // namespace kartei::selections
