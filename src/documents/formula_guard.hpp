// Texts that a spreadsheet would run as a formula, and the apostrophe that makes them harmless (reliability.md 3.2,
// OWASP CSV injection). Writing and reading belong together: without_guard(guarded text) is the text again, whatever it
// is.
#pragma once

#include <string_view>

namespace kartei::documents {

/// Begins with = + - @ (also full-width and small ones), TAB or a line end, or with the former after blanks and control
/// characters.
bool runs_as_formula(std::string_view text);

/// Must be written with one more apostrophe in front: runs as a formula, or looks like a text that already got one.
bool needs_guard(std::string_view text);

/// The text without the one apostrophe that needs_guard() caused.
std::string_view without_guard(std::string_view text);

}  // namespace kartei::documents
