#include "modules/mailing/text_messages.hpp"

#include "audit/hold.hpp"
#include "base/codes.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/mailing/carrier.hpp"
#include "modules/mailing/letter_words.hpp"
#include "modules/mailing/sms_gateway.hpp"
#include "modules/mailing/sms_length.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using sql::Transaction;

constexpr int longest_name = 60;

Result<SendingOrder> order_for(House& house, Transaction& transaction, const Actor& actor, const Customer& customer,
                               const std::string& text) {
    SendingOrder order;
    order.output = Output::sms, order.words.text = text, order.name = first_characters(text, longest_name);
    order.gate = {Channel::sms, Purpose::contract};
    order.with_hidden = actor.may("customers.see_hidden");
    auto alone = order.gate;
    alone.customer = customer.id;
    const auto reason = Gate(house, transaction, alone).decide(customer);
    if (!reason.empty())
        return refuse(RefusalKind::conflict, "error.no_text_message",
                      {{"reason", kartei::text(actor.language, "mailing.left_out." + reason)}});
    const auto language = customers::language_of_letters(customer, house.country);
    const auto words = TRY(filled(order.words, placeholders_of(house, transaction, customer, nullptr, language)));
    if (words.text.empty()) return refuse_field("text", "error.required");
    if (text_message_of(words).empty())
        return refuse_field("text", "error.sms_too_long", {{"max", std::to_string(most_sms_parts)}});
    return order;
}

}  // namespace

Result<Sending> begin_text_message_to(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                      const std::string& text) {
    hold_part(transaction);
    TRY(check_carrier("sms"));
    const auto customer = customers::find_customer(transaction, id);
    if (!customer) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    const auto order = TRY(order_for(house, transaction, actor, *customer, text));
    audit::Change change(house, transaction, actor, "text_message_sent");
    Sending sending;
    sending.id = take_ids(transaction, "sending"), sending.event = change.event();
    sending.name = order.name, sending.output = "sms", sending.purpose = "contract", sending.state = "running";
    sending.settings = order.as_json().dump(), sending.document = "{}", sending.made_at = house.now();
    sending.user_id = actor.user_id, sending.user_name = actor.name;
    insert_sending(transaction, sending);
    std::vector<Recipient> one{{0, sending.id, id, 0, "waiting"}};
    one[0].message_id = uuid(), one[0].token = random_secret();
    insert_recipients(transaction, one);
    change.seal();
    return sending;
}

bool report_delivery(House& house, Transaction& transaction, std::string_view token, std::string_view status) {
    auto recipient = token.size() < 16 ? std::nullopt : recipient_with_token(transaction, token);
    if (!recipient) return false;
    const auto sending = find_sending(transaction, recipient->sending);
    if (!sending || sending->output != "sms") return false;
    const auto said = delivery_said(status);
    if (said.empty() || recipient->delivery == said || recipient->delivery == "delivered") return true;
    if (!settle_delivery(transaction, recipient->id, said, house.now())) return true;
    if (!customers::find_customer(transaction, recipient->customer)) return true;
    recipient->delivery = said;
    audit::Change change(house, transaction, sending->event);
    note_recipient(change, *sending, *recipient, language_of_house_in(house.country));
    change.seal();
    return true;
}

}  // namespace kartei::mailing
