// A real server over some modules' endpoints for one test. Whoever asks says so with the cookie alone; what he may do
// is the test's business.
#pragma once

#include <functional>

#include "tests/support/api_client.hpp"
#include "web/server.hpp"

namespace kartei::test {

class SmallServer {
public:
    /// Completes an actor who has his name and his language already.
    using Rights = std::function<void(Actor&)>;

    SmallServer(std::vector<web::EndpointTable> endpoints, std::vector<std::vector<web::NamedSchema>> schemas,
                Rights rights)
        : server_(web::ServerOptions{}, joined(std::move(endpoints)), joined(std::move(schemas)), hooks(rights)) {
        server_.start();
    }

    int port() const { return server_.port(); }
    /// Somebody who has signed in; the same client each time. "" = nobody.
    ApiClient& as(const std::string& name) {
        auto [known, fresh] = clients_.try_emplace(name, server_.port());
        if (fresh && !name.empty()) {
            known->second.set_cookie("sid=" + name);
            known->second.set_token("token");
        }
        return known->second;
    }

private:
    template <class Part>
    static std::vector<Part> joined(std::vector<std::vector<Part>> parts) {
        std::vector<Part> all;
        for (auto& part : parts)
            for (auto& one : part) all.push_back(std::move(one));
        return all;
    }
    static web::ServerHooks hooks(const Rights& rights) {
        web::ServerHooks hooks;
        hooks.who = [rights](web::Request& request) -> std::optional<Actor> {
            Actor actor;
            actor.name = request.session_token;
            actor.language = request.language;
            rights(actor);
            return actor;
        };
        hooks.token_is_valid = [](const web::Request&) { return true; };
        return hooks;
    }

    web::Server server_;
    std::map<std::string, ApiClient> clients_;
};

}  // namespace kartei::test
