#include "modules/mailing/recipients.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "audit/change.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/print_address.hpp"
#include "modules/customers/register_export.hpp"
#include "modules/profile/booking_terms.hpp"

namespace kartei::mailing {
namespace {

/// What is sent, and the permission it needs.
struct Sending {
    Channel channel;
    std::optional<std::int64_t> permission;
};

using customers::Customer;
using customers::ExportColumn;
using customers::RegisterExport;
using sql::Transaction;

/// As many as print_address() gives.
constexpr std::size_t most_lines = 6;

std::string_view why_not_reachable(const Customer& customer, Channel channel,
                                   const parameters::ParameterValues& parameters) {
    if (channel == Channel::sms) return profile::receives_sms(customer, parameters) ? "" : "not_on_sms_list";
    if (channel == Channel::phone) return phone_of(customer).empty() ? "no_phone" : "";  // a call is no mailing
    if (customer.mailing_kind == "none") return "mailing_kind";
    if (channel == Channel::email) return customer.email.empty() ? "no_email" : "";
    return customer.town.empty() ? "no_address" : "";
}

/// Who holds the permission of a sending; everybody where none is asked for.
class Permitted {
public:
    Permitted(Transaction& transaction, const Sending& sending) : all_(!sending.permission) {
        if (all_) return;
        auto rows = transaction.query(
            "SELECT customer_id FROM customer_permission WHERE permission_id = :permission AND state = 'given'"
            " ORDER BY customer_id",
            *sending.permission);
        while (rows.next()) customers_.push_back(rows.integer(0));
    }
    bool has(std::int64_t customer) const {
        return all_ || std::binary_search(customers_.begin(), customers_.end(), customer);
    }

private:
    bool all_;
    std::vector<std::int64_t> customers_;
};

/// Every customer with the reason why he is left out, "" for those who take part.
void each_judged(Transaction& transaction, const Sending& sending,
                 const std::function<bool(const Customer&, std::string_view reason)>& take) {
    const auto parameters = parameters::parameters_of(transaction);
    const Permitted permitted(transaction, sending);
    customers::each_customer(transaction, [&](const Customer& customer) {
        return take(customer,
                    why_not_written_to(customer, sending.channel, *parameters, permitted.has(customer.id)));
    });
}

void each_recipient(Transaction& transaction, const Sending& sending,
                    const std::function<bool(const Customer&)>& take) {
    each_judged(transaction, sending, [&](const Customer& customer, std::string_view reason) {
        return !reason.empty() || take(customer);
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

/// The permission that advertising asks for; other purposes ask for one only when it is named.
Result<Sending> sending_of(Transaction& transaction, Channel channel, const customers::ExportChoice& choice) {
    Sending sending{channel, {}};
    if (choice.permission.empty() && choice.purpose != "advertising") return sending;
    std::string names;
    for (const auto& [id, name] : consents::all_permissions(transaction)) {
        if (name == choice.permission) sending.permission = id;
        names.append(names.empty() ? "" : ", ").append(name);
    }
    if (!sending.permission)
        return refuse_field("permission", names.empty() ? "error.no_permissions_yet" : "error.which_permission",
                            {{"names", names}});
    return sending;
}

void note_use(House& house, const Actor& actor, const std::string& subject) {
    house.database.write([&](Transaction& transaction) {
        audit::Change(house, transaction, actor, "addresses_exported", subject).seal();
    });
}

RegisterExport export_for(const std::string& name, const Sending& sending) {
    return {name, [channel = sending.channel](bool) { return columns_of(channel); },
            [sending](Transaction& transaction) {
                std::int64_t count = 0;
                each_recipient(transaction, sending, [&](const Customer&) { return ++count, true; });
                return count;
            },
            [sending](House& house, Transaction& transaction, bool, const RegisterExport::Take& take) {
                each_recipient(transaction, sending, [&](const Customer& customer) {
                    return take(row_of(customer, sending.channel, house.country));
                });
            }};
}

RegisterExport export_of(const char* name, Channel channel) {
    auto whole = export_for(name, {channel, {}});
    whole.needs_purpose = true;
    whole.narrowed = [name = std::string(name), channel](const House&, Transaction& transaction, const Actor&,
                                                         const customers::ExportChoice& choice)
        -> Result<RegisterExport> {
        const auto sending = TRY(sending_of(transaction, channel, choice));
        auto chosen = export_for(name, sending);
        chosen.left_out = [sending](Transaction& transaction, const RegisterExport::LeftOut& take) {
            each_judged(transaction, sending, [&](const Customer& customer, std::string_view reason) {
                if (!reason.empty() && reason != "anonymous")
                    take(*customer.number, "mailing.left_out." + std::string(reason));
                return true;
            });
        };
        const auto what = name + ", " + choice.purpose + (choice.permission.empty() ? "" : ": " + choice.permission);
        chosen.note_use = [what](House& house, const Actor& actor, std::int64_t rows) {
            note_use(house, actor, what + " (" + std::to_string(rows) + ")");
        };
        return chosen;
    };
    return whole;
}

}  // namespace

std::string_view why_left_out(const Customer& customer, Channel channel,
                              const parameters::ParameterValues& parameters, bool also_excluded) {
    if (customer.id == customers::anonymous_customer) return "anonymous";
    if (customer.no_selection && !also_excluded) return "no_selection";  // J-183
    if (customer.hidden_in_search && !also_excluded) return "hidden_in_search";
    return why_not_reachable(customer, channel, parameters);
}

std::string_view why_not_written_to(const Customer& customer, Channel channel,
                                    const parameters::ParameterValues& parameters, bool is_permitted) {
    const auto reason = why_left_out(customer, channel, parameters);
    return reason.empty() && !is_permitted ? "no_permission" : reason;
}

std::string_view phone_of(const Customer& customer) {
    if (!customer.phone_mobile.empty()) return customer.phone_mobile;
    return customer.phone_private.empty() ? customer.phone_business : customer.phone_private;
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
