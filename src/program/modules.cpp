// The modules of the program, in their order (docs/architecture.md): whoever adds one adds a line to each of the two lists.
#include "base/module.hpp"

namespace kartei::audit { Module audit_module(); }
namespace kartei::accounts { Module accounts_module(); }
namespace kartei::parameters { Module parameters_module(); }
namespace kartei::till { Module till_module(); }
namespace kartei::customers { Module customers_module(); }
namespace kartei::duplicates { Module duplicates_module(); }
namespace kartei::consents { Module consents_module(); }
namespace kartei::profile { Module profile_module(); }
namespace kartei::events { Module events_module(); }
namespace kartei::orders { Module orders_module(); }
namespace kartei::renewals { Module renewals_module(); }
namespace kartei::cancellations { Module cancellations_module(); }
namespace kartei::bookings { Module bookings_module(); }
namespace kartei::history { Module history_module(); }
namespace kartei::selections { Module selections_module(); }
namespace kartei::mailing { Module mailing_module(); }
namespace kartei::tickets { Module tickets_module(); }
namespace kartei::admission { Module admission_module(); }
namespace kartei::papers { Module papers_module(); }
namespace kartei::payments { Module payments_module(); }
namespace kartei::bonus { Module bonus_module(); }
namespace kartei::books { Module books_module(); }
namespace kartei::merges { Module merges_module(); }
namespace kartei::imports { Module imports_module(); }
namespace kartei::telephony { Module telephony_module(); }
namespace kartei::reports { Module reports_module(); }
namespace kartei::privacy { Module privacy_module(); }

namespace kartei {

const std::vector<Module>& all_modules() {
    static const std::vector<Module> all{
        audit::audit_module(),         accounts::accounts_module(),   parameters::parameters_module(),
        till::till_module(),           customers::customers_module(), duplicates::duplicates_module(),
        consents::consents_module(),   profile::profile_module(),     events::events_module(),
        orders::orders_module(),       renewals::renewals_module(),   cancellations::cancellations_module(),
        bookings::bookings_module(),   history::history_module(),     selections::selections_module(),
        mailing::mailing_module(),     tickets::tickets_module(),     admission::admission_module(),
        papers::papers_module(),       payments::payments_module(),   bonus::bonus_module(),
        books::books_module(),         merges::merges_module(),       imports::imports_module(),
        telephony::telephony_module(), reports::reports_module(),     privacy::privacy_module()};
    return all;
}

}  // namespace kartei
