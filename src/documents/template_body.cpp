#include "documents/template_body.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "documents/template_sections.hpp"

namespace kartei::documents {
namespace {

using Piece = LetterTemplate::Piece;
using Kind = Piece::Kind;

constexpr std::size_t longest_name = 80;
/// Fields of Word that fetch something from elsewhere.
constexpr std::array<std::string_view, 9> fetching{"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK",
                                                   "DDE",         "DDEAUTO",        "DATABASE", "RD"};

bool is_among(const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char one) {
        return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one == '_' || one == '.';
    });
}

std::string tidy_name(std::string_view written) {
    std::string name = tidy(written);
    for (auto& one : name)
        if (one >= 'A' && one <= 'Z') one = static_cast<char>(one - 'A' + 'a');
    return name;
}

/// A field in the text of a paragraph: from its first brace to behind its last.
struct Found {
    std::size_t begin, end;
    std::string name;
};

std::optional<Found> field_at(std::string_view text, std::size_t at) {
    const bool two = text.substr(at, 2) == "{{";
    const auto close = text.find(two ? "}}" : "}", at);
    if (close == std::string_view::npos || close - at > longest_name) return std::nullopt;
    const auto inner = text.substr(at + (two ? 2 : 1), close - at - (two ? 2 : 1));
    if (inner.find_first_of("{}\n") != std::string_view::npos) return std::nullopt;
    const auto name = tidy_name(inner);
    if (two ? name.empty() : !is_name(inner)) return std::nullopt;
    return Found{at, close + (two ? 2 : 1), name};
}

std::vector<Found> fields_in(std::string_view text) {
    std::vector<Found> all;
    for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at)) {
        auto found = field_at(text, at);
        at = found ? found->end : at + 1;
        if (found) all.push_back(std::move(*found));
    }
    return all;
}

/// What `{{#if …}}` and its fellows are, or a field.
Piece piece_of(const std::string& name) {
    const auto blank = name.find(' ');
    const auto word = name.substr(0, blank), rest = blank == std::string::npos ? "" : name.substr(blank + 1);
    if (word == "#if" && !rest.empty()) return {Kind::condition, rest};
    if (word == "#each" && !rest.empty()) return {Kind::list, rest};
    if (word == "/if") return {Kind::condition_end, ""};
    if (word == "/each") return {Kind::list_end, ""};
    return name == "else" ? Piece{Kind::otherwise, ""} : Piece{Kind::field, name};
}

class Body {
public:
    Body(const std::vector<MarkupToken>& tokens, const Dialect& dialect) : tokens_(tokens), dialect_(dialect) {}

    Result<Pieces> pieces() {
        for (at_ = 0; at_ < tokens_.size(); ++at_) {
            look(tokens_[at_]);
            if (fetches_) return refuse(RefusalKind::invalid, "error.template_external", {{"part", *fetches_}});
        }
        while (!paragraphs_.empty()) end_paragraph();
        TRY(place_sections(tokens_, dialect_, changes_));
        return written();
    }

private:
    /// A field of Word from its beginning to its end.
    struct WordField {
        std::vector<std::size_t> marks, results;
        std::string instruction;
        bool in_result = false;
    };

    void look(const MarkupToken& token) {
        if (is_among(dialect_.dropped, token.name)) changes_.instead[at_];
        if (token.kind == MarkupToken::Kind::text) return look_at_text(token);
        if (token.kind == MarkupToken::Kind::open) {
            if (is_among(dialect_.paragraphs, token.name)) paragraphs_.emplace_back();
            if (is_among(dialect_.texts, token.name)) ++in_text_;
        }
        if (token.kind == MarkupToken::Kind::close) {
            if (is_among(dialect_.paragraphs, token.name) && !paragraphs_.empty()) end_paragraph();
            if (is_among(dialect_.texts, token.name)) --in_text_;
        }
        look_at_field(token);
    }

    void look_at_text(const MarkupToken& token) {
        if (in_instruction_ && !fields_.empty()) {
            fields_.back().instruction += markup_decoded(token.raw);
            fields_.back().marks.push_back(at_);
            return;
        }
        if (paragraphs_.empty() || (!dialect_.texts.empty() && in_text_ == 0)) return;
        for (auto& field : fields_)
            if (field.in_result) field.results.push_back(at_);
        if (simple_) simple_results_.push_back(at_);
        else paragraphs_.back().push_back(at_);
    }

