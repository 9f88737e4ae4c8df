// Reads the groups and criteria of a document; one function for each kind of criterion. Part of the reader of
// documents.
#pragma once

#include "modules/selections/document_reader.hpp"
#include "modules/selections/field_tests.hpp"

namespace kartei::selections {

/// Saved selections that are being read, from the outermost in: one of them again is a circle.
using Opened = std::vector<std::int64_t>;

/// A document inside of others.
std::shared_ptr<const Document> read_within(Desk& desk, const nlohmann::json& json, const Opened& opened,
                                            const std::string& path);

class CriteriaReader {
public:
    CriteriaReader(Desk& desk, const Opened& opened) : desk_(desk), opened_(opened) {}

    Node group(const nlohmann::json& object, const std::string& path, std::size_t level = 0);
    /// The lines of the old program's pot.
    Node pot(const nlohmann::json& lines, const std::string& path);

private:
    using Json = nlohmann::json;

    void several(Node& node, const Json& object, std::size_t level);
    void negation(Node& node, const Json& object, std::size_t level);
    void field(Node& node, const Json& object, std::size_t level);
    void status(Node& node, const Json& object, std::size_t level);
    void list(Node& node, const Json& object, std::size_t level);
    void link(Node& node, const Json& object, std::size_t level);
    void label(Node& node, const Json& object, std::size_t level);
    void permission(Node& node, const Json& object, std::size_t level);
    void changed(Node& node, const Json& object, std::size_t level);
    void selection(Node& node, const Json& object, std::size_t level);
    void fact(Node& node, const Json& object, const Source& source);
    void read_rows_of(const Json& rows, const Source& source, RowsCriterion::Plan& plan, const std::string& path);
    void read_totals(const Json& object, const Source& source, Totals& totals, const std::string& path);
    std::optional<std::vector<std::int64_t>> events_in(const Json& filter, const std::string& path);
    /// The end of the day that is asked for, today's when none is.
    std::optional<std::string> end_of_day(const Json& object, const std::string& path);
    /// A criterion and what it is known by: its words, the day, and what else decides about it.
    void put(Node& node, const Json& object, std::shared_ptr<const Criterion> criterion, std::string_view besides = "");

    Desk& desk_;
    const Opened& opened_;
};

}  // namespace kartei::selections
