#include "modules/mailing/mail_run.hpp"

#include <algorithm>
#include <thread>

#include "audit/hold.hpp"
#include "base/module.hpp"
#include "base/random.hpp"
#include "modules/consents/consent_actions.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/mailing/bounces.hpp"
#include "modules/mailing/carrier.hpp"
#include "modules/mailing/letter_words.hpp"
#include "modules/mailing/mail_message.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/mailing/sending_actions.hpp"
#include "modules/mailing/sending_alive.hpp"
#include "modules/mailing/sending_files.hpp"

namespace kartei::mailing {
namespace {

using nlohmann::json;
using sql::Transaction;

constexpr std::int64_t most_attempts = 5;
constexpr int most_unreachable = 3;
constexpr auto tick = std::chrono::milliseconds(50);
using Steady = std::chrono::steady_clock;
constexpr auto alive_every = std::chrono::seconds(5);

class MailRun {
public:
    MailRun(House& house, Sending sending, Language language, jobs::Progress& progress)
        : house_(house),
          sending_(std::move(sending)),
          order_(stored_order(json::parse(sending_.settings))),
          language_(language),
          progress_(progress),
          carrier_(carrier_of(order_.output)) {}

    void run() {
        begin();
        while (!stops()) {
            auto next = take_next();
            if (!next) return finish();
            if (next->recipient.state == "in_flight") carry(*next);
            settle(next->recipient);
            progress_.add(next->recipient.state == "waiting" ? 0 : 1);
            if (unreachable_ == most_unreachable) return pause();
            wait(next->recipient);
        }
        pause();
    }

private:
    void begin() {
        house_.database.write([&](Transaction& transaction) {
            hold_part(transaction);
            const auto now = find_sending(transaction, sending_.id);
            sending_.fence = now->fence;
            const auto counts = counts_of(transaction, sending_.id, false);
            const auto waiting = counts.find("waiting");
            progress_.begin_phase(order_.output == Output::sms ? "sending.phase_texting" : "sending.phase_mailing",
                                  waiting == counts.end() ? 0 : waiting->second);
        });
    }
    bool stops() { return progress_.is_cancelled() || progress_.must_stop(); }

