// A letter that somebody made with a word processor (DOCX, ODT), taken apart: what stays as it is, and the body cut where a
// value is to stand. Taking apart is done by the process that reads files; what comes of it is bytes that nobody parses
// again. Macros and whatever would be fetched from outside are refused. Must not know which names of values there are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "documents/descriptor.hpp"
#include "documents/table_form.hpp"

namespace kartei::documents {

struct LetterTemplate {
    std::string format;  ///< "docx" or "odt"
    struct Entry {
        std::string name, bytes;
    };
    std::vector<Entry> entries;  ///< but for the body, in their order
    std::string body;            ///< name of the part that holds the text
    std::string before, after;   ///< what stands around the letters there
    std::string between;         ///< ends one letter where another one follows
    struct Piece {
        /// number: another one each time it is written. A condition and a list reach to their ends, properly nested;
        /// `otherwise` parts a condition.
        enum class Kind { markup, field, number, condition, otherwise, condition_end, list, list_end };
        Kind kind = Kind::markup;
        std::string text;  ///< markup as it stands, the name of the field or list, the condition as it was written
    };
    std::vector<Piece> pieces;

    /// Names of the fields that are written whatever the values are, each once, in their order.
    std::vector<std::string> certain_fields() const;
    /// Is a list gone through, or asked whether it has rows?
    bool asks_for_list(std::string_view name) const;
};

/// "country" (there is a value), "country = NL", "country != NL".
struct Condition {
    std::string name, value;
    enum class Is { there, equal, other } is = Is::there;
};
Condition condition_in(std::string_view written);

inline constexpr std::uint64_t largest_template = 10ull << 20;  ///< bytes of the file

/// Refusals: error.template_broken, template_too_large, template_macros, template_external {part}, template_protected,
/// template_field_elsewhere {name} (in a head, a foot or a note), template_anchored (a frame at a page, not at a
/// paragraph), template_section_open, _end, _across {name} and _deep (conditions and lists, see template_sections.hpp).
Result<LetterTemplate> take_apart(Descriptor file);

/// The same in the process that reads files.
Result<LetterTemplate> take_apart_elsewhere(const std::string& path, const ReadingProgram& program = reading_program());
/// The form, for whoever reads files.
NamedForm template_form();

}  // namespace kartei::documents
