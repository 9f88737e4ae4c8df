// The authorisation matrix (all endpoints by all roles) and what a hidden customer is told of, against a server over
// everything the program serves. A new endpoint that is not in the matrix fails; so does a refusal that changed
// anything, and a way to a customer who is hidden.
#include <gmock/gmock.h>

#include <array>
#include <map>

#include "modules/accounts/accounts.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/customers/customer_actions.hpp"
#include "modules/parameters/choice.hpp"
#include "modules/parameters/parameter_actions.hpp"
#include "modules/parameters/parameter_store.hpp"
#include "modules/parameters/parameters_api.hpp"
#include "program/joined_modules.hpp"
#include "program/open_house.hpp"
#include "tests/scenarios/authorisation_matrix.hpp"
#include "tests/support/founded_house.hpp"
#include "tests/support/raw_http.hpp"
#include "web/server.hpp"

namespace kartei::program {
namespace {

using test::RawAnswer;
using web::Json;

/// Letters of the matrix, and the standard role behind each; "" = none.
const std::map<char, std::string_view> callers{{'n', ""},           {'u', ""},           {'c', "counter"},
                                               {'x', "box_office"}, {'b', "back_office"}, {'p', "promoter"},
                                               {'a', "administrator"}};

std::set<std::string, std::less<>> rights_of(std::string_view role) {
    for (const auto& standard : accounts::standard_roles())
        if (standard.name == role)
            return accounts::expanded({standard.permissions.begin(), standard.permissions.end()});
    return {};
}

/// The least that a schema takes.
Json least_of(const Json& schema) {
    if (schema.contains("enum")) return schema["enum"].front();
    for (const char* any : {"anyOf", "oneOf"})
        if (schema.contains(any)) return least_of(schema[any].front());
    auto type = schema.value("type", Json("object"));
    if (type.is_array()) type = type.front();
    if (type == "string")
        return schema.value("format", "") == "date" ? "2026-01-01"
               : schema.value("format", "") == "date-time" ? "2026-01-01T00:00:00Z" : "Meyer";
    if (type == "integer") return 1;
    if (type == "boolean") return false;
    if (type == "array") return Json::array();
    Json object = Json::object();
    for (const auto& name : schema.value("required", Json::array()))
        object[name.get<std::string>()] = least_of(schema["properties"][name.get<std::string>()]);
    return object;
}

class Authorisation : public test::InAHouse {
protected:
    void SetUp() override {
        InAHouse::SetUp();
        if (IsSkipped()) return;
        house().folder = test::temporary_path("").string();
        db().write([](sql::Transaction& transaction) {
            accounts::found_accounts(transaction);
            parameters::found_parameters(transaction);
        });
        accounts_.emplace(house(), accounts::AccountRules{{}, {1, 8 * 1024, 4, 32}, {}});
        jobs_.emplace(db(), house().folder + "/jobs");
        all_ = all_endpoints(house(), *accounts_, *jobs_);
        web::ServerHooks hooks;
        hooks.who = [](web::Request& request) -> std::optional<Actor> {
            if (request.session_token.size() != 1) return std::nullopt;
            const auto letter = request.session_token.front();
            Actor actor;
            actor.name = request.session_token;
            actor.user_id = letter;
            actor.permissions = rights_of(callers.at(letter));
            return actor;
        };
        hooks.token_is_valid = [](const web::Request&) { return true; };
        server_.emplace(web::ServerOptions{}, all_.table, all_.schemas, hooks);
        server_->start();
    }
    void TearDown() override {
        server_.reset();
        all_ = {};  // lists may still be counted
        jobs_.reset();
        InAHouse::TearDown();
    }

    const web::EndpointTable& endpoints() const { return all_.table; }

