// Pictures through the process that reads files: what was looked at there, as one row of kind and measures.
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>

#include "documents/picture.hpp"
#include "documents/table_form.hpp"

namespace kartei::documents {
namespace {

constexpr const char* picture_form_name = "picture";

/// No more than tells that it is too much.
std::string content_of(const Descriptor& file) {
    std::string bytes(largest_picture + 1, '\0');
    std::size_t size = 0;
    while (size < bytes.size()) {
        const auto got = ::read(file.number(), bytes.data() + size, bytes.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        size += static_cast<std::size_t>(got);
    }
    bytes.resize(size);
    return bytes;
}

class PictureRow final : public TableReader {
public:
    explicit PictureRow(const Picture& picture)
        : cells_{std::string(name_of(picture.kind)), std::to_string(picture.width), std::to_string(picture.height)},
          views_{cells_[0], cells_[1], cells_[2]} {
        header_ = {"kind", "width", "height"};
    }
    Result<bool> next() override {
        if (line_ == 1) return false;
        row_ = views_;
        line_ = 1;
        return true;
    }
    bool may_continue() const override { return false; }
    std::uint64_t bytes_read() const override { return 1; }
    std::uint64_t bytes_total() const override { return 1; }

private:
    const std::array<std::string, 3> cells_;
    std::array<std::string_view, 3> views_;
};

Result<std::unique_ptr<TableReader>> open_picture(Descriptor file, const FormWanted&) {
    return std::unique_ptr<TableReader>(std::make_unique<PictureRow>(TRY(read_picture(content_of(file)))));
}

/// What the other process says is believed as little as the file: 0 is no measure.
int measure_in(std::string_view text) {
    int measure = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), measure);
    const bool is_one = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return is_one && measure >= least_side && measure <= most_side ? measure : 0;
}

/// A reader that ended over a picture says the same as one that found it broken.
Refusal of_picture(Refusal refusal) {
    const std::string_view key = refusal.issues.empty() ? "" : std::string_view(refusal.issues.front().key);
    const bool ended = key == "error.table_reader_died" || key == "error.table_reader_memory" ||
                       key == "error.table_reader_slow";
    return ended ? refuse_field("file", "error.picture_broken") : std::move(refusal);
}

}  // namespace

NamedForm picture_form() { return {picture_form_name, open_picture}; }

Result<Picture> read_picture_apart(const std::string& path, const ReadingProgram& program) {
    auto table = open_form_apart(path, {picture_form_name}, program);
    if (!table) return of_picture(table.refusal());
    const auto more = (*table)->next();
    if (!more) return of_picture(more.refusal());
    if (!*more || (*table)->cells().size() != 3) return refuse_field("file", "error.picture_broken");
    const auto cells = (*table)->cells();
    const auto kind = picture_kind(cells[0]);
    Picture picture{kind.value_or(Picture::Kind::png), measure_in(cells[1]), measure_in(cells[2]), ""};
    if (!kind || picture.width == 0 || picture.height == 0) return refuse_field("file", "error.picture_broken");
    std::ifstream file(path, std::ios::binary);
    picture.bytes.assign(std::istreambuf_iterator<char>(file), {});
    return picture;
}

}  // namespace kartei::documents
