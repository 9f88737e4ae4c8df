#include "modules/mailing/bounces.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "audit/concerned.hpp"
#include "audit/hold.hpp"
#include "audit/no_way_back.hpp"
#include "base/codes.hpp"
#include "modules/consents/suppressions.hpp"
#include "modules/customers/customer_history.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/customer_traces.hpp"

namespace kartei::mailing {
namespace {

using parameters::PlainRow;
using sql::Transaction;

constexpr int most_customers = 50;

/// Under the key of the house, as it stays in the audit: whoever has the database alone cannot try out whose it was.
std::string keyed_hash(const audit::KeyRing& keys, std::string_view email) {
    return consents::keyed_suppression(keys, consents::suppression_hash_of_email(email));
}

/// A row that an undo brings back from the time before hashes were keyed has the plain one.
std::optional<PlainRow> row_of(const audit::KeyRing& keys, Transaction& transaction, std::string_view email) {
    std::optional<std::int64_t> id;
    {
        const auto plain = consents::suppression_hash_of_email(email);
        auto rows = transaction.query(
            "SELECT id FROM email_bounce WHERE hash IN (:keyed, :plain) ORDER BY at DESC, id DESC LIMIT 1",
            consents::keyed_suppression(keys, plain), plain);
        if (rows.next()) id = rows.integer(0);
    }
    return id ? find_row(transaction, bounce_record(), *id) : std::nullopt;
}

/// Those who have the address now.
std::vector<std::int64_t> customers_with(Transaction& transaction, std::string_view email) {
    std::vector<std::int64_t> ids;
    {
        auto rows = transaction.query(
            "SELECT customer_id FROM customer_term WHERE kind = 3 AND term = :term ORDER BY customer_id LIMIT :most",
            customers::email_term(email), most_customers);
        while (rows.next()) ids.push_back(rows.integer(0));
    }
    const auto hash = consents::suppression_hash_of_email(email);
    std::erase_if(ids, [&](std::int64_t id) {
        const auto customer = customers::find_customer(transaction, id);
        return !customer || consents::suppression_hash_of_email(customer->email) != hash;
    });
    return ids;
}

/// Whom it was sent to, though his address may be another one by now.
std::optional<std::int64_t> customer_written_to(Transaction& transaction, const std::string& message_id) {
    if (message_id.empty()) return std::nullopt;
    auto rows = transaction.query("SELECT customer_id FROM sending_recipient WHERE message_id = :id LIMIT 1", message_id);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

PlainRow after(const audit::KeyRing& keys, const std::optional<PlainRow>& before, const BounceReport& report,
               const std::string& now) {
    PlainRow row = before.value_or(PlainRow{});
    const bool gone = is_for_good(report.status);
    const auto state = before ? before->text("state") : "";
    if (!before) row.values["hash"] = keyed_hash(keys, report.address);
    row.values["state"] = std::string(gone || state == "undeliverable" ? "undeliverable" : "put_off");
    row.values["returned"] = (state == "confirmed" || !before ? 0 : before->integer("returned")) + 1;
    row.values["at"] = report.at.empty() ? now : std::min(report.at, now);  // a clock that goes wrong silences nothing
    // Why an address is undeliverable is not hidden by what is told later about a full mailbox.
    if (gone || state != "undeliverable") row.values["status"] = report.status;
    return row;
}

bool is_known(const std::optional<PlainRow>& before, const BounceReport& report, const std::string& now) {
    return before && !report.at.empty() && std::min(report.at, now) <= before->text("at");
}

void note_in_history(audit::Change& change, std::int64_t customer, const Bounce& bounce, Language language) {
    change.changed(bounce_history, customer,
                   Field{bounce.state == "undeliverable" ? "undeliverable" : "put_off", FieldKind::text, 200}, {},
                   Value(bounce_in_words(bounce, language)), customer);
}

Bounce bounce_in(const PlainRow& row) {
    return {row.text("state"), row.text("status"), row.text("at"), row.integer("returned")};
}

/// What is known of addresses that nobody else has.
std::vector<PlainRow> rows_of(const audit::KeyRing& keys, Transaction& transaction, std::int64_t customer) {
    const auto whose = customers::find_customer(transaction, customer);
    if (!whose) return {};
    auto addresses = whose->alternative_emails;
    addresses.push_back(whose->email);
    std::vector<PlainRow> all;
    for (const auto& address : addresses) {
        if (address.empty()) continue;
        const auto others = customers_with(transaction, address);
        if (std::any_of(others.begin(), others.end(), [&](std::int64_t id) { return id != customer; })) continue;
        if (auto row = row_of(keys, transaction, address)) all.push_back(std::move(*row));
    }
    return all;
}

std::int64_t forget_bounces(House& house, Transaction& transaction, audit::Change& change, std::int64_t customer) {
    const auto all = rows_of(house.keys, transaction, customer);
    for (const auto& row : all) remove_row(transaction, change, bounce_record(), row);
    return static_cast<std::int64_t>(all.size());
}

nlohmann::json tell_bounces(House& house, Transaction& transaction, std::int64_t customer) {
    auto all = nlohmann::json::array();
    for (const auto& row : rows_of(house.keys, transaction, customer))
        all.push_back({{"state", row.text("state")}, {"status", row.text("status")}, {"at", row.text("at")}});
    return all;
}

/// A history is not taken back, but what is said in it of an address is told to be so no longer.
std::vector<audit::Conflict> history_back(House&, Transaction& transaction, audit::Change& change, std::int64_t id,
                                          const std::vector<audit::FieldChange>& fields, bool check_only) {
    if (check_only || !customers::find_customer(transaction, id)) return {};
    for (const auto& one : fields)
        change.changed(bounce_history, id, Field{one.field, FieldKind::text, 200},
                       one.after ? Value(*one.after) : Value(), one.before ? Value(*one.before) : Value(), id);
    return {};
}

}  // namespace

const parameters::PlainRecord& bounce_record() {
    static constexpr std::array<std::string_view, 3> states{"put_off", "undeliverable", "confirmed"};
    static const parameters::PlainRecord record{"email_bounce",
                                                "email_bounce",
                                                {{"hash", FieldKind::text, 64, Privacy::open, required},
                                                 {"state", FieldKind::choice, 20, Privacy::open, required, states},
                                                 {"status", FieldKind::text, 12},
                                                 {"returned", FieldKind::integer, 9},
                                                 {"at", FieldKind::instant, 0, Privacy::open, required}},
                                                "id",
                                                {"hash"}};
    return record;
}

std::optional<Bounce> bounce_of(const audit::KeyRing& keys, Transaction& transaction, std::string_view email) {
    if (email.empty()) return std::nullopt;
    const auto row = row_of(keys, transaction, email);
    return row ? std::optional(bounce_in(*row)) : std::nullopt;
}

std::set<std::string, std::less<>> undeliverable_hashes(Transaction& transaction) {
    std::set<std::string, std::less<>> hashes;
    auto rows = transaction.stream("SELECT hash FROM email_bounce WHERE state = 'undeliverable'");
    while (rows.next()) hashes.insert(rows.string(0));
    return hashes;
}

bool is_undeliverable(const std::set<std::string, std::less<>>& hashes, const audit::KeyRing& keys,
                      std::string_view email) {
    return !hashes.empty() && (hashes.contains(keyed_hash(keys, email)) ||
                               hashes.contains(consents::suppression_hash_of_email(email)));
}

void key_plain_bounces(House& house) {
    const auto plain = house.database.read([](Transaction& transaction) {
        std::vector<std::pair<std::int64_t, std::string>> all;
        auto rows = transaction.query("SELECT id, hash FROM email_bounce WHERE keyed = 0");
        while (rows.next()) all.emplace_back(rows.integer(0), rows.string(1));
        return all;
    });
    if (plain.empty()) return;
    house.database.write([&](Transaction& transaction) {
        hold_house(transaction);
        for (const auto& [id, hash] : plain)
            transaction.execute("UPDATE email_bounce SET hash = :hash, keyed = 1 WHERE id = :id AND keyed = 0",
                                consents::keyed_suppression(house.keys, hash), id);
    });
}

Noted look_at_bounce(const House& house, Transaction& transaction, const BounceReport& report) {
    const auto before = row_of(house.keys, transaction, report.address);
    if (!before) return Noted::added;
    return is_known(before, report, house.now()) ? Noted::unchanged : Noted::changed;
}

void note_bounce(House& house, Transaction& transaction, audit::Change& change, const BounceReport& report) {
    hold(transaction, Held::word, "bounce " + consents::suppression_hash_of_email(report.address));
    const auto before = row_of(house.keys, transaction, report.address);
    if (is_known(before, report, house.now())) return;
    auto row = after(house.keys, before, report, house.now());
    if (before) change_row(transaction, change, bounce_record(), *before, row);
    else create_row(transaction, change, bounce_record(), row);
    auto concerned = customers_with(transaction, report.address);
    if (const auto one = customer_written_to(transaction, report.message_id);
        one && std::find(concerned.begin(), concerned.end(), *one) == concerned.end() &&
        customers::find_customer(transaction, *one))
        concerned.push_back(*one);
    const auto language = language_of_house_in(house.country);
    for (const auto id : concerned) note_in_history(change, id, bounce_in(row), language);
}

Result<std::int64_t> confirm_email(House& house, Transaction& transaction, const Actor& actor,
                                   const customers::Customer& customer) {
    hold_part(transaction);
    hold(transaction, Held::word, "bounce " + consents::suppression_hash_of_email(customer.email));
    const auto before = customer.email.empty() ? std::nullopt : row_of(house.keys, transaction, customer.email);
    if (!before || before->text("state") == "confirmed")
        return refuse(RefusalKind::conflict, "error.email_not_undeliverable");
    audit::Change change(house, transaction, actor, "email_confirmed");
    auto row = *before;
    row.values["state"] = std::string("confirmed"), row.values["returned"] = std::int64_t{0};
    row.values["at"] = house.now();
    change_row(transaction, change, bounce_record(), *before, row);
    change.changed(bounce_history, customer.id, Field{"confirmed", FieldKind::text, 200}, {},
                   Value(text(actor.language, "mail.bounce.confirmed")), customer.id);
    change.seal();
    return change.event();
}

std::string bounce_in_words(const Bounce& bounce, Language language) {
    return text(language, "mail.bounce." + std::string(reason_of(bounce.status))) + " (" + bounce.status + ")";
}

customers::Traces traces_of_bounces() { return {"email_bounces", forget_bounces, tell_bounces}; }

std::vector<audit::Reversible> reversible_bounces() {
    audit::Reversible history;
    history.record = bounce_history;
    history.change = history_back;
    history.creation = audit::no_creation_back(std::string(bounce_history));
    history.deletion = audit::gone_for_good(std::string(bounce_history));
    return {parameters::reversible(bounce_record()), history};
}

}  // namespace kartei::mailing
