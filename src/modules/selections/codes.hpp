// Codes of rows, each as wide as the largest of them needs: one byte for a state or a kind, four for names. Millions of
// them are kept and gone over, so width is memory and time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <variant>
#include <vector>

namespace kartei::selections {

class Codes {
public:
    /// Of as many rows, all empty (0).
    explicit Codes(std::size_t rows = 0) : codes_(Narrow(rows)) {}

    void push_back(std::uint32_t code) {
        fit(code);
        visit_own([&](auto& codes) { codes.push_back(static_cast<typename Code<decltype(codes)>::type>(code)); });
    }
    void put(std::size_t row, std::uint32_t code) {
        fit(code);
        visit_own([&](auto& codes) { codes[row] = static_cast<typename Code<decltype(codes)>::type>(code); });
    }
    std::uint32_t operator[](std::size_t row) const {
        switch (codes_.index()) {
            case 0: return (*std::get_if<0>(&codes_))[row];
            case 1: return (*std::get_if<1>(&codes_))[row];
            default: return (*std::get_if<2>(&codes_))[row];
        }
    }
    std::size_t size() const {
        return std::visit([](const auto& codes) { return codes.size(); }, codes_);
    }
    std::size_t bytes() const {
        return std::visit([](const auto& codes) { return codes.capacity() * sizeof(codes[0]); }, codes_);
    }
    /// The rows in another order: `order` names the row that comes to each place.
    Codes arranged(const std::vector<std::uint32_t>& order) const {
        Codes other;
        other.most_ = most_;
        std::visit(
            [&](const auto& codes) {
                std::decay_t<decltype(codes)> there;
                there.reserve(order.size());
                for (const auto row : order) there.push_back(codes[row]);
                other.codes_ = std::move(there);
            },
            codes_);
        return other;
    }
    /// No more will come: what was held ready for more is given back.
    void close() {
        visit_own([](auto& codes) { codes.shrink_to_fit(); });
    }
    /// `work` gets the first and the end as they stand, so that a loop over them asks nothing twice.
    template <class Work>
    decltype(auto) visit(Work work) const {
        return std::visit([&](const auto& codes) { return work(codes.data(), codes.data() + codes.size()); }, codes_);
    }

private:
    using Narrow = std::vector<std::uint8_t>;
    using Middle = std::vector<std::uint16_t>;
    using Wide = std::vector<std::uint32_t>;
    template <class Vector>
    struct Code {
        using type = typename std::remove_reference_t<Vector>::value_type;
    };

    template <class Work>
    void visit_own(Work work) {
        std::visit([&](auto& codes) { work(codes); }, codes_);
    }
    void fit(std::uint32_t code) {
        if (code <= most_) return;
        const auto widen = [&]<class Other>(Other) {
            auto other = std::visit([](const auto& codes) { return Other(codes.begin(), codes.end()); }, codes_);
            codes_ = std::move(other);
            most_ = std::numeric_limits<typename Other::value_type>::max();
        };
        if (code <= std::numeric_limits<std::uint16_t>::max()) widen(Middle());
        else widen(Wide());
    }

    std::variant<Narrow, Middle, Wide> codes_;
    std::uint32_t most_ = std::numeric_limits<std::uint8_t>::max();
};

}  // namespace kartei::selections
