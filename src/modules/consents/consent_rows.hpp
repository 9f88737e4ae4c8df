// Labels of all customers, one row each, for files.
#pragma once

#include <functional>

#include "modules/consents/consent.hpp"
#include "sql/database.hpp"

namespace kartei::consents {

std::int64_t count_labels_of_customers(sql::Transaction& transaction);
/// By customer's number and name of the label; ends when `take` returns false.
void each_label_of_customers(
    sql::Transaction& transaction,
    const std::function<bool(std::int64_t number, const std::string& label, const CustomerLabel& given)>& take);

}  // namespace kartei::consents
