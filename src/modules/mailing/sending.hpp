// A sending: what goes out to those whom a selection holds, through the gate. Kept with a row for each recipient (who
// got it, or why not) and an entry in his history; a declaration by which he was written to is kept as the proof. Read
// gate.hpp first; sending_files.hpp makes files, mail_run.hpp sends e-mails.
#pragma once

#include <nlohmann/json.hpp>

#include "jobs/jobs.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/mailing/gate.hpp"
#include "modules/mailing/letter.hpp"
#include "modules/selections/members.hpp"

namespace kartei::mailing {

enum class Output { letters, labels, addresses, emails, text_messages, outlook, vcard, mail, sms };
std::string_view name_of(Output output);
std::optional<Output> output_named(std::string_view name);
Channel channel_of(Output output);
const std::vector<std::string>& output_names();
/// Does each go out by itself, by a server that takes one after the other? Else a file is made of all.
bool goes_one_by_one(std::string_view output);

/// More letters than that are no one PDF.
constexpr std::size_t most_letters_in_a_sending = 250'000;

struct SendingOrder {
    std::string name;
    Output output = Output::letters;
    GateOrder gate;
    std::string permission;
    LetterWords words;      ///< placeholders not filled in
    std::string form;       ///< of DIN 5008, "a" or "b"; "" = the house's
    std::string label_sheet;
    std::int64_t first_label = 1;
    std::string format;     ///< csv or xlsx
    std::string card;       ///< 4.0 or 3.0
    std::string letter_file = {};   ///< name of a letter of a word processor; "" = the built-in form
    bool as_document = false;       ///< the merged document itself, not set as PDF
    std::vector<std::string> fields_of_file = {};  ///< that it has, for the preview; not kept
    bool joint = false;     ///< one letter for two
    bool with_hidden = false;  ///< whoever ordered it sees hidden customers
    bool by_hand = false;   ///< a clerk writes to one customer about his own business
    std::string attachment; ///< kind and number of what goes with the e-mail, "tickets 17"; "" = nothing

    nlohmann::json as_json() const;
};

/// Reads what is asked for. Refusals, all of a kind at once: unknown words, no text where one is needed, a template
/// that is not there, and those of gate_order().
Result<SendingOrder> read_sending_order(sql::Transaction& transaction, const Actor& actor, const nlohmann::json& asked);
/// As as_json() wrote it.
SendingOrder stored_order(const nlohmann::json& settings);

struct Sending {
    std::int64_t id = 0, version = 1, event = 0, position = 0, selection = 0, user_id = 0, fence = 1;
    std::string name, output, purpose, permission, settings, document, events, user_name, made_at, finished_at, state,
        seen_at;
};
std::optional<Sending> find_sending(sql::Transaction& transaction, std::int64_t id);
/// The newest first; the caller's own, or all.
std::vector<Sending> sendings_of(sql::Transaction& transaction, std::optional<std::int64_t> user, int limit);
void insert_sending(sql::Transaction& transaction, const Sending& sending);
/// False when it is in another state by now. Going on raises the fence: who was working on it writes no more.
bool set_state(sql::Transaction& transaction, std::int64_t id, std::string_view from, std::string_view to,
               std::string_view now);

struct Recipient {
    std::int64_t id = 0, sending = 0, customer = 0, attempts = 0;
    std::string state, reason, proof, address, message_id, token, at;
    std::string delivery = {}, delivery_at = {};  ///< of a text message: "delivered" or "undelivered", as its gateway said
};
void insert_recipients(sql::Transaction& transaction, std::vector<Recipient>& recipients);
void update_recipient(sql::Transaction& transaction, const Recipient& recipient);
/// A gateway says so of one that was sent, or whose sending is in doubt: it has gone out then. False: it says nothing new.
bool settle_delivery(sql::Transaction& transaction, std::int64_t recipient, std::string_view delivery,
                     std::string_view now);
/// In their order, behind the id `after`; those of one state, or all ("").
std::vector<Recipient> recipients_of(sql::Transaction& transaction, std::int64_t sending, std::string_view state,
                                     std::int64_t after, int limit);
/// The one whose turn it is: those tried less often first.
std::optional<Recipient> next_recipient(sql::Transaction& transaction, std::int64_t sending);
std::optional<Recipient> recipient_with_token(sql::Transaction& transaction, std::string_view token);
/// All of a sending that are in one state go to another.
std::int64_t move_recipients(sql::Transaction& transaction, std::int64_t sending, std::string_view from,
                             std::string_view to, std::string_view now);
/// Number of recipients by state, and of those who were dropped by reason.
std::map<std::string, std::int64_t> counts_of(sql::Transaction& transaction, std::int64_t sending, bool by_reason);

/// {"permission", "at", "source", "via"}; "" for an empty one.
std::string written_proof(const Proof& proof);

/// The customer's history says what became of him in this sending. Part of the sending's event.
void note_recipient(audit::Change& change, const Sending& sending, const Recipient& recipient, Language language);

/// Audit record of that, of which the id is the customer's.
inline constexpr std::string_view sending_record = "customer_sending";

/// Recipients go with a customer and come back with him.
customers::Reference reference_of_recipients();

}  // namespace kartei::mailing
