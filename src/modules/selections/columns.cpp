#include "modules/selections/columns.hpp"

#include <algorithm>

#include "modules/selections/pattern.hpp"

namespace kartei::selections {
namespace {

/// Texts that comparing looks at in another form; lists of texts are taken apart first.
std::optional<FieldKind> compared_as(const Column& column) {
    if (!column.purpose.empty() || column.field.is_sensitive()) return std::nullopt;
    switch (column.field.kind) {
        using enum FieldKind;
        case choice: case country: case language: case currency: case text_list: return std::nullopt;
        default: return column.field.kind;
    }
}

Form form_of(const Column& column) {
    if (!column.purpose.empty()) return Form::text;
    if (column.field.is_number() || column.field.kind == FieldKind::yes_no) return Form::number;
    return column.field.kind == FieldKind::date || column.field.kind == FieldKind::instant ? Form::day : Form::text;
}

constexpr std::string_view date_form = "0000-00-00", instant_form = "0000-00-00T00:00:00Z";
constexpr std::int64_t first_instant = 100'000'000;  // the digits of a date are fewer

/// The digits of a date or an instant; no value: it is none that is written as the house writes them.
std::optional<std::int64_t> digits_of_day(std::string_view text) {
    const auto form = text.size() == date_form.size() ? date_form : instant_form;
    if (text.size() != form.size()) return std::nullopt;
    std::int64_t digits = 0;
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] != '0' && text[i] != form[i]) return std::nullopt;
        if (form[i] != '0') continue;
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        digits = digits * 10 + (text[i] - '0');
    }
    if (form == instant_form && digits < first_instant) return std::nullopt;
    return digits;
}

}  // namespace

std::size_t Columns::place_of(const Column& column) {
    const auto place = place_of_sql(column.sql, form_of(column));
    auto& slot = slots_[place];
    slot.compared_as = slot.form == Form::text ? compared_as(column) : std::nullopt;
    slot.join = column.join, slot.join_key = column.join_key, slot.shown = &column;
    return place;
}

std::size_t Columns::place_of_sql(const std::string& sql, Form form) {
    const auto found = std::find_if(slots_.begin(), slots_.end(), [&](const Slot& slot) { return slot.sql == sql; });
    if (found != slots_.end()) return static_cast<std::size_t>(found - slots_.begin());
    slots_.push_back({sql, form});
    return slots_.size() - 1;
}

std::size_t Columns::add(const Slot& slot) {
    const auto place = place_of_sql(slot.sql, slot.form);
    if (slot.shown) slots_[place] = slot;
    return place;
}

std::string Wanted::rows_key() const {
    std::vector<std::string> joins;
    for (const auto& slot : columns.slots())
        if (!slot.join_key.empty()) joins.push_back(slot.join);
    std::sort(joins.begin(), joins.end());
    joins.erase(std::unique(joins.begin(), joins.end()), joins.end());
    auto key = source->name;
    for (const auto& join : joins) key += "|" + join;
    return key;
}

Dictionary::Dictionary(const Slot& slot) : form_(slot.form), compared_as_(slot.compared_as), places_(16) {
    if (form_ == Form::text) ends_.push_back(0);
    else numbers_.push_back(0);
    if (compared_as_) comparable_ends_.push_back(0), is_comparable_.push_back(true);
}

void Dictionary::close() {
    places_ = {};
    numbers_.shrink_to_fit(), texts_.shrink_to_fit(), comparables_.shrink_to_fit();
    ends_.shrink_to_fit(), comparable_ends_.shrink_to_fit();
}

std::uint32_t Dictionary::take(const sql::Rows& rows, int column) {
    if (rows.is_null(column)) return 0;
    if (form_ == Form::number) return take_number(rows.integer(column));
    const auto text = rows.text(column);
    if (form_ == Form::text) return take_text(text);
    if (const auto digits = digits_of_day(text)) return take_number(*digits);
    const auto known = std::find(odd_days_.begin(), odd_days_.end(), text);
    const auto place = known - odd_days_.begin();
    if (known == odd_days_.end()) odd_days_.emplace_back(text);
    return take_number(-1 - place);
}

