// What a user can do with bookings: one function each, transaction -> rules -> store -> audit. The caller owns the
// transaction. Every refusal names all issues at once. Whoever may not see a hidden customer finds none of his bookings
// (decisions.md 33).
#pragma once

#include "modules/bookings/booking_entry.hpp"
#include "modules/bookings/booking_reckoning.hpp"

namespace kartei::bookings {

struct SavedBooking {
    WholeBooking booking;
    std::int64_t event = 0;  ///< change event, for undo; 0 when nothing changed
};

/// As the actor may see it; not_found otherwise.
Result<WholeBooking> booking_to_read(House& house, sql::Transaction& transaction, const Actor& actor,
                                     std::int64_t number);
/// May the actor see whomever a paper of his names: who is billed for the customer, the agency, and on what tells more
/// of the travellers than their names those?
bool may_see_paper(House& house, sql::Transaction& transaction, const Actor& actor, const WholeBooking& booking,
                   const BookingDocument& document);
/// The same, held, in the version that the caller knows; refuses conflict for one in the archive.
Result<WholeBooking> booking_to_change(House& house, sql::Transaction& transaction, const Actor& actor,
                                       std::int64_t number, std::optional<std::int64_t> version);

/// J-002, J-005, J-122: begins a booking. Refusals: conflict for a customer who is blocked (J-194), for the anonymous
/// one without bookings.without_customer; invalid with every issue.
Result<SavedBooking> create_booking(House& house, sql::Transaction& transaction, const Actor& actor,
                                    const Draft& draft);
/// Refuses also stale, and a booking that is void or cancelled.
Result<SavedBooking> change_booking(House& house, sql::Transaction& transaction, const Actor& actor,
                                    std::int64_t number, std::int64_t version, const Draft& draft);
/// What a draft would come to; nothing is stored. `number`: the stored booking that it changes, 0 = a new one.
struct Preview {
    WholeBooking booking;
    std::vector<Issue> issues;
};
Result<Preview> preview_booking(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t number,
                                const Draft& draft);

/// Takes a booking away before money was taken or a final paper printed: its number stays, void. Returns the event.
Result<std::int64_t> void_booking(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t number,
                                  std::int64_t version);
/// As part of a running event, for undo too.
void make_void(House& house, sql::Transaction& transaction, audit::Change& change, const WholeBooking& booking);

/// Takes money, pays it out (negative), or takes a payment back (`reverses`).
Result<SavedBooking> pay(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t number,
                         const NewValues& values);

struct CopyOrder {
    std::optional<std::int64_t> customer;  ///< number; none = the same
    std::int64_t into = 0;                 ///< number of a booking, 0 = a new one
    std::optional<std::vector<std::int64_t>> services;  ///< positions; none = all
    bool participants = false, notes = false;
};
Result<SavedBooking> copy_booking(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t number,
                                  const CopyOrder& order);

/// J-232: `position` 0 = a new note.
Result<SavedBooking> write_note(House& house, sql::Transaction& transaction, const Actor& actor, std::int64_t number,
                                std::int64_t position, const NewValues& values);

/// Passport numbers in clear, by position, without those of hidden customers; the reading is recorded with the customer
/// who the participant is, else with whoever booked.
Result<std::map<std::int64_t, std::string>> read_passports(House& house, sql::Transaction& transaction,
                                                           const Actor& actor, std::int64_t number);

}  // namespace kartei::bookings
