// Statements for tests, as a bank writes them.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "modules/books/statement.hpp"

namespace kartei::books {

/// Which message, in which version: what differs between them is written as each wants it.
struct CamtForm {
    std::string message = "camt.053.001.08";

    bool is_old() const { return message.ends_with(".02"); }
    bool is_notice() const { return message.starts_with("camt.054"); }
};

/// Valid by the schema where what is said is.
inline std::string camt(const std::string& content, const std::string& number = "7", const CamtForm& form = {}) {
    const std::string root = form.is_notice() ? "BkToCstmrDbtCdtNtfctn" : "BkToCstmrStmt";
    const std::string one = form.is_notice() ? "Ntfctn" : "Stmt";
    const std::string made = "<CreDtTm>2026-03-01T08:00:00Z</CreDtTm>";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
           "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:" + form.message + "\"><" + root +
           "><GrpHdr><MsgId>M1</MsgId>" + made + "</GrpHdr><" + one + "><Id>S1</Id><ElctrncSeqNb>" + number +
           "</ElctrncSeqNb>" + made + "<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>" +
           content + "</" + one + "></" + root + "></Document>";
}

inline std::string in_xml(std::string_view text) {
    std::string written;
    for (const char c : text) written += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
    return written;
}

inline std::string balance(const char* code, std::int64_t amount) {
    return fmt::format("<Bal><Tp><CdOrPrtry><Cd>{}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd>"
                       "<Dt><Dt>2026-03-01</Dt></Dt></Bal>",
                       code, write_money(amount < 0 ? -amount : amount), amount < 0 ? "DBIT" : "CRDT");
}

/// The version of 2009 tells the amount of a payment, and of what the bank took, elsewhere.
inline std::string details_xml(const BankEntry& entry, const CamtForm& form = {}) {
    const bool debit = entry.amount < 0;
    const auto side = debit != entry.returned ? "Cdtr" : "Dbtr";
    const auto indicator = debit ? "DBIT" : "CRDT";
    const auto amount = "<Amt Ccy=\"EUR\">" + write_money(debit ? -entry.amount : entry.amount) + "</Amt>";
    std::string details = "<Refs><EndToEndId>" + (entry.end_to_end.empty() ? "NOTPROVIDED" : entry.end_to_end) +
                          "</EndToEndId></Refs>";
    details += form.is_old() ? "<AmtDtls><TxAmt>" + amount + "</TxAmt></AmtDtls>"
                             : amount + "<CdtDbtInd>" + indicator + "</CdtDbtInd>";
    if (entry.charges != 0) {
        const auto charges = "<Amt Ccy=\"EUR\">" + write_money(entry.charges) + "</Amt>";
        details += form.is_old() ? "<Chrgs>" + charges + "</Chrgs>" : "<Chrgs><Rcrd>" + charges + "</Rcrd></Chrgs>";
    }
    if (!entry.name.empty() || !entry.iban.empty()) {
        details += "<RltdPties>";
        const auto name = "<Nm>" + in_xml(entry.name) + "</Nm>";
        const auto party = form.is_old() ? name : "<Pty>" + name + "</Pty>";
        if (!entry.name.empty()) details += fmt::format("<{0}>{1}</{0}>", side, party);
        if (!entry.iban.empty())
            details += fmt::format("<{0}Acct><Id><IBAN>{1}</IBAN></Id></{0}Acct>", side, entry.iban);
        details += "</RltdPties>";
    }
    if (!entry.text.empty()) details += "<RmtInf><Ustrd>" + in_xml(entry.text) + "</Ustrd></RmtInf>";
    if (!entry.reason.empty()) details += "<RtrInf><Rsn><Cd>" + entry.reason + "</Cd></Rsn></RtrInf>";
    return "<TxDtls>" + details + "</TxDtls>";
}

inline std::string entry_xml(const BankEntry& entry, const CamtForm& form = {}) {
    const bool debit = entry.amount < 0;
    const auto reference =
        entry.bank_reference.empty() ? "" : "<AcctSvcrRef>" + entry.bank_reference + "</AcctSvcrRef>";
    return fmt::format("<Ntry><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd>{}<BookgDt><Dt>{}</Dt></BookgDt><ValDt><Dt>"
                       "2026-03-01</Dt></ValDt>{}<BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd><NtryDtls>{}</NtryDtls></Ntry>",
                       write_money(debit ? -entry.amount : entry.amount), debit ? "DBIT" : "CRDT",
                       form.is_old() ? "<Sts>BOOK</Sts>" : "<Sts><Cd>BOOK</Cd></Sts>",
                       entry.booked_on.empty() ? "2026-03-01" : entry.booked_on, reference, details_xml(entry, form));
}

inline std::string camt053(const std::vector<BankEntry>& entries, std::int64_t opening, std::int64_t closing,
                           const std::string& number = "7", const CamtForm& form = {}) {
    auto content = form.is_notice() ? std::string() : balance("OPBD", opening) + balance("CLBD", closing);
    for (const auto& entry : entries) content += entry_xml(entry, form);
    return camt(content, number, form);
}

}  // namespace kartei::books
