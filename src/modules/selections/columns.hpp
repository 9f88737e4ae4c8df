// The columns of a source that tests read, and rows that are kept as codes: each column is a dictionary of its different
// values and one code for each row. What is kept does not change; several threads read it. Knows no documents.
#pragma once

#include <memory>

#include "modules/selections/codes.hpp"
#include "modules/selections/people.hpp"
#include "modules/selections/row_condition.hpp"
#include "modules/selections/source.hpp"

namespace kartei::selections {

/// How the values of a column are kept: whole numbers, texts, or dates and instants (as numbers that order like them).
enum class Form { number, text, day };

/// One column that is read.
struct Slot {
    std::string sql;
    Form form = Form::text;
    std::optional<FieldKind> compared_as = {};  ///< texts that are compared in another form than they stand in
    std::string join = {}, join_key = {};
    const Column* shown = nullptr;  ///< none: a country, or what is summed up
};

/// The columns that tests read; a test asks for them and is told where they will stand.
class Columns {
public:
    std::size_t place_of(const Column& column);
    /// What is no field of its own: the country beside a postcode, a price that is added up.
    std::size_t place_of_sql(const std::string& sql, Form form);
    std::size_t add(const Slot& slot);

    const std::vector<Slot>& slots() const { return slots_; }

private:
    std::vector<Slot> slots_;
};

/// What is read of a source.
struct Wanted {
    const Source* source = nullptr;
    Columns columns;

    /// Joins that find several rows for one: rows of the source stand as often. Equal texts: equal rows.
    std::string rows_key() const;
};

/// The different values of a column; 0 is the empty one.
class Dictionary {
public:
    explicit Dictionary(const Slot& slot);

    std::uint32_t take(const sql::Rows& rows, int column);
    /// No more will come.
    void close();

    std::size_t size() const { return form_ == Form::text ? ends_.size() : numbers_.size(); }
    void read(std::uint32_t code, Cell& cell) const;
    std::int64_t number(std::uint32_t code) const { return numbers_[code]; }
    const std::int64_t* numbers() const { return numbers_.data(); }
    /// Of days: which comes first.
    /// Asks every value: 1 for each that fits.
    std::vector<std::uint8_t> that_fit(const CellTest& test) const;
    bool is_before(std::uint32_t one, std::uint32_t other) const;
    std::size_t bytes() const;

private:
    std::uint32_t take_number(std::int64_t number);
    std::uint32_t take_text(std::string_view text);
    template <class Same, class Add>
    std::uint32_t find_or_add(std::size_t hash, Same same, Add add);
    void spread();
    std::string_view text(std::uint32_t code) const;
    std::string_view comparable_text(std::uint32_t code) const;
    std::string day(std::uint32_t code) const;

    Form form_;
    std::optional<FieldKind> compared_as_;
    std::vector<std::int64_t> numbers_;
    std::string texts_, comparables_;              ///< one behind the other
    std::vector<std::uint32_t> ends_, comparable_ends_;
    std::vector<bool> is_comparable_;              ///< the text itself is its comparable form, which stands nowhere else
    std::vector<std::string> odd_days_;            ///< what is none, by -1 - number
    std::vector<std::uint32_t> places_;            ///< codes by their hash, while values come
};

struct CodedColumn {
    explicit CodedColumn(const Slot& slot) : dictionary(slot) {}
    Dictionary dictionary;
    Codes codes;  ///< one for each row
    std::size_t bytes() const { return dictionary.bytes() + codes.bytes(); }
};

/// Whose the rows are: those of one customer stand together. Of the customers' own source each is one row.
struct Frame {
    std::size_t people = 0, rows = 0;
    std::vector<std::uint32_t> begins;  ///< of each customer, and the end of the last; none: one row for each

    std::size_t begin_of(std::size_t ordinal) const { return begins.empty() ? ordinal : begins[ordinal]; }
    std::size_t end_of(std::size_t ordinal) const { return begins.empty() ? ordinal + 1 : begins[ordinal + 1]; }
};

/// Rows with the columns that were wanted, in their order.
struct View {
    std::shared_ptr<const Frame> frame = std::make_shared<const Frame>();
    std::vector<std::shared_ptr<const CodedColumn>> columns = {};

    void read(std::size_t place, std::size_t row, Cell& cell) const {
        columns[place]->dictionary.read(columns[place]->codes[row], cell);
    }
    std::int64_t number(std::size_t place, std::size_t row) const {
        return columns[place]->dictionary.number(columns[place]->codes[row]);
    }
};

/// The rows that fit: places are rows of the view.
Set rows_that_fit(const RowTest& test, const View& view);

}  // namespace kartei::selections
