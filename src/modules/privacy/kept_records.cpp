#include "modules/privacy/kept_records.hpp"

#include <stdexcept>

#include "audit/house_key.hpp"

namespace kartei::privacy {
namespace {

using sql::Transaction;

audit::Key sealing_key(const House& house) { return audit::derived_key(house.keys, "privacy|kept records"); }

std::string place_of(std::int64_t id, std::string_view column) {
    return "kept_record|" + std::to_string(id) + "|" + std::string(column);
}

std::string opened(const House& house, std::int64_t id, std::string_view column, std::string_view sealed) {
    auto text = audit::unseal(sealing_key(house), sealed, place_of(id, column));
    if (!text) throw std::runtime_error("a sealed value does not open: " + place_of(id, column));
    return *text;
}

std::int64_t number_of(sql::Rows rows) { return rows.next() ? rows.integer(0) : 0; }

}  // namespace

void keep(House& house, Transaction& transaction, std::int64_t erasure, KeptRecord& record) {
    record.id = take_ids(transaction, "kept_record");
    const auto key = sealing_key(house);
    const auto words = audit::seal(key, record.values.dump(), place_of(record.id, "sealed"));
    const auto file = record.pdf.empty() ? "" : audit::seal(key, record.pdf, place_of(record.id, "sealed_file"));
    transaction.execute(
        "INSERT INTO kept_record (id, erasure_id, record, record_id, kept_until, sealed, sealed_file)"
        " VALUES (:id, :erasure, :record, :record_id, :kept_until, :sealed, :sealed_file)",
        record.id, erasure, record.record, record.record_id, record.kept_until, words, sql::text_or_null(file));
}

std::vector<KeptRecord> kept_records(House& house, Transaction& transaction, std::int64_t erasure) {
    auto rows = transaction.query(
        "SELECT id, record, record_id, kept_until, sealed, sealed_file FROM kept_record WHERE erasure_id = :erasure"
        " ORDER BY id",
        erasure);
    std::vector<KeptRecord> all;
    while (rows.next()) {
        KeptRecord one{rows.integer(0), rows.string(1), rows.integer(2), rows.string(3), {}, ""};
        one.values = nlohmann::json::parse(opened(house, one.id, "sealed", rows.text(4)));
        if (!rows.is_null(5)) one.pdf = opened(house, one.id, "sealed_file", rows.text(5));
        all.push_back(std::move(one));
    }
    return all;
}

std::int64_t count_kept(Transaction& transaction, std::int64_t erasure) {
    return number_of(transaction.query("SELECT count(*) FROM kept_record WHERE erasure_id = :erasure", erasure));
}

std::int64_t count_expired(Transaction& transaction, std::string_view today) {
    return number_of(transaction.query("SELECT count(*) FROM kept_record WHERE kept_until < :today", today));
}

std::int64_t remove_expired(Transaction& transaction, std::string_view today) {
    return transaction.execute("DELETE FROM kept_record WHERE kept_until < :today", today);
}

}  // namespace kartei::privacy
