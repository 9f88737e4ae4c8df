#include "modules/payments/dunning_letters.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/texts.hpp"
#include "lists/column.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/letter_salutation.hpp"
#include "modules/mailing/letter_words.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/parameters/base_data.hpp"
#include "modules/parameters/parameter.hpp"

namespace kartei::payments {
namespace {

using mailing::LetterWords;
using parameters::PlainRow;
using sql::Transaction;

using Items = std::vector<const DunningItem*>;

/// What stands in the letter, by debtor, in the order of the run.
std::vector<Items> by_debtor(const DunningRun& run) {
    std::vector<Items> letters;
    std::unordered_map<std::int64_t, std::size_t> places;
    for (const auto& item : run.items) {
        if (item.taken_out) continue;
        const auto [place, is_new] = places.try_emplace(item.customer_id, letters.size());
        if (is_new) letters.emplace_back();
        letters[place->second].push_back(&item);
    }
    return letters;
}

class Writer {
public:
    Writer(House& house, Transaction& transaction, const DunningRun& run)
        : house_(house),
          transaction_(transaction),
          run_(run),
          levels_(parameters::all_rows(transaction, *parameters::base_data("dunning-levels"))),
          days_to_pay_(parameters::parameters_of(transaction)->integer("dunning_pay_days")) {}

    Result<mailing::Addressed> letter(const Items& items) {
        const auto customer = customers::find_customer(transaction_, items.front()->customer_id);
        if (!customer) return refuse(RefusalKind::conflict, "error.gone");
        const auto language = customers::language_of_letters(*customer, house_.country);
        auto placeholders = mailing::placeholders_of(house_, transaction_, *customer, nullptr, language);
        fill(placeholders, items, language);
        auto filled = TRY(mailing::filled(words(items, customer->kind, language), placeholders));
        return mailing::Addressed{mailing::issue_by_hand(*customer), std::move(filled), language};
    }

private:
    std::string money(std::int64_t amount, Language language) const {
        return lists::shown_money(amount, house_.rules.currency_digits, language) + " " + house_.currency;
    }
    std::string line(const DunningItem& item, Language language) const {
        return text(language, item.booking != 0 ? "dunning.line_booking" : "dunning.line_order",
                    {{"number", item.booking != 0 ? std::to_string(item.booking) : item.order},
                     {"date", lists::shown_time(item.due_from, language)},
                     {"amount", money(item.amount, language)}});
    }
    void fill(mailing::Placeholders& placeholders, const Items& items, Language language) const {
        std::string lines = "\n";
        std::int64_t total = 0, fee = 0;
        for (const auto* item : items) {
            lines += "\n" + line(*item, language);
            total += item->amount;
            fee += item->fee;
        }
        const auto until = add_days(*read_date(run_.run_on), static_cast<int>(days_to_pay_));
        placeholders["items"] = lines + "\n\n";
        placeholders["fee"] = money(fee, language);
        placeholders["total"] = money(total + fee, language);
        placeholders["pay_until"] = lists::shown_time(write_date(until), language);
    }
    /// Of the highest level in the letter.
    LetterWords words(const Items& items, const std::string& kind, Language language) const {
        std::int64_t highest = 1;
        for (const auto* item : items) highest = std::max(highest, item->level);
        const auto* level = dunning_level(levels_, highest, kind);
        if (level == nullptr) return {};
        const std::string code(language_code(language));
        LetterWords own{level->text("subject_" + code), level->text("text_" + code)};
        if (own.subject.empty()) own.subject = text(language, "dunning.subject");
        if (own.text.empty()) own.text = "{items}";
        return own;
    }

    House& house_;
    Transaction& transaction_;
    const DunningRun& run_;
    std::vector<PlainRow> levels_;
    std::int64_t days_to_pay_;
};

}  // namespace

const PlainRow* dunning_level(const std::vector<PlainRow>& levels, std::int64_t level,
                              std::string_view customer_kind) {
    const PlainRow* of_all = nullptr;
    for (const auto& row : levels) {
        if (row.integer("level") != level) continue;
        if (row.text("customer_kind") == customer_kind) return &row;
        if (row.text("customer_kind") == "all") of_all = &row;
    }
    return of_all;
}

DunningLetters::DunningLetters(House& house, const DunningRun& run, mailing::Sender sender, documents::ByteSink& sink)
    : house_(house), run_(run), debtors_(by_debtor(run)), book_(std::move(sender), sink) {}

Result<Done> DunningLetters::set(Transaction& transaction, std::size_t most, jobs::Progress* progress) {
    if (debtors_.empty()) return refuse(RefusalKind::conflict, "error.nobody_to_dun", {{"date", run_.run_on}});
    Writer writer(house_, transaction, run_);
    for (const auto end = std::min(debtors_.size(), set_ + most); set_ < end; ++set_) {
        if (progress) progress->stop_if_cancelled();
        TRY(book_.add(TRY(writer.letter(debtors_[set_]))));
        if (progress) progress->add();
    }
    return Done{};
}

mailing::Sender sender_of_run(House& house, Transaction& transaction, const DunningRun& run) {
    auto sender = mailing::sender_of(house, transaction);
    sender.today = run.run_on;
    sender.now = run.made_at;
    return sender;
}

}  // namespace kartei::payments
