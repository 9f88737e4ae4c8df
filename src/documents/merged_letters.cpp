#include "documents/merged_letters.hpp"

#include "documents/markup_tokens.hpp"

namespace kartei::documents {
namespace {

/// Above those that a template has itself.
constexpr std::int64_t first_number = 100'000;

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

Result<Done> MergedLetters::add(const ValueOf& value_of) {
    using Kind = LetterTemplate::Piece::Kind;
    if (letters_++ > 0) TRY(zip_.write(from_.between));
    for (const auto& piece : from_.pieces) {
        if (piece.kind == Kind::field) TRY(zip_.write(value_in_markup(from_.format, value_of(piece.text))));
        else if (piece.kind == Kind::number) TRY(zip_.write(std::to_string(first_number + numbers_++)));
        else TRY(zip_.write(piece.text));
    }
    return Done{};
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
