// Products that were sold (Artikel, producten): lines of an order beside its tickets, told apart by their ordinal in
// the order. Every SQL statement on them stands in product_sale.cpp.
#pragma once

#include <array>
#include <optional>

#include "audit/reversal.hpp"

namespace kartei::orders {

inline constexpr std::array<std::string_view, 4> product_states{"reserved", "sold", "returned", "deleted"};

struct ProductSale {
    std::int64_t id = 0, version = 1, created_event = 0;
    std::int64_t order_id = 0, line = 0;
    std::int64_t customer_id = 0, product_id = 0, event_id = 0;  ///< event 0 = bound to none
    std::int64_t quantity = 1, unit_price = 0;                   ///< price in minor units
    std::string vat_rate;                                        ///< per cent as text: "7", "19", "5.5"
    std::string state;                                           ///< one of product_states
    std::string sold_at;

    /// Somebody has it, or it waits for him.
    bool is_live() const { return state == "sold" || state == "reserved"; }
};

std::optional<ProductSale> find_sale(sql::Transaction& transaction, std::int64_t order_id, std::int64_t line);

/// All of an order, by line.
std::vector<ProductSale> sales_of_order(sql::Transaction& transaction, std::int64_t order_id);

enum class SaleStored { created, changed, unchanged };
/// Creates the sale, or changes the stored one with the same order and line; part of `change`.
SaleStored store_sale(sql::Transaction& transaction, audit::Change& change, ProductSale sale);

/// It goes over to another order, behind what that has, or to another customer.
void move_sale(sql::Transaction& transaction, audit::Change& change, const ProductSale& before, std::int64_t order,
               std::int64_t customer);

/// Fields that differ, by name.
std::vector<std::string> changed_fields(const ProductSale& before, const ProductSale& after);
/// "product_id" … as text, for previews and the audit; money with its decimals.
std::string field_text(const House& house, const ProductSale& sale, std::string_view field);

audit::Reversible reversible_product_sale();

}  // namespace kartei::orders
