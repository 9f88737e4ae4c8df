#include "modules/mailing/gate.hpp"

#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "modules/consents/consent_store.hpp"
#include "modules/consents/suppressions.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/mailing/bounces.hpp"
#include "modules/profile/booking_terms.hpp"

namespace kartei::mailing {
namespace {

using customers::Customer;
using parameters::contact_channels;
using parameters::contact_purposes;
using parameters::ContactRule;
using sql::Transaction;

template <class Kind, std::size_t count>
std::optional<Kind> named(const std::array<std::string_view, count>& names, std::string_view name) {
    for (std::size_t i = 0; i < count; ++i)
        if (names[i] == name) return static_cast<Kind>(i);
    return std::nullopt;
}

std::string_view why_not_reachable(const Customer& customer, const Circumstances& circumstances) {
    if (circumstances.channel == Channel::sms)
        return profile::receives_sms(customer, circumstances.parameters) ? "" : "not_on_sms_list";
    if (circumstances.channel == Channel::phone)
        return phone_of(customer).empty() ? "no_phone" : "";  // a call is no mailing
    if (customer.mailing_kind == "none") return "mailing_kind";
    if (circumstances.channel == Channel::letter) return customer.town.empty() ? "no_address" : "";
    if (customer.email.empty()) return "no_email";
    if (!is_usable_email(customer.email)) return "bad_email";
    return circumstances.is_undeliverable ? "undeliverable" : "";
}

std::string_view why_not_permitted(const Circumstances& circumstances) {
    const bool advertises = circumstances.purpose == Purpose::advertising;
    if (advertises && circumstances.law == ContactRule::forbidden) return "forbidden_by_law";
    if (!advertises && !circumstances.needs_permission) return "";
    if (circumstances.is_permitted) return "";
    if (circumstances.is_withdrawn) return "permission_withdrawn";
    return advertises && circumstances.law == ContactRule::opt_out ? "" : "no_permission";
}

std::string address_of(const Customer& customer, Channel channel) {
    switch (channel) {
        case Channel::letter: return customer.town;
        case Channel::email: return customer.email;
        case Channel::phone: return std::string(phone_of(customer));
        case Channel::sms: return customer.phone_mobile_e164;
    }
    return "";
}

/// Those who have it live, or read, together.
std::string shared_address(const Customer& customer, Channel channel) {
    if (channel == Channel::email) return consents::suppression_hash_of_email(customer.email);
    if (channel != Channel::letter) return address_of(customer, channel);
    return fold(customer.name) + '\x1f' + fold(customer.street) + '\x1f' + fold(customer.house_number) + '\x1f' +
           fold(customer.house_number_suffix) + '\x1f' + fold(customer.postcode) + '\x1f' + fold(customer.town);
}

/// A permission that says what it is for serves nothing else (counter.md 5).
std::optional<Issue> other_use(Transaction& transaction, const GateOrder& order) {
    auto rows = transaction.query("SELECT name, purpose, channel FROM permission WHERE id = :id", *order.permission);
    if (!rows.next()) return std::nullopt;
    if (!rows.is_null(1) && rows.text(1) != name_of(order.purpose))
        return Issue{"permission", "error.permission_of_other_purpose", {{"name", rows.string(0)}}};
    if (!rows.is_null(2) && rows.text(2) != name_of(order.channel))
        return Issue{"permission", "error.permission_of_other_channel", {{"name", rows.string(0)}}};
    return std::nullopt;
}

}  // namespace

std::string_view name_of(Channel channel) { return contact_channels[static_cast<std::size_t>(channel)]; }
std::string_view name_of(Purpose purpose) { return contact_purposes[static_cast<std::size_t>(purpose)]; }
std::optional<Channel> channel_named(std::string_view name) { return named<Channel>(contact_channels, name); }
std::optional<Purpose> purpose_named(std::string_view name) { return named<Purpose>(contact_purposes, name); }

bool is_usable_email(std::string_view email) {
    const auto at = email.find('@');
    const auto breaks = [](unsigned char one) {
        return one <= 0x20 || one == 0x7f || std::string_view(",;<>()\"\\").find(static_cast<char>(one)) != std::string_view::npos;
    };
    return at != std::string_view::npos && at > 0 && email.find('@', at + 1) == std::string_view::npos &&
           email.find('.', at) != std::string_view::npos && email.back() != '.' &&
           std::none_of(email.begin(), email.end(), breaks);
}

std::string_view phone_of(const Customer& customer) {
    if (!customer.phone_mobile.empty()) return customer.phone_mobile;
    return customer.phone_private.empty() ? customer.phone_business : customer.phone_private;
}

std::string_view why_dropped(const Customer& customer, const Circumstances& circumstances) {
    const bool is_lifted = circumstances.is_lifted && circumstances.purpose != Purpose::advertising;
    if (customer.id == customers::anonymous_customer) return "anonymous";
    if (customer.mailing_kind == "deceased") return "deceased";
    if (customer.no_selection && !is_lifted) return "no_selection";  // J-183
    if (customer.hidden_in_search && !is_lifted) return "hidden_in_search";
    if (const auto reason = why_not_reachable(customer, circumstances); !reason.empty()) return reason;
    if (circumstances.is_suppressed && circumstances.purpose != Purpose::contract) return "suppressed";
    return why_not_permitted(circumstances);
}

Gate::Gate(const House& house, Transaction& transaction, const GateOrder& order)
    : house_(house),
      transaction_(transaction),
      order_(order),
      parameters_(parameters::parameters_of(transaction)),
      laws_(transaction, house.today()) {
    if (order.purpose != Purpose::contract && order.customer == 0)
        suppressed_ = consents::all_suppressions(transaction);
    if (order.channel == Channel::email && order.customer == 0) undeliverable_ = undeliverable_hashes(transaction);
    read_permissions();
}

void Gate::read_permissions() {
    if (!order_.permission && !order_.any_permission) return;
    auto rows = transaction_.stream(
        "SELECT c.customer_id, c.state, p.name, c.at, c.source, c.channel FROM customer_permission c JOIN permission p"
        " ON p.id = c.permission_id WHERE (c.permission_id = :permission OR :permission = 0)"
        " AND c.customer_id >= :first AND c.customer_id <= :last AND (p.purpose IS NULL OR p.purpose = :purpose)"
        " AND (p.channel IS NULL OR p.channel = :channel) ORDER BY c.customer_id, c.at",
        order_.any_permission ? std::int64_t{0} : *order_.permission, order_.customer,
        order_.customer == 0 ? std::numeric_limits<std::int64_t>::max() : order_.customer, name_of(order_.purpose),
        name_of(order_.channel));
    while (rows.next()) {
        auto& standing = standings_[rows.integer(0)];
        if (rows.text(1) == "withdrawn") standing.withdrawn = true;
        if (rows.text(1) != "given") continue;
        standing.permitted = true;
        standing.proof = {rows.string(2), rows.string(3), rows.string(4), rows.string(5)};
    }
}

bool Gate::is_suppressed(const Customer& customer) const {
    if (order_.channel == Channel::letter || order_.purpose == Purpose::contract) return false;
    if (order_.customer == 0 && suppressed_.empty()) return false;
    const auto& number = order_.channel == Channel::sms || !customer.phone_mobile.empty() ? customer.phone_mobile_e164
                         : !customer.phone_private.empty()                              ? customer.phone_private_e164
                                                                                         : customer.phone_business_e164;
    const auto hash = order_.channel == Channel::email ? consents::suppression_hash_of_email(customer.email)
                                                       : consents::suppression_hash_of_phone(number);
    const auto is_there = [&](const std::string& one) {
        return order_.customer == 0 ? suppressed_.contains(one) : consents::is_suppressed(transaction_, one);
    };
    return is_there(hash) || is_there(consents::keyed_suppression(house_.keys, hash));
}

bool Gate::is_undeliverable(const Customer& customer) const {
    if (order_.channel != Channel::email) return false;
    if (order_.customer == 0)
        return mailing::is_undeliverable(undeliverable_, house_.keys, customer.email);
    const auto known = bounce_of(house_.keys, transaction_, customer.email);
    return known && known->state == "undeliverable";
}

bool Gate::is_repeated(const Customer& customer) {
    return order_.once_per_address && !addresses_.insert(shared_address(customer, order_.channel)).second;
}

std::string Gate::decide(const Customer& customer) {
    const auto standing = standings_.find(customer.id);
    const bool known = standing != standings_.end();
    const std::string reason(why_dropped(
        customer,
        {order_.channel, order_.purpose, *parameters_, order_.lift_exclusions, order_.permission.has_value(),
         known && standing->second.permitted, known && standing->second.withdrawn, is_suppressed(customer), is_undeliverable(customer),
         laws_.of(customer.country.empty() ? house_.country : customer.country, name_of(order_.channel))}));
    return reason.empty() && is_repeated(customer) ? "double_address" : reason;
}

std::optional<Issued> Gate::issue(const Customer& customer, std::string* reason) {
    auto why = decide(customer);
    if (reason) *reason = why;
    if (!why.empty()) return std::nullopt;
    const auto standing = standings_.find(customer.id);
    return Issued(customer, address_of(customer, order_.channel),
                  standing == standings_.end() || !standing->second.permitted ? Proof() : standing->second.proof);
}

std::optional<Issued> Gate::issue_for_two(const Customer& one, const Customer& other, Language language,
                                          std::string* reason) {
    auto issued = issue(one, reason);
    if (!issued) return issue(other);
    if (!decide(other).empty()) return issued;
    const auto both = " " + text(language, "letter.and") + " ";
    auto& two = issued->customer_;
    if (one.name == other.name && one.name_prefix == other.name_prefix) two.first_name += both + other.first_name;
    else two.name += both + full_name(other);
    two.salutation.clear(), two.title.clear(), two.addition.clear();
    auto second = other.letter_salutation;
    if (!second.empty()) second[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(second[0])));
    two.letter_salutation += (two.letter_salutation.empty() || second.empty() ? "" : ", ") + second;
    return issued;
}

