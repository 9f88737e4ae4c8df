#include "modules/tickets/ticket_mail.hpp"

#include <utility>

#include "modules/customers/customer_store.hpp"
#include "modules/tickets/ticket_prints.hpp"

namespace kartei::tickets {
namespace {

using sql::Transaction;

constexpr std::string_view kind = "tickets";

/// "" = he may be written to.
std::string why_not_mailed(House& house, Transaction& transaction, const customers::Customer& customer,
                           const std::string& to) {
    mailing::GateOrder order{mailing::Channel::email, mailing::Purpose::contract};
    order.customer = customer.id;
    auto asked = customer;
    if (!to.empty()) asked.email = to;
    // What leaves somebody out of what goes to many says nothing about what he bought.
    if (asked.mailing_kind == "none") asked.mailing_kind.clear();
    asked.no_selection = asked.hidden_in_search = false;
    return mailing::Gate(house, transaction, order).decide(asked);
}

std::optional<mailing::Attachment> attachment(House& house, Transaction& transaction, std::int64_t order) {
    auto printed = tickets_as_they_are(house, transaction, Actor::system(), {order, {}, true, "a4"});
    if (!printed) return std::nullopt;
    return mailing::Attachment{"tickets.pdf", "application/pdf", std::move(printed->pdf)};
}

}  // namespace

Result<mailing::Sending> begin_ticket_mail(House& house, Transaction& transaction, const Actor& actor,
                                           std::int64_t order, const std::string& to) {
    const auto printed = TRY(print_tickets(house, transaction, actor, {order, {}, true, "a4"}));
    const auto stored = orders::find_order(transaction, order);
    const auto customer = customers::find_customer(transaction, stored->customer_id);
    if (!customer || customer->id == customers::anonymous_customer)
        return refuse(RefusalKind::conflict, "error.tickets_of_nobody");
    if (const auto reason = why_not_mailed(house, transaction, *customer, to); !reason.empty())
        return refuse(RefusalKind::conflict, "error.tickets_not_mailed",
                      {{"reason", text(actor.language, "mailing.left_out." + reason)}});
    const auto language = language_of(house, *customer);
    const auto count = std::to_string(printed.tickets.size());
    return mailing::begin_mail_to(
        house, transaction, actor, customer->id, to,
        {text(language, "ticket_mail.subject", {{"order", printed.number}, {"count", count}}),
         text(language, "ticket_mail.text", {{"order", printed.number}, {"count", count}})},
        std::string(kind) + " " + std::to_string(order));
}

mailing::AttachmentKind tickets_as_attachment() { return {std::string(kind), attachment}; }

}  // namespace kartei::tickets
