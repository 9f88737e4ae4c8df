// What a user sets for himself: how the program looks and behaves, and which columns his lists show. No rule of the
// house hangs on it, so the last change wins and nothing is audited. The table of settings is the only place that names
// them.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "sql/database.hpp"

namespace kartei::accounts {

/// `choices` empty: yes or no, or a short text where the standard is one.
struct UserSetting {
    std::string_view name;
    std::vector<std::string_view> choices;
    nlohmann::json standard;

    bool is_text() const { return choices.empty() && standard.is_string(); }
};
inline constexpr int longest_setting = 60;
const std::vector<UserSetting>& user_settings();

/// All settings, each with its standard where the user has set nothing. `language` is the user's own.
nlohmann::json settings_of(sql::Transaction& transaction, std::int64_t user_id, std::string_view language);
/// `changes`: known names with fitting values.
void change_settings(sql::Transaction& transaction, std::int64_t user_id, const nlohmann::json& changes);

/// A user's own columns of a list; {"columns": null} when he has chosen none.
nlohmann::json view_of(sql::Transaction& transaction, std::int64_t user_id, std::string_view list);
void keep_view(sql::Transaction& transaction, std::int64_t user_id, std::string_view list, const nlohmann::json& view);

/// Names of lists: small letters and '_', at most 40.
bool is_list_name(std::string_view name);

}  // namespace kartei::accounts
