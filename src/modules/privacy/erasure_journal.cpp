#include "modules/privacy/erasure_journal.hpp"

#include <spdlog/spdlog.h>

#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <sstream>

#include "documents/output_file.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/privacy/erasure.hpp"

namespace kartei::privacy {
namespace {

using nlohmann::json;
using sql::Transaction;

struct Entry {
    std::string at, mark;
    std::int64_t customer = 0, number = 0;
    bool suppressed = false;

    std::string line() const {
        return at + " " + std::to_string(customer) + " " + std::to_string(number) + " " +
               (suppressed ? "suppressed" : "plain") + " " + mark;
    }
};

/// An id may be given again behind the restore of an older copy; when it was made, and in which change, is not the same then.
std::string mark_of(const House& house, Transaction& transaction, std::int64_t customer) {
    auto rows = transaction.query(
        "SELECT e.id, e.at FROM audit_row r JOIN audit_entry n ON n.id = r.entry_id JOIN change_event e ON e.id = n.event_id"
        " WHERE r.record = 'customer' AND r.record_id <= :id AND r.last_record_id >= :id AND r.operation = 'created'"
        " AND e.reverses IS NULL ORDER BY r.record_id DESC, r.entry_id DESC LIMIT 1",
        customer);
    if (!rows.next()) return "";
    return house.keys.blind_index("erasure", std::to_string(customer) + "|" + std::to_string(rows.integer(0)) + "|" +
                                                 rows.string(1));
}

/// Of an erasure: he and all who were merged into him, who are persons of their own in a copy from before the merge.
std::vector<Entry> entries_of(const House& house, Transaction& transaction, const ErasureReport& report) {
    std::set<std::int64_t> persons{report.customer_id};
    for (const auto& one : report.report.value("persons", json::array())) persons.insert(one.get<std::int64_t>());
    std::vector<Entry> entries;
    for (const auto person : persons) {
        Entry entry{report.erased_at, mark_of(house, transaction, person), person, report.number,
                    report.report.value("suppressed", 0) > 0};
        if (!entry.mark.empty()) entries.push_back(std::move(entry));
    }
    return entries;
}

std::optional<Entry> entry_in(const std::string& line) {
    std::istringstream words(line);
    Entry entry;
    std::string suppressed;
    if (!(words >> entry.at >> entry.customer >> entry.number >> suppressed >> entry.mark)) return std::nullopt;
    entry.suppressed = suppressed == "suppressed";
    return entry;
}

std::vector<std::string> lines_of(const std::string& path) {
    std::vector<std::string> lines;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        if (!line.empty()) lines.push_back(line);
    return lines;
}

Result<Done> write_lines(const std::string& path, const std::vector<std::string>& lines) {
    auto file = TRY(documents::OutputFile::create(path));
    for (const auto& line : lines) TRY(file->write(line + "\n"));
    return file->commit();
}

/// The newest erasure that stands in the journal for certain, so that a look costs one question.
class Known {
public:
    static Known& instance() {
        static Known known;
        return known;
    }
    std::int64_t at(const std::string& path) {
        std::lock_guard guard(mutex_);
        return newest_[path];
    }
    void set(const std::string& path, std::int64_t newest) {
        std::lock_guard guard(mutex_);
        newest_[path] = newest;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::int64_t> newest_;
};

std::int64_t newest_erasure(Transaction& transaction) {
    auto rows = transaction.query("SELECT coalesce(max(id), 0) FROM erasure");
    rows.next();
    return rows.integer(0);
}

/// Whom an entry means, if he is there.
std::optional<customers::Customer> meant_by(const House& house, Transaction& transaction, const Entry& entry) {
    if (is_erased(transaction, entry.customer) || mark_of(house, transaction, entry.customer) != entry.mark)
        return std::nullopt;
    return customers::find_customer(transaction, entry.customer);
}

void take_out(House& house, const Entry& entry, Replayed& replayed) {
    std::int64_t number = 0;
    const auto erased = house.database.write([&](Transaction& transaction) -> Result<Erased> {
        const auto customer = meant_by(house, transaction, entry);
        if (!customer) return Erased{};
        number = *customer->number;
        return erase_customer(house, transaction, Actor::system(),
                              {customer->id, customer->version, number, entry.suppressed});
    });
    if (!erased) replayed.forbidden.push_back({number, erased.refusal().issues});
    else if (erased->erasure != 0) replayed.erased.push_back(number);
}

}  // namespace

std::string journal_of(const House& house) { return house.folder + "/erasures.journal"; }

void keep_journal(House& house) {
    const auto path = journal_of(house);
    auto& known = Known::instance();
    const auto newest = house.database.read([](Transaction& transaction) { return newest_erasure(transaction); });
    if (newest == 0 || known.at(path) == newest) return;
    auto lines = lines_of(path);
    const std::set<std::string> there(lines.begin(), lines.end());
    const auto before = lines.size();
    house.database.read([&](Transaction& transaction) {
        auto reports = erasures(transaction, 0, 1'000'000);
        for (auto report = reports.rbegin(); report != reports.rend(); ++report)
            for (const auto& entry : entries_of(house, transaction, *report))
                if (!there.contains(entry.line())) lines.push_back(entry.line());
    });
    if (lines.size() != before) {
        const auto done = write_lines(path, lines);
        if (!done) {
            spdlog::warn("the journal of erasures cannot be written; it is tried again: file={} reason={}", path,
                         done.refusal().issues.front().key);
            return;
        }
    }
    known.set(path, newest);
}

Result<Replayed> replay_erasures(House& house, const std::string& path) {
    if (!std::ifstream(path)) return refuse(RefusalKind::not_found, "error.no_journal", {{"file", path}});
    std::vector<Entry> meant;
    const auto lines = lines_of(path);
    house.database.read([&](Transaction& transaction) {
        for (const auto& line : lines)
            if (const auto entry = entry_in(line); entry && meant_by(house, transaction, *entry)) meant.push_back(*entry);
    });
    Replayed replayed;
    for (const auto& entry : meant) take_out(house, entry, replayed);
    if (!replayed.erased.empty()) finish_erasures(house);
    return replayed;
}

void replay_at_start(House& house) {
    const auto replayed = replay_erasures(house, journal_of(house));
    if (!replayed) return;  // nobody was erased yet
    for (const auto number : replayed->erased)
        spdlog::warn("this house is an older copy: customer {} had been erased, and is erased again", number);
    for (const auto& one : replayed->forbidden)
        spdlog::error("customer {} had been erased, is there again and cannot be erased yet: {} (kartei privacy replay)",
                      one.number, one.why.front().key);
}

}  // namespace kartei::privacy
