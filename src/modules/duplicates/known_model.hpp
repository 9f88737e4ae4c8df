// What the last scan learnt, as the check while typing reads it: the model and how frequent the frequent values are.
// Written as JSON. Must not know SQL.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "modules/duplicates/model.hpp"
#include "modules/duplicates/people.hpp"

namespace kartei::duplicates {

/// Shares of values among all customers, as log2. Frequent values are known by name, all others have one share.
class Frequencies {
public:
    /// 0 (nothing known) or log2 of the share.
    float share(Slot slot, std::string_view value) const;

    /// The most frequent values of every slot that is counted, at most `most` each.
    static Frequencies of(const People& people, std::size_t most = 1500);
    std::string write() const;
    static Frequencies read(std::string_view json);

private:
    struct OfSlot {
        float others = 0;
        std::map<std::string, float, std::less<>> frequent;
    };
    std::array<OfSlot, slot_count> slots_;
};

struct KnownModel {
    Model model;
    Frequencies frequencies;

    static KnownModel nothing_known(double customers) { return {default_model(customers), {}}; }
    std::string write() const;
    /// Throws nlohmann::json::exception for anything that write() did not write.
    static KnownModel read(std::string_view json);
};

/// Compares values that are texts, as the scan compares numbers.
Comparison compare_values(const Values& one, const Values& other, const Frequencies& frequencies);

}  // namespace kartei::duplicates
