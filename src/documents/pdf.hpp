// PDF out: pages, text set by Pango (any script, line breaking), thin lines. Measures are millimetres from the upper
// left corner, sizes of type points. Must not know what a page says. Only pdf.cpp knows cairo and Pango.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "documents/byte_sink.hpp"
#include "documents/picture.hpp"

namespace kartei::documents {

struct Type {
    double size = 11;    ///< points
    bool bold = false;
    bool underlined = false;
    bool right = false;  ///< set against the right edge of its column
};

class Pdf {
public:
    /// A document of pages of one size; begins with its first page. `title` and `language` (BCP 47) stand in its
    /// properties, `created` is an instant. With a sink it is written there page by page, so that memory does not grow with
    /// what stands on them, and ends with close(); without one it is kept, and ends with finish().
    Pdf(double width, double height, std::string_view title, std::string_view language, std::string_view created,
        ByteSink* sink = nullptr);
    ~Pdf();
    Pdf(const Pdf&) = delete;
    Pdf& operator=(const Pdf&) = delete;

    void new_page();
    /// Sets text into a column, breaking lines at `width`; returns the height it takes. Cut off at `most_lines` > 0.
    double text(double x, double y, double width, std::string_view text, const Type& type = {}, int most_lines = 0);
    /// The same text over as many pages as it needs: begins at `y`, goes on at `next_top` of the next page when
    /// `bottom` is reached. Returns where it ended.
    double flow(double x, double y, double width, double bottom, double next_top, std::string_view text,
                const Type& type = {});
    /// What text() would take in a column of this width.
    struct Measures {
        int rows;
        double height;
    };
    Measures measured(double width, std::string_view text, const Type& type = {}) const;
    void line(double x, double y, double to_x, double to_y);
    /// A black rectangle.
    void fill(double x, double y, double width, double height);
    /// As large as it fits into the box, not larger than 96 dots to the inch, in its upper right corner. Stands in the
    /// document once, however often it is drawn: `picture` lives as long as the document.
    void picture(double right, double top, double width, double height, const Picture& picture);
    int page() const { return page_; }

    /// Refuses what the sink refused.
    Result<Done> still_writes() const;
    /// Ends the document and gives its bytes; nothing can be added after it.
    std::string finish();
    /// Ends one that is written to a sink; refuses what the sink refused.
    Result<Done> close();

private:
    void end();

    struct Surface;
    std::unique_ptr<Surface> surface_;
    int page_ = 1;
};

/// Whether the picture's bytes are one.
bool can_be_drawn(const Picture& picture);

/// The letters of a text, each once, that would be printed as empty boxes because no installed font has them.
std::string letters_without_font(std::string_view text);

}  // namespace kartei::documents
