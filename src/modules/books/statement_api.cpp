// Endpoints of bank statements.
#include "base/money.hpp"
#include "modules/books/books_api.hpp"
#include "modules/books/statement_actions.hpp"
#include "modules/customers/customer_list.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/parameters/module_switch.hpp"
#include "web/endpoint_names.hpp"

namespace kartei::books {
namespace {

using sql::Transaction;
using namespace web::endpoint_names;

constexpr const char* right = "statements.post";
constexpr std::uint64_t largest_file = 64 << 20;
constexpr std::int64_t usual_rows = 100;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json money_json(const House& house, std::int64_t amount) { return write_money(amount, house.rules.currency_digits); }

Json statement_json(const House& house, const StoredStatement& one) {
    const auto balance = [&](const std::optional<std::int64_t>& amount) {
        return amount ? money_json(house, *amount) : Json(nullptr);
    };
    return {{"id", one.id},
            {"account", one.account},
            {"number", or_null(one.number)},
            {"opened_on", or_null(one.opened_on)},
            {"closed_on", or_null(one.closed_on)},
            {"opening", balance(one.opening)},
            {"closing", balance(one.closing)},
            {"file_name", one.file_name},
            {"imported_at", one.imported_at},
            {"imported_by", one.imported_by},
            {"entries", one.entries},
            {"open", one.open},
            {"change_event", one.created_event}};
}

/// Whose booking or order it is, for whoever may see him.
class Owners {
public:
    Owners(Transaction& transaction, const Actor& actor) : transaction_(transaction), actor_(actor) {}

