#include "modules/books/statement_actions.hpp"

#include <algorithm>

#include "audit/hold.hpp"
#include "base/date.hpp"
#include "base/money.hpp"
#include "modules/books/statement_persons.hpp"
#include "modules/parameters/parameter.hpp"
#include "modules/payments/debit_run.hpp"
#include "modules/payments/take_payment.hpp"

namespace kartei::books {
namespace {

using audit::Change;
using sql::Transaction;

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

StatementIdentity identity_of(const BankStatement& read) {
    return {read.number, read.opened_on, read.closed_on, read.opening, read.closing};
}

/// A reference that the bank gave to one entry only.
bool has_reference(const BankEntry& entry) {
    return !entry.bank_reference.empty() && entry.bank_reference != "NONREF" && entry.bank_reference != "NOTPROVIDED";
}

/// Which entries of a statement are here already. Equal ones of it are as many as it holds of them.
class Known {
public:
    Known(Transaction& transaction, const BankStatement& read, const std::string& account)
        : transaction_(transaction), identity_(identity_of(read)), account_(account) {}

    /// Of an equal entry: it is the same (nothing to do), maybe the same (which one), or another one.
    struct Found {
        bool is_same = false;
        std::optional<EqualEntry> maybe;
    };
    Found look(const BankEntry& entry, const std::string& content) {
        const auto [known, is_first] = equal_.try_emplace(content);
        auto& left = known->second;
        if (is_first) sort_out(equal_entries(transaction_, content), has_reference(entry), left);
        if (left.same > 0) return --left.same, Found{true, {}};
        if (left.maybe.empty()) return {};
        Found found{false, std::move(left.maybe.back())};
        left.maybe.pop_back();
        return found;
    }

private:
    struct Left {
        std::int64_t same = 0;
        std::vector<EqualEntry> maybe;
    };

    void sort_out(std::vector<EqualEntry> equal, bool by_reference, Left& left) {
        for (auto& one : equal) {
            const auto kin = by_reference ? Kinship::overlap : kinship(identity_, one.statement, others());
            if (kin == Kinship::overlap) ++left.same;
            if (kin == Kinship::unsure) left.maybe.push_back(std::move(one));
        }
        std::ranges::reverse(left.maybe);
    }

    const std::vector<StatementIdentity>& others() {
        if (!others_) others_ = statements_since(transaction_, account_, month_before(identity_.opened_on));
        return *others_;
    }

    static std::string month_before(const std::string& day) {
        const auto date = read_date(day);
        return date ? write_date(add_days(*date, -31)) : "";
    }

    Transaction& transaction_;
    StatementIdentity identity_;
    std::string account_;
    std::map<std::string, Left> equal_;
    std::optional<std::vector<StatementIdentity>> others_;
};

/// Nothing is dropped that may be another one: it waits set aside, and says which one it equals.
void set_aside_as_maybe(const EqualEntry& equal, Language language, StoredEntry& stored) {
    stored.state = "set_aside";
    const auto& number = equal.statement.number;
    stored.note = text(language, "match.maybe_known",
                       {{"position", std::to_string(equal.position)},
                        {"statement", number.empty() ? equal.file_name : number}});
}

/// Stores what is new of one statement.
void store(House& house, Transaction& transaction, Change& change, const Actor& actor, const BankStatement& read,
           const std::string& file_name, ImportedStatements& done) {
    auto statement = stored_of(house, actor, read, file_name);
    Known known(transaction, read, statement.account);
    std::vector<std::pair<StoredEntry, std::string>> fresh;
    for (const auto& entry : read.entries) {
        auto content = content_of(read.account, entry);
        const auto found = known.look(entry, content);
        if (found.is_same) {
            ++done.known;
            continue;
        }
        StoredEntry stored;
        stored.entry = entry;
        if (found.maybe) ++done.doubtful, set_aside_as_maybe(*found.maybe, actor.language, stored);
        fresh.emplace_back(std::move(stored), std::move(content));
    }
    if (fresh.empty()) return;
    const auto before = closed_before(transaction, statement.account, statement.opened_on.empty()
                                                                          ? fresh.front().first.entry.booked_on
                                                                          : statement.opened_on);
    if (before && statement.opening && *before != *statement.opening) done.gaps.push_back(statement.number);
    insert_statement(transaction, change, statement);
    for (auto& [stored, content] : fresh) {
        stored.statement_id = statement.id, stored.position = ++statement.entries;
        insert_entry(house, transaction, stored, content);
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
    // What is open in the house is read for entries that are open alone.
    if (std::ranges::none_of(entries, [](const StoredEntry& one) { return one.state == "open"; }))
        return std::vector<std::vector<Proposal>>(entries.size());
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
        mask_older_entries(transaction);
        const auto fresh = [&](const BankStatement& one) { return !one.entries.empty(); };
        if (std::ranges::none_of(read, fresh)) return imported;
        Change change(house, transaction, actor, "bank_statement_imported", file_name);
        for (const auto& one : read) store(house, transaction, change, actor, one, file_name, imported);
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
