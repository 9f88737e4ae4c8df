// A small XML file as a tree, for messages of a known form (bank statements). Any document type declaration is refused,
// and with it entities of every sort and whatever they point at outside; size, depth and number of elements are bounded.
// Knows XML; knows no message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace kartei::documents {

struct XmlElement {
    std::string name;  ///< without its prefix
    std::string text;  ///< what stands in it itself, without blanks at both ends
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<XmlElement> children;

    /// The first child of a name, or down a path of names ("Acct/Id/IBAN"); null when there is none.
    const XmlElement* find(std::string_view path) const;
    std::vector<const XmlElement*> all(std::string_view name) const;
    /// Text down a path, "" when there is none.
    const std::string& at(std::string_view path) const;
    std::string_view attribute(std::string_view name) const;
};

struct XmlLimits {
    std::size_t bytes = 64 << 20, depth = 40, elements = 2'000'000;
};

/// Refusals: error.xml_broken {line}, error.xml_entities, error.xml_too_large.
Result<XmlElement> read_xml(std::string_view bytes, const XmlLimits& limits = {});

}  // namespace kartei::documents
