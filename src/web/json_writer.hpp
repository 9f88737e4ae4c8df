// Writes JSON text piece by piece at the end of a string: for long answers whose rows never stand in memory as a tree.
// The caller keeps begin and end in balance; commas and escapes are the writer's business. Text must be valid UTF-8.
#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace kartei::web {

class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : out_(out) {}

    JsonWriter& begin_object() { return open('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_array() { return open('['); }
    JsonWriter& end_array() { return close(']'); }

    JsonWriter& name(std::string_view name) {
        separate();
        write_text(name);
        out_ += ':';
        comma_ = false;
        return *this;
    }

    JsonWriter& text(std::string_view value) {
        separate();
        write_text(value);
        comma_ = true;
        return *this;
    }

    JsonWriter& integer(std::int64_t value) {
        char digits[24];
        auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        return raw({digits, static_cast<std::size_t>(end - digits)});
    }

    /// Shortest digits that read back to the same double; null for what JSON cannot say (infinite, not a number).
    JsonWriter& number(double value) {
        if (!std::isfinite(value)) return null();
        char digits[32];
        auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        return raw({digits, static_cast<std::size_t>(end - digits)});
    }

    JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
    JsonWriter& null() { return raw("null"); }

    /// A value that is JSON already.
    JsonWriter& raw(std::string_view json) {
        separate();
        out_ += json;
        comma_ = true;
        return *this;
    }

private:
    JsonWriter& open(char bracket) {
        separate();
        out_ += bracket;
        comma_ = false;
        return *this;
    }

    JsonWriter& close(char bracket) {
        out_ += bracket;
        comma_ = true;
        return *this;
    }

    void separate() {
        if (comma_) out_ += ',';
    }

    /// U+2028 and U+2029 go as they are: valid in JSON and in today's JavaScript.
    void write_text(std::string_view text) {
        static constexpr char hex[] = "0123456789abcdef";
        out_ += '"';
        std::size_t plain = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            unsigned char c = static_cast<unsigned char>(text[i]);
            if (c >= 0x20 && c != '"' && c != '\\') continue;
            out_.append(text.data() + plain, i - plain);
            plain = i + 1;
            out_ += '\\';
            switch (c) {
                case '"': case '\\': out_ += static_cast<char>(c); break;
                case '\n': out_ += 'n'; break;
                case '\r': out_ += 'r'; break;
                case '\t': out_ += 't'; break;
                default: (out_ += "u00") += hex[c >> 4]; out_ += hex[c & 15];
            }
        }
        out_.append(text.data() + plain, text.size() - plain);
        out_ += '"';
    }

    std::string& out_;
    bool comma_ = false;
};

}  // namespace kartei::web
