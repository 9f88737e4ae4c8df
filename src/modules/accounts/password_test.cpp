#include "modules/accounts/password.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "modules/accounts/password_rules.hpp"

namespace kartei::accounts {
namespace {

const PasswordContext context{"erika.muster", "Erika Mustermann", "Reisebüro Sonnenschein"};

std::string problem_of(std::string_view password) {
    const auto issues = password_issues(password, context);
    return issues.empty() ? "" : issues[0].key;
}

TEST(PasswordRules, AskForLengthAndNothingElse) {
    EXPECT_EQ(problem_of("vierzehn zeich"), "error.password_too_short");
    EXPECT_EQ(problem_of("nur kleine lettern hier"), "");
    EXPECT_EQ(problem_of("blauregenfelsentor"), "");
    EXPECT_EQ(problem_of("ёжик в тумане идёт"), "") << "any script";
    EXPECT_EQ(problem_of("7302918465502837"), "") << "digits alone are no fault";
    EXPECT_EQ(problem_of(std::string(257, 'x') + "abcdefgh"), "error.password_too_long");
    std::string long_enough;
    for (int i = 0; i < 64; ++i)
        long_enough += "abzu"[i % 4], long_enough += "wrtk"[i % 3], long_enough += "olme"[(i / 3) % 4],
            long_enough += "gsdi"[(i / 7) % 4];
    EXPECT_EQ(problem_of(long_enough), "") << "256 characters";
}

TEST(PasswordRules, CountCharactersNotBytes) { EXPECT_EQ(problem_of("äöüäöüßéèêëñõã"), "error.password_too_short"); }

TEST(PasswordRules, RefuseWhatIsGuessedFirst) {
    for (const auto* guessed :
         {"passwort passwort", "Passwort2026!Passwort", "erika.muster2026!", "ErikaMustermann1", "Sonnenschein2026",
          "Reisebüro Sonnenschein", "aaaaaaaaaaaaaaaaaaa", "abababababababababab", "qwertzuiopasdfghjkl",
          "123456789012345678", "willkommen kartei", "correcthorsebatterystaple", "1qay2wsx3edc4rfv5tgb",
          "Wachtwoord-Wachtwoord", "987654321987654321"})
        EXPECT_EQ(problem_of(guessed), "error.password_common") << guessed;
}

TEST(PasswordRules, DoNotMindAWordOfTheHouseInALongSentence) {
    EXPECT_EQ(problem_of("im Sonnenschein tanzen sieben Dachse"), "");
}

TEST(Passwords, AreTheSameHoweverTheyWereTyped) {
    EXPECT_EQ(normalised_password("u\xCC\x88"), normalised_password("ü"));
    EXPECT_NE(normalised_password("a b"), normalised_password(" a b")) << "blanks belong to a password";
}

TEST(Passwords, AreRightOrWrong) {
    const auto keys = audit::KeyRing::random();
    Passwords passwords(keys);
    const auto hash = *passwords.hash("vier blaue Kamele trinken");
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=3,p=1$")) << hash;
    EXPECT_NE(hash, *passwords.hash("vier blaue Kamele trinken")) << "each hash has its own salt";
    EXPECT_TRUE(*passwords.is_right("vier blaue Kamele trinken", hash));
    EXPECT_FALSE(*passwords.is_right("vier blaue Kamele trinkem", hash));
    EXPECT_FALSE(*passwords.is_right("vier blaue Kamele trinken", "")) << "nobody's password";
    EXPECT_FALSE(passwords.is_outdated(hash));
}

TEST(Passwords, AreWorthlessWithoutTheKeyOutsideTheDatabase) {
    const auto keys = audit::KeyRing::random(), others = audit::KeyRing::random();
    const HashCost cheap{1, 8 * 1024, 4, 32};
    Passwords mine(keys, cheap), theirs(others, cheap);
    EXPECT_FALSE(*theirs.is_right("vier blaue Kamele trinken", *mine.hash("vier blaue Kamele trinken")));
}

TEST(Passwords, OfALowerCostAreOutdated) {
    const auto keys = audit::KeyRing::random();
    Passwords cheap(keys, {1, 8 * 1024, 4, 32}), dearer(keys, {2, 16 * 1024, 4, 32});
    EXPECT_TRUE(dearer.is_outdated(*cheap.hash("vier blaue Kamele trinken")));
}

TEST(Passwords, OfAFloodAreRefusedWhenTheQueueIsFull) {
    const auto keys = audit::KeyRing::random();
    Passwords passwords(keys, {3, 16 * 1024 * 1024, 1, 1});  // one at a time, one waits
    std::atomic<int> done = 0, refused = 0;
    std::vector<std::thread> flood;
    for (int i = 0; i < 16; ++i)
        flood.emplace_back([&] {
            auto hash = passwords.hash("vier blaue Kamele trinken");
            if (hash) ++done;
            else if (hash.refusal().kind == RefusalKind::too_many_requests) ++refused;
        });
    for (auto& thread : flood) thread.join();
    EXPECT_GE(done, 1);
    EXPECT_GE(refused, 1) << "sixteen at once do not fit where one works and one waits";
    EXPECT_EQ(done + refused, 16);
}

}  // namespace
}  // namespace kartei::accounts
