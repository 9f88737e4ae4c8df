// Randomness fit for secrets, from libsodium. Thread-safe.
#pragma once

#include <cstdint>
#include <string>

namespace kartei {

/// `count` random bytes.
std::string random_bytes(int count);

/// A secret of `bytes` random bytes, written in URL-safe base64 without padding (RFC 4648, 5).
std::string random_secret(int bytes = 32);

/// Evenly distributed below `limit`.
std::uint32_t random_below(std::uint32_t limit);

/// Random UUID, version 4 (RFC 9562), lower case.
std::string uuid();

}  // namespace kartei
