#include "modules/accounts/web_hooks.hpp"

#include <pwd.h>

namespace kartei::accounts {
namespace {

std::string operating_system_user(std::optional<std::uint32_t> id) {
    if (!id) return {};
    passwd entry{};
    passwd* found = nullptr;
    char texts[4096];
    if (::getpwuid_r(*id, &entry, texts, sizeof texts, &found) == 0 && found) return found->pw_name;
    return std::to_string(*id);
}

std::string header(const web::Request& request, const char* name) {
    const auto found = request.headers.find(name);
    return found == request.headers.end() ? std::string() : found->second;
}

}  // namespace

std::optional<Actor> who(Accounts& accounts, web::Request& request) {
    if (request.from_local_socket) {
        auto actor = Actor::system(operating_system_user(request.peer_user));
        actor.language = request.language;
        return actor;
    }
    if (request.session_token.empty()) return std::nullopt;
    // Behind TLS only the name that other hosts of the domain cannot set counts (RFC 6265bis, 4.1.3.2).
    if (accounts.sessions.rules().secure && header(request, "cookie").find("__Host-sid=") == std::string::npos)
        return std::nullopt;
    // A stream that a forgotten tab keeps open is nobody's presence.
    return accounts.sessions.actor_of(request.session_token, request.path != "/jobs/stream");
}

bool token_is_valid(const Accounts& accounts, const web::Request& request) {
    return accounts.sessions.is_form_token(request.session_token, header(request, "x-kartei-token"));
}

std::optional<int> status_of_failure(const std::exception& error) {
    const auto* database = dynamic_cast<const sql::SqlError*>(&error);
    if (!database) return std::nullopt;
    switch (database->fault()) {
        case sql::Fault::storage_full: return 507;
        case sql::Fault::busy:
        case sql::Fault::interrupted:
        case sql::Fault::connection: return 503;
        default: return std::nullopt;
    }
}

}  // namespace kartei::accounts
