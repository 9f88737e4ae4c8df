#include "modules/parameters/postcode.hpp"

#include "audit/house.hpp"
#include "base/codes.hpp"

namespace kartei::parameters {

using sql::Transaction;

std::string normal_postcode(std::string_view country, std::string_view postcode) {
    std::string normal;
    for (char character : postcode) {
        if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 'a' + 'A');
        if (character != ' ' && character != '\t') normal += character;
    }
    normal.erase(0, country_sign_before(normal));
    if (country == "NL") normal = normal.substr(0, 4);
    return normal;
}

StoredPostcodes store_postcodes(Transaction& transaction, std::span<const Postcode> postcodes, std::int64_t event) {
    StoredPostcodes stored;
    stored.first = take_ids(transaction, "postcode", static_cast<std::int64_t>(postcodes.size()));
    stored.last = stored.first - 1;
    for (const auto& one : postcodes)
        stored.count += transaction.execute(
            "INSERT INTO postcode (id, country, postcode, town, created_event) VALUES (:id, :country, :postcode, "
            ":town, :created_event) ON CONFLICT DO NOTHING",
            ++stored.last, one.country, normal_postcode(one.country, one.postcode), one.town, event);
    return stored;
}

std::vector<std::string> towns_of(Transaction& transaction, std::string_view country, std::string_view postcode) {
    auto rows = transaction.query(
        "SELECT town FROM postcode WHERE country = :country AND postcode = :postcode ORDER BY town LIMIT 200", country,
        normal_postcode(country, postcode));
    std::vector<std::string> towns;
    while (rows.next()) towns.push_back(rows.string(0));
    return towns;
}

}  // namespace kartei::parameters
