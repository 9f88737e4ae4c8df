#!/usr/bin/env python3
"""The large house that all figures refer to: seeded, the same every time.
Usage: large_house.py DIR [customers=1000000] [events=2000] [orders=2500000] [tickets=5000000] [seed=4711]

Writes DIR/plain/*.csv without headings (for the engines' own clients: customer with a truth column that is never an input to
matching, event, orders, ticket) and DIR/files/*.csv as take-over files (events, customers, tickets, permissions)."""
import random, sys, os, itertools
from datetime import date, timedelta
home = sys.argv[1]
out = home + "/plain"
NC, NE, NO, NT, SEED = [int(x) for x in (sys.argv[2:] + [1000000, 2000, 2500000, 5000000, 4711][len(sys.argv)-2:])]
os.makedirs(out, exist_ok=True)
R = random.Random(SEED)

FN_DE_M = "Thomas Michael Andreas Peter Stefan Christian Uwe Klaus Wolfgang Jürgen Martin Frank Bernd Matthias Jörg Markus Alexander Daniel Sebastian Jan Tobias Florian Philipp Lukas Felix Jonas Paul Maximilian Leon Ben Günter Horst Heinz Karl Hans Werner Helmut Dieter Gerhard Manfred Björn Sven Torsten Ralf Rüdiger Götz Jens Oliver Holger Norbert".split()
FN_DE_F = "Sabine Susanne Petra Monika Claudia Andrea Birgit Karin Ursula Brigitte Renate Ingrid Helga Gisela Christine Anja Nicole Stefanie Julia Katharina Anna Laura Lena Sarah Lisa Marie Sophie Emma Hannah Mia Jutta Heike Silke Martina Gabriele Angelika Barbara Elke Ute Bärbel Käthe Jördis Franziska Johanna Charlotte Luise Frieda Mathilde Ida Clara".split()
FN_NL_M = "Jan Pieter Johannes Cornelis Hendrik Willem Gerrit Jacobus Dirk Maarten Bas Daan Sem Bram Thijs Lars Jeroen Sander Wouter Joost Ruben Koen Stijn Mark Erik Marcel Henk Kees Arie Teun".split()
FN_NL_F = "Anneke Marieke Johanna Wilhelmina Elisabeth Cornelia Petronella Femke Sanne Lotte Anouk Fleur Iris Eva Noor Saar Tess Roos Ingrid Marloes Esther Linda Monique Wendy Willemijn Hanneke Margriet Trijntje Geertje Aaltje".split()
LN_DE = "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer".split()
LN_NL = "de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Janssen Visser Smit Meijer de_Boer Mulder de_Groot Bos Vos Peters Hendriks van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits de_Graaf van_der_Meer van_der_Linden Kok Jacobs de_Haan Vermeulen van_den_Heuvel van_der_Veen van_den_Broek de_Bruijn de_Bruin van_der_Heijden Schouten van_Beek Willems van_Vliet van_de_Ven Hoekstra Maas Verhoeven Koster van_Dam van_der_Wal Prins Blom Huisman".split()
LN_NL = [x.replace('_', ' ') for x in LN_NL]
P1 = "Linden Ober Unter Neu Alt Stein Wald Eich Buchen Rosen Hammer Kirch Burg Mühl Bach Feld Grün Silber Gold Wein Tannen Birken Hasel Wolfs Bären Habers Ritters Kloster Brunn Sand Moor Heid Rein Wester Oster Nord Süd Sonnen Schön Kalten Lang Kurz Breiten Hohen Tiefen Schwarz Weiß Roten Blumen Kessel".split()
P2 = "mann meier hof berg stein bauer müller becker hauser bacher felder brink kamp dorf thaler wald hagen huber maier schmidt eck born".split()
P3 = "Hoek Wester Ooster Noord Zuid Kerk Molen Dijk Meer Veen Berg Bosch Hout Steen Water Groen Wit Rood Zwart Riet Linde Eiken".split()
P4 = "stra man huis dijk veld kamp hof ink sma zand hoven laar broek meer donk berg".split()
SYN_DE = [a + b for a in P1 for b in P2]; R.shuffle(SYN_DE)
SYN_NL = [p + a + b for p in ("", "van ", "van der ", "ter ") for a in P3 for b in P4]; R.shuffle(SYN_NL)
def zipf(n, s=0.8, q=5): return list(itertools.accumulate(1.0 / (i + q) ** s for i in range(n)))
LNS_DE = LN_DE + SYN_DE; LNW_DE = zipf(len(LNS_DE)); LNS_NL = LN_NL + SYN_NL; LNW_NL = zipf(len(LNS_NL))
ST_DE = [a + b for a in "Goethe Schiller Linden Haupt Bahnhof Kirch Garten Berg Schul Wald Birken Rosen Mozart Beethoven Bach Eichen Tannen Mühlen Brunnen Dorf Markt Kaiser König Wilhelm Friedrich Bismarck Lessing Heine Uhland Kant Luther Hansa Hafen Deich Amsel Drossel Finken Meisen Lerchen Sonnen Feld Wiesen Ahorn Ulmen Buchen Erlen Kastanien Park Ring Schloss".split() for b in ("straße", "weg", "allee", "gasse", "platz", "ring", "ufer", "damm")]
ST_NL = [a + b for a in "Kerk Dorps Molen School Stations Nieuw Oranje Wilhelmina Juliana Beatrix Eiken Beuken Linden Kastanje Berken Park Haven Markt Water Dijk Burgemeester Prinsen Heren Keizers Spoor Industrie Tulpen Rozen Merel Lijster".split() for b in ("straat", "weg", "laan", "plein", "gracht", "hof", "kade", "singel")]
CITY_DE = [("Berlin",10115,14199,36),("Hamburg",20095,22769,18),("München",80331,81929,15),("Köln",50667,51149,11),("Frankfurt am Main",60306,60599,8),("Stuttgart",70173,70629,6),("Düsseldorf",40210,40629,6),("Leipzig",4103,4357,6),("Dortmund",44135,44388,6),("Essen",45127,45359,6),("Bremen",28195,28779,6),("Dresden",1067,1328,6),("Hannover",30159,30669,5),("Nürnberg",90402,90491,5),("Duisburg",47051,47279,5),("Bochum",44787,44894,4),("Wuppertal",42103,42399,4),("Bielefeld",33602,33739,3),("Bonn",53111,53229,3),("Münster",48143,48167,3),("Mannheim",68159,68309,3),("Karlsruhe",76131,76229,3),("Augsburg",86150,86199,3),("Wiesbaden",65183,65207,3),("Mönchengladbach",41061,41239,3),("Gelsenkirchen",45879,45899,3),("Aachen",52062,52080,2),("Braunschweig",38100,38126,2),("Kiel",24103,24159,2),("Chemnitz",9111,9131,2),("Halle (Saale)",6108,6132,2),("Magdeburg",39104,39130,2),("Freiburg im Breisgau",79098,79117,2),("Krefeld",47798,47839,2),("Mainz",55116,55131,2),("Lübeck",23552,23570,2),("Erfurt",99084,99099,2),("Oberhausen",46045,46149,2),("Rostock",18055,18147,2),("Kassel",34117,34134,2),("Hagen",58089,58135,2),("Saarbrücken",66111,66133,2),("Potsdam",14467,14482,2),("Ludwigshafen am Rhein",67059,67071,1),("Oldenburg",26121,26135,1),("Osnabrück",49074,49090,1),("Heidelberg",69115,69126,1),("Darmstadt",64283,64297,1),("Regensburg",93047,93059,1),("Würzburg",97070,97084,1)]
CITY_NL = [("Amsterdam",1011,1109,9),("Rotterdam",3011,3089,7),("Den Haag",2491,2597,6),("Utrecht",3511,3585,4),("Eindhoven",5611,5658,3),("Groningen",9711,9747,3),("Tilburg",5011,5049,3),("Almere",1301,1363,2),("Breda",4811,4839,2),("Nijmegen",6511,6546,2),("Apeldoorn",7311,7339,2),("Arnhem",6811,6846,2),("Haarlem",2011,2037,2),("Enschede",7511,7548,2),("Amersfoort",3811,3829,2),("Zwolle",8011,8046,1),("Leiden",2311,2334,1),("Maastricht",6211,6229,1),("Dordrecht",3311,3329,1),("Delft",2611,2629,1)]
CW_DE = list(itertools.accumulate(c[3] for c in CITY_DE)); CW_NL = list(itertools.accumulate(c[3] for c in CITY_NL))
MAIL = ["web.de","gmx.de","t-online.de","gmail.com","outlook.com","freenet.de","posteo.de","mail.example","ziggo.nl","kpnmail.nl","hotmail.com","icloud.com"]
CATS = ["standard","subscriber","school","press","friend","group","company","senior"]; CATW = list(itertools.accumulate([60,14,3,1,8,5,5,4]))
TR = str.maketrans({"ä":"ae","ö":"oe","ü":"ue","ß":"ss","Ä":"Ae","Ö":"Oe","Ü":"Ue"," ":""})
D0 = date(1935, 1, 1)
def person():
    nl = R.random() < 0.25
    female = R.random() < 0.54
    if nl:
        fn = R.choice(FN_NL_F if female else FN_NL_M); ln = R.choices(LNS_NL, cum_weights=LNW_NL)[0]
        c = R.choices(CITY_NL, cum_weights=CW_NL)[0]; pc = "%04d %c%c" % (R.randint(c[1], c[2]), R.choice("ABCDEFGHJKLMNPRSTVWXZ"), R.choice("ABCDEFGHJKLMNPRSTVWXZ"))
        st = R.choice(ST_NL); ph = "+31 %d %d" % (R.choice((6, 10, 20, 30, 40, 70)), R.randint(1000000, 99999999)); co = "NL"
    else:
        fn = R.choice(FN_DE_F if female else FN_DE_M); ln = R.choices(LNS_DE, cum_weights=LNW_DE)[0]
        c = R.choices(CITY_DE, cum_weights=CW_DE)[0]; pc = "%05d" % R.randint(c[1], c[2])
        st = R.choice(ST_DE); ph = "0%d %d" % (R.choice((30, 40, 89, 221, 151, 160, 171, 176)), R.randint(100000, 99999999)); co = "DE"
    r = R.random()
    if r < 0.25: em = ""
    else:
        f, l = fn.lower().translate(TR), ln.lower().translate(TR)
        em = (f + "." + l if r < 0.6 else f[0] + l if r < 0.8 else l + f[0]) + ("" if r < 0.4 else str(R.randint(1, 999))) + "@" + R.choice(MAIL)
    if R.random() < 0.35: ph = ""
    bd = (D0 + timedelta(days=R.randint(0, 26500))).isoformat() if R.random() < 0.45 else ""
    hn = str(R.randint(1, 180)) + (R.choice("abc") if R.random() < 0.08 else "")
    comp = (ln + R.choice((" GmbH", " AG", " B.V.", " & Söhne", " e.V."))) if R.random() < 0.05 else ""
    return ["Frau" if female else "Herr", fn, ln, comp, st, hn, pc, c[0], co, em, ph, bd]
