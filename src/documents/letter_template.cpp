#include "documents/letter_template.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "documents/template_body.hpp"
#include "documents/xml_part.hpp"
#include "documents/zip_package.hpp"

namespace kartei::documents {
namespace {

using Kind = LetterTemplate::Piece::Kind;
using Tokens = std::vector<MarkupToken>;
using Parts = std::map<std::string, std::string>;

constexpr std::uint64_t most_unpacked = 48ull << 20, most_entries = 2000;
/// A letter of many pages packs better than a table; how much comes out is bounded all the same.
constexpr std::uint64_t most_ratio = 400;
constexpr std::string_view letter_style = "KarteiLetter";

Refusal broken() { return refuse(RefusalKind::invalid, "error.template_broken"); }
Refusal fetches(std::string part) {
    return refuse(RefusalKind::invalid, "error.template_external", {{"part", std::move(part)}});
}

/// What is told of workbooks, told of letters.
Refusal as_told(const Refusal& refusal) {
    if (refusal.kind == RefusalKind::too_large)
        return refuse(RefusalKind::too_large, "error.template_too_large",
                      {{"max", std::to_string(largest_template >> 20)}});
    const bool is_closed = !refusal.issues.empty() && refusal.issues[0].key == "error.xlsx_protected";
    return is_closed ? refuse(RefusalKind::unsupported, "error.template_protected") : broken();
}

/// The prefixes by which everything below looks for what is dangerous; every word processor writes these.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> usual_prefixes{{
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", "w"},
    {"http://schemas.openxmlformats.org/package/2006/relationships", ""},
    {"http://schemas.openxmlformats.org/package/2006/content-types", ""},
    {"http://www.w3.org/1999/xlink", "xlink"},
    {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"},
    {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"},
    {"urn:oasis:names:tc:opendocument:xmlns:script:1.0", "script"},
    {"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"},
}};

/// Is a part well-formed without entities, and are its names those by which it is looked through?
struct Names final : XmlListener {
    bool are_usual = true;
    void element_begins(std::string_view, const XmlAttributes& attributes) override {
        attributes.each([&](std::string_view name, std::string_view value) {
            if (name != "xmlns" && !name.starts_with("xmlns:")) return;
            const auto prefix = name.substr(std::min<std::size_t>(name.size(), 6));
            for (const auto& [space, usual] : usual_prefixes) are_usual = are_usual && (value != space || prefix == usual);
        });
    }
    void element_ends(std::string_view) override {}
    void text(std::string_view) override {}
};

/// Files of a letter that are no markup: pictures, fonts, embedded objects that are shown by their picture.
bool is_no_markup(std::string_view type) {
    constexpr std::array<std::string_view, 6> kinds{"/image", "/font", "/thumbnail", "/hyperlink", "/oleObject", "/package"};
    return std::any_of(kinds.begin(), kinds.end(), [&](auto kind) { return type.ends_with(kind); });
}

Result<std::string> bytes_of(ZipPackage& package, const std::string& name) {
    auto part = package.part(name);
    if (!part) return as_told(part.refusal());
    std::string bytes;
    std::array<char, 64 << 10> some;
    for (;;) {
        const auto got = part->read(some.data(), some.size());
        if (!got) return as_told(got.refusal());
        if (*got == 0) return bytes;
        bytes.append(some.data(), *got);
    }
}

bool is_markup(std::string_view name) { return name.ends_with(".xml") || name.ends_with(".rels"); }

class Reader {
public:
    explicit Reader(ZipPackage& package) : package_(package), names_(package.names()) {}

    Result<LetterTemplate> read() {
        for (const auto& name : names_) {
            if (parts_.contains(name)) return broken();
            parts_[name] = TRY(bytes_of(package_, name));
            if (is_markup(name)) TRY(check_markup(name));
        }
        const bool word = parts_.contains("word/document.xml");
        if (!word && !parts_.contains("content.xml")) return broken();
        TRY(word ? read_word() : read_writer());
        for (auto& name : names_)
            if (name != made_.body) made_.entries.push_back({name, std::move(parts_[name])});
        return std::move(made_);
    }

private:
    Result<Done> check_markup(const std::string& name) {
        Names names;
        if (auto read = read_part(package_, name, names); !read) return as_told(read.refusal());
        return names.are_usual && is_utf8(parts_[name]) ? Result<Done>(Done{}) : broken();
    }

