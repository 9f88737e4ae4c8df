#include "modules/books/posting_accounts.hpp"

#include <algorithm>

#include "modules/parameters/base_data.hpp"
#include "modules/parameters/posting_account_record.hpp"

namespace kartei::books {

PostingAccounts::PostingAccounts(sql::Transaction& transaction) {
    for (const auto& row : parameters::all_rows(transaction, *parameters::base_data("posting-accounts"))) {
        accounts_[{row.text("posting"), row.text("tax")}] = {row.text("account"), row.text("tax_key")};
        names_.emplace(row.text("account"), row.text("name"));
    }
}

PostingAccount PostingAccounts::of(std::string_view posting, std::string_view tax) const {
    const bool is_service = std::ranges::count(parameters::posted_services, posting) > 0;
    for (const auto& [first, second] : {std::pair{posting, tax}, {posting, "any"},
                                        {is_service ? "services" : posting, tax}, {is_service ? "services" : posting, "any"}})
        if (const auto found = accounts_.find({std::string(first), std::string(second)}); found != accounts_.end())
            return found->second;
    return {};
}

std::string PostingAccounts::name_of(std::string_view account) const {
    const auto found = names_.find(account);
    return found == names_.end() ? std::string() : found->second;
}

}  // namespace kartei::books
