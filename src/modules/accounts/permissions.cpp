#include "modules/accounts/permissions.hpp"

#include <algorithm>

#include "base/module.hpp"
#include "modules/accounts/account_store.hpp"

namespace kartei::accounts {

std::span<const Permission> all_permissions() { return handed_in<Permission>(); }

bool is_permission(std::string_view name) {
    const auto all = all_permissions();
    return std::any_of(all.begin(), all.end(), [&](const Permission& one) { return one.name == name; });
}

std::set<std::string, std::less<>> expanded(const std::vector<std::string>& names) {
    std::set<std::string, std::less<>> all(names.begin(), names.end());
    if (all.erase(std::string(every_permission)))
        for (const auto& permission : all_permissions()) all.emplace(permission.name);
    return all;
}

// customer-lists.md 12 and customers.md 20.3: a new user has no right; the first has all; a promoter sees the lists of
// his own events and no customer; whoever stands at the door scans and sees nothing else.
const std::vector<StandardRole>& standard_roles() {
    static const std::vector<StandardRole> roles = {
        {administrator, {every_permission}},
        {"counter",
         {"search", "customers.read", "customers.create", "customers.change", "customers.links", "sensitive.read",
          "sensitive.change", "bookings.read", "bookings.change", "bookings.cancel", "bookings.invoice", "bookings.pay",
          "payments.read", "till.use", "receipts.read", "bonus.read", "history.read", "changes.undo", "events.read", "reports.customers",
          "reports.print",
          "lists.save", "selections.run", "selections.save", "selections.share", "calls.read", "calls.take"}},
        {"box_office",
         {"search", "customers.read", "customers.create", "customers.change", "customers.links", "bookings.read",
          "history.read", "changes.undo", "events.read", "reports.customers", "reports.export", "reports.print",
          "lists.save", "lists.share", "sales.read", "sales.sell", "till.use", "receipts.read",
          "scans.scan", "seat_rights.change", "selections.run",
          "selections.save", "selections.share", "sendings.send", "calls.read", "calls.take"}},
        {"back_office",
         {"search", "customers.read", "customers.create", "customers.change", "customers.delete", "customers.merge",
          "customers.see_hidden", "customers.kind", "customers.number", "customers.links", "customers.booking_block",
          "customers.hidden_in_search", "customers.no_selection", "customers.no_open_items", "sensitive.read",
          "sensitive.change", "notes.change", "surcharges.change", "commission.change", "fees.change", "fees.remove",
          "bookings.read", "bookings.change", "bookings.discount", "bookings.cancel", "bookings.invoice",
          "bookings.pay", "bookings.without_customer", "bookings.archive", "payments.read", "payments.debit", "payments.dun", "till.use", "till.all", "receipts.read", "bonus.read",
          "bonus.change", "history.read", "changes.undo", "changes.undo_others", "events.read", "reports.customers",
          "reports.export", "reports.print",
          "lists.save", "lists.share", "lists.deliver", "sales.read", "sales.sell", "sales.refund", "scans.scan", "scans.undo",
          "seats.block", "events.change", "seat_rights.change", "renewals.run",
          "selections.run", "selections.save", "selections.share", "selections.delete_others", "sendings.send",
          "customers.change_many", "imports.run", "imports.sales", "books.read", "books.export", "statements.post",
          "audit.read", "calls.read", "calls.take", "privacy.export"}},
        {"door", {"scans.scan"}},
        {"promoter", {"events.read", "reports.customers", "reports.print", "lists.save"}},
    };
    return roles;
}

void found_accounts(sql::Transaction& transaction) {
    if (!all_roles(transaction).empty()) return;
    for (const auto& standard : standard_roles()) {
        Role role;
        role.name = standard.name;
        role.permissions.assign(standard.permissions.begin(), standard.permissions.end());
        insert_role(transaction, role);
    }
}

}  // namespace kartei::accounts
