// Columns of sources that were read, kept for further questions: those of everybody, and those of a few to whom something
// happened. Each is of one step of the log; a later state reads them with those beside it who were touched since. Several
// threads may ask.
#pragma once

#include <map>
#include <mutex>

#include "modules/selections/table.hpp"

namespace kartei::selections {

class Shelves {
public:
    explicit Shelves(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    struct Asked {
        sql::Transaction& transaction;
        const People& people;
        std::int64_t step = 0;                        ///< of the log, which the transaction sees
        std::function<Set(std::int64_t step)> touched;  ///< who was touched after a step, of as many as there were then
        Check check;
    };
    struct Given {
        View view;
        std::int64_t step = 0;  ///< it is true for this step, but for who was touched since
    };
    /// What is missing is read at once.
    Given view(const Asked& asked, const Wanted& wanted);

private:
    struct Held {
        std::shared_ptr<const CodedColumn> column;
        std::int64_t step = 0, used = 0;
    };
    struct Shelf {
        std::shared_ptr<const Frame> frame;
        std::int64_t step = 0;
        std::map<std::string, Held, std::less<>> columns;
    };

    /// What is there of it; columns that are missing are null.
    std::optional<Given> find(const std::string& key, const Asked& asked, const Wanted& wanted);
    bool read_missing(const Asked& asked, const Wanted& wanted, Given& given) const;
    void keep(const std::string& key, std::int64_t step, const Wanted& wanted, const Given& given);
    void drop_least_used();
    std::size_t bytes() const;

    mutable std::mutex mutex_;
    std::map<std::string, Shelf, std::less<>> shelves_;
    std::int64_t uses_ = 0;
    std::size_t most_bytes_;
};

}  // namespace kartei::selections
