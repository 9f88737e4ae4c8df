// Many letters of one template in one document, written as they come: no more memory than one letter takes. Knows no
// customer; values come by the names of the fields.
#pragma once

#include <map>
#include <memory>

#include "documents/letter_template.hpp"
#include "documents/output_file.hpp"
#include "documents/zip_writer.hpp"

namespace kartei::documents {

/// What one letter says: values by field, those of the rows of lists by field of the row.
struct LetterValues {
    using Values = std::map<std::string, std::string, std::less<>>;
    Values values;
    std::map<std::string, std::vector<Values>, std::less<>> lists;
    Values codes;  ///< what a condition may name instead of the value as it is shown: "company" for "Firma"

    static constexpr std::string_view code_of_no = "no";  ///< of a yes-or-no: it counts as no value

    /// {{#if …}} outside of lists, or within the row of one.
    bool holds(const Condition& condition, const Values& row = {}) const;
};

class MergedLetters {
public:
    /// The template must outlive it. Refusals: those of OutputFile.
    static Result<std::unique_ptr<MergedLetters>> create(const std::string& path, const LetterTemplate& from);

    /// A field that has no value stays empty.
    Result<Done> add(const LetterValues& values);
    std::int64_t letters() const { return letters_; }
    std::uint64_t bytes() const { return zip_.unpacked(); }  ///< of the body so far
    Result<Done> finish();

private:
    MergedLetters(std::unique_ptr<OutputFile> file, const LetterTemplate& from);
    Result<Done> begin();
    Result<Done> write(std::size_t from, std::size_t to, const LetterValues& values, const LetterValues::Values& row);
    Result<Done> write_section(std::size_t begin, std::size_t end, const LetterValues& values,
                               const LetterValues::Values& row);

    const LetterTemplate& from_;
    std::unique_ptr<OutputFile> file_;
    ZipWriter zip_;
    std::int64_t letters_ = 0, numbers_ = 0;
};

/// A value as it stands in the text of a document: its lines apart.
std::string value_in_markup(std::string_view format, std::string_view value);

}  // namespace kartei::documents