template <class Same, class Add>
std::uint32_t Dictionary::find_or_add(std::size_t hash, Same same, Add add) {
    const auto mask = places_.size() - 1;
    auto place = hash & mask;
    for (; places_[place] != 0; place = (place + 1) & mask)
        if (same(places_[place])) return places_[place];
    const auto code = static_cast<std::uint32_t>(size());
    places_[place] = code;
    add();
    if (size() * 2 > places_.size()) spread();
    return code;
}

namespace {

std::size_t hash_of(std::int64_t number) {
    auto bits = static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15u;
    return bits ^ (bits >> 29);
}
std::size_t hash_of(std::string_view text) { return std::hash<std::string_view>()(text); }

}  // namespace

std::uint32_t Dictionary::take_number(std::int64_t number) {
    return find_or_add(
        hash_of(number), [&](std::uint32_t code) { return numbers_[code] == number; },
        [&] { numbers_.push_back(number); });
}

std::uint32_t Dictionary::take_text(std::string_view value) {
    return find_or_add(
        hash_of(value), [&](std::uint32_t code) { return text(code) == value; },
        [&] {
            texts_ += value;
            ends_.push_back(static_cast<std::uint32_t>(texts_.size()));
            if (!compared_as_) return;
            const auto compared = comparable(*compared_as_, value);
            is_comparable_.push_back(compared == value);
            if (compared != value) comparables_ += compared;
            comparable_ends_.push_back(static_cast<std::uint32_t>(comparables_.size()));
        });
}

/// Twice the room.
void Dictionary::spread() {
    places_.assign(places_.size() * 4, 0);
    const auto mask = places_.size() - 1;
    for (std::uint32_t code = 1; code < size(); ++code) {
        auto place = (form_ == Form::text ? hash_of(text(code)) : hash_of(numbers_[code])) & mask;
        while (places_[place] != 0) place = (place + 1) & mask;
        places_[place] = code;
    }
}

std::string_view Dictionary::text(std::uint32_t code) const {
    if (code == 0) return {};
    return std::string_view(texts_).substr(ends_[code - 1], ends_[code] - ends_[code - 1]);
}

std::string_view Dictionary::comparable_text(std::uint32_t code) const {
    if (is_comparable_[code]) return text(code);
    return std::string_view(comparables_)
        .substr(comparable_ends_[code - 1], comparable_ends_[code] - comparable_ends_[code - 1]);
}

std::string Dictionary::day(std::uint32_t code) const {
    auto digits = numbers_[code];
    if (digits < 0) return odd_days_[static_cast<std::size_t>(-1 - digits)];
    std::string text(digits < first_instant ? date_form : instant_form);
    for (auto at = text.rbegin(); at != text.rend(); ++at)
        if (*at == '0') *at = static_cast<char>('0' + digits % 10), digits /= 10;
    return text;
}

void Dictionary::read(std::uint32_t code, Cell& cell) const {
    cell.empty = code == 0;
    cell.number = 0;
    cell.comparable.reset();
    if (form_ == Form::number) {
        cell.number = numbers_[code];
    } else if (cell.empty) {
        cell.text.clear();
    } else if (form_ == Form::day) {
        cell.text = day(code);
    } else {
        cell.text.assign(text(code));
        if (compared_as_) cell.comparable = comparable_text(code);
    }
}

std::vector<std::uint8_t> Dictionary::that_fit(const CellTest& test) const {
    std::vector<std::uint8_t> values(size());
    if (form_ == Form::number && test.number_test()) {
        const auto& fits = test.number_test();
        for (std::size_t code = 0; code < values.size(); ++code) values[code] = fits(numbers_[code]);
    } else if (form_ == Form::text && compared_as_ && test.text_test()) {
        const auto& fits = test.text_test();
        for (std::uint32_t code = 0; code < values.size(); ++code) values[code] = fits(comparable_text(code));
    } else {
        Cell cell;
        for (std::uint32_t code = 0; code < values.size(); ++code) read(code, cell), values[code] = test(cell);
        return values;
    }
    values[0] = test.if_empty();
    return values;
}