    Json of(const MatchPart& part) {
        auto rows = part.booking != 0
                        ? transaction_.query("SELECT c.id, c.hidden_in_search, c.number, c.name_prefix, c.name, c.first_name"
                                             " FROM booking b JOIN customer c ON c.id = b.customer_id WHERE b.number = :number",
                                             part.booking)
                        : transaction_.query("SELECT c.id, c.hidden_in_search, c.number, c.name_prefix, c.name, c.first_name"
                                             " FROM orders o JOIN customer c ON c.id = o.customer_id WHERE o.number = :number",
                                             part.order);
        if (!rows.next() || !customers::may_see(actor_, rows.integer(0), rows.integer(1) != 0)) return nullptr;
        return {{"id", rows.integer(0)},
                {"number", rows.integer(2)},
                {"name", customers::name_in_lists(rows.string(3), rows.string(4), rows.string(5))}};
    }

private:
    Transaction& transaction_;
    const Actor& actor_;
};

Json part_json(const House& house, Owners& owners, const MatchPart& part) {
    return {{"booking", part.booking == 0 ? Json(nullptr) : Json(part.booking)},
            {"order", or_null(part.order)},
            {"amount", money_json(house, part.amount)},
            {"takes_back", part.takes_back == 0 ? Json(nullptr) : Json(part.takes_back)},
            {"customer", owners.of(part)}};
}

Json parts_json(const House& house, Owners& owners, const std::vector<MatchPart>& parts) {
    Json list = Json::array();
    for (const auto& part : parts) list.push_back(part_json(house, owners, part));
    return list;
}

Json proposal_json(const House& house, Owners& owners, const Proposal& proposal, Language language) {
    Json reasons = Json::array();
    for (const auto& [key, parameters] : proposal.reasons)
        reasons.push_back({{"key", key}, {"text", text(language, "match." + key, parameters)}});
    return {{"parts", parts_json(house, owners, proposal.parts)},
            {"certainty", proposal.certainty},
            {"clear", proposal.clear},
            {"reasons", std::move(reasons)}};
}

Json entry_json(const House& house, Owners& owners, const StoredEntry& one, const std::vector<Proposal>& proposals,
                Language language) {
    const auto& entry = one.entry;
    Json list = Json::array();
    for (const auto& proposal : proposals) list.push_back(proposal_json(house, owners, proposal, language));
    return {{"id", one.id},
            {"version", one.version},
            {"statement", one.statement_id},
            {"statement_number", or_null(one.statement_number)},
            {"account", one.account},
            {"booked_on", entry.booked_on},
            {"value_on", or_null(entry.value_on)},
            {"amount", money_json(house, entry.amount)},
            {"charges", money_json(house, entry.charges)},
            {"name", or_null(entry.name)},
            {"iban", or_null(entry.iban)},
            {"text", or_null(entry.text)},
            {"end_to_end", or_null(entry.end_to_end)},
            {"reason", or_null(entry.reason)},
            {"returned", entry.returned},
            {"batch", entry.batch},
            {"state", one.state},
            {"note", or_null(one.note)},
            {"parts", parts_json(house, owners, one.parts)},
            {"proposals", std::move(list)}};
}

Result<Answer> answer_of(House& house, Transaction& transaction, const Request& request, const StoredEntry& entry) {
    Owners owners(transaction, request.actor);
    const auto proposals = proposals_for(house, transaction, request.actor, {entry});
    auto answer = Answer::ok(entry_json(house, owners, entry, proposals.front(), request.language));
    answer.version = entry.version;
    return answer;
}

Result<Answer> list_entries(House& house, const Request& request) {
    return house.database.read([&](Transaction& transaction) {
        const EntryQuestion question{request.query_text("state").value_or(""), request.query_integer("statement", 0),
                                     request.query_integer("limit", usual_rows), request.query_integer("offset", 0)};
        const auto entries = find_entries(transaction, question);
        const auto proposals = proposals_for(house, transaction, request.actor, entries);
        Owners owners(transaction, request.actor);
        Json rows = Json::array();
        for (std::size_t i = 0; i < entries.size(); ++i)
            rows.push_back(entry_json(house, owners, entries[i], proposals[i], request.language));
        return Answer::ok({{"rows", std::move(rows)}, {"count", count_entries(transaction, question)}});
    });
}

/// "heading=field" of a CSV file.
Result<CsvHeadings> headings_in(const Request& request) {
    CsvHeadings headings;
    for (const auto& one : request.query_list("map")) {
        const auto sign = one.rfind('=');
        if (sign == std::string::npos) return refuse_field("map", "error.statement_mapping", {{"value", one}});
        headings[one.substr(0, sign)] = one.substr(sign + 1);
    }
    return headings;
}

Result<Answer> import(House& house, const Request& request) {
    const auto done = TRY(import_statements(house, request.actor, request.body_file,
                                            request.query_text("file_name").value_or("statement"),
                                            TRY(headings_in(request))));
    Json statements = Json::array();
    for (const auto& one : done.statements) statements.push_back(statement_json(house, one));
    return Answer::ok({{"statements", std::move(statements)},
                       {"entries", done.entries},
                       {"known", done.known},
                       {"doubtful", done.doubtful},
                       {"posted", done.posted},
                       {"gaps", done.gaps},
                       {"change_event", done.event == 0 ? Json(nullptr) : Json(done.event)}});
}

/// Parts as they are sent; amounts are decimal strings.
Result<std::vector<MatchPart>> parts_in(const House& house, const Json& body) {
    std::vector<MatchPart> parts;
    std::vector<Issue> issues;
    for (const auto& one : body.at("parts")) {
        MatchPart part;
        const auto field = "parts." + std::to_string(parts.size() + 1) + ".amount";
        const auto amount = read_money(one.at("amount").get<std::string>(), house.rules.currency_digits);
        if (!amount) issues.push_back({field, amount.refusal().issues.front().key, {}});
        else if (*amount == 0) issues.push_back({field, "error.amount_of_nothing", {}});
        else part.amount = *amount;
        if (one.contains("booking") && one.at("booking").is_number()) part.booking = one.at("booking");
        if (one.contains("order") && one.at("order").is_string()) part.order = one.at("order");
        if (one.contains("takes_back") && one.at("takes_back").is_number()) part.takes_back = one.at("takes_back");
        parts.push_back(std::move(part));
    }
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    return parts;
}

using Act = std::function<Result<StoredEntry>(Transaction&, const Request&)>;

Endpoint acting(House& house, const char* path, const char* name, const char* summary, Json body, Act act) {
    return {.method = Method::post,
            .path = path,
            .name = name,
            .permission = right,
            .summary = summary,
            .body_schema = std::move(body),
            .answers = {{200, "The entry as it is now.", schema::reference("BankEntry")}},
            .precondition = Precondition::if_match,
            .handle = [&house, act = std::move(act)](Request& request) -> Result<Answer> {
                return house.database.write([&](Transaction& transaction) -> Result<Answer> {
                    return answer_of(house, transaction, request, TRY(act(transaction, request)));
                });
            },
            .record = "bank_entry"};
}

EndpointTable acts(House& house) {
    const auto part = schema::object({{"booking", schema::nullable(schema::integer())},
                                      {"order", schema::nullable(schema::text(40))},
                                      {"amount", schema::text(20)},
                                      {"takes_back", schema::nullable(schema::integer())}},
                                     {"amount"});
    return {acting(house, "/bank-entries/{id}/posting", "post_bank_entry",
                   "Posts an entry on bookings and orders; the parts come to what was sent, charges of banks with it. A"
                   " part that names a payment takes that one back. Takes bookings.pay, for orders sales.sell.",
                   schema::object({{"parts", schema::array(part)}}, {"parts"}),
                   [&house](Transaction& transaction, const Request& request) -> Result<StoredEntry> {
                       return post_entry(house, transaction, request.actor, request.id(), *request.version,
                                         TRY(parts_in(house, request.body)));
                   }),
            acting(house, "/bank-entries/{id}/opening", "open_bank_entry",
                   "Opens an entry again: its payments are taken back by their opposite. 409 when an order was paid.", {},
                   [&house](Transaction& transaction, const Request& request) {
                       return open_entry(house, transaction, request.actor, request.id(), *request.version);
                   }),
            acting(house, "/bank-entries/{id}/setting-aside", "set_bank_entry_aside",
                   "Sets an entry aside that is nothing of a customer's.",
                   schema::object({{"note", schema::nullable(schema::text(200))}}),
                   [&house](Transaction& transaction, const Request& request) {
                       const auto note = request.body.value("note", Json());
                       return set_entry_aside(house, transaction, request.actor, request.id(), *request.version,
                                              note.is_string() ? note.get<std::string>() : "");
                   })};
}

Endpoint import_endpoint(House& house) {
    Endpoint endpoint{Method::post, "/bank-statements", "import_bank_statement", right,
                      "Reads a statement in: camt.053, camt.054, MT940 or CSV, at most 64 MiB. What is known already changes"
                      " nothing, what may be is set aside with a note that says what it equals; clear entries are posted at"
                      " once where the house wants it."};
    endpoint.parameters = {{"file_name", "as it is shown", schema::text(200)},
                           {"map", "heading=field, of a CSV file", schema::array(schema::text(200))}};
    endpoint.upload = web::Upload{largest_file};
    endpoint.answers = {{200, "What came of it.",
                         schema::object({{"statements", schema::array(schema::reference("BankStatement"))},
                                         {"entries", schema::integer()},
                                         {"known", schema::integer()},
                                         {"doubtful", schema::integer()},
                                         {"posted", schema::integer()},
                                         {"gaps", schema::array(schema::text())},
                                         {"change_event", schema::nullable(schema::integer())}},
                                        {"statements", "entries", "known", "doubtful", "posted", "gaps", "change_event"})}};
    endpoint.handle = [&house](Request& request) { return import(house, request); };
    endpoint.record = "bank_entry";
    return endpoint;
}

Json whole(std::int64_t least, std::int64_t most) {
    return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

EndpointTable lists(House& house) {
    Endpoint entries{Method::get, "/bank-entries", "list_bank_entries", right,
                     "Entries of statements, the oldest first; open ones with proposals, best first."};
    entries.parameters = {{"state", "open, posted, set_aside", schema::choice({"open", "posted", "set_aside"})},
                          {"statement", "of one statement", schema::integer()},
                          {"limit", "100 when not given", whole(1, 500)},
                          {"offset", "", whole(0, 1'000'000'000)}};
    entries.answers = {{200, "A page, and how many there are.",
                        schema::object({{"rows", schema::array(schema::reference("BankEntry"))},
                                        {"count", schema::integer()}},
                                       {"rows", "count"})}};
    entries.handle = [&house](Request& request) { return list_entries(house, request); };
    Endpoint statements{Method::get, "/bank-statements", "list_bank_statements", right,
                        "Statements that were read in, newest first, at most 200."};
    statements.answers = {{200, "The statements.",
                           schema::object({{"statements", schema::array(schema::reference("BankStatement"))}},
                                          {"statements"})}};
    statements.handle = [&house](Request&) -> Result<Answer> {
        return house.database.read([&](Transaction& transaction) {
            Json list = Json::array();
            for (const auto& one : all_statements(transaction, 200)) list.push_back(statement_json(house, one));
            return Answer::ok({{"statements", std::move(list)}});
        });
    };
    return {std::move(entries), std::move(statements)};
}

}  // namespace

EndpointTable statement_endpoints(House& house) {
    auto table = lists(house);
    table.push_back(import_endpoint(house));
    for (auto& endpoint : acts(house)) table.push_back(std::move(endpoint));
    return parameters::only_with_module(house, "books", std::move(table));
}

std::vector<web::NamedSchema> statement_schemas() {
    const auto words = schema::nullable(schema::text());
    const auto number = schema::nullable(schema::integer());
    const auto all = [](std::vector<std::pair<std::string, Json>> members) {
        std::vector<std::string> names;
        for (const auto& [name, declared] : members) names.push_back(name);
        return schema::object(members, names);
    };
    const auto customer = schema::nullable(
        all({{"id", schema::integer()}, {"number", schema::integer()}, {"name", schema::text()}}));
    const auto part = all({{"booking", number}, {"order", words}, {"amount", schema::money()}, {"takes_back", number},
                           {"customer", customer}});
    const auto reason = all({{"key", schema::text()}, {"text", schema::text()}});
    const auto proposal = all({{"parts", schema::array(part)}, {"certainty", schema::integer()},
                               {"clear", schema::boolean()}, {"reasons", schema::array(reason)}});
    return {{"BankStatement",
             all({{"id", schema::integer()}, {"account", schema::text()}, {"number", words}, {"opened_on", words},
                  {"closed_on", words}, {"opening", schema::nullable(schema::money())},
                  {"closing", schema::nullable(schema::money())}, {"file_name", schema::text()},
                  {"imported_at", schema::instant()}, {"imported_by", schema::text()}, {"entries", schema::integer()},
                  {"open", schema::integer()}, {"change_event", schema::integer()}})},
            {"BankEntry",
             all({{"id", schema::integer()}, {"version", schema::integer()}, {"statement", schema::integer()},
                  {"statement_number", words}, {"account", schema::text()}, {"booked_on", schema::date()},
                  {"value_on", words}, {"amount", schema::money()}, {"charges", schema::money()}, {"name", words},
                  {"iban", words}, {"text", words}, {"end_to_end", words}, {"reason", words},
                  {"returned", schema::boolean()}, {"batch", schema::integer()},
                  {"state", schema::choice({"open", "posted", "set_aside"})}, {"note", words},
                  {"parts", schema::array(part)}, {"proposals", schema::array(proposal)}})}};
}

}  // namespace kartei::books
