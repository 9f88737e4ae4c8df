#include "modules/reports/customer_parts.hpp"

#include <charconv>

#include "modules/customers/customer.hpp"

namespace kartei::reports {

const CustomerPart& LookedUp::find(std::string_view name_key, std::int64_t customer) {
    part_ = {};
    if (customer == customers::anonymous_customer) {
        part_.columns = vocabulary_.anonymous;
        return part_;
    }
    auto rows = transaction_.query(
        "SELECT columns, consents FROM customer_line WHERE name_key = :name_key AND customer_id = :customer_id",
        name_key, customer);
    if (rows.next()) part_ = {rows.string(0), rows.string(1)};
    return part_;
}

std::string pack_ids(const std::vector<std::int64_t>& ids) {
    std::string packed;
    for (const auto id : ids) packed += (packed.empty() ? "" : ",") + std::to_string(id);
    return packed;
}

std::vector<std::int64_t> unpack_ids(std::string_view packed) {
    std::vector<std::int64_t> ids;
    for (const char *at = packed.data(), *end = at + packed.size(); at < end;) {
        std::int64_t id = 0;
        at = std::from_chars(at, end, id).ptr + 1;
        ids.push_back(id);
    }
    return ids;
}

}  // namespace kartei::reports
