#include "documents/template_sections.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"

namespace kartei::documents {
namespace {

using Piece = LetterTemplate::Piece;
using Kind = Piece::Kind;
using TokenKind = MarkupToken::Kind;

/// A paragraph with one of these is more than its text.
constexpr std::array<std::string_view, 7> shown{"w:drawing", "w:pict",    "w:object", "w:br",
                                                "w:sectPr",  "w:fldChar", "text:note"};
constexpr std::array<std::string_view, 2> rows{"w:tr", "table:table-row"}, tables{"w:tbl", "table:table"};

template <std::size_t Size>
bool is_among(const std::array<std::string_view, Size>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool begins(const Piece& piece) { return piece.kind == Kind::condition || piece.kind == Kind::list; }
bool is_mark(const Piece& piece) {
    return piece.kind != Kind::markup && piece.kind != Kind::field && piece.kind != Kind::number;
}
/// As it was written, for messages.
std::string written(const Piece& piece) {
    switch (piece.kind) {
        case Kind::condition: return "{{#if " + piece.text + "}}";
        case Kind::otherwise: return "{{else}}";
        case Kind::condition_end: return "{{/if}}";
        case Kind::list: return "{{#each " + piece.text + "}}";
        default: return "{{/each}}";
    }
}
Refusal refused(const char* key, const Piece& piece) {
    return refuse(RefusalKind::invalid, key, {{"name", written(piece)}});
}

/// Where a mark stands: the tag it is in, and all around that, from outside.
struct Mark {
    Piece piece;
    std::size_t token = 0, place = 0;  ///< and its place among the pieces there
    std::vector<std::size_t> within;
    std::size_t paragraph = 0;  ///< place in `within`
    enum class Goes { in_text, in_paragraph, around_rows } goes = Goes::in_text;
};
struct Section {
    std::vector<std::size_t> marks;  ///< its beginning, perhaps an otherwise, its end
};

class Sections {
public:
    Sections(const std::vector<MarkupToken>& tokens, const Dialect& dialect, BodyChanges& changes)
        : tokens_(tokens), dialect_(dialect), changes_(changes), close_of_(tokens.size()) {}

    Result<Done> place() {
        find_marks();
        if (marks_.empty()) return Done{};
        TRY(match());
        for (const auto& section : sections_) TRY(decide(section));
        // From the end, so that places among the pieces stay true.
        for (auto mark = marks_.rbegin(); mark != marks_.rend(); ++mark) move(*mark);
        return Done{};
    }

private:
    void find_marks() {
        std::vector<std::size_t> open;
        for (std::size_t at = 0; at < tokens_.size(); ++at) {
            if (tokens_[at].kind == TokenKind::open) open.push_back(at);
            if (tokens_[at].kind == TokenKind::close && !open.empty()) close_of_[open.back()] = at, open.pop_back();
            const auto change = changes_.instead.find(at);
            if (change == changes_.instead.end()) continue;
            for (std::size_t i = 0; i < change->second.size(); ++i)
                if (is_mark(change->second[i])) marks_.push_back({change->second[i], at, i, open, paragraph_in(open)});
        }
    }
    std::size_t paragraph_in(const std::vector<std::size_t>& open) const {
        for (auto at = open.size(); at-- > 0;)
            if (std::find(dialect_.paragraphs.begin(), dialect_.paragraphs.end(), tokens_[open[at]].name) !=
                dialect_.paragraphs.end())
                return at;
        return 0;
    }

    Result<Done> match() {
        std::vector<std::size_t> open;  // places in sections_
        for (std::size_t i = 0; i < marks_.size(); ++i) {
            const auto& piece = marks_[i].piece;
            if (begins(piece)) {
                if (open.size() == most_sections_within)
                    return refuse(RefusalKind::invalid, "error.template_section_deep",
                                  {{"max", std::to_string(most_sections_within)}});
                open.push_back(sections_.size());
                sections_.push_back({{i}});
                continue;
            }
            if (open.empty()) return refused("error.template_section_end", piece);
            auto& section = sections_[open.back()];
            const auto& first = marks_[section.marks[0]].piece;
            if ((piece.kind == Kind::list_end) != (first.kind == Kind::list))
                return refused("error.template_section_end", piece);
            if (piece.kind == Kind::otherwise && section.marks.size() > 1)
                return refused("error.template_section_end", piece);
            section.marks.push_back(i);
            if (piece.kind != Kind::otherwise) open.pop_back();
        }
        return open.empty() ? Result<Done>(Done{})
                            : refused("error.template_section_open", marks_[sections_[open.back()].marks[0]].piece);
    }

    Result<Done> decide(const Section& section) {
        const auto& first = marks_[section.marks.front()];
        const auto& last = marks_[section.marks.back()];
        const auto shared = shared_by(section);
        const auto all_are = [&](auto is_so) {
            return std::all_of(section.marks.begin(), section.marks.end(), [&](auto one) { return is_so(marks_[one]); });
        };
        if (all_are([&](const Mark& one) { return shared > one.paragraph; })) return Done{};
        if (all_are([&](const Mark& one) { return shared == one.paragraph && is_alone(one); })) {
            for (const auto one : section.marks) marks_[one].goes = Mark::Goes::in_paragraph;
            return Done{};
        }
        const auto around = shared == 0 ? std::string_view() : tokens_[first.within[shared - 1]].name;
        const bool one_row = is_among(rows, around);
        const auto level = one_row ? shared - 1 : shared;
        if ((!one_row && !is_among(tables, around)) || section.marks.size() > 2 || !is_row(first.within[level]) ||
            !is_row(last.within[level]))
            return refused("error.template_section_across", first.piece);
        for (const auto one : section.marks) marks_[one].goes = Mark::Goes::around_rows;
        changes_.before[first.within[level]].push_back(first.piece);
        auto& behind = changes_.behind[close_of_[last.within[level]]];
        behind.insert(behind.begin(), last.piece);
        return Done{};
    }
    bool is_row(std::size_t token) const { return is_among(rows, tokens_[token].name); }

    /// How many tags all marks of a section are in.
    std::size_t shared_by(const Section& section) const {
        const auto& first = marks_[section.marks.front()].within;
        auto shared = first.size();
        for (const auto one : section.marks) {
            const auto& within = marks_[one].within;
            std::size_t same = 0;
            while (same < shared && same < within.size() && within[same] == first[same]) ++same;
            shared = same;
        }
        return shared;
    }

    bool is_alone(const Mark& mark) const {
        const auto begin = mark.within[mark.paragraph];
        std::size_t marks = 0;
        for (auto at = begin; at <= close_of_[begin]; ++at) {
            const auto& token = tokens_[at];
            if (is_among(shown, token.name) || token.name.starts_with("draw:")) return false;
            const auto change = changes_.instead.find(at);
            if (change == changes_.instead.end()) {
                if (token.kind == TokenKind::text && !tidy(markup_decoded(token.raw)).empty()) return false;
                continue;
            }
            for (const auto& piece : change->second) {
                if (is_mark(piece)) ++marks;
                else if (piece.kind == Kind::field || (piece.kind == Kind::markup && !tidy(piece.text).empty())) return false;
            }
        }
        return marks == 1;
    }

    void move(const Mark& mark) {
        if (mark.goes == Mark::Goes::in_paragraph) return take_paragraph(mark);
        auto& pieces = changes_.instead[mark.token];
        const auto place = pieces.begin() + static_cast<std::ptrdiff_t>(mark.place);
        if (mark.goes == Mark::Goes::around_rows) pieces.erase(place);
        else cut_here(mark, pieces);
    }

    /// The paragraph of a mark becomes the mark. A cell of Word holds a paragraph at its end.
    void take_paragraph(const Mark& mark) {
        const auto begin = mark.within[mark.paragraph];
        for (auto at = begin; at <= close_of_[begin]; ++at) changes_.instead[at].clear();
        auto& pieces = changes_.instead[begin];
        pieces.push_back(mark.piece);
        const bool ends = mark.piece.kind == Kind::condition_end || mark.piece.kind == Kind::list_end;
        if (ends && mark.paragraph > 0 && tokens_[mark.within[mark.paragraph - 1]].name == "w:tc")
            pieces.push_back({Kind::markup, "<w:p/>"});
    }

    /// The text ends before the mark and begins again behind it, with the same format.
    void cut_here(const Mark& mark, Pieces& pieces) const {
        std::string closed, opened;
        for (auto at = mark.within.size(); at-- > mark.paragraph + 1;)
            closed += "</" + std::string(tokens_[mark.within[at]].name) + ">";
        for (auto at = mark.paragraph + 1; at < mark.within.size(); ++at) opened += opening(mark.within[at]);
        const auto place = static_cast<std::ptrdiff_t>(mark.place);
        pieces.insert(pieces.begin() + place + 1, {Kind::markup, opened});
        pieces.insert(pieces.begin() + place, {Kind::markup, closed});
    }
    std::string opening(std::size_t token) const {
        auto all = std::string(tokens_[token].raw);
        const auto format = token + 1;
        if (tokens_[token].name != "w:r" || format >= tokens_.size() || !tokens_[format].opens("w:rPr")) return all;
        for (auto at = format; at <= close_of_[format]; ++at) all += tokens_[at].raw;
        return all;
    }

    const std::vector<MarkupToken>& tokens_;
    const Dialect& dialect_;
    BodyChanges& changes_;
    std::vector<std::size_t> close_of_;  ///< of opening tags
    std::vector<Mark> marks_;
    std::vector<Section> sections_;
};

}  // namespace

Result<Done> place_sections(const std::vector<MarkupToken>& tokens, const Dialect& dialect, BodyChanges& changes) {
    return Sections(tokens, dialect, changes).place();
}

}  // namespace kartei::documents
