// What modules hand in of a house that is served: its endpoints and commands, and what is done when it is opened,
// founded, looked through.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "audit/command.hpp"
#include "audit/damage.hpp"
#include "audit/house.hpp"
#include "base/shared.hpp"
#include "jobs/jobs.hpp"
#include "web/endpoint.hpp"

namespace kartei::audit {

/// What endpoints are made with; all of it outlives them.
struct Serving {
    House& house;
    jobs::Jobs& jobs;
    Shared& shared;
};

struct Endpoints {
    using Make = std::function<web::EndpointTable(const Serving&)>;

    explicit Endpoints(Make with) : make(std::move(with)) {}
    explicit Endpoints(web::EndpointTable (*of)(House&)) : make([of](const Serving& here) { return of(here.house); }) {}
    explicit Endpoints(web::EndpointTable (*of)(House&, jobs::Jobs&))
        : make([of](const Serving& here) { return of(here.house, here.jobs); }) {}

    Make make;
};

/// `kartei NAME …`, in a house; its words mean what the texts "command.NAME…" say.
struct ModuleCommand {
    std::string name;
    DeclareCommand declare;
    MayFound may_found = nullptr;
};

/// What a module puts into a new house; does nothing to a house that has it.
struct Founding {
    std::function<void(sql::Transaction&)> found;
};
/// What a newer program makes anew in a house of an older one.
struct Renewing {
    std::function<void(sql::Database&)> renew;
};
/// Work that an earlier process left half done goes on or is taken back.
struct Recovery {
    std::function<void(House&)> recover;
};

/// One line of `kartei check`.
struct HouseCheck {
    std::string name;
    /// `said`: what is told beside the findings.
    std::function<Findings(House&, sql::Transaction&, std::string& said)> look;
    /// Makes anew what is derived from what stands for itself (`kartei check --repair`); none: for a person to look at.
    std::function<void(House&)> mend = {};
};

/// One that counts what is wrong; `what`: "differ".
template <class Count>
HouseCheck counting_check(std::string name, std::string what, Count count) {
    return {std::move(name), [what = std::move(what), count](House& house, sql::Transaction& transaction, std::string&) {
                std::int64_t wrong = 0;
                if constexpr (std::is_invocable_v<Count, House&, sql::Transaction&>) wrong = count(house, transaction);
                else wrong = count(transaction);
                return wrong == 0 ? Findings{} : Findings{std::to_string(wrong) + " " + what};
            }};
}

}  // namespace kartei::audit
