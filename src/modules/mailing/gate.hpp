// The one gate: whatever is sent to customers (letters, labels, e-mails, text messages, address files made for a
// sending) is issued here, at that moment, for each recipient and channel, or dropped with a reason. Senders take
// Issued, which nobody else can make. Must not know what is sent. The rules are one pure function, why_dropped().
#pragma once

#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "audit/house.hpp"
#include "base/actor.hpp"
#include "modules/customers/customer.hpp"
#include "modules/parameters/contact_laws.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::mailing {

enum class Channel { letter, email, phone, sms };
enum class Purpose { advertising, contract, information };

std::string_view name_of(Channel channel);
std::string_view name_of(Purpose purpose);
std::optional<Channel> channel_named(std::string_view name);
std::optional<Purpose> purpose_named(std::string_view name);

/// The declaration by which somebody may be written to; empty where none was needed.
struct Proof {
    std::string permission, at, source, via;
    bool empty() const { return permission.empty(); }
};

/// All that decides about one customer.
struct Circumstances {
    Channel channel = Channel::letter;
    Purpose purpose = Purpose::contract;
    const parameters::ParameterValues& parameters;
    bool is_lifted = false;  ///< the run lets no_selection and hidden_in_search in (J-191); never for advertising
    bool needs_permission = false;    ///< because one was named; advertising always does, unless the law says otherwise
    bool is_permitted = false, is_withdrawn = false;
    bool is_suppressed = false;
    bool is_undeliverable = false;  ///< e-mails to this address came back (bounces.hpp)
    parameters::ContactRule law = parameters::ContactRule::permission;
};

/// "" = he may be written to, else why not, a text below "mailing.left_out.": "anonymous", "deceased", "no_selection"
/// (J-183), "hidden_in_search" (J-189), "mailing_kind" (he wants none), "no_address", "no_email", "bad_email",
/// "undeliverable" (an e-mail came back),
/// "no_phone", "not_on_sms_list" (J-199: flag, mobile number and module), "suppressed", "forbidden_by_law",
/// "permission_withdrawn", "no_permission". The gate itself adds "gone" and "double_address".
std::string_view why_dropped(const customers::Customer& customer, const Circumstances& circumstances);

/// One address that a mail server can be asked about, with nothing in it that would end a header or a command.
bool is_usable_email(std::string_view email);

/// The number somebody would call: mobile, private, business.
std::string_view phone_of(const customers::Customer& customer);

/// What is sent, why, and what this run lifts.
struct GateOrder {
    Channel channel = Channel::letter;
    Purpose purpose = Purpose::contract;
    std::optional<std::int64_t> permission;  ///< by its id; any of them will do where `any_permission`
    bool any_permission = false;
    bool lift_exclusions = false;
    std::int64_t customer = 0;      ///< nobody else is asked about; 0 = many are
    bool once_per_address = false;  ///< of a household, or of those who share an e-mail address, the first alone
};

/// A recipient who passed. Only the gate makes one.
class Issued {
public:
    const customers::Customer& customer() const { return customer_; }
    const std::string& address() const { return address_; }  ///< e-mail, number in E.164; of a letter the town
    const Proof& proof() const { return proof_; }

private:
    friend class Gate;
    friend Issued issue_by_hand(customers::Customer customer, std::string address);
    Issued(customers::Customer customer, std::string address, Proof proof)
        : customer_(std::move(customer)), address_(std::move(address)), proof_(std::move(proof)) {}

    customers::Customer customer_;
    std::string address_;
    Proof proof_;
};

struct Dropped {
    std::int64_t id = 0, number = 0;  ///< number 0: he is not there any more
    std::string name;
    std::string reason;
};

struct Gated {
    std::vector<Issued> issued;
    std::vector<Dropped> dropped;
};

/// For one run, within one transaction. Remembers addresses where each is written to once.
class Gate {
public:
    Gate(const House& house, sql::Transaction& transaction, const GateOrder& order);

    /// Why this customer is dropped; "" = he passes.
    std::string decide(const customers::Customer& customer);
    std::optional<Issued> issue(const customers::Customer& customer, std::string* reason = nullptr);
    /// One letter for two who are greeted together, if both pass; else for the one who does.
    std::optional<Issued> issue_for_two(const customers::Customer& one, const customers::Customer& other,
                                        Language language, std::string* reason);
    /// In the order of `ids`. Whom the actor may not see is told like one who is not there.
    Gated issue_all(const Actor& actor, const std::vector<std::int64_t>& ids);

private:
    struct Standing {
        bool permitted = false, withdrawn = false;
        Proof proof;
    };
    void read_permissions();
    bool is_suppressed(const customers::Customer& customer) const;
    bool is_undeliverable(const customers::Customer& customer) const;
    bool is_repeated(const customers::Customer& customer);

    const House& house_;
    sql::Transaction& transaction_;
    GateOrder order_;
    std::shared_ptr<const parameters::ParameterValues> parameters_;
    parameters::ContactLaws laws_;
    std::set<std::string, std::less<>> suppressed_, undeliverable_, addresses_;
    std::unordered_map<std::int64_t, Standing> standings_;
};

/// The order as somebody asked for it. Refusals: advertising without a permission that the house knows
/// (error.no_permissions_yet, error.which_permission), one that says another purpose or channel
/// (error.permission_of_other_purpose, _channel), exclusions lifted for advertising, or without the right to.
Result<GateOrder> gate_order(sql::Transaction& transaction, const Actor& actor, Channel channel, Purpose purpose,
                             const std::string& permission, bool lift_exclusions);

/// Of everything: `take` gets each customer of the house with the reason, "" for who passes.
void each_judged(const House& house, sql::Transaction& transaction, const GateOrder& order,
                 const std::function<bool(const customers::Customer&, const std::string& reason)>& take);

/// A paper that a clerk makes for one customer about his own business: it is put into his hands, so nothing is asked.
Issued issue_by_hand(customers::Customer customer, std::string address = "");

}  // namespace kartei::mailing