    // --- Word

    Result<Done> read_word() {
        made_.format = "docx", made_.body = "word/document.xml";
        for (const auto& name : names_) {
            if (name.ends_with("vbaProject.bin") || name.ends_with("vbaData.xml"))
                return refuse(RefusalKind::invalid, "error.template_macros");
            if (name.ends_with(".rels")) TRY(clean_links(name));
        }
        TRY(check_document());
        auto& types = parts_["[Content_Types].xml"];
        if (types.find("macroEnabled") != std::string::npos)
            return refuse(RefusalKind::invalid, "error.template_macros");
        replace(types, "wordprocessingml.template.main+xml", "wordprocessingml.document.main+xml");
        clean_settings();
        TRY(check_elsewhere(word_dialect(), [](std::string_view name) {
            return name.starts_with("word/") && name.ends_with(".xml") && name != "word/document.xml";
        }));
        return cut_word();
    }

    /// What a reader takes for the document is what is looked through here.
    Result<Done> check_document() {
        int documents = 0;
        for (const auto& token : markup_tokens(parts_["_rels/.rels"])) {
            if (!token.begins("Relationship") || !attribute_in(token.raw, "Type").ends_with("/officeDocument")) continue;
            const auto target = attribute_in(token.raw, "Target");
            if (++documents > 1 || (target != made_.body && target != "/" + made_.body)) return broken();
        }
        return documents == 1 ? Result<Done>(Done{}) : broken();
    }
    /// Links that are followed by a click stay; where a template or a source of data once lay is forgotten.
    Result<Done> clean_links(const std::string& name) {
        std::string out;
        for (const auto& token : markup_tokens(parts_[name])) {
            if (token.begins("Relationship") && attribute_in(token.raw, "TargetMode") == "External") {
                const auto type = attribute_in(token.raw, "Type");
                if (type.ends_with("/attachedTemplate") || type.find("/mailMerge") != std::string::npos) continue;
                if (!type.ends_with("/hyperlink")) return fetches(name);
            } else if (token.begins("Relationship") && !is_no_markup(attribute_in(token.raw, "Type")) &&
                       !attribute_in(token.raw, "Target").ends_with(".xml")) {
                return broken();  // a part with text that was not looked through
            }
            out += token.raw;
        }
        parts_[name] = std::move(out);
        return Done{};
    }
    void clean_settings() {
        const auto settings = parts_.find("word/settings.xml");
        if (settings == parts_.end()) return;
        std::string out;
        bool in_source = false;
        for (const auto& token : markup_tokens(settings->second)) {
            if (token.opens("w:mailMerge")) in_source = true;
            const bool goes = in_source || token.begins("w:attachedTemplate") || token.begins("w:mailMerge");
            if (token.closes("w:mailMerge")) in_source = false;
            if (!goes) out += token.raw;
        }
        settings->second = std::move(out);
    }

    Result<Done> cut_word() {
        const auto& text = parts_[made_.body];
        const auto tokens = markup_tokens(text);
        const auto body = std::find_if(tokens.begin(), tokens.end(), [](const auto& one) { return one.opens("w:body"); });
        const auto end = std::find_if(tokens.begin(), tokens.end(), [](const auto& one) { return one.closes("w:body"); });
        if (body == tokens.end() || end == tokens.end()) return broken();
        auto last = end;  // how pages look, behind the last paragraph
        int depth = 0;
        for (auto one = std::next(body); one != end; ++one) {
            if (depth == 0 && one->begins("w:sectPr")) last = one;
            if (one->kind == MarkupToken::Kind::open) ++depth;
            if (one->kind == MarkupToken::Kind::close) --depth;
        }
        made_.pieces = TRY(body_pieces({std::next(body), last}, word_dialect()));
        const auto section = counted_from_one(joined({last, end}));
        made_.before = joined({tokens.begin(), std::next(body)});
        made_.after = section + joined({end, tokens.end()});
        // A letter ends in a paragraph that takes no room and holds how its pages look; the next one begins a page.
        made_.between = "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>"
                        "<w:rPr><w:sz w:val=\"2\"/></w:rPr>" +
                        (section.empty() ? "<w:sectPr/>" : section) + "</w:pPr></w:p>";
        return Done{};
    }

