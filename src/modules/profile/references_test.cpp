// What names another record by code or id, and what takes that away or calls it otherwise, tried in pairs that overlap:
// one has done its part and not committed when the other begins. Whoever comes second finds what the first did.
#include <thread>

#include "modules/customers/customer_actions.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/choice_lists.hpp"
#include "modules/profile/profile_fixture.hpp"
#include "modules/profile/row_actions.hpp"

namespace kartei::profile {
namespace {

using parameters::PlainValues;
using sql::Transaction;
using Deed = std::function<bool(Transaction&)>;  ///< false when it was refused

class References : public WithProfile {
protected:
    void SetUp() override {
        WithProfile::SetUp();
        if (IsSkipped()) return;
        found("operators", {{"code", "TUI"}, {"name", "TUI Deutschland"}});
        found("destinations", {{"code", "PMI"}, {"name", "Mallorca"}});
        found("commission-tables", {{"code", "STAMM"}, {"name", "Stammkunden"}, {"rate", std::int64_t{500}}});
        found("fee-rules", {{"code", "SERVICE"}, {"name", "Bearbeitung"}, {"amount", std::int64_t{1500}}});
        found("operators", {{"code", "DER"}, {"name", "DERTOUR"}});
        found("destinations", {{"code", "IBZ"}, {"name", "Ibiza"}});
        found("commission-tables", {{"code", "FIRMA"}, {"name", "Firmen"}, {"rate", std::int64_t{300}}});
        found("fee-rules", {{"code", "VISUM"}, {"name", "Visum besorgen"}, {"amount", std::int64_t{3500}}});
    }
    void found(const char* base, const PlainValues& values) {
        ASSERT_TRUE(db().write([&](Transaction& transaction) {
            return parameters::create(house(), transaction, Actor::system(), *parameters::base_data(base), values);
        })) << base;
    }
    std::int64_t new_customer() {
        const auto path = customer();
        return std::stoll(path.substr(path.rfind('/') + 1));
    }
    /// A code of each kind of base data; the first stays, the second is the one that is fought over.
    static std::string code_of(std::string_view base, bool fought_over) {
        static const std::map<std::string_view, std::pair<std::string, std::string>> codes{
            {"operators", {"DER", "TUI"}},
            {"destinations", {"IBZ", "PMI"}},
            {"commission-tables", {"FIRMA", "STAMM"}},
            {"fee-rules", {"VISUM", "SERVICE"}}};
        const auto& [stays, goes] = codes.at(base);
        return fought_over ? goes : stays;
    }

    /// What became of the two: done or refused.
    struct Outcome {
        bool first = false, second = false;
    };
    Outcome overlapping(const Deed& first, const Deed& second) {
        Outcome outcome;
        std::thread other;
        db().write([&](Transaction& transaction) -> Result<Done> {
            outcome.first = first(transaction);
            other = std::thread([&] {
                (void)db().write([&](Transaction& own) -> Result<Done> {
                    outcome.second = second(own);
                    return outcome.second ? Result<Done>(Done{}) : refuse(RefusalKind::conflict, "refused");
                });
            });
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
            return outcome.first ? Result<Done>(Done{}) : refuse(RefusalKind::conflict, "refused");
        });
        other.join();
        return outcome;
    }
    /// Whichever comes first is done, the other is refused.
    void expect_one_of(const std::string& what, const Deed& names, const Deed& takes, const std::function<void()>& again) {
        const auto named_first = overlapping(names, takes);
        EXPECT_TRUE(named_first.first) << what;
        EXPECT_FALSE(named_first.second) << what << ": it was taken from under what named it";
        again();
        const auto taken_first = overlapping(takes, names);
        EXPECT_TRUE(taken_first.first) << what;
        EXPECT_FALSE(taken_first.second) << what << ": what is gone was named";
    }

