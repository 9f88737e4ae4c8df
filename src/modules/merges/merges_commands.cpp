#include <charconv>
#include <ostream>

#include "modules/customers/customer_store.hpp"
#include "modules/merges/merge_json.hpp"
#include "modules/merges/merges_api.hpp"
#include "settings/command_line.hpp"

namespace kartei::merges {
namespace {

using sql::Transaction;

int refused(const Actor& actor, const Refusal& refusal, std::ostream& err) {
    return settings::print_refusal(actor.language, refusal, "customer", err);
}

std::optional<std::int64_t> number_of(const std::string& word) {
    std::int64_t number = 0;
    const auto end = word.data() + word.size();
    const auto read = std::from_chars(word.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

/// The words without --preview; says whether it was there.
bool take_preview(std::vector<std::string>& words) { return std::erase(words, "--preview") > 0; }

/// Who takes part, by customer number, with the versions as they are now.
Result<MergeWish> wish_of(Transaction& transaction, const std::vector<std::string>& words) {
    MergeWish wish;
    for (const auto& word : words) {
        const auto number = number_of(word);
        const auto id = number ? customers::id_of_number(transaction, *number) : std::nullopt;
        if (!id) return refuse(RefusalKind::not_found, "error.no_such_customer", {{"number", word}});
        wish.survivor == 0 ? void(wish.survivor = *id) : wish.merged.push_back(*id);
        if (const auto customer = customers::find_customer(transaction, *id)) wish.versions[*id] = customer->version;
    }
    return wish;
}

void print(std::ostream& out, const web::Json& preview) {
    for (const auto& field : preview.at("fields")) {
        out << field.at("name").get<std::string>() << ": " << field.at("proposed_value").dump() << "  (";
        for (const auto& value : field.at("values")) out << ' ' << value.at("value").dump();
        out << " )\n";
    }
    for (const auto& move : preview.at("moves"))
        out << move.at("what").get<std::string>() << ": " << move.at("count").get<std::int64_t>() << '\n';
    for (const auto& warning : preview.at("warnings")) out << "! " << warning.at("text").get<std::string>() << '\n';
}

Result<std::int64_t> merge_now(House& house, const Actor& actor, const std::vector<std::string>& words) {
    return house.database.write([&](Transaction& transaction) -> Result<std::int64_t> {
        return merge_customers(house, transaction, actor, TRY(wish_of(transaction, words)));
    });
}

}  // namespace

int merge_command(House& house, const Actor& actor, const std::vector<std::string>& given, std::ostream& out,
                  std::ostream& err) {
    auto words = given;
    const bool preview = take_preview(words);
    if (words.size() < 2) {
        err << "usage: kartei merge SURVIVOR OTHER… [--preview]\n";
        return 2;
    }
    if (!preview) {
        const auto event = merge_now(house, actor, words);
        if (!event) return refused(actor, event.refusal(), err);
        out << "change event " << *event << '\n';
        return 0;
    }
    const auto seen = house.database.read([&](Transaction& transaction) -> Result<MergePreview> {
        return preview_merge(transaction, TRY(wish_of(transaction, words)));
    });
    if (!seen) return refused(actor, seen.refusal(), err);
    print(out, preview_json(*seen, house, actor.language));
    return 0;
}

int unmerge_command(House& house, const Actor& actor, const std::vector<std::string>& given, std::ostream& out,
                    std::ostream& err) {
    auto words = given;
    const bool preview = take_preview(words);
    const auto number = words.size() == 1 ? number_of(words.front()) : std::nullopt;
    if (!number) {
        err << "usage: kartei unmerge EVENT [--preview]\n";
        return 2;
    }
    if (!preview) {
        const auto event = part_customers(house, actor, *number);
        if (!event) return refused(actor, event.refusal(), err);
        out << "change event " << *event << '\n';
        return 0;
    }
    return house.database.read([&](Transaction& transaction) {
        const auto seen = preview_parting(house, transaction, *number);
        if (!seen) return refused(actor, seen.refusal(), err);
        const auto json = parting_json(transaction, *seen, actor.language);
        for (const auto& since : json.at("since")) out << since.at("text").get<std::string>() << '\n';
        for (const auto& warning : json.at("warnings")) out << "! " << warning.at("text").get<std::string>() << '\n';
        return 0;
    });
}

}  // namespace kartei::merges
