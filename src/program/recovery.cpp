#include "program/recovery.hpp"

#include "modules/privacy/privacy_api.hpp"
#include "program/joined_modules.hpp"

namespace kartei::program {

Repeating recovery(House& house, std::chrono::milliseconds every) {
    return Repeating("recovery", every, Repeating::First::later, [&house] {
        if (house.database.engine() == sql::Engine::postgresql) recover_modules(house);
        else privacy::recover_privacy(house);
    });
}

}  // namespace kartei::program
