// The letters of a run of dunning: one for each debtor, in his language, on the house's letter form.
#pragma once

#include "modules/mailing/letter.hpp"
#include "modules/parameters/plain_record.hpp"
#include "modules/payments/dunning_run.hpp"

namespace kartei::payments {

/// The level for a kind of customer, else the one for all others; null when the house has none.
const parameters::PlainRow* dunning_level(const std::vector<parameters::PlainRow>& levels, std::int64_t level,
                                          std::string_view customer_kind);

/// The letters of a run, one behind the other as a PDF that goes to a sink page by page: however many there are, only one
/// is held. `run` and `sink` outlive it.
class DunningLetters {
public:
    DunningLetters(House& house, const DunningRun& run, mailing::Sender sender, documents::ByteSink& sink);
    /// How many there are.
    std::size_t count() const { return debtors_.size(); }
    bool are_all_set() const { return set_ == debtors_.size(); }
    /// Sets the next ones, at most so many. Refusals: error.nobody_to_dun when everything was taken out; of the words of a
    /// level, what is no placeholder; what the sink refuses.
    Result<Done> set(sql::Transaction& transaction, std::size_t most, jobs::Progress* progress = nullptr);
    /// Behind the last one.
    Result<Done> finish() { return book_.finish(); }

private:
    House& house_;
    const DunningRun& run_;
    std::vector<std::vector<const DunningItem*>> debtors_;  ///< what stands in each letter, in the order of the run
    mailing::LetterBook book_;
    std::size_t set_ = 0;
};

/// Who writes the letters of a run: dated as the run is, whenever they are set.
mailing::Sender sender_of_run(House& house, sql::Transaction& transaction, const DunningRun& run);

}  // namespace kartei::payments
