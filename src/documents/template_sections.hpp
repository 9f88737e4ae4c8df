// Conditions and lists of a letter template: from where to where they reach, so that leaving out what is between, or writing it
// again, leaves a document that is whole.
//
//   in one paragraph     `Guten Tag{{#if title}} {{title}}{{/if}}`: what is between, each with its own format
//   alone in paragraphs  whole paragraphs, tables and pictures between; the paragraphs of the marks go
//   in cells of a table  the row, or the rows from the one of the beginning to the one of the end
//
// Anything else is refused. Pure.
#pragma once

#include <map>

#include "documents/template_body.hpp"

namespace kartei::documents {

/// By place of the token: what stands instead of it, before it, behind it.
using PiecesAt = std::map<std::size_t, Pieces>;
struct BodyChanges {
    PiecesAt instead, before, behind;
};

inline constexpr std::size_t most_sections_within = 12;  ///< one in another

/// Moves the marks among `changes.instead` to where their sections begin and end. Refusals, naming the mark:
/// error.template_section_open (no end), _end (no beginning), _across (neither of the three), _deep {max}.
Result<Done> place_sections(const std::vector<MarkupToken>& tokens, const Dialect& dialect, BodyChanges& changes);

}  // namespace kartei::documents
