#include "modules/selections/selections_api.hpp"

#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/selections/selection_json.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::selections {
namespace {

using customers::Customer;
using sql::Transaction;
using namespace web::endpoint_names;

using Shared = std::shared_ptr<Engine>;

constexpr const char* right = "selections.run";
constexpr std::size_t in_sample = 20;

/// Whoever asked has gone, or asks something else by now.
Stopped stopped_of(const Request& request) {
    return [cancelled = request.cancelled] { return cancelled && cancelled->load(); };
}

/// The mistakes of a document are named by their place in it.
Result<Answer> count(House& house, Engine& engine, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto document = TRY(read_document(house, transaction, request.actor, request.body.at("document")));
        const auto found = TRY(engine.find(house, transaction, *document, stopped_of(request)));
        return Answer::ok({{"count", found.members.count()},
                           {"position", found.position},
                           {"lines", request.body.value("lines", false) ? lines_json(found.lines) : Json(nullptr)},
                           {"waterfall", steps_json(found.steps)},
                           {"undecided", found.undecided}});
    });
}

Result<std::int64_t> customer_asked(Transaction& transaction, const Request& request) {
    const auto number = request.body.at("customer").get<std::int64_t>();
    const auto id = customers::id_of_number(transaction, number);
    if (!id || !customers::may_see(transaction, request.actor, *id))
        return refuse_field("customer", "error.no_such_customer", {{"number", std::to_string(number)}});
    return *id;
}

Result<Answer> explain(House& house, Engine& engine, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto document = TRY(read_document(house, transaction, request.actor, request.body.at("document")));
        const auto customer = TRY(customer_asked(transaction, request));
        const auto stopped = stopped_of(request);
        const auto found = TRY(engine.find(house, transaction, *document, stopped, customer));
        const Looking looking{house, transaction, *found.people, stopped};
        return Answer::ok({{"in", found.steps.back().holds},
                           {"position", found.position},
                           {"tree", explained_tree(looking, document->where, found.lines, customer)},
                           {"reasons", reasons_json(found, request.language)}});
    });
}

Json in_sample_json(const Customer& customer) {
    const auto or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
    return {{"id", customer.id},
            {"number", *customer.number},
            {"name", customer.name},
            {"first_name", or_null(customer.first_name)},
            {"postcode", or_null(customer.postcode)},
            {"town", or_null(customer.town)},
            {"kind", customer.kind}};
}

Result<Answer> sample(House& house, Engine& engine, const Request& request) {
    return house.database.read([&](Transaction& transaction) -> Result<Answer> {
        const auto document = TRY(read_document(house, transaction, request.actor, request.body.at("document")));
        auto found = TRY(engine.find(house, transaction, *document, stopped_of(request)));
        std::vector<std::int64_t> ids;
        found.members.each([&](std::size_t ordinal) {
            if (ids.size() < in_sample) ids.push_back(found.people->at(ordinal).id);
        });
        Json customers = Json::array();
        for (const auto& customer : customers::find_customers(transaction, ids))
            customers.push_back(in_sample_json(customer));
        return Answer::ok({{"customers", std::move(customers)}});
    });
}

Json body(std::vector<std::pair<std::string, Json>> further, std::vector<std::string> required = {}) {
    further.emplace_back("document", schema::anything());
    required.emplace_back("document");
    return schema::object(further, required);
}

Endpoint criteria_endpoint(House& house) {
    return {.method = Method::get,
            .path = "/selections/criteria",
            .name = "list_selection_criteria",
            .permission = right,
            .summary =
                "What can be asked in a selection (J-023, J-172): fields, statuses by number (J-178), lists, links, "
                "labels, permissions, what customers did, and saved selections. Made from the declarations of the "
                "records; fields that the caller may not read are not among them.",
            .answers = {{200, "The criteria.", criteria_schema()}},
            .handle = [&house](Request& request) -> Result<Answer> {
                return house.database.read([&](Transaction& transaction) {
                    return Answer::ok(criteria_json(house, transaction, request.actor, request.language));
                });
            }};
}

Endpoint asking(const char* path, const char* name, const char* summary, Json asked, Json answered,
                std::function<Result<Answer>(Request&)> handle) {
    return {.method = Method::post,
            .path = path,
            .name = name,
            .permission = right,
            .summary = summary,
            .body_schema = std::move(asked),
            .answers = {{200, "The answer.", std::move(answered)}},
            .handle = std::move(handle)};
}

Json sample_schema() {
    const auto words = schema::nullable(schema::text());
    const auto one = schema::object({{"id", schema::integer()},
                                     {"number", schema::integer()},
                                     {"name", schema::text()},
                                     {"first_name", words},
                                     {"postcode", words},
                                     {"town", words},
                                     {"kind", schema::text()}},
                                    {"id", "number", "name", "first_name", "postcode", "town", "kind"});
    return schema::object({{"customers", schema::array(one)}}, {"customers"});
}

}  // namespace

EndpointTable selections_endpoints(House& house, Shared engine) {
    EndpointTable table{
        criteria_endpoint(house),
        asking("/selections/count", "count_selection",
               "How many customers a document holds, exactly, as of a position of the log; with `lines` each group and "
               "criterion on its own and what is left after it; and what each exclusion takes away, in order (J-183, "
               "J-191 "
               "to J-193). Ends at once when the caller goes. Refused with the place of every mistake.",
               body({{"lines", schema::boolean()}}), count_schema(),
               [&house, engine](Request& request) { return count(house, *engine, request); }),
        asking("/selections/explain", "explain_selection",
               "Why a customer, by his number, is in or out: the document's tree with what holds and the values that "
               "decided, and the exclusions that took him away.",
               body({{"customer", schema::integer()}}, {"customer"}), explain_schema(),
               [&house, engine](Request& request) { return explain(house, *engine, request); }),
        asking("/selections/sample", "sample_selection", "Twenty of the customers whom a document holds.", body({}),
               sample_schema(), [&house, engine](Request& request) { return sample(house, *engine, request); }),
    };
    for (auto& endpoint : saved_selections_endpoints(house, engine)) table.push_back(std::move(endpoint));
    return table;
}

std::vector<audit::Reversible> reversible_selections() { return {parameters::reversible(selection_record())}; }

}  // namespace kartei::selections
