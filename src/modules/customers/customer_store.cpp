#include "modules/customers/customer_store.hpp"

#include "base/module.hpp"
#include "modules/customers/customer_numbers.hpp"
#include "sql/field_columns.hpp"

namespace kartei::customers {
namespace {

using sql::Parameter;
using sql::Rows;
using sql::Transaction;

constexpr int kept_count = 5;  ///< columns that the program keeps, ahead of the fields

Customer read_customer(const Rows& rows) {
    Customer customer;
    customer.id = rows.integer(0);
    customer.version = rows.integer(1);
    customer.created_event = rows.integer(2);
    customer.created_at = rows.string(3);
    customer.changed_at = rows.string(4);
    int column = kept_count;
    for (const auto& member : customer_fields()) {
        member.set(customer, sql::value_of(member.field, rows, column));
        ++column;
    }
    return customer;
}

/// Rows by their ids, a few dozen at once, in no order.
void read_some(Transaction& transaction, const std::string& columns, const std::vector<std::int64_t>& ids,
               const std::function<void(const Rows&)>& take) {
    constexpr std::size_t at_once = 32;
    static const std::string placeholders = [] {
        std::string list;
        for (std::size_t i = 0; i < at_once; ++i) list += (i ? ", :id" : ":id") + std::to_string(i);
        return list;
    }();
    const auto statement = "SELECT " + columns + " FROM customer WHERE id IN (" + placeholders + ")";
    for (std::size_t first = 0; first < ids.size(); first += at_once) {
        std::vector<Parameter> parameters;
        for (std::size_t i = 0; i < at_once; ++i) parameters.emplace_back(first + i < ids.size() ? ids[first + i] : 0);
        auto rows = transaction.run_query(statement, parameters);
        while (rows.next()) take(rows);
    }
}

}  // namespace

const std::vector<std::string>& row_columns() {
    static const std::vector<std::string> columns = [] {
        std::vector<std::string> all{"id", "version", "created_event", "created_at", "changed_at"};
        for (const auto& member : customer_fields()) all.emplace_back(member.field.name);
        return all;
    }();
    return columns;
}

std::vector<Parameter> row_parameters(const Customer& customer, std::vector<std::string>& kept) {
    kept.clear();
    kept.reserve(customer_fields().size());
    std::vector<Parameter> parameters{customer.id, customer.version, customer.created_event, customer.created_at,
                                      sql::text_or_null(customer.changed_at)};
    for (const auto& member : customer_fields())
        parameters.push_back(sql::parameter_of(member.field, member.get(customer), kept));
    return parameters;
}

std::optional<Customer> find_customer(Transaction& transaction, std::int64_t id) {
    static const std::string select = sql::select_from("customer", row_columns()) + " WHERE id = :id";
    auto rows = transaction.query(select, id);
    if (!rows.next()) return std::nullopt;
    return read_customer(rows);
}

std::vector<Customer> find_customers(Transaction& transaction, const std::vector<std::int64_t>& ids) {
    static const std::string columns = sql::listed(row_columns());
    std::map<std::int64_t, Customer> found;
    read_some(transaction, columns, ids,
              [&](const Rows& rows) { found.emplace(rows.integer(0), read_customer(rows)); });
    std::vector<Customer> customers;
    for (auto id : ids)
        if (auto it = found.find(id); it != found.end()) customers.push_back(it->second);
    return customers;
}

void each_customer(Transaction& transaction, const std::function<bool(const Customer&)>& take) {
    static const std::string select = sql::select_from("customer", row_columns()) + " ORDER BY number";
    auto rows = transaction.stream(select);
    while (rows.next() && take(read_customer(rows))) {
    }
}

std::map<std::int64_t, std::pair<std::string, std::string>> times_of(Transaction& transaction,
                                                                     const std::vector<std::int64_t>& ids) {
    static const std::string columns = "id, created_at, changed_at";
    std::map<std::int64_t, std::pair<std::string, std::string>> times;
    read_some(transaction, columns, ids,
              [&](const Rows& rows) { times.emplace(rows.integer(0), std::pair(rows.string(1), rows.string(2))); });
    return times;
}

std::optional<std::int64_t> id_of_number(Transaction& transaction, std::int64_t number) {
    auto rows = transaction.query("SELECT id FROM customer WHERE number = :number", number);
    if (rows.next()) return rows.integer(0);
    auto former = transaction.query(
        "SELECT c.id FROM former_number f JOIN customer c ON c.id = f.customer_id"
        " WHERE f.kind = 'customer' AND f.number = :number",
        number);
    if (former.next()) return former.integer(0);
    return std::nullopt;
}

std::optional<std::int64_t> id_of_source(Transaction& transaction, std::string_view source, std::string_view key) {
    auto rows = transaction.query(
        "SELECT customer_id FROM customer_source WHERE source = :source AND source_key = :key", source, key);
    if (!rows.next()) return std::nullopt;
    return rows.integer(0);
}

void remember_source(Transaction& transaction, std::string_view source, std::string_view key, std::int64_t customer) {
    transaction.execute(
        "INSERT INTO customer_source (source, source_key, customer_id) VALUES (:source, :source_key, :customer_id)"
        " ON CONFLICT (source, source_key) DO UPDATE SET customer_id = excluded.customer_id",
        source, key, customer);
}

void insert_row(Transaction& transaction, const Customer& customer) {
    static const std::string insert = sql::insert_into("customer", row_columns());
    std::vector<std::string> kept;
    transaction.run_execute(insert, row_parameters(customer, kept));
}

void insert_customer(Transaction& transaction, const Customer& customer) {
    insert_row(transaction, customer);
    insert_lines(transaction, customer);
}

bool update_customer(Transaction& transaction, const Customer& before, const Customer& after, std::int64_t expected) {
    // sql: the columns are the customer's fields
    static const std::string update =
        "UPDATE customer SET version = version + 1, changed_at = :changed_at, " +
        sql::assigned({row_columns().begin() + kept_count, row_columns().end()}) +
        " WHERE id = :id AND version = :expected";
    std::vector<std::string> kept;
    auto row = row_parameters(after, kept);
    std::vector<Parameter> parameters{after.changed_at};
    parameters.insert(parameters.end(), row.begin() + kept_count, row.end());
    parameters.emplace_back(after.id);
    parameters.emplace_back(expected);
    if (transaction.run_execute(update, parameters) == 0) return false;
    follow_numbers(transaction, before, after);

    follow_change(transaction, before, after);
    return true;
}

void follow_change(Transaction& transaction, const Customer& before, const Customer& after) {
    const auto old_key = name_key(before.name, before.first_name), new_key = name_key(after.name, after.first_name);
    replace_lines(transaction, before, after);
    if (old_key != new_key)
        for (const auto& follow : handed_in<NameFollower>()) follow(transaction, after.id, old_key, new_key);
}

bool delete_customer(Transaction& transaction, const Customer& customer) {
    if (transaction.execute("DELETE FROM customer WHERE id = :id AND version = :version", customer.id,
                            customer.version) == 0)
        return false;
    remove_lines(transaction, customer);
    // His numbers stay taken for ever (fields.md); nobody is found by them.
    keep_former_number(transaction, Target::customer, *customer.number, 0, "", "deleted");
    if (customer.debtor_number) keep_former_number(transaction, Target::debtor, *customer.debtor_number, 0, "", "deleted");
    return true;
}

}  // namespace kartei::customers
