#include "modules/accounts/permissions.hpp"

#include <algorithm>
#include <array>

#include "modules/accounts/account_store.hpp"

namespace kartei::accounts {
namespace {

constexpr std::array permissions{
    Permission{"search"},
    Permission{"customers.read"},
    Permission{"customers.create"},
    Permission{"customers.change"},
    Permission{"customers.delete"},
    Permission{"customers.merge"},
    Permission{"customers.see_hidden"},
    Permission{"customers.kind"},
    Permission{"customers.number"},
    Permission{"customers.links"},
    Permission{"customers.booking_block"},
    Permission{"customers.hidden_in_search"},
    Permission{"customers.no_selection"},
    Permission{"customers.no_open_items"},
    Permission{"sensitive.read"},
    Permission{"sensitive.change"},
    Permission{"notes.change"},
    Permission{"surcharges.change"},
    Permission{"commission.change"},
    Permission{"fees.change"},
    Permission{"fees.remove"},
    Permission{"bookings.read"},
    Permission{"bookings.change"},
    Permission{"bookings.discount"},
    Permission{"bookings.cancel"},
    Permission{"bookings.invoice"},
    Permission{"bookings.pay"},
    Permission{"bookings.without_customer"},
    Permission{"bookings.archive"},
    Permission{"payments.read"},
    Permission{"payments.debit"},
    Permission{"payments.dun"},
    Permission{"till.use"},
    Permission{"till.all"},
    Permission{"bonus.read"},
    Permission{"bonus.change"},
    Permission{"history.read"},
    Permission{"changes.undo"},
    Permission{"changes.undo_others"},
    Permission{"events.read"},
    Permission{"reports.customers"},
    Permission{"reports.export"},
    Permission{"reports.print"},
    Permission{"lists.save"},
    Permission{"lists.share"},
    Permission{"lists.deliver"},
    Permission{"sales.read"},
    Permission{"selections.run"},
    Permission{"selections.save"},
    Permission{"selections.share"},
    Permission{"selections.delete_others"},
    Permission{"sendings.send"},
    Permission{"customers.change_many"},
    Permission{"sales.sell"},
    Permission{"sales.refund"},
    Permission{"scans.scan"},
    Permission{"scans.undo"},
    Permission{"seats.block"},
    Permission{"events.change"},
    Permission{"books.read"},
    Permission{"books.export"},
    Permission{"statements.post"},
    Permission{"seat_rights.change"},
    Permission{"renewals.run"},
    Permission{"calls.read"},
    Permission{"calls.take"},
    Permission{"imports.run"},
    Permission{"imports.all"},
    Permission{"imports.sales"},
    Permission{"jobs.all"},
    Permission{"audit.read"},
    Permission{"parameters.manage"},
    Permission{"settings.change"},
    Permission{"privacy.export"},
    Permission{"privacy.erase"},
    Permission{"privacy.kept"},
    Permission{"users.manage"},
};

}  // namespace

std::span<const Permission> all_permissions() { return permissions; }

bool is_permission(std::string_view name) {
    return std::any_of(permissions.begin(), permissions.end(), [&](const Permission& one) { return one.name == name; });
}

std::set<std::string, std::less<>> expanded(const std::vector<std::string>& names) {
    std::set<std::string, std::less<>> all(names.begin(), names.end());
    if (all.erase(std::string(every_permission)))
        for (const auto& permission : permissions) all.emplace(permission.name);
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
          "payments.read", "till.use", "bonus.read", "history.read", "changes.undo", "events.read", "reports.customers",
          "reports.print",
          "lists.save", "selections.run", "selections.save", "selections.share", "calls.read", "calls.take"}},
        {"box_office",
         {"search", "customers.read", "customers.create", "customers.change", "customers.links", "bookings.read",
          "history.read", "changes.undo", "events.read", "reports.customers", "reports.export", "reports.print",
          "lists.save", "lists.share", "sales.read", "sales.sell", "till.use", "scans.scan", "seat_rights.change", "selections.run",
          "selections.save", "selections.share", "sendings.send", "calls.read", "calls.take"}},
        {"back_office",
         {"search", "customers.read", "customers.create", "customers.change", "customers.delete", "customers.merge",
          "customers.see_hidden", "customers.kind", "customers.number", "customers.links", "customers.booking_block",
          "customers.hidden_in_search", "customers.no_selection", "customers.no_open_items", "sensitive.read",
          "sensitive.change", "notes.change", "surcharges.change", "commission.change", "fees.change", "fees.remove",
          "bookings.read", "bookings.change", "bookings.discount", "bookings.cancel", "bookings.invoice",
          "bookings.pay", "bookings.without_customer", "bookings.archive", "payments.read", "payments.debit", "payments.dun", "till.use", "till.all", "bonus.read",
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
