// Many letters of one template in one document, written as they come: no more memory than one letter takes. Knows no
// customer; values come by the names of the fields.
#pragma once

#include <functional>
#include <memory>

#include "documents/letter_template.hpp"
#include "documents/output_file.hpp"
#include "documents/zip_writer.hpp"

namespace kartei::documents {

class MergedLetters {
public:
    /// The template must outlive it. Refusals: those of OutputFile.
    static Result<std::unique_ptr<MergedLetters>> create(const std::string& path, const LetterTemplate& from);

    using ValueOf = std::function<std::string(std::string_view field)>;
    Result<Done> add(const ValueOf& value_of);
    std::int64_t letters() const { return letters_; }
    std::uint64_t bytes() const { return zip_.unpacked(); }  ///< of the body so far
    Result<Done> finish();

private:
    MergedLetters(std::unique_ptr<OutputFile> file, const LetterTemplate& from);
    Result<Done> begin();

    const LetterTemplate& from_;
    std::unique_ptr<OutputFile> file_;
    ZipWriter zip_;
    std::int64_t letters_ = 0, numbers_ = 0;
};

/// A value as it stands in the text of a document: its lines apart.
std::string value_in_markup(std::string_view format, std::string_view value);

}  // namespace kartei::documents
