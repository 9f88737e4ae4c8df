#include "modules/mailing/letter_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "audit/concerned.hpp"
#include "audit/hold.hpp"
#include "audit/house_key.hpp"
#include "base/codes.hpp"
#include "base/text.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/customers/print_address.hpp"
#include "modules/duplicates/likeness.hpp"
#include "modules/mailing/letter_form.hpp"
#include "modules/mailing/letter_lists.hpp"
#include "modules/mailing/mailing_api.hpp"

namespace kartei::mailing {
namespace {

using documents::LetterTemplate;
using nlohmann::json;
using parameters::PlainRow;
using parameters::SavedRow;
using sql::Transaction;

constexpr std::size_t most_issues = 20;
constexpr int farthest = 8;
constexpr std::array<std::string_view, 4> own_fields{"address_block", "greeting", "today", "house"};

audit::Key key_of(const House& house) { return audit::derived_key(house.keys, "letters|files"); }

std::string place_of(std::int64_t content, std::string_view column) {
    return "letter_file_content|" + std::to_string(content) + "|" + std::string(column);
}

json as_binary(const std::string& bytes) { return json::binary({bytes.begin(), bytes.end()}); }
std::string from_binary(const json& bytes) {
    const auto& all = bytes.get_binary();
    return {all.begin(), all.end()};
}

std::string packed(const LetterTemplate& made) {
    json entries = json::array(), pieces = json::array();
    for (const auto& one : made.entries) entries.push_back({one.name, as_binary(one.bytes)});
    for (const auto& one : made.pieces) pieces.push_back({static_cast<int>(one.kind), one.text});
    const auto bytes = json::to_cbor({{"format", made.format},
                                      {"body", made.body},
                                      {"before", made.before},
                                      {"after", made.after},
                                      {"between", made.between},
                                      {"entries", std::move(entries)},
                                      {"pieces", std::move(pieces)}});
    return {bytes.begin(), bytes.end()};
}

LetterTemplate unpacked(const std::string& bytes) {
    const auto all = json::from_cbor(bytes);
    LetterTemplate made;
    made.format = all.at("format"), made.body = all.at("body"), made.before = all.at("before");
    made.after = all.at("after"), made.between = all.at("between");
    for (const auto& one : all.at("entries")) made.entries.push_back({one.at(0), from_binary(one.at(1))});
    for (const auto& one : all.at("pieces"))
        made.pieces.push_back({static_cast<LetterTemplate::Piece::Kind>(one.at(0).get<int>()), one.at(1)});
    return made;
}

/// Whoever wrote "Vorname" means first_name; whoever mistyped it, the name that is nearest.
std::string nearest_field(const std::string& written) {
    const auto folded = fold(written);
    std::string nearest;
    int distance = farthest;
    for (const auto& name : letter_file_fields()) {
        const auto key = "customer." + name;
        for (const auto language : {Language::de, Language::nl, Language::en})
            if (has_text(key) && fold(text(language, key)) == folded) return name;
        const int off = duplicates::edit_distance(written, name, distance);
        if (off < distance) distance = off, nearest = name;
    }
    return nearest;
}

Issue unknown_field(const std::string& name) {
    const auto nearest = nearest_field(name);
    return {"file", nearest.empty() ? "error.template_unknown_field" : "error.template_unknown_field_near",
            {{"name", name}, {"nearest", nearest}}};
}

/// Which fields, conditions and lists are none; within a list its rows' fields are there, too.
class Names {
public:
    std::vector<Issue> unknown(const LetterTemplate& made) {
        using Kind = LetterTemplate::Piece::Kind;
        for (const auto& piece : made.pieces) {
            if (piece.kind == Kind::field && !is_field(piece.text)) add(unknown_field(piece.text));
            if (piece.kind == Kind::list) begin(piece.text);
            if (piece.kind == Kind::list_end) within_ = nullptr;
            if (piece.kind != Kind::condition) continue;
            const auto name = documents::condition_in(piece.text).name;
            if (!is_field(name) && !letter_list(name)) add(unknown_field(name));
        }
        return std::move(issues_);
    }

private:
    bool is_field(const std::string& name) const {
        if (std::find(known_.begin(), known_.end(), name) != known_.end()) return true;
        return within_ && name.starts_with(within_->name + ".") &&
               std::find(within_->fields.begin(), within_->fields.end(), name.substr(within_->name.size() + 1)) !=
                   within_->fields.end();
    }
    void begin(const std::string& name) {
        if (within_) add({"file", "error.template_list_within", {{"name", name}}});
        within_ = letter_list(name);
        if (within_) return;
        std::string names;
        for (const auto& list : letter_lists()) names += (names.empty() ? "" : ", ") + list.name;
        add({"file", "error.template_unknown_list", {{"name", name}, {"names", names}}});
    }
    void add(Issue issue) {
        if (issues_.size() < most_issues && told_.insert(issue.key + "|" + issue.parameters.front().second).second)
            issues_.push_back(std::move(issue));
    }

