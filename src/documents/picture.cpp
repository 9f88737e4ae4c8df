#include "documents/picture.hpp"

#include "documents/pdf.hpp"

namespace kartei::documents {
namespace {

constexpr std::string_view png_begins("\x89PNG\r\n\x1a\n", 8), jpeg_begins("\xff\xd8\xff", 3), jpeg_ends("\xff\xd9", 2);

int byte_at(std::string_view bytes, std::size_t place) { return static_cast<unsigned char>(bytes[place]); }
int word_at(std::string_view bytes, std::size_t place) {
    return byte_at(bytes, place) << 8 | byte_at(bytes, place + 1);
}

struct Head {
    int width = 0, height = 0, colours = 0;
};

/// IHDR is the first part of every PNG (PNG 3, 11.2.1).
std::optional<Head> head_of_png(std::string_view bytes) {
    if (bytes.size() < 26 || bytes.substr(12, 4) != "IHDR") return std::nullopt;
    if (word_at(bytes, 16) != 0 || word_at(bytes, 20) != 0) return Head{65536, 65536, 3};  // measures of four bytes
    return Head{word_at(bytes, 18), word_at(bytes, 22), 3};
}

/// The frame's head (SOF0 to SOF2) stands behind segments that say how long they are (ITU-T T.81, B.1.1).
std::optional<Head> head_of_jpeg(std::string_view bytes) {
    for (std::size_t at = 2; at + 9 < bytes.size();) {
        if (byte_at(bytes, at) != 0xff) return std::nullopt;
        const int marker = byte_at(bytes, at + 1);
        if (marker == 0xff) {
            ++at;  // filled up
            continue;
        }
        if (marker >= 0xc0 && marker <= 0xc2)
            return Head{word_at(bytes, at + 7), word_at(bytes, at + 5), byte_at(bytes, at + 9)};
        if (marker == 0xd9 || marker == 0xda) return std::nullopt;
        const auto length = static_cast<std::size_t>(word_at(bytes, at + 2));
        if (length < 2) return std::nullopt;
        at += 2 + length;
    }
    return std::nullopt;
}

Refusal broken() { return refuse_field("file", "error.picture_broken"); }

}  // namespace

std::string_view name_of(Picture::Kind kind) { return kind == Picture::Kind::png ? "png" : "jpeg"; }

std::optional<Picture::Kind> picture_kind(std::string_view name) {
    for (const auto kind : {Picture::Kind::png, Picture::Kind::jpeg})
        if (name_of(kind) == name) return kind;
    return std::nullopt;
}

Result<Picture> measured_picture(std::string bytes) {
    if (bytes.size() > largest_picture)
        return refuse_field("file", "error.picture_too_large", {{"most", std::to_string(largest_picture / 1024)}});
    const bool png = bytes.starts_with(png_begins), jpeg = bytes.starts_with(jpeg_begins);
    if (!png && !jpeg) return refuse_field("file", "error.picture_kind");
    const auto head = png ? head_of_png(bytes) : head_of_jpeg(bytes);
    if (!head) return broken();
    if (head->colours != 1 && head->colours != 3) return refuse_field("file", "error.picture_kind");
    const auto fits = [](int side) { return side >= least_side && side <= most_side; };
    if (!fits(head->width) || !fits(head->height))
        return refuse_field("file", "error.picture_measures",
                            {{"width", std::to_string(head->width)},
                             {"height", std::to_string(head->height)},
                             {"least", std::to_string(least_side)},
                             {"most", std::to_string(most_side)}});
    if (jpeg && bytes.rfind(jpeg_ends) == std::string::npos) return broken();
    return Picture{png ? Picture::Kind::png : Picture::Kind::jpeg, head->width, head->height, std::move(bytes)};
}

Result<Picture> read_picture(std::string bytes) {
    auto picture = TRY(measured_picture(std::move(bytes)));
    if (!can_be_drawn(picture)) return broken();
    return picture;
}

}  // namespace kartei::documents
