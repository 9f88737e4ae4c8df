#include "modules/privacy/erasure.hpp"

#include <filesystem>
#include <map>

#include "audit/no_way_back.hpp"
#include "base/module.hpp"
#include "modules/customers/customer_removal.hpp"
#include "modules/customers/customer_traces.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/customers/name_buckets.hpp"
#include "modules/privacy/erasure_steps.hpp"
#include "modules/privacy/held_rows.hpp"
#include "modules/privacy/kept_records.hpp"
#include "modules/privacy/mentions.hpp"
#include "modules/privacy/obstacles.hpp"
#include "modules/privacy/retention.hpp"
#include "sql/upkeep.hpp"

namespace kartei::privacy {
namespace {

using audit::Change;
using customers::Customer;
using nlohmann::json;
using sql::Transaction;

Result<Customer> customer_to_erase(Transaction& transaction, const Actor& actor, std::int64_t id) {
    if (actor.promoters) return refuse(RefusalKind::forbidden, "error.privacy_needs_all_events");
    if (id == customers::anonymous_customer) return refuse(RefusalKind::conflict, "error.anonymous_customer");
    auto found = customers::find_customer(transaction, id);
    if (!found || !customers::may_see(actor, *found))
        return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    if (is_erased(transaction, id)) return refuse(RefusalKind::conflict, "error.erased_already");
    return std::move(*found);
}

Result<Done> confirmed(const ErasureWish& wish, const Customer& customer) {
    if (wish.typed_number != *customer.number)
        return refuse_field("number", "error.other_number_typed", {{"number", std::to_string(wish.typed_number)}});
    if (wish.version != customer.version) return refuse(RefusalKind::stale, "error.stale");
    return Done{};
}

std::string latest(const std::map<std::string, Kept>& kept) {
    std::string until;
    for (const auto& [part, one] : kept) until = std::max(until, one.until);
    return until;
}

void add_kept(std::vector<ErasedPart>& parts, const std::map<std::string, Kept>& kept) {
    for (auto& part : parts)
        if (const auto found = kept.find(part.part); found != kept.end())
            part.kept = found->second.count, part.kept_until = found->second.until;
}

std::int64_t forget_traces(House& house, Transaction& transaction, Change& change, std::int64_t customer) {
    std::int64_t count = 0;
    for (const auto& traces : handed_in<customers::Traces>()) count += traces.forget(house, transaction, change, customer);
    return count;
}

json report_of(const std::vector<ErasedPart>& parts) {
    json all = json::array();
    for (const auto& part : parts)
        all.push_back({{"part", part.part}, {"fate", part.fate}, {"rows", part.rows}, {"kept", part.kept},
                       {"kept_until", part.kept_until.empty() ? json(nullptr) : json(part.kept_until)}});
    return all;
}

void store(House& house, Transaction& transaction, const Actor& actor, const Customer& customer, const Erased& erased,
           const json& report, const std::string& until) {
    transaction.execute(
        "INSERT INTO erasure (id, customer_id, number, event_id, erased_at, user_id, user_name, report, kept_until)"
        " VALUES (:id, :customer, :number, :event, :at, :user, :user_name, :report, :kept_until)",
        erased.erasure, customer.id, *customer.number, erased.event, house.now(), actor.user_id, actor.name,
        report.dump(), sql::text_or_null(until));
}

/// Everything, in its order: what must be kept is sealed while it is still there; his row goes last.
json take_person_out(House& house, Transaction& transaction, Change& change, const Actor& actor, const Customer& customer,
                     const ErasureWish& wish, std::int64_t erasure, std::string& until) {
    const auto his = distinctive_of(house, transaction, customer);
    const auto kept = keep_what_must(house, transaction, erasure, customer.id);
    until = latest(kept);
    json report{{"suppressed", wish.suppress ? suppress(house, transaction, change, customer) : 0}};
    report["bank_entries"] = forget_traces(house, transaction, change, customer.id);
    report["links"] = cut_links(transaction, change, customer);
    auto parts = take_all_out(house, transaction, customer.id);
    add_kept(parts, kept);
    report["row_went"] = empty_row(house, transaction, change, actor, customer);
    refresh_orders(transaction, customer.id);
    report["mentions"] = erase_mentions(transaction, his);
    report["parts"] = report_of(parts);
    return report;
}

std::int64_t bank_entries_of(House& house, Transaction& transaction, std::int64_t customer) {
    std::int64_t count = 0;
    for (const auto& traces : handed_in<customers::Traces>())
        count += static_cast<std::int64_t>(traces.tell(house, transaction, customer).size());
    return count;
}

std::vector<ErasedPart> parts_of(House& house, Transaction& transaction, std::int64_t customer, std::string& until) {
    const auto years = retention_of(house.country).years;
    std::vector<ErasedPart> parts;
    for (const auto& holding : holdings()) {
        if (holding.fate == Fate::derived) continue;
        ErasedPart part{holding.part(), holding.fate == Fate::goes      ? "goes"
                                        : holding.fate == Fate::emptied ? "emptied"
                                                                        : "stays",
                        count_rows(transaction, holding, customer), 0, ""};
        if (part.rows == 0) continue;
        if (!holding.dated.empty())
            for (const auto& row : taken_out(house, transaction, holding, customer)) {
                ++part.kept;
                part.kept_until = std::max(part.kept_until, kept_until(row.dated, years));
            }
        until = std::max(until, part.kept_until);
        parts.push_back(std::move(part));
    }
    return parts;
}

bool row_would_go(const std::vector<ErasedPart>& parts) {
    static const std::vector<std::string> hanging{"orders", "product_sale", "booking", "booking_of_agency", "debit_item",
                                                  "dunning_item", "seat_right", "parked_money"};
    for (const auto& part : parts)
        if (std::find(hanging.begin(), hanging.end(), part.part) != hanging.end()) return false;
    return true;
}

ErasureReport report_in(const sql::Rows& rows) {
    ErasureReport one{rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.string(4),
                      rows.string(5),  rows.string(6),  rows.string(7),  json::parse(rows.text(8)), 0};
    return one;
}

constexpr std::string_view select_reports =
    "SELECT id, customer_id, number, event_id, erased_at, user_name, kept_until, finished_at, report FROM erasure";

/// The newest erasure behind which there is something to do; "" = none.
std::string newest_unfinished(Transaction& transaction) {
    auto rows = transaction.query("SELECT max(erased_at) FROM erasure WHERE finished_at IS NULL");
    return rows.next() ? rows.string(0) : "";
}

/// Files in which anybody of the register may stand, and which can be made again: results of jobs that began before an
/// erasure and are over, rows that an import refused.
std::vector<std::string> files_to_go(const House& house, Transaction& transaction, const std::string& erased_at) {
    std::vector<std::string> files;
    auto jobs = transaction.query(
        "SELECT file_path FROM job WHERE file_path IS NOT NULL AND finished_at IS NOT NULL AND created_at <= :at"
        " ORDER BY id",
        erased_at);
    while (jobs.next()) files.push_back(jobs.string(0));
    auto refused = transaction.query("SELECT refused_path FROM import_run WHERE refused_path IS NOT NULL ORDER BY id");
    while (refused.next())
        if (std::filesystem::path(refused.string(0)).parent_path() == house.folder) files.push_back(refused.string(0));
    return files;
}

}  // namespace

Result<ErasurePreview> preview_erasure(House& house, Transaction& transaction, const Actor& actor, std::int64_t id) {
    ErasurePreview preview;
    preview.customer = TRY(customer_to_erase(transaction, actor, id));
    preview.forbidden = obstacles(house, transaction, id);
    preview.parts = parts_of(house, transaction, id, preview.kept_until);
    preview.row_goes = row_would_go(preview.parts);
    preview.merged = static_cast<std::int64_t>(merged_into(transaction, preview.customer).size());
    preview.links = count_links(transaction, preview.customer);
    preview.mentions = count_mentions(transaction, distinctive_of(house, transaction, preview.customer));
    preview.bank_entries = bank_entries_of(house, transaction, id);
    preview.law = retention_of(house.country).source;
    return preview;
}

Result<Erased> erase_customer(House& house, Transaction& transaction, const Actor& actor, const ErasureWish& wish) {
    // The event comes first: from here on nobody else's change comes between the checks and the deed.
    Change change(house, transaction, actor, "customer_erased");
    const auto customer = TRY(customer_to_erase(transaction, actor, wish.customer));
    TRY(confirmed(wish, customer));
    if (auto forbidden = obstacles(house, transaction, customer.id); !forbidden.empty())
        return Refusal{RefusalKind::conflict, std::move(forbidden)};
    const Erased erased{take_ids(transaction, erasure_record), change.event()};
    auto persons = merged_into(transaction, customer);
    persons.insert(customer.id);
    change.created(erasure_record, erased.erasure);
    store(house, transaction, actor, customer, erased, json::object(), "");
    std::string until;
    auto report = take_person_out(house, transaction, change, actor, customer, wish, erased.erasure, until);
    report["keys"] = persons.size();
    report["persons"] = persons;
    transaction.execute("UPDATE erasure SET report = :report, kept_until = :until WHERE id = :id", report.dump(),
                        sql::text_or_null(until), erased.erasure);
    change.seal();
    for (const auto person : persons) audit::forget_person(transaction, person);
    return erased;
}

std::int64_t finish_erasures(House& house) {
    std::string erased_at;
    const auto files = house.database.read([&](Transaction& transaction) {
        erased_at = newest_unfinished(transaction);
        return erased_at.empty() ? std::vector<std::string>() : files_to_go(house, transaction, erased_at);
    });
    if (erased_at.empty()) return 0;
    std::int64_t count = 0;
    for (const auto& file : files) {
        std::error_code ignored;
        count += std::filesystem::remove(file, ignored) ? 1 : 0;
    }
    const bool all_went = house.database.write([&](Transaction& transaction) {
        // A job that ended since the look has a file that is still there.
        if (files_to_go(house, transaction, erased_at) != files) return false;
        transaction.execute(
            "UPDATE job SET file_path = NULL WHERE file_path IS NOT NULL AND finished_at IS NOT NULL AND created_at <= :at",
            erased_at);
        // What was read before and is still being written holds him yet: it is looked after again when it is there.
        transaction.execute(
            "UPDATE erasure SET finished_at = :now WHERE finished_at IS NULL AND erased_at <= :at AND NOT EXISTS"
            " (SELECT 1 FROM job j WHERE j.finished_at IS NULL AND j.created_at <= erasure.erased_at)",
            house.now(), erased_at);
        return true;
    });
    if (!all_went) return count + finish_erasures(house);
    customers::settle_buckets(house.database);  // notes that were not counted yet name those who went
    sql::upkeep_of(house.database).empty_log();
    return count;
}

std::vector<ErasureReport> erasures(Transaction& transaction, std::int64_t before, int limit) {
    std::vector<ErasureReport> all;
    {
        // sql: the constant above
        auto rows = transaction.query(std::string(select_reports).append(" WHERE id < :before ORDER BY id DESC LIMIT :limit"),
                                      before > 0 ? before : INT64_MAX, limit);
        while (rows.next()) all.push_back(report_in(rows));
    }
    for (auto& one : all) one.kept = count_kept(transaction, one.id);
    return all;
}

std::optional<ErasureReport> find_erasure(Transaction& transaction, std::int64_t id) {
    // sql: as above
    auto rows = transaction.query(std::string(select_reports).append(" WHERE id = :id"), id);
    if (!rows.next()) return std::nullopt;
    auto one = report_in(rows);
    one.kept = count_kept(transaction, id);
    return one;
}

bool is_erased(Transaction& transaction, std::int64_t customer) {
    return transaction.query("SELECT 1 FROM erasure WHERE customer_id = :id", customer).next();
}

std::int64_t expire_kept(House& house, const Actor& actor) {
    const auto due = house.database.read(
        [&](Transaction& transaction) { return count_expired(transaction, house.today()); });
    if (due == 0) return 0;
    const auto event = house.database.write([&](Transaction& transaction) -> std::int64_t {
        const auto today = house.today();
        if (count_expired(transaction, today) == 0) return 0;
        Change change(house, transaction, actor, "kept_records_expired");
        static const Field expired{"kept_records", FieldKind::integer};
        std::map<std::int64_t, std::int64_t> erased;
        auto rows = transaction.query(
            "SELECT erasure_id, count(*) FROM kept_record WHERE kept_until < :today GROUP BY erasure_id", today);
        while (rows.next()) erased[rows.integer(0)] = rows.integer(1);
        for (const auto& [id, count] : erased) change.changed(erasure_record, id, expired, Value(count), Value(), 0);
        remove_expired(transaction, today);
        change.seal();
        return change.event();
    });
    if (event != 0) sql::upkeep_of(house.database).empty_log();
    return event;
}

std::vector<audit::Reversible> reversible_erasures() {
    const std::string record(erasure_record);
    return {{record, audit::no_change_back(record), audit::no_creation_back(record), audit::gone_for_good(record)}};
}

}  // namespace kartei::privacy