    /// Calls an endpoint with the least that passes its declaration; `ids` stand for the names in its path.
    RawAnswer call(const web::Endpoint& endpoint, char caller, const std::map<std::string, std::string>& ids) {
        static constexpr std::array<const char*, 5> methods{"GET", "POST", "PUT", "PATCH", "DELETE"};
        std::string path = endpoint.path, query, body;
        for (std::size_t at; (at = path.find('{')) != std::string::npos;) {
            const auto name = path.substr(at + 1, path.find('}') - at - 1);
            const auto known = ids.find(name);
            path.replace(at, name.size() + 2, known != ids.end() ? known->second : "999999");
        }
        for (const auto& parameter : endpoint.parameters)
            if (parameter.required) {
                const auto value = least_of(parameter.schema.value("type", "") == "array" ? parameter.schema["items"]
                                                                                         : parameter.schema);
                query += (query.empty() ? "?" : "&") + parameter.name + "=" +
                         (value.is_string() ? value.get<std::string>() : value.dump());
            }
        if (!endpoint.body_schema.is_null()) body = least_of(resolved(endpoint.body_schema)).dump();
        if (endpoint.upload) body = "x";
        std::string text = std::string(methods[static_cast<std::size_t>(endpoint.method)]) + " /api/v1" + path + query +
                           " HTTP/1.1\r\nHost: localhost\r\nX-Kartei-Token: t\r\nConnection: close\r\n"
                           "If-Match: \"1\"\r\nAccept-Language: en\r\n";
        if (endpoint.precondition == web::Precondition::idempotency_key)
            text += "Idempotency-Key: key-" + std::to_string(++keys_) + "\r\n";
        if (caller != 'n') text += std::string("Cookie: sid=") + caller + "\r\n";
        if (endpoint.upload || !endpoint.body_schema.is_null())
            text += std::string("Content-Type: ") +
                    (endpoint.upload ? "application/octet-stream" : "application/json") +
                    "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
        else if (endpoint.method != web::Method::get && endpoint.method != web::Method::del)
            text += "Content-Length: 0\r\n";
        if (endpoint.name == "stream_jobs") return head_of_stream(text + "\r\n");
        return test::ask(server_->port(), text + "\r\n" + body);
    }

    /// Everything but sessions, counted; and the newest of the audit.
    std::map<std::string, std::int64_t> counts() {
        return db().read([&](sql::Transaction& transaction) {
            std::vector<std::string> tables;
            auto names = transaction.query(engine() == sql::Engine::sqlite
                                               ? "SELECT name FROM sqlite_master WHERE type = 'table'"
                                               : "SELECT table_name FROM information_schema.tables WHERE table_schema"
                                                 " = current_schema()");
            while (names.next()) tables.push_back(names.string(0));
            std::map<std::string, std::int64_t> all;
            for (const auto& table : tables) {
                auto rows = transaction.query("SELECT count(*) FROM " + table);  // sql: tables of the catalogue
                rows.next();
                all[table] = rows.integer(0);
            }
            auto next = transaction.query("SELECT sum(next) FROM counter");
            next.next();
            all["what counters gave"] = next.integer(0);
            return all;
        });
    }

    struct Made {
        std::string id, event;
    };
    /// `by`: letter of the user who makes him; the system when not told.
    Made make_customer(bool hidden, int by = 0) {
        auto actor = Actor::system();
        actor.user_id = by;
        const auto made = db().write([&](sql::Transaction& transaction) {
            return customers::create_customer(house(), transaction, actor,
                                              {{"name", std::string("Verborgen")}, {"hidden_in_search", hidden}});
        });
        EXPECT_TRUE(made);
        return {std::to_string(made->customer.id), std::to_string(made->event)};
    }
    web::Endpoint endpoint_named(std::string_view name) const {
        return *std::find_if(endpoints().begin(), endpoints().end(),
                             [&](const web::Endpoint& endpoint) { return endpoint.name == name; });
    }

private:
    Json resolved(const Json& schema) const {
        if (!schema.contains("$ref")) return schema;
        const auto reference = schema["$ref"].get<std::string>();
        for (const auto& named : all_.schemas)
            if (reference.ends_with("/" + named.name)) return named.schema;
        return schema;
    }
    /// Its answer has no end, unless it is a refusal.
    RawAnswer head_of_stream(const std::string& text) {
        test::RawConnection connection(server_->port());
        connection.send(text);
        const auto head = connection.receive_until("\r\n\r\n");
        RawAnswer answer;
        if (head.size() > 12) answer.status = std::stoi(head.substr(9, 3));
        if (answer.status >= 400) return test::ask(server_->port(), text);
        return answer;
    }

