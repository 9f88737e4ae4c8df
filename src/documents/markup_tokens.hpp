// Text with tags cut into its pieces, each as it stands, so that a document can be changed in some places and stays byte for
// byte in all others. For markup that a parser has found well-formed. Pure; knows no kind of document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kartei::documents {

struct MarkupToken {
    enum class Kind { text, open, close, empty, other };  ///< empty: <a/>; other: comments, instructions, CDATA
    Kind kind = Kind::text;
    std::string_view raw;
    std::string_view name;  ///< of a tag, with its prefix

    bool opens(std::string_view tag) const { return kind == Kind::open && name == tag; }
    bool closes(std::string_view tag) const { return kind == Kind::close && name == tag; }
    bool is_empty(std::string_view tag) const { return kind == Kind::empty && name == tag; }
    bool begins(std::string_view tag) const { return opens(tag) || is_empty(tag); }
};

std::vector<MarkupToken> markup_tokens(std::string_view markup);

/// The value of an attribute by its whole name; "" when there is none.
std::string attribute_in(std::string_view tag, std::string_view name);
/// The tag without an attribute.
std::string without_attribute(std::string_view tag, std::string_view name);

std::string markup_decoded(std::string_view text);
std::string markup_encoded(std::string_view text);

}  // namespace kartei::documents
