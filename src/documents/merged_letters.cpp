#include "documents/merged_letters.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "documents/markup_tokens.hpp"

namespace kartei::documents {
namespace {

/// Above those that a template has itself.
constexpr std::int64_t first_number = 100'000;

using Piece = LetterTemplate::Piece;
using Kind = Piece::Kind;
using Values = LetterValues::Values;

std::string_view in(const Values& values, std::string_view name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string_view() : found->second;
}

/// From the beginning of a section to its end; with `otherwise` to that of the same section, when there is one.
std::size_t end_of(const std::vector<Piece>& pieces, std::size_t begin, bool otherwise = false) {
    int depth = 0;
    for (auto at = begin; at < pieces.size(); ++at) {
        const auto kind = pieces[at].kind;
        if (kind == Kind::condition || kind == Kind::list) ++depth;
        if ((kind == Kind::condition_end || kind == Kind::list_end) && --depth == 0) return at;
        if (otherwise && depth == 1 && kind == Kind::otherwise) return at;
    }
    return pieces.size();
}

}  // namespace

MergedLetters::MergedLetters(std::unique_ptr<OutputFile> file, const LetterTemplate& from)
    : from_(from), file_(std::move(file)), zip_(*file_) {}

Result<std::unique_ptr<MergedLetters>> MergedLetters::create(const std::string& path, const LetterTemplate& from) {
    auto file = TRY(OutputFile::create(path));
    std::unique_ptr<MergedLetters> made(new MergedLetters(std::move(file), from));
    TRY(made->begin());
    return made;
}

Result<Done> MergedLetters::begin() {
    // The kind of an ODT stands first and as it is, so that programs know it by its first bytes.
    for (const auto& entry : from_.entries)
        if (entry.name == "mimetype") TRY(zip_.add_stored(entry.name, entry.bytes));
    for (const auto& entry : from_.entries)
        if (entry.name != "mimetype") TRY(zip_.add(entry.name, entry.bytes));
    TRY(zip_.begin(from_.body));
    return zip_.write(from_.before);
}

Result<Done> MergedLetters::add(const LetterValues& values) {
    if (letters_++ > 0) TRY(zip_.write(from_.between));
    return write(0, from_.pieces.size(), values, {});
}

Result<Done> MergedLetters::write(std::size_t from, std::size_t to, const LetterValues& values, const Values& row) {
    for (auto at = from; at < to; ++at) {
        const auto& piece = from_.pieces[at];
        if (piece.kind == Kind::condition || piece.kind == Kind::list) {
            const auto end = end_of(from_.pieces, at);
            TRY(write_section(at, end, values, row));
            at = end;
        } else if (piece.kind == Kind::field) {
            const auto& source = row.contains(piece.text) ? row : values.values;
            TRY(zip_.write(value_in_markup(from_.format, in(source, piece.text))));
        } else if (piece.kind == Kind::number) {
            TRY(zip_.write(std::to_string(first_number + numbers_++)));
        } else TRY(zip_.write(piece.text));
    }
    return Done{};
}

Result<Done> MergedLetters::write_section(std::size_t begin, std::size_t end, const LetterValues& values,
                                          const Values& row) {
    const auto& piece = from_.pieces[begin];
    if (piece.kind == Kind::condition) {
        const auto otherwise = end_of(from_.pieces, begin, true);
        return values.holds(condition_in(piece.text), row) ? write(begin + 1, otherwise, values, row)
                                                           : write(std::min(otherwise + 1, end), end, values, row);
    }
    const auto list = values.lists.find(piece.text);
    if (list == values.lists.end()) return Done{};
    for (const auto& one : list->second) TRY(write(begin + 1, end, values, one));
    return Done{};
}

bool LetterValues::holds(const Condition& condition, const Values& row) const {
    if (const auto list = lists.find(condition.name); list != lists.end()) return !list->second.empty();
    const auto of_row = row.contains(condition.name);
    const auto value = in(of_row ? row : values, condition.name), code = of_row ? "" : in(codes, condition.name);
    if (condition.is == Condition::Is::there) return !value.empty() && code != code_of_no;
    const auto wanted = fold(condition.value);
    const bool equal = fold(value) == wanted || (!code.empty() && fold(code) == wanted);
    return equal == (condition.is == Condition::Is::equal);
}

Result<Done> MergedLetters::finish() {
    TRY(zip_.write(from_.after));
    TRY(zip_.end());
    TRY(zip_.finish());
    return file_->commit();
}

std::string value_in_markup(std::string_view format, std::string_view value) {
    const bool word = format == "docx";
    std::string out;
    for (std::size_t at = 0; at < value.size(); ++at) {
        const char one = value[at];
        if (one == '\n') out += word ? "</w:t><w:br/><w:t xml:space=\"preserve\">" : "<text:line-break/>";
        else if (one == '\t') out += word ? "</w:t><w:tab/><w:t xml:space=\"preserve\">" : "<text:tab/>";
        else if (one == ' ' && at > 0 && value[at - 1] == ' ' && !word) out += "<text:s/>";
        else out += markup_encoded(value.substr(at, 1));
    }
    return out;
}

}  // namespace kartei::documents
