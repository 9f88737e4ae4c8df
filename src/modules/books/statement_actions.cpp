#include "modules/books/statement_actions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "audit/hold.hpp"
#include "base/money.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/payments/debit_run.hpp"
#include "modules/payments/take_payment.hpp"

namespace kartei::books {
namespace {

using audit::Change;
using sql::Transaction;

/// What makes an entry the same wherever it stands; `ordinal`: among equal ones of one file.
std::string content_of(const BankStatement& statement, const BankEntry& entry) {
    return fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}\x1f{}", statement.account, entry.booked_on,
                       entry.value_on, entry.amount, entry.end_to_end, entry.text, entry.name, entry.bank_reference);
}

StoredStatement stored_of(House& house, const Actor& actor, const BankStatement& read, const std::string& file_name) {
    StoredStatement stored;
    stored.account = read.account.empty() ? "-" : read.account;
    stored.number = read.number, stored.currency = read.currency;
    stored.opened_on = read.opened_on, stored.closed_on = read.closed_on;
    stored.opening = read.opening, stored.closing = read.closing;
    stored.file_name = file_name, stored.imported_at = house.now(), stored.imported_by = actor.name;
    return stored;
}

/// Amounts of another currency would be taken for the house's. What is no code ("€") says nothing.
Result<Done> check_currencies(const House& house, const std::vector<BankStatement>& statements) {
    const auto is_capital = [](char letter) { return letter >= 'A' && letter <= 'Z'; };
    for (const auto& one : statements)
        if (one.currency.size() == 3 && std::ranges::all_of(one.currency, is_capital) && one.currency != house.currency)
            return refuse(RefusalKind::invalid, "error.statement_currency", {{"currency", one.currency}});
    return Done{};
}

/// Stores what is new of one statement.
void store(House& house, Transaction& transaction, Change& change, const Actor& actor, const BankStatement& read,
           const std::string& file_name, std::map<std::string, std::int64_t>& ordinals, ImportedStatements& done) {
    std::vector<std::pair<BankEntry, std::string>> fresh;
    for (const auto& entry : read.entries) {
        const auto content = content_of(read, entry);
        const auto digest = audit::sha256(content + "\x1f" + std::to_string(++ordinals[content]));
        if (is_known(transaction, digest)) ++done.known;
        else fresh.emplace_back(entry, digest);
    }
    if (fresh.empty()) return;
    auto statement = stored_of(house, actor, read, file_name);
    const auto before = closed_before(transaction, statement.account,
                                      statement.opened_on.empty() ? fresh.front().first.booked_on : statement.opened_on);
    if (before && statement.opening && *before != *statement.opening) done.gaps.push_back(statement.number);
    insert_statement(transaction, change, statement);
    for (auto& [entry, digest] : fresh) {
        StoredEntry stored;
        stored.statement_id = statement.id, stored.position = ++statement.entries;
        stored.entry = std::move(entry);
        insert_entry(house, transaction, stored, digest);
    }
    done.entries += statement.entries;
    done.statements.push_back(std::move(statement));
}

/// Each clear entry in a transaction of its own, so that one that is refused keeps no other back.
std::int64_t post_clear(House& house, const Actor& actor, const std::vector<StoredStatement>& statements) {
    std::int64_t posted = 0;
    for (const auto& statement : statements) {
        std::vector<StoredEntry> entries;
        const auto proposals = house.database.read([&](Transaction& transaction) {
            entries = find_entries(transaction, {"open", statement.id, statement.entries, 0});
            return proposals_for(house, transaction, actor, entries);
        });
        std::set<std::pair<std::int64_t, std::string>> touched;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            if (proposals[i].empty() || !proposals[i].front().clear) continue;
            const auto& parts = proposals[i].front().parts;
            // What an earlier entry paid is looked at anew by a person.
            const bool again = std::ranges::any_of(
                parts, [&](const MatchPart& part) { return !touched.emplace(part.booking, part.order).second; });
            if (again) continue;
            const auto done = house.database.write([&](Transaction& transaction) {
                return post_entry(house, transaction, actor, entries[i].id, entries[i].version, parts);
            });
            posted += done ? 1 : 0;
        }
    }
    return posted;
}

Result<StoredEntry> entry_to_change(Transaction& transaction, std::int64_t id, std::int64_t version) {
    hold_house(transaction);
    auto entry = find_entry(transaction, id);
    if (!entry) return refuse(RefusalKind::not_found, "error.no_such_entry");
    if (entry->version != version) return refuse(RefusalKind::stale, "error.stale");
    return std::move(*entry);
}

Result<StoredEntry> stored(House& house, Transaction& transaction, const Actor& actor, const char* kind,
                           const StoredEntry& before, const StoredEntry& after) {
    Change change(house, transaction, actor, kind, std::to_string(before.id));
    if (!change_entry(transaction, change, before, after)) return refuse(RefusalKind::stale, "error.stale");
    change.seal();
    return std::move(*find_entry(transaction, before.id));
}

Refusal parts_differ(const House& house, std::int64_t sum, std::int64_t sent) {
    return refuse_field("parts", "error.parts_differ",
                        {{"sum", write_money(sum, house.rules.currency_digits)},
                         {"sent", write_money(sent, house.rules.currency_digits)}});
}

