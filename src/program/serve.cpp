#include "program/last_word.hpp"
#include "program/serve.hpp"

#include <signal.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <filesystem>
#include <iostream>
#include <memory>
#include <sstream>

#include "modules/accounts/accounts_api.hpp"
#include "modules/accounts/idempotent.hpp"
#include "modules/accounts/sign_in.hpp"
#include "modules/accounts/web_hooks.hpp"
#include "modules/imports/uploads.hpp"
#include "modules/privacy/erasure_journal.hpp"
#include "program/anchor_log.hpp"
#include "program/beside_server.hpp"
#include "program/joined_modules.hpp"
#include "program/open_house.hpp"
#include "program/recovery.hpp"
#include "sql/upkeep.hpp"
#include "web/openapi.hpp"
#include "web/server.hpp"

namespace kartei::program {
namespace {

web::ServerOptions options_of(const settings::Settings& settings, const std::string& folder) {
    web::ServerOptions options;
    options.address = settings.listen;
    options.port = static_cast<std::uint16_t>(settings.port);
    if (settings.health_port > 0) options.health_port = static_cast<std::uint16_t>(settings.health_port);
    options.socket_path = socket_of(settings);
    std::istringstream hosts(settings.hosts);
    for (std::string host; std::getline(hosts, host, ',');)
        if (!host.empty()) options.allowed_hosts.push_back(host);
    options.behind_proxy = settings.behind_proxy;
    options.behind_tls = settings.behind_tls;
    options.ui_folder = settings.ui;
    options.upload_folder = settings.uploads.empty() ? folder : settings.uploads;
    options.workers = settings.workers;
    return options;
}

accounts::AccountRules account_rules(const settings::Settings& settings) {
    accounts::AccountRules rules;
    rules.sessions.secure = settings.behind_tls;
    rules.house_is_empty = [](sql::Transaction& transaction) {
        return !transaction.query("SELECT 1 FROM customer WHERE id > 1 LIMIT 1").next();
    };
    return rules;
}

/// Blocks the signals that end the server in all threads and waits for one of them.
class EndSignal {
public:
    EndSignal() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGINT);
        sigaddset(&set_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    }
    void wait() {
        int signal = 0;
        sigwait(&set_, &signal);
    }

private:
    sigset_t set_;
};

void greet(Context& context, const web::Server& server) {
    const auto address = "http://" + context.settings.listen + ":" + std::to_string(server.port());
    auto& out = context.terminal.out;
    out << "Kartei is running at " << address << "\n";
    if (const auto secret = accounts::open_first_sign_in(*context.house))
        out << "First sign-in (once): " << address << "/welcome#" << *secret << "\n";
    out << std::flush;
}

Endpoints served_endpoints(const settings::Settings& settings, House& house, accounts::Accounts& accounts,
                           jobs::Jobs& jobs, std::shared_ptr<const std::atomic<bool>> stopping) {
    auto endpoints = all_endpoints(house, accounts, jobs);
    for (auto& local : local_commands_endpoints(settings, house, std::move(stopping)))
        endpoints.table.push_back(std::move(local));
    return endpoints;
}

int serve(Context& context) {
    EndSignal end;
    auto& house = *context.house;
    privacy::replay_at_start(house);
    recover_modules(house);
    imports::tidy_uploads(house);
    accounts::forget_old_answers(house);
    accounts::Accounts accounts(house, account_rules(context.settings));
    jobs::Jobs jobs(house.database, house.folder + "/jobs");
    const auto stopping = std::make_shared<std::atomic<bool>>(false);
    auto endpoints = served_endpoints(context.settings, house, accounts, jobs, stopping);
    web::ServerHooks hooks;
    hooks.who = [&](web::Request& request) { return accounts::who(accounts, request); };
    hooks.token_is_valid = [&](const web::Request& request) { return accounts::token_is_valid(accounts, request); };
    hooks.status_of_failure = accounts::status_of_failure;
    hooks.ready = [&] {
        return house.database.read(
            [](sql::Transaction& transaction) { return transaction.query("SELECT 1 FROM house").next(); });
    };
    hooks.give_up = [&] { sql::upkeep_of(house.database).end(); };
    hooks.hashing_operations = accounts::hashing_operations();
    web::Server server(options_of(context.settings, house.folder), std::move(endpoints.table),
                       std::move(endpoints.schemas), std::move(hooks));
    jobs.begin();
    endpoints.deliveries->begin();
    endpoints.expiries->begin();
    server.start();
    for (const auto& danger : sql::upkeep_of(house.database).dangers()) spdlog::warn("danger: {}", danger);
    const auto taken_up = recovery(house);
    const auto anchors = anchor_log(house);
    greet(context, server);
    end.wait();
    begin_last_word(house.database);
    *stopping = true;
    server.stop();
    endpoints.expiries->stop();
    endpoints.deliveries->stop();
    jobs.stop();
    return done;
}

}  // namespace

ProgramWork serve_command(CLI::App& app) {
    app.footer("kartei serve --database sqlite:house/kartei.sqlite --port 8080");
    return serve;
}

std::string openapi_of_program() {
    // The endpoints are described by the same table; nothing of this house is ever asked.
    const auto file =
        std::filesystem::temp_directory_path() / ("kartei-openapi-" + std::to_string(::getpid()) + ".sqlite");
    std::string text;
    {
        settings::Settings settings;
        settings.database = "sqlite:" + file.string();
        auto open = open_house(settings, Founding::allowed);
        accounts::Accounts accounts(*open.house, account_rules(settings));
        jobs::Jobs jobs(*open.database, open.house->folder + "/jobs");
        auto endpoints = served_endpoints(settings, *open.house, accounts, jobs, nullptr);
        text = web::openapi_text(endpoints.table, endpoints.schemas);
    }
    for (const char* ending : {"", "-wal", "-shm", ".lock", ".key", ".files"})
        std::filesystem::remove_all(file.string() + ending);
    return text;
}

}  // namespace kartei::program
