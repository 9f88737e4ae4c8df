// The text of a letter template: where fields stand in it, though a word processor has cut their names into several pieces
// with formats of their own. `{name}` and `{{name}}` are fields, MERGEFIELDs of Word and fields of a database in Writer too.
// A field takes the format of its first character. `{{#if …}}`, `{{else}}`, `{{/if}}`, `{{#each …}}` and `{{/each}}` begin and
// end what is written on a condition or for each row of a list (template_sections.hpp). Pure.
#pragma once

#include <optional>

#include "base/result.hpp"
#include "documents/letter_template.hpp"
#include "documents/markup_tokens.hpp"

namespace kartei::documents {

using Pieces = std::vector<LetterTemplate::Piece>;

/// What a word processor calls its things.
struct Dialect {
    std::vector<std::string_view> paragraphs;   ///< "w:p"
    std::vector<std::string_view> texts;        ///< elements whose text is text: "w:t"; none: all of a paragraph is
    std::vector<std::string_view> dropped;      ///< elements that mean nothing in a copy: marks, comments
    std::vector<std::string_view> attributes;   ///< that must not stand twice in a document
    std::string_view numbered;                  ///< element whose id is another one in each copy: "wp:docPr"
};
const Dialect& word_dialect();
const Dialect& writer_dialect();

/// Refusals: error.template_external, and those of place_sections().
Result<Pieces> body_pieces(const std::vector<MarkupToken>& tokens, const Dialect& dialect);

}  // namespace kartei::documents