bool Dictionary::is_before(std::uint32_t one, std::uint32_t other) const {
    return odd_days_.empty() ? numbers_[one] < numbers_[other] : day(one) < day(other);
}

std::size_t Dictionary::bytes() const {
    return numbers_.capacity() * sizeof(std::int64_t) + texts_.capacity() + comparables_.capacity() +
           (ends_.capacity() + comparable_ends_.capacity()) * sizeof(std::uint32_t) + is_comparable_.size() / 8;
}

namespace {

/// More combinations of codes than so many are not remembered.
constexpr std::size_t most_combinations = 4u << 20;

enum Known : std::uint8_t { unknown, no, yes };

class Fitting {
public:
    explicit Fitting(const View& view) : view_(view), cells_(view.columns.size()) {}

    Set of(const RowTest& test) {
        switch (test.kind()) {
            case RowTest::Kind::nothing: return Set(view_.frame->rows, true);
            case RowTest::Kind::test: return test.places().size() == 1 ? of_one(test) : of_several(test);
            case RowTest::Kind::negation: return of(test.inner().front()).turned();
            default: return of_group(test);
        }
    }

private:
    Set of_group(const RowTest& group) {
        const bool all = group.kind() == RowTest::Kind::all;
        std::optional<Set> fits;
        for (const auto& test : group.inner()) {
            auto one = of(test);
            if (!fits) fits = std::move(one);
            else all ? *fits &= one : *fits |= one;
        }
        return fits ? std::move(*fits) : Set(view_.frame->rows, all);
    }
    /// Each value is asked once.
    Set of_one(const RowTest& test) {
        const auto place = test.places().front();
        const auto& column = *view_.columns[place];
        const auto fits = test.of_cell() ? column.dictionary.that_fit(test.of_cell()) : values_that_fit(test, place);
        return column.codes.visit([&, value = fits.data()](const auto* code, const auto*) {
            return Set::where(view_.frame->rows, [=](std::size_t row) { return value[code[row]]; });
        });
    }
    std::vector<std::uint8_t> values_that_fit(const RowTest& test, std::size_t place) {
        const auto& dictionary = view_.columns[place]->dictionary;
        std::vector<std::uint8_t> values(dictionary.size());
        for (std::uint32_t code = 0; code < values.size(); ++code) {
            dictionary.read(code, cells_[place]);
            values[code] = test(cells_);
        }
        return values;
    }
    /// Each combination of values is asked once, where they are not too many.
    Set of_several(const RowTest& test) {
        std::size_t combinations = 1;
        for (const auto place : test.places())
            combinations = std::min(combinations * view_.columns[place]->dictionary.size(), most_combinations + 1);
        if (combinations > most_combinations)
            return Set::where(view_.frame->rows, [&](std::size_t row) { return asked(test, row); });
        const auto which = combinations_of(test);
        std::vector<std::uint8_t> known(combinations);
        return Set::where(view_.frame->rows, [&](std::size_t row) {
            auto& one = known[which[row]];
            if (one == unknown) one = asked(test, row) ? yes : no;
            return one == yes;
        });
    }
    /// The combination of values of each row.
    std::vector<std::uint32_t> combinations_of(const RowTest& test) {
        std::vector<std::uint32_t> which(view_.frame->rows);
        for (const auto place : test.places()) {
            const auto values = static_cast<std::uint32_t>(view_.columns[place]->dictionary.size());
            view_.columns[place]->codes.visit([&](const auto* code, const auto*) {
                for (auto& one : which) one = one * values + *code++;
            });
        }
        return which;
    }
    bool asked(const RowTest& test, std::size_t row) {
        for (const auto place : test.places()) view_.read(place, row, cells_[place]);
        return test(cells_);
    }

    const View& view_;
    Cells cells_;
};

}  // namespace

Set rows_that_fit(const RowTest& test, const View& view) { return Fitting(view).of(test); }

}  // namespace kartei::selections