LET = "abcdefghijklmnopqrstuvwxyz"
def typo(s):
    if len(s) < 3: return s
    i = R.randrange(len(s) - 1); k = R.randrange(4)
    if k == 0: return s[:i] + s[i + 1:]
    if k == 1: return s[:i] + R.choice(LET) + s[i + 1:]
    if k == 2: return s[:i] + R.choice(LET) + s[i:]
    return s[:i] + s[i + 1] + s[i] + s[i + 2:]
PHON = [("ei","ai"),("mey","mei"),("th","t"),("ph","f"),("ck","k"),("ss","s"),("ff","f"),("mm","m"),("tt","t"),("ie","i"),("dt","t"),("ij","y"),("ö","oe"),("ü","ue"),("ä","ae"),("ß","ss")]
def near(p):
    q = list(p); n = R.choices((1, 2, 3, 4), (35, 35, 20, 10))[0]
    for _ in range(n):
        k = R.randrange(12)
        if k == 0: q[1] = typo(q[1])
        elif k == 1: q[2] = typo(q[2])
        elif k == 2:
            a = [x for x in PHON if x[0] in q[2].lower()]
            if a: x = R.choice(a); q[2] = q[2].lower().replace(x[0], x[1], 1).title() if q[8] == "DE" else q[2].replace(x[0], x[1], 1)
        elif k == 3: q[1], q[2] = q[2], q[1]
        elif k == 4: q[4] = q[4].replace("straße", "str.").replace("straat", "str.") if R.random() < .7 else typo(q[4])
        elif k == 5: q[5] = str(R.randint(1, 180))
        elif k == 6: q[6] = typo(q[6])
        elif k == 7: q[9] = "" if R.random() < .5 else typo(q[9])
        elif k == 8: q[10] = "" if R.random() < .5 else q[10].replace(" ", "").replace("+31", "0031")
        elif k == 9: q[1] = q[1][0] + "."
        elif k == 10:  # moved house
            z = person(); q[4:9] = z[4:9]
        else: q[11] = ""
    return q
