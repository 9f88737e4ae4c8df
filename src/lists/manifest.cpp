#include "lists/manifest.hpp"

#include <openssl/evp.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "documents/output_file.hpp"

namespace kartei::lists {

namespace {

std::vector<std::pair<std::string, std::int64_t>> numbers(const Manifest& manifest) {
    auto all = manifest.extent;
    all.emplace_back("rows_expected", manifest.rows_expected);
    all.emplace_back("rows_written", manifest.rows_written);
    all.insert(all.end(), manifest.sums.begin(), manifest.sums.end());
    return all;
}

}  // namespace

Parameters Manifest::pairs() const {
    Parameters pairs{{"report", report}, {"type", type}, {"filter", filter}, {"at", at}};
    if (!time_zone.empty()) pairs.emplace_back("time_zone", time_zone);
    for (const auto& [name, number] : numbers(*this)) pairs.emplace_back(name, std::to_string(number));
    if (!hash.empty()) pairs.emplace_back("sha256", hash);
    return pairs;
}

std::string Manifest::json() const {
    nlohmann::ordered_json json{{"report", report}, {"type", type}, {"filter", filter}, {"at", at}};
    if (!time_zone.empty()) json["time_zone"] = time_zone;
    for (const auto& [name, number] : numbers(*this)) json[name] = number;
    json["sha256"] = hash;
    return json.dump() + "\n";
}

void Manifest::check() const {
    if (rows_expected != rows_written)
        throw std::runtime_error("a list of " + std::to_string(rows_expected) + " rows gave " +
                                 std::to_string(rows_written) +
                                 ": its lines and its tickets disagree; run kartei check");
}

Result<Done> write_beside(const std::string& path, const Manifest& manifest) {
    auto file = TRY(documents::OutputFile::create(path + ".manifest.json"));
    TRY(file->write(manifest.json()));
    return file->commit();
}

PassingHash::PassingHash() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_, EVP_sha256(), nullptr); }
PassingHash::~PassingHash() { EVP_MD_CTX_free(context_); }
void PassingHash::add(std::string_view bytes) { EVP_DigestUpdate(context_, bytes.data(), bytes.size()); }

std::string PassingHash::hex() {
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    EVP_DigestFinal_ex(context_, hash, &length);
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (unsigned i = 0; i < length; ++i) out += digits[hash[i] >> 4], out += digits[hash[i] & 15];
    return out;
}

std::string hash_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path);
    PassingHash hash;
    std::string piece(1 << 18, '\0');
    while (file) {
        file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        hash.add(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
    }
    if (!file.eof()) throw std::runtime_error("cannot read " + path);
    return hash.hex();
}

}  // namespace kartei::lists
