// SHA-256 (FIPS 180-4) from libcrypto, in pieces or at once, as lower-case hex.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace kartei::web {

class Sha256 {
public:
    Sha256();
    void add(std::string_view bytes);
    std::string hex();  ///< once, at the end

private:
    std::shared_ptr<void> context_;
};

std::string sha256_hex(std::initializer_list<std::string_view> pieces);

}  // namespace kartei::web
