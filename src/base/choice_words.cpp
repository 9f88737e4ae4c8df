#include "base/choice_words.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"
#include "base/texts.hpp"

namespace kartei {
namespace {

struct Customary {
    std::string_view field, code, words;  ///< words folded, separated by ','
};

/// `field` = "": whatever field has the code.
constexpr Customary customary[] = {
    {"kind", "private", "1,p,priv,privatkunde,privatperson,particulier,person,consument,consumer,individual,prive,b2c,privatkunden,particulieren"},
    {"kind", "company", "2,f,firmenkunde,unternehmen,bedrijf,zakelijk,geschaftlich,organisation,organisatie,business,fa,firmen,geschaftskunde,geschaftskunden,firmenkunden,b2b,zakelijke klant,bedrijven,gmbh"},
    {"kind", "agency", "3,r,agentur,buro,reiseburo,reisebureau,reisburo,reisbureau,travel agency,agent,rb,reiseburos,reisbureaus,a"},
    {"kind", "prospect", "4,i,interessent,interesse,lead,geinteresseerde"},
    {"gender", "female", "w,f,v,weibl,weiblich,frau,dame,vrouw,vrouwelijk,mevrouw,mevr,mw,woman,ms,mrs,fem,feminin,femme,wbl,vrl"},
    {"gender", "male",
     "m,mannl,mannlich,maennlich,mann,herr,herrn,man,mannelijk,de heer,heer,dhr,mr,maskulin,masculin,homme,mnl,maennl,mnd"},
    {"gender", "diverse", "d,div,x,divers,non binary,nonbinar,nichtbinar,nicht binar,nonbinair,non binair,nonbinary,anders,other"},
    {"gender", "none", "u,unbekannt,onbekend,unknown,keine angabe,k a,geen opgave,ohne,keines,n a"},
    {"state", "given", "ja,j,yes,y,true,wahr,waar,x,1,erteilt,gegeven,toegestaan,granted,zugestimmt,opt in,optin"},
    {"state", "withdrawn", "widerrufen,ingetrokken,revoked,opt out,optout,zuruckgezogen,abgemeldet,afgemeld"},
    {"state", "none", "keine angabe,geen opgave,unbekannt,onbekend,unknown,k a"},
    {"state", "sold", "verkauft,verkocht,bezahlt,betaald,paid,gebucht,s"},
    {"state", "reserved", "reserviert,gereserveerd,option,optie,r"},
    {"state", "deleted", "geloscht,verwijderd,storniert,geannuleerd,cancelled,canceled,storno"},
    {"state", "returned", "zuruckgegeben,retourniert,teruggegeven,retour,retourgenomen,erstattet,refunded"},
    {"subscription_kind", "fixed", "fest,festabo,fixabo,vast"},
    {"subscription_kind", "flexible", "flexibel,wahl,wahlabo,frei,keuze,keuzeabonnement"},
    {"document", "passport", "p,pass,reisepass,paspoort"},
    {"document", "identity_card", "id,ausweis,personalausweis,perso,id card,identiteitskaart,id kaart"},
    {"document", "residence_permit", "aufenthaltstitel,aufenthaltserlaubnis,verblijfsvergunning"},
    {"document", "visa", "visum"},
    {"mandate_scheme", "core", "basis,basislastschrift,cor1,algemeen,sepa core"},
    {"mandate_scheme", "b2b", "firma,firmenlastschrift,bedrijf,bedrijfsincasso,sepa b2b"},
    {"booked_or_cancelled", "booked", "b,buchung,gebucht,buch,boeking,booking,ok,fest,f"},
    {"booked_or_cancelled", "cancelled",
     "s,st,sto,storno,stornierung,storniert,x,c,a,annulering,geannuleerd,cancellation,canceled"},
    {"mandate_use", "recurring", "frst,rcur,fnal,wiederkehrend,mehrfach,doorlopend,terugkerend"},
    {"mandate_use", "once", "ooff,einmalig,einmal,eenmalig,one off"},
};

/// Folded words by "FIELD.CODE": captions are the texts whose keys end so, whatever record they belong to.
using Words = std::unordered_map<std::string, std::vector<std::string>>;

std::string last_parts(std::string_view key) {
    const auto last = key.rfind('.');
    const auto before = last == std::string_view::npos || last == 0 ? last : key.rfind('.', last - 1);
    return before == std::string_view::npos ? std::string() : std::string(key.substr(before + 1));
}

const Words& words_of_choices() {
    static const Words all = [] {
        Words words;
        for (const auto& text : embedded_texts())
            if (const auto parts = last_parts(text.key); !parts.empty())
                for (const auto word : {text.de, text.nl, text.en}) words[parts].push_back(fold(word));
        for (const auto& [field, code, list] : customary) {
            std::string rest(list);
            std::replace(rest.begin(), rest.end(), ',', ';');
            auto& of_code = words[std::string(field) + "." + std::string(code)];
            for (auto& word : split_list(rest)) of_code.push_back(std::move(word));
        }
        return words;
    }();
    return all;
}

bool means(const Field& field, std::string_view code, const std::string& folded) {
    const auto found = words_of_choices().find(std::string(field.name) + "." + std::string(code));
    return found != words_of_choices().end() &&
           std::find(found->second.begin(), found->second.end(), folded) != found->second.end();
}

}  // namespace

std::string_view choice_meant(const Field& field, std::string_view written) {
    const auto folded = fold(written);
    if (folded.empty()) return {};
    for (const auto code : field.choices)
        if (fold(code) == folded) return code;
    std::string_view meant;
    for (const auto code : field.choices) {
        if (!means(field, code, folded)) continue;
        if (!meant.empty()) return {};
        meant = code;
    }
    return meant;
}

std::string choices_in_words(const Field& field) {
    std::string all;
    for (const auto code : field.choices) {
        all.append(all.empty() ? "" : ", ").append(code);
        for (const auto& text : embedded_texts())
            if (last_parts(text.key) == std::string(field.name) + "." + std::string(code)) {
                all.append(" (").append(text.de).append(", ").append(text.nl).append(")");
                break;
            }
    }
    return all;
}

}  // namespace kartei
