// The list of fixed seats where customers have seat rights: which seat is theirs, and where they sat instead.
#include <gmock/gmock.h>

#include "lists/report_command.hpp"
#include "modules/renewals/desk_fixture.hpp"
#include "program/joined_modules.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::test {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class RenewedSeats : public renewals::AtTheDesk {
protected:
    std::string listed(const std::string& type, const std::string& columns) {
        std::stringstream out, err;
        const auto declare = [](CLI::App& app) { return lists::report_command(app, program::all_reports()); };
        EXPECT_EQ(type_command(declare, house(), Actor::system(),
                               {"subscription-customers", "--subscription", "Abo@24/25", "--type", type, "--columns",
                                columns},
                               out, err),
                  0)
            << err.str();
        return out.str();
    }
};
ON_BOTH_ENGINES(RenewedSeats);

// T-048, T-049, T-054: per event date the seat that is his by right, and the actual one where it is another
TEST_P(RenewedSeats, TheListShowsTheRightAndBesideItTheActualSeat) {
    const auto sold = subscribe(bach_, {seat("1", "1")}, "60.00");
    ASSERT_EQ(sold.status, 201) << sold.text;
    // Both dates are exchanged: by the tickets alone he would sit there.
    const auto order = "/orders/" + std::to_string(sold.json["id"].get<int>());
    const Json moved{{"tickets",
                      {{{"ticket", sold.json["tickets"][0]["id"]}, {"event", e1_}, {"seat", seat("1", "5")}},
                       {{"ticket", sold.json["tickets"][1]["id"]}, {"event", e2_}, {"seat", seat("1", "5")}}}}};
    ASSERT_EQ(as("chief").post(order + "/exchanges", moved, {if_match(1)}).status, 200);
    const auto rows = listed("fixed-seats", "name,event,section,row,seat,actual_seat,confidence");
    EXPECT_THAT(rows, HasSubstr("Bach,E1,P,1,1,5,right\n"));
    EXPECT_THAT(rows, HasSubstr("Bach,E2,P,1,1,5,right\n"));
    EXPECT_THAT(listed("fixed-seats-wide", "name,row,seat,seat:E1"), HasSubstr("Bach,1,1,5\n"));
}

}  // namespace
}  // namespace kartei::test