/// A payment comes back whole, and with it the debit that posted it.
Result<std::int64_t> take_back(House& house, Transaction& transaction, const Actor& actor, const StoredEntry& entry,
                               const MatchPart& part, const std::string& said) {
    const auto& [reason, booked_on] = std::tie(entry.entry.reason, entry.entry.booked_on);
    const auto taken = TRY(payments::take_back_payment(house, transaction, actor, part.booking, part.takes_back,
                                                       booked_on, reason.empty() ? said : said + " " + reason));
    if (taken.amount != part.amount) return parts_differ(house, part.amount, taken.amount);
    TRY(payments::note_debit_came_back(house, transaction, actor, part.booking, part.takes_back, reason, booked_on));
    return taken.position;
}

/// Takes one part of an entry's money; gives the position of the payment.
Result<std::int64_t> take_part(House& house, Transaction& transaction, const Actor& actor, const StoredEntry& entry,
                               const MatchPart& part) {
    const auto said = text(Language::de, "match.payment_text", {{"number", entry.statement_number}});
    if (part.takes_back != 0) return take_back(house, transaction, actor, entry, part, said);
    return TRY(payments::take_payment(house, transaction, actor,
                                      {part.booking, part.order, part.amount, "transfer", entry.entry.booked_on, said,
                                       entry.entry.end_to_end}))
        .position;
}

Result<Done> check_parts(const House& house, const StoredEntry& entry, const std::vector<MatchPart>& parts) {
    if (parts.empty()) return refuse_field("parts", "error.required");
    // A debit that came back with the bank's own charges goes back without them.
    const bool returns = parts.front().takes_back != 0;
    const auto sent = entry.entry.amount + entry.entry.charges;
    std::int64_t sum = 0;
    for (const auto& part : parts) sum += part.amount;
    if (sum != sent && !(returns && sum == entry.entry.amount)) return parts_differ(house, sum, sent);
    return Done{};
}

}  // namespace

std::vector<std::vector<Proposal>> proposals_for(House& house, Transaction& transaction, const Actor& actor,
                                                 const std::vector<StoredEntry>& entries) {
    const bool some_left = std::ranges::any_of(entries, [](const StoredEntry& one) { return one.entry.amount < 0; });
    const Matcher matcher(items_to_match(house, transaction, actor),
                          some_left ? paid_to_match(house, transaction, actor) : std::vector<PaidItem>{});
    std::vector<std::vector<Proposal>> all;
    for (const auto& one : entries) {
        if (one.state != "open") all.emplace_back();
        else all.push_back(matcher.proposals({one.entry, account_holders(transaction, one.iban_index)}));
    }
    return all;
}

Result<ImportedStatements> import_statements(House& house, const Actor& actor, const std::string& path,
                                             const std::string& file_name, const CsvHeadings& headings,
                                             std::optional<bool> post) {
    const auto read = TRY(read_statements(path, headings, house.rules.currency_digits));
    TRY(check_currencies(house, read));
    auto done = house.database.write([&](Transaction& transaction) -> Result<ImportedStatements> {
        hold_house(transaction);
        ImportedStatements imported;
        std::map<std::string, std::int64_t> ordinals;
        const auto fresh = [&](const BankStatement& one) { return !one.entries.empty(); };
        if (std::ranges::none_of(read, fresh)) return imported;
        Change change(house, transaction, actor, "bank_statement_imported", file_name);
        for (const auto& one : read)
            store(house, transaction, change, actor, one, file_name, ordinals, imported);
        if (imported.statements.empty()) return imported;
        change.seal();
        imported.event = change.event();
        return imported;
    });
    if (!done) return done;
    const bool at_once = post.value_or(house.database.read([](Transaction& transaction) {
        return parameters::parameters_of(transaction)->yes("post_clear_entries");
    }));
    if (at_once) done->posted = post_clear(house, actor, done->statements);
    return done;
}

Result<StoredEntry> post_entry(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                               std::int64_t version, const std::vector<MatchPart>& parts) {
    const auto before = TRY(entry_to_change(transaction, id, version));
    if (before.state == "posted") return refuse(RefusalKind::conflict, "error.entry_is_posted");
    TRY(check_parts(house, before, parts));
    auto after = before;
    after.state = "posted";
    after.parts = parts, after.payments.clear();
    for (const auto& part : parts) after.payments.push_back(TRY(take_part(house, transaction, actor, before, part)));
    return stored(house, transaction, actor, "bank_entry_posted", before, after);
}

Result<StoredEntry> open_entry(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                               std::int64_t version) {
    const auto before = TRY(entry_to_change(transaction, id, version));
    const auto said = text(Language::de, "match.opened_text", {{"number", before.statement_number}});
    for (std::size_t i = 0; i < before.parts.size(); ++i) {
        const auto& part = before.parts[i];
        if (part.booking == 0) return refuse(RefusalKind::conflict, "error.entry_paid_an_order", {{"order", part.order}});
        // A debit that did not come back after all is paid again.
        if (part.takes_back != 0)
            TRY(payments::take_payment(house, transaction, actor,
                                       {part.booking, "", -part.amount, "transfer", before.entry.booked_on, said, ""}));
        else TRY(payments::take_back_payment(house, transaction, actor, part.booking, before.payments[i], "", said));
    }
    auto after = before;
    after.state = "open";
    after.note.clear(), after.parts.clear(), after.payments.clear();
    return stored(house, transaction, actor, "bank_entry_opened", before, after);
}

Result<StoredEntry> set_entry_aside(House& house, Transaction& transaction, const Actor& actor, std::int64_t id,
                                    std::int64_t version, const std::string& note) {
    const auto before = TRY(entry_to_change(transaction, id, version));
    if (before.state != "open") return refuse(RefusalKind::conflict, "error.entry_is_posted");
    auto after = before;
    after.state = "set_aside", after.note = note;
    return stored(house, transaction, actor, "bank_entry_set_aside", before, after);
}

}  // namespace kartei::books
