// What tickets on paper hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "modules/tickets/ticket_mail.hpp"
#include "modules/tickets/ticket_prints.hpp"
#include "modules/tickets/tickets_api.hpp"
#include "modules/tickets/tickets_command.hpp"

namespace kartei::tickets {

Module tickets_module() {
    return Module("tickets")
        .hands(audit::ModuleCommand{"tickets", tickets_command})
        .hands(audit::Endpoints(tickets_endpoints))
        .hands<web::NamedSchema>(tickets_schemas)
        .hands<audit::Reversible>(reversible_print)
        .hands(audit::UndoRights{{"tickets_printed", "barcodes_given"}, {"sales.sell"}})
        .hands<mailing::AttachmentKind>(tickets_as_attachment);
}

}  // namespace kartei::tickets
