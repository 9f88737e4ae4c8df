// The key file and the house it opens: never half a key, never a new key for a house that has something in it, and a
// key that is changed opens what the old one sealed.
#include "audit/house_key.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <thread>

#include "audit/house.hpp"
#include "audit/key_commands.hpp"
#include "audit/key_file.hpp"
#include "tests/support/databases.hpp"

namespace kartei::audit {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

unsigned mode_of(const std::string& path) {
    struct stat about {};
    EXPECT_EQ(::stat(path.c_str(), &about), 0);
    return about.st_mode & 0777;
}

/// What the exception says; "" when there is none.
template <class Work>
std::string words_of(Work&& work) {
    try {
        work();
        return "";
    } catch (const std::exception& error) {
        return error.what();
    }
}

/// In a process of its own, with room for so many bytes in a file; its exit code.
template <class Work>
int in_child_with_room(rlim_t bytes, Work&& work) {
    const auto child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, bytes};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        ::_exit(words_of(work).empty() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(KeyFile, IsMadeOnceForItsOwnerOnly) {
    KeyRing::random();  // libsodium begins
    const auto path = test::temporary_path(".key").string();
    EXPECT_EQ(read_key_file(path), std::nullopt);
    const auto key = new_key();
    EXPECT_TRUE(create_key_file(path, key));
    EXPECT_EQ(mode_of(path), 0600u);
    EXPECT_FALSE(create_key_file(path, new_key())) << "the first one counts";
    EXPECT_EQ(read_key_file(path), key);
}

TEST(KeyFile, ThatIsBrokenIsRefusedInWords) {
    KeyRing::random();  // libsodium begins
    for (const char* content : {"", "not a key", "0123456789abcdef"}) {
        const auto path = test::temporary_path(".key").string();
        std::ofstream(path) << content;
        EXPECT_THAT(words_of([&] { read_key_file(path); }), HasSubstr("does not hold a key")) << content;
    }
}

TEST(KeyFile, OnAFullDiskThereIsNoneRatherThanHalfOfOne) {
    KeyRing::random();  // libsodium begins
    for (const rlim_t room : {0, 1, 10, 63, 64}) {
        const auto path = test::temporary_path(".key").string();
        EXPECT_EQ(in_child_with_room(room, [&] { create_key_file(path, new_key()); }), 1);
        EXPECT_FALSE(fs::exists(path)) << "after " << room << " bytes";
        const auto key = new_key();
        create_key_file(path, key);
        EXPECT_EQ(in_child_with_room(room, [&] { WaitingKeyFile(path, new_key()).put(); }), 1);
        EXPECT_EQ(read_key_file(path), key) << "the old key stays when there is no room for a new one";
    }
}

class HouseKey : public test::OnBothEngines {
protected:
    std::string seal_something(const std::string& path) {
        return open_house_keys(db(), path).blind_index("bank_account.iban", "NL91");
    }
    void found() { found_house(db(), "Reisebüro Sonnenschein", "DE", "Europe/Berlin", "EUR"); }
    std::string path_ = test::temporary_path(".key").string();
};
ON_BOTH_ENGINES(HouseKey);

TEST_P(HouseKey, ANewHouseGetsAKeyAndKeepsIt) {
    const auto sealed = seal_something(path_);
    found();
    EXPECT_EQ(mode_of(path_), 0600u);
    EXPECT_EQ(seal_something(path_), sealed);
}

TEST_P(HouseKey, AHouseWithDataNeverGetsANewKey) {
    const auto sealed = seal_something(path_);
    found();
    const auto kept = path_ + ".kept";
    fs::rename(path_, kept);
    EXPECT_THAT(words_of([&] { seal_something(path_); }), HasSubstr("is missing"));
    EXPECT_FALSE(fs::exists(path_)) << "no key is made for a house that has one";
    fs::rename(kept, path_);
    EXPECT_EQ(seal_something(path_), sealed);
}

TEST_P(HouseKey, TheKeyOfAnotherHouseIsRefusedInWords) {
    seal_something(path_);
    found();
    const auto others = test::temporary_path(".key").string();
    create_key_file(others, new_key());
    EXPECT_THAT(words_of([&] { seal_something(others); }), HasSubstr("does not belong to this house"));
}

TEST_P(HouseKey, AHouseOfAnOlderVersionIsOpenedByItsOwnFileAlone) {
    found();
    const auto others = test::temporary_path(".key").string();
    KeyRing::random();  // libsodium begins
    const auto key = new_key();
    create_key_file(path_, key);
    create_key_file(others, new_key());
    const auto wrapped = ring_of(key).wrap(new_key(), 7);
    db().write([&](sql::Transaction& transaction) {
        transaction.execute("INSERT INTO person_key (person_id, wrapped) VALUES (7, :wrapped)", sql::Bytes{wrapped});
    });
    EXPECT_THAT(words_of([&] { seal_something(others); }), HasSubstr("does not belong to this house"));
    EXPECT_THAT(words_of([&] { seal_something(others + ".none"); }), HasSubstr("is missing"));
    EXPECT_EQ(seal_something(path_), ring_of(key).blind_index("bank_account.iban", "NL91"))
        << "what was sealed before stays readable";
    EXPECT_EQ(seal_something(path_), ring_of(key).blind_index("bank_account.iban", "NL91"));
}

TEST_P(HouseKey, AChangedKeyOpensWhatTheOldOneSealedAndTheOldOneNothing) {
    const auto sealed = seal_something(path_);
    found();
    const auto old = path_ + ".old";
    fs::copy_file(path_, old);
    change_key_file(db(), path_);
    EXPECT_EQ(mode_of(path_), 0600u);
    EXPECT_EQ(seal_something(path_), sealed);
    EXPECT_THAT(words_of([&] { seal_something(old); }), HasSubstr("does not belong to this house"));
    EXPECT_THAT(words_of([&] { change_key_file(db(), old); }), HasSubstr("does not belong to this house"));
    EXPECT_EQ(seal_something(path_), sealed) << "whoever has only the old key changes nothing";
}

TEST_P(HouseKey, TheCommandSaysWhatTheFileOpensAndChangesIt) {
    auto keys = open_house_keys(db(), path_);
    found();
    House house{db(), keys};
    const auto wrapped = keys.wrap(new_key(), 7);
    db().write([&](sql::Transaction& transaction) {
        for (const auto person : {7, 8})  // the key of 8 is another person's
            transaction.execute("INSERT INTO person_key (person_id, wrapped) VALUES (:person, :wrapped)", person,
                                sql::Bytes{wrapped});
    });
    std::ostringstream out;
    EXPECT_EQ(key_command(house, path_, false, Language::en, out), 1);
    EXPECT_THAT(out.str(), HasSubstr("keys of persons: 2, 1 do not open"));
    db().write(
        [](sql::Transaction& transaction) { transaction.execute("DELETE FROM person_key WHERE person_id = 8"); });
    EXPECT_EQ(key_command(house, path_, false, Language::en, out), 0);
    EXPECT_EQ(key_command(house, path_, true, Language::en, out), 0);
    EXPECT_EQ(key_command(house, path_, false, Language::en, out), 0);
    EXPECT_EQ(key_command(house, path_ + ".none", false, Language::de, out), 1);
    EXPECT_THAT(out.str(), HasSubstr("öffnet dieses Haus nicht")) << "told in the language of who asks";
}

/// Changes the key again and again until it is killed. Never returns.
[[noreturn]] void change_in_child(const sql::Location& location, const std::string& path) {
    const auto database = sql::Database::open(location);
    for (;;) change_key_file(*database, path);
}

TEST_P(HouseKey, KilledInTheMiddleOfAChangeTheFileThatIsThereOpensTheHouse) {
    const auto sealed = seal_something(path_);
    found();
    std::mt19937 chance{20261129};
    int changed = 0;
    auto before = *read_key_file(path_);
    for (int round = 0; round < 40; ++round) {
        fresh().close();
        const auto child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) change_in_child(fresh().location(), path_);
        // A slow machine needs longer to come to its first change.
        const int longest = changed > 0 ? 60'000 : 60'000 * (1 + round / 4);
        std::this_thread::sleep_for(
            std::chrono::microseconds(std::uniform_int_distribution<>(1000, longest)(chance)));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        fresh().reopen();
        ASSERT_EQ(seal_something(path_), sealed) << "round " << round;
        const auto now = *read_key_file(path_);
        changed += now != before;
        before = now;
    }
    EXPECT_GT(changed, 0) << "the kills came before anything was changed";
    change_key_file(db(), path_);
    for (const auto& entry : fs::directory_iterator(fs::path(path_).parent_path()))
        EXPECT_FALSE(entry.path().string().starts_with(path_ + ".new")) << "a key that was killed lies about";
    EXPECT_EQ(seal_something(path_), sealed);
}

}  // namespace
}  // namespace kartei::audit
