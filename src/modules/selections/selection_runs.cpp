// Runs of saved selections: whom each held when it was made.
#include <algorithm>

#include "audit/hold.hpp"
#include "base/event_access.hpp"
#include "modules/selections/saved_selections.hpp"

namespace kartei::selections {
namespace {

using sql::Transaction;

void keep_members(Transaction& transaction, std::int64_t run, const Found& found) {
    auto rows = transaction.bulk_insert("selection_run_member", {"run_id", "number"});
    std::vector<std::int64_t> numbers;
    found.members.each([&](std::size_t ordinal) { numbers.push_back(found.people->at(ordinal).number); });
    std::sort(numbers.begin(), numbers.end());
    for (const auto number : numbers) rows->add({run, number});
    rows->finish();
}

std::vector<std::int64_t> members_of(Transaction& transaction, std::int64_t run) {
    std::vector<std::int64_t> numbers;
    auto rows = transaction.stream("SELECT number FROM selection_run_member WHERE run_id = :run ORDER BY number", run);
    while (rows.next()) numbers.push_back(rows.integer(0));
    return numbers;
}

/// Numbers of those who are hidden from the actor.
std::vector<std::int64_t> hidden_numbers(Transaction& transaction, const Actor& actor) {
    std::vector<std::int64_t> numbers;
    if (actor.may("customers.see_hidden")) return numbers;
    auto rows = transaction.stream("SELECT number FROM customer WHERE hidden_in_search = 1 ORDER BY number");
    while (rows.next()) numbers.push_back(rows.integer(0));
    return numbers;
}

std::vector<std::int64_t> less(const std::vector<std::int64_t>& all, const std::vector<std::int64_t>& some) {
    std::vector<std::int64_t> left;
    std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(left));
    return left;
}

/// The refusal of what a run asked for, where the actor lacks a right to it. What is no longer there to be asked for is
/// no matter of rights.
std::optional<Refusal> right_lacking(Transaction& transaction, const RunView& view, const SelectionRun& run) {
    const auto read = read_document(view.house, transaction, view.actor, nlohmann::json::parse(run.document), 0);
    if (read || read.refusal().kind != RefusalKind::forbidden) return std::nullopt;
    return read.refusal();
}

/// How many of a run's members are hidden: few are, so that each is looked up.
std::int64_t hidden_in(Transaction& transaction, const RunView& view, std::int64_t run) {
    std::int64_t count = 0;
    for (const auto number : view.hidden)
        count += transaction
                     .query("SELECT 1 FROM selection_run_member WHERE run_id = :run AND number = :number", run, number)
                     .next();
    return count;
}

}  // namespace

Result<SelectionRun> run_selection(House& house, Transaction& transaction, Engine& engine, const Actor& actor,
                                   std::int64_t id) {
    hold_part(transaction);
    const auto saved = TRY(selection_seen(transaction, actor, id));
    SelectionRun run;
    run.document = saved.text("document");
    const auto document =
        TRY(read_document(house, transaction, actor, nlohmann::json::parse(run.document), id));
    const auto found = TRY(engine.find(house, transaction, *document));
    run.id = take_ids(transaction, "selection_run");
    run.count = found.members.count(), run.position = found.position;
    run.user_id = actor.user_id, run.made_at = house.now();
    transaction.execute(
        "INSERT INTO selection_run (id, selection_id, user_id, made_at, document, position, events, members)"
        " VALUES (:id, :selection_id, :user_id, :made_at, :document, :position, :events, :members)",
        run.id, id, run.user_id, run.made_at, run.document, run.position, write_event_access(actor), run.count);
    keep_members(transaction, run.id, found);
    return run;
}

RunView run_view(House& house, Transaction& transaction, const Actor& actor) {
    return {house, actor, hidden_numbers(transaction, actor)};
}

Result<std::vector<SelectionRun>> runs_of(Transaction& transaction, const RunView& view, std::int64_t selection) {
    std::vector<SelectionRun> runs;
    {
        auto rows = transaction.query(
            "SELECT id, members, position, user_id, made_at, document, events FROM selection_run WHERE selection_id = "
            ":selection ORDER BY id DESC",
            selection);
        while (rows.next())
            if (covers_event_access(view.actor, rows.text(6)))
                runs.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.string(4),
                                rows.string(5)});
    }
    std::optional<Refusal> refusal;
    std::erase_if(runs, [&](const SelectionRun& run) {
        auto lacking = right_lacking(transaction, view, run);
        if (lacking) refusal = std::move(lacking);
        return lacking.has_value();
    });
    if (runs.empty() && refusal) return *std::move(refusal);
    for (auto& run : runs) run.count -= hidden_in(transaction, view, run.id);
    return runs;
}

std::optional<SelectionRun> last_run(Transaction& transaction, const RunView& view, std::int64_t selection) {
    auto runs = runs_of(transaction, view, selection);
    if (!runs || runs->empty()) return std::nullopt;
    return std::move(runs->front());
}

Result<std::vector<std::int64_t>> numbers_of_run(Transaction& transaction, const RunView& view,
                                                 std::int64_t selection, std::int64_t run) {
    const auto runs = TRY(runs_of(transaction, view, selection));
    if (std::none_of(runs.begin(), runs.end(), [&](const SelectionRun& one) { return one.id == run; }))
        return refuse(RefusalKind::not_found, "error.no_such_selection_run");
    return less(members_of(transaction, run), view.hidden);
}

Result<RunChanges> changes_of_run(Transaction& transaction, const RunView& view, std::int64_t selection,
                                  std::int64_t run, std::optional<std::int64_t> since) {
    const auto now = TRY(numbers_of_run(transaction, view, selection, run));
    if (!since) {
        const auto runs = TRY(runs_of(transaction, view, selection));
        const auto found = std::find_if(runs.begin(), runs.end(), [&](const auto& one) { return one.id == run; });
        if (std::next(found) == runs.end()) return RunChanges{now, {}};
        since = std::next(found)->id;
    }
    const auto before = TRY(numbers_of_run(transaction, view, selection, *since));
    return RunChanges{less(now, before), less(before, now)};
}

}  // namespace kartei::selections