    /// The pages of each letter are counted from 1.
    static std::string counted_from_one(std::string section) {
        if (section.empty() || section.find("<w:pgNumType") != std::string::npos) return section;
        if (section.ends_with("/>") && section.find("</") == std::string::npos) return section;
        auto place = section.rfind("</w:sectPr>");
        for (const auto* later : {"<w:cols", "<w:formProt", "<w:vAlign", "<w:noEndnote", "<w:titlePg",
                                  "<w:textDirection", "<w:bidi", "<w:rtlGutter", "<w:docGrid", "<w:printerSettings"})
            place = std::min(place, section.find(later));
        return place == std::string::npos ? section : section.insert(place, "<w:pgNumType w:start=\"1\"/>");
    }

    // --- Writer

    Result<Done> read_writer() {
        made_.format = "odt", made_.body = "content.xml";
        for (const auto& name : names_)
            if (name.starts_with("Basic/") || name.starts_with("Scripts/"))
                return refuse(RefusalKind::invalid, "error.template_macros");
        if (parts_["META-INF/manifest.xml"].find("encryption-data") != std::string::npos)
            return refuse(RefusalKind::unsupported, "error.template_protected");
        for (const auto* name : {"mimetype", "META-INF/manifest.xml"})
            replace(parts_[name], "opendocument.text-template", "opendocument.text");
        for (const auto& name : names_)
            if (is_markup(name)) TRY(check_writer(name));
        TRY(check_elsewhere(writer_dialect(), [](std::string_view name) { return name == "styles.xml"; }));
        return cut_writer();
    }

    Result<Done> check_writer(const std::string& name) const {
        for (const auto& token : markup_tokens(parts_.at(name))) {
            if (token.begins("script:event-listener")) return refuse(RefusalKind::invalid, "error.template_macros");
            if (token.name.starts_with("text:dde-") || token.begins("office:dde-source")) return fetches(name);
            if (attribute_in(token.raw, "text:anchor-type") == "page" && name == "content.xml")
                return refuse(RefusalKind::invalid, "error.template_anchored");
            const auto link = attribute_in(token.raw, "xlink:href");
            if (!link.empty() && !token.begins("text:a") && !token.begins("draw:a") && leads_out(link)) return fetches(name);
        }
        return Done{};
    }
    static bool leads_out(const std::string& link) {
        return link.starts_with('/') || link.find("..") != std::string::npos || link.find(':') != std::string::npos;
    }

    Result<Done> cut_writer() {
        const auto& text = parts_[made_.body];
        const auto tokens = markup_tokens(text);
        const auto body = std::find_if(tokens.begin(), tokens.end(), [](const auto& one) { return one.opens("office:text"); });
        const auto end = std::find_if(tokens.begin(), tokens.end(), [](const auto& one) { return one.closes("office:text"); });
        if (body == tokens.end() || end == tokens.end()) return broken();
        const auto first = behind_declarations(std::next(body), end);
        made_.pieces = TRY(body_pieces({first, end}, writer_dialect()));
        // Each letter begins with a paragraph that takes no room and begins a page that is counted as the first.
        made_.pieces.insert(made_.pieces.begin(),
                            LetterTemplate::Piece{Kind::markup, "<text:p text:style-name=\"" + std::string(letter_style) + "\"/>"});
        made_.before = with_style(joined({tokens.begin(), first}), master_page());
        made_.after = joined({end, tokens.end()});
        return Done{};
    }

