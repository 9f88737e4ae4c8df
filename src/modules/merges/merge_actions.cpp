#include "modules/merges/merge_actions.hpp"

#include <algorithm>
#include <set>

#include "modules/customers/customer_removal.hpp"
#include "modules/merges/agency_joining.hpp"
#include "modules/merges/links_of_others.hpp"

namespace kartei::merges {
namespace {

using audit::Change;
using nlohmann::json;
using sql::Transaction;

/// Of others whose links follow, as a preview names them.
constexpr std::size_t most_owners_named = 10;

struct Party {
    Customer survivor;
    std::vector<Customer> merged;
};

std::vector<Issue> issues_of_wish(const MergeWish& wish) {
    std::vector<Issue> issues;
    std::set<std::int64_t> seen{wish.survivor};
    for (const auto id : wish.merged)
        if (!seen.insert(id).second) issues.push_back({"merged", "error.merged_twice", {{"id", std::to_string(id)}}});
    if (wish.merged.empty()) issues.push_back({"merged", "error.nobody_to_merge", {}});
    if (wish.merged.size() > most_merged)
        issues.push_back({"merged", "error.too_many_to_merge", {{"most", std::to_string(most_merged)}}});
    return issues;
}

Result<Party> party_of(Transaction& transaction, const MergeWish& wish) {
    if (auto issues = issues_of_wish(wish); !issues.empty()) return Refusal{RefusalKind::invalid, issues};
    auto ids = wish.merged;
    ids.insert(ids.begin(), wish.survivor);
    if (std::find(ids.begin(), ids.end(), customers::anonymous_customer) != ids.end())
        return refuse(RefusalKind::conflict, "error.anonymous_customer");
    auto all = customers::find_customers(transaction, ids);
    if (all.size() != ids.size()) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    Party party{std::move(all.front()), {std::make_move_iterator(all.begin() + 1), std::make_move_iterator(all.end())}};
    if (auto issues = issues_of(wish.chosen, party.survivor, party.merged); !issues.empty())
        return Refusal{RefusalKind::invalid, issues};
    return party;
}

bool is_current(const MergeWish& wish, const Customer& customer) {
    const auto version = wish.versions.find(customer.id);
    return version != wish.versions.end() && version->second == customer.version;
}

/// The table of customers as any other: whole rows as they stand.
TableShape customer_shape(Transaction& transaction) { return shape_of(transaction, "customer", "id"); }

RawRow raw_customer(Transaction& transaction, std::int64_t id) {
    return find_row(transaction, customer_shape(transaction), {{"id", std::to_string(id)}});
}

/// From now on a number finds the survivor. Gives the key of the row that says so; null when it is somebody's already
/// (a debtor number may be shared).
RawRow keep_number(Transaction& transaction, std::string_view kind, std::int64_t number, std::int64_t survivor,
                   const std::string& at) {
    const auto shape = shape_of(transaction, "former_number", "customer_id");
    const RawRow row{{"kind", kind}, {"number", std::to_string(number)}, {"customer_id", std::to_string(survivor)},
                     {"since", at.substr(0, 10)}, {"reason", "merged"}};
    const auto key = key_of(shape, row);
    if (!find_row(transaction, shape, key).is_null()) return nullptr;
    insert_row(transaction, shape, row);
    return key;
}

/// The numbers of a customer who goes; "aliases" of his image.
json keep_numbers(Transaction& transaction, const Customer& customer, const Customer& survivor, const std::string& at) {
    json aliases = json::array();
    const auto keep = [&](std::string_view kind, std::int64_t number) {
        if (auto key = keep_number(transaction, kind, number, survivor.id, at); !key.is_null()) aliases.push_back(key);
    };
    keep("customer", *customer.number);
    const bool has_kinds = shape_of(transaction, "former_number", "customer_id").has("kind");
    if (has_kinds && customer.debtor_number && customer.debtor_number != survivor.debtor_number)
        keep("debtor", *customer.debtor_number);
    return aliases;
}

std::string numbers_of(const std::vector<Customer>& customers) {
    std::string list;
    for (const auto& customer : customers) list += (list.empty() ? "" : ", ") + std::to_string(*customer.number);
    return list;
}

std::vector<std::int64_t> ids_of(const Party& party) {
    std::vector<std::int64_t> ids{party.survivor.id};
    for (const auto& customer : party.merged) ids.push_back(customer.id);
    return ids;
}

/// Tells all of them with whom they were merged: a merge is seen in a history also where no field changed.
void note_merge(Change& change, const Party& party) {
    change.changed(merge_record, party.survivor.id, merged_with_field, {}, numbers_of(party.merged), 0);
    for (const auto& customer : party.merged)
        change.changed(merge_record, customer.id, merged_into_field, {}, *party.survivor.number, 0);
}

/// Moves everything of a customer and takes him away; his image tells how.
void merge_one(Transaction& transaction, Change& change, const Customer& customer, const Customer& survivor) {
    json image{{"role", "merged"}, {"survivor", survivor.id}, {"customer", raw_customer(transaction, customer.id)}};
    image["survivor_number"] = *survivor.number;
    image["moves"] = move_rows(transaction, customer.id, survivor.id);
    customers::remove_lines(transaction, customer);
    transaction.execute("DELETE FROM customer WHERE id = :id", customer.id);
    image["aliases"] = keep_numbers(transaction, customer, survivor, change.at());
    change.deleted(image_record, customer.id, image.dump(), customer.id);
}

/// Writes what holds now; the version rises also when no field changes, so that nobody saves over a merge unseen.
json change_survivor(Transaction& transaction, Change& change, const Customer& before, Customer after) {
    json image{{"role", "survivor"}, {"before", raw_customer(transaction, before.id)}};
    after.changed_at = change.at();
    customers::update_customer(transaction, before, after, before.version);
    image["after"] = raw_customer(transaction, before.id);
    for (const auto& difference : differences(customers::customer_fields(), before, after))
        change.changed(merge_record, before.id, *difference.field, difference.before, difference.after, before.id);
    return image;
}

/// The images come last, because what is last goes back first: so parting does all its work in its first transaction,
/// however many histories the merge has written into.
void merge_all(Transaction& transaction, Change& change, const Party& party, const Choices& chosen) {
    const auto survivor = party.survivor.id;
    note_merge(change, party);
    const auto links = redirect_links(transaction, change, links_to(transaction, party.survivor, party.merged),
                                      *party.survivor.number);
    auto image = change_survivor(transaction, change, party.survivor, joined(party.survivor, party.merged, chosen));
    image["merged_with"] = numbers_of(party.merged);
    change.deleted(image_record, survivor, image.dump(), survivor);
    if (const auto agency = join_agencies(transaction, change.event(), ids_of(party), chosen); !agency.is_null())
        change.deleted(image_record, survivor, agency.dump(), survivor);
    for (const auto& customer : party.merged) merge_one(transaction, change, customer, party.survivor);
    if (!links.is_null()) change.deleted(image_record, survivor, links.dump(), 0);
}

/// Rows that move, and links of others that follow.
std::vector<Move> moves_of(Transaction& transaction, const std::vector<Customer>& merged,
                           const std::vector<LinkOfAnother>& links) {
    std::vector<Move> moves;
    for (const auto& shape : followed_tables(transaction)) {
        if (shape.table == "agency") continue;  // told field by field
        Move move{shape.table, 0, {}};
        for (const auto& customer : merged)
            for (const auto& row : rows_of(transaction, shape, customer.id)) {
                ++move.count;
                if (auto sample = sample_of(shape, row); move.sample.size() < 3 && !sample.empty())
                    move.sample.push_back(std::move(sample));
            }
        if (move.count > 0) moves.push_back(std::move(move));
    }
    if (!links.empty())
        moves.push_back({"customer_link", static_cast<std::int64_t>(links.size()),
                         owners_of(transaction, links, most_owners_named)});
    return moves;
}

std::vector<std::string> warnings_of(const Party& party) {
    std::vector<std::string> keys;
    const auto any = [&](auto&& differs) { return std::any_of(party.merged.begin(), party.merged.end(), differs); };
    const auto& survivor = party.survivor;
    if (any([&](const Customer& one) { return one.kind != survivor.kind; })) keys.push_back("merges.warning.kind");
    if (any([&](const Customer& one) {
            return !one.birth_date.empty() && !survivor.birth_date.empty() && one.birth_date != survivor.birth_date;
        }))
        keys.push_back("merges.warning.birth_date");
    if (any([&](const Customer& one) { return one.booking_block && !survivor.booking_block; }))
        keys.push_back("merges.warning.booking_block");
    if (any([&](const Customer& one) { return one.debtor_number && one.debtor_number != survivor.debtor_number; }))
        keys.push_back("merges.warning.debtor_number");
    return keys;
}

}  // namespace

Result<MergePreview> preview_merge(Transaction& transaction, const MergeWish& wish) {
    const auto party = TRY(party_of(transaction, wish));
    const auto links = links_to(transaction, party.survivor, party.merged);
    const auto order = ids_of(party);
    MergePreview preview{proposals(party.survivor, party.merged, wish.chosen),
                         moves_of(transaction, party.merged, links), warnings_of(party)};
    for (auto& proposal : agency_proposals(agency_rows(transaction, order), order, wish.chosen))
        preview.fields.push_back(std::move(proposal));
    if (make_a_circle(transaction, links, joined(party.survivor, party.merged, wish.chosen)))
        preview.warnings.push_back("merges.warning.link_circle");
    return preview;
}

Result<std::int64_t> merge_customers(House& house, Transaction& transaction, const Actor& actor,
                                     const MergeWish& wish) {
    // The event comes first: from here on nobody else's change comes between the checks and the deed.
    Change change(house, transaction, actor, "customers_merged");
    const auto party = TRY(party_of(transaction, wish));
    if (!is_current(wish, party.survivor) ||
        !std::all_of(party.merged.begin(), party.merged.end(), [&](const auto& one) { return is_current(wish, one); }))
        return refuse(RefusalKind::stale, "error.stale");
    merge_all(transaction, change, party, wish.chosen);
    change.seal();
    return change.event();
}

}  // namespace kartei::merges
