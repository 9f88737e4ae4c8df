// A list as somebody types it on the command line: its rows without the heading, or the complaint.
#pragma once

#include <gmock/gmock.h>

#include <sstream>

#include "lists/report_command.hpp"
#include "program/joined_modules.hpp"
#include "tests/scenarios/box_office.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::test {

class WithLists : public InATheatre {
protected:
    /// "a,b\nc,d\n" of these columns; with an empty `columns` all of them.
    std::string listed(std::vector<std::string> words, const std::string& columns, Actor actor = Actor::system()) {
        if (!columns.empty()) words.insert(words.end(), {"--columns", columns});
        actor.language = Language::en;
        std::stringstream out, err;
        EXPECT_EQ(type(words, actor, out, err), 0) << err.str();
        heading = out.str().substr(0, out.str().find('\n'));
        return out.str().substr(out.str().find('\n') + 1);
    }
    std::string refused(const std::vector<std::string>& words, Actor actor = Actor::system()) {
        actor.language = Language::en;
        std::stringstream out, err;
        EXPECT_EQ(type(words, actor, out, err), 1) << out.str();
        return err.str();
    }
    /// Sees the event dates of one promoter alone.
    Actor promoter(const std::string& name) {
        Actor actor;
        actor.permissions = {"reports.customers", "reports.export"};
        house().database.read([&](sql::Transaction& transaction) {
            actor.promoters = std::vector{*events::find_on_shelf(transaction, events::Shelf::promoter, name)};
        });
        return actor;
    }
    Actor clerk() {
        Actor actor;
        actor.permissions = {"customers.read", "customers.change", "reports.customers", "reports.export"};
        return actor;
    }
    void hide(std::int64_t customer) {
        house().database.write([&](sql::Transaction& transaction) {
            const auto version = customers::find_customer(transaction, customer)->version;
            EXPECT_TRUE(customers::change_customer(house(), transaction, Actor::system(), customer, version,
                                                   {{"hidden_in_search", true}}));
        });
    }
    std::string heading;

private:
    int type(const std::vector<std::string>& words, const Actor& actor, std::ostream& out, std::ostream& err) {
        const auto declare = [](CLI::App& app) { return lists::report_command(app, program::all_reports()); };
        return type_command(declare, house(), actor, words, out, err);
    }
};

}  // namespace kartei::test