    /// Variables, sequences, forms: they stand once, before the text.
    static Tokens::const_iterator behind_declarations(Tokens::const_iterator at, Tokens::const_iterator end) {
        for (int depth = 0; at != end; ++at) {
            const bool declares = at->name.ends_with("-decls") || at->name == "office:forms" ||
                                  at->name == "text:tracked-changes";
            if (depth == 0 && at->kind != MarkupToken::Kind::text && !declares) return at;
            if (at->kind == MarkupToken::Kind::open) ++depth;
            if (at->kind == MarkupToken::Kind::close) --depth;
        }
        return end;
    }
    std::string master_page() {
        for (const auto& token : markup_tokens(parts_["styles.xml"]))
            if (token.begins("style:master-page"))
                if (auto name = attribute_in(token.raw, "style:name"); !name.empty()) return name;
        return "Standard";
    }
    static std::string with_style(std::string before, const std::string& page) {
        const auto style = "<style:style style:name=\"" + std::string(letter_style) +
                           "\" style:family=\"paragraph\" style:master-page-name=\"" + markup_encoded(page) +
                           "\"><style:paragraph-properties style:page-number=\"1\" fo:margin-top=\"0cm\" "
                           "fo:margin-bottom=\"0cm\" fo:line-height=\"0.02cm\"/><style:text-properties "
                           "fo:font-size=\"1pt\"/></style:style>";
        if (const auto end = before.find("</office:automatic-styles>"); end != std::string::npos)
            return before.insert(end, style);
        constexpr std::string_view none = "<office:automatic-styles/>";
        const auto empty = before.find(none);
        const auto all = "<office:automatic-styles>" + style + "</office:automatic-styles>";
        if (empty != std::string::npos) return before.replace(empty, none.size(), all);
        const auto body = before.find("<office:body");
        return body == std::string::npos ? before : before.insert(body, all);
    }

    // --- both

    /// Heads, feet and notes are the same for all letters of a file.
    template <class Where>
    Result<Done> check_elsewhere(const Dialect& dialect, Where where) {
        for (const auto& name : names_) {
            if (!where(name)) continue;
            for (const auto& piece : TRY(body_pieces(markup_tokens(parts_[name]), dialect)))
                if (piece.kind != Kind::markup && piece.kind != Kind::number)
                    return refuse(RefusalKind::invalid, "error.template_field_elsewhere", {{"name", piece.text}});
        }
        return Done{};
    }
    static std::string joined(const Tokens& tokens) {
        std::string all;
        for (const auto& token : tokens) all += token.raw;
        return all;
    }
    static void replace(std::string& text, std::string_view what, std::string_view with) {
        for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
            text.replace(at, what.size(), with);
    }

    ZipPackage& package_;
    const std::vector<std::string> names_;
    Parts parts_;
    LetterTemplate made_;
};

}  // namespace

std::vector<std::string> LetterTemplate::certain_fields() const {
    std::vector<std::string> names;
    int depth = 0;
    for (const auto& piece : pieces) {
        if (piece.kind == Kind::condition || piece.kind == Kind::list) ++depth;
        if (piece.kind == Kind::condition_end || piece.kind == Kind::list_end) --depth;
        if (piece.kind == Kind::field && depth == 0 && std::find(names.begin(), names.end(), piece.text) == names.end())
            names.push_back(piece.text);
    }
    return names;
}

bool LetterTemplate::asks_for_list(std::string_view name) const {
    return std::any_of(pieces.begin(), pieces.end(), [&](const Piece& piece) {
        return (piece.kind == Kind::list && piece.text == name) ||
               (piece.kind == Kind::condition && condition_in(piece.text).name == name);
    });
}

Condition condition_in(std::string_view written) {
    const auto equal = written.find('=');
    if (equal == std::string_view::npos) return {tidy(written), "", Condition::Is::there};
    const bool other = equal > 0 && written[equal - 1] == '!';
    return {tidy(written.substr(0, other ? equal - 1 : equal)), tidy(written.substr(equal + 1)),
            other ? Condition::Is::other : Condition::Is::equal};
}

Result<LetterTemplate> take_apart(Descriptor file) {
    XlsxLimits limits;
    limits.packed = largest_template, limits.unpacked = 2 * most_unpacked, limits.entries = most_entries;
    limits.ratio = most_ratio;
    auto package = ZipPackage::open(std::move(file), "template", limits);
    if (!package) return as_told(package.refusal());
    return Reader(**package).read();
}

}  // namespace kartei::documents
