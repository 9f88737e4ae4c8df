// What becomes of trips when their customers are merged.
#include "modules/bookings/bookings_fixture.hpp"
#include "modules/merges/merges_api.hpp"

namespace kartei::bookings {
namespace {

class BookingsOfMerged : public WithBookings {
protected:
    void SetUp() override {
        merges::join_merges();
        WithBookings::SetUp();
    }
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

}  // namespace
}  // namespace kartei::bookings
