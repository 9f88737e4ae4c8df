#include "documents/xlsx_book.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "documents/xml_part.hpp"

namespace kartei::documents {
namespace {

constexpr std::size_t most_styles = 65'536;
constexpr std::size_t string_block = 1 << 20;

int number_of(std::string_view text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// "xl/worksheets/sheet1.xml" for "worksheets/sheet1.xml" or "/xl/worksheets/sheet1.xml" said by "xl/workbook.xml".
std::string resolve(std::string_view from, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    std::string path(from.substr(0, from.rfind('/') == from.npos ? 0 : from.rfind('/') + 1));
    while (target.starts_with("../") || target.starts_with("./")) {
        if (target.starts_with("../") && !path.empty())
            path.pop_back(), path.resize(path.rfind('/') == path.npos ? 0 : path.rfind('/') + 1);
        target.remove_prefix(target.find('/') + 1);
    }
    return path + std::string(target);
}

std::string relations_of(const std::string& part) {
    const auto slash = part.rfind('/');
    const auto name = slash == part.npos ? 0 : slash + 1;
    return part.substr(0, name) + "_rels/" + part.substr(name) + ".rels";
}

struct Relation {
    std::string kind;  // last word of the type's address
    std::string part;
};

/// The .rels of a part. Relations that lead out of the file are left alone.
class Relations final : public XmlListener {
public:
    Relations(std::string from, std::size_t most) : from_(std::move(from)), most_(most) {}

    void element_begins(std::string_view name, const XmlAttributes& attributes) override {
        if (name != "Relationship" || attributes["TargetMode"] == "External" || all.size() == most_) return;
        const auto type = attributes["Type"];
        all.insert_or_assign(std::string(attributes["Id"]), Relation{std::string(type.substr(type.rfind('/') + 1)),
                                                                     resolve(from_, attributes["Target"])});
    }
    void element_ends(std::string_view) override {}
    void text(std::string_view) override {}

    const std::string* part_of_kind(std::string_view kind) const {
        for (const auto& [id, relation] : all)
            if (relation.kind == kind) return &relation.part;
        return nullptr;
    }

    std::map<std::string, Relation, std::less<>> all;

private:
    std::string from_;
    std::size_t most_;
};

struct Sheet {
    std::string name, relation;
    bool hidden;
};

class Workbook final : public XmlListener {
public:
    explicit Workbook(std::size_t most) : most_(most) {}

    void element_begins(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "workbookPr") from_1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true";
        if (name == "sheet" && sheets.size() < most_)
            sheets.push_back({std::string(attributes["name"]), std::string(relation_id(attributes)),
                              !attributes["state"].empty() && attributes["state"] != "visible"});
    }
    void element_ends(std::string_view) override {}
    void text(std::string_view) override {}

    std::vector<Sheet> sheets;
    bool from_1904 = false;

private:
    static std::string_view relation_id(const XmlAttributes& attributes) { return attributes["id"]; }
    std::size_t most_;
};

class Styles final : public XmlListener {
public:
    void element_begins(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "cellXfs") inside_ = true;
        if (name == "numFmt" && own_.size() < most_styles)
            own_.insert_or_assign(number_of(attributes["numFmtId"]), format_of_code(attributes["formatCode"]));
        if (name != "xf" || !inside_ || all.size() == most_styles) return;
        const int id = number_of(attributes["numFmtId"]);
        const auto own = own_.find(id);
        all.push_back(own != own_.end() ? own->second : built_in_format(id));
    }
    void element_ends(std::string_view name) override {
        if (name == "cellXfs") inside_ = false;
    }
    void text(std::string_view) override {}

    std::vector<NumberFormat> all;

private:
    std::map<int, NumberFormat> own_;
    bool inside_ = false;
};

/// <si>: one <t>, or several in runs; <rPh> is how a Japanese name is spoken and does not belong to it.
class Strings final : public XmlListener {
public:
    Strings(SharedStrings& strings, const XlsxLimits& limits) : strings_(strings), limits_(limits) {}

    void element_begins(std::string_view name, const XmlAttributes&) override {
        if (name == "si") raw_.clear();
        if (name == "rPh") ++spoken_;
        if (name == "t") in_text_ = spoken_ == 0;
    }
    void element_ends(std::string_view name) override {
        if (name == "rPh") --spoken_;
        if (name == "t") in_text_ = false;
        if (name != "si") return;
        text_.clear();
        append_unescaped(text_, raw_);
        if (!strings_.add(text_, limits_.strings)) too_many();
    }
    void text(std::string_view piece) override {
        if (!in_text_) return;
        if (raw_.size() + piece.size() > limits_.cell) return too_many();
        raw_ += piece;
    }

