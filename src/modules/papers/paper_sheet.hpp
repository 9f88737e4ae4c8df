// The parts of a paper on its pages, from the top down; what finds no room goes on at the next page. Millimetres. Knows
// a paper and the form of the letter, and decides nothing about either.
#pragma once

#include <string>
#include <vector>

#include "documents/pdf.hpp"
#include "modules/mailing/letter.hpp"
#include "modules/papers/paper.hpp"

namespace kartei::papers {

/// "Rechnung", "Sammelrechnung", in the paper's language.
std::string paper_title(const Paper& paper);

class Sheet {
public:
    Sheet(documents::Pdf& pdf, const Paper& paper, const mailing::Sender& sender)
        : pdf_(pdf), paper_(paper), sender_(sender) {}

    /// The first page of a copy; from the second copy on it says so.
    void begin(std::int64_t copy);
    void subject(const std::string& words);
    void introduction();
    void people(bool whole);
    void lines();
    void taxes();
    /// Payments, what is open and when it is due.
    void money();
    /// The code that banks read; nothing for "".
    void transfer(const std::string& code);
    void receipt();
    void closing();
    /// The foot of the last page.
    void end();

private:
    struct Cell {
        double left, width;
        std::string words;
        bool right = false;
    };
    std::string word(std::string_view key, const Parameters& parameters = {}) const;
    std::string money_of(std::int64_t amount) const { return money_on(paper_, amount); }
    void information();
    /// A heading stays with the first line below it.
    void heading(const std::string& words);
    void row(const std::vector<Cell>& cells, bool bold = false, double size = 9.5);
    void pair(const std::string& words, const std::string& amount, bool bold = false);
    void text(const std::string& words, double size = 9.5);
    void rule();
    void column_heads();
    void due_dates();
    /// Goes to the next page unless there is so much room.
    void keep(double height);
    void next_page();
    void foot();

    documents::Pdf& pdf_;
    const Paper& paper_;
    const mailing::Sender& sender_;
    double y_ = 0;
    int page_ = 1;
};

}  // namespace kartei::papers
