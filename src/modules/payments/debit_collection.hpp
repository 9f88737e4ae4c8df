// A run of direct debits, made in steps (decision 107): looked at, entered whole with what is going, then posted as paid some
// at a time, so that the counter goes on beside it. Stopped before it is entered, nothing has been done; stopped while it is
// posted, what was posted is taken back as not handed in; cut off, it goes on at the next start, unless the bank no longer
// takes its day: then it is taken back, too. A run once made is never taken back by itself. Nothing is collected twice:
// claims are UNIQUE. Outside any transaction. Knows no HTTP.
#pragma once

#include "jobs/job.hpp"
#include "modules/payments/debit_run.hpp"

namespace kartei::payments {

struct MadeRun {
    DebitRun run;
    bool is_again = false;       ///< nothing new was due: it is the run that was made before
    std::int64_t left_over = 0;  ///< changed between the look and its posting: still due, for the next run
};
/// Collects what a preview shows as going. Nothing to collect: the newest run of that day and scheme again, else conflict
/// (error.nothing_to_collect); conflict too while another run is being made (error.debit_run_goes_on), and where another
/// server took it back (error.debit_run_withdrawn). Throws Cancelled, unless it was made by then.
Result<MadeRun> collect_debits(House& house, const Actor& actor, const DebitQuestion& question,
                               jobs::Progress& progress);

/// Goes on with what was cut off; for the start of the program.
void recover_debits(House& house);

}  // namespace kartei::payments
