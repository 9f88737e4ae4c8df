#include "modules/parameters/choice_lists.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "audit/hold.hpp"
#include "base/module.hpp"
#include "base/text.hpp"
#include "modules/parameters/fee_rules.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/parameters/parameter_store.hpp"

namespace kartei::parameters {
namespace {

using audit::Change;
using sql::Transaction;

constexpr std::array<std::string_view, 9> declared_lists{"category",     "salutation",   "letter_salutation",
                                                         "title",        "mailing_kind", "payment_kind",
                                                         "payment_term", "code1",        "code2"};
/// Their code is the word itself, as it stands in the customer.
constexpr std::array<std::string_view, 5> lists_of_words{"salutation", "letter_salutation", "title", "code1", "code2"};
constexpr std::array<std::string_view, 3> languages{"de", "nl", "en"};
constexpr std::array<std::string_view, 3> labels{"label_de", "label_nl", "label_en"};

template <std::size_t size>
bool is_among(const std::array<std::string_view, size>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool fits(std::string_view list, const std::string& kind) {
    if (list == "category") return is_among(customer_kinds, kind);
    if (list == "code1" || list == "code2") return kind == "all" || is_among(customer_kinds, kind);
    if (list == "salutation" || list == "letter_salutation") return is_among(languages, kind);
    return !kind.empty();
}

void complete(PlainRow& entry, std::string_view list) {
    std::string any;
    for (auto label : labels)
        if (any.empty()) any = entry.text(label);
    if (any.empty()) any = entry.text("code");
    for (auto label : labels)
        if (entry.text(label).empty() && !any.empty()) entry.values[std::string(label)] = any;
    if (entry.text("code").empty() && !any.empty()) {
        auto code = is_among(lists_of_words, list) ? any : fold(any);
        if (!is_among(lists_of_words, list)) std::replace(code.begin(), code.end(), ' ', '_');
        entry.values["code"] = first_characters(code, 40);
    }
    if (entry.text("kind").empty()) entry.values["kind"] = std::string("all");
}

/// J-064
void take_commas_off(PlainRow& entry) {
    for (auto name : {"code", "label_de", "label_nl", "label_en"})
        if (auto text = entry.text(name); !text.empty()) {
            text = without_comma(std::move(text));
            entry.values[name] = text.empty() ? Value() : Value(std::move(text));
        }
}

using EntryKey = std::pair<std::string, std::string>;
EntryKey key_of(const PlainRow& entry) { return {entry.text("kind"), entry.text("code")}; }

/// The entries as they shall be, in their order; issues name "entries/3/label_de".
Result<std::vector<PlainRow>> wanted_entries(Transaction& transaction, std::string_view list,
                                             const std::vector<PlainValues>& entries) {
    std::vector<PlainRow> wanted;
    std::vector<Issue> issues;
    std::set<EntryKey> seen, words;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        PlainRow entry;
        for (const auto& [name, value] : entries[i]) entry.values[name] = value;
        if (list == "letter_salutation") take_commas_off(entry);
        complete(entry, list);
        auto values = std::exchange(entry.values, {});
        values["list"] = std::string(list);
        values["position"] = static_cast<std::int64_t>(i + 1);
        for (auto& issue : apply_values(transaction, choice_record(), entry, values)) {
            issue.field = "entries/" + std::to_string(i) + "/" + issue.field;
            issues.push_back(std::move(issue));
        }
        const auto place = "entries/" + std::to_string(i) + "/";
        if (!fits(list, entry.text("kind")))
            issues.push_back({place + "kind", "error.not_offered", {{"value", entry.text("kind")}}});
        if (!seen.insert(key_of(entry)).second) issues.push_back({place + "code", "error.exists_already", {}});
        // Two entries of one word could not be told apart where they are offered.
        for (const char* label : {"label_de", "label_nl", "label_en"})
            if (const auto word = fold(entry.text(label));
                !entry.yes("hidden") && !word.empty()
                && !words.insert({entry.text("kind"), std::string(label) + word}).second)
                issues.push_back({place + label, "error.exists_already", {}});
        wanted.push_back(std::move(entry));
    }
    if (!issues.empty()) return Refusal{RefusalKind::invalid, issues};
    return wanted;
}

Result<Done> refuse_removal_of_used(Transaction& transaction, std::string_view list,
                                    const std::vector<PlainRow>& removed) {
    if (removed.empty()) return Done{};
    const auto uses = uses_of(transaction, list);
    Refusal refusal{RefusalKind::conflict, {}};
    for (const auto& entry : removed)
        if (is_used(entry, uses))
            refusal.issues.push_back({"", "error.choice_in_use", {{"value", entry.text("code")}}});
    if (!refusal.issues.empty()) return refusal;
    return Done{};
}

/// The entries a house begins with have no id until its list is changed for the first time.
void number_entries(Transaction& transaction, std::string_view list) {
    std::vector<EntryKey> keys;
    auto rows = transaction.query("SELECT kind, code FROM choice WHERE list = :list AND id IS NULL", list);
    while (rows.next()) keys.emplace_back(rows.string(0), rows.string(1));
    for (const auto& [kind, code] : keys)
        transaction.execute("UPDATE choice SET id = :id WHERE list = :list AND kind = :kind AND code = :code",
                            take_ids(transaction, "choice"), list, kind, code);
}

struct Plan {
    std::vector<PlainRow> created, removed;
    std::vector<std::pair<PlainRow, PlainRow>> changed;  ///< before, after
    bool empty() const { return created.empty() && removed.empty() && changed.empty(); }
};

Plan plan_of(std::vector<PlainRow> wanted, std::vector<PlainRow> stored) {
    Plan plan;
    for (auto& entry : wanted) {
        const auto found = std::find_if(stored.begin(), stored.end(),
                                        [&](const PlainRow& one) { return key_of(one) == key_of(entry); });
        if (found == stored.end()) {
            plan.created.push_back(std::move(entry));
            continue;
        }
        entry.id = found->id;
        entry.version = found->version;
        if (found->values != entry.values) plan.changed.emplace_back(std::move(*found), std::move(entry));
        stored.erase(found);
    }
    plan.removed = std::move(stored);
    return plan;
}

}  // namespace

const PlainRecord& choice_record() {
    using enum FieldKind;
    static const PlainRecord record{"choice",
                                    "choice",
                                    {{"list", text, 40, Privacy::open, required},
                                     {"kind", text, 40, Privacy::open, required},
                                     {"code", text, 120, Privacy::open, required},
                                     {"position", integer, 6, Privacy::open, required},
                                     {"label_de", text, 120, Privacy::open, required},
                                     {"label_nl", text, 120, Privacy::open, required},
                                     {"label_en", text, 120, Privacy::open, required},
                                     {"hidden", yes_no}},
                                    "list, kind, position, code"};
    return record;
}

std::vector<std::string> list_names(Transaction& transaction) {
    std::vector<std::string> names(declared_lists.begin(), declared_lists.end());
    auto rows = transaction.query("SELECT DISTINCT list FROM choice ORDER BY list");
    while (rows.next())
        if (!is_among(declared_lists, rows.text(0))) names.push_back(rows.string(0));
    return names;
}

std::vector<PlainRow> entries_of(Transaction& transaction, std::string_view list) {
    auto entries = all_rows(transaction, choice_record());
    std::erase_if(entries, [&](const PlainRow& entry) { return entry.text("list") != list; });
    return entries;
}

std::string without_comma(std::string letter_salutation) {
    const auto kept = letter_salutation.find_last_not_of(" ,\t");
    letter_salutation.resize(kept == std::string::npos ? 0 : kept + 1);
    return letter_salutation;
}

std::string revision_of(std::string_view list) { return "choices:" + std::string(list); }

bool is_used(const PlainRow& entry, const std::vector<CodeUse>& uses) {
    const bool by_kind = is_among(customer_kinds, entry.text("kind"));
    return std::any_of(uses.begin(), uses.end(), [&](const CodeUse& use) {
        return use.list == entry.text("list") && use.code == entry.text("code") &&
               (!by_kind || use.kind == entry.text("kind"));
    });
}

std::vector<CodeUse> uses_of(Transaction& transaction, std::string_view list) {
    std::vector<CodeUse> all;
    for (const auto& uses : handed_in<CodeUses>())
        for (auto& use : uses(transaction, list)) all.push_back(std::move(use));
    return all;
}

Result<std::int64_t> replace_list(House& house, Transaction& transaction, const Actor& actor, std::string_view list,
                                  std::int64_t version, const std::vector<PlainValues>& entries) {
    hold_house(transaction);  // who names a code has done so, or finds it gone
    const auto names = list_names(transaction);
    if (std::find(names.begin(), names.end(), list) == names.end())
        return refuse(RefusalKind::not_found, "error.no_such_record");
    auto wanted = TRY(wanted_entries(transaction, list, entries));
    number_entries(transaction, list);
    const auto plan = plan_of(std::move(wanted), entries_of(transaction, list));
    if (version_of(transaction, revision_of(list)) != version) return refuse(RefusalKind::stale, "error.stale");
    if (plan.empty()) return std::int64_t{0};
    TRY(refuse_removal_of_used(transaction, list, plan.removed));
    Change change(house, transaction, actor, "choices_changed", list);
    if (!take_revision(transaction, revision_of(list), version)) return refuse(RefusalKind::stale, "error.stale");
    for (const auto& entry : plan.removed) remove_row(transaction, change, choice_record(), entry);
    for (auto entry : plan.created) create_row(transaction, change, choice_record(), entry);
    for (const auto& [before, after] : plan.changed)
        if (!change_row(transaction, change, choice_record(), before, after))
            return refuse(RefusalKind::stale, "error.stale");
    change.seal();
    return change.event();
}

/// A list that goes back is another state of it: whoever edits it must look again.
audit::Reversible reversible_choices() {
    auto how = reversible(choice_record());
    const auto raise = [](Transaction& transaction, std::int64_t id) {
        auto rows = transaction.query("SELECT list FROM choice WHERE id = :id", id);
        if (!rows.next()) return;
        const auto list = revision_of(rows.text(0));
        take_revision(transaction, list, version_of(transaction, list));
    };
    how.change = [plain = how.change, raise](House& house, Transaction& transaction, Change& event, std::int64_t id,
                                             const std::vector<audit::FieldChange>& changes, bool check_only) {
        auto conflicts = plain(house, transaction, event, id, changes, check_only);
        if (!check_only) raise(transaction, id);
        return conflicts;
    };
    how.creation = [plain = how.creation, raise](House& house, Transaction& transaction, Change& event,
                                                 std::int64_t first, std::int64_t last, std::int64_t of,
                                                 bool check_only) {
        if (!check_only) raise(transaction, first);
        return plain(house, transaction, event, first, last, of, check_only);
    };
    how.deletion = [plain = how.deletion, raise](House& house, Transaction& transaction, Change& event,
                                                 std::int64_t id, const std::string& row, bool check_only) {
        auto conflicts = plain(house, transaction, event, id, row, check_only);
        if (!check_only) raise(transaction, id);
        return conflicts;
    };
    return how;
}

}  // namespace kartei::parameters
