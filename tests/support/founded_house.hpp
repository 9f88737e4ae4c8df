// A founded, empty house for one test: database on the engine under test, keys of its own, a clock that stands still.
#pragma once

#include "audit/house.hpp"
#include "audit/reversal.hpp"
#include "modules/customers/customer_removal.hpp"
#include "modules/customers/customer_restrictions.hpp"
#include "modules/parameters/parameters_api.hpp"
#include "tests/support/databases.hpp"

namespace kartei::test {

/// Base of tests in a house: house() on both engines; see OnBothEngines.
class InAHouse : public OnBothEngines {
public:
    House& house() { return *house_; }
    SettableClock& clock() { return clock_; }

protected:
    void SetUp() override {
        OnBothEngines::SetUp();
        if (IsSkipped()) return;
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
