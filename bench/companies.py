#!/usr/bin/env python3
"""Writes a register of companies in which some stand twice, to measure how well duplicates among them are found:
bench/companies.py COUNT > companies.csv, then duplicates_bench companies.csv --kind company --truth truth name=name
street=street house_number=number postcode=postcode town=town email=email phone_private=phone. The same count gives
the same file. Copies have another spelling of the form, a slip in the name, a missing phone, or have moved; besides
there are branches of one name in other towns and firms of one house, which are not the same."""
import csv
import random
import sys

random.seed(4711)
trades = ["Reisen", "Touristik", "Bau", "Elektro", "Dachdecker", "Apotheke", "Druckerei", "Immobilien", "Logistik",
          "Gartenbau", "Catering", "Bakkerij", "Transport", "Administratie", "Installatie", "Steuerberatung"]
names = ["Weber", "Ahlers", "Bakker", "Jansen", "Oberhauser", "Terhorst", "Klein", "Vogel", "de Vries", "Sommer", "Brandt",
         "Hoffmann", "Visser", "Keller", "Sonne", "Meer", "Nord", "Alpha", "Domstadt", "Rhein", "Maas", "Linden"]
forms = [("GmbH", ["GmbH", "G.m.b.H.", "Ges.m.b.H.", "gmbh", "mbH"]), ("GmbH & Co. KG", ["GmbH & Co. KG", "GmbH & Co KG"]),
         ("e.V.", ["e.V.", "eV", "e. V."]), ("B.V.", ["B.V.", "BV", "bv"]), ("AG", ["AG", "A.G."]), ("KG", ["KG", "K.G."]),
         ("", [""])]
towns = [(str(10000 + 37 * i), name) for i, name in enumerate(["Berlin", "Bonn", "Köln", "Kleve", "Goch", "Emmerich",
                                                              "Münster", "Aachen", "Borken", "Kempen"] * 40)]
streets = ["Hauptstr.", "Lindenstraße", "Kerkstraat", "Markt", "Bahnhofstr.", "Am Ring", "Industrieweg", "Hafenstr."]


def slip(text):
    place = random.randrange(1, max(2, len(text) - 1))
    return text[:place] + text[place + 1:] if random.random() < 0.5 else text[:place] + text[place + 1:place + 2] + text[
        place:place + 1] + text[place + 2:]


def firm(truth):
    postcode, town = random.choice(towns)
    name = f"{random.choice(names)} {random.choice(trades)}" + (f" {random.randrange(1, 40)}" if random.random() < 0.1 else "")
    form, spellings = random.choice(forms)
    return {"truth": truth, "name": name, "form": form, "spellings": spellings, "street": random.choice(streets),
            "number": random.randrange(1, 120), "postcode": postcode, "town": town,
            "email": f"info@firma{truth}.example" if random.random() < 0.6 else "",
            "phone": f"0{random.randrange(2000, 9999)} {random.randrange(100000, 999999)}" if random.random() < 0.7 else ""}


def copied(one):
    again = dict(one)
    again["form"] = random.choice(one["spellings"] + [""])
    if random.random() < 0.25: again["name"] = slip(again["name"])
    if random.random() < 0.4: again["phone"] = ""
    if random.random() < 0.4: again["email"] = ""
    if random.random() < 0.15 and (again["phone"] or again["email"]):
        again["street"], again["number"] = random.choice(streets), random.randrange(1, 120)
    return again


count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
rows = []
for truth in range(count):
    one = firm(truth)
    rows.append(one)
    if truth % 5 == 0: rows.append(copied(one))
    elif truth % 17 == 0:  # a branch in another town
        other = firm(f"b{truth}")
        rows.append(other | {"name": one["name"], "form": one["form"]})
    elif truth % 13 == 0:  # another firm of the same house
        other = firm(f"h{truth}")
        rows.append(other | {key: one[key] for key in ("street", "number", "postcode", "town")})
random.shuffle(rows)
writer = csv.writer(sys.stdout)
columns = ["truth", "name", "street", "number", "postcode", "town", "email", "phone"]
writer.writerow(columns)
for row in rows:
    row["name"] = f"{row['name']} {row['form']}".strip()
    writer.writerow([row[column] for column in columns])
