// Text as people write names: trimming, normal form, folding for order and for search. No locale, no I/O, thread-safe.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace kartei {

/// Ends trimmed and Unicode NFC (fields.md, Values). Invalid UTF-8 must be refused before (is_utf8).
std::string tidy(std::string_view text);

bool is_utf8(std::string_view text);

/// Length in characters (code points), not bytes.
int length_in_characters(std::string_view text);

/// The first `count` characters.
std::string first_characters(std::string_view text, int count);

/// True when the text holds a control character (TAB allowed; line breaks allowed when `multiline`).
bool has_control_character(std::string_view text, bool multiline = false);

/// Form for ordering, compared bytewise on both engines: lower case, no diacritics, ß -> ss, æ -> ae, ø -> o, ij
/// ligature -> ij (DIN 5007-1: ü sorts as u). Anything but letters and digits becomes one blank; ends trimmed.
std::string fold(std::string_view text);

/// Form for searching: fold(), and ae/oe/ue like a/o/u, ij like y: Müller, Mueller and Muller meet, IJsbrand and
/// Ysbrand too. Apostrophes that Unicode counts as letters (U+02BC in OʼConnell) separate like all others.
std::string search_fold(std::string_view text);

/// Texts kept in one column, joined by ';' (none of them holds one); "" is no text at all.
std::vector<std::string> split_list(std::string_view list);
std::string join_list(const std::vector<std::string>& texts);

/// Words of a text, as blanks separate them.
std::vector<std::string_view> words(std::string_view text);
/// Parts with a blank between them; empty ones are left out.
std::string join_words(std::initializer_list<std::string_view> parts, std::string_view between = " ");

/// True when the text holds letters of a script that sets no blank between words or names (Chinese, Japanese, Korean,
/// Thai).
bool is_written_together(std::string_view text);

/// True when there is at least one letter or digit (fields.md: a name without one counts as missing).
bool has_letter_or_digit(std::string_view text);

/// Digits only; full-width digits count.
std::string digits_of(std::string_view text);

/// True when the text contains what looks like a full payment card number: 13 to 19 digits (blanks and dashes between
/// them allowed) with an issuer's range and a valid Luhn digit (decisions.md 15, PCI DSS 3.5.1).
bool contains_card_number(std::string_view text);

}  // namespace kartei
