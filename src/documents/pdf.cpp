#include "documents/pdf.hpp"

#include <cairo/cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <stdexcept>

namespace kartei::documents {
namespace {

constexpr double points_per_millimetre = 72.0 / 25.4;
constexpr const char* family = "DejaVu Sans, Liberation Sans, Noto Sans, sans-serif";

double points(double millimetres) { return millimetres * points_per_millimetre; }
double millimetres(int pango_units) { return pango_units / static_cast<double>(PANGO_SCALE) / points_per_millimetre; }

/// Where the bytes go; once refused, always refused.
struct Output {
    ByteSink& sink;
    Result<Done> written = Done{};
};

cairo_status_t write_to(void* output, const unsigned char* data, unsigned int length) {
    auto& to = *static_cast<Output*>(output);
    if (to.written) to.written = to.sink.write({reinterpret_cast<const char*>(data), length});
    return to.written ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

using Layout = std::unique_ptr<PangoLayout, void (*)(gpointer)>;

Layout layout_of(cairo_t* cairo, PangoLanguage* language, double width, std::string_view text, const Type& type) {
    Layout layout(pango_cairo_create_layout(cairo), g_object_unref);
    auto* context = pango_layout_get_context(layout.get());
    pango_context_set_language(context, language);
    pango_cairo_context_set_resolution(context, 72);  // the paper is measured in points, and so is type
    pango_layout_context_changed(layout.get());
    auto* font = pango_font_description_from_string(family);
    pango_font_description_set_size(font, static_cast<int>(type.size * PANGO_SCALE));
    if (type.bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    if (type.underlined) {
        auto* attributes = pango_attr_list_new();
        pango_attr_list_insert(attributes, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE));
        pango_layout_set_attributes(layout.get(), attributes);
        pango_attr_list_unref(attributes);
    }
    pango_layout_set_width(layout.get(), static_cast<int>(points(width) * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    if (type.right) pango_layout_set_alignment(layout.get(), PANGO_ALIGN_RIGHT);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
}

using Image = std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)>;

cairo_status_t read_from(void* rest, unsigned char* data, unsigned int length) {
    auto& bytes = *static_cast<std::string_view*>(rest);
    if (bytes.size() < length) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(data, bytes.data(), length);
    bytes.remove_prefix(length);
    return CAIRO_STATUS_SUCCESS;
}

/// A JPEG goes into the document as it is; what stands behind it is never looked at.
Image image_of(const Picture& picture) {
    if (picture.kind == Picture::Kind::png) {
        std::string_view rest = picture.bytes;
        return {cairo_image_surface_create_from_png_stream(read_from, &rest), cairo_surface_destroy};
    }
    Image image(cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture.width, picture.height), cairo_surface_destroy);
    const auto* bytes = reinterpret_cast<const unsigned char*>(picture.bytes.data());
    cairo_surface_set_mime_data(image.get(), CAIRO_MIME_TYPE_JPEG, bytes, picture.bytes.size(), nullptr, nullptr);
    return image;
}

}  // namespace

struct Pdf::Surface {
    explicit Surface(ByteSink* sink) : output{sink ? *sink : kept} {}

    std::map<const Picture*, Image> images;

