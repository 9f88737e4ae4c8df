// Every SQL statement on tills.
#pragma once

#include "audit/change.hpp"
#include "modules/till/till.hpp"

namespace kartei::till {

std::optional<Till> find_till(sql::Transaction& transaction, std::int64_t id);
std::optional<Till> open_till_of(sql::Transaction& transaction, std::int64_t user);
/// The one that he closed last.
std::optional<Till> last_till_of(sql::Transaction& transaction, std::int64_t user);
/// By day, the newest first; of one user (0: of all), from and to inclusive, "" = open.
std::vector<Till> tills_between(sql::Transaction& transaction, std::int64_t user, const std::string& from,
                                const std::string& to);
WholeTill whole(sql::Transaction& transaction, Till till);

/// Takes the next shift of user and day. False: he has an open one, also when somebody opened it at this moment.
bool insert_till(sql::Transaction& transaction, audit::Change& change, Till& till);
/// The open till of a user, held until the transaction ends, its move counted; 0 = he has none.
std::int64_t move_till_of(sql::Transaction& transaction, std::int64_t user);
void insert_entry(sql::Transaction& transaction, audit::Change& change, Entry entry);
/// False: it is closed, or money moved since `moves`.
bool close_till(sql::Transaction& transaction, audit::Change& change, const Till& before, const Till& after);

/// For undo: a till in which nothing moved; an entry of a till that is open. False: not so.
bool delete_till(sql::Transaction& transaction, audit::Change& change, std::int64_t id);
bool delete_entry(sql::Transaction& transaction, audit::Change& change, std::int64_t id);
struct Placed {
    std::int64_t till = 0, user = 0;
    bool is_open = false;
};
/// Tills of the entries first … last that `event` created.
std::vector<Placed> tills_of_entries(sql::Transaction& transaction, std::int64_t first, std::int64_t last);
std::vector<std::int64_t> entries_of_event(sql::Transaction& transaction, std::int64_t first, std::int64_t last,
                                           std::int64_t event);

/// Tills whose sums do not fit what went through them; for `kartei check`.
std::int64_t check_tills(sql::Transaction& transaction);

}  // namespace kartei::till
