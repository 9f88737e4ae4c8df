#include "modules/telephony/call_message.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace kartei::telephony {
namespace {

using nlohmann::json;
using What = CallMessage::What;

constexpr int longest_word = 200, longest_number = 60;
constexpr std::size_t most_extensions = 30, longest_extensions = 400;

/// A text or a number as text; "" for anything else.
std::string text_of(const json& value) {
    if (value.is_number_integer()) return value.dump();
    return value.is_string() && is_utf8(value.get_ref<const std::string&>()) ? tidy(value.get<std::string>()) : "";
}

/// The first of the names that is there: services differ in how they write them (callId, call_id).
std::string word(const json& told, std::initializer_list<const char*> names) {
    for (const auto* name : names)
        if (const auto found = told.find(name); found != told.end())
            if (auto text = text_of(*found); !text.empty()) return text;
    return "";
}

What what_of(const std::string& event) {
    const auto said = fold(event);
    if (said == "newcall" || said == "new call") return What::begins;
    if (said == "answer") return What::is_answered;
    if (said == "hangup") return What::ends;
    return What::other;
}

/// sipgate leaves out the plus of an international number.
std::string number_of(std::string text) {
    const auto is_digits = [](std::string_view part) {
        return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (text.find_first_of("0123456789") == std::string::npos) return "";  // "anonymous"
    if (is_digits(text) && text.front() != '0' && text.size() >= 9) text.insert(0, "+");
    return text;
}

void add_extension(CallMessage& message, std::string text) {
    std::erase(text, ';');
    auto& all = message.extensions;
    std::size_t taken = 0;
    for (const auto& one : all) taken += one.size() + 1;
    if (text.empty() || text.size() + taken > longest_extensions || all.size() >= most_extensions ||
        std::find(all.begin(), all.end(), text) != all.end())
        return;
    all.push_back(std::move(text));
}

void add_extensions(CallMessage& message, const json& told) {
    for (const auto* name : {"user", "userId", "fullUserId", "answeringNumber", "extension"}) {
        const auto found = told.find(name);
        if (found == told.end()) continue;
        if (!found->is_array()) add_extension(message, text_of(*found));
        else
            for (const auto& one : *found) add_extension(message, text_of(one));
    }
    add_extension(message, message.line);
}

}  // namespace

Result<CallMessage> read_message(const json& told) {
    CallMessage message;
    message.what = what_of(word(told, {"event"}));
    message.service_id = word(told, {"callId", "call_id", "callid"});
    message.direction = fold(word(told, {"direction"}));
    message.cause = word(told, {"cause"});
    auto from = number_of(word(told, {"from"})), to = number_of(word(told, {"to"}));
    const bool in = message.direction == "in";
    message.number = in ? from : to;
    message.line = in ? to : from;
    if (message.what == What::other) return message;
    std::vector<Issue> issues;
    if (message.service_id.empty()) issues.push_back({"callId", "error.required", {}});
    if (!in && message.direction != "out") issues.push_back({"direction", "error.required", {}});
    for (const auto& [name, text, most] :
         {std::tuple{"callId", &message.service_id, longest_word}, {"from", &from, longest_number},
          {"to", &to, longest_number}, {"cause", &message.cause, longest_word}})
        if (length_in_characters(*text) > most || has_control_character(*text))
            issues.push_back({name, "error.too_long", {{"max", std::to_string(most)}}});
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    add_extensions(message, told);
    return message;
}

}  // namespace kartei::telephony
