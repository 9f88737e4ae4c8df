// Pictures that stand on papers: PNG and JPEG as they were uploaded, looked at before they are kept. Must not know what
// they show.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.hpp"

namespace kartei::documents {

struct Picture {
    enum class Kind { png, jpeg };
    Kind kind = Kind::png;
    int width = 0, height = 0;  ///< pixels
    std::string bytes;          ///< the file
};

constexpr std::size_t largest_picture = 512 * 1024;  ///< bytes
constexpr int least_side = 16, most_side = 2000;     ///< pixels

/// The picture in these bytes. Refuses invalid: error.picture_too_large, error.picture_kind (neither PNG nor JPEG, or one in
/// printing colours), error.picture_measures, error.picture_broken.
Result<Picture> read_picture(std::string bytes);

}  // namespace kartei::documents
