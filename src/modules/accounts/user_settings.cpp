#include "modules/accounts/user_settings.hpp"

#include <algorithm>
#include <optional>

#include "modules/accounts/account_store.hpp"

namespace kartei::accounts {
namespace {

using nlohmann::json;
using sql::Transaction;

std::optional<json> stored(Transaction& transaction, std::int64_t user_id, std::string_view name) {
    auto rows =
        transaction.query("SELECT value FROM user_setting WHERE user_id = :user_id AND name = :name", user_id, name);
    if (!rows.next()) return std::nullopt;
    return json::parse(rows.text(0));
}

void store(Transaction& transaction, std::int64_t user_id, std::string_view name, const json& value) {
    transaction.execute(
        "INSERT INTO user_setting (user_id, name, value) VALUES (:user_id, :name, :value)"
        " ON CONFLICT (user_id, name) DO UPDATE SET value = excluded.value",
        user_id, name, value.dump());
}

}  // namespace

const std::vector<UserSetting>& user_settings() {
    static const std::vector<UserSetting> settings = {
        {"language", {"de", "nl", "en"}, "de"},
        {"theme", {"system", "light", "dark"}, "system"},
        {"enter_moves_on", {}, true},   // the Enter key goes to the next field of a form
        {"letters_on", {}, false},      // single letters are shortcuts in lists
        {"menu_words", {}, true},       // words beside the signs of the menu, where the screen is wide enough
        {"extension", {}, ""},          // of his telephone: calls that ring there show on his screen
    };
    return settings;
}

json settings_of(Transaction& transaction, std::int64_t user_id, std::string_view language) {
    json settings = json::object();
    for (const auto& setting : user_settings())
        settings[std::string(setting.name)] = stored(transaction, user_id, setting.name).value_or(setting.standard);
    settings["language"] = language;
    return settings;
}

void change_settings(Transaction& transaction, std::int64_t user_id, const json& changes) {
    for (const auto& [name, value] : changes.items()) {
        if (name == "language") update_language(transaction, user_id, value.get<std::string>());
        else store(transaction, user_id, name, value);
    }
}

json view_of(Transaction& transaction, std::int64_t user_id, std::string_view list) {
    return stored(transaction, user_id, "view." + std::string(list)).value_or(json{{"columns", nullptr}});
}

void keep_view(Transaction& transaction, std::int64_t user_id, std::string_view list, const json& view) {
    store(transaction, user_id, "view." + std::string(list), view);
}

bool is_list_name(std::string_view name) {
    return !name.empty() && name.size() <= 40 &&
           std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

}  // namespace kartei::accounts
