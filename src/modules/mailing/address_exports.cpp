#include "modules/mailing/address_exports.hpp"

#include <array>
#include <utility>

#include "audit/change.hpp"
#include "modules/customers/print_address.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using customers::ExportColumn;
using customers::RegisterExport;
using sql::Transaction;

/// As many as print_address() gives.
constexpr std::size_t most_lines = 6;

void each_recipient(const House& house, Transaction& transaction, const GateOrder& order,
                    const std::function<bool(const Customer&)>& take) {
    each_judged(house, transaction, order, [&](const Customer& customer, const std::string& reason) {
        return !reason.empty() || take(customer);
    });
}

/// Columns beside the address lines.
constexpr std::array<std::string_view, 8> own_columns{"number",     "salutation", "title", "first_name",
                                                      "name_prefix", "name",       "letter_salutation", "language"};

void note_use(House& house, const Actor& actor, const std::string& subject) {
    house.database.write([&](Transaction& transaction) {
        audit::Change(house, transaction, actor, "addresses_exported", subject).seal();
    });
}

/// The whole house; counts are of what is chosen, where something is.
RegisterExport export_for(const std::string& name, Channel channel) {
    return {name, [channel](bool) { return address_columns(channel); }, [](Transaction&) { return std::int64_t{0}; },
            [](House&, Transaction&, bool, const RegisterExport::Take&) {}};
}

void choose(RegisterExport& chosen, const House& house, const GateOrder& order) {
    chosen.count = [&house, order](Transaction& transaction) {
        std::int64_t count = 0;
        each_recipient(house, transaction, order, [&](const Customer&) { return ++count, true; });
        return count;
    };
    chosen.each = [order](House& house, Transaction& transaction, bool, const RegisterExport::Take& take) {
        each_recipient(house, transaction, order, [&](const Customer& customer) {
            return take(address_row(customer, order.channel, house.country));
        });
    };
    chosen.left_out = [&house, order](Transaction& transaction, const RegisterExport::LeftOut& take) {
        each_judged(house, transaction, order, [&](const Customer& customer, const std::string& reason) {
            if (!reason.empty() && reason != "anonymous") take(*customer.number, "mailing.left_out." + reason);
            return true;
        });
    };
}

RegisterExport export_of(const char* name, Channel channel) {
    auto whole = export_for(name, channel);
    whole.needs_purpose = true;
    whole.narrowed = [name = std::string(name), channel](const House& house, Transaction& transaction,
                                                         const Actor& actor, const customers::ExportChoice& choice)
        -> Result<RegisterExport> {
        const auto purpose = purpose_named(choice.purpose).value_or(Purpose::information);
        const auto order = TRY(gate_order(transaction, actor, channel, purpose, choice.permission, false));
        auto chosen = export_for(name, channel);
        choose(chosen, house, order);
        const auto what = name + ", " + choice.purpose + (choice.permission.empty() ? "" : ": " + choice.permission);
        chosen.note_use = [what](House& house, const Actor& actor, std::int64_t rows) {
            note_use(house, actor, what + " (" + std::to_string(rows) + ")");
        };
        return chosen;
    };
    return whole;
}

}  // namespace

std::vector<ExportColumn> address_columns(Channel channel) {
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

std::vector<Value> address_row(const Customer& customer, Channel channel, std::string_view country) {
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

std::vector<customers::RegisterExport> address_exports() {
    return {export_of("letters", Channel::letter), export_of("emails", Channel::email),
            export_of("text-messages", Channel::sms)};
}

}  // namespace kartei::mailing
