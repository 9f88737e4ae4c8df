#include "modules/selections/saved_selections.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "modules/parameters/owned_record.hpp"

namespace kartei::selections {
namespace {

using nlohmann::json;
using parameters::PlainRow;
using parameters::PlainValues;
using parameters::SavedRow;
using sql::Transaction;

constexpr int longest_document = 2'000'000;

bool may_see(const Actor& actor, const PlainRow& row, const std::vector<std::string>& roles) {
    return actor.may("selections.delete_others") || may_see_shared(actor, row, roles);
}

/// Does a document name this selection?
bool names(const json& part, std::int64_t id, const std::string& name) {
    if (part.is_object() && part.contains("selection"))
        if (const auto& named = part["selection"]; named == id || named == name) return true;
    return part.is_structured() &&
           std::any_of(part.begin(), part.end(), [&](const json& below) { return names(below, id, name); });
}

/// The name of one that names this one; "" = nobody does.
std::string used_by(Transaction& transaction, std::int64_t id, const std::string& name) {
    for (const auto& other : all_rows(transaction, selection_record()))
        if (other.id != id && names(json::parse(other.text("document")), id, name)) return other.text("name");
    return "";
}

Refusal in_use(const std::string& by) {
    return refuse(RefusalKind::conflict, "error.selection_in_use", {{"selection", by}});
}

/// The document as it is kept; its mistakes are named below "document".
Result<Done> check_document(House& house, Transaction& transaction, const Actor& actor, const PlainValues& values,
                            std::int64_t within) {
    const auto found = values.find("document");
    const auto* text = found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
    if (!text) return Done{};
    auto document = read_document(house, transaction, actor, json::parse(*text), within);
    if (document) return Done{};
    auto refusal = document.refusal();
    for (auto& issue : refusal.issues) issue.field = issue.field.empty() ? "document" : "document." + issue.field;
    return refusal;
}

}  // namespace

const parameters::PlainRecord& selection_record() {
    static const parameters::PlainRecord record{
        "selection",
        "selection",
        {{"name", FieldKind::text, 120, Privacy::open, required},
         {"note", FieldKind::multiline, 2000},
         {"document", FieldKind::multiline, longest_document, Privacy::open, required},
         {"shared_with", FieldKind::text_list, 20},
         {"owner", FieldKind::integer, 18}},
        "name",
        {"name"},
        {},
        "name",
        [](Transaction& transaction, const std::string& name) {
            for (const auto& other : all_rows(transaction, selection_record()))
                if (names(json::parse(other.text("document")), 0, name)) return true;
            return false;
        }};
    return record;
}

std::vector<PlainRow> selections_of(Transaction& transaction, const Actor& actor) {
    const auto roles = parameters::roles_of(transaction, actor.user_id);
    auto rows = all_rows(transaction, selection_record());
    std::erase_if(rows, [&](const PlainRow& row) { return !may_see(actor, row, roles); });
    return rows;
}

Result<PlainRow> selection_seen(Transaction& transaction, const Actor& actor, std::int64_t id) {
    auto row = find_row(transaction, selection_record(), id);
    if (!row || !may_see(actor, *row, parameters::roles_of(transaction, actor.user_id)))
        return refuse(RefusalKind::not_found, "error.no_such_selection");
    return std::move(*row);
}

json named_selection(const std::string& written) {
    const bool is_id = written.find_first_not_of("0123456789") == std::string::npos && written.size() < 10;
    return is_id && !written.empty() ? json(std::stoll(written)) : json(written);
}

bool may_change(const Actor& actor, const PlainRow& selection) {
    return actor.all_permissions || is_own(actor, selection);
}

bool may_undo_records(Transaction& transaction, const Actor& actor, std::string_view record, std::int64_t first,
                      std::int64_t last) {
    if (record != "selection" || actor.may("selections.delete_others")) return true;
    return !transaction
                .query("SELECT 1 FROM selection WHERE id BETWEEN :first AND :last AND owner <> :user LIMIT 1", first,
                       last, actor.user_id)
                .next();
}

std::optional<Referred> find_referred(Transaction& transaction, const Actor& actor, const json& named) {
    for (const auto& row : selections_of(transaction, actor))
        if (named == row.id || named == row.text("name")) return Referred{row.id, row.text("document")};
    return std::nullopt;
}

Result<SavedRow> create_selection(House& house, Transaction& transaction, const Actor& actor, PlainValues values) {
    hold_house(transaction);  // nobody makes a circle beside this one
    TRY(parameters::check_sharing(transaction, actor, values, "selections.share"));
    TRY(check_document(house, transaction, actor, values, 0));
    values["owner"] = actor.user_id;
    return create(house, transaction, actor, selection_record(), values);
}

Result<SavedRow> change_selection(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                  std::int64_t version, PlainValues values) {
    hold_house(transaction);  // as above
    const auto before = TRY(selection_seen(transaction, actor, id));
    if (!may_change(actor, before)) return refuse(RefusalKind::forbidden, "error.selection_of_others");
    TRY(parameters::check_sharing(transaction, actor, values, "selections.share"));
    TRY(check_document(house, transaction, actor, values, id));
    if (const auto name = values.find("name"); name != values.end() && name->second != Value(before.text("name")))
        if (const auto by = used_by(transaction, 0, before.text("name")); !by.empty()) return in_use(by);
    return change(house, transaction, actor, selection_record(), id, version, values);
}

Result<std::int64_t> remove_selection(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                      std::int64_t version) {
    hold_house(transaction);
    const auto row = TRY(selection_seen(transaction, actor, id));
    if (!may_change(actor, row) && !actor.may("selections.delete_others"))
        return refuse(RefusalKind::forbidden, "error.selection_of_others");
    if (const auto by = used_by(transaction, id, row.text("name")); !by.empty()) return in_use(by);
    return remove(house, transaction, actor, selection_record(), id, version);
}

}  // namespace kartei::selections
