// What letters, e-mails, text messages and what comes back of them hand in (base/module.hpp).
#include "audit/concerned.hpp"
#include "audit/serving.hpp"
#include "base/module.hpp"
#include "documents/letter_template.hpp"
#include "modules/accounts/permissions.hpp"
#include "modules/customers/customer_history.hpp"
#include "modules/customers/customer_store.hpp"
#include "modules/customers/customer_traces.hpp"
#include "modules/mailing/address_exports.hpp"
#include "modules/mailing/bounces.hpp"
#include "modules/mailing/contact_api.hpp"
#include "modules/mailing/letter_files.hpp"
#include "modules/mailing/mailing_api.hpp"
#include "modules/mailing/mailing_commands.hpp"
#include "modules/mailing/sending.hpp"
#include "modules/mailing/sending_actions.hpp"
#include "modules/mailing/sending_commands.hpp"
#include "modules/mailing/sendings_api.hpp"
#include "modules/selections/engine.hpp"

namespace kartei::mailing {
namespace {

std::vector<audit::UndoRights> rights_of_undo() {
    return {{{"sending_made"}, {"sendings.send"}},
            {{"mail_sent", "text_message_sent", "email_confirmed"}, {"customers.change"}},
            {{"letter_file_created", "letter_file_changed", "letter_file_deleted"}, {"sendings.send"}}};
}

}  // namespace

Module mailing_module() {
    return Module("mailing")
        .hands(accounts::Permission{"sendings.send"})
        .hands(audit::ModuleCommand{"contact", contact_command})
        .hands(audit::ModuleCommand{"send", send_command})
        .hands(audit::ModuleCommand{"letter", letter_command})
        .hands(audit::ModuleCommand{"label", label_command})
        .hands(audit::Endpoints(mailing_endpoints))
        .hands(audit::Endpoints([](const audit::Serving& here) {
            return sendings_endpoints(here.house, here.jobs, here.shared.get<selections::Engine>());
        }))
        .hands<web::NamedSchema>(sendings_schemas)
        .hands(audit::Endpoints(contact_endpoints))
        .hands<audit::Reversible>(reversible_bounces)
        .hands<audit::Reversible>([] { return parameters::reversible(letter_file_record()); })
        .hands<audit::UndoRights>(rights_of_undo)
        .hands<customers::Reference>(reference_of_recipients)
        .hands(customers::RecordOfCustomer{std::string(sending_record)})
        .hands(customers::RecordOfCustomer{std::string(bounce_history)})
        .hands<customers::Traces>(traces_of_bounces)
        .hands<customers::RegisterExport>(address_exports)
        .hands<documents::NamedForm>(mailbox_form)
        .hands<documents::NamedForm>(documents::template_form)
        .hands(audit::Recovery{key_plain_bounces})
        .hands(audit::Recovery{recover_sendings});
}

}  // namespace kartei::mailing
