// Base data of all modules is known before the first test, as it is in the program: what is made from it once (kinds of
// imports, say) does not depend on which tests ran before.
#include <gtest/gtest.h>

#include "modules/events/catalogue_records.hpp"
#include "modules/orders/label_rules.hpp"

namespace kartei::test {
namespace {

class JoinedBaseData : public testing::Environment {
    void SetUp() override {
        events::join_catalogue();
        orders::join_label_rules();
    }
};

const auto* const joined = testing::AddGlobalTestEnvironment(new JoinedBaseData);

}  // namespace
}  // namespace kartei::test
