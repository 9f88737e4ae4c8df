// Endpoints that put one customer on paper or into an address book.
#pragma once

#include "audit/house.hpp"
#include "modules/mailing/letter.hpp"
#include "web/endpoint.hpp"

namespace kartei::mailing {

web::EndpointTable mailing_endpoints(House& house);

/// Who writes, as the house and its parameters say now.
Sender sender_of(House& house, sql::Transaction& transaction);
/// By name; the parameter label_format when the name is empty. Refuses an unknown one.
Result<LabelFormat> label_format(sql::Transaction& transaction, std::string_view name);

}  // namespace kartei::mailing
