#include "modules/papers/papers_api.hpp"

#include "base/money.hpp"
#include "modules/accounts/account_json.hpp"
#include "modules/bookings/booking_json.hpp"
#include "modules/bookings/booking_rows.hpp"
#include "modules/bookings/booking_store.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/mailing/one_customer.hpp"
#include "modules/papers/paper_actions.hpp"
#include "modules/papers/paper_pdf.hpp"
#include "modules/parameters/module_switch.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::papers {
namespace {

using bookings::BookingDocument;
using sql::Transaction;
using namespace web::endpoint_names;

std::int64_t number_of(const Request& request) { return request.id("number"); }

PaperOrder order_in(const Json& body) {
    PaperOrder order{body.value("kind", ""), {}, ""};
    if (const auto payment = body.value("payment", Json()); payment.is_number()) order.payment = payment;
    if (const auto cancels = body.value("cancels", Json()); cancels.is_string()) order.cancels = cancels;
    return order;
}

PaperOrder order_of_query(const Request& request) {
    PaperOrder order{request.query_text("kind").value_or(""), {}, request.query_text("cancels").value_or("")};
    if (request.query_text("payment")) order.payment = request.query_integer("payment", 0);
    return order;
}

Json money(const House& house, std::int64_t amount) { return write_money(amount, house.rules.currency_digits); }

Json document_json(const House& house, Transaction& transaction, const BookingDocument& document) {
    const auto or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
    return {{"position", document.position},
            {"kind", document.kind},
            {"number", or_null(document.number)},
            {"issued_on", document.issued_on},
            {"total", money(house, document.total)},
            {"cancels", or_null(document.cancels)},
            {"has_pdf", !bookings::pdf_of(transaction, document.id).empty()}};
}

/// A snapshot counts in minor units; whoever asks is told decimals.
void write_decimals(const House& house, Json& json) {
    for (const char* name : {"unit_price", "gross", "discount", "amount", "open", "total", "paid", "billed_before",
                             "booking_total"})
        if (const auto found = json.find(name); found != json.end() && found->is_number_integer())
            *found = money(house, *found);
    if (const auto rate = json.find("rate"); rate != json.end() && rate->is_number_integer())
        *rate = *rate == 0 ? Json(nullptr) : Json(write_money(rate->get<std::int64_t>()));
}

Json paper_json(const House& house, Json snapshot) {
    write_decimals(house, snapshot);
    for (auto& line : snapshot["lines"]) {
        line["sum"] = money(house, line.at("gross").get<std::int64_t>() - line.at("discount").get<std::int64_t>());
        line.erase("row");
        write_decimals(house, line);
    }
    for (const char* list : {"taxes", "payments", "due_dates"})
        for (auto& row : snapshot[list]) write_decimals(house, row);
    return snapshot;
}

std::string in_words(const std::vector<Issue>& issues, Language language) {
    std::string words;
    for (const auto& issue : issues) words += (words.empty() ? "" : " ") + sentence(language, issue, "booking_document");
    return words;
}

Result<Answer> list(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto booking = TRY(bookings::booking_to_read(house, transaction, request.actor, number_of(request)));
        Json rows = Json::array(), kinds = Json::array();
        for (const auto& document : booking.documents) rows.push_back(document_json(house, transaction, document));
        for (const auto kind : paper_kinds) {
            const auto why = in_words(forbids(house, transaction, booking, kind), request.language);
            kinds.push_back({{"kind", std::string(kind)}, {"why", why.empty() ? Json(nullptr) : Json(why)}});
        }
        return Answer::ok({{"rows", std::move(rows)}, {"kinds", std::move(kinds)}});
    });
}

Result<Answer> preview(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto prepared =
            TRY(preview_paper(house, transaction, request.actor, number_of(request), order_in(request.body)));
        auto json = paper_json(house, snapshot_of(prepared.paper));
        json["transfer_code"] = transfer_code(prepared.paper);
        return Answer::ok(std::move(json));
    });
}

std::string file_name(const Request& request, const std::string& kind, const std::string& number) {
    return kind + "-" + (number.empty() ? std::to_string(number_of(request)) : number);
}

Result<Answer> preview_pdf(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto prepared =
            TRY(preview_paper(house, transaction, request.actor, number_of(request), order_of_query(request)));
        return mailing::pdf_answer(paper_pdf(prepared.paper, mailing::sender_of(house, transaction)),
                                   file_name(request, prepared.paper.kind, ""));
    });
}

/// A stale version answers with the booking as it is and what changed meanwhile.
Result<Answer> refused(House& house, const Request& request, const Refusal& refusal) {
    if (refusal.kind != RefusalKind::stale) return refusal;
    const auto now = house.database.read([&](Transaction& transaction) -> Result<std::pair<std::int64_t, Json>> {
        const auto booking = TRY(bookings::booking_to_read(house, transaction, request.actor, number_of(request)));
        return std::pair(booking.head.id, bookings::booking_json(house, transaction, request, booking));
    });
    if (!now) return refusal;
    return accounts::stale(house, "booking", now->first, *request.version, now->second, request);
}

