// The customer list narrowed to what was sold through something: subscriptions (Rapportage > Abonnementen > Klanten;
// T-037 to T-054) and promotions (Rapportage > Acties > Klanten; T-055 to T-060). Same columns, same rows of an order,
// same way out as the main list; only tickets of the subscription, of the promotion, count.
#pragma once

#include "lists/report.hpp"

namespace kartei::reports {

/// Report "subscription-customers".
lists::Report subscription_customers_report();
/// Report "promotion-customers".
lists::Report promotion_customers_report();

}  // namespace kartei::reports
