// What the program joins of this module.
#pragma once

namespace kartei::books {

/// How exports and statements go back, or say that they cannot. Joins once.
void join_books();

}  // namespace kartei::books
