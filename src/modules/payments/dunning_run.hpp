// Runs of dunning (Mahnlauf, money.md 2): who is reminded of what at which level, looked at first, taken out one by
// one, then printed (dunning_printing.cpp). Until the letters are printed a run can be undone; afterwards levels and fees stand. Never a
// customer with no_open_items (J-187). The caller owns the transaction
// where one is given.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "audit/house.hpp"
#include "audit/reversal.hpp"
#include "base/actor.hpp"
#include "documents/output_file.hpp"
#include "jobs/job.hpp"

namespace kartei::payments {

/// One booking or order in a run.
struct DunningItem {
    std::int64_t id = 0, position = 0;
    std::int64_t customer_id = 0;  ///< the debtor; all of his make one letter
    std::optional<std::int64_t> customer;
    std::string name;
    std::int64_t booking_id = 0, booking = 0, order_id = 0;
    std::string order;
    std::int64_t level = 1;
    std::string due_from, due_to;  ///< oldest and latest due date
    std::int64_t days_late = 0;    ///< of the oldest, on the day of the run
    std::int64_t amount = 0;
    std::int64_t level_fee = 0;  ///< of its level by itself
    std::int64_t fee = 0;        ///< the letter's, at the one item that carries it
    bool taken_out = false;
    std::string problem;  ///< why no letter reaches him: "no_address"; such are not in a run
};

struct DunningRun {
    std::int64_t id = 0, version = 1, created_event = 0;
    std::string run_on, made_at, made_by, printed_at, printed_by;
    std::string printing_at;  ///< since when its letters go out, while the fees are charged
    std::vector<DunningItem> items;

    bool letters_are_out() const { return !printed_at.empty() || !printing_at.empty(); }
};

struct DunningQuestion {
    Date on{};
    std::set<std::int64_t> left_out = {};  ///< numbers of customers
    std::size_t most = 0;                  ///< when more are late, nothing is looked at; 0 = however many
};

struct DunningPreview {
    std::vector<DunningItem> items;  ///< by name; those whom no letter reaches have their `problem`
    std::size_t late = 0;            ///< how many bookings and orders are late
};

/// Whoever is to be reminded on a day.
DunningPreview preview_dunning(House& house, sql::Transaction& transaction, const Actor& actor,
                               const DunningQuestion& question, jobs::Progress* progress = nullptr);

struct MadeDunning {
    DunningRun run;
    std::int64_t event = 0;
};
/// Looks first, then stores the run whole; outside any transaction. Refuses (conflict, error.nobody_to_dun) when there is
/// nobody, while an earlier run waits for its letters (error.dunning_waits), and when another was made since the look
/// (error.another_dunning). Throws Cancelled: nothing has been done.
Result<MadeDunning> make_dunning(House& house, const Actor& actor, const DunningQuestion& question,
                                 jobs::Progress& progress);

/// Out of the run, or back into it, with the letter's fee where it belongs then; refused once the letters are printed.
Result<DunningRun> take_out(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t run,
                            std::int64_t position, bool is_out);

/// The letters as one PDF, before they are printed and after; of a few, for it is held in memory.
Result<std::string> letters_of_dunning(House& house, sql::Transaction& transaction, const Actor& actor,
                                       std::int64_t run);
/// The letters go out, in steps and outside any transaction: whoever paid since the run was made is taken out, the letters
/// are set, then their fees are charged some at a time and the levels are reached. Stopped while they are set, no letter
/// has gone out; afterwards it goes on, here or at the next start. Done twice it changes nothing. The PDF goes into `file`
/// letter by letter and is whole there before the first letter counts as out; the caller commits it. Gives how many
/// bookings and orders it reminds of. Throws Cancelled.
Result<std::int64_t> print_dunning(House& house, const Actor& actor, std::int64_t run, documents::OutputFile& file,
                                   jobs::Progress& progress);
/// The same with a run that was just made: when its letters do not go out, it is taken back, lest it stand in the way of the
/// next.
Result<std::int64_t> print_or_take_back(House& house, const Actor& actor, const MadeDunning& made,
                                        documents::OutputFile& file, jobs::Progress& progress);
bool letters_are_out(House& house, std::int64_t run);
/// Goes on with what was cut off; for the start of the program.
void recover_dunning(House& house);

/// As the actor may see it: not there when somebody in it is hidden from him, or an event date not his.
Result<DunningRun> seen_dunning(sql::Transaction& transaction, const Actor& actor, std::int64_t id);
std::optional<DunningRun> find_dunning(sql::Transaction& transaction, std::int64_t id);
/// The same with some of its items, in their order; `count`: how many it has.
struct DunningPage {
    DunningRun run;
    std::int64_t count = 0;
};
Result<DunningPage> seen_dunning_page(sql::Transaction& transaction, const Actor& actor, std::int64_t id,
                                      std::int64_t offset, std::int64_t limit);
std::optional<DunningPage> find_dunning_page(sql::Transaction& transaction, std::int64_t id, std::int64_t offset,
                                             std::int64_t limit);
/// The newest first, without items.
std::vector<DunningRun> all_dunning(sql::Transaction& transaction, int limit);

/// Of the records first … last that a change touched (audit/concerned.hpp): as seen_dunning() has it.
bool may_see_records(sql::Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                     std::int64_t last);

/// How undo works on runs: whole, until the letters are printed.
std::vector<audit::Reversible> reversible_dunning();

}  // namespace kartei::payments
