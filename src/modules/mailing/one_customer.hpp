// How endpoints put customers on paper: the customer is read and the paper made on one state of the data, and a PDF is
// answered so that the browser's reader opens it.
#pragma once

#include <string>

#include "modules/customers/customer_store.hpp"
#include "web/endpoint.hpp"

namespace kartei::mailing {

/// Runs `work(transaction, customer)` on one state of the data, or refuses when there is no such customer.
template <class Work>
Result<web::Answer> about_customer(House& house, const web::Request& request, Work&& work) {
    return house.database.read([&](sql::Transaction& transaction) -> Result<web::Answer> {
        const auto customer = customers::find_customer(transaction, request.id());
        if (!customer) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
        return work(transaction, *customer);
    });
}

/// The name is for saving.
inline web::Answer pdf_answer(std::string bytes, const std::string& name) {
    auto answer = web::Answer::raw(std::move(bytes), "application/pdf");
    answer.headers.emplace_back("Content-Disposition", "inline; filename=\"" + name + ".pdf\"");
    return answer;
}

inline std::vector<web::AnswerDeclaration> pdf_declaration(const char* what) {
    return {{200, what, nullptr, "application/pdf"}};
}

}  // namespace kartei::mailing