D1 = date(2008, 1, 1)
pool = []; ndup = 0
with open(out + "/customer.csv", "w", encoding="utf-8", newline="\n") as f:
    for i in range(1, NC + 1):
        if i > 1000 and R.random() < 0.03:
            t, p = pool[R.randrange(len(pool))]; p = near(p); ndup += 1
        else:
            p = person(); t = i
            if R.random() < 0.12 or i < 500: pool.append((t, p))
        cr = (D1 + timedelta(days=R.randint(0, 6800))).isoformat()
        f.write("%d,%s,%s,%s,%d,%s,%d\n" % (i, ",".join(p), R.choices(CATS, cum_weights=CATW)[0], cr, R.random() < 0.3, "%s%s" % (p[2][:4].upper().translate(TR), p[6][:3]), t))
GEN = ["opera","ballet","concert","drama","musical","comedy","children","festival"]
ev = []
with open(out + "/event.csv", "w", encoding="utf-8", newline="\n") as f:
    for i in range(1, NE + 1):
        g = R.choice(GEN); d = date(2023, 1, 1) + timedelta(days=int(i * 1400 / NE))
        ev.append(d); f.write("%d,%s %d,%s,%s,%d\n" % (i, g.title(), i, g, d.isoformat(), R.randint(1, 12)))
