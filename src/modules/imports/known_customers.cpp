#include "modules/imports/known_customers.hpp"

#include <algorithm>

#include "modules/customers/customer_store.hpp"

namespace kartei::imports {
namespace {

std::uint64_t hash_of(std::string_view source, std::string_view key) {
    return std::hash<std::string>()(std::string(source) + '\0' + std::string(key));
}

}  // namespace

KnownCustomers::KnownCustomers(sql::Transaction& transaction) {
    auto put = [&](std::int64_t number, std::int64_t id) {
        numbers_.push_back(static_cast<std::uint64_t>(number) << id_bits | static_cast<std::uint64_t>(id));
        highest_id_ = std::max(highest_id_, id);
    };
    auto rows = transaction.stream("SELECT number, id FROM customer ORDER BY number");
    while (rows.next()) put(rows.integer(0), rows.integer(1));
    const auto sorted = static_cast<std::ptrdiff_t>(numbers_.size());
    auto former = transaction.stream(
        "SELECT number, customer_id FROM former_number WHERE kind = 'customer' ORDER BY number");
    while (former.next()) {
        if (former.integer(1) > 0) put(former.integer(0), former.integer(1));
        else spent_.push_back(former.integer(0));
    }
    std::inplace_merge(numbers_.begin(), numbers_.begin() + sorted, numbers_.end());
}

std::optional<std::int64_t> KnownCustomers::id_of(std::int64_t number) const {
    if (number < 0 || number >= std::int64_t{1} << (64 - id_bits)) return std::nullopt;
    const auto first = static_cast<std::uint64_t>(number) << id_bits;
    const auto found = std::lower_bound(numbers_.begin(), numbers_.end(), first);
    if (found == numbers_.end() || *found >> id_bits != static_cast<std::uint64_t>(number)) return std::nullopt;
    return static_cast<std::int64_t>(*found & ((std::uint64_t{1} << id_bits) - 1));
}

bool KnownCustomers::is_spent(std::int64_t number) const {
    return std::binary_search(spent_.begin(), spent_.end(), number);
}

KnownDebtors::KnownDebtors(sql::Transaction& transaction) {
    auto rows = transaction.stream("SELECT debtor_number FROM customer WHERE debtor_number IS NOT NULL");
    while (rows.next()) numbers_.push_back(rows.integer(0));
    auto former = transaction.stream("SELECT number FROM former_number WHERE kind = 'debtor'");
    while (former.next()) numbers_.push_back(former.integer(0));
    std::sort(numbers_.begin(), numbers_.end());
}

bool KnownDebtors::has(std::int64_t number) const {
    return std::binary_search(numbers_.begin(), numbers_.end(), number);
}

KnownSources::KnownSources(sql::Transaction& transaction) {
    auto rows = transaction.stream("SELECT source, source_key FROM customer_source ORDER BY source, source_key");
    while (rows.next()) hashes_.push_back(hash_of(rows.text(0), rows.text(1)));
    std::sort(hashes_.begin(), hashes_.end());
}

std::optional<std::int64_t> KnownSources::id_of(sql::Transaction& transaction, std::string_view source,
                                                std::string_view key) const {
    if (!std::binary_search(hashes_.begin(), hashes_.end(), hash_of(source, key))) return std::nullopt;
    return customers::id_of_source(transaction, source, key);
}

NameKeys::NameKeys(sql::Transaction& transaction) {
    auto rows = transaction.stream("SELECT customer_id, name_key FROM customer_line ORDER BY name_key, customer_id");
    std::size_t last_begin = 0;
    while (rows.next()) {
        const auto id = static_cast<std::size_t>(rows.integer(0));
        if (id >= begins_.size()) begins_.resize(std::max(id + 1, begins_.size() * 2));
        const auto key = rows.text(1);
        // People of the same name share the text.
        if (last_begin == 0 || std::string_view(texts_).substr(last_begin, key.size() + 1) != std::string(key) + '\0') {
            last_begin = texts_.size();
            texts_.append(key) += '\0';
        }
        begins_[id] = static_cast<std::uint32_t>(last_begin);
    }
}

std::string_view NameKeys::of(std::int64_t customer) const {
    const auto id = static_cast<std::size_t>(customer);
    if (id >= begins_.size() || begins_[id] == 0) return {};
    const auto begin = begins_[id];
    return std::string_view(texts_).substr(begin, texts_.find('\0', begin) - begin);
}

}  // namespace kartei::imports
