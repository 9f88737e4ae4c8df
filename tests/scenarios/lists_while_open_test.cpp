// Lists that stay open while something in them runs out.
#include <gmock/gmock.h>

#include "lists/pages.hpp"
#include "lists/runs.hpp"
#include "modules/consents/consent_store.hpp"
#include "program/joined_modules.hpp"
#include "tests/scenarios/box_office.hpp"

namespace kartei::test {
namespace {

using testing::ElementsAre;

class ListsWhileOpen : public InATheatre {
protected:
    /// So many carry the label until a day, and two for ever.
    void give_label(int expiring, const std::string& until) {
        sell(house(), [&](BoxOffice& office) {
            for (int i = 0; i < expiring + 2; ++i) carriers_.push_back(office.customer("Gast " + std::to_string(100 + i)));
        });
        house().database.write([&](sql::Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_labels");
            label_ = consents::find_or_create_label(transaction, change, "Freunde");
            for (int i = 0; i < expiring + 2; ++i) {
                const auto customer = carriers_[static_cast<std::size_t>(i)];
                consents::store_label(transaction, change,
                                      {customer, label_, "2026-01-05T10:00:00Z", "anna", i < expiring ? until : ""});
                consents::refresh_consents(transaction, customer);
            }
            change.seal();
        });
    }
    std::shared_ptr<lists::Run> made(lists::Runs& runs) {
        return runs.make(Actor::system(), *runs.find("label-customers"), "", {{"labels", {"Freunde"}}}).value();
    }
    std::int64_t rows_of(const lists::Run& run) {
        return house().database.read([&](sql::Transaction& transaction) {
            std::int64_t rows = 0;
            std::optional<lists::Start> start = lists::Start{};
            while (start)
                start = lists::read_page(transaction, *run.list, *start, 2,
                                         [&](const lists::Row&, const lists::Place&) { return ++rows > 0; });
            return rows;
        });
    }
    std::int64_t total_of(const lists::Run& run) {
        return house().database.read([&](sql::Transaction& transaction) { return run.list->count(transaction, {})->rows; });
    }

    std::vector<std::int64_t> carriers_;
    std::int64_t label_ = 0;
};
ON_BOTH_ENGINES(ListsWhileOpen);

// A label that expires while the list is open: its pages, its totals and another server's say the same to the end
TEST_P(ListsWhileOpen, ALabelThatExpiresStaysInTheListThatShowedIt) {
    clock().set(*read_instant("2026-06-30T21:59:00Z", "UTC"));
    give_label(3, "2026-06-30T22:00:00Z");
    lists::Runs here(house(), program::all_reports()), elsewhere(house(), program::all_reports());
    const auto run = made(here);
    EXPECT_EQ(rows_of(*run), 5);
    clock().advance(std::chrono::minutes(5));
    EXPECT_EQ(rows_of(*run), 5);
    EXPECT_EQ(total_of(*run), 5);
    const auto reopened = elsewhere.open(Actor::system(), run->id).value();
    EXPECT_EQ(rows_of(*reopened), 5) << "another server, which makes the list anew from its row";
    EXPECT_EQ(total_of(*reopened), 5);
    EXPECT_EQ(rows_of(*made(here)), 2) << "who asks again is told what holds now";
}

TEST_P(ListsWhileOpen, ALabelThatIsTakenAwayIsGoneAtOnce) {
    give_label(0, "");
    lists::Runs here(house(), program::all_reports());
    const auto run = made(here);
    EXPECT_EQ(rows_of(*run), 2);
    house().database.write([&](sql::Transaction& transaction) {
        audit::Change change(house(), transaction, Actor::system(), "customers_unlabelled");
        consents::remove_label(transaction, change, carriers_.front(), label_);
        consents::refresh_consents(transaction, carriers_.front());
        change.seal();
    });
    EXPECT_EQ(rows_of(*run), 1);
    EXPECT_EQ(total_of(*run), 1);
}

}  // namespace
}  // namespace kartei::test
