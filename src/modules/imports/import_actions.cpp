#include "modules/imports/import_actions.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/random.hpp"
#include "base/text.hpp"
#include "modules/imports/import_place.hpp"
#include "modules/imports/meanings.hpp"
#include "modules/imports/publication.hpp"
#include "web/sha256.hpp"

namespace kartei::imports {
namespace {

using nlohmann::json;
using sql::Transaction;

struct FileMark {
    std::string hash;
    std::int64_t bytes = 0;
};

FileMark mark_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    web::Sha256 hash;
    FileMark mark;
    std::string buffer(1 << 20, '\0');
    while (file) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        hash.add(std::string_view(buffer).substr(0, static_cast<std::size_t>(file.gcount())));
        mark.bytes += file.gcount();
    }
    mark.hash = hash.hex();
    return mark;
}

Result<const ImportKind*> kind_of(const ImportRequest& request) {
    const auto* kind = find_kind(request.what);
    if (!kind) return no_such_kind(request.what);
    return kind;
}

/// Values that mean nothing yet, with what they may mean, in the words of who asks.
json unread_values(CheckedImport& checked) {
    json fields = json::array();
    for (const auto& [target, values] : checked.tally.unread()) {
        const auto& field = checked.kind.targets[static_cast<std::size_t>(target)].field;
        json written = json::array(), choices = json::array();
        for (const auto& [value, rows] : values) written.push_back({{"value", value}, {"rows", rows}});
        for (const auto& [code, label] :
             meanings_of(checked.house, checked.kind, target, checked.actor.language))
            choices.push_back({{"code", code}, {"label", label}});
        fields.push_back({{"field", field.name}, {"values", written}, {"choices", choices}});
    }
    return fields;
}

json result_of(CheckedImport& checked) {
    const auto& counts = checked.tally.counts();
    return {{"what", checked.kind.name},
            {"rows", counts.rows},
            {"new", counts.added},
            {"changed", counts.changed},
            {"unchanged", counts.unchanged},
            {"refused", counts.refused},
            {"left_empty", counts.left_empty},
            {"older", counts.older},
            {"left_out", counts.left_out()},
            {"encoding", checked.encoding},
            {"unread_values", unread_values(checked)},
            {"created", checked.tally.created_as_json()},
            {"sample", checked.tally.sample(checked.kind, checked.actor.language)},
            {"duplicates", counts.duplicates},
            {"created_duplicates", counts.created_duplicates},
            {"duplicates_checked", checked.tally.duplicates_looked_for()},
            {"duplicates_complete", checked.tally.duplicates_complete()}};
}

/// What an earlier look at the same upload left in the house; nothing would lead to it any more.
void drop_former(const CheckedImport& checked, const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::path(path).parent_path() == std::filesystem::path(checked.house.folder))
        std::filesystem::remove(path, ignored);
}

/// Adds the files of refused rows and of probable duplicates to the result, when there are any.
Result<Done> add_files(CheckedImport& checked, const ImportRequest& request, json& result) {
    if (checked.has_problems() && !request.refused_path.empty()) {
        TRY(write_problems(checked, request.path, request.refused_path));
        result["refused_file"] = request.refused_path;
    } else drop_former(checked, request.refused_path);
    if (checked.tally.counts().duplicates > 0 && !request.duplicates_path.empty()) {
        TRY(write_duplicates(checked, request.path, request.duplicates_path));
        result["duplicates_file"] = request.duplicates_path;
    } else drop_former(checked, request.duplicates_path);
    return Done{};
}

bool is_full(const std::exception& error) {
    if (const auto* of_database = dynamic_cast<const sql::SqlError*>(&error))
        return of_database->fault() == sql::Fault::storage_full;
    const auto* of_system = dynamic_cast<const std::system_error*>(&error);
    return of_system && (of_system->code() == std::errc::no_space_on_device ||
                         of_system->code() == std::error_code(EDQUOT, std::generic_category()));
}

/// One import from the first look to its end. The place is given free whatever happens.
class Running {
public:
    Running(House& house, const Actor& actor, const ImportKind& kind, const ImportRequest& request,
            jobs::Progress& progress)
        : house_(house), actor_(actor), kind_(kind), request_(request), progress_(progress) {}

    Result<json> run() {
        auto opened = TRY(look_at(house_, kind_, request_.settings, request_.path));
        TRY(columns_of(kind_, opened, request_.path));
        const auto mark = mark_of(request_.path);
        const auto key = settings_key(opened.settings, opened.choices);
        if (auto earlier = house_.database.read(
                [&](Transaction& transaction) { return earlier_run(transaction, kind_.name, mark.hash, key); }))
            return repeated(*earlier);
        place_.emplace(TRY(ImportPlace::take(house_, actor_, stored_run(mark, key))));
        return guarded();
    }

private:
    ImportRun stored_run(const FileMark& mark, const std::string& key) const {
        ImportRun run;
        run.id = request_.run;
        run.what = kind_.name;
        run.file_name = request_.file_name;
        run.bytes = mark.bytes;
        run.file_hash = mark.hash;
        run.settings = as_json(request_.settings).dump();
        run.settings_key = key;
        run.user_id = actor_.user_id;
        run.user_name = actor_.name;
        run.created_at = house_.now();
        return run;
    }