    void look_at_field(const MarkupToken& token) {
        using TokenKind = MarkupToken::Kind;
        if (token.name == "w:instrText") {
            in_instruction_ = token.kind == TokenKind::open;
            if (!fields_.empty()) fields_.back().marks.push_back(at_);
        }
        if (token.name == "w:fldChar" && token.kind != TokenKind::close)
            look_at_mark(attribute_in(token.raw, "w:fldCharType"));
        if (token.begins("w:fldSimple")) begin_simple(attribute_in(token.raw, "w:instr"), token);
        if (token.closes("w:fldSimple")) end_simple();
        if (token.begins("text:database-display")) begin_simple("MERGEFIELD \"" + attribute_in(token.raw, "text:column-name") + "\"", token);
        if (token.closes("text:database-display")) end_simple();
    }

    void look_at_mark(const std::string& type) {
        if (type == "begin") fields_.emplace_back();
        if (fields_.empty()) return;
        fields_.back().marks.push_back(at_);
        if (type == "separate") fields_.back().in_result = true, check(fields_.back().instruction);
        if (type != "end") return;
        const auto field = std::move(fields_.back());
        fields_.pop_back();
        check(field.instruction);
        if (const auto name = merged(field.instruction); !name.empty()) replace(field, name);
    }

    void replace(const WordField& field, const std::string& name) {
        for (const auto mark : field.marks) changes_.instead[mark].clear();
        for (const auto result : field.results) changes_.instead[result].clear();
        if (!field.results.empty()) changes_.instead[field.results.front()] = {{Kind::field, name}};
        else changes_.instead[at_] = {{Kind::markup, "<w:t xml:space=\"preserve\">"}, {Kind::field, name}, {Kind::markup, "</w:t>"}};
        // They are no longer a part of what is read for braces.
        for (auto& paragraph : paragraphs_)
            std::erase_if(paragraph, [&](std::size_t text) {
                return std::find(field.results.begin(), field.results.end(), text) != field.results.end();
            });
    }

    void begin_simple(const std::string& instruction, const MarkupToken& token) {
        check(instruction);
        const auto name = merged(instruction);
        if (name.empty()) return;
        changes_.instead[at_].clear();
        const bool of_word = token.name == "w:fldSimple";
        if (token.kind == MarkupToken::Kind::empty) {
            changes_.instead[at_] = {{Kind::field, name}};
            if (of_word) {
                changes_.instead[at_].insert(changes_.instead[at_].begin(), {Kind::markup, "<w:r><w:t xml:space=\"preserve\">"});
                changes_.instead[at_].push_back({Kind::markup, "</w:t></w:r>"});
            }
            return;
        }
        simple_ = name, simple_results_.clear();
    }
    void end_simple() {
        if (!simple_) return;
        changes_.instead[at_].clear();
        for (const auto result : simple_results_) changes_.instead[result].clear();
        if (!simple_results_.empty()) changes_.instead[simple_results_.front()] = {{Kind::field, *simple_}};
        simple_.reset();
    }

    /// "MERGEFIELD name \* MERGEFORMAT"; "" when it is another field.
    static std::string merged(const std::string& instruction) {
        const auto parts = words(instruction);
        if (parts.size() < 2 || tidy_name(parts[0]) != "mergefield") return "";
        const auto quote = instruction.find('"');
        if (quote != std::string::npos)
            return tidy_name(std::string_view(instruction).substr(quote + 1, instruction.find('"', quote + 1) - quote - 1));
        return tidy_name(parts[1]);
    }
    void check(const std::string& instruction) {
        const auto parts = words(instruction);
        if (parts.empty()) return;
        for (const auto name : fetching)
            if (tidy_name(parts[0]) == tidy_name(name)) fetches_ = std::string(name);
    }

