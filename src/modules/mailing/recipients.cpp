#include "modules/mailing/recipients.hpp"

#include <array>
#include <utility>

#include "modules/customers/customer_store.hpp"
#include "modules/customers/print_address.hpp"
#include "modules/customers/register_export.hpp"
#include "modules/profile/booking_terms.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using customers::ExportColumn;
using customers::RegisterExport;
using sql::Transaction;

/// As many as print_address() gives.
constexpr std::size_t most_lines = 6;

std::string_view why_not_reachable(const Customer& customer, Channel channel,
                                   const parameters::ParameterValues& parameters) {
    if (channel == Channel::sms) return profile::receives_sms(customer, parameters) ? "" : "not_on_sms_list";
    if (customer.mailing_kind == "none") return "mailing_kind";
    if (channel == Channel::email) return customer.email.empty() ? "no_email" : "";
    return customer.town.empty() ? "no_address" : "";
}

void each_recipient(Transaction& transaction, Channel channel, const std::function<bool(const Customer&)>& take) {
    const auto parameters = parameters::parameters_of(transaction);
    customers::each_customer(transaction, [&](const Customer& customer) {
        return !why_left_out(customer, channel, *parameters).empty() || take(customer);
    });
}

/// Columns beside the address lines.
constexpr std::array<std::string_view, 8> own_columns{"number",     "salutation", "title", "first_name",
                                                      "name_prefix", "name",       "letter_salutation", "language"};

std::vector<ExportColumn> columns_of(Channel channel) {
    std::vector<ExportColumn> columns;
    const auto add = [&](std::string_view name) {
        columns.push_back(
            {find_field(customers::customer_fields(), name)->field, "customer." + std::string(name)});
    };
    for (const auto name : own_columns) add(name);
    if (channel == Channel::email) add("email");
    else if (channel == Channel::sms) add("phone_mobile_e164");
    else
        for (const auto* line : {"line1", "line2", "line3", "line4", "line5", "line6"})
            columns.push_back({{line, FieldKind::text, 250}, "mailing." + std::string(line)});
    return columns;
}

std::vector<Value> row_of(const Customer& customer, Channel channel, std::string_view country) {
    std::vector<Value> values;
    const auto add = [&](std::string_view name) {
        values.push_back(find_field(customers::customer_fields(), name)->get(customer));
    };
    for (const auto name : own_columns) add(name);
    if (channel == Channel::email) add("email");
    else if (channel == Channel::sms) add("phone_mobile_e164");
    else {
        auto lines = print_address(customer, country);
        lines.resize(most_lines);
        for (auto& line : lines) values.push_back(line.empty() ? Value() : Value(std::move(line)));
    }
    return values;
}

RegisterExport export_of(const char* name, Channel channel) {
    return {name, [channel](bool) { return columns_of(channel); },
            [channel](Transaction& transaction) {
                std::int64_t count = 0;
                each_recipient(transaction, channel, [&](const Customer&) { return ++count, true; });
                return count;
            },
            [channel](House& house, Transaction& transaction, bool, const RegisterExport::Take& take) {
                each_recipient(transaction, channel, [&](const Customer& customer) {
                    return take(row_of(customer, channel, house.country));
                });
            }};
}

}  // namespace

std::string_view why_left_out(const Customer& customer, Channel channel,
                              const parameters::ParameterValues& parameters, bool also_excluded) {
    if (customer.id == customers::anonymous_customer) return "anonymous";
    if (customer.no_selection && !also_excluded) return "no_selection";  // J-183
    if (customer.hidden_in_search && !also_excluded) return "hidden_in_search";
    return why_not_reachable(customer, channel, parameters);
}

void join_mailing_exports() {
    static bool joined = false;
    if (std::exchange(joined, true)) return;
    auto& exports = customers::register_exports();
    exports.push_back(export_of("letters", Channel::letter));
    exports.push_back(export_of("emails", Channel::email));
    exports.push_back(export_of("text-messages", Channel::sms));
}

}  // namespace kartei::mailing
