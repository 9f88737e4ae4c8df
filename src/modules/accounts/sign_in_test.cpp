#include "modules/accounts/sign_in.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "modules/accounts/accounts_fixture.hpp"
#include "sql/fault_point.hpp"

namespace kartei::accounts {
namespace {

using namespace std::chrono_literals;

class SigningIn : public WithAccounts {
protected:
    bool is_signed_in(const std::string& token) { return accounts().sessions.actor_of(token).has_value(); }
};
ON_BOTH_ENGINES(SigningIn);

TEST_P(SigningIn, GivesTheRightsOfTheRoles) {
    const auto user = make_user("erika", {"counter", "promoter"});
    const auto token = *sign_in_as(" ERIKA ");
    const auto actor = accounts().sessions.actor_of(token);
    ASSERT_TRUE(actor);
    EXPECT_EQ(actor->user_id, user.id);
    EXPECT_EQ(actor->name, "erika");
    EXPECT_TRUE(actor->may("customers.change"));
    EXPECT_FALSE(actor->may("imports.run"));
    EXPECT_FALSE(actor->all_permissions);
    EXPECT_FALSE(actor->promoters) << "sees all events";
}

TEST_P(SigningIn, OfAnAdministratorGivesEveryRightThereIs) {
    make_user("chef", {"administrator"});
    const auto actor = accounts().sessions.actor_of(*sign_in_as("chef"));
    for (const auto& permission : all_permissions()) EXPECT_TRUE(actor->may(permission.name)) << permission.name;
    EXPECT_FALSE(actor->may("*"));
}

TEST_P(SigningIn, WithoutRolesGivesNoRight) {
    make_user("neu");
    EXPECT_TRUE(accounts().sessions.actor_of(*sign_in_as("neu"))->permissions.empty());
}

// customer-lists.md 12: a promoter sees the lists of his own events only.
TEST_P(SigningIn, OfAPromoterSaysWhoseEventsHeSees) {
    db().write([](sql::Transaction& transaction) {
        transaction.execute(
            "INSERT INTO promoter (id, organisation_id, name) VALUES (1, 1, 'Konzert GmbH'), (2, 1, 'Bühne e.V.')");
    });
    const auto user = make_user("pro", {"promoter"});
    ASSERT_TRUE(change(user, {{"all_events", false}, {"promoters", std::vector<std::string>{"Bühne e.V."}}}));
    const auto actor = accounts().sessions.actor_of(*sign_in_as("pro"));
    ASSERT_TRUE(actor->promoters);
    EXPECT_EQ(*actor->promoters, std::vector<std::int64_t>{2});
}

TEST_P(SigningIn, IsRefusedWithTheSameWordsWhateverIsWrong) {
    make_user("erika");
    const auto locked = make_user("max");
    ASSERT_TRUE(change(locked, {{"active", false}}));
    for (const auto& [name, password] :
         {std::pair("erika", "falsch falsch falsch"), std::pair("niemand", good_password),
          std::pair("max", good_password), std::pair("a b\x01", good_password), std::pair("", "")}) {
        const auto refused = sign_in_as(name, password);
        ASSERT_FALSE(refused) << name;
        EXPECT_EQ(refused.refusal().kind, RefusalKind::unauthenticated);
        EXPECT_EQ(key_of(refused.refusal()), "error.sign_in_refused") << name;
        EXPECT_EQ(refused.refusal().issues[0].field, "");
    }
    EXPECT_EQ(count("session"), 0);
}

// An unknown name must go through the hash as well, or the time would tell. No clock is asked here: where one hash at a
// time is worked out and nobody may wait, whoever comes to hash meanwhile is turned away.
TEST_P(SigningIn, ToAnUnknownNameIsAsMuchWorkAsAWrongPassword) {
    make({}, {3, 16 * 1024 * 1024, 1, 0});
    std::atomic<bool> enough = false;
    std::thread busy([&] {
        while (!enough) (void)accounts().passwords.hash(good_password);
    });
    bool turned_away = false;
    for (int i = 0; i < 100 && !turned_away; ++i) {
        const auto number = std::to_string(i);
        turned_away = key_of(sign_in_as("niemand" + number, good_password, "192.0.2." + number).refusal()) ==
                      "error.sign_in_busy";
    }
    enough = true;
    busy.join();
    EXPECT_TRUE(turned_away);
}

TEST_P(SigningIn, IsSlowedDownFromTheFifthFailureOn) {
    make_user("erika");
    for (const auto* name : {"erika", "niemand"}) {  // names that do not exist wait just as long
        for (int i = 0; i < 5; ++i)
            EXPECT_EQ(key_of(sign_in_as(name, "falsch falsch falsch").refusal()), "error.sign_in_refused");
        auto wait = 15s;
        for (int i = 0; i < 9; ++i) {
            const auto refused = sign_in_as(name, "falsch falsch falsch").refusal();
            EXPECT_EQ(refused.kind, RefusalKind::too_many_requests);
            EXPECT_EQ(key_of(refused), "error.sign_in_wait");
            EXPECT_EQ(refused.issues[0].parameters[0].second, std::to_string(wait.count())) << name << " " << i;
            clock().advance(wait);
            EXPECT_EQ(key_of(sign_in_as(name, "falsch falsch falsch").refusal()), "error.sign_in_refused");
            wait = std::min<std::chrono::seconds>(wait * 2, 15min);
        }
    }
}

TEST_P(SigningIn, IsRefusedWithTheRightPasswordTooWhileWaiting) {
    make_user("erika");
    for (int i = 0; i < 5; ++i) (void)sign_in_as("erika", "falsch falsch falsch");
    EXPECT_EQ(key_of(sign_in_as("erika").refusal()), "error.sign_in_wait");
    clock().advance(15s);
    EXPECT_TRUE(sign_in_as("erika"));
    EXPECT_EQ(key_of(sign_in_as("erika", "falsch falsch falsch").refusal()), "error.sign_in_refused");
    EXPECT_TRUE(sign_in_as("erika")) << "a success begins the count anew";
}

TEST_P(SigningIn, ByManyAtOnceGivesNoMoreGuesses) {
    make_user("erika");
    std::atomic<int> judged = 0;
    std::vector<std::thread> guessers;
    for (int i = 0; i < 20; ++i)
        guessers.emplace_back([&, i] {
            if (key_of(sign_in_as("erika", "falsch falsch falsch", "192.0.2." + std::to_string(i)).refusal()) ==
                "error.sign_in_refused")
                ++judged;
        });
    for (auto& guesser : guessers) guesser.join();
    EXPECT_EQ(judged, 5);
}

TEST_P(SigningIn, FromOneAddressIsPossibleThirtyTimesAMinute) {
    make_user("erika");
    for (int i = 0; i < 30; ++i)
        EXPECT_TRUE(sign_in_as("erika", good_password, i % 2 ? "2001:db8::1" : "2001:db8::ffff:2")) << i;
    const auto refused = sign_in_as("erika", good_password, "2001:db8:0:0:3::");
    ASSERT_FALSE(refused) << "one /64 is one household";
    EXPECT_EQ(key_of(refused.refusal()), "error.sign_in_wait");
    EXPECT_TRUE(sign_in_as("erika", good_password, "2001:db8:0:1::1"));
    clock().advance(60s);
    EXPECT_TRUE(sign_in_as("erika", good_password, "2001:db8::1"));
}

TEST_P(SigningIn, AgainGivesANewTokenAndEndsTheFormerSession) {
    make_user("erika");
    const auto first = *sign_in_as("erika");
    const auto second = *sign_in(accounts(), {"erika", good_password, {}, "192.0.2.7", first});
    EXPECT_NE(first, second);
    EXPECT_GE(second.size(), 43u) << "256 bits in base64url";
    EXPECT_FALSE(is_signed_in(first));
    EXPECT_TRUE(is_signed_in(second));
}

TEST_P(SigningIn, RaisesTheCostOfAnOldHash) {
    const auto user = make_user("erika");
    make({}, {2, 16 * 1024, 4, 32});
    ASSERT_TRUE(sign_in_as("erika"));
    const auto hash =
        db().read([&](sql::Transaction& transaction) { return find_credentials(transaction, user.id)->password_hash; });
    EXPECT_FALSE(accounts().passwords.is_outdated(hash)) << hash;
    EXPECT_TRUE(sign_in_as("erika"));
}

TEST_P(SigningIn, RemembersTheLanguageThatWasChosen) {
    const auto user = make_user("erika");
    ASSERT_TRUE(sign_in(accounts(), {"erika", good_password, Language::nl, "192.0.2.7", {}}));
    EXPECT_EQ(db().read([&](sql::Transaction& transaction) { return find_user(transaction, user.id)->language; }),
              "nl");
}

TEST_P(SigningIn, EndsAfterHalfAnHourWithoutARequest) {
    make_user("erika");
    const auto token = *sign_in_as("erika");
    for (int i = 0; i < 10; ++i) {
        clock().advance(29min);
        EXPECT_TRUE(is_signed_in(token)) << i;
    }
    clock().advance(30min + 1s);
    EXPECT_FALSE(is_signed_in(token));
}

TEST_P(SigningIn, EndsAfterTwelveHoursWhateverHappens) {
    make_user("erika");
    const auto token = *sign_in_as("erika");
    for (int i = 0; i < 12 * 4 - 1; ++i) {
        clock().advance(15min);
        ASSERT_TRUE(is_signed_in(token)) << i;
    }
    clock().advance(15min);
    EXPECT_FALSE(is_signed_in(token));
}

TEST_P(SigningIn, IsNotProlongedByAStreamNobodyWatches) {
    make_user("erika");
    const auto token = *sign_in_as("erika");
    clock().advance(20min);
    EXPECT_TRUE(accounts().sessions.actor_of(token, false));
    clock().advance(11min);
    EXPECT_FALSE(is_signed_in(token));
}

TEST_P(SigningIn, NotesTheLastRequestAtMostOnceAMinute) {
    make_user("erika");
    const auto token = *sign_in_as("erika");
    auto noted = [&] {
        return db().read([](sql::Transaction& transaction) {
            auto rows = transaction.query("SELECT last_seen_at FROM session");
            rows.next();
            return rows.string(0);
        });
    };
    const auto begin = noted();
    clock().advance(59s);
    EXPECT_TRUE(is_signed_in(token));
    EXPECT_EQ(noted(), begin);
    clock().advance(1s);
    EXPECT_TRUE(is_signed_in(token));
    EXPECT_EQ(noted(), house().now());
}

TEST_P(SigningIn, LeavesNoOldSessionsBehind) {
    make_user("erika");
    (void)sign_in_as("erika");
    clock().advance(31min);
    (void)sign_in_as("erika");
    EXPECT_EQ(count("session"), 1);
}

TEST_P(SigningIn, EndsAtOnceWithSigningOut) {
    make_user("erika");
    const auto token = *sign_in_as("erika"), other = *sign_in_as("erika");
    ASSERT_TRUE(is_signed_in(token));
    sign_out(accounts(), *accounts().sessions.actor_of(token), token);
    EXPECT_FALSE(is_signed_in(token));
    EXPECT_TRUE(is_signed_in(other)) << "the other desk stays signed in";
}

TEST_P(SigningIn, EndsAtOnceWhenPasswordRolesOrStateChange) {
    const std::vector<std::pair<NewValues, bool>> changes = {
        {{}, true}, {{{"roles", std::vector<std::string>{"counter"}}}, false}, {{{"active", false}}, false}};
    int number = 0;
    for (const auto& [values, new_password] : changes) {
        const auto name = "user" + std::to_string(++number);
        const auto user = make_user(name, {"back_office"});
        const auto token = *sign_in_as(name);
        ASSERT_TRUE(is_signed_in(token));
        std::int64_t told = 0;
        accounts().sessions.when_ended([&](std::int64_t id) { told = id; });
        ASSERT_TRUE(change(user, values, new_password ? *accounts().passwords.hash("sieben graue Dachse tanzen") : ""));
        EXPECT_FALSE(is_signed_in(token)) << number;
        EXPECT_EQ(told, user.id) << "streams must hear of it";
        make({});
    }
}

TEST_P(SigningIn, StaysWhenOnlyTheDisplayedNameChanges) {
    const auto user = make_user("erika");
    const auto token = *sign_in_as("erika");
    ASSERT_TRUE(change(user, {{"display_name", std::string("Erika Neu")}}));
    EXPECT_TRUE(is_signed_in(token));
}

TEST_P(SigningIn, HoldsWhatARoleAllowsNow) {
    make_user("erika", {"counter"});
    const auto token = *sign_in_as("erika");
    ASSERT_TRUE(accounts().sessions.actor_of(token)->may("customers.change"));
    const auto role = db().read(
        [](sql::Transaction& transaction) { return *find_role(transaction, *role_called(transaction, "counter")); });
    ASSERT_TRUE(db().write([&](sql::Transaction& transaction) {
        return change_role(house(), transaction, Actor::system(), role.id, role.version,
                           {{"permissions", std::vector<std::string>{"customers.read"}}});
    }));
    accounts().sessions.changed();
    EXPECT_FALSE(accounts().sessions.actor_of(token)->may("customers.change"));
}

TEST_P(SigningIn, IsSeenByAnotherProcessWithinASecond) {
    // Another process' changes reach this one through the table alone.
    make({.remembered = 0ms});
    make_user("erika");
    const auto token = *sign_in_as("erika");
    ASSERT_TRUE(is_signed_in(token));
    db().write([](sql::Transaction& transaction) { transaction.execute("DELETE FROM session"); });
    EXPECT_FALSE(is_signed_in(token));
    EXPECT_LE(SessionRules{}.remembered, 1s);
}

/// While this lives nothing can be stored: every change fails at its beginning, as on a full disk.
class FullDisk {
public:
    explicit FullDisk(sql::Engine engine) {
        word_ = engine == sql::Engine::sqlite ? "BEGIN IMMEDIATE" : "BEGIN";
        sql::at_fault_point = [](const char* what) {
            if (std::string_view(what) == word_)
                throw sql::SqlError(sql::Fault::storage_full, "database or disk is full");
        };
    }
    ~FullDisk() { sql::at_fault_point = nullptr; }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    static inline std::string_view word_;
};

TEST_P(SigningIn, OnAFullDiskIsPossibleAndSafe) {
    const auto user = make_user("erika", {"counter"});
    make_user("max");
    const auto before = *sign_in_as("erika");
    std::string during;
    {
        const FullDisk full(engine());
        EXPECT_THROW(db().write([](sql::Transaction&) {}), sql::SqlError);
        const auto token = sign_in_as("erika");
        ASSERT_TRUE(token) << "who wants to look something up gets in";
        during = *token;
        EXPECT_TRUE(accounts().sessions.actor_of(during)->may("customers.change"));
        EXPECT_EQ(key_of(sign_in_as("niemand").refusal()), "error.sign_in_refused");
        for (int i = 0; i < 5; ++i)
            EXPECT_EQ(key_of(sign_in_as("max", "falsch falsch falsch").refusal()), "error.sign_in_refused");
        EXPECT_EQ(key_of(sign_in_as("max").refusal()), "error.sign_in_wait") << "guessing is as slow as ever";
        sign_out(accounts(), *accounts().sessions.actor_of(before), before);
        EXPECT_FALSE(is_signed_in(before)) << "and whoever leaves has left";
    }
    EXPECT_FALSE(is_signed_in(before));
    EXPECT_TRUE(is_signed_in(during)) << "goes on when there is room again";
    (void)sign_in_as("max", good_password, "192.0.2.9");
    (void)sign_in_as("erika");
    make({});
    EXPECT_FALSE(is_signed_in(before)) << "in the table, too";
    const FullDisk full(engine());
    const auto again = *sign_in_as("erika");
    EXPECT_TRUE(is_signed_in(again));
    sql::at_fault_point = nullptr;
    ASSERT_TRUE(change(user, {{"active", false}}));
    EXPECT_FALSE(is_signed_in(again)) << "locked out is locked out";
}

TEST_P(SigningIn, IsNotLockedForLongerBecauseTheClockWasSetBack) {
    make_user("erika");
    for (const auto* name : {"erika", "niemand"}) {
        for (int i = 0; i < 5; ++i) (void)sign_in_as(name, "falsch falsch falsch");
        EXPECT_EQ(key_of(sign_in_as(name).refusal()), "error.sign_in_wait");
        clock().advance(-24h);
        EXPECT_EQ(key_of(sign_in_as(name, "falsch falsch falsch").refusal()), "error.sign_in_refused") << name;
        EXPECT_EQ(key_of(sign_in_as(name).refusal()), "error.sign_in_wait") << "the new lock holds";
        clock().advance(15min);
        EXPECT_NE(key_of(sign_in_as(name, "falsch falsch falsch").refusal()), "error.sign_in_wait") << name;
        clock().advance(24h);
    }
    for (int i = 0; i < 31; ++i) (void)sign_in_as("niemand" + std::to_string(i), "x", "198.51.100.1");
    EXPECT_EQ(key_of(sign_in_as("erika", good_password, "198.51.100.1").refusal()), "error.sign_in_wait");
    clock().advance(-24h);
    EXPECT_TRUE(sign_in_as("erika", good_password, "198.51.100.1"));
}

TEST_P(SigningIn, DoesNotLastLongerBecauseTheClockWasSetBack) {
    make_user("erika");
    const auto token = *sign_in_as("erika");
    clock().advance(-10s);
    EXPECT_TRUE(is_signed_in(token)) << "a small step is no reason";
    clock().advance(-24h);
    EXPECT_FALSE(is_signed_in(token));
}

TEST_P(SigningIn, ToAnotherPasswordOfOnesOwnEndsEverySession) {
    const auto user = make_user("erika");
    const auto here = *sign_in_as("erika"), elsewhere = *sign_in_as("erika");
    const auto actor = *accounts().sessions.actor_of(here);
    EXPECT_EQ(
        key_of(change_own_password(accounts(), actor, "falsch falsch falsch", "sieben graue Dachse tanzen").refusal()),
        "error.wrong_password");
    EXPECT_EQ(key_of(change_own_password(accounts(), actor, good_password, "zu kurz").refusal()),
              "error.password_too_short");
    EXPECT_TRUE(is_signed_in(elsewhere));
    const auto token = change_own_password(accounts(), actor, good_password, "sieben graue Dachse tanzen");
    ASSERT_TRUE(token);
    EXPECT_FALSE(is_signed_in(here));
    EXPECT_FALSE(is_signed_in(elsewhere));
    EXPECT_TRUE(is_signed_in(token.value()));
    EXPECT_FALSE(sign_in_as("erika"));
    EXPECT_TRUE(sign_in_as("erika", "sieben graue Dachse tanzen"));
}

TEST_P(SigningIn, ToAnotherPasswordCannotBeGuessedAtAnOpenBrowser) {
    make_user("erika");
    const auto actor = *accounts().sessions.actor_of(*sign_in_as("erika"));
    for (int i = 0; i < 5; ++i)
        (void)change_own_password(accounts(), actor, "falsch falsch falsch", "sieben graue Dachse tanzen");
    EXPECT_EQ(key_of(change_own_password(accounts(), actor, good_password, "sieben graue Dachse tanzen").refusal()),
              "error.sign_in_wait");
}

}  // namespace
}  // namespace kartei::accounts
