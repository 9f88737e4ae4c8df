// The archive (J-201; decision 122): old bookings are put away. They stay where they are, marked with the day; the
// searches and the customer's list of bookings leave them out unless asked, nobody changes them, everything that adds up
// knows them still. What is owed, runs or waits for somebody stays. The three archive fields of the profile follow.
#pragma once

#include <vector>

#include "jobs/job.hpp"
#include "modules/bookings/booking_actions.hpp"

namespace kartei::bookings {

struct ArchiveOrder {
    std::int64_t older_than = 10;  ///< years, whole ones
};
inline constexpr std::int64_t fewest_years = 1, most_years = 100;
/// More are put away only by who says how many they are (decisions.md 34).
inline constexpr std::int64_t most_unasked = 100;

/// Old enough, but it stays.
struct StayingBookings {
    std::string why;  ///< owing, option, settlement, follow_up: of several the first
    std::int64_t count = 0;
};
struct ArchivePlan {
    std::string before;  ///< trips that were over before this day
    std::int64_t count = 0, customers = 0;
    std::vector<StayingBookings> stays;
};
/// What would be put away, as the actor may see it. Refuses invalid (older_than), not_found without the module.
Result<ArchivePlan> plan_archive(House& house, sql::Transaction& transaction, const Actor& actor,
                                 const ArchiveOrder& order);

/// Refuses conflict when there is nothing to put away (error.nothing_to_archive), or more than `most_unasked` whose
/// number was not said, or is another one (error.archive_confirm).
Result<Done> confirm_archive(const ArchivePlan& plan, std::optional<std::int64_t> confirmed);

struct Archived {
    std::int64_t bookings = 0, customers = 0, event = 0;
};
/// In short transactions, all bookings of a customer in one of them, and all in one event that undo takes back. Cancelled
/// before its end all goes back; cut off, what was put away stays so, and the next run goes on. Outside any transaction.
Result<Archived> run_archive(House& house, const Actor& actor, const ArchiveOrder& order, jobs::Progress& progress);

/// One booking comes back. Refuses stale, and one that is not in the archive.
Result<SavedBooking> bring_back(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t number,
                                std::int64_t version);

}  // namespace kartei::bookings
