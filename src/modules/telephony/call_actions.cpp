#include "modules/telephony/call_actions.hpp"

#include <nlohmann/json.hpp>

#include "audit/hold.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/hidden_customers.hpp"
#include "modules/telephony/call_fees.hpp"
#include "modules/telephony/call_store.hpp"
#include "modules/telephony/callers.hpp"

namespace kartei::telephony {
namespace {

using audit::Change;
using sql::Transaction;
using What = CallMessage::What;

/// A service tells of a dialled call within this time.
constexpr std::chrono::minutes told_within{2};
constexpr std::int64_t most_minutes = 1440;

Actor call_service() {
    Actor actor;
    actor.name = "telephone";
    return actor;
}

void add_rings(Call& call, const CallMessage& message) {
    auto all = split_list(call.rings);
    for (const auto& one : message.extensions)
        if (std::find(all.begin(), all.end(), one) == all.end() && join_list(all).size() + one.size() < 400)
            all.push_back(one);
    call.rings = join_list(all);
}

std::string user_name(Transaction& transaction, std::int64_t user) {
    auto rows = transaction.query("SELECT name FROM user_account WHERE id = :id", user);
    return rows.next() ? rows.string(0) : "";
}

/// Who took it: the only user at the extensions that the message names.
void give_user(const House& house, Transaction& transaction, Call& call, const CallMessage& message) {
    Call told = call;
    told.rings = join_list(message.extensions);
    std::int64_t found = 0;
    for (const auto& [user, extension] : extensions(transaction)) {
        if (!rings_at(told, extension, house.country)) continue;
        if (found != 0) return;
        found = user;
    }
    if (found == 0) return;
    call.user_id = found;
    call.user_name = user_name(transaction, found);
}

std::int64_t seconds_between(const std::string& from, const std::string& to) {
    const auto begin = read_instant(from, "UTC"), end = read_instant(to, "UTC");
    return begin && end ? std::max<std::int64_t>((*end - *begin).count(), 0) : 0;
}

/// One step of the message, forward only.
void step(const House& house, Transaction& transaction, Call& call, const CallMessage& message) {
    const auto now = house.now();
    add_rings(call, message);
    if (message.what == What::is_answered && call.state == "ringing") {
        call.state = "talking";
        call.answered_at = now;
        give_user(house, transaction, call, message);
    }
    if (message.what != What::ends) return;
    call.outcome = outcome_of(call, message.cause);
    call.seconds = call.answered_at.empty() ? 0 : seconds_between(call.answered_at, now);
    call.ended_at = now;
    call.state = "over";
}

Call begun(const House& house, Transaction& transaction, const CallMessage& message) {
    Call call;
    call.service_id = message.service_id;
    call.direction = message.direction;
    call.number = message.number;
    call.line = message.line;
    call.state = "ringing";
    call.began_at = house.now();
    call.customer_id = the_one(callers(house, transaction, call.number));
    if (call.direction == "out") give_user(house, transaction, call, message);
    return call;
}

/// Calls of which nobody said that they ended.
void end_lost(House& house, Transaction& transaction) {
    const auto before = write_instant(house.clock->now() - longest_call);
    for (const auto& call : live_calls(transaction)) {
        if (call.began_at >= before) continue;
        auto lost = call;
        lost.state = "over";
        lost.outcome = "lost";
        Change change(house, transaction, call.created_event);
        update_call(house, transaction, change, call, lost);
        change.seal();
    }
}

/// The service tells of a call that was dialled here: it is the same one.
std::optional<Call> adopted(House& house, Transaction& transaction, const CallMessage& message) {
    if (message.direction != "out") return std::nullopt;
    const auto since = write_instant(house.clock->now() - told_within);
    return dialled_call(transaction, phone_key(message.number, house.country), since);
}

Result<std::int64_t> customer_of(Transaction& transaction, const Actor& actor, std::int64_t number) {
    const auto id = customers::id_of_number(transaction, number);
    if (!id || *id == customers::anonymous_customer || !customers::may_see(transaction, actor, *id))
        return refuse_field("customer", "error.no_such_customer", {{"number", std::to_string(number)}});
    return *id;
}

/// Puts in what somebody typed; every issue at once.
void put_note(Call& call, const std::string& note, std::vector<Issue>& issues) {
    auto checked = check_value(find_field(call_fields(), "note")->field, note);
    if (checked) find_field(call_fields(), "note")->set(call, *checked);
    else issues.insert(issues.end(), checked.refusal().issues.begin(), checked.refusal().issues.end());
}

void put_minutes(Call& call, std::int64_t minutes, std::vector<Issue>& issues) {
    if (!call.service_id.empty()) issues.push_back({"minutes", "error.duration_is_told", {}});
    else if (minutes < 0 || minutes > most_minutes)
        issues.push_back({"minutes", "error.not_minutes_of_a_call", {{"max", std::to_string(most_minutes)}}});
    else call.seconds = minutes * 60;
}

}  // namespace

std::vector<Extension> extensions(Transaction& transaction) {
    std::vector<Extension> all;
    auto rows = transaction.query("SELECT user_id, value FROM user_setting WHERE name = 'extension' ORDER BY user_id");
    while (rows.next()) {
        const auto value = nlohmann::json::parse(rows.text(1), nullptr, false);
        if (value.is_string() && !value.get_ref<const std::string&>().empty())
            all.push_back({rows.integer(0), value.get<std::string>()});
    }
    return all;
}

std::string extension_of(Transaction& transaction, std::int64_t user_id) {
    for (const auto& one : extensions(transaction))
        if (one.user_id == user_id) return one.extension;
    return "";
}

Result<std::optional<Call>> report_call(House& house, Transaction& transaction, const CallMessage& message) {
    using Told = std::optional<Call>;
    if (message.what == What::other) return Told();
    hold_part(transaction);
    // What is told of one call at the same moment comes one after the other.
    hold(transaction, Held::word, "phone_call " + message.service_id);
    auto before = call_of_service(transaction, message.service_id);
    if (!before) {
        if ((before = adopted(house, transaction, message))) {
            // Held too, so that two reports do not take the same one.
            hold(transaction, Held::word, "phone_call id " + std::to_string(before->id));
            before = find_call(transaction, before->id);
            if (!before->service_id.empty()) before.reset();
        }
    } else if (before->is_over()) {
        return Told();
    }
    if (!before) {
        end_lost(house, transaction);
        auto call = begun(house, transaction, message);
        step(house, transaction, call, message);
        Change change(house, transaction, call_service(), "call_reported");
        insert_call(house, transaction, change, call);
        change.seal();
        return Told(std::move(call));
    }
    auto call = *before;
    if (call.service_id.empty()) {
        call.service_id = message.service_id;
        call.state = "ringing";
        call.outcome.clear();
        if (call.line.empty()) call.line = message.line;
    }
    step(house, transaction, call, message);
    Change change(house, transaction, before->created_event);
    if (!update_call(house, transaction, change, *before, call)) return refuse(RefusalKind::stale, "error.stale");
    if (call.version == before->version) return Told();
    change.seal();
    return Told(std::move(call));
}

bool sees_call(Transaction& transaction, const Actor& actor, const Call& call) {
    return call.customer_id == 0 || customers::may_see(transaction, actor, call.customer_id);
}

Result<Call> call_to_read(Transaction& transaction, const Actor& actor, std::int64_t id) {
    auto call = find_call(transaction, id);
    if (!call || !sees_call(transaction, actor, *call)) return refuse(RefusalKind::not_found, "error.no_such_call");
    return std::move(*call);
}

Result<Call> note_call(House& house, Transaction& transaction, const Actor& actor, const NewCall& wish) {
    hold_part(transaction);
    Call call;
    call.direction = wish.direction;
    call.began_at = house.now();
    call.user_id = actor.user_id;
    call.user_name = actor.name;
    call.outcome = wish.dialled ? "dialled" : "noted";
    call.rings = extension_of(transaction, actor.user_id);
    std::vector<Issue> issues;
    const auto& field = find_field(call_fields(), "number")->field;
    if (auto checked = check_value(field, wish.number); !checked) issues = checked.refusal().issues;
    else if (digits_of(wish.number).size() < 3) issues.push_back({"number", "error.not_a_phone", {}});
    else find_field(call_fields(), "number")->set(call, *checked);
    put_note(call, wish.note, issues);
    if (wish.minutes) put_minutes(call, *wish.minutes, issues);
    if (wish.customer) {
        const auto found = customer_of(transaction, actor, *wish.customer);
        if (found) call.customer_id = *found;
        else issues.push_back(found.refusal().issues.front());
    }
    if (wish.customer_id != 0) {
        const bool there = wish.customer_id != customers::anonymous_customer &&
                           customers::find_customer(transaction, wish.customer_id) &&
                           customers::may_see(transaction, actor, wish.customer_id);
        if (there) call.customer_id = wish.customer_id;
        else issues.push_back({"customer_id", "error.no_such_customer_here", {}});
    }
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    if (call.customer_id == 0)
        call.customer_id = the_one(only_seen(transaction, actor, callers(house, transaction, call.number)));
    Change change(house, transaction, actor, wish.dialled ? "call_dialled" : "call_noted");
    insert_call(house, transaction, change, call);
    change.seal();
    return call;
}

Result<ChangedCall> change_call(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                std::int64_t version, const CallChange& wish) {
    hold_part(transaction);
    auto before = TRY(call_to_read(transaction, actor, id));
    if (!before.service_id.empty()) {
        // What the call service reports of it at the same moment is not lost.
        hold(transaction, Held::word, "phone_call " + before.service_id);
        before = TRY(call_to_read(transaction, actor, id));
    }
    auto after = before;
    std::vector<Issue> issues;
    if (wish.note) put_note(after, *wish.note, issues);
    if (wish.minutes && wish.minutes != before.minutes()) put_minutes(after, *wish.minutes, issues);
    if (wish.customer && !*wish.customer) after.customer_id = 0;
    if (wish.customer && *wish.customer) {
        const auto found = customer_of(transaction, actor, **wish.customer);
        if (found) after.customer_id = *found;
        else issues.push_back(found.refusal().issues.front());
    }
    if (!issues.empty()) return Refusal{RefusalKind::invalid, std::move(issues)};
    if (before.version != version) return refuse(RefusalKind::stale, "error.stale");
    // A rule is charged once for a call, whosever it is (decision 90).
    if (after.customer_id != before.customer_id && is_charged(transaction, before))
        return refuse(RefusalKind::conflict, "error.call_was_charged");
    if (wish.takes) {
        after.user_id = actor.user_id;
        after.user_name = actor.name;
    }
    if (differences(call_fields(), before, after).empty()) return ChangedCall{before, 0};
    Change change(house, transaction, actor,
                  before.customer_id == after.customer_id ? "call_changed" : "call_assigned");
    if (!update_call(house, transaction, change, before, after)) return refuse(RefusalKind::stale, "error.stale");
    change.seal();
    return ChangedCall{std::move(after), change.event()};
}

}  // namespace kartei::telephony
