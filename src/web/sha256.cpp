#include "web/sha256.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace kartei::web {

namespace {

EVP_MD_CTX* held(const std::shared_ptr<void>& context) { return static_cast<EVP_MD_CTX*>(context.get()); }

void demand(bool done) {
    if (!done) throw std::runtime_error("SHA-256 failed");
}

}  // namespace

Sha256::Sha256()
    : context_(EVP_MD_CTX_new(), [](void* context) { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context)); }) {
    demand(EVP_DigestInit_ex(held(context_), EVP_sha256(), nullptr) == 1);
}

void Sha256::add(std::string_view bytes) { demand(EVP_DigestUpdate(held(context_), bytes.data(), bytes.size()) == 1); }

std::string Sha256::hex() {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    demand(EVP_DigestFinal_ex(held(context_), digest, &length) == 1);
    std::string hex;
    for (unsigned i = 0; i < length; ++i)
        (hex += "0123456789abcdef"[digest[i] >> 4]) += "0123456789abcdef"[digest[i] & 15];
    return hex;
}

std::string sha256_hex(std::initializer_list<std::string_view> pieces) {
    Sha256 sum;
    for (auto piece : pieces) sum.add(piece);
    return sum.hex();
}

}  // namespace kartei::web
