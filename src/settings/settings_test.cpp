#include "settings/settings.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/texts.hpp"

namespace kartei::settings {
namespace {

std::string written_file(const std::string& content) {
    auto path = std::filesystem::temp_directory_path() / ("kartei-settings-" + std::to_string(::getpid()) + ".toml");
    std::ofstream(path) << content;
    return path.string();
}

TEST(Settings, DefaultsAreGoodValues) {
    auto loaded = load({});
    ASSERT_TRUE(loaded);
    for (const auto& setting : all_settings()) {
        auto value = value_of(setting, loaded->settings);
        EXPECT_TRUE(value.empty() || setting.problem(value).empty()) << setting.name;
        EXPECT_TRUE(has_text(setting.help_key())) << setting.name;
        EXPECT_EQ(loaded->sources.find(setting.name)->second, "default");
    }
}

TEST(Settings, NearerToTheCommandWins) {
    auto loaded =
        load({{"command line", {{"port", "1"}}},
              {"environment", {{"port", "2"}, {"listen", "::1"}}},
              {"file", {{"port", "3"}, {"listen", "0.0.0.0"}, {"behind_tls", "yes"}, {"behind_proxy", "false"}}}});
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->settings.port, 1);
    EXPECT_EQ(loaded->settings.listen, "::1");
    EXPECT_TRUE(loaded->settings.behind_tls);
    EXPECT_FALSE(loaded->settings.behind_proxy);
    EXPECT_EQ(loaded->sources.find("listen")->second, "environment");
}

TEST(Settings, AllBadValuesAtOnce) {
    auto loaded = load({{"command line",
                         {{"port", "99999"},
                          {"database", "mysql://x"},
                          {"time_zone", "Atlantis"},
                          {"currency", "Taler"},
                          {"listen", "localhost"},
                          {"log_level", "loud"},
                          {"workers", "0"},
                          {"behind_tls", "maybe"}}}});
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.refusal().issues.size(), 8u);
    for (const auto& issue : loaded.refusal().issues) EXPECT_TRUE(has_text(issue.key)) << issue.key;
}

TEST(Settings, ReadFromAFile) {
    auto written =
        read_settings_file(written_file("port = 9000\nbehind_proxy = true\ntime_zone = \"Europe/Vienna\"\n"));
    ASSERT_TRUE(written);
    EXPECT_EQ(*written, (Written{{"port", "9000"}, {"behind_proxy", "true"}, {"time_zone", "Europe/Vienna"}}));
    auto unknown = read_settings_file(written_file("prot = 9000\nport = [1]\n"));
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.refusal().issues.size(), 2u);
    EXPECT_EQ(read_settings_file(written_file("port = \n")).refusal().issues[0].key, "error.settings_file");
    EXPECT_EQ(read_settings_file("no/such/file.toml").refusal().issues[0].key, "error.settings_file");
}

TEST(Settings, ReadFromTheEnvironment) {
    auto written = read_environment(
        [](const char* name) { return std::string(name) == "KARTEI_TIME_ZONE" ? "Europe/Zurich" : nullptr; });
    EXPECT_EQ(written, (Written{{"time_zone", "Europe/Zurich"}}));
    EXPECT_EQ(all_settings()[1].option(), "--key-file");
}

TEST(Settings, PasswordsAreNotShown) {
    Settings settings;
    settings.database = "postgresql://kartei:geheim@db/kartei?password=geheim&x=1";
    EXPECT_EQ(show(all_settings()[0], settings), "postgresql://kartei:***@db/kartei?password=***&x=1");
    EXPECT_NE(value_of(all_settings()[0], settings).find("geheim"), std::string::npos);
}

}  // namespace
}  // namespace kartei::settings
