// Labels (Kundenlabels, klantlabels) and permissions (Einwilligungen, toestemmingen) of a customer, and the short form
// in which lists carry them beside the customer's line. The anonymous customer has neither (customer-lists.md 16.15).
// No SQL here.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/field.hpp"

namespace kartei::consents {

/// A label that a customer carries; instants in UTC, "" = not given.
struct CustomerLabel {
    std::int64_t customer_id = 0, label_id = 0;
    std::string granted_at, granted_by, expires_at;
    /// `expires_at` is the end of his subscription and moves with it; else somebody named it, and it stays.
    bool follows_subscription = false;
};

/// Whether a label's time is over; "" has none.
inline bool has_expired(std::string_view expires_at, std::string_view now) {
    return !expires_at.empty() && expires_at < now;
}

/// What a customer said to a permission: given, withdrawn, none. `source`: where it was said; `proof`: where that can be seen;
/// `wording_version`: to which words he said it.
struct CustomerPermission {
    std::int64_t customer_id = 0, permission_id = 0;
    std::string state, channel, at, source, proof, wording_version;
};

/// Whether what `one` says holds over what `other` says, whichever came in first: the later declaration, and of the
/// same moment the one that allows less (decisions.md 29).
bool holds_over(const CustomerPermission& one, const CustomerPermission& other);

/// Fields that can differ between two states, for the audit and for undo.
const FieldTable<CustomerLabel>& label_fields();
/// Whether a field of the two stands in files: not who gave a label, nor whether its end follows a subscription, which its end
/// says (label_terms.hpp).
inline bool stands_in_files(std::string_view field) { return field != "granted_by" && field != "follows_subscription"; }
const FieldTable<CustomerPermission>& permission_fields();

/// What lists show of both.
struct Consents {
    struct Label {
        std::int64_t id;
        std::string granted_at, expires_at;
    };
    struct Permission {
        std::int64_t id;
        std::string state, at;
    };
    std::vector<Label> labels;
    std::vector<Permission> permissions;
};

/// "label,granted_at,expires_at;…|permission,state,at;…", ids for names; "" when there is nothing.
std::string pack(const Consents& consents);
Consents unpack(std::string_view packed);

/// Calls `visit(id, second, third)` for the entries of one half of what pack() makes; what is no entry is passed over.
template <class Visit>
void for_each_packed(std::string_view half, Visit visit) {
    while (!half.empty()) {
        const auto entry = half.substr(0, half.find(';'));
        half.remove_prefix(std::min(entry.size() + 1, half.size()));
        const auto first = entry.find(','), second = entry.find(',', first + 1);
        if (second == std::string_view::npos) continue;
        std::int64_t id = 0;
        std::from_chars(entry.data(), entry.data() + first, id);
        visit(id, entry.substr(first + 1, second - first - 1), entry.substr(second + 1));
    }
}

}  // namespace kartei::consents
