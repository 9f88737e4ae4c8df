// The process that reads a file somebody sent us, seen from inside: it gets an order, an open file and a pipe, locks
// itself in (confinement.hpp) and sends rows (table_wire.hpp) until the file ends. It has no database, no keys, no
// settings and an empty environment. What a broken or hostile file makes of its parser happens here and nowhere else.
#pragma once

namespace kartei::documents {

/// The word after the program's name that makes it such a process.
inline constexpr const char* reading_word = "read-table";

/// Where what it needs is open. Its standard input holds the order, its standard output takes the frames.
inline constexpr int file_to_read = 3;

/// Does it; gives the exit code. main() calls it before anything else.
int read_for_parent();

}  // namespace kartei::documents