    /// What stood in another's file is his, though it is the same file.
    json repeated(const ImportRun& earlier) const {
        auto result = json::parse(earlier.result.empty() ? "{}" : earlier.result);
        if (earlier.user_id != actor_.user_id && !actor_.may("imports.all"))
            for (const char* his : {"sample", "created", "refused_file", "duplicates_file"}) result.erase(his);
        result["repeated"] = true;
        result["repeated_at"] = earlier.finished_at;
        return result;
    }

    /// Whatever goes wrong, nothing of the import stays and the place is free for the next one.
    Result<json> guarded() {
        try {
            auto result = check_and_publish();
            if (!result) take_back("failed");
            return result;
        } catch (const jobs::Cancelled&) {
            take_back("cancelled");
            throw;
        } catch (const TakenOver&) {
            return refuse(RefusalKind::unavailable, "error.import_taken_over");
        } catch (const Overtaken&) {
            take_back("failed");
            return refuse(RefusalKind::conflict, "error.import_overtaken");
        } catch (const Unwritable& unwritable) {
            take_back("failed");
            return unwritable.refusal;
        } catch (const std::exception& error) {
            const bool undone = take_back("failed");
            if (!is_full(error)) throw;
            return refuse(RefusalKind::unavailable, undone ? "error.import_no_space" : "error.import_no_space_to_undo");
        }
    }

    /// False when there is no space even for that: then the next start or the next import does it.
    bool take_back(std::string_view state) {
        try {
            place_->give_back(state, "");
            return true;
        } catch (const std::exception& error) {
            if (!is_full(error)) throw;
            return false;
        }
    }

    Result<json> check_and_publish() {
        auto checked = TRY(check_import(house_, actor_, kind_, request_.settings, request_.path, progress_,
                                        [&] { place_->say_alive(); }));
        auto result = result_of(*checked);
        TRY(add_files(*checked, request_, result));
        const auto& counts = checked->tally.counts();
        result["import"] = place_->run();
        result["change_event"] = nullptr;
        result["published"] = counts.refused == 0 || request_.settings.each;
        if (!result["published"].get<bool>()) {
            place_->give_back("refused", result.dump(), result.value("refused_file", ""));
            return result;
        }
        if (counts.created() + counts.changed > 0) result["change_event"] = publish(*checked);
        place_->give_back("done", result.dump(), result.value("refused_file", ""));
        return result;
    }

    std::int64_t publish(CheckedImport& checked) {
        const auto& counts = checked.tally.counts();
        progress_.begin_phase("imports.phase_writing", counts.created() + counts.changed);
        const auto event = place_->open(kind_, request_.file_name, *checked.importer);
        Publication publication(
            house_, actor_, event, checked.seen, [&](Transaction& transaction) { place_->say_alive(transaction); },
            progress_);
        checked.importer->publish(publication);
        return event;
    }

    House& house_;
    const Actor& actor_;
    const ImportKind& kind_;
    const ImportRequest& request_;
    jobs::Progress& progress_;
    std::optional<ImportPlace> place_;
};

}  // namespace

std::string settings_key(const ImportSettings& settings, const std::vector<HeadingChoice>& choices) {
    auto key = as_json(settings);
    Mapping effective;
    for (const auto& choice : choices) effective[choice.heading] = choice.field;
    key["mapping"] = effective;
    // Whether refused rows stop the rest does not change what the good ones become.
    key.erase("each");
    key.erase("mapping_name");
    return key.dump();
}

Result<ImportResult> preview_import(House& house, const Actor& actor, const ImportRequest& request,
                                    jobs::Progress& progress) {
    const auto* kind = TRY(kind_of(request));
    try {
        auto checked = TRY(check_import(house, actor, *kind, request.settings, request.path, progress));
        auto result = result_of(*checked);
        TRY(add_files(*checked, request, result));
        return result;
    } catch (const std::exception& error) {
        if (is_full(error)) return refuse(RefusalKind::unavailable, "error.import_no_space");
        throw;
    }
}

Result<ImportResult> run_import(House& house, const Actor& actor, const ImportRequest& request,
                                jobs::Progress& progress) {
    const auto* kind = TRY(kind_of(request));
    return Running(house, actor, *kind, request, progress).run();
}

Result<Done> store_mapping(House& house, const SavedMapping& mapping) {
    const auto* kind = find_kind(mapping.what);
    if (!kind) return no_such_kind(mapping.what);
    if (mapping.name.empty()) return refuse_field("name", "error.required");
    Refusal refusal{RefusalKind::invalid, {}};
    for (const auto& [member, text] : {std::pair("name", &mapping.name), {"source", &mapping.source}})
        if (contains_card_number(*text)) refusal.issues.push_back({member, "error.card_number", {}});
    // A heading is a cell of somebody's file: without headings it is his first row.
    for (const auto& [heading, field] : mapping.mapping)
        if (contains_card_number(heading)) refusal.issues.push_back({"mapping", "error.card_number", {}});
    for (const auto& [field, meanings] : mapping.values)
        if (kind->target(field) < 0)
            refusal.issues.push_back({"", "error.import_no_such_field", {{"column", field}, {"field", field}}});
    for (const auto& [heading, field] : mapping.mapping)
        if (!field.empty() && kind->target(field) < 0)
            refusal.issues.push_back({"", "error.import_no_such_field", {{"column", heading}, {"field", field}}});
    if (!refusal.issues.empty()) return refusal;
    house.database.write([&](Transaction& transaction) { save_mapping(transaction, mapping); });
    return Done{};
}

}  // namespace kartei::imports
