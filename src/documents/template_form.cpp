// Letter templates through the process that reads files: what was taken apart, as rows.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "documents/byte_source.hpp"
#include "documents/letter_template.hpp"
#include "documents/table_form.hpp"

namespace kartei::documents {
namespace {

constexpr const char* form_name = "letter-template";
constexpr std::size_t piece_size = 32 << 10;

struct Row {
    std::string kind, name, data;
};

/// Bytes of any kind go through as text.
std::string as_hex(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const unsigned char one : bytes) out += {digits[one >> 4], digits[one & 15]};
    return out;
}
std::optional<std::string> from_hex(std::string_view text) {
    const auto value = [](char one) { return one >= '0' && one <= '9' ? one - '0' : one >= 'a' && one <= 'f' ? one - 'a' + 10 : -1; };
    std::string out;
    if (text.size() % 2 != 0) return std::nullopt;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        if (value(text[i]) < 0 || value(text[i + 1]) < 0) return std::nullopt;
        out += static_cast<char>(value(text[i]) << 4 | value(text[i + 1]));
    }
    return out;
}

constexpr std::array<const char*, 8> piece_kinds{"markup",    "field",         "number", "condition",
                                                 "otherwise", "condition_end", "list",   "list_end"};

class TemplateRows final : public TableReader {
public:
    explicit TemplateRows(LetterTemplate made) : made_(std::move(made)) {
        header_ = {"kind", "name", "data"};
        rows_.push_back({"format", made_.format, ""});
        rows_.push_back({"body", made_.body, ""});
        for (const auto& one : made_.entries) {
            rows_.push_back({"entry", one.name, ""});
            cut("bytes", one.bytes);
        }
        cut("before", made_.before), cut("after", made_.after), cut("between", made_.between);
        for (const auto& one : made_.pieces) {
            const bool is_markup = one.kind == LetterTemplate::Piece::Kind::markup;
            rows_.push_back({piece_kinds[static_cast<std::size_t>(one.kind)], is_markup ? "" : one.text, ""});
            if (is_markup) cut("more", one.text);
        }
    }
    Result<bool> next() override {
        if (place_ == rows_.size()) return false;
        const auto& [kind, name, bytes] = rows_[place_++];
        data_ = as_hex(bytes);
        views_ = {kind, name, data_};
        row_ = views_;
        line_ = static_cast<std::int64_t>(place_);
        return true;
    }
    bool may_continue() const override { return false; }
    std::uint64_t bytes_read() const override { return place_; }
    std::uint64_t bytes_total() const override { return rows_.size(); }

private:
    void cut(const char* kind, std::string_view bytes) {
        for (; !bytes.empty(); bytes.remove_prefix(std::min(piece_size, bytes.size())))
            rows_.push_back({kind, "", std::string(bytes.substr(0, piece_size))});
    }

    LetterTemplate made_;
    std::vector<Row> rows_;
    std::size_t place_ = 0;
    std::string data_;
    std::array<std::string_view, 3> views_;
};

Result<std::unique_ptr<TableReader>> open_template(Descriptor file, const FormWanted&) {
    return std::unique_ptr<TableReader>(std::make_unique<TemplateRows>(TRY(take_apart(std::move(file)))));
}

/// Rows of the other process are believed as little as the file.
bool take_row(LetterTemplate& made, std::string_view kind, std::string_view name, std::string_view data) {
    const auto bytes = from_hex(data);
    if (!bytes) return false;
    if (kind == "format") made.format = name;
    else if (kind == "body") made.body = name;
    else if (kind == "entry") made.entries.push_back({std::string(name), ""});
    else if (kind == "bytes" && !made.entries.empty()) made.entries.back().bytes += *bytes;
    else if (kind == "before") made.before += *bytes;
    else if (kind == "after") made.after += *bytes;
    else if (kind == "between") made.between += *bytes;
    else if (kind == "more" && !made.pieces.empty()) made.pieces.back().text += *bytes;
    else if (const auto known = std::find(piece_kinds.begin(), piece_kinds.end(), kind); known != piece_kinds.end())
        made.pieces.push_back({static_cast<LetterTemplate::Piece::Kind>(known - piece_kinds.begin()), std::string(name)});
    else return false;
    return true;
}

}  // namespace

NamedForm template_form() { return {std::string(form_name), open_template}; }

Result<LetterTemplate> take_apart_elsewhere(const std::string& path, const ReadingProgram& program) {
    const auto table = TRY(open_form_apart(path, {form_name}, program));
    LetterTemplate made;
    while (TRY(table->next()))
        if (!take_row(made, table->cells()[0], table->cells()[1], table->cells()[2]))
            return refuse(RefusalKind::invalid, "error.template_broken");
    const bool whole = (made.format == "docx" || made.format == "odt") && !made.body.empty();
    return whole ? Result<LetterTemplate>(std::move(made)) : refuse(RefusalKind::invalid, "error.template_broken");
}

}  // namespace kartei::documents
