// What was made of a saved list, read again.
#include "modules/reports/deliveries.hpp"

namespace kartei::reports {

using nlohmann::json;
using sql::Transaction;

namespace {

Delivery read_delivery(const sql::Rows& rows) {
    Delivery one;
    one.id = rows.integer(0), one.saved_list = rows.integer(1), one.owner = rows.integer(2), one.job = rows.integer(3);
    one.made_at = rows.string(4), one.state = rows.string(5), one.rows = rows.integer(6);
    one.file_name = rows.string(7), one.hash = rows.string(8), one.problem = rows.string(9);
    one.expires_at = rows.string(10), one.fetched = rows.integer(12), one.fetched_at = rows.string(13);
    one.came = rows.optional_integer(14), one.went = rows.optional_integer(15);
    if (const auto sent = rows.string(11); !sent.empty()) one.sent = json::parse(sent);
    return one;
}

constexpr std::string_view select_delivery =
    "SELECT id, saved_list_id, owner, job_id, made_at, state, row_count, file_name, hash, problem, expires_at, sent,"
    " fetched, fetched_at, came, went FROM list_delivery";

}  // namespace

std::vector<Delivery> Deliveries::of_list(Transaction& transaction, std::int64_t saved_list) const {
    std::vector<Delivery> all;
    // sql: a constant above
    auto rows = transaction.query(
        std::string(select_delivery) + " WHERE saved_list_id = :list ORDER BY id DESC LIMIT 100", saved_list);
    while (rows.next()) all.push_back(read_delivery(rows));
    return all;
}

}  // namespace kartei::reports
