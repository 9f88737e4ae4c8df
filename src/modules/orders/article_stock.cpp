#include "modules/orders/article_stock.hpp"

#include <algorithm>

#include "modules/orders/counter_sale.hpp"

namespace kartei::orders {
namespace {

using sql::Transaction;

constexpr std::int64_t most_of_one = 1000;

struct StockClaim {
    std::int64_t product = 0, event = 0, quantity = 0;
    bool live = false;
};

std::optional<StockClaim> find_claim(Transaction& transaction, std::int64_t sale) {
    auto rows = transaction.query(
        "SELECT product_id, event_id, quantity, live FROM product_claim WHERE product_sale_id = :sale", sale);
    if (!rows.next()) return std::nullopt;
    return StockClaim{rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3) != 0};
}

/// Of stock and quota the smaller; none: not counted.
std::optional<std::int64_t> left_of(Transaction& transaction, std::int64_t product, std::int64_t event) {
    auto rows = transaction.query(
        "SELECT p.stock, p.quota, (SELECT q.taken FROM product_quota q WHERE q.product_id = p.id"
        " AND q.event_id = :event) FROM product p WHERE p.id = :product",
        event, product);
    if (!rows.next()) return 0;
    std::optional<std::int64_t> left = rows.optional_integer(0);
    if (event != 0 && !rows.is_null(1)) {
        const auto of_quota = std::max<std::int64_t>(0, rows.integer(1) - rows.integer(2));
        left = left ? std::min(*left, of_quota) : of_quota;
    }
    return left;
}

Refusal out_of_stock(std::int64_t left) {
    return {RefusalKind::conflict, {{"products", "error.out_of_stock", {{"left", std::to_string(left)}}}}};
}

bool take_stock(Transaction& transaction, const StockClaim& claim) {
    if (transaction.execute("UPDATE product SET stock = stock - :quantity WHERE id = :product AND stock >= :least",
                            claim.quantity, claim.product, claim.quantity) == 1)
        return true;
    return transaction.query("SELECT 1 FROM product WHERE id = :product AND stock IS NULL", claim.product).next();
}

bool take_quota(Transaction& transaction, const StockClaim& claim) {
    if (claim.event == 0) return true;
    transaction.execute(
        "INSERT INTO product_quota (product_id, event_id, taken) VALUES (:product, :event, 0)"
        " ON CONFLICT (product_id, event_id) DO NOTHING",
        claim.product, claim.event);
    return transaction.execute(
               "UPDATE product_quota SET taken = taken + :quantity WHERE product_id = :product AND event_id = :event"
               " AND taken + :more <= coalesce((SELECT p.quota FROM product p WHERE p.id = :of), taken + :all)",
               claim.quantity, claim.product, claim.event, claim.quantity, claim.product, claim.quantity) == 1;
}

/// The row of the article is held until the end, also where nothing is counted: who changes its quota waits.
bool take(Transaction& transaction, const StockClaim& claim) {
    return take_stock(transaction, claim) && take_quota(transaction, claim);
}

}  // namespace

Result<ProductTerms> find_product_terms(Transaction& transaction, const WantedProduct& wanted) {
    if (wanted.quantity < 1 || wanted.quantity > most_of_one) return refuse_field("products", "error.quantity");
    ProductTerms terms;
    {
        auto rows = transaction.query(
            "SELECT unit_price, vat_rate, of_event FROM product WHERE id = :product AND retired = 0"
            " AND unit_price IS NOT NULL",
            wanted.product_id);
        if (!rows.next()) return refuse_field("products", "error.product_not_for_sale");
        terms = {rows.integer(0), rows.string(1)};
        if (rows.integer(2) != 0 && wanted.event_id == 0)
            return refuse_field("products", "error.product_needs_event");
    }
    if (const auto left = left_of(transaction, wanted.product_id, wanted.event_id); left && *left < wanted.quantity)
        return out_of_stock(*left);
    return terms;
}

Result<Done> claim_product(Transaction& transaction, const ProductSale& sale) {
    const StockClaim claim{sale.product_id, sale.event_id, sale.quantity, true};
    if (!take(transaction, claim))
        return out_of_stock(left_of(transaction, claim.product, claim.event).value_or(0));
    const auto event = claim.event == 0 ? std::nullopt : std::optional(claim.event);
    transaction.execute(
        "INSERT INTO product_claim (product_sale_id, product_id, event_id, quantity, live)"
        " VALUES (:sale, :product, :event, :quantity, 1)",
        sale.id, claim.product, event, claim.quantity);
    return Done{};
}

void release_product(Transaction& transaction, std::int64_t sale) {
    // Whoever sets it to 0 gives it back: twice is not possible.
    if (transaction.execute("UPDATE product_claim SET live = 0 WHERE product_sale_id = :sale AND live = 1", sale) == 0)
        return;
    const auto claim = *find_claim(transaction, sale);
    transaction.execute("UPDATE product SET stock = stock + :quantity WHERE id = :product", claim.quantity,
                        claim.product);
    if (claim.event != 0)
        transaction.execute(
            "UPDATE product_quota SET taken = taken - :quantity WHERE product_id = :product AND event_id = :event",
            claim.quantity, claim.product, claim.event);
}

bool claim_product_again(Transaction& transaction, std::int64_t sale, bool check_only) {
    const auto claim = find_claim(transaction, sale);
    if (!claim || claim->live) return true;
    const auto left = left_of(transaction, claim->product, claim->event);
    if (left && *left < claim->quantity) return false;
    if (check_only) return true;
    if (!take(transaction, *claim)) return false;
    transaction.execute("UPDATE product_claim SET live = 1 WHERE product_sale_id = :sale", sale);
    return true;
}

void forget_product_claim(Transaction& transaction, std::int64_t sale) {
    transaction.execute("DELETE FROM product_claim WHERE product_sale_id = :sale", sale);
}

std::int64_t check_quotas(Transaction& transaction) {
    auto rows = transaction.query(
        "SELECT count(*) FROM product_quota q WHERE q.taken <> (SELECT coalesce(sum(c.quantity), 0)"
        " FROM product_claim c WHERE c.product_id = q.product_id AND c.event_id = q.event_id AND c.live = 1)");
    rows.next();
    return rows.integer(0);
}

std::vector<OfferedArticle> offered_articles(Transaction& transaction, std::int64_t event) {
    std::vector<OfferedArticle> articles;
    {
        auto rows = transaction.query(
            "SELECT id, unit_price, name, of_event FROM product WHERE retired = 0 AND unit_price IS NOT NULL"
            " ORDER BY name");
        while (rows.next())
            articles.push_back({rows.integer(0), rows.integer(1), rows.string(2), rows.integer(3) != 0, {}});
    }
    for (auto& article : articles) article.left = left_of(transaction, article.id, article.of_event ? event : 0);
    return articles;
}

}  // namespace kartei::orders
