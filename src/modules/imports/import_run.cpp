#include "modules/imports/import_run.hpp"

namespace kartei::imports {
namespace {

using nlohmann::json;
using sql::text_or_null;
using sql::Transaction;

constexpr std::string_view select_runs =
    "SELECT id, version, what, file_name, file_path, bytes, file_hash, settings, settings_key, state, owner, seen_at, "
    "event_id, user_id,"
    " user_name, created_at, started_at, finished_at, refused_path, result, fence FROM import_run";

ImportRun read_run(const sql::Rows& rows) {
    ImportRun run;
    run.id = rows.integer(0);
    run.version = rows.integer(1);
    run.bytes = rows.integer(5);
    run.event = rows.optional_integer(12);
    run.user_id = rows.integer(13);
    run.fence = rows.integer(20);
    for (const auto& [column, text] : {std::pair(2, &run.what),
                                       {3, &run.file_name},
                                       {4, &run.file_path},
                                       {6, &run.file_hash},
                                       {7, &run.settings},
                                       {8, &run.settings_key},
                                       {9, &run.state},
                                       {10, &run.owner},
                                       {11, &run.seen_at},
                                       {14, &run.user_name},
                                       {15, &run.created_at},
                                       {16, &run.started_at},
                                       {17, &run.finished_at},
                                       {18, &run.refused_path},
                                       {19, &run.result}})
        *text = rows.string(column);
    return run;
}

SavedMapping read_mapping(const sql::Rows& rows) {
    const auto stored = json::parse(rows.text(2));
    return {rows.string(0), rows.string(1), stored.at("mapping").get<Mapping>(), stored.value("source", ""),
            stored.value("values", ValueMapping()), stored.value("line_breaks_blank", false)};
}

}  // namespace

std::string duplicates_file_of(const ImportRun& run) {
    if (run.result.empty()) return "";
    return json::parse(run.result).value("duplicates_file", "");
}

std::int64_t insert_run(Transaction& transaction, const ImportRun& run) {
    const auto id = take_ids(transaction, "import_run");
    transaction.execute(
        "INSERT INTO import_run (id, what, file_name, file_path, bytes, file_hash, settings, state, user_id, "
        "user_name, created_at)"
        " VALUES (:id, :what, :file_name, :file_path, :bytes, :file_hash, :settings, :state, :user_id, :user_name, "
        ":created_at)",
        id, run.what, run.file_name, text_or_null(run.file_path), run.bytes, text_or_null(run.file_hash), run.settings,
        run.state, run.user_id, run.user_name, run.created_at);
    return id;
}

std::optional<ImportRun> find_run(Transaction& transaction, std::int64_t id) {
    auto rows = transaction.query(std::string(select_runs) + " WHERE id = :id", id);
    if (!rows.next()) return std::nullopt;
    return read_run(rows);
}

std::vector<ImportRun> list_runs(Transaction& transaction, int limit, std::optional<std::int64_t> user_id) {
    std::vector<ImportRun> runs;
    auto rows = user_id ? transaction.query(std::string(select_runs) +
                                                " WHERE user_id = :user_id ORDER BY id DESC LIMIT :limit",
                                            *user_id, limit)
                        : transaction.query(std::string(select_runs) + " ORDER BY id DESC LIMIT :limit", limit);
    while (rows.next()) runs.push_back(read_run(rows));
    return runs;
}

std::vector<ImportRun> runs_with_file(Transaction& transaction) {
    std::vector<ImportRun> runs;
    auto rows = transaction.query(std::string(select_runs) + " WHERE file_path IS NOT NULL ORDER BY id");
    while (rows.next()) runs.push_back(read_run(rows));
    return runs;
}

void forget_file(Transaction& transaction, std::int64_t id) {
    transaction.execute("UPDATE import_run SET file_path = NULL WHERE id = :id", id);
}

bool change_settings(Transaction& transaction, std::int64_t id, std::int64_t version, const std::string& settings) {
    return transaction.execute(
               "UPDATE import_run SET settings = :settings, version = version + 1 WHERE id = :id AND version = "
               ":version AND running IS NULL",
               settings, id, version) > 0;
}

void remove_run(Transaction& transaction, std::int64_t id) {
    transaction.execute("DELETE FROM import_run WHERE id = :id AND running IS NULL AND event_id IS NULL", id);
}

std::optional<ImportRun> running_import(Transaction& transaction) {
    auto rows = transaction.query(std::string(select_runs) + " WHERE running = 1");
    if (!rows.next()) return std::nullopt;
    return read_run(rows);
}

std::int64_t begin_run(Transaction& transaction, const ImportRun& run, std::string_view now) {
    auto rows = transaction.query(
        "UPDATE import_run SET running = 1, state = 'checking', owner = :owner, seen_at = :now, started_at = :now, "
        "settings_key = :settings_key,"
        " file_hash = :file_hash, bytes = :bytes, event_id = NULL, finished_at = NULL, result = NULL, version = "
        "version + 1, fence = fence + 1 WHERE id = :id RETURNING fence",
        run.owner, now, run.settings_key, run.file_hash, run.bytes, run.id);
    rows.next();
    return rows.integer(0);
}

void mark_publishing(Transaction& transaction, const ImportRun& run, std::int64_t event) {
    if (transaction.execute("UPDATE import_run SET state = 'publishing', event_id = :event WHERE id = :id AND fence = "
                            ":fence",
                            event, run.id, run.fence) == 0)
        throw TakenOver();
}

void say_alive(Transaction& transaction, const ImportRun& run, std::string_view now) {
    if (transaction.execute("UPDATE import_run SET seen_at = :now WHERE id = :id AND fence = :fence", now, run.id,
                            run.fence) == 0)
        throw TakenOver();
}

bool adopt_run(Transaction& transaction, ImportRun& run, const std::string& owner, std::string_view now) {
    if (transaction.execute("UPDATE import_run SET owner = :owner, seen_at = :now, fence = fence + 1 WHERE id = :id"
                            " AND fence = :fence AND seen_at = :seen_at AND running = 1",
                            owner, now, run.id, run.fence, run.seen_at) == 0)
        return false;
    run.owner = owner;
    ++run.fence;
    return true;
}

void end_run(Transaction& transaction, const ImportRun& run, std::string_view state, std::string_view now,
             const std::string& result, const std::string& refused_path) {
    const auto ended = transaction.execute(
        "UPDATE import_run SET running = NULL, state = :state, finished_at = :now, result = :result, refused_path = "
        ":refused_path,"
        " version = version + 1 WHERE id = :id AND fence = :fence",
        state, now, text_or_null(result), text_or_null(refused_path), run.id, run.fence);
    if (ended == 0) throw TakenOver();
}

void note_result(Transaction& transaction, std::int64_t id, const std::string& result,
                 const std::string& refused_path) {
    transaction.execute(
        "UPDATE import_run SET result = :result, refused_path = :refused_path WHERE id = :id AND running IS NULL AND "
        "state <> 'done'",
        result, text_or_null(refused_path), id);
}

std::optional<ImportRun> earlier_run(Transaction& transaction, std::string_view what, std::string_view file_hash,
                                     std::string_view settings_key) {
    // An undo that was itself undone does not count: then everything is there again.
    auto rows = transaction.query(
        std::string(select_runs) +
            " WHERE file_hash = :file_hash AND what = :what AND settings_key = :settings_key AND state = 'done'"
            " AND NOT EXISTS (SELECT 1 FROM change_event u WHERE u.reverses = import_run.event_id"
            " AND NOT EXISTS (SELECT 1 FROM change_event again WHERE again.reverses = u.id)) ORDER BY id DESC LIMIT 1",
        file_hash, what, settings_key);
    if (!rows.next()) return std::nullopt;
    return read_run(rows);
}

std::optional<SavedMapping> find_mapping(Transaction& transaction, std::string_view what, std::string_view name) {
    auto rows = transaction.query("SELECT what, name, mapping FROM import_mapping WHERE what = :what AND name = :name",
                                  what, name);
    if (!rows.next()) return std::nullopt;
    return read_mapping(rows);
}

std::vector<SavedMapping> list_mappings(Transaction& transaction, std::string_view what) {
    std::vector<SavedMapping> list;
    auto rows = transaction.query(
        "SELECT what, name, mapping FROM import_mapping WHERE what = :what OR :what = '' ORDER BY what, name", what);
    while (rows.next()) list.push_back(read_mapping(rows));
    return list;
}

void save_mapping(Transaction& transaction, const SavedMapping& mapping) {
    transaction.execute(
        "INSERT INTO import_mapping (what, name, mapping) VALUES (:what, :name, :mapping)"
        " ON CONFLICT (what, name) DO UPDATE SET mapping = excluded.mapping",
        mapping.what, mapping.name, json{{"mapping", mapping.mapping},
                                              {"source", mapping.source},
                                              {"values", mapping.values},
                                              {"line_breaks_blank", mapping.line_breaks_blank}}
                                             .dump());
}

bool remove_mapping(Transaction& transaction, std::string_view what, std::string_view name) {
    return transaction.execute("DELETE FROM import_mapping WHERE what = :what AND name = :name", what, name) > 0;
}

}  // namespace kartei::imports
