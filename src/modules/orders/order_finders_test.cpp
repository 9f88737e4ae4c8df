// Numbers of orders and tickets lead to their customer only where the event is seen by who asks.
#include "modules/orders/order_finders.hpp"

#include "modules/imports/import_test_support.hpp"

namespace kartei::orders {
namespace {

using Ids = std::vector<std::int64_t>;

class OrderFinders : public imports::ImportTest {
protected:
    Ids found(std::string_view by, std::string_view number, const customers::EventAccess& access) {
        for (const auto& finder : order_finders())
            if (finder.matched == by)
                return db().read(
                    [&](sql::Transaction& transaction) { return finder.find(transaction, number, access); });
        return {};
    }
};
ON_BOTH_ENGINES(OrderFinders);

TEST_P(OrderFinders, LeadNobodyToCustomersOfEventsThatHeDoesNotSee) {
    import("customers", imports::customer_file);
    import("events", "code,name,promoter\nE1,Tosca,Stadttheater\nE2,Aida,Konzertbüro\n");
    import("tickets", "order,customer,event,state,ticket,barcode\nO1,1001,E1,sold,T1,B1\nO2,1002,E2,sold,T2,B2\n");
    const auto anna = number_of("SELECT id FROM customer WHERE number = 1001");
    const auto theatre = number_of("SELECT id FROM promoter WHERE name = 'Stadttheater'"),
               concerts = number_of("SELECT id FROM promoter WHERE name = 'Konzertbüro'");
    for (const auto& [by, number] : {std::pair("order", "O1"), {"ticket", "T1"}, {"ticket", "B1"}}) {
        EXPECT_EQ(found(by, number, {}), Ids{anna}) << number << " for who sees all events";
        EXPECT_EQ(found(by, number, Ids{theatre}), Ids{anna}) << number;
        EXPECT_EQ(found(by, number, Ids{concerts}), Ids{}) << number << " of another promoter";
        EXPECT_EQ(found(by, number, Ids{}), Ids{}) << number << " for who has no promoter";
    }
}

}  // namespace
}  // namespace kartei::orders
