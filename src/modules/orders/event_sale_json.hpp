// How the sale of event dates is written in bodies: of one, and of several at once.
#pragma once

#include "audit/house.hpp"
#include "web/endpoint.hpp"

namespace kartei::orders {

/// A time without a zone is the house's; "" for null and what is not there.
Result<std::string> instant_in(const House& house, const web::Json& body, const char* field);
/// Prices by the names of ticket types, as written_price() writes them.
Result<std::vector<std::string>> prices_in(const House& house, sql::Transaction& transaction, const web::Json& body);
web::Json prices_schema();

}  // namespace kartei::orders
