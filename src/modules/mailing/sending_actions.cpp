#include "modules/mailing/sending_actions.hpp"

#include <algorithm>

#include "audit/given_up.hpp"
#include "audit/hold.hpp"
#include "documents/office.hpp"
#include "base/event_access.hpp"
#include "base/random.hpp"
#include "modules/customers/customer_rules.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/mailing/mail_server.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/mailing/sending_alive.hpp"
#include "modules/mailing/sms_length.hpp"
#include "modules/mailing/template_letters.hpp"
#include "modules/mailing/sending_files.hpp"

namespace kartei::mailing {
namespace {

using nlohmann::json;
using sql::Transaction;

constexpr std::size_t at_once = 500;
constexpr auto alive_every = std::chrono::seconds(5);

struct Prepared {
    SendingOrder order;
    selections::Members members;
};

Result<Prepared> prepared(House& house, Transaction& transaction, selections::Engine& engine, const Actor& actor,
                          const json& asked) {
    Prepared all{TRY(read_sending_order(transaction, actor, asked)), {}};
    all.members = TRY(selections::members_meant(house, transaction, engine, actor, asked));
    all.order.joint = all.members.joint && all.order.output == Output::letters;
    return all;
}

/// Some hundred at a time, so that a large sending needs no more memory than a small one.
void each_gated(House& house, Transaction& transaction, const Actor& actor, const Prepared& all,
                const std::function<void(Gated)>& take) {
    Gate gate(house, transaction, all.order.gate);
    const auto& ids = all.members.ids;
    for (std::size_t place = 0; place < ids.size(); place += at_once) {
        const auto first = ids.begin() + static_cast<std::ptrdiff_t>(place);
        const auto count = static_cast<std::ptrdiff_t>(std::min(at_once, ids.size() - place));
        take(gate.issue_all(actor, {first, first + count}));
    }
}

/// What is wrong with the words is found with the first recipient, what does not show with each.
Result<Done> look_at_letters(House& house, Transaction& transaction, const SendingOrder& order, const Gated& gated,
                             std::map<std::string, std::int64_t>& warnings, Preview& preview) {
    if (order.output != Output::letters && !goes_one_by_one(name_of(order.output))) return Done{};
    const auto sender = sender_of(house, transaction);
    for (const auto& to : gated.issued) {
        if (order.output != Output::sms && to.customer().letter_salutation.empty())
            preview.without_salutation.push_back(
                {to.customer().id, *to.customer().number, full_name(to.customer()), ""});
        if (!order.letter_file.empty()) {
            count_missing(house, transaction, order, to, preview.missing);
            continue;
        }
        const auto letter = TRY(letter_to(house, transaction, order, to));
        if (order.output == Output::letters)
            for (const auto& warning : warnings_about(letter, sender)) ++warnings[warning.key];
        if (order.output == Output::sms) {
            const auto length = sms_length(letter.words.text);
            warnings["sending.sms_parts"] += length.parts;
            if (length.parts > most_sms_parts) ++warnings["sending.reason.too_long"];
        }
    }
    return Done{};
}

Recipient recipient_of(const Sending& sending, const Issued& to, const SendingOrder& order) {
    Recipient one{0, sending.id, to.customer().id, 0, "waiting", "", written_proof(to.proof())};
    if (!goes_one_by_one(name_of(order.output))) return one;
    one.message_id = uuid() + (order.output == Output::mail ? "@" + mail_server().domain() : "");
    one.token = random_secret();
    return one;
}

void insert_all(House& house, Transaction& transaction, const Actor& actor, const Prepared& all, const Sending& sending,
                std::int64_t& going) {
    each_gated(house, transaction, actor, all, [&](const Gated& gated) {
        std::vector<Recipient> rows;
        for (const auto& to : gated.issued) rows.push_back(recipient_of(sending, to, all.order));
        going += static_cast<std::int64_t>(gated.issued.size());
        for (const auto& one : gated.dropped)
            rows.push_back({0, sending.id, one.id, 0, "dropped", one.reason, "", "", "", "", house.now()});
        insert_recipients(transaction, rows);
    });
}

Sending sending_of(House& house, const Actor& actor, const Prepared& all) {
    Sending sending;
    sending.name = all.order.name, sending.output = name_of(all.order.output);
    sending.purpose = name_of(all.order.gate.purpose), sending.permission = all.order.permission;
    sending.settings = all.order.as_json().dump(), sending.document = all.members.document;
    sending.selection = all.members.selection, sending.position = all.members.position;
    sending.events = write_event_access(actor), sending.user_id = actor.user_id, sending.user_name = actor.name;
    sending.made_at = house.now(), sending.state = "running";
    return sending;
}

/// Carries out a file sending.
class FileRun {
public:
    FileRun(House& house, Sending sending, Language language)
        : house_(house),
          sending_(std::move(sending)),
          order_(stored_order(json::parse(sending_.settings))),
          language_(language) {}

