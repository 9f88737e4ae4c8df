// Numbers that are nobody's own any more: which, whom they find now, since when and why.
#include "modules/customers/former_numbers_report.hpp"

#include <gmock/gmock.h>

#include "lists/report_command.hpp"
#include "modules/customers/customer_kind.hpp"
#include "tests/support/founded_house.hpp"
#include "tests/support/typed_command.hpp"

namespace kartei::customers {
namespace {

class FormerNumbersReport : public test::InAHouse {
protected:
    template <class Work>
    auto write(Work work) {
        return house().database.write(work);
    }
    std::int64_t add(const std::string& name) {
        return write([&](sql::Transaction& transaction) {
            return create_customer(house(), transaction, Actor::system(),
                                   {{"kind", std::string("private")}, {"name", name}})
                .value()
                .customer.id;
        });
    }
    std::string listed(std::vector<std::string> words, const Actor& actor = Actor::system()) {
        std::stringstream out, err;
        words.insert(words.begin(), "former-numbers");
        const auto declare = [](CLI::App& app) { return lists::report_command(app, {former_numbers_report()}); };
        EXPECT_EQ(test::type_command(declare, house(), actor, words, out, err), 0) << err.str();
        const auto table = out.str();
        return table.substr(table.find('\n') + 1);
    }
};
ON_BOTH_ENGINES(FormerNumbersReport);

TEST_P(FormerNumbersReport, SaysWhomANumberFindsNowAndWhy) {
    const auto berg = add("Berg"), adler = add("Adler");
    write([&](sql::Transaction& transaction) {
        EXPECT_TRUE(change_kind(house(), transaction, Actor::system(), berg, 1, {"company", true}));
        EXPECT_TRUE(delete_customer(house(), transaction, Actor::system(), adler, 1));
    });
    const std::vector<std::string> customers{"--kind", "customer"};
    EXPECT_EQ(listed(customers),
              "100001,customer,Berg,500001,2026-03-01,changed\n100002,customer,,,,deleted\n");
    EXPECT_EQ(listed({"--kind", "customer", "--reason", "deleted"}), "100002,customer,,,,deleted\n");
    EXPECT_EQ(listed({"--kind", "customer", "--number", "100001"}), "100001,customer,Berg,500001,2026-03-01,changed\n");
    EXPECT_EQ(listed({"--kind", "customer", "--from", "2026-03-02"}), "");
    EXPECT_EQ(listed({"--kind", "customer", "--from", "2026-03-01", "--to", "1.3.2026"}),
              "100001,customer,Berg,500001,2026-03-01,changed\n");
    write([&](sql::Transaction& transaction) {
        EXPECT_TRUE(change_customer(house(), transaction, Actor::system(), berg, 2, {{"hidden_in_search", true}}));
    });
    Actor clerk;
    clerk.permissions = {"customers.read"};
    EXPECT_EQ(listed(customers, clerk), "100002,customer,,,,deleted\n") << "hidden customers take a right";
}

}  // namespace
}  // namespace kartei::customers