    Deed adds(const List& list, std::int64_t customer, NewValues values) {
        return [this, &list, customer, values](Transaction& transaction) {
            return static_cast<bool>(add_row(house(), transaction, Actor::system(), list, customer, values));
        };
    }
    Deed removes(std::string_view base, const std::string& code) {
        return [this, base = std::string(base), code](Transaction& transaction) {
            const auto row = parameters::base_row_meant(transaction, base, code);
            return row && parameters::remove(house(), transaction, Actor::system(), *parameters::base_data(base),
                                             row->id, row->version);
        };
    }
    Deed renames(std::string_view base, const std::string& code) {
        return [this, base = std::string(base), code](Transaction& transaction) {
            const auto row = parameters::base_row_meant(transaction, base, code);
            return row && parameters::change(house(), transaction, Actor::system(), *parameters::base_data(base),
                                             row->id, row->version, {{"code", code + "X"}});
        };
    }
    std::int64_t count(const std::string& statement) {
        return db().read([&](Transaction& transaction) {
            auto rows = transaction.query(statement);
            rows.next();
            return rows.integer(0);
        });
    }
};
ON_BOTH_ENGINES(References);

TEST_P(References, BaseDataThatALineNamesByItsCode) {
    int tried = 0;
    for (const auto& list : all_lists()) {
        if (list.single) continue;
        NewValues needed;
        for (const auto& [field, base] : list.base_data) needed[std::string(field)] = code_of(base, false);
        for (const auto& [field, base] : list.base_data) {
            auto values = needed;
            values[std::string(field)] = code_of(base, true);
            const auto what = std::string(list.name) + "." + std::string(field), code = code_of(base, true);
            const auto person = new_customer();
            const auto forget = [&] {
                db().write([&](Transaction& transaction) {
                    transaction.execute("DELETE FROM " + std::string(list.record));
                });
            };
            const auto names = adds(list, person, values);
            const auto renamed_first = overlapping(renames(base, code), names);
            EXPECT_TRUE(renamed_first.first && !renamed_first.second) << what;
            ASSERT_TRUE(db().write([&](Transaction& transaction) {
                const auto row = parameters::base_row_meant(transaction, base, code + "X");
                return parameters::change(house(), transaction, Actor::system(), *parameters::base_data(base), row->id,
                                          row->version, {{"code", code}});
            }));
            const auto named_first = overlapping(names, renames(base, code));
            EXPECT_TRUE(named_first.first && !named_first.second) << what;
            forget();
            expect_one_of(what, names, removes(base, code), forget);
            PlainValues anew{{"code", code}, {"name", "Wieder " + code}};
            if (base == "commission-tables") anew["rate"] = std::int64_t{500};
            if (base == "fee-rules") anew["amount"] = std::int64_t{1500};
            found(std::string(base).c_str(), anew);
            ++tried;
        }
    }
    EXPECT_GE(tried, 4) << "operator, destination and table of a commission line, rule of a fee line";
}

TEST_P(References, OperatorAndDestinationOfAFeeRule) {
    for (const auto& [field, base] : {std::pair("operator", "operators"), {"destination", "destinations"}}) {
        const auto code = code_of(base, true);
        const PlainValues rule{{"code", "NEU"}, {"name", "Neu"}, {"amount", std::int64_t{100}}, {field, code}};
        const Deed names = [&](Transaction& transaction) {
            return static_cast<bool>(parameters::create(house(), transaction, Actor::system(),
                                                        *parameters::base_data("fee-rules"), rule));
        };
        expect_one_of(std::string("fee rule ") + field, names, removes(base, code), [&] {
            ASSERT_TRUE(db().write([&](Transaction& transaction) -> Result<Done> {
                if (!removes("fee-rules", "NEU")(transaction)) return refuse(RefusalKind::conflict, "refused");
                return Done{};
            }));
        });
    }
}

TEST_P(References, ACustomerWhoGoesWhileHisListsGrow) {
    const std::map<std::string_view, NewValues> rows{{"family", {{"name", std::string("Eriksson")}}},
                                                     {"phones", {{"number", std::string("0221 5678")}}},
                                                     {"notes", {{"text", std::string("ruft zurück")}}}};
    for (const auto& [name, values] : rows) {
        const auto& list = list_named(name);
        const auto goes = [&](std::int64_t id) {
            return [this, id](Transaction& transaction) {
                const auto found = customers::find_customer(transaction, id);
                return found && customers::delete_customer(house(), transaction, Actor::system(), id, found->version);
            };
        };
        const auto one = new_customer(), other = new_customer();
        const auto grown_first = overlapping(adds(list, one, values), goes(one));
        EXPECT_TRUE(grown_first.first && grown_first.second) << list.name << ": the row goes with him";
        const auto gone_first = overlapping(goes(other), adds(list, other, values));
        EXPECT_TRUE(gone_first.first && !gone_first.second) << list.name;
        EXPECT_EQ(count("SELECT count(*) FROM " + std::string(list.record) +
                        " r WHERE NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = r.customer_id)"),
                  0)
            << list.name;
    }
}

TEST_P(References, AChoiceThatALineNames) {
    const auto& list = list_named("commission_assignments");
    const auto person = new_customer();
    const auto without = [&](const std::string& code) {
        return [this, code](Transaction& transaction) {
            std::vector<PlainValues> kept;
            for (auto& entry : parameters::entries_of(transaction, "product_type"))
                if (entry.text("code") != code) {
                    entry.values.erase("list"), entry.values.erase("position");
                    kept.push_back(entry.values);
                }
            return static_cast<bool>(parameters::replace_list(
                house(), transaction, Actor::system(), "product_type",
                parameters::version_of(transaction, parameters::revision_of("product_type")), kept));
        };
    };
    const NewValues values{{"commission_table", std::string("FIRMA")}, {"product_type", std::string("package_tour")}};
    expect_one_of("product type", adds(list, person, values), without("package_tour"), [&] {
        db().write([&](Transaction& transaction) { transaction.execute("DELETE FROM commission_assignment"); });
    });
}

}  // namespace
}  // namespace kartei::profile
