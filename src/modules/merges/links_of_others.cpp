#include "modules/merges/links_of_others.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "modules/customers/customer_links.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/merges/merge_actions.hpp"
#include "modules/profile/list.hpp"

namespace kartei::merges {
namespace {

using audit::Change;
using nlohmann::json;
using sql::Transaction;

constexpr std::string_view customer_table = "customer";

/// Columns of the lists of a profile that hold a customer's number.
std::vector<std::pair<std::string, std::string>> linking_columns() {
    std::vector<std::pair<std::string, std::string>> columns;
    for (const auto& list : profile::all_lists())
        for (const auto& field : list.fields)
            if (field.kind == FieldKind::customer_number) columns.emplace_back(list.record, field.name);
    return columns;
}

std::vector<std::int64_t> numbers_of(Transaction& transaction, const customers::Customer& customer) {
    std::vector<std::int64_t> numbers{*customer.number};
    for (const auto& former : customers::former_numbers(transaction, customer.id))
        if (former.target == customers::Target::customer) numbers.push_back(former.number);
    return numbers;
}

/// How the history of the owner names a link: as a field of his, or of a list of his.
Field history_field(const LinkOfAnother& link, std::string& name) {
    name = link.table == customer_table ? link.column : link.table + "_" + link.column;
    return {name, FieldKind::customer_number};
}

/// A link's number becomes another one, where it still is what it was thought to be; false where it is not.
class Rewriting {
public:
    Rewriting(Transaction& transaction, Change& change) : transaction_(transaction), change_(change) {}

    void rewrite(const LinkOfAnother& link, std::int64_t from, std::int64_t to) {
        if (link.table == customer_table) customers_[link.owner].push_back({link, from, to});
        else if (rewrite_row(link, from, to)) note(link, from, to);
    }
    /// The customers, each once, however many links of his change.
    void finish() {
        for (const auto& [id, steps] : customers_) rewrite_customer(id, steps);
    }

private:
    struct Step {
        LinkOfAnother link;
        std::int64_t from, to;
    };

    bool rewrite_row(const LinkOfAnother& link, std::int64_t from, std::int64_t to) {
        // sql: table and column come from the declarations of the lists (linking_columns)
        return transaction_.execute("UPDATE " + link.table + " SET version = version + 1, " + link.column +
                                        " = :to WHERE id = :id AND " + link.column + " = :from",
                                    to, link.row, from) == 1;
    }
    void rewrite_customer(std::int64_t id, const std::vector<Step>& steps) {
        const auto before = customers::find_customer(transaction_, id);
        if (!before) return;
        auto after = *before;
        for (const auto& step : steps) {
            const auto* link = customers::find_link(step.link.column);
            if (!link || after.*link->member != step.from) continue;
            after.*link->member = step.to;
            note(step.link, step.from, step.to);
        }
        if (!differences(customers::customer_fields(), *before, after).empty())
            customers::update_customer(transaction_, *before, after, before->version);
    }
    void note(const LinkOfAnother& link, std::int64_t from, std::int64_t to) {
        std::string name;
        change_.changed(merge_record, link.owner, history_field(link, name), from, to, link.owner);
    }

    Transaction& transaction_;
    Change& change_;
    std::map<std::int64_t, std::vector<Step>> customers_;
};

json json_of(const LinkOfAnother& link) {
    return {{"table", link.table}, {"column", link.column}, {"row", link.row}, {"owner", link.owner},
            {"number", link.number}};
}

LinkOfAnother link_of(const json& image) {
    return {image.at("table"), image.at("column"), image.at("row"), image.at("owner"), image.at("number")};
}

std::optional<std::int64_t> number_now(Transaction& transaction, const LinkOfAnother& link) {
    // sql: as above, or a link of the customer
    auto rows = transaction.query("SELECT " + link.column + " FROM " + link.table + " WHERE id = :id", link.row);
    return rows.next() ? rows.optional_integer(0) : std::nullopt;
}

}  // namespace

std::vector<LinkOfAnother> links_to(Transaction& transaction, const customers::Customer& survivor,
                                    const std::vector<customers::Customer>& merged) {
    std::set<std::int64_t> taking_part{survivor.id};
    for (const auto& customer : merged) taking_part.insert(customer.id);
    std::vector<LinkOfAnother> links;
    const auto collect = [&](std::string table, std::string column, std::string_view owner, std::int64_t number) {
        // sql: table and column come from the customer's links and the declarations of the lists
        auto rows = transaction.query("SELECT id, " + std::string(owner) + " FROM " + table + " WHERE " + column +
                                          " = :number ORDER BY id",
                                      number);
        while (rows.next())
            if (!taking_part.contains(rows.integer(1)))
                links.push_back({table, column, rows.integer(0), rows.integer(1), number});
    };
    for (const auto& customer : merged)
        for (const auto number : numbers_of(transaction, customer)) {
            for (const auto& link : customers::links)
                collect(std::string(customer_table), std::string(link.field), "id", number);
            for (const auto& [table, column] : linking_columns()) collect(table, column, "customer_id", number);
        }
    return links;
}

std::vector<std::string> owners_of(Transaction& transaction, const std::vector<LinkOfAnother>& links,
                                   std::size_t most) {
    std::vector<std::int64_t> ids;
    for (const auto& link : links)
        if (ids.size() < most && std::find(ids.begin(), ids.end(), link.owner) == ids.end()) ids.push_back(link.owner);
    std::vector<std::string> names;
    for (const auto& customer : customers::find_customers(transaction, ids))
        names.push_back(customers::full_name(customer) + " (" + std::to_string(*customer.number) + ")");
    return names;
}

json redirect_links(Transaction& transaction, Change& change, const std::vector<LinkOfAnother>& links,
                    std::int64_t survivor_number) {
    if (links.empty()) return nullptr;
    json image{{"role", "links"}, {"number", survivor_number}, {"links", json::array()}};
    Rewriting rewriting(transaction, change);
    for (const auto& link : links) {
        rewriting.rewrite(link, link.number, survivor_number);
        image["links"].push_back(json_of(link));
    }
    rewriting.finish();
    return image;
}

void return_links(Transaction& transaction, Change& change, const json& image) {
    Rewriting rewriting(transaction, change);
    for (const auto& one : image.at("links")) {
        const auto link = link_of(one);
        rewriting.rewrite(link, image.at("number"), link.number);
    }
    rewriting.finish();
}

std::vector<Since> links_changed_since(Transaction& transaction, const json& image) {
    std::vector<Since> list;
    for (const auto& one : image.at("links")) {
        const auto link = link_of(one);
        if (number_now(transaction, link) == image.at("number").get<std::int64_t>()) continue;
        const auto owner = owners_of(transaction, {link}, 1);
        list.push_back({"customer_link", owner.empty() ? "gone" : "changed", owner.empty() ? "" : owner.front(), 0});
    }
    return list;
}

bool make_a_circle(Transaction& transaction, const std::vector<LinkOfAnother>& links,
                   const customers::Customer& survivor) {
    return std::any_of(customers::links.begin(), customers::links.end(), [&](const customers::Link& kind) {
        if (kind.mutual) return false;
        const auto chain = customers::chain_of(transaction, kind, survivor);
        return std::any_of(links.begin(), links.end(), [&](const LinkOfAnother& link) {
            return link.table == customer_table && link.column == kind.field &&
                   std::any_of(chain.begin(), chain.end(), [&](const auto& one) { return one.id == link.owner; });
        });
    });
}

}  // namespace kartei::merges
