// Writes the newest point of the audit's chain into the log, once at the start and then every day: kept where the house
// is not, it finds whoever rewrites the chain (kartei check --anchor FILE).
#pragma once

#include <condition_variable>
#include <thread>

#include "audit/house.hpp"

namespace kartei::program {

class AnchorLog {
public:
    explicit AnchorLog(House& house);
    ~AnchorLog();
    AnchorLog(const AnchorLog&) = delete;
    AnchorLog& operator=(const AnchorLog&) = delete;

private:
    void write();

    House& house_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ends_ = false;
    std::thread thread_;
};

}  // namespace kartei::program
