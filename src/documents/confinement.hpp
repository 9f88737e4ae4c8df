// Locks a process in: what it may still do is read what it holds open, write to its standard output, take memory, end.
// No file, no network, no other process, no foreign code (seccomp-BPF, man 2 seccomp; reliability.md R24). Whatever it
// tries beyond that kills it. For the process that reads a file somebody sent us (reading_child.hpp).
#pragma once

#include <cstdint>

namespace kartei::documents {

struct Confinement {
    std::uint64_t memory = 512ull << 20;  ///< bytes it may take beyond what it has already
    std::uint64_t cpu_seconds = 60;       ///< of work, not of waiting
};

/// From here on there is no way back. Throws std::system_error when the system cannot lock processes in.
void confine(const Confinement& confinement);

}  // namespace kartei::documents