Result<Answer> make(House& house, const Request& request) {
    const auto answer = house.database.write([&](Transaction& transaction) -> Result<Answer> {
        const auto made = TRY(make_paper(house, transaction, request.actor, number_of(request), request.version,
                                         order_in(request.body)));
        const auto& booking = made.saved.booking;
        const auto* document = bookings::at_position(booking.documents, made.position);
        auto done = Answer::ok({{"document", document_json(house, transaction, *document)},
                                {"booking", bookings::booking_json(house, transaction, request, booking, made.saved.event)}});
        done.version = booking.head.version;
        return done;
    });
    if (!answer) return refused(house, request, answer.refusal());
    return answer;
}

Result<Answer> made_from(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto stored = TRY(
            stored_paper(house, transaction, request.actor, number_of(request), request.id("position")));
        return Answer::ok(paper_json(house, Json::parse(stored.document.made_from)));
    });
}

Result<Answer> stored_pdf(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        auto stored = TRY(
            stored_paper(house, transaction, request.actor, number_of(request), request.id("position")));
        return mailing::pdf_answer(std::move(stored.pdf),
                                   file_name(request, stored.document.kind, stored.document.number));
    });
}

std::vector<std::string> kind_names() { return {paper_kinds.begin(), paper_kinds.end()}; }

Json order_schema() {
    return schema::object({{"kind", schema::choice(kind_names())},
                           {"payment", schema::nullable(schema::integer())},
                           {"cancels", schema::nullable(schema::text(40))}},
                          {"kind"});
}

Json document_schema() {
    return schema::object({{"position", schema::integer()},
                           {"kind", schema::text()},
                           {"number", schema::nullable(schema::text())},
                           {"issued_on", schema::date()},
                           {"total", schema::money()},
                           {"cancels", schema::nullable(schema::text())},
                           {"has_pdf", schema::boolean()}},
                          {"position", "kind", "number", "issued_on", "total", "cancels", "has_pdf"});
}

EndpointTable reading_endpoints(House& house) {
    const auto kinds = schema::array(schema::object(
        {{"kind", schema::text()}, {"why", schema::nullable(schema::text())}}, {"kind", "why"}));
    return {
        {Method::get, "/bookings/{number}/documents", "list_booking_documents", "bookings.read",
         "The papers of a booking, and for each kind why it cannot be made now.", {}, nullptr, {},
         {{200, "Papers and kinds.",
           schema::object({{"rows", schema::array(document_schema())}, {"kinds", kinds}}, {"rows", "kinds"})}},
         {}, [&house](Request& request) { return list(house, request); }},
        {Method::get, "/bookings/{number}/documents/{position}", "get_booking_document", "bookings.read",
         "What a paper was made from: every figure and word on it.", {}, nullptr, {},
         {{200, "The paper.", schema::anything()}}, {},
         [&house](Request& request) { return made_from(house, request); }},
        {Method::get, "/bookings/{number}/documents/{position}/pdf", "print_booking_document", "bookings.read",
         "A paper as it went out, the same bytes each time.", {}, nullptr, {},
         mailing::pdf_declaration("The paper."), {},
         [&house](Request& request) { return stored_pdf(house, request); }},
    };
}

EndpointTable making_endpoints(House& house) {
    return {
        {Method::post, "/bookings/{number}/paper", "preview_booking_document", "bookings.invoice",
         "A paper as it would be, with the fees its making calls for; nothing is stored and no number drawn.", {},
         order_schema(), {}, {{200, "The paper.", schema::anything()}}, {},
         [&house](Request& request) { return preview(house, request); }, "booking_document"},
        {Method::get, "/bookings/{number}/paper.pdf", "preview_booking_document_pdf", "bookings.invoice",
         "The same as PDF.",
         {{"kind", "Kind of paper.", schema::choice(kind_names()), true},
          {"payment", "Of a receipt: position of the payment.", schema::integer()},
          {"cancels", "Number of the invoice to be cancelled.", schema::text(40)}},
         nullptr, {}, mailing::pdf_declaration("The paper."), {},
         [&house](Request& request) { return preview_pdf(house, request); }, "booking_document"},
        {Method::post, "/bookings/{number}/documents", "make_booking_document", "bookings.invoice",
         "Makes a paper (J-041 to J-043, J-138, J-143, J-144, J-203, J-204) and keeps its PDF. Invoices, cancellation "
         "invoices and credit notes draw the next number of their kind and year, a receipt has that of its payment; "
         "an invoice closes the prices of its services. 409 when there is nothing to bill or to credit, or a settlement is awaited (J-200).",
         {}, order_schema(), {},
         {{200, "The paper and the booking.",
           schema::object({{"document", document_schema()}, {"booking", schema::reference("Booking")}},
                          {"document", "booking"})}},
         Precondition::if_match, [&house](Request& request) { return make(house, request); }, "booking_document"},
    };
}

}  // namespace

EndpointTable papers_endpoints(House& house) {
    auto all = reading_endpoints(house);
    for (auto& endpoint : making_endpoints(house)) all.push_back(std::move(endpoint));
    // decisions.md 25: a house that sells tickets only has no trips.
    return parameters::only_with_module(house, "travel", std::move(all));
}

}  // namespace kartei::papers
