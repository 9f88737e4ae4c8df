// An XML part of a workbook or a letter, read piece by piece and pausing where the listener wants, in bounded memory:
// expat gets its memory from a budget, so that depth, names, attributes and half-read tags are bounded by one figure. Any
// document type declaration is refused, and with it entities of every sort (XXE, billion laughs). Knows XML; knows no
// sheet.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "documents/zip_package.hpp"

struct XML_ParserStruct;

namespace kartei::documents {

/// Attributes of one element by local name; views live as long as the call they are given to.
class XmlAttributes {
public:
    explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
    std::string_view operator[](std::string_view name) const;
    /// Names as they are written, with their prefix, one after the other with their values.
    template <class Told>
    void each(Told told) const {
        for (const char** pair = pairs_; *pair != nullptr; pair += 2)
            told(std::string_view(pair[0]), std::string_view(pair[1]));
    }

private:
    const char** pairs_;
};

/// What is told of a part; element names come without their prefix. Texts may come in several pieces.
class XmlListener {
public:
    virtual ~XmlListener() = default;
    virtual void element_begins(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void element_ends(std::string_view name) = 0;
    virtual void text(std::string_view piece) = 0;
};

class XmlPart {
public:
    /// Listener and package must outlive the part.
    static Result<std::unique_ptr<XmlPart>> open(ZipPackage& package, const std::string& name, XmlListener& listener);
    ~XmlPart();
    XmlPart(const XmlPart&) = delete;
    XmlPart& operator=(const XmlPart&) = delete;

    /// Reads on: true = the listener has paused it, false = the end. Refusals: those of PackagePart::read,
    /// error.xlsx_entities, error.xlsx_broken, and what the listener gave up with; after one it must not be called
    /// again.
    Result<bool> advance();

    // For the listener, while it is being told something:
    void pause();
    void give_up(Refusal refusal);

    std::uint64_t bytes_read() const { return part_.bytes_read(); }
    std::uint64_t size() const { return part_.size(); }

private:
    struct Budget;
    struct Memory;

    XmlPart(PackagePart part, std::string name, XmlListener& listener, std::uint64_t memory);
    Result<int> feed();
    Result<int> checked(int status);

    PackagePart part_;
    std::string name_;
    XmlListener& listener_;
    std::unique_ptr<Budget> budget_;
    XML_ParserStruct* parser_ = nullptr;
    std::optional<Refusal> refusal_;
    bool paused_ = false, ended_ = false;
};

/// The whole part without a pause.
Result<Done> read_part(ZipPackage& package, const std::string& name, XmlListener& listener);

}  // namespace kartei::documents