    Result<Done> write(const std::string& path, jobs::Progress& progress) {
        TRY(go_on());  // it may have waited long for its turn
        return house_.database.read([&](Transaction& transaction) -> Result<Done> {
            decided_.clear();
            Gate gate(house_, transaction, order_.gate);
            auto file = TRY(make_sending_file(house_, transaction, order_, path, language_,
                                              [&]() -> Result<Done> {
                                                  TRY(go_on());
                                                  progress.stop_if_cancelled();
                                                  return Done{};
                                              }));
            progress.begin_phase("sending.phase_writing", counts_of(transaction, sending_.id, false)["waiting"]);
            for (std::int64_t after = 0;;) {
                auto some = recipients_of(transaction, sending_.id, "waiting", after, at_once);
                if (some.empty()) break;
                after = some.back().id;
                TRY(add(transaction, gate, *file, some));
                progress.add(static_cast<std::int64_t>(some.size()));
                TRY(go_on());
                progress.stop_if_cancelled();
                decided_.insert(decided_.end(), some.begin(), some.end());
            }
            TRY(file->finish());
            return go_on();
        });
    }
    /// Those who were dropped from the beginning too.
    Result<Done> note() {
        for (std::int64_t after = 0;;) {
            const auto some = house_.database.read([&](Transaction& transaction) {
                return recipients_of(transaction, sending_.id, "dropped", after, at_once);
            });
            if (some.empty()) break;
            after = some.back().id;
            decided_.insert(decided_.end(), some.begin(), some.end());
        }
        for (std::size_t place = 0; place < decided_.size(); place += at_once)
            TRY(house_.database.write([&](Transaction& transaction) -> Result<Done> {
                hold_part(transaction);
                if (!say_alive(transaction, sending_, house_.now())) return given_up();
                audit::Change change(house_, transaction, sending_.event);
                for (auto i = place; i < std::min(place + at_once, decided_.size()); ++i) {
                    update_recipient(transaction, decided_[i]);
                    if (decided_[i].reason != "gone") note_recipient(change, sending_, decided_[i], language_);
                }
                change.seal();
                return Done{};
            }));
        return Done{};
    }

private:
    static Refusal given_up() { return refuse(RefusalKind::conflict, "error.sending_given_up"); }
    /// Another server may look at any time who is still at work.
    Result<Done> go_on() {
        const auto now = house_.clock->now();
        if (seen_ && now - *seen_ < alive_every) return Done{};
        seen_ = now;
        const bool mine = house_.database.write(
            [&](Transaction& transaction) { return say_alive(transaction, sending_, write_instant(now)); });
        return mine ? Result<Done>(Done{}) : given_up();
    }
    Result<Done> add(Transaction& transaction, Gate& gate, SendingFile& file, std::vector<Recipient>& some) {
        std::vector<std::int64_t> ids;
        for (const auto& one : some) ids.push_back(one.customer);
        std::map<std::int64_t, customers::Customer> found;
        for (auto& customer : customers::find_customers(transaction, ids)) found[customer.id] = std::move(customer);
        for (auto& one : some) {
            const auto customer = found.find(one.customer);
            one.at = house_.now(), one.state = "dropped", one.reason = "gone";
            if (customer == found.end()) continue;
            if (customer->second.hidden_in_search && !order_.with_hidden) {
                one.reason = "hidden_in_search";
                continue;
            }
            const auto issued = issue(transaction, gate, customer->second, one.reason);
            if (!issued) continue;
            TRY(file.add(transaction, *issued));
            one.state = "sent", one.reason.clear(), one.proof = written_proof(issued->proof());
        }
        return Done{};
    }
    std::optional<Issued> issue(Transaction& transaction, Gate& gate, const customers::Customer& customer,
                                std::string& reason) const {
        const auto with = order_.joint && customer.joint_salutation_with
                              ? customers::id_of_number(transaction, *customer.joint_salutation_with)
                              : std::nullopt;
        const auto other = with ? customers::find_customer(transaction, *with) : std::nullopt;
        if (!other || (other->hidden_in_search && !order_.with_hidden)) return gate.issue(customer, &reason);
        return gate.issue_for_two(customer, *other, customers::language_of_letters(customer, house_.country), &reason);
    }

