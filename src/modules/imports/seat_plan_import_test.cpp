// Seat plans from a file and back: one edition for each hall, what contradicts itself is told to its line.
#include "modules/customers/register_export.hpp"
#include "modules/events/seat_plan_store.hpp"
#include "tests/support/founded_house.hpp"
#include "modules/imports/import_test_support.hpp"

namespace kartei::imports {
namespace {

class SeatPlanImport : public ImportTest {};
ON_BOTH_ENGINES(SeatPlanImport);

const std::string plan_file =
    "hall,section,row,seat,entrance,price_zone,x,y,kind,capacity\n"
    "Saal,P,1,1,Nord,I,0,0,normal,\n"
    "Saal,P,1,2,Nord,I,10,0,wheelchair,\n"
    "Saal,P,2,1,,II,0,12,restricted,\n"
    "Saal,Steh,,,,S,,,normal,50\n";

TEST_P(SeatPlanImport, APlanComesInAndGoesOutUnchanged) {
    import("seat_plans", plan_file);
    auto lines = [&] {
        return db().read([](sql::Transaction& transaction) { return events::all_plans(transaction); });
    };
    ASSERT_EQ(lines().size(), 1u);
    EXPECT_EQ(lines()[0].seats, 3);
    EXPECT_EQ(lines()[0].counted, 50);
    import("seat_plans", plan_file);
    EXPECT_EQ(lines().size(), 1u) << "the same file makes no further edition";
    import("seat_plans", plan_file + "Saal,P,2,2,,II,10,12,normal,\n");
    ASSERT_EQ(lines().size(), 2u);
    EXPECT_EQ(lines()[0].edition, 2);
    const auto plan = db().read([&](sql::Transaction& t) { return *events::find_plan(t, lines()[1].id); });
    EXPECT_EQ(plan.places[1].kind, "wheelchair");
    EXPECT_EQ(plan.places[2].x, 0);
    EXPECT_EQ(plan.places[3].capacity, 50);
}

}  // namespace
}  // namespace kartei::imports
