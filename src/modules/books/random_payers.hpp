// Payers for tests, as they write on their transfers.
#pragma once

#include <random>

#include "modules/books/statement_matching.hpp"

namespace kartei::books {

inline MatchItem item(std::int64_t booking, std::int64_t customer, const std::string& name, std::int64_t open) {
    MatchItem one;
    one.booking = booking;
    one.customer_id = one.debtor_id = customer;
    one.customer_number = 100'000 + customer, one.debtor_number = 10'000 + customer;
    one.names = {name};
    one.papers = {"R-2026-" + std::to_string(booking)};
    one.open = open, one.due = {open};
    one.accounts = {customer};
    return one;
}

inline EntryToMatch entry(std::int64_t amount, const std::string& name, const std::string& text,
                   std::set<std::int64_t> account_of = {}) {
    EntryToMatch one;
    one.entry.amount = amount, one.entry.name = name, one.entry.text = text;
    one.entry.booked_on = "2026-03-01";
    one.account_of = std::move(account_of);
    return one;
}

/// Payers as they write (money.md 4): with a paper's number, a booking's, none at all; part of it, several at once,
/// charges taken off, a number with a slip, somebody else's account.
struct Made {
    EntryToMatch entry;
    std::vector<MatchPart> right;
};

class Payers {
public:
    explicit Payers(unsigned seed) : random_(seed) {
        for (int customer = 1; customer <= 150; ++customer) {
            const auto name = std::string(last_[any(20)]) + ", " + first_[any(20)];
            for (int i = 0; i <= any(3); ++i) items_.push_back(item(next_ += 1 + any(30), customer, name, amount()));
        }
    }
    const std::vector<MatchItem>& items() const { return items_; }

    Made made() {
        const auto& of = items_[static_cast<std::size_t>(any(static_cast<int>(items_.size())))];
        const auto comma = of.names[0].find(", ");
        const auto name = of.names[0].substr(comma + 2) + " " + of.names[0].substr(0, comma);
        Made made{entry(of.open, name, "", any(2) ? std::set<std::int64_t>{of.customer_id} : std::set<std::int64_t>{}),
                  {{of.booking, "", of.open, 0}}};
        const auto number = std::to_string(of.booking);
        auto& said = made.entry.entry;
        switch (any(9)) {
            case 0: said.text = "Rechnung R-2026-" + number; break;
            case 1: said.text = "R2026" + number + " vielen Dank"; break;
            case 2: said.text = "Vorgang " + number; break;
            case 3: said.text = "Reise KdNr " + std::to_string(*of.customer_number); break;
            case 4: said.amount = of.open / 2, made.right[0].amount = of.open / 2, said.text = "Anzahlung " + number; break;
            case 5: said.charges = 26'00, said.amount = of.open - 26'00, said.text = "Vorgang " + number; break;
            case 6: slip(said, number); break;
            case 7: said.name = "Karl-Heinz Anderlecht", made.entry.account_of = {}, said.text = "fuer " + number; break;
            default: together(made, of); break;
        }
        return made;
    }

private:
    int any(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
    std::int64_t amount() { return (2 + any(40)) * 50'00 + (any(3) == 0 ? any(100) : 0); }
    void slip(BankEntry& said, std::string number) {
        std::swap(number[1], number[2]);
        said.text = "Vorgang " + number;
    }
    void together(Made& made, const MatchItem& of) {
        made.right.clear();
        made.entry.entry.amount = 0, made.entry.entry.text = "Zahlung";
        for (const auto& one : items_)
            if (one.customer_id == of.customer_id) {
                made.right.push_back({one.booking, "", one.open, 0});
                made.entry.entry.amount += one.open;
                made.entry.entry.text += " " + std::to_string(one.booking);
            }
    }

    std::mt19937 random_;
    std::int64_t next_ = 40'000;
    std::vector<MatchItem> items_;
    static constexpr const char* last_[20] = {"Eriksson", "Weber", "Müller", "van den Berg", "Schmidt", "de Vries", "Jansen",
                                              "Hoffmann", "Bauer", "Keller", "Vogel", "Visser", "Bakker", "Fischer", "Meyer",
                                              "Schulz", "Wolf", "Peters", "Smit", "Braun"};
    static constexpr const char* first_[20] = {"Anna", "Ida", "Jan", "Pieter", "Max", "Eva", "Paul", "Lena", "Tom", "Nina",
                                               "Otto", "Ruth", "Klaas", "Sanne", "Uwe", "Ute", "Bram", "Fleur", "Jörg", "Käthe"};
};

}  // namespace kartei::books