    const std::vector<std::string> known_ = letter_file_fields();
    const LetterList* within_ = nullptr;
    std::set<std::string> told_;
    std::vector<Issue> issues_;
};

Result<Done> check_fields(const LetterTemplate& made) {
    auto issues = Names().unknown(made);
    return issues.empty() ? Result<Done>(Done{}) : Refusal{RefusalKind::invalid, std::move(issues)};
}

Result<std::string> bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    if (!file || bytes.empty()) return refuse(RefusalKind::invalid, "error.template_broken");
    return bytes;
}

std::int64_t keep_content(const House& house, Transaction& transaction, const std::string& original,
                          const std::string& parts) {
    const auto id = take_ids(transaction, "letter_file_content");
    const auto key = key_of(house);
    transaction.execute("INSERT INTO letter_file_content (id, original, parts) VALUES (:id, :original, :parts)", id,
                        audit::seal(key, original, place_of(id, "original")),
                        audit::seal(key, parts, place_of(id, "parts")));
    return id;
}

std::optional<std::string> content_of(const House& house, Transaction& transaction, const PlainRow& row,
                                      std::string_view column) {
    const auto id = row.integer("content");
    std::string sealed;
    {
        auto rows = column == "parts"
                        ? transaction.query("SELECT parts FROM letter_file_content WHERE id = :id", id)
                        : transaction.query("SELECT original FROM letter_file_content WHERE id = :id", id);
        if (!rows.next()) return std::nullopt;
        sealed = rows.string(0);
    }
    return audit::unseal(key_of(house), sealed, place_of(id, column));
}

}  // namespace

const parameters::PlainRecord& letter_file_record() {
    static constexpr std::array<std::string_view, 3> languages{"de", "nl", "en"};
    static const parameters::PlainRecord record{"letter_file",
                                                "letter_file",
                                                {{"name", FieldKind::text, 120, Privacy::open, required},
                                                 {"language", FieldKind::choice, 2, Privacy::open, required, languages},
                                                 {"format", FieldKind::text, 4, Privacy::open, required},
                                                 {"file_name", FieldKind::text, 255, Privacy::open, required},
                                                 {"bytes", FieldKind::integer, 12, Privacy::open, required},
                                                 {"content", FieldKind::integer, 18, Privacy::open, required},
                                                 {"uploaded_at", FieldKind::instant, 0, Privacy::open, required},
                                                 {"uploaded_by", FieldKind::text, 200}},
                                                "name, language",
                                                {"name", "language"}};
    return record;
}

Result<SavedRow> keep_letter_file(House& house, const Actor& actor, const NewLetterFile& file) {
    const auto made = TRY(documents::take_apart_elsewhere(file.path));
    TRY(check_fields(made));
    const auto original = TRY(bytes_of(file.path));
    const auto parts = packed(made);
    const auto name = file.name.empty() ? std::filesystem::path(file.file_name).stem().string() : file.name;
    return house.database.write([&](Transaction& transaction) -> Result<SavedRow> {
        hold_house(transaction);
        parameters::PlainValues values{{"name", tidy(name)},
                                       {"language", file.language.empty()
                                                        ? std::string(language_code(language_of_house_in(house.country)))
                                                        : file.language},
                                       {"format", made.format},
                                       {"file_name", first_characters(tidy(file.file_name), 255)},
                                       {"bytes", static_cast<std::int64_t>(original.size())},
                                       {"content", keep_content(house, transaction, original, parts)},
                                       {"uploaded_at", house.now()},
                                       {"uploaded_by", first_characters(actor.name, 200)}};
        if (std::get<std::string>(values["uploaded_by"]).empty()) values["uploaded_by"] = Value();
        const auto before = find_twin(transaction, letter_file_record(), values);
        if (before) return change(house, transaction, actor, letter_file_record(), before->id, before->version, values);
        return create(house, transaction, actor, letter_file_record(), values);
    });
}

Result<std::int64_t> remove_letter_file(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                        std::int64_t version) {
    return remove(house, transaction, actor, letter_file_record(), id, version);
}

std::vector<PlainRow> letter_files_named(Transaction& transaction, std::string_view name) {
    auto rows = all_rows(transaction, letter_file_record());
    std::erase_if(rows, [&](const PlainRow& row) { return fold(row.text("name")) != fold(name); });
    return rows;
}

std::optional<LetterTemplate> parts_of(const House& house, Transaction& transaction, const PlainRow& row) {
    const auto bytes = content_of(house, transaction, row, "parts");
    return bytes ? std::optional(unpacked(*bytes)) : std::nullopt;
}

std::optional<std::string> original_of(const House& house, Transaction& transaction, const PlainRow& row) {
    return content_of(house, transaction, row, "original");
}

std::vector<std::string> letter_file_fields() {
    std::vector<std::string> names;
    for (const auto& member : customers::customer_fields())
        if (!member.field.name.starts_with("po_box")) names.emplace_back(member.field.name);  // J-070
    names.emplace_back("full_name");
    names.insert(names.end(), own_fields.begin(), own_fields.end());
    return names;
}

documents::LetterValues letter_file_values(House& house, Transaction& transaction, const customers::Customer& customer,
                                           Language language, const LetterTemplate& made) {
    documents::LetterValues letter;
    auto& values = letter.values = placeholders_of(house, transaction, customer, nullptr, language);
    std::string address;
    for (const auto& line : print_address(customer, house.country)) address += (address.empty() ? "" : "\n") + line;
    values["address_block"] = std::move(address);
    values["greeting"] = letter_parts(customer, {}, language).salutation;
    values["today"] = day_on_paper(house.today(), language);
    values["house"] = sender_of(house, transaction).house;
    letter.codes = codes_of(house, customer);
    for (const auto& list : letter_lists())
        if (made.asks_for_list(list.name))
            letter.lists[list.name] = rows_for_letter(house, transaction, list, customer, language);
    return letter;
}

}  // namespace kartei::mailing
