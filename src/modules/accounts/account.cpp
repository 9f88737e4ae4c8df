#include "modules/accounts/account.hpp"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "modules/accounts/permissions.hpp"

namespace kartei::accounts {
namespace {

constexpr std::array<std::string_view, 3> languages{"de", "nl", "en"};
constexpr int longest_name = 60;

bool may_stand_in_name(UChar32 letter) {
    return u_isalnum(letter) || letter == '.' || letter == '_' || letter == '-' || letter == '+' || letter == '@';
}

}  // namespace

bool User::is_administrator() const {
    return active && std::find(roles.begin(), roles.end(), administrator) != roles.end();
}

const FieldTable<User>& user_fields() {
    using enum FieldKind;
    static const FieldTable<User> table = {
        {{"name", text, longest_name, Privacy::open, required}, &User::name},
        {{"display_name", text, 120, Privacy::open, required}, &User::display_name},
        {{"language", choice, 0, Privacy::open, required, languages}, &User::language},
        {{"active", yes_no}, &User::active},
        {{"all_events", yes_no}, &User::all_events},
        {{"roles", text_list, 60}, &User::roles},
        {{"promoters", text_list, 120}, &User::promoters},
    };
    return table;
}

const FieldTable<Role>& role_fields() {
    using enum FieldKind;
    static const FieldTable<Role> table = {
        {{"name", text, 60, Privacy::open, required}, &Role::name},
        {{"permissions", text_list, 60}, &Role::permissions},
    };
    return table;
}

const Field& password_field() {
    static const Field field{"password"};
    return field;
}

std::string sign_in_name(std::string_view typed) {
    if (!is_utf8(typed)) return "";
    const auto tidied = tidy(typed);
    if (tidied.empty() || length_in_characters(tidied) > longest_name) return "";
    auto name = icu::UnicodeString::fromUTF8(tidied);
    name.toLower(icu::Locale::getRoot());
    for (int i = 0; i < name.length(); i = name.moveIndex32(i, 1))
        if (!may_stand_in_name(name.char32At(i))) return "";
    std::string lower;
    return name.toUTF8String(lower);
}

}  // namespace kartei::accounts
