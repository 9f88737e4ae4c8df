// Starts the process that reads a file, hands it the file, and takes its frames; ends it when it is not needed any
// longer. Knows bytes and signals; knows nothing of what the frames hold.
#pragma once

#include <sys/types.h>

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "documents/descriptor.hpp"

namespace kartei::documents {

class ReadingProcess {
public:
    /// `order` goes to its standard input, at most 64 KiB. Nothing else of this process is open there, its environment
    /// is empty. Throws std::system_error.
    ReadingProcess(const std::vector<std::string>& words, const Descriptor& file, std::string_view order);
    /// Kills it if it still runs.
    ~ReadingProcess();
    ReadingProcess(const ReadingProcess&) = delete;
    ReadingProcess& operator=(const ReadingProcess&) = delete;

    enum class Got { frame, end, too_long };
    /// The next frame whole, without its length; `end`: the pipe was closed before or in it.
    Got read_frame(std::string& frame);

    /// From any thread: read_frame() ends soon.
    void kill();
    /// Kills what still runs and says how it ended. `signal` 0: it ended by itself.
    struct Ending {
        int signal = 0, code = 0;
    };
    Ending finish();

private:
    std::size_t read(char* to, std::size_t most);

    Descriptor frames_;
    std::mutex process_mutex_;  ///< its number is another's once it was waited for
    pid_t process_ = -1;
    Ending ending_;
};

}  // namespace kartei::documents