    /// Its texts read together; what belongs to a field goes to the text in which it begins.
    void end_paragraph() {
        const auto texts = std::move(paragraphs_.back());
        paragraphs_.pop_back();
        std::string whole;
        std::vector<std::size_t> begins;
        for (const auto text : texts) begins.push_back(whole.size()), whole += markup_decoded(tokens_[text].raw);
        const auto found = fields_in(whole);
        if (found.empty()) return;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const auto begin = begins[i], end = i + 1 < texts.size() ? begins[i + 1] : whole.size();
            if (auto cut = cut_text(whole, begin, end, found)) changes_.instead[texts[i]] = std::move(*cut);
        }
    }
    static std::optional<Pieces> cut_text(const std::string& whole, std::size_t begin, std::size_t end,
                                          const std::vector<Found>& found) {
        Pieces pieces;
        bool touched = false;
        auto at = begin;
        for (const auto& field : found) {
            if (field.end <= begin || field.begin >= end) continue;
            touched = true;
            if (field.begin > at) pieces.push_back({Kind::markup, markup_encoded(whole.substr(at, field.begin - at))});
            if (field.begin >= begin) pieces.push_back(piece_of(field.name));
            at = std::min(field.end, end);
        }
        if (!touched) return std::nullopt;
        if (at < end) pieces.push_back({Kind::markup, markup_encoded(whole.substr(at, end - at))});
        return pieces;
    }

    Pieces written() const {
        Pieces all;
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            const auto& token = tokens_[i];
            append(all, changes_.before, i);
            if (changes_.instead.contains(i)) append(all, changes_.instead, i);
            else if (token.begins(dialect_.numbered)) append_numbered(all, token.raw);
            else append(all, {Kind::markup, clean(token)});
            append(all, changes_.behind, i);
        }
        return all;
    }
    static void append(Pieces& all, const PiecesAt& changes, std::size_t at) {
        if (const auto change = changes.find(at); change != changes.end())
            for (const auto& piece : change->second) append(all, piece);
    }
    std::string clean(const MarkupToken& token) const {
        if (token.kind != MarkupToken::Kind::open && token.kind != MarkupToken::Kind::empty) return std::string(token.raw);
        std::string tag(token.raw);
        for (const auto name : dialect_.attributes) tag = without_attribute(tag, name);
        return tag;
    }
    static void append_numbered(Pieces& all, std::string_view tag) {
        const auto at = tag.find(" id=\"");
        if (at == std::string_view::npos) return append(all, {Kind::markup, std::string(tag)});
        append(all, {Kind::markup, std::string(tag.substr(0, at + 5))});
        all.push_back({Kind::number, ""});
        append(all, {Kind::markup, std::string(tag.substr(tag.find('"', at + 5)))});
    }
    static void append(Pieces& all, const Piece& piece) {
        if (piece.kind == Kind::markup && !all.empty() && all.back().kind == Kind::markup) all.back().text += piece.text;
        else all.push_back(piece);
    }

    const std::vector<MarkupToken>& tokens_;
    const Dialect& dialect_;
    std::size_t at_ = 0;
    std::vector<std::vector<std::size_t>> paragraphs_;  ///< texts of those that are open
    int in_text_ = 0;
    bool in_instruction_ = false;
    std::vector<WordField> fields_;
    std::optional<std::string> simple_;
    std::vector<std::size_t> simple_results_;
    BodyChanges changes_;
    std::optional<std::string> fetches_;
};

}  // namespace

const Dialect& word_dialect() {
    static const Dialect dialect{{"w:p"},
                                 {"w:t"},
                                 {"w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:commentRangeStart",
                                  "w:commentRangeEnd", "w:commentReference", "w:permStart", "w:permEnd"},
                                 {"w14:paraId", "w14:textId", "w:rsidR", "w:rsidRDefault", "w:rsidRPr", "w:rsidP"},
                                 "wp:docPr"};
    return dialect;
}

const Dialect& writer_dialect() {
    static const Dialect dialect{{"text:p", "text:h"},
                                 {},
                                 {"text:bookmark", "text:bookmark-start", "text:bookmark-end", "text:soft-page-break"},
                                 {"xml:id", "text:id"},
                                 {}};
    return dialect;
}

Result<Pieces> body_pieces(const std::vector<MarkupToken>& tokens, const Dialect& dialect) {
    return Body(tokens, dialect).pieces();
}

}  // namespace kartei::documents
