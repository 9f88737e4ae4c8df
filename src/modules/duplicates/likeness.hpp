// How alike two folded texts are: edit distance, Jaro-Winkler, sound. Pure functions on bytes; must not know what the
// texts mean. Folded names are ASCII nearly always; in other scripts a character counts as its bytes.
#pragma once

#include <string>
#include <string_view>

namespace kartei::duplicates {

/// Insertions, deletions, replacements and exchanges of two neighbours that make one text the other (optimal string
/// alignment); limit + 1 as soon as it is known to be more than `limit`. Texts are looked at up to 64 bytes.
int edit_distance(std::string_view one, std::string_view other, int limit);

/// 0 … 1 (Winkler 1990: up to four equal first letters raise it). Texts are looked at up to 64 bytes.
double jaro_winkler(std::string_view one, std::string_view other);

/// How a folded text sounds (base/sound.hpp); one without a Latin letter sounds as it is written.
std::string sound_or_spelling(std::string_view folded);

}  // namespace kartei::duplicates
