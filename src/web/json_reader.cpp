#include "web/json_reader.hpp"

#include <limits>
#include <set>
#include <vector>

#include "base/text.hpp"

namespace kartei::web {

namespace {

using Json = nlohmann::json;

/// Receives the parser's events, builds the value and stops at the first thing that is not allowed.
class StrictReader : public nlohmann::json_sax<Json> {
public:
    Json value;
    std::string problem;    ///< key of texts.json, "" while all is well
    std::string member;     ///< duplicate name
    std::size_t position = 0;

    bool null() override { return add(nullptr); }
    bool boolean(bool content) override { return add(content); }
    bool number_integer(number_integer_t content) override { return add(content); }
    bool number_unsigned(number_unsigned_t content) override {
        if (content > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max()))
            return stop("error.json.number");
        return add(static_cast<std::int64_t>(content));
    }
    bool number_float(number_float_t content, const string_t& digits) override {
        if (digits.find_first_of(".eE") == string_t::npos)
            return stop("error.json.number");  // a whole number over 64 bits
        return add(content);
    }
    bool string(string_t& content) override {
        if (content.find('\0') != string_t::npos) return stop("error.json.nul");
        return add(std::move(content));
    }
    bool binary(binary_t&) override { return stop("error.json.syntax"); }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (name.find('\0') != string_t::npos) return stop("error.json.nul");
        if (containers_.back()->contains(name)) {
            member = name;
            return stop("error.json.duplicate");
        }
        name_ = name;
        return true;
    }
    bool parse_error(std::size_t where, const std::string&, const nlohmann::detail::exception& error) override {
        position = where;
        return stop(error.id == 406 ? "error.json.number" : "error.json.syntax");
    }

private:
    bool stop(const char* key) {
        if (problem.empty()) problem = key;
        return false;
    }
    Json& place(Json content) {
        if (containers_.empty()) return value = std::move(content);
        auto& container = *containers_.back();
        if (container.is_object()) return container[name_] = std::move(content);
        container.push_back(std::move(content));
        return container.back();
    }
    bool add(Json content) {
        place(std::move(content));
        return true;
    }
    bool open(Json content) {
        if (containers_.size() >= deepest_json) return stop("error.json.depth");
        containers_.push_back(&place(std::move(content)));  // stays valid: only the innermost container grows
        return true;
    }
    bool close() {
        containers_.pop_back();
        return true;
    }

    std::vector<Json*> containers_;
    std::string name_;
};

}  // namespace

Result<Json> read_json(std::string_view text) {
    if (!is_utf8(text)) return refuse(RefusalKind::invalid, "error.json.utf8");
    if (text.starts_with("\xEF\xBB\xBF")) return refuse(RefusalKind::invalid, "error.json.syntax", {{"position", "1"}});
    StrictReader reader;
    if (Json::sax_parse(text.begin(), text.end(), &reader)) return std::move(reader.value);
    if (reader.problem == "error.json.duplicate")
        return Refusal{RefusalKind::invalid, {{reader.member, reader.problem, {}}}};
    return refuse(RefusalKind::invalid, reader.problem, {{"position", std::to_string(reader.position)}});
}

}  // namespace kartei::web