    void too_many() {
        part->give_up(refuse(RefusalKind::too_large, "error.xlsx_too_many_strings",
                             {{"max", std::to_string(limits_.strings >> 20)}}));
    }
    XmlPart* part = nullptr;

private:
    SharedStrings& strings_;
    const XlsxLimits& limits_;
    std::string raw_, text_;
    int spoken_ = 0;
    bool in_text_ = false;
};

/// The UTF-16 unit of an escape `_xHHHH_` at the beginning of a text; 0 when there is none (ECMA-376, ST_Xstring).
unsigned escaped_unit(std::string_view text) {
    unsigned code = 0;
    if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') return 0;
    return std::from_chars(text.data() + 2, text.data() + 6, code, 16).ptr == text.data() + 6 ? code : 0;
}

bool is_first_half(unsigned unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_second_half(unsigned unit) { return unit >= 0xdc00 && unit < 0xe000; }

void append_utf8(std::string& out, unsigned code) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3f)); };
    if (code < 0x80) return out += static_cast<char>(code), void();
    if (code < 0x800) return out += static_cast<char>(0xc0 | code >> 6), tail(0);
    if (code < 0x10000) return out += static_cast<char>(0xe0 | code >> 12), tail(6), tail(0);
    out += static_cast<char>(0xf0 | code >> 18), tail(12), tail(6), tail(0);
}

Result<const Sheet*> choose(const Workbook& workbook, const std::string& wanted) {
    std::string names;
    for (const auto& sheet : workbook.sheets) {
        if (wanted.empty() ? !sheet.hidden : sheet.name == wanted) return &sheet;
        if (names.size() < 400) names += (names.empty() ? "" : ", ") + sheet.name;
    }
    if (workbook.sheets.empty()) return refuse(RefusalKind::invalid, "error.xlsx_not_a_workbook");
    if (wanted.empty()) return &workbook.sheets.front();
    return refuse(RefusalKind::not_found, "error.xlsx_sheet_missing", {{"sheet", wanted}, {"sheets", names}});
}

}  // namespace

bool SharedStrings::add(std::string_view text, std::uint64_t limit) {
    used_ += text.size() + sizeof(std::string_view);
    if (used_ > limit) return false;
    if (text.empty()) {
        texts_.emplace_back();
        return true;
    }
    if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < text.size())
        blocks_.emplace_back().reserve(std::max(string_block, text.size()));
    auto& block = blocks_.back();
    block += text;
    texts_.emplace_back(block.data() + block.size() - text.size(), text.size());
    return true;
}

Result<XlsxBook> read_book(ZipPackage& package, const std::string& wanted) {
    const auto most = static_cast<std::size_t>(package.limits().entries);
    std::string book_part = "xl/workbook.xml";
    if (package.has("_rels/.rels")) {
        Relations root("", most);
        TRY(read_part(package, "_rels/.rels", root));
        if (const auto* named = root.part_of_kind("officeDocument")) book_part = *named;
    }
    if (!package.has(book_part) || !package.has(relations_of(book_part)))
        return refuse(RefusalKind::unsupported, "error.xlsx_not_a_workbook");

    Relations relations(book_part, most);
    TRY(read_part(package, relations_of(book_part), relations));
    Workbook workbook(most);
    TRY(read_part(package, book_part, workbook));
    std::erase_if(workbook.sheets, [&](const Sheet& sheet) {
        const auto relation = relations.all.find(sheet.relation);
        return relation == relations.all.end() || relation->second.kind != "worksheet";
    });

    XlsxBook book;
    book.from_1904 = workbook.from_1904;
    for (const auto& sheet : workbook.sheets) book.sheet_names.push_back(sheet.name);
    book.sheet_part = relations.all.find(TRY(choose(workbook, wanted))->relation)->second.part;
    if (const auto* part = relations.part_of_kind("styles")) {
        Styles styles;
        TRY(read_part(package, *part, styles));
        book.styles = std::move(styles.all);
    }
    if (const auto* name = relations.part_of_kind("sharedStrings")) {
        Strings strings(book.strings, package.limits());
        auto part = TRY(XmlPart::open(package, *name, strings));
        strings.part = part.get();
        while (TRY(part->advance())) {
        }
    }
    return book;
}

void append_unescaped(std::string& out, std::string_view text) {
    for (;;) {
        const auto at = text.find("_x");
        out.append(text, 0, at);
        if (at == text.npos) return;
        text.remove_prefix(at);
        auto code = escaped_unit(text);
        std::size_t length = 7;
        if (is_first_half(code)) {
            const auto second = text.size() > 7 ? escaped_unit(text.substr(7)) : 0;
            code = is_second_half(second) ? 0x10000 + ((code - 0xd800) << 10) + (second - 0xdc00) : 0;
            length = 14;
        }
        if (code == 0 || is_second_half(code)) out += "_x", length = 2;
        else append_utf8(out, code);
        text.remove_prefix(length);
    }
}

}  // namespace kartei::documents
