// Pictures that stand on papers: PNG and JPEG as they were uploaded, looked at before they are kept. Must not know what
// they show.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "documents/table_apart.hpp"

namespace kartei::documents {

struct Picture {
    enum class Kind { png, jpeg };
    Kind kind = Kind::png;
    int width = 0, height = 0;  ///< pixels
    std::string bytes;          ///< the file
};

constexpr std::size_t largest_picture = 512 * 1024;  ///< bytes
constexpr int least_side = 16, most_side = 2000;     ///< pixels

/// "png", "jpeg".
std::string_view name_of(Picture::Kind kind);
std::optional<Picture::Kind> picture_kind(std::string_view name);

/// The picture in these bytes, as its head says; nothing is taken apart. Refuses invalid: error.picture_too_large,
/// error.picture_kind (neither PNG nor JPEG, or one in printing colours), error.picture_measures, error.picture_broken.
Result<Picture> measured_picture(std::string bytes);
/// The same, taken apart once to see that it can be drawn: for the process that reads what somebody sent, nobody else
/// (reading_child.hpp).
Result<Picture> read_picture(std::string bytes);
/// The picture in this file, looked at by that process: one that breaks its reader costs the picture. Refusals as
/// read_picture(), and error.table_reader_not_started.
Result<Picture> read_picture_apart(const std::string& path, const ReadingProgram& program = reading_program());

struct NamedForm;
/// For the module that keeps pictures to hand in.
NamedForm picture_form();

}  // namespace kartei::documents
