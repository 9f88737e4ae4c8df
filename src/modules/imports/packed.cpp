#include "modules/imports/packed.hpp"

namespace kartei::imports {
namespace {

enum class Tag : char { empty, no, yes, number, text, list };

}  // namespace

void Packer::number(std::int64_t number) {
    auto rest = (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63);
    for (; rest >= 0x80; rest >>= 7) out_ += static_cast<char>(rest | 0x80);
    out_ += static_cast<char>(rest);
}

void Packer::text(std::string_view text) {
    number(static_cast<std::int64_t>(text.size()));
    out_ += text;
}

void Packer::value(const Value& value) {
    auto tag = [&](Tag tag) { out_ += static_cast<char>(tag); };
    if (auto flag = std::get_if<bool>(&value)) {
        tag(*flag ? Tag::yes : Tag::no);
    } else if (auto held = std::get_if<std::int64_t>(&value)) {
        tag(Tag::number);
        number(*held);
    } else if (auto words = std::get_if<std::string>(&value)) {
        tag(Tag::text);
        text(*words);
    } else if (auto list = std::get_if<std::vector<std::string>>(&value)) {
        tag(Tag::list);
        number(static_cast<std::int64_t>(list->size()));
        for (const auto& item : *list) text(item);
    } else {
        tag(Tag::empty);
    }
}

void Packer::ordered(std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) out_ += static_cast<char>(number >> shift);
}

std::string_view Unpacker::bytes(std::size_t count) {
    if (rest_.size() < count) throw std::logic_error("a temporary record is too short");
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
}

std::int64_t Unpacker::number() {
    std::uint64_t number = 0;
    for (int shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes(1)[0]);
        number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) break;
    }
    return static_cast<std::int64_t>(number >> 1) ^ -static_cast<std::int64_t>(number & 1);
}

std::string_view Unpacker::text() { return bytes(static_cast<std::size_t>(number())); }

Value Unpacker::value() {
    switch (static_cast<Tag>(bytes(1)[0])) {
        case Tag::no: return false;
        case Tag::yes: return true;
        case Tag::number: return number();
        case Tag::text: return std::string(text());
        case Tag::list: {
            std::vector<std::string> list(static_cast<std::size_t>(number()));
            for (auto& item : list) item = text();
            return list;
        }
        default: return {};
    }
}

std::uint64_t Unpacker::ordered() {
    std::uint64_t number = 0;
    for (const char byte : bytes(8)) number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

std::string_view Unpacker::ordered_text() {
    const auto end = rest_.find('\0');
    const auto text = bytes(end == std::string_view::npos ? rest_.size() + 1 : end);
    bytes(1);
    return text;
}

}  // namespace kartei::imports
