#include "modules/customers/customer_traces.hpp"

namespace kartei::customers {

std::vector<Traces>& traces() {
    static std::vector<Traces> list;
    return list;
}

}  // namespace kartei::customers