    MemorySink kept;
    Output output;
    cairo_surface_t* surface = nullptr;
    cairo_t* cairo = nullptr;
    PangoLanguage* language = nullptr;  ///< Pango keeps it for ever
};

Pdf::Pdf(double width, double height, std::string_view title, std::string_view language, std::string_view created,
         ByteSink* sink)
    : surface_(std::make_unique<Surface>(sink)) {
    surface_->surface =
        cairo_pdf_surface_create_for_stream(write_to, &surface_->output, points(width), points(height));
    cairo_pdf_surface_set_metadata(surface_->surface, CAIRO_PDF_METADATA_TITLE, std::string(title).c_str());
    cairo_pdf_surface_set_metadata(surface_->surface, CAIRO_PDF_METADATA_CREATE_DATE, std::string(created).c_str());
    surface_->cairo = cairo_create(surface_->surface);
    surface_->language = pango_language_from_string(std::string(language).c_str());
    cairo_set_line_width(surface_->cairo, 0.4);
}

Pdf::~Pdf() {
    cairo_destroy(surface_->cairo);
    cairo_surface_destroy(surface_->surface);
}

void Pdf::new_page() {
    cairo_show_page(surface_->cairo);
    ++page_;
}

double Pdf::text(double x, double y, double width, std::string_view text, const Type& type, int most_lines) {
    auto layout = layout_of(surface_->cairo, surface_->language, width, text, type);
    if (most_lines > 0) {
        pango_layout_set_height(layout.get(), -most_lines);
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    }
    cairo_move_to(surface_->cairo, points(x), points(y));
    pango_cairo_show_layout(surface_->cairo, layout.get());
    PangoRectangle extents;
    pango_layout_get_extents(layout.get(), nullptr, &extents);
    return millimetres(extents.height);
}

Pdf::Measures Pdf::measured(double width, std::string_view text, const Type& type) const {
    const auto layout = layout_of(surface_->cairo, surface_->language, width, text, type);
    PangoRectangle extents;
    pango_layout_get_extents(layout.get(), nullptr, &extents);
    return {pango_layout_get_line_count(layout.get()), millimetres(extents.height)};
}

std::string letters_without_font(std::string_view text) {
    const std::unique_ptr<PangoContext, void (*)(gpointer)> context(
        pango_font_map_create_context(pango_cairo_font_map_get_default()), g_object_unref);
    const Layout layout(pango_layout_new(context.get()), g_object_unref);
    auto* font = pango_font_description_from_string(family);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    const auto unknown = [&](std::string_view part) {
        pango_layout_set_text(layout.get(), part.data(), static_cast<int>(part.size()));
        return pango_layout_get_unknown_glyphs_count(layout.get()) > 0;
    };
    std::string missing;
    if (!unknown(text)) return missing;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
        const auto letter = text.substr(at, end - at);
        if (missing.find(letter) == std::string::npos && unknown(letter)) missing += letter;
        at = end;
    }
    return missing;
}

double Pdf::flow(double x, double y, double width, double bottom, double next_top, std::string_view text,
                 const Type& type) {
    auto layout = layout_of(surface_->cairo, surface_->language, width, text, type);
    const int lines = pango_layout_get_line_count(layout.get());
    for (int i = 0; i < lines; ++i) {
        auto* line = pango_layout_get_line_readonly(layout.get(), i);
        PangoRectangle extents;
        pango_layout_line_get_extents(line, nullptr, &extents);
        const double height = millimetres(extents.height);
        if (y + height > bottom) {
            new_page();
            y = next_top;
        }
        cairo_move_to(surface_->cairo, points(x), points(y + millimetres(-extents.y)));
        pango_cairo_show_layout_line(surface_->cairo, line);
        y += height;
    }
    return y;
}

void Pdf::line(double x, double y, double to_x, double to_y) {
    cairo_move_to(surface_->cairo, points(x), points(y));
    cairo_line_to(surface_->cairo, points(to_x), points(to_y));
    cairo_stroke(surface_->cairo);
}

void Pdf::fill(double x, double y, double width, double height) {
    cairo_rectangle(surface_->cairo, points(x), points(y), points(width), points(height));
    cairo_fill(surface_->cairo);
}

void Pdf::picture(double right, double top, double width, double height, const Picture& picture) {
    constexpr double largest_dot = 72.0 / 96;
    auto& images = surface_->images;
    auto found = images.find(&picture);
    if (found == images.end()) found = images.emplace(&picture, image_of(picture)).first;
    const double dot =
        std::min({points(width) / picture.width, points(height) / picture.height, largest_dot});
    cairo_save(surface_->cairo);
    cairo_translate(surface_->cairo, points(right) - picture.width * dot, points(top));
    cairo_scale(surface_->cairo, dot, dot);
    cairo_set_source_surface(surface_->cairo, found->second.get(), 0, 0);
    cairo_paint(surface_->cairo);
    cairo_restore(surface_->cairo);
}

bool can_be_drawn(const Picture& picture) {
    const auto image = image_of(picture);
    return cairo_surface_status(image.get()) == CAIRO_STATUS_SUCCESS &&
           cairo_image_surface_get_width(image.get()) == picture.width &&
           cairo_image_surface_get_height(image.get()) == picture.height;
}

Result<Done> Pdf::still_writes() const { return surface_->output.written; }

void Pdf::end() {
    cairo_surface_finish(surface_->surface);
    if (!surface_->output.written) return;
    if (const auto status = cairo_surface_status(surface_->surface); status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string("PDF: ") + cairo_status_to_string(status));
}

std::string Pdf::finish() {
    end();
    return std::move(surface_->kept.content);
}

Result<Done> Pdf::close() {
    end();
    return still_writes();
}

}  // namespace kartei::documents
