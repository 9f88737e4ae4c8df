#include "modules/consents/consent.hpp"

#include <array>

namespace kartei::consents {
namespace {

constexpr std::array<std::string_view, 3> permission_states{"given", "withdrawn", "none"};

template <class Entries, class Second, class Third>
void append(std::string& out, const Entries& entries, Second second, Third third) {
    bool first = true;
    for (const auto& entry : entries) {
        if (!std::exchange(first, false)) out += ';';
        out += std::to_string(entry.id);
        out.append(",").append(entry.*second).append(",").append(entry.*third);
    }
}

int strictness(std::string_view state) { return state == "withdrawn" ? 2 : state == "none" ? 1 : 0; }

}  // namespace

bool holds_over(const CustomerPermission& one, const CustomerPermission& other) {
    return std::pair(std::string_view(one.at), strictness(one.state)) >
           std::pair(std::string_view(other.at), strictness(other.state));
}

const FieldTable<CustomerLabel>& label_fields() {
    static const FieldTable<CustomerLabel> table = {
        {{"granted_at", FieldKind::instant}, &CustomerLabel::granted_at},
        {{"granted_by", FieldKind::text, 120}, &CustomerLabel::granted_by},
        {{"expires_at", FieldKind::instant}, &CustomerLabel::expires_at},
        {{"follows_subscription", FieldKind::yes_no}, &CustomerLabel::follows_subscription},
    };
    return table;
}

const FieldTable<CustomerPermission>& permission_fields() {
    static const FieldTable<CustomerPermission> table = {
        {{"state", FieldKind::choice, 0, Privacy::open, required, permission_states}, &CustomerPermission::state},
        {{"channel", FieldKind::text, 40}, &CustomerPermission::channel},
        {{"at", FieldKind::instant}, &CustomerPermission::at},
        {{"source", FieldKind::text, 120}, &CustomerPermission::source},
        {{"proof", FieldKind::text, 200}, &CustomerPermission::proof},
        {{"wording_version", FieldKind::text, 40}, &CustomerPermission::wording_version},
    };
    return table;
}

std::string pack(const Consents& consents) {
    if (consents.labels.empty() && consents.permissions.empty()) return "";
    std::string packed;
    append(packed, consents.labels, &Consents::Label::granted_at, &Consents::Label::expires_at);
    packed += '|';
    append(packed, consents.permissions, &Consents::Permission::state, &Consents::Permission::at);
    return packed;
}

Consents unpack(std::string_view packed) {
    Consents consents;
    const auto bar = packed.find('|');
    if (bar == std::string_view::npos) return consents;
    for_each_packed(packed.substr(0, bar), [&](auto id, auto granted_at, auto expires_at) {
        consents.labels.push_back({id, std::string(granted_at), std::string(expires_at)});
    });
    for_each_packed(packed.substr(bar + 1), [&](auto id, auto state, auto at) {
        consents.permissions.push_back({id, std::string(state), std::string(at)});
    });
    return consents;
}

}  // namespace kartei::consents
