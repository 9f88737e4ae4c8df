#include "modules/papers/order_receipt.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "lists/column.hpp"
#include "lists/local_times.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/customers/print_address.hpp"
#include "modules/events/catalogue.hpp"
#include "modules/events/event_store.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/mailing/one_customer.hpp"
#include "modules/orders/counter_sale.hpp"
#include "modules/orders/order_receipts.hpp"
#include "modules/papers/paper_content.hpp"
#include "modules/papers/paper_pdf.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::papers {
namespace {

using namespace web::endpoint_names;
using orders::OrderReceipt;
using orders::OrderSum;
using sql::Transaction;

PaperLine line_of(std::string words, std::int64_t count, std::int64_t unit_price) {
    PaperLine line;
    line.list = "order";
    line.text = std::move(words);
    line.count = count, line.unit_price = unit_price, line.gross = count * unit_price;
    return line;
}

/// Tickets of one date, type and price stand in one line.
void add_ticket(std::vector<PaperLine>& lines, PaperLine line) {
    const auto same = std::find_if(lines.begin(), lines.end(), [&](const PaperLine& one) {
        return one.text == line.text && one.details == line.details && one.unit_price == line.unit_price;
    });
    if (same == lines.end()) return void(lines.push_back(std::move(line)));
    ++same->count;
    same->gross += line.gross;
}

std::vector<PaperLine> lines_of(House& house, Transaction& transaction, const OrderSum& sum, Language language) {
    std::vector<PaperLine> lines;
    const auto types = events::names_on_shelf(transaction, events::Shelf::ticket_type);
    const auto products = events::names_on_shelf(transaction, events::Shelf::product);
    const auto name = [](const events::Names& names, std::int64_t id) {
        const auto found = names.find(id);
        return found == names.end() ? std::string() : found->second;
    };
    lists::LocalTimes times(house.rules.time_zone);
    for (const auto& ticket : sum.tickets) {
        if (ticket.state == orders::TicketState::deleted) continue;
        const auto event = events::find_event(transaction, ticket.event_id);
        auto line = line_of(event ? event->name : "", 1, ticket.price + ticket.fee);
        const auto when = event && !event->starts_at.empty()
                              ? lists::shown_time(times.local(event->starts_at), language)
                              : std::string();
        const auto type = name(types, ticket.ticket_type_id);
        line.details = when + (when.empty() || type.empty() ? "" : " · ") + type;
        add_ticket(lines, std::move(line));
    }
    for (const auto& sale : orders::sales_of_order(transaction, sum.order.id))
        if (sale.state != "deleted" && sale.state != "returned")
            lines.push_back(line_of(name(products, sale.product_id), sale.quantity, sale.unit_price));
    return lines;
}

Paper paper_of(House& house, Transaction& transaction, const OrderSum& sum, const OrderReceipt& receipt) {
    Paper paper;
    paper.kind = "receipt";
    paper.number = receipt.number;
    lists::LocalTimes times(house.rules.time_zone);
    paper.issued_on = std::string(times.local(receipt.paid_at)).substr(0, 10);
    paper.house = house_on_papers(house, transaction);
    paper.handler = receipt.paid_by;
    const auto customer = customers::find_customer(transaction, sum.order.customer_id);
    paper.language = customers::language_of_letters(customer.value_or(customers::Customer{}), house.country);
    if (customer && customer->id != customers::anonymous_customer) {
        paper.address = customers::print_address(*customer, house.country);
        paper.customer = customer->number.value_or(0);
    }
    paper.lines = lines_of(house, transaction, sum, paper.language);
    paper.payments.push_back({1, receipt.amount, paper.issued_on,
                              text(paper.language, "order_payment.kind." + receipt.kind), "",
                              text(paper.language, "paper.of_order", {{"number", receipt.order_number}})});
    paper.paid = sum.order.paid;
    paper.open = std::max<std::int64_t>(0, sum.total - sum.order.paid);
    return paper;
}

Result<OrderReceiptPaper> printed(House& house, Transaction& transaction, const Actor& actor,
                                  const OrderReceipt& receipt) {
    if (!receipt.voided_at.empty())
        return Refusal{RefusalKind::conflict, {{"number", "error.receipt_is_void", {{"number", receipt.number}}}}};
    const auto sum = TRY(orders::find_sum(transaction, actor, receipt.order_id));
    const auto paper = paper_of(house, transaction, sum, receipt);
    return OrderReceiptPaper{receipt.number, paper_pdf(paper, mailing::sender_of(house, transaction))};
}

Refusal no_receipt() { return Refusal{RefusalKind::not_found, {{"number", "error.no_such_receipt", {}}}}; }

Result<Answer> answer_receipt(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        auto made = TRY(order_receipt(house, transaction, request.actor, request.id(),
                                      request.query_text("number").value_or("")));
        return mailing::pdf_answer(std::move(made.pdf), "receipt-" + made.number);
    });
}

}  // namespace

Result<OrderReceiptPaper> order_receipt(House& house, Transaction& transaction, const Actor& actor, std::int64_t order,
                                        const std::string& number) {
    TRY(orders::find_sum(transaction, actor, order));
    const auto receipts = orders::receipts_of_order(transaction, order);
    for (auto one = receipts.rbegin(); one != receipts.rend(); ++one)
        if (number.empty() ? one->voided_at.empty() : one->number == number)
            return printed(house, transaction, actor, *one);
    return no_receipt();
}

Result<OrderReceiptPaper> order_receipt(House& house, Transaction& transaction, const Actor& actor,
                                        const std::string& number) {
    const auto receipt = orders::find_receipt(transaction, number);
    if (!receipt) return no_receipt();
    return printed(house, transaction, actor, *receipt);
}

EndpointTable order_receipt_endpoints(House& house) {
    return {{Method::get, "/orders/{id}/receipt.pdf", "print_order_receipt", "sales.sell",
             "The receipt of a payment of an order, under the number that it drew (J-196, J-197); of the latest payment "
             "unless told. 404 for what was taken over or before there were numbers, 409 for one that is void.",
             {{"number", "Number of the receipt; the latest one when not given.", schema::text(40)}},
             nullptr, {}, mailing::pdf_declaration("The receipt."), {},
             [&house](Request& request) { return answer_receipt(house, request); }}};
}

}  // namespace kartei::papers
