// The derived rows of the register: any position of the list, and nothing that drifts away from the customers.
#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "modules/customers/customer_actions.hpp"
#include "modules/customers/name_buckets.hpp"
#include "tests/support/founded_house.hpp"

namespace kartei::customers {
namespace {

using sql::Transaction;

class CustomerLines : public test::InAHouse {
protected:
    Customer draft(const std::string& name, const std::string& first_name, bool hidden = false) {
        Customer customer;
        customer.kind = "private";
        customer.name = name;
        customer.first_name = first_name;
        customer.hidden_in_search = hidden;
        return customer;
    }
    /// Many customers in few transactions, as an import makes them.
    std::vector<Customer> create(const std::vector<Customer>& drafts) {
        return db().write([&](Transaction& transaction) {
            audit::Change change(house(), transaction, Actor::system(), "import_customers");
            std::vector<Customer> made;
            for (const auto& one : drafts)
                made.push_back(create_customer(house(), transaction, change, Actor::system(), one)->customer);
            change.created("customer", made.front().id, made.back().id);
            change.seal();
            return made;
        });
    }
    struct Place {
        std::string key;
        std::int64_t id;
        bool hidden;
        auto operator<=>(const Place&) const = default;
    };
    /// What the list must show, from the customers themselves.
    std::vector<Place> by_hand() {
        return db().read([](Transaction& transaction) {
            std::vector<Place> places;
            auto rows = transaction.query("SELECT id, name, coalesce(first_name, ''), hidden_in_search FROM customer");
            while (rows.next())
                places.push_back({name_key(rows.text(1), rows.text(2)), rows.integer(0), rows.integer(3) != 0});
            std::sort(places.begin(), places.end());
            return places;
        });
    }
    void expect_every_position() {
        for (bool with_hidden : {false, true}) {
            auto places = by_hand();
            if (!with_hidden) std::erase_if(places, [](const Place& place) { return place.hidden; });
            db().read([&](Transaction& transaction) {
                const auto total = static_cast<std::int64_t>(places.size());
                ASSERT_EQ(count_lines(transaction, "", with_hidden), total);
                for (std::int64_t offset = 0; offset < total; offset += 1 + total / 60) {
                    for (bool descending : {false, true}) {
                        const auto lines = lines_at(transaction, offset, 7, descending, with_hidden);
                        ASSERT_EQ(static_cast<std::int64_t>(lines.size()), std::min<std::int64_t>(7, total - offset));
                        for (std::size_t i = 0; i < lines.size(); ++i) {
                            const auto at = offset + static_cast<std::int64_t>(i);
                            ASSERT_EQ(lines[i].customer_id, places[descending ? total - 1 - at : at].id)
                                << offset << (descending ? " down" : " up");
                        }
                    }
                    const auto first = std::find_if(places.begin(), places.end(), [&](const Place& place) {
                        return place.key == places[offset].key;
                    });
                    ASSERT_EQ(rank_of(transaction, places[offset].key, with_hidden), first - places.begin());
                }
                EXPECT_TRUE(lines_at(transaction, total, 7, false, with_hidden).empty());
                EXPECT_TRUE(lines_at(transaction, -1, 7, false, with_hidden).empty());
            });
        }
    }
    std::int64_t wrong() {
        return db().read([](Transaction& transaction) { return check_lines(transaction); });
    }
    std::int64_t largest_bucket() {
        settle_buckets(db());
        return db().read([](Transaction& transaction) {
            auto rows = transaction.query("SELECT max(total) FROM name_bucket");
            rows.next();
            return rows.integer(0);
        });
    }
};
ON_BOTH_ENGINES(CustomerLines);

TEST_P(CustomerLines, AnEmptyRegisterHasNoLines) {
    db().read([](Transaction& transaction) {
        EXPECT_EQ(count_lines(transaction, "", false), 0);
        EXPECT_TRUE(lines_at(transaction, 0, 10, false, false).empty());
        EXPECT_EQ(count_lines(transaction, "", true), 1) << "the anonymous customer";
    });
    EXPECT_EQ(wrong(), 0);
}

// J-004
TEST_P(CustomerLines, AnyPositionAfterManyRandomChanges) {
    std::mt19937 chance(7);
    const std::vector<std::string> names{"Müller", "Muller", "Meyer",        "Meier-Schulz", "de Vries",
                                         "Ö",      "?",      "van den Berg", "Zander",       "Abel"};
    const std::vector<std::string> first_names{"", "Anna", "Änne", "Jan", "Zoë", "Łukasz"};
    auto any = [&](const auto& list) { return list[chance() % list.size()]; };
    std::vector<Customer> drafts;
    for (int i = 0; i < 600; ++i)
        drafts.push_back(
            draft(any(names) + (i % 3 ? std::to_string(chance() % 40) : ""), any(first_names), chance() % 9 == 0));
    auto stored = create(drafts);
    for (int i = 0; i < 250; ++i) {
        const auto at = chance() % stored.size();
        auto& customer = stored[at];
        const auto done = db().write([&](Transaction& transaction) -> Result<Done> {
            switch (chance() % 4) {
                case 0:
                    TRY(delete_customer(house(), transaction, Actor::system(), customer.id, customer.version));
                    customer.id = 0;
                    break;
                case 1:
                    customer = TRY(change_customer(house(), transaction, Actor::system(), customer.id, customer.version,
                                                   {{"name", any(names)}}))
                                   .customer;
                    break;
                case 2:
                    customer =
                        TRY(change_customer(house(), transaction, Actor::system(), customer.id, customer.version,
                                            {{"hidden_in_search", !customer.hidden_in_search},
                                             {"first_name", any(first_names)},
                                             {"phone_mobile", std::string("0171 ") + std::to_string(chance() % 1000)}}))
                            .customer;
                    break;
                default:
                    customer = TRY(change_customer(
                                       house(), transaction, Actor::system(), customer.id, customer.version,
                                       {{"email", "a" + std::to_string(i) + "@example.com"}, {"town", any(names)}}))
                                   .customer;
            }
            return Done{};
        });
        ASSERT_TRUE(done) << done.refusal().issues.at(0).key;
        if (customer.id == 0) stored.erase(stored.begin() + static_cast<std::ptrdiff_t>(at));
    }
    EXPECT_EQ(wrong(), 0);
    expect_every_position();
}

TEST_P(CustomerLines, BucketsAreCutAlsoBehindANameOfManyCustomers) {
    std::vector<Customer> drafts;
    for (int i = 0; i < 1600; ++i) drafts.push_back(draft("Abel", "Anna"));
    for (int i = 0; i < 2600; ++i) drafts.push_back(draft("Name " + std::to_string(10000 + i), "", i % 50 == 0));
    create(drafts);
    EXPECT_LE(largest_bucket(), 2000);
    expect_every_position();
}

TEST_P(CustomerLines, OneNameMayFillMoreThanABucket) {
    create(std::vector<Customer>(2300, draft("?", "")));
    expect_every_position();
    EXPECT_EQ(wrong(), 0);
}

TEST_P(CustomerLines, PrefixNarrowsAndCounts) {
    create({draft("Meyer", "Anna"), draft("Meyerbeer", "Giacomo"), draft("Meier", "Ute"), draft("Meyer", "Zoë", true),
            draft("Mez", "")});
    db().read([](Transaction& transaction) {
        EXPECT_EQ(count_lines(transaction, "meyer", false), 2);
        EXPECT_EQ(count_lines(transaction, "meyer", true), 3);
        EXPECT_EQ(count_lines(transaction, "me", false), 4);
        EXPECT_EQ(count_lines(transaction, "x", false), 0);
        const auto lines = lines_from(transaction, "meyer\x01" "b", "me", 10, false);
        ASSERT_EQ(lines.size(), 2u);
        EXPECT_EQ(lines[0].name_key, name_key("Meyerbeer", "Giacomo"));
        EXPECT_EQ(lines[1].name_key, name_key("Mez", ""));
    });
}

TEST_P(CustomerLines, ColumnsCarryWhatListsShow) {
    auto customer = draft("Müller", "Anna");
    customer.postcode = "10115";
    customer.alternative_emails = {"a@example.com", "b@example.com"};
    const auto made = create({customer}).front();
    db().read([&](Transaction& transaction) {
        const auto lines = lines_at(transaction, 0, 1, false, false);
        ASSERT_EQ(lines.size(), 1u);
        std::vector<std::string_view> parts;
        split_columns(lines[0].columns, parts);
        ASSERT_EQ(parts.size(), line_fields().size());
        EXPECT_EQ(parts[line_position("number")], std::to_string(*made.number));
        EXPECT_EQ(parts[line_position("name")], "Müller");
        EXPECT_EQ(parts[line_position("postcode")], "10115");
        EXPECT_EQ(parts[line_position("alternative_emails")], "a@example.com;b@example.com");
        EXPECT_EQ(parts[line_position("town")], "");
        EXPECT_EQ(line_position("credit_limit"), -1);
    });
}

TEST_P(CustomerLines, TheCheckFindsWhatSomebodyBent) {
    create({draft("Meyer", "Anna"), draft("Meier", "Ute")});
    ASSERT_EQ(wrong(), 0);
    for (const char* bend :
         {"UPDATE customer_line SET hidden = 1 WHERE customer_id = 2",
          "DELETE FROM customer_term WHERE customer_id = 3 AND kind = 2", "UPDATE name_bucket SET total = total + 1",
          "UPDATE customer SET town = 'Bonn' WHERE id = 3"}) {
        const auto before = wrong();
        db().write([&](Transaction& transaction) { transaction.execute(bend); });
        EXPECT_GT(wrong(), before) << bend;
    }
}

}  // namespace
}  // namespace kartei::customers