    /// Whose turn it is, on its way; nobody when all are done or somebody else decides by now.
    std::optional<Outgoing> take_next() {
        return house_.database.write([&](Transaction& transaction) -> std::optional<Outgoing> {
            hold_part(transaction);
            if (!is_mine(transaction)) return std::nullopt;
            auto next = next_recipient(transaction, sending_.id);
            if (!next) return std::nullopt;
            auto outgoing = prepare(transaction, std::move(*next));
            update_recipient(transaction, outgoing.recipient);
            say_alive(transaction, sending_, house_.now());
            seen_ = Steady::now();
            return outgoing;
        });
    }
    bool is_mine(Transaction& transaction) {
        const auto now = find_sending(transaction, sending_.id);
        lost_ = !now || now->state != "running" || now->fence != sending_.fence;
        return !lost_;
    }
    Outgoing prepare(Transaction& transaction, Recipient recipient) {
        recipient.at = house_.now();
        recipient.state = "dropped", recipient.reason = "gone";
        const auto customer = customers::find_customer(transaction, recipient.customer);
        if (!customer) return {std::move(recipient), "", ""};
        if (!order_.by_hand && customer->hidden_in_search && !order_.with_hidden) {
            recipient.reason = "hidden_in_search";
            return {std::move(recipient), "", ""};
        }
        const auto issued = order_.by_hand ? std::optional(issue_by_hand(*customer, recipient.address))
                                           : Gate(house_, transaction, alone(customer->id))
                                                 .issue(*customer, &recipient.reason);
        if (!issued) return {std::move(recipient), "", ""};
        const auto letter = letter_to(house_, transaction, order_, *issued);
        auto attachment = attached(transaction);
        const bool whole = letter && (attachment || order_.attachment.empty());
        recipient.state = whole ? "in_flight" : "failed";
        recipient.reason = whole ? "" : letter ? "nothing_to_attach" : "words";
        recipient.proof = written_proof(issued->proof());
        ++recipient.attempts;
        if (!whole) return {std::move(recipient), issued->address(), ""};
        auto message = order_.output == Output::sms ? text_message_of(letter->words)
                                                    : mail_of(*letter, recipient, std::move(attachment));
        if (message.empty()) recipient.state = "failed", recipient.reason = "too_long";
        return {std::move(recipient), issued->address(), std::move(message)};
    }
    std::string mail_of(const Addressed& letter, const Recipient& recipient, std::optional<Attachment> attachment) const {
        auto words = words_of(letter, recipient);
        words.attachment = std::move(attachment);
        return mail_message(words);
    }
    std::optional<Attachment> attached(Transaction& transaction) const {
        const auto blank = order_.attachment.find(' ');
        if (blank == std::string::npos) return std::nullopt;
        for (const auto& kind : handed_in<AttachmentKind>())
            if (kind.name == order_.attachment.substr(0, blank))
                return kind.make(house_, transaction, std::stoll(order_.attachment.substr(blank + 1)));
        return std::nullopt;
    }
    GateOrder alone(std::int64_t customer) const {
        auto order = order_.gate;
        order.customer = customer, order.once_per_address = false;  // that was decided when it began
        return order;
    }
    MailWords words_of(const Addressed& letter, const Recipient& recipient) const {
        const auto& server = mail_server();
        const auto parts = letter_parts(letter.to.customer(), letter.words, letter.language);
        MailWords words{server.sender, server.sender_name, letter.to.address(), full_name(letter.to.customer()),
                        parts.subject};
        words.text = (parts.salutation.empty() ? "" : parts.salutation + "\n\n") + parts.text + "\n\n" + parts.closing +
                     "\n" + server.sender_name + "\n";
        words.message_id = recipient.message_id, words.date = recipient.at;
        if (order_.gate.permission && !server.public_address.empty()) {
            words.unsubscribe = server.public_address + "/api/v1/unsubscribe/" + recipient.token;
            words.unsubscribe_words = text(letter.language, "mail.unsubscribe");
        }
        return words;
    }
    void carry(Outgoing& outgoing) {
        auto& recipient = outgoing.recipient;
        const auto outcome = carrier_->carry(outgoing);
        refusal_ = outcome == Smtp::Outcome::refused ? carrier_->refusal_of_address() : "";
        to_ = outgoing.to;
        unreachable_ = outcome == Smtp::Outcome::unreachable ? unreachable_ + 1 : 0;
        switch (outcome) {
            case Smtp::Outcome::sent: recipient.state = "sent"; break;
            case Smtp::Outcome::in_doubt: recipient.state = "in_doubt"; break;
            case Smtp::Outcome::refused: recipient.state = "failed", recipient.reason = "refused"; break;
            case Smtp::Outcome::unreachable: recipient.state = "waiting", --recipient.attempts; break;
            case Smtp::Outcome::later:
                recipient.state = recipient.attempts < most_attempts ? "waiting" : "failed";
                recipient.reason = recipient.attempts < most_attempts ? "" : "put_off";
        }
    }
    void settle(const Recipient& recipient) {
        house_.database.write([&](Transaction& transaction) {
            hold_part(transaction);
            update_recipient(transaction, recipient);
            if (recipient.state == "waiting" || recipient.reason == "gone") return;
            audit::Change change(house_, transaction, sending_.event);
            note_recipient(change, sending_, recipient, language_);
            if (const auto status = status_in(refusal_); !status.empty())
                note_bounce(house_, transaction, change, {to_, status, recipient.at, recipient.message_id});
            change.seal();
        });
    }
    /// As many in a minute as the house allows; one that was put off waits longer.
    void wait(const Recipient& recipient) {
        auto left = std::chrono::milliseconds(60'000 / std::max(carrier_->per_minute(), 1));
        if (recipient.state == "waiting") left = std::chrono::seconds(carrier_->retry_seconds());
        for (; left.count() > 0 && !stops(); left -= tick) {
            std::this_thread::sleep_for(std::min(tick, left));
            if (Steady::now() - seen_ < alive_every) continue;
            // Even when the next one waits for minutes.
            house_.database.write([&](Transaction& transaction) { say_alive(transaction, sending_, house_.now()); });
            seen_ = Steady::now();
        }
    }
    void finish() {
        if (lost_) return;
        house_.database.write([&](Transaction& transaction) {
            hold_part(transaction);
            set_state(transaction, sending_.id, "running", "done", house_.now());
        });
    }
    void pause() {
        house_.database.write([&](Transaction& transaction) {
            hold_part(transaction);
            if (is_mine(transaction)) set_state(transaction, sending_.id, "running", "paused", house_.now());
        });
    }

    House& house_;
    Sending sending_;
    const SendingOrder order_;
    const Language language_;
    jobs::Progress& progress_;
    std::unique_ptr<Carrier> carrier_;
    std::string to_, refusal_;  ///< of the address that was written to last
    Steady::time_point seen_ = Steady::now();
    int unreachable_ = 0;
    bool lost_ = false;
};

}  // namespace

Result<json> run_mail_sending(House& house, std::int64_t id, Language language, jobs::Progress& progress) {
    auto sending = house.database.read([&](Transaction& transaction) { return find_sending(transaction, id); });
    if (!sending) return refuse(RefusalKind::not_found, "error.no_such_sending");
    try {
        MailRun(house, std::move(*sending), language, progress).run();
    } catch (const std::exception&) {
        leave_sending(house, id);
        throw;
    }
    return house.database.read([&](Transaction& transaction) {
        auto counts = counts_json(transaction, id);
        counts["state"] = find_sending(transaction, id)->state;
        return counts;
    });
}

Result<Sending> begin_mail_to(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                              const std::string& to, const LetterWords& words, const std::string& attachment) {
    hold_part(transaction);
    if (!mail_server().is_there()) return refuse(RefusalKind::unavailable, "error.no_mail_server");
    const auto customer = customers::find_customer(transaction, id);
    if (!customer) return refuse(RefusalKind::not_found, "error.no_such_customer_here");
    auto address = to.empty() ? customer->email : to;
    if (address.empty()) return refuse(RefusalKind::conflict, "error.no_email_to_write_to");  // J-090
    if (!is_usable_email(address)) return refuse_field("to", "error.not_an_email");
    if (const auto known = bounce_of(house.keys, transaction, address); known && known->state == "undeliverable")
        return refuse(RefusalKind::conflict, "error.email_undeliverable",
                      {{"address", address}, {"reason", bounce_in_words(*known, actor.language)}});
    const auto language = customers::language_of_letters(*customer, house.country);
    SendingOrder order;
    order.output = Output::mail, order.by_hand = true, order.gate.channel = Channel::email;
    order.words = words, order.name = words.subject, order.attachment = attachment;
    TRY(filled(words, placeholders_of(house, transaction, *customer, nullptr, language)));
    audit::Change change(house, transaction, actor, "mail_sent");
    Sending sending;
    sending.id = take_ids(transaction, "sending"), sending.event = change.event();
    sending.name = words.subject, sending.output = "mail", sending.purpose = "contract", sending.state = "running";
    sending.settings = order.as_json().dump(), sending.document = "{}", sending.made_at = house.now();
    sending.user_id = actor.user_id, sending.user_name = actor.name;
    insert_sending(transaction, sending);
    std::vector<Recipient> one{{0, sending.id, id, 0, "waiting"}};
    one[0].address = address, one[0].message_id = uuid() + "@" + mail_server().domain();
    insert_recipients(transaction, one);
    change.seal();
    return sending;
}

bool unsubscribe(House& house, Transaction& transaction, std::string_view token, bool only_look) {
    const auto recipient = token.size() < 16 ? std::nullopt : recipient_with_token(transaction, token);
    if (!recipient) return false;
    if (only_look) return true;
    const auto sending = find_sending(transaction, recipient->sending);
    if (!sending || sending->permission.empty()) return false;
    auto actor = Actor::system();
    const auto noted = consents::note_declaration(
        house, transaction, actor, recipient->customer,
        {sending->permission, "withdrawn", "email", "", "unsubscribe, sending " + std::to_string(sending->id)});
    return static_cast<bool>(noted);
}

}  // namespace kartei::mailing
