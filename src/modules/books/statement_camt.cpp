// camt.053 and camt.054 of ISO 20022, versions .02 and .08 (what differs between them is looked for in both places).
#include <algorithm>

#include "base/date.hpp"
#include "base/text.hpp"
#include "documents/xml_tree.hpp"
#include "modules/books/statement.hpp"

namespace kartei::books {
namespace {

using documents::XmlElement;

/// "BookgDt" holds Dt or DtTm.
std::string day_at(const XmlElement& element, std::string_view path) {
    const auto* found = element.find(path);
    if (!found) return "";
    const auto& day = found->at("Dt");
    return (day.empty() ? found->at("DtTm") : day).substr(0, 10);
}

/// What is no day says nothing.
std::string known_day(const XmlElement& element, std::string_view path) {
    auto day = day_at(element, path);
    return read_date(day) ? day : "";
}

struct Reading {
    int digits;
    std::string currency;
    std::vector<Issue> issues;

    std::int64_t amount(const XmlElement& amount) {
        if (currency.empty()) currency = amount.attribute("Ccy");
        const auto read = bank_amount(amount.text, digits);
        if (!read) issues.push_back({"", "error.statement_amount", {{"value", first_characters(amount.text, 40)}}});
        return read.value_or(0);
    }
    /// Only in the account's currency; what was instructed in another one says nothing about it.
    std::optional<std::int64_t> own_amount(const XmlElement& of, std::string_view path) {
        const auto* found = of.find(path);
        if (!found || (!currency.empty() && found->attribute("Ccy") != currency)) return std::nullopt;
        return amount(*found);
    }
};

bool is_debit(const XmlElement& of) { return of.at("CdtDbtInd") == "DBIT"; }

std::string joined(const std::vector<const XmlElement*>& all) {
    std::string text;
    for (const auto* one : all) text += (text.empty() ? "" : " ") + one->text;
    return text;
}

/// The other side: who paid what came in, who was paid what went out.
void read_party(const XmlElement& details, bool debit, BankEntry& entry) {
    const auto* parties = details.find("RltdPties");
    if (!parties) return;
    const std::string side = debit != entry.returned ? "Cdtr" : "Dbtr";
    for (const auto& path : {side + "/Nm", side + "/Pty/Nm", "Ultmt" + side + "/Nm", "Ultmt" + side + "/Pty/Nm"})
        if (entry.name.empty()) entry.name = parties->at(path);
    entry.iban = parties->at(side + "Acct/Id/IBAN");
}

std::int64_t charges_of(const XmlElement& details, Reading& reading) {
    std::int64_t sum = 0;
    for (const auto* charges : details.all("Chrgs")) {
        std::vector<const XmlElement*> records = charges->all("Rcrd");
        if (records.empty()) records.push_back(charges);
        for (const auto* record : records)
            if (const auto amount = reading.own_amount(*record, "Amt")) sum += *amount;
    }
    return sum;
}

void read_details(const XmlElement& details, bool debit, Reading& reading, BankEntry& entry) {
    entry.end_to_end = details.at("Refs/EndToEndId");
    if (entry.end_to_end == "NOTPROVIDED") entry.end_to_end.clear();
    entry.mandate = details.at("Refs/MndtId");
    if (const auto& reference = details.at("Refs/AcctSvcrRef"); !reference.empty()) entry.bank_reference = reference;
    entry.reason = details.at("RtrInf/Rsn/Cd");
    entry.returned = entry.returned || details.find("RtrInf") != nullptr;
    read_party(details, debit, entry);
    entry.text = joined(details.find("RmtInf") ? details.find("RmtInf")->all("Ustrd") : std::vector<const XmlElement*>{});
    if (const auto& reference = details.at("RmtInf/Strd/CdtrRefInf/Ref"); !reference.empty())
        entry.text += (entry.text.empty() ? "" : " ") + reference;
    if (entry.text.empty()) entry.text = details.at("AddtlTxInf");
    entry.charges = charges_of(details, reading);
    if (entry.charges == 0 && !debit)
        if (const auto sent = reading.own_amount(details, "AmtDtls/InstdAmt/Amt"); sent && *sent > entry.amount)
            entry.charges = *sent - entry.amount;
}

BankEntry of_entry(const XmlElement& ntry, Reading& reading) {
    BankEntry entry;
    entry.booked_on = day_at(ntry, "BookgDt"), entry.value_on = known_day(ntry, "ValDt");
    if (entry.booked_on.empty()) entry.booked_on = entry.value_on;
    entry.bank_reference = ntry.at("AcctSvcrRef");
    entry.returned = ntry.at("RvslInd") == "true" || ntry.at("RvslInd") == "1";
    if (const auto* amount = ntry.find("Amt")) entry.amount = reading.amount(*amount);
    if (!read_date(entry.booked_on)) reading.issues.push_back({"", "error.statement_day", {{"value", first_characters(entry.booked_on, 40)}}});
    return entry;
}

std::vector<const XmlElement*> details_of(const XmlElement& ntry) {
    std::vector<const XmlElement*> all;
    for (const auto* block : ntry.all("NtryDtls"))
        for (const auto* details : block->all("TxDtls")) all.push_back(details);
    return all;
}

/// The amount of one of several payments in an entry, in either version; none when the file does not tell it.
std::optional<std::int64_t> amount_of(const XmlElement& details, Reading& reading) {
    if (const auto amount = reading.own_amount(details, "Amt")) return amount;
    if (const auto amount = reading.own_amount(details, "AmtDtls/TxAmt/Amt")) return amount;
    return reading.own_amount(details, "AmtDtls/InstdAmt/Amt");
}

/// A sum of payments is taken apart where their amounts add up to it.
std::vector<BankEntry> taken_apart(const XmlElement& ntry, const BankEntry& whole,
                                   const std::vector<const XmlElement*>& all, Reading& reading) {
    std::vector<BankEntry> entries;
    std::int64_t left = whole.amount;
    for (const auto* details : all) {
        const auto amount = amount_of(*details, reading);
        if (!amount) return {};
        const bool turned = details->find("CdtDbtInd") && is_debit(*details) != is_debit(ntry);
        auto entry = whole;
        entry.amount = turned ? -*amount : *amount;
        left -= entry.amount;
        read_details(*details, is_debit(ntry) != turned, reading, entry);
        entries.push_back(std::move(entry));
    }
    return left == 0 ? entries : std::vector<BankEntry>{};
}

void read_entry(const XmlElement& ntry, Reading& reading, std::vector<BankEntry>& entries) {
    const auto state = ntry.at("Sts/Cd").empty() ? ntry.at("Sts") : ntry.at("Sts/Cd");
    if (state == "PDNG" || state == "INFO") return;  // not booked yet: it will come again
    auto whole = of_entry(ntry, reading);
    const auto all = details_of(ntry);
    std::vector<BankEntry> found;
    if (all.size() > 1) found = taken_apart(ntry, whole, all, reading);
    if (found.empty()) {
        if (all.size() == 1) read_details(*all.front(), is_debit(ntry), reading, whole);
        else whole.text = ntry.at("AddtlNtryInf"), whole.batch = static_cast<std::int64_t>(all.size());
        const auto& payments = ntry.at("NtryDtls/Btch/NbOfTxs");
        if (all.size() < 2 && payments.size() < 7 && !payments.empty() && payments != "1")
            whole.batch = std::atoll(payments.c_str());
        found.push_back(std::move(whole));
    }
    for (auto& entry : found) {
        if (is_debit(ntry)) entry.amount = -entry.amount;
        entries.push_back(std::move(entry));
    }
}

void read_balance(const XmlElement& balance, Reading& reading, BankStatement& statement) {
    const auto& code = balance.at("Tp/CdOrPrtry/Cd");
    const auto* amount = balance.find("Amt");
    if (!amount) return;
    const auto value = is_debit(balance) ? -reading.amount(*amount) : reading.amount(*amount);
    if (code == "OPBD" || (code == "PRCD" && !statement.opening))
        statement.opening = value, statement.opened_on = known_day(balance, "Dt");
    if (code == "CLBD") statement.closing = value, statement.closed_on = known_day(balance, "Dt");
}

BankStatement of_statement(const XmlElement& stmt, Reading& reading) {
    BankStatement statement;
    statement.account = stmt.at("Acct/Id/IBAN");
    if (statement.account.empty()) statement.account = stmt.at("Acct/Id/Othr/Id");
    statement.number = stmt.at("ElctrncSeqNb").empty() ? stmt.at("LglSeqNb") : stmt.at("ElctrncSeqNb");
    if (statement.number.empty()) statement.number = stmt.at("Id");
    reading.currency = stmt.at("Acct/Ccy");
    for (const auto* balance : stmt.all("Bal")) read_balance(*balance, reading, statement);
    for (const auto* ntry : stmt.all("Ntry")) read_entry(*ntry, reading, statement.entries);
    statement.currency = reading.currency;
    return statement;
}

}  // namespace

Result<std::vector<BankStatement>> read_camt(std::string_view bytes, int digits) {
    const auto document = TRY(documents::read_xml(bytes));
    std::vector<BankStatement> statements;
    Reading reading{digits, {}, {}};
    for (const auto& [message, statement] : {std::pair{"BkToCstmrStmt", "Stmt"}, {"BkToCstmrDbtCdtNtfctn", "Ntfctn"},
                                             {"BkToCstmrAcctRpt", "Rpt"}})
        if (const auto* found = document.find(message))
            for (const auto* one : found->all(statement)) statements.push_back(of_statement(*one, reading));
    if (!reading.issues.empty()) return Refusal{RefusalKind::invalid, std::move(reading.issues)};
    if (statements.empty()) return refuse(RefusalKind::invalid, "error.no_statement");
    return statements;
}

}  // namespace kartei::books
