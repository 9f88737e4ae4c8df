// A house whose customers are selected and written to, with its server and its jobs, for the tests of sendings.
#pragma once

#include <chrono>
#include <fstream>
#include <thread>

#include "audit/audit_api.hpp"
#include "modules/accounts/accounts_api.hpp"
#include "modules/consents/consents_api.hpp"
#include "modules/consents/suppressions.hpp"
#include "modules/customers/customer_api.hpp"
#include "modules/customers/customer_json.hpp"
#include "modules/mailing/address_exports.hpp"
#include "modules/mailing/contact_api.hpp"
#include "modules/mailing/mail_run.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/mailing/sendings_api.hpp"
#include "modules/profile/profile_json.hpp"
#include "modules/selections/selections_fixture.hpp"
#include "tests/support/pdf_pages.hpp"
#include "tests/support/small_server.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::mailing {

using nlohmann::json;
using selections::WithSelections;
using sql::Transaction;
using std::string;

class WithSendings : public WithSelections {
protected:
    void SetUp() override {
        WithSelections::SetUp();
        if (IsSkipped()) return;
        jobs_ = std::make_unique<jobs::Jobs>(db(), test::temporary_path(".jobs").string(), system_clock());
        jobs_->begin();
        server_.reset(new test::SmallServer(
            {customers::customer_endpoints(house()), profile::profile_endpoints(house()),
             consents::consents_endpoints(house()), selections::selections_endpoints(house(), engine_),
             selections::bulk_endpoints(house(), *jobs_, engine_), mailing_endpoints(house()),
             sendings_endpoints(house(), *jobs_, engine_), contact_endpoints(house()),
             audit::audit_endpoints(house(), nullptr)},
            {customers::customer_schemas(), profile::profile_schemas(), selections::selections_schemas(),
             sendings_schemas(), audit::audit_schemas()},
            [](Actor& actor) {
                actor.user_id = actor.name == "chief" ? 1 : 7;
                actor.all_permissions = actor.name == "chief";
                actor.permissions = {"customers.read", "selections.run", "sendings.send"};
            }));
        server_->as("chief");
        mail_server() = {};
    }
    void TearDown() override {
        server_.reset();
        if (jobs_) jobs_->stop();
        jobs_.reset();
        mail_server() = {};
        WithSelections::TearDown();
    }
    test::ApiClient& chief() { return server_->as("chief"); }
    test::ApiClient& clerk() { return server_->as("clerk"); }

    /// Somebody who can be written to by every way.
    std::int64_t reachable(const string& name, const customers::NewValues& more = {}) {
        customers::NewValues values{{"street", string("Markt")},     {"house_number", string("3")},
                                    {"postcode", string("53111")},   {"town", string("Bonn")},
                                    {"salutation", string("Frau")},  {"language", string("de")},
                                    {"email", plain(name) + "@example.com"}};
        for (const auto& [field, value] : more) values[field] = value;
        return add(name, values);
    }
    /// What an e-mail address may begin with.
    static string plain(string name) {
        std::erase_if(name, [](unsigned char one) { return one >= 0x80 || one == ' '; });
        return name;
    }
    void declare(const string& name, const string& state, const string& at = "2025-05-01T00:00:00Z",
                 const string& permission = "Newsletter") {
        db().write([&](Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_permissions");
            const auto id = consents::find_or_create_permission(transaction, change, permission);
            consents::store_permission(transaction, change, {ids_.at(name), id, state, "web", at, "form"});
            change.seal();
        });
    }
    static json advertising(const json& more) {
        json asked{{"document", json::object()}, {"purpose", "advertising"}, {"permission", "Newsletter"}};
        asked.update(more);
        return asked;
    }
    jobs::Job finished(std::int64_t id) {
        for (int i = 0; i < 3000; ++i) {
            if (const auto job = jobs_->find(id); job && jobs::is_over(job->state)) return *job;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        ADD_FAILURE() << "the job " << id << " does not end";
        return {};
    }
    /// Begins it and waits for its end; the id of the sending.
    std::int64_t sent(const json& asked) {
        const auto begun = chief().post("/sendings", asked);
        EXPECT_EQ(begun.status, 201) << begun.text;
        if (begun.status != 201) return 0;
        job_ = finished(begun.json.at("job"));
        EXPECT_EQ(job_.state, jobs::State::done) << job_.problem;
        return begun.json.at("id");
    }
    string file() const {
        std::ifstream in(job_.file_path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    json sending(std::int64_t id) { return chief().get("/sendings/" + std::to_string(id)).json; }
    json recipients(std::int64_t id, const string& state = "") {
        return chief()
            .get("/sendings/" + std::to_string(id) + "/recipients" + (state.empty() ? "" : "?state=" + state))
            .json.at("recipients");
    }
    /// "reason count" of a preview or a manifest.
    static std::vector<string> reasons(const json& dropped) {
        std::vector<string> all;
        for (const auto& one : dropped)
            all.push_back(one.at("reason").get<string>() + " " + one.at("count").dump());
        return all;
    }
    std::vector<string> history(const string& name) {
        std::vector<string> all;
        db().read([&](Transaction& transaction) {
            for (const auto& event : audit::history_of(house(), transaction, sending_record, ids_.at(name), 0, 50))
                for (const auto& change : event.changes) all.push_back(change.field + ": " + change.after.value_or(""));
        });
        return all;
    }

    std::unique_ptr<jobs::Jobs> jobs_;
    std::unique_ptr<test::SmallServer> server_;
    jobs::Job job_;
};

}  // namespace kartei::mailing
