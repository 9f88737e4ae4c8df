#include "modules/accounts/password.hpp"

#include <sodium.h>

#include <new>

#include "base/random.hpp"
#include "modules/accounts/password_rules.hpp"

namespace kartei::accounts {

/// One of the few places in which a hash is worked out.
class Passwords::Place {
public:
    explicit Place(Passwords& passwords) : passwords_(passwords), taken_(passwords.enter()) {}
    ~Place() {
        if (taken_) passwords_.leave();
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    explicit operator bool() const { return taken_; }

private:
    Passwords& passwords_;
    bool taken_;
};

Passwords::Passwords(const audit::KeyRing& keys, HashCost cost) : keys_(keys), cost_(cost) {
    nobody_ = *hash(random_secret());
}

Result<std::string> Passwords::hash(std::string_view password) {
    Place place(*this);
    if (!place) return refuse(RefusalKind::too_many_requests, "error.sign_in_busy");
    const auto secret = peppered(password);
    char hash[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(hash, secret.data(), secret.size(), cost_.passes, cost_.memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return std::string(hash);
}

Result<bool> Passwords::is_right(std::string_view password, const std::string& hash) {
    Place place(*this);
    if (!place) return refuse(RefusalKind::too_many_requests, "error.sign_in_busy");
    const auto secret = peppered(password);
    const bool fits =
        crypto_pwhash_str_verify((hash.empty() ? nobody_ : hash).c_str(), secret.data(), secret.size()) == 0;
    return fits && !hash.empty();
}

bool Passwords::is_outdated(const std::string& hash) const {
    return crypto_pwhash_str_needs_rehash(hash.c_str(), cost_.passes, cost_.memory) != 0;
}

std::string Passwords::peppered(std::string_view password) const {
    return keys_.blind_index("password", normalised_password(password));
}

bool Passwords::enter() {
    std::unique_lock guard(mutex_);
    if (inside_ >= cost_.most_at_once) {
        if (waiting_ >= cost_.longest_queue) return false;
        ++waiting_;
        const bool free = left_.wait_for(guard, cost_.longest_wait, [&] { return inside_ < cost_.most_at_once; });
        --waiting_;
        if (!free) return false;
    }
    ++inside_;
    return true;
}

void Passwords::leave() {
    {
        std::lock_guard guard(mutex_);
        --inside_;
    }
    left_.notify_one();
}

}  // namespace kartei::accounts