    House& house_;
    const Sending sending_;
    const SendingOrder order_;
    const Language language_;
    std::vector<Recipient> decided_;
    std::optional<Instant> seen_;
};

/// Nobody carries it out any more: a file is given up, e-mails wait for somebody to go on.
void leave(House& house, Transaction& transaction, const Sending& one) {
    const bool is_mail = goes_one_by_one(one.output);
    move_recipients(transaction, one.id, "in_flight", "in_doubt", house.now());
    if (!is_mail) move_recipients(transaction, one.id, "waiting", "cancelled", house.now());
    set_state(transaction, one.id, "running", is_mail ? "paused" : "failed", house.now());
}

void end(House& house, std::int64_t id, const char* state) {
    house.database.write([&](Transaction& transaction) {
        hold_part(transaction);
        if (std::string_view(state) != "done") move_recipients(transaction, id, "waiting", "cancelled", house.now());
        set_state(transaction, id, "running", state, house.now());
    });
}

}  // namespace

Result<Preview> preview_sending(House& house, Transaction& transaction, selections::Engine& engine, const Actor& actor,
                                const json& asked) {
    auto all = TRY(prepared(house, transaction, engine, actor, asked));
    if (!all.order.letter_file.empty()) all.order.fields_of_file = fields_of(house, transaction, all.order.letter_file);
    Preview preview;
    preview.without_office = !all.order.letter_file.empty() && !all.order.as_document && documents::office().program.empty();
    std::map<std::string, std::int64_t> warnings;
    Result<Done> looked{Done{}};
    each_gated(house, transaction, actor, all, [&](const Gated& gated) {
        preview.going += static_cast<std::int64_t>(gated.issued.size());
        preview.dropped.insert(preview.dropped.end(), gated.dropped.begin(), gated.dropped.end());
        if (looked) looked = look_at_letters(house, transaction, all.order, gated, warnings, preview);
    });
    TRY(std::move(looked));
    for (const auto& [key, count] : warnings) preview.warnings.emplace_back(key, std::to_string(count));
    return preview;
}

Result<Sending> begin_sending(House& house, Transaction& transaction, selections::Engine& engine, const Actor& actor,
                              const json& asked) {
    hold_part(transaction);
    const auto all = TRY(prepared(house, transaction, engine, actor, asked));
    auto sending = sending_of(house, actor, all);
    audit::Change change(house, transaction, actor, "sending_made",
                         sending.output + ", " + sending.purpose +
                             (sending.permission.empty() ? "" : ": " + sending.permission) +
                             (sending.name.empty() ? "" : " – " + sending.name));
    sending.id = take_ids(transaction, "sending"), sending.event = change.event();
    insert_sending(transaction, sending);
    std::int64_t going = 0;
    insert_all(house, transaction, actor, all, sending, going);
    if (going == 0) return refuse(RefusalKind::conflict, "error.nobody_takes_part");
    change.seal();
    return sending;
}

Result<json> run_file_sending(House& house, std::int64_t id, const std::string& path, Language language,
                              jobs::Progress& progress) {
    auto sending = house.database.read([&](Transaction& transaction) { return find_sending(transaction, id); });
    if (!sending) return refuse(RefusalKind::not_found, "error.no_such_sending");
    FileRun run(house, std::move(*sending), language);
    try {
        if (auto written = run.write(path, progress); !written) {
            end(house, id, "failed");
            return written.refusal();
        }
    } catch (const jobs::Cancelled&) {
        end(house, id, "cancelled");
        throw;
    } catch (const std::exception&) {
        leave_sending(house, id);
        throw;
    }
    TRY(run.note());
    end(house, id, "done");
    return house.database.read([&](Transaction& transaction) { return counts_json(transaction, id); });
}

json counts_json(Transaction& transaction, std::int64_t id) {
    json counts{{"sending", id}};
    for (const char* state : {"waiting", "in_flight", "sent", "failed", "in_doubt", "cancelled", "dropped"})
        counts[state] = 0;
    for (const auto& [state, count] : counts_of(transaction, id, false)) counts[state] = count;
    return counts;
}

void leave_sending(House& house, std::int64_t id) {
    house.database.write([&](Transaction& transaction) {
        hold_part(transaction);
        const auto one = find_sending(transaction, id);
        if (one && one->state == "running") leave(house, transaction, *one);
    });
}

void recover_sendings(House& house) {
    const auto before = given_up_before(house);
    house.database.write([&](Transaction& transaction) {
        hold_part(transaction);
        for (const auto& one : sendings_of(transaction, std::nullopt, 1000))
            if (one.state == "running" && one.seen_at < before) leave(house, transaction, one);
    });
}

}  // namespace kartei::mailing
