#include "modules/privacy/erasure_steps.hpp"

#include <map>
#include <stdexcept>

#include "base/module.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/suppressions.hpp"
#include "modules/customers/customer_links.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "modules/customers/customer_removal.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_traces.hpp"
#include "modules/customers/name_buckets.hpp"
#include "modules/merges/merge_actions.hpp"
#include "modules/orders/order_store.hpp"
#include "modules/privacy/held_rows.hpp"
#include "modules/privacy/kept_records.hpp"
#include "modules/privacy/retention.hpp"
#include "modules/profile/row_terms.hpp"

namespace kartei::privacy {
namespace {

using audit::Change;
using customers::Customer;
using sql::Transaction;

const char* name_of(Fate fate) {
    switch (fate) {
        case Fate::goes: return "goes";
        case Fate::emptied: return "emptied";
        default: return "stays";
    }
}

/// All numbers that ever found him.
std::set<std::int64_t> numbers_of(Transaction& transaction, const Customer& customer) {
    std::set<std::int64_t> numbers{*customer.number};
    for (const auto& former : customers::former_numbers(transaction, customer.id))
        if (former.target == customers::Target::customer) numbers.insert(former.number);
    return numbers;
}

/// Members of other families who are said to be him: what stands there is his.
std::vector<std::int64_t> members_who_are(Transaction& transaction, const Customer& customer,
                                          const std::set<std::int64_t>& numbers) {
    std::vector<std::int64_t> ids;
    for (const auto number : numbers) {
        auto rows = transaction.query(
            "SELECT id FROM family_member WHERE customer = :number AND customer_id <> :id", number, customer.id);
        while (rows.next()) ids.push_back(rows.integer(0));
    }
    return ids;
}

/// With his papers and wishes, and what his family was found by through him.
void remove_member(Transaction& transaction, std::int64_t member) {
    std::int64_t family = 0;
    std::map<std::string, std::string, std::less<>> names;
    {
        auto rows = transaction.query(
            "SELECT customer_id, name_prefix, name, first_name FROM family_member WHERE id = :member", member);
        if (!rows.next()) return;
        family = rows.integer(0);
        names = {{"name_prefix", rows.string(1)}, {"name", rows.string(2)}, {"first_name", rows.string(3)}};
    }
    transaction.execute("DELETE FROM passport WHERE holder = :member", member);
    transaction.execute("DELETE FROM wish WHERE holder = :member", member);
    transaction.execute("DELETE FROM family_member WHERE id = :member", member);
    profile::follow_row(transaction, "family_member", family,
                        [&](std::string_view column) { return names.find(column)->second; });
}

std::set<std::int64_t> linked_to(Transaction& transaction, const Customer& customer,
                                 const std::set<std::int64_t>& numbers) {
    std::set<std::int64_t> ids;
    for (const auto number : numbers)
        for (const auto& link : customers::links) {
            // sql: the column is one of the customer's links
            auto rows = transaction.query(
                "SELECT id FROM customer WHERE " + std::string(link.field) + " = :number AND id <> :id", number,
                customer.id);
            while (rows.next()) ids.insert(rows.integer(0));
        }
    return ids;
}

void cut_links_of(Transaction& transaction, Change& change, std::int64_t owner, const std::set<std::int64_t>& numbers) {
    const auto before = customers::find_customer(transaction, owner);
    if (!before) return;
    auto after = *before;
    for (const auto& link : customers::links)
        if (after.*link.member && numbers.contains(*(after.*link.member))) after.*link.member = std::nullopt;
    after.changed_at = change.at();
    customers::update_customer(transaction, *before, after, before->version);
    for (const auto& difference : differences(customers::customer_fields(), *before, after))
        change.changed("customer", owner, *difference.field, difference.before, difference.after, owner);
}

/// A row that names nobody, found by nobody.
Customer nobody(const Customer& customer, const Actor& actor, const std::string& today) {
    Customer row;
    row.id = customer.id, row.version = customer.version, row.created_event = customer.created_event;
    row.created_at = customer.created_at;
    row.number = customer.number, row.debtor_number = customer.debtor_number;
    row.kind = customer.kind;
    row.name = "#" + std::to_string(*customer.number);
    row.currency = customer.currency;
    row.no_selection = row.hidden_in_search = row.booking_block = true;
    row.no_selection_since = row.hidden_in_search_since = row.booking_block_since = today;
    row.no_selection_reason = row.hidden_in_search_reason = row.booking_block_reason =
        text(actor.language, "privacy.erased_on", {{"date", today}});
    return row;
}

ErasedPart part_taken_out(House& house, Transaction& transaction, const Holding& holding, std::int64_t customer) {
    ErasedPart part{holding.part(), name_of(holding.fate), 0, 0, ""};
    const auto ids = holding.fate == Fate::emptied ? ids_of(transaction, holding, customer) : std::vector<std::int64_t>();
    part.rows = count_rows(transaction, holding, customer);
    if (part.rows == 0) return part;
    take_out(house, transaction, holding, customer);
    const auto left = holding.fate == Fate::emptied ? count_unemptied(transaction, holding, ids)
                      : holding.fate == Fate::goes  ? count_rows(transaction, holding, customer)
                                                    : 0;
    if (left != 0) throw std::logic_error("erasure left something in " + holding.table);
    return part;
}

}  // namespace

std::map<std::string, Kept> keep_what_must(House& house, Transaction& transaction, std::int64_t erasure,
                                           std::int64_t customer) {
    const auto years = retention_of(house.country).years;
    std::map<std::string, Kept> all;
    const auto keep_one = [&](const std::string& part, KeptRecord record, const std::string& day) {
        record.kept_until = kept_until(day, years);
        keep(house, transaction, erasure, record);
        all[part].take(record.kept_until);
    };
    for (const auto& holding : holdings()) {
        if (holding.dated.empty()) continue;
        for (auto& row : taken_out(house, transaction, holding, customer))
            keep_one(holding.part(), {0, holding.table, row.id, "", std::move(row.values), std::move(row.pdf)}, row.dated);
    }
    for (const auto& traces : handed_in<customers::Traces>()) {
        if (!traces.is_kept_by_law) continue;
        const auto told = traces.tell(house, transaction, customer);
        for (const auto& row : told) keep_one(traces.name, {0, traces.name, 0, "", row, ""}, row.value("booked_on", house.today()));
    }
    return all;
}

std::set<std::int64_t> merged_into(Transaction& transaction, const Customer& customer) {
    std::set<std::int64_t> ids;
    for (const auto number : numbers_of(transaction, customer)) {
        auto rows = transaction.query(
            "SELECT r.record_id FROM audit_row r WHERE r.record = :record AND r.field = :field AND r.after = :number"
            " AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = r.record_id)",
            merges::merge_record, merges::merged_into_field.name, std::to_string(number));
        while (rows.next()) ids.insert(rows.integer(0));
    }
    return ids;
}

std::int64_t count_links(Transaction& transaction, const Customer& customer) {
    const auto numbers = numbers_of(transaction, customer);
    return static_cast<std::int64_t>(linked_to(transaction, customer, numbers).size() +
                                     members_who_are(transaction, customer, numbers).size());
}

std::int64_t cut_links(Transaction& transaction, Change& change, const Customer& customer) {
    const auto numbers = numbers_of(transaction, customer);
    const auto owners = linked_to(transaction, customer, numbers);
    for (const auto owner : owners) cut_links_of(transaction, change, owner, numbers);
    const auto members = members_who_are(transaction, customer, numbers);
    for (const auto member : members) remove_member(transaction, member);
    return static_cast<std::int64_t>(owners.size() + members.size());
}

std::vector<ErasedPart> take_all_out(House& house, Transaction& transaction, std::int64_t customer) {
    for (const auto& follow : handed_in<customers::CarriedFollower>()) follow(transaction, customer, false);
    std::vector<ErasedPart> parts;
    for (const auto& holding : holdings()) {
        if (holding.fate == Fate::derived) continue;
        auto part = part_taken_out(house, transaction, holding, customer);
        if (part.rows > 0) parts.push_back(std::move(part));
    }
    return parts;
}

bool empty_row(House& house, Transaction& transaction, Change& change, const Actor& actor, const Customer& customer) {
    const auto key = customers::name_key(customer.name, customer.first_name);
    const bool goes = customers::what_hangs_on(transaction, customer.id).empty();
    const auto before = customers::find_customer(transaction, customer.id);
    if (goes) {
        // Sealed under the key that is lost: the log says that he went, and nothing of him.
        change.deleted("customer", customer.id, audit::sha256(""), customer.id);
        customers::delete_customer(transaction, *before);
        transaction.execute("UPDATE former_number SET customer_id = 0, reason = 'deleted' WHERE customer_id = :id",
                            customer.id);
    } else {
        auto after = nobody(*before, actor, house.today());
        after.changed_at = change.at();
        customers::update_customer(transaction, *before, after, before->version);
        consents::refresh_consents(transaction, customer.id);
        static const Field hidden{"hidden_in_search", FieldKind::yes_no};
        change.changed("customer", customer.id, hidden, Value(before->hidden_in_search), Value(true), 0);
    }
    customers::forget_bucket_start(transaction, key);
    return goes;
}

std::int64_t suppress(const House& house, Transaction& transaction, Change& change, const Customer& customer) {
    std::vector<consents::Suppression> all;
    const auto add = [&](const std::string& plain) {
        const auto hash = consents::keyed_suppression(house.keys, plain);
        for (const auto& one : all)
            if (one.hash == hash) return;
        all.push_back({hash, "erasure"});
    };
    if (!customer.email.empty()) add(consents::suppression_hash_of_email(customer.email));
    for (const auto& email : customer.alternative_emails) add(consents::suppression_hash_of_email(email));
    for (const auto* phone : {&customer.phone_mobile_e164, &customer.phone_private_e164, &customer.phone_business_e164})
        if (!phone->empty()) add(consents::suppression_hash_of_phone(*phone));
    return consents::store_suppressions(transaction, change, all);
}

void refresh_orders(Transaction& transaction, std::int64_t customer) {
    std::vector<std::int64_t> orders;
    auto rows = transaction.query("SELECT order_id FROM customer_order WHERE customer_id = :id", customer);
    while (rows.next()) orders.push_back(rows.integer(0));
    for (const auto order : orders) orders::refresh_lines(transaction, order);
}

}  // namespace kartei::privacy
