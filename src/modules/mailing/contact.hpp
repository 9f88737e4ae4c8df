// "May I contact him, now, and how?" (counter.md 5): for each channel yes or no with the reason and its proof, for what
// concerns his own business and for advertising. The rule is the gate's; what is permitted is what holds in the
// ledger of declarations.
#pragma once

#include <string>
#include <vector>

#include "audit/house.hpp"
#include "modules/customers/customer.hpp"
#include "modules/mailing/bounces.hpp"
#include "modules/mailing/gate.hpp"

namespace kartei::mailing {

/// A declaration of the customer that speaks for or against advertising.
struct ContactProof {
    std::string permission, state, at, source, via;  ///< `via`: the channel by which he declared it
};

struct ContactAnswer {
    Channel channel = Channel::letter;
    std::string address;          ///< what would be used: e-mail, phone number; of a letter the town
    std::string contract;  ///< "" = yes; else why not (texts below "mailing.left_out.")
    std::string advertising;
    std::optional<Bounce> bounce = {};  ///< of the e-mail address, where something came back
};

struct Contact {
    std::vector<ContactAnswer> answers;  ///< letter, e-mail, phone, text message
    std::vector<ContactProof> proofs;    ///< what holds now, the newest first
};
Contact contact_of(const House& house, sql::Transaction& transaction, const customers::Customer& customer);

/// What came back from his e-mail address, in words; "" where nothing did since it was confirmed.
std::string bounce_of_answer(const House& house, const ContactAnswer& answer, Language language);

/// "ja", or why not.
std::string answer_in_words(std::string_view reason, Language language);

}  // namespace kartei::mailing
