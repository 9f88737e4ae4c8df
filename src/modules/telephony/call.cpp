#include "modules/telephony/call.hpp"

#include <array>

#include "base/phone.hpp"
#include "base/text.hpp"

namespace kartei::telephony {
namespace {

constexpr std::array<std::string_view, 2> directions{"in", "out"};
constexpr std::array<std::string_view, 3> states{"ringing", "talking", "over"};

constexpr auto personal = Privacy::personal;

}  // namespace

const FieldTable<Call>& call_fields() {
    using enum FieldKind;
    static const FieldTable<Call> table{
        {{"service_id", text, 200}, &Call::service_id},
        {{"direction", choice, 0, Privacy::open, plain, directions}, &Call::direction},
        {{"number", phone, 60, personal}, &Call::number},
        {{"number_key", phone, 60, personal}, &Call::number_key},
        {{"line", phone, 60}, &Call::line},
        {{"rings", text, 400}, &Call::rings},
        {{"user_id", reference, 0, Privacy::open, plain, {}, "user"}, &Call::user_id},
        {{"user_name", text, 120}, &Call::user_name},
        {{"customer_id", reference, 0, Privacy::open, plain, {}, "customer"}, &Call::customer_id},
        {{"state", choice, 0, Privacy::open, plain, states}, &Call::state},
        {{"outcome", text, 20}, &Call::outcome},
        {{"began_at", instant}, &Call::began_at},
        {{"answered_at", instant}, &Call::answered_at},
        {{"ended_at", instant}, &Call::ended_at},
        {{"seconds", integer, 6}, &Call::seconds},
        {{"note", multiline, 2000, personal}, &Call::note},
        {{"booking", integer, 9}, &Call::booking},
    };
    return table;
}

std::string written_duration(std::int64_t seconds) {
    const auto rest = std::to_string(seconds % 60);
    return std::to_string(seconds / 60) + (rest.size() < 2 ? ":0" : ":") + rest;
}

std::string outcome_of(const Call& call, std::string_view cause) {
    if (!call.answered_at.empty()) return "answered";
    const auto said = fold(cause);
    if (said == "busy" || said == "forwarded") return said;
    if (said == "congestion" || said == "notfound") return "failed";
    return call.direction == "in" ? "missed" : "no_answer";
}

bool rings_at(const Call& call, std::string_view extension, std::string_view country) {
    const auto wanted = fold(tidy(extension));
    if (wanted.empty()) return false;
    const auto key = phone_key(extension, country);
    for (std::string_view rest = call.rings; !rest.empty();) {
        const auto end = rest.find(';');
        const auto one = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (fold(one) == wanted) return true;
        // Short numbers of a telephone system are compared as they stand: 12 is not the end of another number.
        if (key.size() > 4 && phone_key(one, country) == key) return true;
    }
    return false;
}

}  // namespace kartei::telephony
