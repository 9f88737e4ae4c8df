// What becomes of trips when their customers are merged.
#include "modules/bookings/bookings_fixture.hpp"
#include "modules/bookings/paper_numbers.hpp"
#include "modules/merges/merges_api.hpp"

namespace kartei::bookings {
namespace {

class BookingsOfMerged : public WithBookings {
protected:
    web::EndpointTable further_endpoints() override { return merges::merges_endpoints(house()); }
};
ON_BOTH_ENGINES(BookingsOfMerged);

TEST_P(BookingsOfMerged, MergingMovesTheTrips) {
    const auto anna = customer(), other = customer({{"name", "Ericson"}, {"first_name", "Anna"}});
    const auto booking = booked(draft(other));
    const auto survivor = anna.at("id").get<std::int64_t>(), merged = other.at("id").get<std::int64_t>();
    const auto done =
        chief().post("/merges", {{"survivor", survivor},
                                 {"merged", {merged}},
                                 {"versions", {{std::to_string(survivor), 1}, {std::to_string(merged), 1}}}});
    ASSERT_EQ(done.status, 201) << done.text;
    EXPECT_EQ(read(booking).at("customer").at("id"), anna.at("id"));
    EXPECT_EQ(read(booking).at("participants")[0].at("customer").at("id"), anna.at("id"));
    EXPECT_EQ(desk().get(path_of(anna) + "/bookings").json.at("count"), 1);
    const auto next = booked(draft(other));
    EXPECT_EQ(next.at("customer").at("id"), anna.at("id")) << "his old number books for whom he is now";
    expect_sound();
}

// issue 16: merged or parted between booking and payment, the money is his whose booking it is then; receipts go on
TEST_P(BookingsOfMerged, MoneyIsTakenWhoeverTheCustomerIsByNow) {
    const auto anna = customer(), other = customer({{"name", "Ericson"}, {"first_name", "Anna"}});
    const auto booking = booked(draft(other));
    paid(booking, "100.00");
    const auto survivor = anna.at("id").get<std::int64_t>(), merged = other.at("id").get<std::int64_t>();
    const auto done =
        chief().post("/merges", {{"survivor", survivor},
                                 {"merged", {merged}},
                                 {"versions", {{std::to_string(survivor), 1}, {std::to_string(merged), 1}}}});
    ASSERT_EQ(done.status, 201) << done.text;
    EXPECT_EQ(paid(booking, "50.00").at("customer").at("id"), anna.at("id"));
    const auto event = done.json.at("change_event").get<std::int64_t>();
    const auto parted = chief().post("/merges/" + std::to_string(event) + "/reversal", nullptr);
    ASSERT_LT(parted.status, 300) << parted.text;
    const auto now = paid(booking, "25.00");
    EXPECT_EQ(now.at("customer").at("id"), other.at("id"));
    EXPECT_EQ(now.at("totals").at("paid"), "175.00");
    std::vector<std::string> receipts;
    for (const auto& payment : now.at("payments")) receipts.push_back(payment.at("receipt_number"));
    EXPECT_EQ(receipts, (std::vector<std::string>{"Q2026-00001", "Q2026-00002", "Q2026-00003"}));
    db().read([](sql::Transaction& transaction) { EXPECT_EQ(check_paper_numbers(transaction), 0); });
    expect_sound();
}

}  // namespace
}  // namespace kartei::bookings
