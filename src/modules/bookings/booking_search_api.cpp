// The endpoints that find bookings and participants.
#include "modules/bookings/booking_json.hpp"
#include "modules/bookings/bookings_api.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/parameters/parameter.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::bookings {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

constexpr std::int64_t most_rows = 200, usual_rows = 100;

template <class Line>
Json page_json(const House& house, const Found<Line>& found) {
    Json rows = Json::array();
    for (const auto& line : found.rows) rows.push_back(line_json(house, line));
    return {{"rows", std::move(rows)}, {"count", found.count}, {"complete", found.complete}};
}

/// A day as anybody writes it.
Result<std::string> day_in(const Request& request, const char* name) {
    const auto written = request.query_text(name).value_or("");
    if (written.empty()) return std::string();
    const auto day = read_date(written);
    if (!day) return refuse_field(name, day.refusal().issues.front().key, day.refusal().issues.front().parameters);
    return write_date(*day);
}

std::optional<std::int64_t> number_in(const Request& request, const char* name) {
    return request.query_text(name) ? std::optional(request.query_integer(name, 0)) : std::nullopt;
}

/// A house without the archive leaves nothing out: what was put away stands among the others again.
Archive archive_in(Transaction& transaction, const Request& request) {
    if (!parameters::module_is_on(*parameters::parameters_of(transaction), "archive")) return Archive::too;
    const auto asked = request.query_text("archive").value_or("no");
    return asked == "also" ? Archive::too : asked == "only" ? Archive::alone : Archive::left_out;
}

Result<Answer> search(House& house, const Request& request) {
    BookingQuestion question;
    question.number = number_in(request, "number");
    question.customer = number_in(request, "customer");
    question.external_number = request.query_text("external_number").value_or("");
    question.operator_code = request.query_text("operator").value_or("");
    question.destination = request.query_text("destination").value_or("");
    question.participant = request.query_text("participant").value_or("");
    question.kind = request.query_text("kind").value_or("");
    question.state = request.query_text("state").value_or("");
    question.from = TRY(day_in(request, "from"));
    question.to = TRY(day_in(request, "to"));
    question.by_booking_day = request.query_text("by") == "booking";
    question.limit = request.query_integer("limit", usual_rows);
    question.offset = request.query_integer("offset", 0);
    return Answer::ok(page_json(house, house.database.read([&](Transaction& transaction) {
        question.archive = archive_in(transaction, request);
        return search_bookings(transaction, request.actor, question);
    })));
}

Result<Answer> of_customer(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto customer = customers::find_customer(transaction, request.id());
        if (!customer) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
        BookingQuestion question;
        question.customer = customer->number.value_or(0);
        question.archive = archive_in(transaction, request);
        question.limit = request.query_integer("limit", usual_rows);
        question.offset = request.query_integer("offset", 0);
        return Answer::ok(page_json(house, search_bookings(transaction, request.actor, question)));
    });
}

Result<Answer> participants(House& house, const Request& request) {
    ParticipantQuestion question;
    question.name = request.query_text("name").value_or("");
    question.birth_date = TRY(day_in(request, "birth_date"));
    question.from = TRY(day_in(request, "from"));
    question.to = TRY(day_in(request, "to"));
    question.limit = request.query_integer("limit", usual_rows);
    question.offset = request.query_integer("offset", 0);
    return Answer::ok(page_json(house, house.database.read([&](Transaction& transaction) {
        question.archive = archive_in(transaction, request);
        return search_participants(transaction, request.actor, question);
    })));
}

Json bounded(std::int64_t least, std::int64_t most) {
    return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

const web::ParameterDeclaration limit_parameter{"limit", "Rows, 100 unless told.", bounded(1, most_rows)};
const web::ParameterDeclaration offset_parameter{"offset", "Rows before the first.", bounded(0, 1'000'000)};
const web::ParameterDeclaration archive_parameter{"archive", "Bookings in the archive: left out unless told (J-201).",
                                                  schema::choice({"no", "also", "only"})};

Json page_schema(Json row) {
    return schema::object({{"rows", schema::array(std::move(row))}, {"count", schema::integer()},
                           {"complete", schema::boolean()}},
                          {"rows", "count", "complete"});
}

}  // namespace

EndpointTable booking_search_endpoints(House& house) {
    const auto line = schema::reference("BookingLine");
    const std::vector<web::ParameterDeclaration> days{{"from", "First day.", schema::text(10)},
                                                      {"to", "Last day.", schema::text(10)}};
    std::vector<web::ParameterDeclaration> of_bookings{
        {"number", "", schema::integer()}, {"customer", "Number of the customer.", schema::integer()},
        {"external_number", "Of the booking or of a service.", schema::text(40)},
        {"operator", "Code.", schema::text(20)}, {"destination", "Code.", schema::text(20)},
        {"participant", "Beginning of a name.", schema::text(120)},
        {"kind", "", schema::text(20)}, {"state", "", schema::text(20)},
        {"by", "Which day `from` and `to` are.", schema::choice({"departure", "booking"})}};
    std::vector<web::ParameterDeclaration> of_participants{
        {"name", "Beginning of the name (\"Meyer, An\" with the first name).", schema::text(120)},
        {"birth_date", "", schema::text(10)}};
    for (auto* parameters : {&of_bookings, &of_participants}) {
        parameters->insert(parameters->end(), days.begin(), days.end());
        parameters->push_back(archive_parameter);
        parameters->push_back(limit_parameter);
        parameters->push_back(offset_parameter);
    }
    return {
        {Method::get, "/bookings", "search_bookings", "bookings.read",
         "Finds bookings (J-079, J-189), newest departure first; counts up to 10,000.", of_bookings, nullptr, {},
         {{200, "Bookings.", page_schema(line)}}, {}, [&house](Request& request) { return search(house, request); }},
        {Method::get, "/participants", "search_participants", "bookings.read",
         "Finds who travels, also whoever is no customer, by name.", of_participants, nullptr, {},
         {{200, "Participants.", page_schema(schema::anything())}}, {},
         [&house](Request& request) { return participants(house, request); }},
        {Method::get, "/customers/{id}/bookings", "list_bookings_of_customer", "bookings.read",
         "Bookings of a customer, newest departure first.", {archive_parameter, limit_parameter, offset_parameter}, nullptr, {},
         {{200, "Bookings.", page_schema(line)}}, {},
         [&house](Request& request) { return of_customer(house, request); }},
    };
}

}  // namespace kartei::bookings
