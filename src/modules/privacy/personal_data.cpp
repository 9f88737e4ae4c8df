#include "modules/privacy/personal_data.hpp"

#include "audit/sensitive.hpp"
#include "base/mask.hpp"
#include "base/module.hpp"
#include "base/money.hpp"
#include "modules/consents/suppressions.hpp"
#include "modules/customers/customer_history.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/customer_traces.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/privacy/held_rows.hpp"
#include "modules/privacy/retention.hpp"
#include "modules/profile/row_store.hpp"

namespace kartei::privacy {
namespace {

using customers::Customer;
using nlohmann::json;
using sql::Transaction;

/// A history longer than this ends there; it is told that it does.
constexpr int most_events = 100'000;

Result<Customer> customer_to_tell(Transaction& transaction, const Actor& actor, std::int64_t id) {
    if (actor.promoters) return refuse(RefusalKind::forbidden, "error.privacy_needs_all_events");
    if (id == customers::anonymous_customer) return refuse(RefusalKind::conflict, "error.anonymous_customer");
    auto found = customers::find_customer(transaction, id);
    if (!found || !customers::may_see(actor, *found))
        return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    return std::move(*found);
}

/// Is the document of a row somebody else's: of a member of his family, of who travels in his booking?
bool is_of_another(const Holding& holding, const json& row, std::int64_t customer) {
    if (holding.table == "passport") return row.value("holder", std::int64_t{0}) != 0;
    return holding.table == "booking_participant" && row.at("customer_id") != json(customer);
}

json told_value(const House& house, const std::string& name, const json& value) {
    return value.is_number_integer() && is_money(name)
               ? json(write_money(value.get<std::int64_t>(), house.rules.currency_digits))
               : value;
}

/// Sensitive values are covered where they are another's, and for whoever may not read them.
json told_row(const House& house, const Actor& actor, const Holding& holding, const json& row, std::int64_t customer) {
    const bool is_covered = is_of_another(holding, row, customer) || !actor.may("sensitive.read");
    json told = json::object();
    for (const auto& [name, value] : row.items()) {
        if (value.is_null() || is_untold(name)) continue;
        if (!holding.told.empty() && std::find(holding.told.begin(), holding.told.end(), name) == holding.told.end())
            continue;
        told[name] = holding.seals(name) && is_covered ? json(masked(value.get<std::string>()))
                                                        : told_value(house, name, value);
    }
    return told;
}

json parts_of(House& house, Transaction& transaction, const Actor& actor, std::int64_t customer) {
    json parts = json::object();
    for (const auto& holding : holdings()) {
        if (holding.fate == Fate::derived) continue;
        json rows = json::array();
        for (const auto& row : held_rows(house, transaction, holding, customer))
            rows.push_back(told_row(house, actor, holding, row, customer));
        if (!rows.empty()) parts[holding.part()] = std::move(rows);
    }
    return parts;
}

json customer_of(House& house, Transaction& transaction, const Actor& actor, std::int64_t customer) {
    static const Holding own{"customer", "id = :id"};
    json told = json::object();
    for (const auto& row : held_rows(house, transaction, own, customer)) told = told_row(house, actor, own, row, customer);
    return told;
}

json change_json(const audit::FieldChange& change) {
    const auto value = [&](const std::optional<std::string>& one) {
        const auto shown = audit::shown(change, one);
        return shown ? json(*shown) : json(nullptr);
    };
    return {{"record", change.record}, {"operation", change.operation}, {"field", change.field},
            {"before", value(change.before)}, {"after", change.operation == "deleted" ? json(nullptr) : value(change.after)}};
}

/// What changed and when; not who of the staff did it.
json history_of(House& house, Transaction& transaction, std::int64_t customer, Language language) {
    json all = json::array();
    for (const auto& event : customers::history_of_customer(house, transaction, customer, 0, most_events)) {
        json changes = json::array();
        for (const auto& change : event.changes)
            if (change.operation != "deleted") changes.push_back(change_json(change));
        all.push_back({{"at", event.at}, {"kind", event.kind}, {"what", text(language, "change." + event.kind)},
                       {"changes", std::move(changes)}});
    }
    return all;
}

json traces_of(House& house, Transaction& transaction, std::int64_t customer) {
    json all = json::object();
    for (const auto& traces : handed_in<customers::Traces>())
        if (auto rows = traces.tell(house, transaction, customer); !rows.empty()) all[traces.name] = std::move(rows);
    return all;
}

bool is_suppressed(const House& house, Transaction& transaction, const Customer& customer) {
    const auto any = [&](const std::string& hash) {
        return consents::is_suppressed(transaction, hash) ||
               consents::is_suppressed(transaction, consents::keyed_suppression(house.keys, hash));
    };
    if (!customer.email.empty() && any(consents::suppression_hash_of_email(customer.email))) return true;
    return !customer.phone_mobile_e164.empty() && any(consents::suppression_hash_of_phone(customer.phone_mobile_e164));
}

std::vector<PaperFile> papers_of(Transaction& transaction, std::int64_t customer) {
    std::vector<PaperFile> files;
    auto rows = transaction.query(
        "SELECT b.number, d.position, d.kind, d.pdf FROM booking_document d JOIN booking b ON b.id = d.booking_id"
        " WHERE b.customer_id = :id AND d.pdf IS NOT NULL ORDER BY b.number, d.position",
        customer);
    while (rows.next())
        files.push_back({std::to_string(rows.integer(0)) + "-" + std::to_string(rows.integer(1)) + "-" + rows.string(2),
                         rows.bytes(3)});
    return files;
}

/// On record: that it was made, and that sensitive values left in clear.
void note_export(House& house, Transaction& transaction, const Actor& actor, std::int64_t customer) {
    audit::Change change(house, transaction, actor, "personal_data_exported");
    change.changed(profile::reading_record, customer, Field{"personal_data"}, {}, Value(house.today()), 0);
    change.seal();
}

}  // namespace

Result<PersonalData> personal_data(House& house, Transaction& transaction, const Actor& actor, std::int64_t id) {
    const auto customer = TRY(customer_to_tell(transaction, actor, id));
    PersonalData data;
    data.language = language_of(customer.language).value_or(Language::de);
    data.number = *customer.number;
    auto house_name = transaction.query("SELECT name FROM house");
    data.json["about"] = {{"house", house_name.next() ? house_name.string(0) : ""},
                          {"made_at", house.now()},
                          {"number", data.number},
                          {"kept_years", retention_of(house.country).years},
                          {"law", retention_of(house.country).source}};
    data.json["customer"] = customer_of(house, transaction, actor, id);
    data.json["parts"] = parts_of(house, transaction, actor, id);
    data.json["traces"] = traces_of(house, transaction, id);
    data.json["suppressed"] = is_suppressed(house, transaction, customer);
    data.json["history"] = history_of(house, transaction, id, data.language);
    data.papers = papers_of(transaction, id);
    note_export(house, transaction, actor, id);
    return data;
}

}  // namespace kartei::privacy
