#include "modules/mailing/contact.hpp"

#include <algorithm>

#include "base/date.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/declarations.hpp"
#include "modules/mailing/letter_form.hpp"

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

std::string answer_in_words(std::string_view reason, Language language) {
    return reason.empty() ? text(language, "contact.yes")
                          : text(language, "contact.no",
                                 {{"reason", text(language, "mailing.left_out." + std::string(reason))}});
}

std::string bounce_of_answer(const House& house, const ContactAnswer& answer, Language language) {
    const auto& bounce = answer.bounce;
    if (!bounce || bounce->state == "confirmed") return "";
    const auto at = read_instant(bounce->at, "UTC");
    const auto day = at ? day_on_paper(write_date(local_time(*at, house.rules.time_zone).date), language) : bounce->at;
    return text(language,
                bounce->state == "undeliverable" ? "mail.bounce.undeliverable_since" : "mail.bounce.put_off_times",
                {{"n", std::to_string(bounce->returned)}, {"at", day}, {"reason", bounce_in_words(*bounce, language)}});
}

Contact contact_of(const House& house, Transaction& transaction, const Customer& customer) {
    Contact contact{{}, proofs_of(transaction, customer.id)};
    const auto why = [&](Channel channel, Purpose purpose) {
        GateOrder order{channel, purpose};
        order.any_permission = purpose == Purpose::advertising;
        order.customer = customer.id;
        return Gate(house, transaction, order).decide(customer);
    };
    for (const auto channel : {Channel::letter, Channel::email, Channel::phone, Channel::sms})
        contact.answers.push_back({channel, address_of(customer, channel), why(channel, Purpose::contract),
                                   why(channel, Purpose::advertising)});
    for (auto& answer : contact.answers)
        if (answer.channel == Channel::email) answer.bounce = bounce_of(house.keys, transaction, customer.email);
    return contact;
}

}  // namespace kartei::mailing