EW = list(itertools.accumulate(R.uniform(0.3, 2.5) for _ in range(NE)))
fo = open(out + "/orders.csv", "w", newline="\n"); ft = open(out + "/ticket.csv", "w", newline="\n")
STAT = ["sold","reserved","deleted","comp"]; SW = [82, 91, 97, 100]; CH = ["web","box","phone","partner"]; CHW = [62, 87, 97, 100]
# tickets per order: 1..6, mean 2, exact total by drawing then correcting
import array
k = array.array("b", R.choices((1, 2, 3, 4, 5, 6), (38, 41, 8, 9, 2, 2), k=NO)); s = sum(k)
while s != NT:
    j = R.randrange(NO)
    if s > NT and k[j] > 1: k[j] -= 1; s -= 1
    elif s < NT and k[j] < 6: k[j] += 1; s += 1
tid = 0; evs = R.choices(range(NE), cum_weights=EW, k=NO); rnd = R.random; nseat = [0] * NE; bo = []; bt = []
for o in range(1, NO + 1):
    e = evs[o - 1]; c = int(NC * rnd() ** 2.2) + 1 if rnd() < .7 else int(NC * rnd()) + 1
    d = ev[e] - timedelta(days=int(120 * rnd() ** 2)); st = R.choices(STAT, cum_weights=SW)[0]; tot = 0; n = k[o - 1]
    price = (1200, 1900, 2800, 3900, 5400, 7600)[int(rnd() * 6)]
    for x in range(n):
        tid += 1; e2 = e
        if x and rnd() < 0.06: e2 = (e + 1 + int(rnd() * 20)) % NE
        s2 = st if rnd() > .03 else "deleted"; nseat[e2] += 1; q = nseat[e2]
        pr = 0 if s2 == "comp" else price
        if s2 == "sold": tot += pr
        bt.append("%d,%d,%d,%s,%d,R%d-%d,%d\n" % (tid, o, e2 + 1, s2, s2 in ("sold", "comp") and rnd() < .7, q // 40 + 1, q % 40 + 1, pr))
    bo.append("%d,%d,%s,%s,%d\n" % (o, c, d.isoformat(), R.choices(CH, cum_weights=CHW)[0], tot))
    if len(bo) >= 20000: fo.writelines(bo); ft.writelines(bt); bo.clear(); bt.clear()
fo.writelines(bo); ft.writelines(bt)
fo.close(); ft.close()
print("customers", NC, "duplicates", ndup, "events", NE, "orders", NO, "tickets", tid)


# --- the same house as take-over files ----------------------------------------------------------------------------------
import csv
import re
files = home + "/files"
os.makedirs(files, exist_ok=True)
MONEY = lambda cents: "%d.%02d" % divmod(int(cents), 100)
with open(out + "/event.csv", encoding="utf-8") as source, open(files + "/events.csv", "w", encoding="utf-8", newline="") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow("code,name,production,season,promoter,venue,hall,starts_at,genres,capacity".split(","))
    for i, title, genre, day, venue in csv.reader(source):
        season = int(day[:4]) - (int(day[5:7]) < 8)
        w.writerow(["E" + i, title, title.split()[0] + " " + str(int(i) // 10), "%d/%02d" % (season, (season + 1) % 100),
                    "Promoter %d" % (int(i) % 20), "Venue " + venue, "Hall %s.%d" % (venue, int(i) % 3), day + "T20:00", genre, 1500])
with open(out + "/customer.csv", encoding="utf-8") as source, open(files + "/customers.csv", "w", encoding="utf-8", newline="") as f, \
        open(files + "/permissions.csv", "w", encoding="utf-8", newline="") as g:
    w, p = csv.writer(f, lineterminator="\n"), csv.writer(g, lineterminator="\n")
    w.writerow("number,salutation,first_name,name,addition,street,house_number,postcode,town,country,email,phone_private,birth_date,category,first_contact_on".split(","))
    p.writerow("customer,permission,state,channel,at,source".split(","))
    for r in csv.reader(source):
        # A slip of the key may have hit the @ or a dot; an import refuses what is no address any more, and with it the file.
        w.writerow(r[:10] + [r[10] if re.fullmatch(r"[^@]+@[^@.-][^@]*\.[^@.]{2,}", r[10]) else ""] + r[11:15])
        if r[15] == "1":
            p.writerow([r[0], "newsletter", "given", "email", r[14], "import"])
channel = {"web": "online"}
with open(out + "/orders.csv") as o, open(out + "/ticket.csv") as t, open(files + "/tickets.csv", "w", newline="") as f:
    f.write("ticket,order,customer,ordered_at,channel,event,ticket_type,price,row,seat,state,print_count\n")
    order, lines = None, []
    for line in t:
        i, o_id, e, status, printed, seat, price = line.rstrip().split(",")
        while order is None or order[0] != o_id:
            order = next(o).rstrip().split(",")
        row, _, place = seat.partition("-")
        lines.append("%s,%s,%s,%s,%s,E%s,%s,%s,%s,%s,%s,%s\n" % (i, o_id, order[1], order[2], channel.get(order[3], "counter"), e,
            "Frei" if status == "comp" else "Normal", MONEY(price), row[1:], place, "sold" if status == "comp" else status, printed))
        if len(lines) == 50000:
            f.writelines(lines)
            lines.clear()
    f.writelines(lines)