    std::optional<accounts::Accounts> accounts_;
    std::optional<jobs::Jobs> jobs_;
    Endpoints all_;
    std::optional<web::Server> server_;
    int keys_ = 10'000;  ///< as long as they must be, so that what is asked gets through to its endpoint
};
ON_BOTH_ENGINES(Authorisation);

/// Turned away for who asks, not for what is asked.
bool is_turned_away(const RawAnswer& answer, const web::Endpoint& endpoint) {
    if (answer.status == 401) return answer.body.find("\"error.sign_in\"") != std::string::npos;
    return answer.status == 403 && answer.body.find("\"error.permission\"") != std::string::npos &&
           answer.body.find(text(Language::en, "permission." + endpoint.permission)) != std::string::npos;
}

TEST_P(Authorisation, EveryEndpointIsInTheMatrixAndOpenToNobodyElse) {
    std::map<std::string_view, std::string_view> matrix;
    for (const auto& row : test::authorisation_matrix) EXPECT_TRUE(matrix.emplace(row.endpoint, row.callers).second);
    EXPECT_EQ(matrix.size(), endpoints().size()) << "a row of an endpoint that is no more";
    const auto before = counts();
    // Refusals first: what is let in may end a session or begin a job.
    for (const bool allowed : {false, true}) {
        for (const auto& endpoint : endpoints()) {
            const auto row = matrix.find(endpoint.name);
            ASSERT_NE(row, matrix.end()) << endpoint.name << " is not in authorisation_matrix.hpp: who may call it?";
            for (const auto& [letter, role] : callers) {
                if ((row->second.find(letter) != std::string_view::npos) != allowed) continue;
                const auto answer = call(endpoint, letter, {});
                ASSERT_NE(answer.status, 0) << endpoint.name;
                EXPECT_EQ(is_turned_away(answer, endpoint), !allowed)
                    << endpoint.name << " for " << letter << ": " << answer.status << " " << answer.body.substr(0, 200);
                // 503 is a refusal: no mail server is set here.
                EXPECT_TRUE(answer.status < 500 || answer.status == 503)
                    << endpoint.name << " " << answer.status << " " << answer.body.substr(0, 200);
            }
        }
        if (!allowed) EXPECT_EQ(counts(), before) << "a refusal changed something";
    }
}

// decisions.md 25: a house that only sells trips has nothing of the ticket side
TEST_P(Authorisation, TheTicketSideIsNotThereWithoutVenues) {
    const auto set = db().write([&](sql::Transaction& transaction) {
        return parameters::change_parameters(house(), transaction, Actor::system(),
                                             parameters::version_of(transaction, "parameters"),
                                             {{"module_venue", false}});
    });
    ASSERT_TRUE(set);
    constexpr std::array<std::string_view, 12> beginnings{
        "/events", "/event-dates", "/event-filter", "/seat-plans", "/holds",        "/counter-",
        "/orders", "/label-rules", "/sales",        "/renewals",   "/seat-rights", "/subscription-terms"};
    constexpr std::array<std::string_view, 12> kept{
        "venues", "halls", "seasons", "productions", "promoters", "genres", "event-tags", "ticket-types", "subscriptions",
        "promotions", "articles", "label-rules"};
    int asked = 0;
    for (const auto& endpoint : endpoints()) {
        const std::string_view path = endpoint.path;
        const auto begins = [&](std::string_view with) { return path.starts_with(with); };
        const auto is_kept = [&](std::string_view name) { return path.starts_with("/base-data/" + std::string(name)); };
        if (std::none_of(beginnings.begin(), beginnings.end(), begins) && std::none_of(kept.begin(), kept.end(), is_kept))
            continue;
        ++asked;
        const auto answer = call(endpoint, 'a', {});
        EXPECT_EQ(answer.status, 404) << endpoint.name << " " << answer.body.substr(0, 200);
        EXPECT_NE(answer.body.find("error.no_such_address"), std::string::npos) << endpoint.name;
    }
    EXPECT_GT(asked, 60);
    const auto somebody = make_customer(false).id;
    EXPECT_EQ(call(endpoint_named("read_purchases"), 'a', {{"id", somebody}}).status, 404);
    for (const auto* list : {"customers", "subscription_customers", "promotion_customers", "product_customers", "sales",
                             "seat_rights", "renewals", "scans", "admissions"}) {
        const auto answer = call(endpoint_named("make_list_of_" + std::string(list)), 'a', {});
        EXPECT_EQ(answer.status, 404) << list << " " << answer.body.substr(0, 200);
        EXPECT_NE(answer.body.find("error.no_tickets_here"), std::string::npos) << list;
    }
    for (const auto* kept_open : {"list_operators", "make_list_of_register"})
        EXPECT_LT(call(endpoint_named(kept_open), 'a', {}).status, 300) << kept_open;
}

TEST_P(Authorisation, EveryRightIsAskedForByAnEndpointOrARule) {
    std::set<std::string_view> asked;
    for (const auto& endpoint : endpoints()) asked.insert(endpoint.permission);
    for (const auto permission : asked)
        EXPECT_TRUE(permission.empty() || permission == "signed_in" || accounts::is_permission(permission))
            << permission;
}

/// Without what names the request itself.
std::string comparable(const RawAnswer& answer, const std::string& id) {
    auto text = std::to_string(answer.status) + " " + answer.body;
    for (std::size_t at; (at = text.find("/customers/" + id)) != std::string::npos;)
        text.replace(at, 11 + id.size(), "/x");
    return text.substr(0, text.find("\"reference\""));
}

TEST_P(Authorisation, AHiddenCustomerIsAnsweredLikeOneWhoIsNotThere) {
    const auto hidden = make_customer(true).id, seen = make_customer(false).id;
    int below = 0;
    for (const auto& endpoint : endpoints()) {
        if (!endpoint.path.starts_with("/customers/{id}")) continue;
        ++below;
        for (const char caller : {'x', 'c'}) {
            const auto of_hidden = call(endpoint, caller, {{"id", hidden}});
            const auto of_nobody = call(endpoint, caller, {{"id", "999999"}});
            EXPECT_EQ(comparable(of_hidden, hidden), comparable(of_nobody, "999999")) << endpoint.name;
            EXPECT_GE(of_hidden.status, 400) << endpoint.name << " told " << caller << " of a hidden customer";
        }
        if (endpoint.method == web::Method::get && endpoint.path.find("row_id") == std::string::npos &&
            endpoint.name != "get_agency" && endpoint.name != "list_customer_calls") {  // its module is off
            EXPECT_EQ(call(endpoint, 'b', {{"id", hidden}}).status, 200) << endpoint.name << " for who may see him";
            EXPECT_EQ(call(endpoint, 'b', {{"id", seen}}).status, 200) << endpoint.name;
        }
    }
    EXPECT_GT(below, 50) << "the endpoints of a customer are no longer found by their path";
}

// Whoever may undo what he did himself is not told by it what became of somebody who was hidden since.
TEST_P(Authorisation, AnUndoThatConcernsAHiddenCustomerIsNotForWhoMayNotSeeHim) {
    const auto undo = endpoint_named("reverse_change_event"), preview = endpoint_named("preview_reversal");
    Actor box_office = Actor::system();
    box_office.user_id = 'x';
    const auto change = [&](const std::string& customer, std::int64_t version, const customers::NewValues& values) {
        const auto saved = db().write([&](sql::Transaction& transaction) {
            return customers::change_customer(house(), transaction, box_office, std::stoll(customer), version, values);
        });
        EXPECT_TRUE(saved);
        return std::to_string(saved->event);
    };
    const auto made = make_customer(false, 'x');
    const auto renamed = change(made.id, 1, {{"name", "Anders"}});
    EXPECT_EQ(call(preview, 'x', {{"id", renamed}}).status, 200);
    change(made.id, 2, {{"hidden_in_search", true}});
    for (const auto& event : {renamed, made.event})
        for (const auto& endpoint : {preview, undo}) {
            const auto refused = call(endpoint, 'x', {{"id", event}});
            EXPECT_EQ(refused.status, 403) << endpoint.name << " of " << event;
            EXPECT_NE(refused.body.find("error.undo_of_what_is_not_seen"), std::string::npos) << refused.body;
            EXPECT_EQ(refused.body.find("Anders"), std::string::npos);
        }
    EXPECT_EQ(call(undo, 'b', {{"id", renamed}}).status, 200) << "for who may see him";
}

}  // namespace
}  // namespace kartei::program
