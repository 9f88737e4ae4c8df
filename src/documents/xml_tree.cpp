#include "documents/xml_tree.hpp"

#include <expat.h>

#include <cstring>
#include <memory>
#include <optional>

namespace kartei::documents {
namespace {

std::string_view local_name(const char* name) {
    const char* colon = std::strrchr(name, ':');
    return colon == nullptr ? name : colon + 1;
}

void trim(std::string& text) {
    const auto end = text.find_last_not_of(" \t\r\n");
    text.erase(end == std::string::npos ? 0 : end + 1);
    text.erase(0, std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

/// What is open while the parser goes through; elements move into their parent when they end.
struct Building {
    XML_Parser parser;
    const XmlLimits& limits;
    std::vector<XmlElement> open{1};  ///< the first stands for the file
    std::size_t elements = 0;
    std::optional<Refusal> refusal;

    void give_up(RefusalKind kind, const char* key) {
        if (!refusal) refusal = refuse(kind, key);
        XML_StopParser(parser, XML_FALSE);
    }
    void begin(const char* name, const char** attributes) {
        if (open.size() > limits.depth || ++elements > limits.elements)
            return give_up(RefusalKind::too_large, "error.xml_too_large");
        auto& element = open.emplace_back();
        element.name = local_name(name);
        for (; *attributes != nullptr; attributes += 2)
            element.attributes.emplace_back(local_name(attributes[0]), attributes[1]);
    }
    void end() {
        auto element = std::move(open.back());
        open.pop_back();
        trim(element.text);
        open.back().children.push_back(std::move(element));
    }
};

Building& of(void* data) { return *static_cast<Building*>(data); }

void listen(XML_Parser parser) {
    XML_SetElementHandler(
        parser, [](void* data, const char* name, const char** attributes) {
            if (!of(data).refusal) of(data).begin(name, attributes);
        },
        [](void* data, const char*) {
            if (!of(data).refusal) of(data).end();
        });
    XML_SetCharacterDataHandler(parser, [](void* data, const char* text, int size) {
        if (!of(data).refusal) of(data).open.back().text.append(text, static_cast<std::size_t>(size));
    });
    XML_SetStartDoctypeDeclHandler(parser, [](void* data, const char*, const char*, const char*, int) {
        of(data).give_up(RefusalKind::invalid, "error.xml_entities");
    });
}

}  // namespace

const XmlElement* XmlElement::find(std::string_view path) const {
    const auto slash = path.find('/');
    const auto first = path.substr(0, slash);
    for (const auto& child : children)
        if (child.name == first) {
            if (slash == std::string_view::npos) return &child;
            if (const auto* found = child.find(path.substr(slash + 1))) return found;
        }
    return nullptr;
}

std::vector<const XmlElement*> XmlElement::all(std::string_view name) const {
    std::vector<const XmlElement*> found;
    for (const auto& child : children)
        if (child.name == name) found.push_back(&child);
    return found;
}

const std::string& XmlElement::at(std::string_view path) const {
    static const std::string none;
    const auto* found = find(path);
    return found == nullptr ? none : found->text;
}

std::string_view XmlElement::attribute(std::string_view name) const {
    for (const auto& [known, value] : attributes)
        if (known == name) return value;
    return {};
}

Result<XmlElement> read_xml(std::string_view bytes, const XmlLimits& limits) {
    if (bytes.size() > limits.bytes) return refuse(RefusalKind::too_large, "error.xml_too_large");
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr), &XML_ParserFree);
    if (!parser) throw std::bad_alloc();
    Building building{parser.get(), limits};
    XML_SetUserData(parser.get(), &building);
    listen(parser.get());
    const auto status = XML_Parse(parser.get(), bytes.data(), static_cast<int>(bytes.size()), XML_TRUE);
    if (building.refusal) return *building.refusal;
    if (status == XML_STATUS_ERROR)
        return refuse(RefusalKind::invalid, "error.xml_broken",
                      {{"line", std::to_string(XML_GetCurrentLineNumber(parser.get()))}});
    return std::move(building.open.front().children.front());
}

}  // namespace kartei::documents
