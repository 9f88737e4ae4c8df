// What is asked of a report: its filter as a table of fields, and the values somebody chose. Read from the API's body
// and from the command line by the same table; stored with the run as JSON; said in words on whatever the list becomes.
#pragma once

#include <map>
#include <nlohmann/json.hpp>

#include "base/field.hpp"
#include "base/texts.hpp"

namespace kartei::lists {

/// One field of a filter. In a choice the first is what holds when nothing was chosen.
struct Filter {
    Field field;              ///< the name is the member of the API's filter: "events"
    std::string_view option;  ///< on the command line, in an address and in refusals: "event"
    std::string_view caption; ///< text key; words of a choice are `caption` + "." + choice
};

class Question {
public:
    std::string type;  ///< "" in reports of one type

    std::string text(std::string_view name) const;
    std::vector<std::string> list(std::string_view name) const;
    std::int64_t integer(std::string_view name) const;  ///< 0: not asked
    bool is(std::string_view name) const;               ///< a yes/no
    void put(std::string name, Value value);

    /// Members of the filled fields; what is left out is not asked.
    nlohmann::json filter_as_json() const;

private:
    std::map<std::string, Value, std::less<>> values_;
};

/// What could be read, and everything that could not (by option).
struct ReadQuestion {
    Question question;
    std::vector<Issue> issues;
};
ReadQuestion read_question(const std::vector<Filter>& filters, const std::string& type, const nlohmann::json& filter);

/// "Veranstaltung: E1, E2; Von: 2026-03-01"; "" when nothing narrows it.
std::string in_words(const std::vector<Filter>& filters, const Question& question, Language language);

/// Stands for "none" among the values of a filter.
inline constexpr std::string_view without_name = "-";

}  // namespace kartei::lists
