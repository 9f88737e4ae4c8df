#include "modules/mailing/contact.hpp"

#include <algorithm>

#include "modules/consents/consent_store.hpp"
#include "modules/consents/declarations.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using sql::Transaction;

std::string address_of(const Customer& customer, Channel channel) {
    switch (channel) {
        case Channel::letter: return customer.town;
        case Channel::email: return customer.email;
        case Channel::phone: return std::string(phone_of(customer));
        case Channel::sms: return customer.phone_mobile;
    }
    return "";
}

std::vector<ContactProof> proofs_of(Transaction& transaction, std::int64_t customer) {
    std::vector<ContactProof> proofs;
    for (const auto& [id, name] : consents::all_permissions(transaction))
        if (const auto holding = consents::find_permission(transaction, customer, id))
            proofs.push_back({name, holding->state, holding->at, holding->source, holding->channel});
    std::stable_sort(proofs.begin(), proofs.end(),
                     [](const ContactProof& one, const ContactProof& other) { return one.at > other.at; });
    return proofs;
}

}  // namespace

std::string_view name_of(Channel channel) {
    switch (channel) {
        case Channel::letter: return "letter";
        case Channel::email: return "email";
        case Channel::phone: return "phone";
        case Channel::sms: return "sms";
    }
    return "";
}

std::string answer_in_words(std::string_view reason, Language language) {
    return reason.empty() ? text(language, "contact.yes")
                          : text(language, "contact.no",
                                 {{"reason", text(language, "mailing.left_out." + std::string(reason))}});
}

Contact contact_of(Transaction& transaction, const Customer& customer) {
    Contact contact{{}, proofs_of(transaction, customer.id)};
    const auto parameters = parameters::parameters_of(transaction);
    const bool has_permitted = std::any_of(contact.proofs.begin(), contact.proofs.end(),
                                           [](const ContactProof& one) { return one.state == "given"; });
    for (const auto channel : {Channel::letter, Channel::email, Channel::phone, Channel::sms})
        contact.answers.push_back({channel, address_of(customer, channel),
                                   why_not_written_to(customer, channel, *parameters, true),
                                   why_not_written_to(customer, channel, *parameters, has_permitted)});
    return contact;
}

}  // namespace kartei::mailing
