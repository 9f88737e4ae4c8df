#include "base/customary_countries.hpp"

namespace kartei {
namespace {

constexpr CustomaryCountry all[] = {
    {"DE", "D;GER;BRD;Bundesrepublik Deutschland;Federal Republic of Germany;Bondsrepubliek Duitsland;"
     "deutsch;Deutscher;Deutsche;Duits;Duitse;German"},
    {"AT", "A;AUT;Republik Österreich;österreichisch;Österreicher;Oostenrijks;Oostenrijkse;Austrian"},
    {"CH", "SUI;Suisse;Svizzera;Schweizerische Eidgenossenschaft;Helvetia;Swiss;schweizerisch;Schweizer;"
     "Zwitsers;Zwitserse"},
    {"LI", "FL;Fürstentum Liechtenstein;liechtensteinisch"},
    {"NL", "NED;Holland;Nederland;Königreich der Niederlande;Koninkrijk der Nederlanden;"
     "Kingdom of the Netherlands;niederländisch;Niederländer;Niederländerin;holländisch;"
     "Nederlands;Nederlandse;Dutch"},
    {"BE", "B;Königreich Belgien;Koninkrijk België;belgisch;Belgier;Belgische;Belgian"},
    {"LU", "L;Grand Duchy of Luxembourg;Grand-Duché de Luxembourg;Großherzogtum Luxemburg;Groothertogdom Luxemburg;Lëtzebuerg;luxemburgisch;Luxemburgs;"
     "Luxembourgish"},
    {"FR", "F;Republik Frankreich;französisch;Franzose;Französin;Frans;Franse;French"},
    {"IT", "I;Italia;italienisch;Italiener;Italiaans;Italiaanse;Italian"},
    {"ES", "E;España;spanisch;Spanier;Spaans;Spaanse;Spanish"},
    {"PT", "P;POR;portugiesisch;Portugese;Portuguese"},
    {"GB", "UK;Great Britain;Großbritannien;Groot-Brittannië;England;Engeland;Schottland;Schotland;"
     "Scotland;Wales;Nordirland;Noord-Ierland;Northern Ireland;"
     "United Kingdom of Great Britain and Northern Ireland;britisch;Brite;Brits;Britse;British;"
     "englisch;Engels;English"},
    {"IE", "Eire;Republik Irland;Republiek Ierland;Republic of Ireland;irisch;Ire;Iers;Ierse;Irish"},
    {"DK", "DEN;Danmark;dänisch;Däne;Deens;Deense;Danish"},
    {"SE", "S;Sverige;schwedisch;Schwede;Zweeds;Zweedse;Swedish"},
    {"NO", "N;Norge;norwegisch;Norweger;Noors;Noorse;Norwegian"},
    {"FI", "SF;Suomi;finnisch;Finne;Fins;Finse;Finnish"},
    {"IS", "isländisch;IJslands;Icelandic"},
    {"PL", "Polska;polnisch;Pole;Pools;Poolse;Polish"},
    {"CZ", "Czech Republic;Tschechische Republik;Tsjechische Republiek;Tschechei;Cesko;tschechisch;"
     "Tscheche;Tsjechisch;Czech"},
    {"SK", "Slowakische Republik;Slowaakse Republiek;Slovak Republic;slowakisch;Slowaaks;Slovak"},
    {"HU", "H;Magyarország;ungarisch;Ungar;Hongaars;Hungarian"},
    {"SI", "SLO;slowenisch;Sloveens;Slovenian"},
    {"HR", "CRO;Hrvatska;kroatisch;Kroate;Kroatisch;Kroatische;Croatian"},
    {"BA", "Bosnien;Bosnië;Bosnia;Bosnien-Herzegowina;Bosnië-Herzegovina;Bosnia-Herzegovina;bosnisch;"
     "Bosnian"},
    {"RS", "serbisch;Serbe;Servisch;Serbian"},
    {"ME", "Crna Gora;montenegrinisch"},
    {"MK", "NMK;Mazedonien;Macedonië;Macedonia;Republik Nordmazedonien"},
    {"XK", "RKS;XKX;KOS;Republik Kosovo;kosovarisch"},
    {"AL", "albanisch;Albanees;Albanian"},
    {"GR", "EL;GRE;Hellas;Hellenische Republik;griechisch;Grieche;Grieks;Griekse;Greek"},
    {"TR", "Türkiye;Turkiye;türkisch;Türke;Türkin;Turks;Turkse;Turkish"},
    {"BG", "BUL;bulgarisch;Bulgaars;Bulgarian"},
    {"RO", "România;rumänisch;Rumäne;Roemeens;Romanian"},
    {"MD", "Moldawien;Moldau;Moldavië;Moldova;Republik Moldau;moldauisch"},
    {"UA", "ukrainisch;Oekraïens;Ukrainian"},
    {"BY", "Weißrussland;Wit-Rusland;White Russia;Belorussland;belarussisch"},
    {"RU", "Russische Föderation;Russische Federatie;Russian Federation;russisch;Russe;Russian"},
    {"EE", "estnisch;Estisch;Estonian"},
    {"LV", "LAT;lettisch;Lets;Latvian"},
    {"LT", "litauisch;Litouws;Lithuanian"},
    {"MT", "M;maltesisch;Maltees;Maltese"},
    {"MC", "MON"},
    {"SM", "RSM"},
    {"VA", "V;Vatikan;Vaticaan;Vatican;Vatikanstaat;Heiliger Stuhl;Heilige Stoel;Holy See;"
     "Vatican City State"},
    {"US", "United States of America;Vereinigte Staaten von Amerika;Verenigde Staten van Amerika;"
     "Amerika;America;US-amerikanisch;amerikanisch;Amerikaner;Amerikaans;Amerikaanse;American"},
    {"CA", "CDN;kanadisch;Kanadier;Canadees;Canadian"},
    {"BR", "brasilianisch;Braziliaans;Brazilian"},
    {"AR", "RA;argentinisch"},
    {"CL", "RCH;CHI"},
    {"AU", "australisch;Australier;Australisch;Australian"},
    {"NZ", "NZL;Aotearoa"},
    {"ZA", "RSA;ZA;südafrikanisch"},
    {"JP", "J;japanisch;Japaner;Japans;Japanse;Japanese"},
    {"CN", "VR China;PR China;P.R. China;Volksrepublik China;Volksrepubliek China;People's Republic of China;PRC;chinesisch;"
     "Chinese;Chinees"},
    {"TW", "RC;TPE;Republik China;Republic of China"},
    {"KR", "ROK;Republik Korea;Republiek Korea;Republic of Korea;Korea (Republik);südkoreanisch"},
    {"KP", "Demokratische Volksrepublik Korea;DPRK"},
    {"IN", "indisch;Inder;Indiaas;Indian"},
    {"TH", "T;thailändisch"},
    {"VN", "VIE;Viet Nam;vietnamesisch"},
    {"ID", "INA"},
    {"MY", "MAL;MAS"},
    {"PH", "PHI"},
    {"IR", "IRI;Islamische Republik Iran;Islamic Republic of Iran;Persien;iranisch"},
    {"SY", "Arabische Republik Syrien;Syrian Arab Republic;syrisch;Syrer"},
    {"IQ", "irakisch"},
    {"AF", "afghanisch"},
    {"SA", "KSA;Saudi-Arabien"},
    {"AE", "UAE;Dubai;Abu Dhabi;VAE;Emirate;Emirates;Verenigde Emiraten"},
    {"IL", "israelisch;Israëlisch;Israeli"},
    {"PS", "Palästina;Palestina;Palestine"},
    {"MA", "marokkanisch;Marokkaans;Moroccan"},
    {"CI", "Elfenbeinküste;Ivoorkust;Ivory Coast"},
    {"CD", "DR Kongo;Dem. Rep. Kongo;Demokratische Rep. Kongo;Kongo-Kinshasa;DRC;Demokratische Republik Kongo;Democratische Republiek Congo;"
     "Democratic Republic of the Congo"},
    {"CG", "Republik Kongo;Republiek Congo;Republic of the Congo"},
    {"CV", "Kap Verde;Kaapverdië;Cape Verde"},
    {"SZ", "Swasiland;Swaziland"},
    {"MM", "Birma;Burma"},
    {"TL", "Osttimor;Oost-Timor;East Timor"},
    {"KH", "Kambodscha;Cambodja"},
    {"LA", "Laos"},
    {"HK", "Hongkong"},
    {"MO", "Macao;Macau"},
    {"TZ", "TAN;Tansania"},
    {"NG", "NGR"},
};

}  // namespace

std::span<const CustomaryCountry> customary_countries() { return all; }

}  // namespace kartei
