// What a job is called: kept as the key of a text with its values, so that everybody reads it in his own language.
#pragma once

#include <string>
#include <string_view>

#include "base/texts.hpp"

namespace kartei::jobs {

/// For Order::title. A value that begins with "@" is itself the key of a text.
std::string titled(std::string_view key, const Parameters& parameters = {});

/// A stored title in the language of who reads it; one that is plain words (of an earlier version) stays as it is.
std::string title_in(Language language, const std::string& title);

}  // namespace kartei::jobs
