// Lists of addresses that must not be written to: as hashes (SHA-256), or as e-mail addresses and phone numbers, of
// which only the hashes are kept.
#include "modules/consents/suppressions.hpp"
#include "modules/imports/import_kind.hpp"
#include "modules/imports/row_by_row.hpp"

#include "base/phone.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;

enum SuppressionTarget { hash, email, phone, source };

std::vector<Target> targets() {
    return {{{"hash", FieldKind::text, 64, Privacy::open}, "suppression"},
            {{"email", FieldKind::email, 254, Privacy::personal}, "suppression"},
            {{"phone", FieldKind::phone, 63, Privacy::personal}, "suppression"},
            {{"source", FieldKind::text, 120, Privacy::open}, "suppression"}};
}

class SuppressionImporter final : public RowByRow {
public:
    explicit SuppressionImporter(const ImportContext& context) : RowByRow(context) {}

protected:
    RowState look(Transaction& reading, Row& row, std::vector<ShownDifference>&, std::string& key) override {
        if (row.is_refused() || !row.problems().empty()) return RowState::refused;
        key = hash_in(row);
        if (!key.empty())
            return consents::is_suppressed(reading, key) ? RowState::unchanged : RowState::added;
        const int wrong = row.has(hash) ? hash : row.has(phone) ? phone : email;
        row.refuse(wrong, wrong == hash ? "error.suppression_hash" : wrong == phone ? "error.suppression_phone"
                                                                                    : "error.required");
        return RowState::refused;
    }
    void write(Publication&, Transaction&, audit::Change&, const Row& row) override {
        chunk_.push_back({hash_in(row), row.has(source) ? std::string(row.text(source)) : ""});
    }
    void end_of_chunk(Transaction& transaction, audit::Change& change) override {
        consents::store_suppressions(transaction, change, std::exchange(chunk_, {}));
    }

private:
    std::string hash_in(const Row& row) const {
        if (row.has(hash)) return consents::as_suppression_hash(row.text(hash));
        if (row.has(email)) return consents::suppression_hash_of_email(row.text(email));
        if (!row.has(phone)) return "";
        const auto number = e164(row.text(phone), context_.house.country);
        return number.empty() ? "" : consents::suppression_hash_of_phone(number);
    }

    std::vector<consents::Suppression> chunk_;
};

}  // namespace

const ImportKind& suppression_import() {
    static const ImportKind kind{
        .name = "suppressions",
        .change = "import_suppressions",
        .targets = targets(),
        .right = "sendings.send",
        .make = [](ImportContext& context) { return std::make_unique<SuppressionImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports
