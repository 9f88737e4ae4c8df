// A founded, empty house for one test: database on the engine under test, keys of its own, a clock that stands still.
#pragma once

#include "audit/house.hpp"
#include "audit/reversal.hpp"
#include "modules/customers/customer_removal.hpp"
#include "modules/customers/customer_restrictions.hpp"
#include "modules/parameters/parameters_api.hpp"
#include "tests/support/databases.hpp"

namespace kartei::test {

/// What the program joins at its start, once in a test process.
inline void join_upward_lists() {
    static const bool joined = [] {
        for (const auto& reversible : audit::reversibles())
            if (reversible.record == "customer") return true;
        audit::reversibles().push_back(customers::reversible_customer());
        for (auto& reversible : parameters::reversible_settings()) audit::reversibles().push_back(reversible);
        customers::join_parameters();
        customers::references().push_back(
            {"customer_source", "customer_id", false, "", {"source", "source_key", "customer_id", "created_event"}});
        return true;
    }();
    (void)joined;
}

/// Base of tests in a house: house() on both engines; see OnBothEngines.
class InAHouse : public OnBothEngines {
public:
    House& house() { return *house_; }
    SettableClock& clock() { return clock_; }

protected:
    void SetUp() override {
        OnBothEngines::SetUp();
        if (IsSkipped()) return;
        join_upward_lists();
        found_house(db(), "Reisebüro Sonnenschein", "DE", "Europe/Berlin", "EUR");
        house_.emplace(House{db(), keys_});
        house_->clock = &clock_;
        read_house(*house_);
    }

    audit::KeyRing keys_ = audit::KeyRing::random();
    SettableClock clock_{*read_instant("2026-03-01T09:00:00Z", "UTC")};
    std::optional<House> house_;
};

}  // namespace kartei::test
