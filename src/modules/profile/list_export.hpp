// Joins the lists of profiles to what `kartei export` can write (customers/register_export.hpp). Knows no file format.
#pragma once

namespace kartei::profile {

void join_exports();

}  // namespace kartei::profile
