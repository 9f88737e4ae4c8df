// Stock of articles and how many of them an event date has: guarded by conditional updates, never below zero and never
// beyond the quota, whichever server sells. What a sale took is a claim, so that it goes back exactly once.
#pragma once

#include "modules/orders/product_sale.hpp"

namespace kartei::orders {

struct WantedProduct;

struct ProductTerms {
    std::int64_t unit_price = 0;
    std::string vat_rate;
};
/// What it costs. Refuses a product that is not for sale here, and more than are left; takes nothing.
Result<ProductTerms> find_product_terms(sql::Transaction& transaction, const WantedProduct& wanted);

/// Takes what a stored sale needs, or refuses as find_product_terms() does.
Result<Done> claim_product(sql::Transaction& transaction, const ProductSale& sale);
/// Gives back what the sale took, when it has it.
void release_product(sql::Transaction& transaction, std::int64_t sale);
/// Takes again what the sale gave back, when it once had it. False: not so many are left.
bool claim_product_again(sql::Transaction& transaction, std::int64_t sale, bool check_only);
/// Nothing is known of it any more.
void forget_product_claim(sql::Transaction& transaction, std::int64_t sale);

/// Quotas that are not what the claims say; for `kartei check`.
std::int64_t check_quotas(sql::Transaction& transaction);

/// An article that can be sold now, for the choice at the counter.
struct OfferedArticle {
    std::int64_t id = 0, unit_price = 0;
    std::string name;
    bool of_event = false;
    std::optional<std::int64_t> left;
};
std::vector<OfferedArticle> offered_articles(sql::Transaction& transaction, std::int64_t event);

}  // namespace kartei::orders
