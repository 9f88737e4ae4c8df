// Direct debits (Bankclearing, money.md 3): what is collected from whom, what the bank would refuse of it, and a run of
// it as it went to the bank. Records and pure rules; knows no SQL. Read debit_run.hpp next.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace kartei::payments {

/// CORE of people, B2B of firms: each in files of its own.
inline constexpr std::array<std::string_view, 2> debit_schemes{"core", "b2b"};
/// By the kind of payment; "" for one that is not collected.
std::string_view scheme_of_payment(std::string_view payment_kind);

/// Who collects: settings of the house.
struct Creditor {
    std::string name, identifier, iban, bic;
};
/// Issues name the parameters.
std::vector<Issue> creditor_issues(Creditor& creditor);

struct DebitAddress {
    std::string street, postcode, town, country;
};

/// The topmost bank connection of the debtor (J-112), with the mandate that belongs to it.
struct DebitAccount {
    std::string iban, iban_index, bic, holder;
    std::string mandate, mandate_on, mandate_scheme, mandate_use;
};

/// What earlier runs say of a mandate and its account.
struct MandateHistory {
    std::string last_used_on;      ///< day of collection of the last item that did not come back; "" = never
    std::string last_iban_index;   ///< account it was used with last, come back or not
    std::string blocking_reason;   ///< of a return that forbids to debit this account again
};

struct Debit {
    std::int64_t customer_id = 0, booking_id = 0, booking = 0;
    std::optional<std::int64_t> customer;  ///< number
    std::string name;                      ///< as lists show it
    std::string due_on;                    ///< of the oldest due date in it
    std::int64_t amount = 0;
    std::string claim;                     ///< which money of the booking it is; unique among all runs
    DebitAccount account;
    DebitAddress address;
    std::string sequence;   ///< FRST, RCUR, OOFF
    bool amended = false;   ///< the mandate is used with another account than before
    std::vector<Issue> problems;  ///< what the bank would refuse; keys are texts, fields those of a bank connection
};

/// Everything that is wrong with a debit at once; fills in sequence and amendment.
void judge(Debit& debit, std::string_view scheme, Date collect_on, bool has_account, const MandateHistory& history);

/// Reasons for which a debit comes back (ISO 20022 external codes), and "withdrawn": it was not handed in.
bool is_return_reason(std::string_view reason);
/// Does it forbid to debit this account again until somebody says so, or the mandate or account is another?
bool blocks_account(std::string_view reason);

/// A mandate that was not used for so long has expired.
inline constexpr int mandate_months = 36;
/// Highest amount of one debit, minor units of EUR.
inline constexpr std::int64_t highest_debit = 99'999'999'999;

/// A debit of a run.
struct DebitItem {
    std::int64_t id = 0, position = 0, customer_id = 0, booking_id = 0, booking = 0, amount = 0;
    std::int64_t payment = 0;  ///< position of the payment it was posted as; 0 = not yet
    std::string claim, name, iban, iban_index, bic, mandate, mandate_on, sequence;
    bool amended = false, released = false;
    std::string end_to_end, remittance;
    DebitAddress address;
    std::string returned_on, return_reason;
    std::optional<std::int64_t> return_fee;
};

struct DebitRun {
    std::int64_t id = 0, version = 1, created_event = 0;
    std::string state = "making";  ///< making, made; withdrawing, withdrawn: stopped before it was whole
    std::string asked_on;          ///< the day that was asked for; collect_on is the bank's
    std::string collect_on, scheme, message_id, made_at, made_by;
    Creditor creditor;
    std::int64_t items = 0, total = 0;
};

/// pain.008.001.08, the same bytes for the same run.
std::string debit_file(const DebitRun& run, const std::vector<DebitItem>& items);

}  // namespace kartei::payments
