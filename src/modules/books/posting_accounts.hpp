// Which account and tax key of the book-keeping a posting goes to: base data of the house ("posting-accounts"), looked
// up from the special to the general. Must not know what is posted.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sql/database.hpp"

namespace kartei::books {

struct PostingAccount {
    std::string account;  ///< "" = the house has named none
    std::string tax_key;
};

class PostingAccounts {
public:
    explicit PostingAccounts(sql::Transaction& transaction);

    /// Of a kind of service ("hotel") its own line, else that of "services"; of each the line of its tax before the one
    /// for any.
    PostingAccount of(std::string_view posting, std::string_view tax) const;
    /// What an account is called in the base data; "" for debtors.
    std::string name_of(std::string_view account) const;

private:
    std::map<std::pair<std::string, std::string>, PostingAccount> accounts_;
    std::map<std::string, std::string, std::less<>> names_;
};

}  // namespace kartei::books