Gated Gate::issue_all(const Actor& actor, const std::vector<std::int64_t>& ids) {
    Gated gated;
    std::size_t at = 0;
    for (const auto& customer : customers::find_customers(transaction_, ids)) {
        for (; at < ids.size() && ids[at] != customer.id; ++at) gated.dropped.push_back({ids[at], 0, "", "gone"});
        ++at;
        if (!customers::may_see(actor, customer)) {
            gated.dropped.push_back({customer.id, 0, "", "gone"});
            continue;
        }
        std::string reason;
        if (auto issued = issue(customer, &reason)) gated.issued.push_back(std::move(*issued));
        else gated.dropped.push_back({customer.id, customer.number.value_or(0), full_name(customer), reason});
    }
    for (; at < ids.size(); ++at) gated.dropped.push_back({ids[at], 0, "", "gone"});
    return gated;
}

Result<GateOrder> gate_order(Transaction& transaction, const Actor& actor, Channel channel, Purpose purpose,
                             const std::string& permission, bool lift_exclusions) {
    GateOrder order{channel, purpose};
    order.lift_exclusions = lift_exclusions;
    if (lift_exclusions && purpose == Purpose::advertising)
        return refuse_field("also_excluded", "error.never_for_advertising");
    if (lift_exclusions && !actor.may("customers.no_selection"))
        return refuse(RefusalKind::forbidden, "error.permission", {{"permission", "customers.no_selection"}});
    if (permission.empty() && purpose != Purpose::advertising) return order;
    std::string names;
    for (const auto& [id, name] : consents::all_permissions(transaction)) {
        if (name == permission) order.permission = id;
        names.append(names.empty() ? "" : ", ").append(name);
    }
    if (!order.permission)
        return refuse_field("permission", names.empty() ? "error.no_permissions_yet" : "error.which_permission",
                            {{"names", names}});
    if (auto issue = other_use(transaction, order)) return Refusal{RefusalKind::invalid, {std::move(*issue)}};
    return order;
}

void each_judged(const House& house, Transaction& transaction, const GateOrder& order,
                 const std::function<bool(const Customer&, const std::string& reason)>& take) {
    Gate gate(house, transaction, order);
    customers::each_customer(transaction,
                             [&](const Customer& customer) { return take(customer, gate.decide(customer)); });
}

Issued issue_by_hand(Customer customer, std::string address) {
    if (address.empty()) address = customer.town;
    return Issued(std::move(customer), std::move(address), {});
}

}  // namespace kartei::mailing
