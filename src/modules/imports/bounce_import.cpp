// What mail servers report of e-mails that came back (RFC 3464): a mailbox or one message. Addresses that are undeliverable
// get nothing more, what came back for a while is counted. The same mailbox again changes nothing.
#include "modules/imports/import_kind.hpp"
#include "modules/imports/row_by_row.hpp"
#include "modules/mailing/bounces.hpp"

namespace kartei::imports {
namespace {

using sql::Transaction;

enum BounceTarget { address, status, reported_at, message_id };

std::vector<Target> targets() {
    return {{{"address", FieldKind::email, 254, Privacy::personal}, "bounce"},
            {{"status", FieldKind::text, 12, Privacy::open}, "bounce"},
            {{"reported_at", FieldKind::instant, 0, Privacy::open}, "bounce"},
            {{"message_id", FieldKind::text, 255, Privacy::open}, "bounce"}};
}

mailing::BounceReport report_in(const Row& row) {
    const auto text = [&](int target) { return row.has(target) ? std::string(row.text(target)) : std::string(); };
    return {text(address), text(status), text(reported_at), text(message_id)};
}

class BounceImporter final : public RowByRow {
public:
    explicit BounceImporter(const ImportContext& context) : RowByRow(context) {}

protected:
    RowState look(Transaction& reading, Row& row, std::vector<ShownDifference>&, std::string&) override {
        if (row.is_refused() || !row.problems().empty()) return RowState::refused;
        for (const int needed : {static_cast<int>(address), static_cast<int>(status)})
            if (!row.has(needed)) {
                row.refuse(needed, "error.required");
                return RowState::refused;
            }
        switch (look_at_bounce(context_.house, reading, report_in(row))) {
            case mailing::Noted::added: return RowState::added;
            case mailing::Noted::changed: return RowState::changed;
            case mailing::Noted::unchanged: break;
        }
        return RowState::unchanged;
    }
    void write(Publication&, Transaction& transaction, audit::Change& change, const Row& row) override {
        note_bounce(context_.house, transaction, change, report_in(row));
    }
};

}  // namespace

const ImportKind& bounce_import() {
    static const ImportKind kind{
        .name = "bounces",
        .change = "import_bounces",
        .targets = targets(),
        .right = "sendings.send",
        .make = [](ImportContext& context) { return std::make_unique<BounceImporter>(context); }};
    return kind;
}

}  // namespace kartei::imports
