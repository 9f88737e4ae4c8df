#include "modules/consents/consent_records.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/module.hpp"
#include "modules/consents/label_terms.hpp"
#include "modules/parameters/colour.hpp"
#include "modules/parameters/contact_laws.hpp"

namespace kartei::consents {
namespace {

using enum FieldKind;
using parameters::PlainRecord;
using parameters::PlainRow;
using sql::Transaction;

constexpr auto open = Privacy::open;
/// Drawings that the browser part has (ui/parts/icons.tsx).
constexpr std::array<std::string_view, 10> icons{"star", "tag",   "people", "seats",  "key",
                                                 "note", "phone", "letter", "percent", "warn"};
constexpr std::array<std::string_view, 3> languages{"de", "nl", "en"};
constexpr std::int64_t most_days = 36'500;

bool is_said(const PlainRow& row, std::string_view field) {
    const auto found = row.values.find(field);
    return found != row.values.end() && !is_empty(found->second);
}

/// Kept by the house, read by everybody who may read customers.
bool house_keeps(Transaction&, const Actor& actor, const PlainRow&, bool to_change) {
    return !to_change || !actor.promoters;
}

std::vector<Issue> complete_label(Transaction& transaction, PlainRow& row) {
    std::vector<Issue> issues;
    if (const auto colour = row.text("colour"); !colour.empty() && !parameters::is_colour(colour))
        issues.push_back({"colour", "error.colour", {{"value", colour}}});
    if (is_said(row, "valid_days") && (row.integer("valid_days") < 1 || row.integer("valid_days") > most_days))
        issues.push_back({"valid_days", "error.label_days", {{"most", std::to_string(most_days)}}});
    if (is_said(row, "valid_until") + is_said(row, "valid_days") + is_said(row, "valid_with") > 1)
        issues.push_back({is_said(row, "valid_with") ? "valid_with" : "valid_days", "error.label_ends_once", {}});
    const auto with = row.text("valid_with");
    const auto& sold = handed_in<SubscriptionEnds>();
    if (!with.empty() && std::none_of(sold.begin(), sold.end(), [&](const SubscriptionEnds& one) {
            return one.is_known(transaction, with);
        }))
        issues.push_back({"valid_with", "error.not_in_base_data", {{"value", with}}});
    return issues;
}

void note_use(Transaction& transaction, std::vector<Issue>& issues, std::string_view sql, std::int64_t id,
              const char* key) {
    auto rows = transaction.query(sql, id);
    rows.next();
    if (const auto count = rows.integer(0); count > 0) issues.push_back({"", key, {{"count", std::to_string(count)}}});
}

std::vector<Issue> users_of_label(Transaction& transaction, const PlainRow& row) {
    std::vector<Issue> issues;
    note_use(transaction, issues, "SELECT count(*) FROM customer_label WHERE label_id = :id", row.id,
             "error.label_is_carried");
    note_use(transaction, issues, "SELECT count(*) FROM label_rule WHERE label_id = :id", row.id, "error.label_has_rules");
    note_use(transaction, issues, "SELECT count(*) FROM promotion WHERE label_id = :id", row.id,
             "error.label_opens_promotions");
    return issues;
}

std::vector<Issue> users_of_permission(Transaction& transaction, const PlainRow& row) {
    std::vector<Issue> issues;
    note_use(transaction, issues, "SELECT count(*) FROM permission_declaration WHERE permission_id = :id", row.id,
             "error.permission_is_declared");
    note_use(transaction, issues, "SELECT count(*) FROM permission_wording WHERE permission_id = :id", row.id,
             "error.permission_has_wordings");
    return issues;
}

constexpr std::string_view permission_named = "SELECT id FROM permission WHERE name = :name";

std::int64_t permission_of(Transaction& transaction, const PlainRow& row) {
    auto rows = transaction.query(permission_named, row.text("permission"));
    return rows.next() ? rows.integer(0) : 0;
}

std::vector<Issue> users_of_wording(Transaction& transaction, const PlainRow& row) {
    auto rows = transaction.query(
        "SELECT count(*) FROM permission_declaration WHERE permission_id = :permission AND wording_version = :wording",
        permission_of(transaction, row), row.text("wording_version"));
    rows.next();
    if (rows.integer(0) == 0) return {};
    return {{"", "error.wording_is_declared", {{"count", std::to_string(rows.integer(0))}}}};
}

/// A text that is new in its language belongs to the newest version that has none in it yet, else it begins the next one.
std::string next_version(Transaction& transaction, std::int64_t permission, const PlainRow& row) {
    const auto versions = wording_versions(transaction, permission);
    if (!versions.empty()) {
        auto same = transaction.query(
            "SELECT wording FROM permission_wording WHERE permission_id = :permission AND wording_version = :wording"
            " AND language = :language",
            permission, versions.front(), row.text("language"));
        // The same words again are no new version: the twin is told.
        if (!same.next() || same.text(0) == row.text("wording")) return versions.front();
    }
    std::int64_t highest = static_cast<std::int64_t>(versions.size());
    for (const auto& version : versions) {
        std::int64_t number = 0;
        const auto* end = version.data() + version.size();
        if (std::from_chars(version.data(), end, number).ptr == end) highest = std::max(highest, number);
    }
    return std::to_string(highest + 1);
}

/// What was said yes to stays as it was read.
std::vector<Issue> complete_wording(Transaction& transaction, PlainRow& row) {
    if (row.id != 0) {
        auto kept = transaction.query("SELECT wording_version, language, wording FROM permission_wording WHERE id = :id"
                                      " AND permission_id = :permission",
                                      row.id, permission_of(transaction, row));
        if (!kept.next() || kept.text(0) != row.text("wording_version") || kept.text(1) != row.text("language") ||
            kept.text(2) != row.text("wording"))
            return {{"wording", "error.wording_stays", {}}};
        return {};
    }
    if (const auto permission = permission_of(transaction, row); permission && row.text("wording_version").empty())
        row.values["wording_version"] = next_version(transaction, permission, row);
    return {};
}

PlainRecord made_label_record() {
    PlainRecord made{.name = "label",
                     .table = "label",
                     .fields = {{"name", text, 120, open, required},
                                {"abbreviation", text, 8},
                                {"colour", text, 7},
                                {"icon", choice, 0, open, plain, icons},
                                {"valid_until", date},
                                {"valid_days", integer, 5},
                                {"valid_with", text, 120},
                                {"notice", multiline, 500}},
                     .order = "name",
                     .unique = {"name"}};
    made.complete = complete_label;
    made.users = users_of_label;
    made.access = house_keeps;
    return made;
}

PlainRecord made_permission_record() {
    PlainRecord made{.name = "permission",
                     .table = "permission",
                     .fields = {{"name", text, 120, open, required},
                                {"purpose", choice, 0, open, plain, parameters::contact_purposes},
                                {"channel", choice, 0, open, plain, parameters::contact_channels}},
                     .order = "name",
                     .unique = {"name"}};
    made.users = users_of_permission;
    made.access = house_keeps;
    return made;
}

PlainRecord made_wording_record() {
    PlainRecord made{.name = "permission_wording",
                     .table = "permission_wording",
                     .fields = {{"permission", text, 120, open, required},
                                {"wording_version", text, 40},
                                {"language", choice, 0, open, required, languages},
                                {"wording", multiline, 4000, open, required},
                                {"holds_from", date}},
                     .order = "permission_id, id",
                     .unique = {"permission", "wording_version", "language"}};
    made.references = {{"permission", "permission_id", "permission"}};
    made.complete = complete_wording;
    made.users = users_of_wording;
    made.access = house_keeps;
    return made;
}

struct WordingVersion {
    std::string name, holds_from;
};

/// Each with what its first text says, in the order in which they were begun: a translation that comes later begins none.
std::vector<WordingVersion> entered_versions(Transaction& transaction, std::int64_t permission) {
    std::vector<WordingVersion> versions;
    auto rows = transaction.query(
        "SELECT wording_version, holds_from FROM permission_wording WHERE permission_id = :permission ORDER BY id",
        permission);
    while (rows.next())
        if (std::none_of(versions.begin(), versions.end(), [&](const auto& one) { return one.name == rows.text(0); }))
            versions.push_back({rows.string(0), rows.string(1)});
    return versions;
}

}  // namespace

const PlainRecord& label_record() {
    static const PlainRecord record = made_label_record();
    return record;
}

const PlainRecord& permission_record() {
    static const PlainRecord record = made_permission_record();
    return record;
}

const PlainRecord& wording_record() {
    static const PlainRecord record = made_wording_record();
    return record;
}

std::vector<parameters::JoinedBaseData> consent_records() {
    constexpr const char* reading = "customers.read";
    return {{"label-definitions", label_record(), "LabelDefinition", reading, "customers.change"},
            {"permission-definitions", permission_record(), "PermissionDefinition", reading, "parameters.manage"},
            {"permission-wordings", wording_record(), "PermissionWording", reading, "parameters.manage"}};
}

std::vector<std::string> wording_versions(Transaction& transaction, std::int64_t permission) {
    std::vector<std::string> names;
    for (auto& version : entered_versions(transaction, permission)) names.push_back(std::move(version.name));
    std::reverse(names.begin(), names.end());
    return names;
}

std::string wording_that_holds(Transaction& transaction, std::int64_t permission, std::string_view today) {
    WordingVersion holding;
    for (auto& version : entered_versions(transaction, permission)) {
        if (version.holds_from > today) continue;
        if (version.holds_from.empty()) version.holds_from = holding.holds_from;
        if (version.holds_from >= holding.holds_from) holding = std::move(version);
    }
    return holding.name;
}

}  // namespace kartei::consents
