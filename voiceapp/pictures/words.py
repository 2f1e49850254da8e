"""The words that are painted, in each language a call can be captioned in."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str, str]] = {
    # The customer screen
    "customer_screen": ("Customer screen", "Fiche client", "Klantenscherm"),
    "file_number": ("File", "Dossier", "Dossier"),
    "tab_customer": ("Customer", "Client", "Klant"),
    "tab_matter": ("Matter", "Objet", "Zaak"),
    "tab_other": ("Sundries", "Divers", "Varia"),
    "name": ("Name", "Nom", "Naam"),
    "number": ("Customer number", "Numéro de client", "Klantnummer"),
    "object": ("Object", "Objet", "Voorwerp"),
    "place": ("Place", "Lieu", "Plaats"),
    "problem": ("Problem", "Problème", "Probleem"),
    "wish": ("Wish", "Souhait", "Wens"),
    "time": ("Since", "Depuis", "Sinds"),
    "gesture": ("Gesture", "Geste", "Gebaar"),
    "nothing_yet": ("nothing on file yet", "rien au dossier", "nog niets in dossier"),
    "said": ("said", "dit", "gezegd"),
    "not_said": ("not mentioned", "non mentionné", "niet vermeld"),
    "by": ("by", "par", "door"),
    "entries": ("entries", "inscriptions", "inschrijvingen"),
    "entry": ("entry", "inscription", "inschrijving"),
    "more_fields": ("more on the next screen", "suite à l'écran suivant", "meer op het volgende scherm"),
    "stamp_new": ("received", "reçu", "ontvangen"),
    "stamp_some": ("noted", "noté", "genoteerd"),
    "stamp_many": ("understood", "compris", "begrepen"),
    # The journey
    "journey": ("Your journey", "Votre parcours", "Uw traject"),
    "you_are_here": ("You are here", "Vous êtes ici", "U bent hier"),
    "station_menu": ("Menu", "Menu", "Menu"),
    "station_hold": ("Hold", "Attente", "Wachtrij"),
    "station_dead": ("Dead line", "Coupure", "Verbroken"),
    "station_hung_up": ("Hung up", "Raccroché", "Opgehangen"),
    "station_called": ("Call-back", "Rappel", "Teruggebeld"),
    "station_survey": ("Survey", "Enquête", "Enquête"),
    "station_gesture": ("Gesture", "Geste", "Gebaar"),
    "station_agent": ("Agent", "Agent", "Medewerker"),
    "not_departed": ("Not yet departed", "Pas encore parti", "Nog niet vertrokken"),
    "earlier_stops": ("earlier", "avant", "eerder"),
    # The queue
    "queue_place": ("Your place in the queue", "Votre place dans la file", "Uw plaats in de wachtrij"),
    "queue_before": ("previously", "auparavant", "voordien"),
    "queue_wait": ("estimated wait", "attente estimée", "geschatte wachttijd"),
    "minutes": ("min", "min", "min"),
    "queue_unknown": ("being determined", "en cours de calcul", "wordt bepaald"),
    # Patience, meter
    "patience": ("Your patience", "Votre patience", "Uw geduld"),
    "patience_full": ("ample", "ample", "ruim"),
    "patience_half": ("in use", "en cours d'usage", "in gebruik"),
    "patience_low": ("on order", "en commande", "in bestelling"),
    "patience_none": ("discontinued", "plus fabriquée", "uit assortiment"),
    "you": ("You", "Vous", "U"),
    "level": ("Level", "Niveau", "Niveau"),
    "muted": ("muted", "micro coupé", "gedempt"),
    # The number
    "hotline": ("Hotline", "Assistance", "Hotline"),
    "dialled": ("dialled", "composé", "gekozen"),
    "painted_number": ("The number on the wall", "Le numéro sur la paroi", "Het nummer op de wand"),
    # Keypad
    "keypad": ("Keypad", "Clavier", "Toetsenbord"),
    "star": ("star", "étoile", "sterretje"),
    "hash": ("hash", "dièse", "hekje"),
    "key": ("Key", "Touche", "Toets"),
    # Hold
    "hold_show": ("While you wait", "En attendant", "Terwijl u wacht"),
    "connecting": (
        "We are almost connecting you",
        "Nous allons presque vous mettre en relation",
        "We verbinden u bijna door",
    ),
    # The line
    "dead_line": ("The line is dead", "La ligne est coupée", "De lijn is dood"),
    "empty_chair": ("Nobody is at the desk", "Personne au bureau", "Niemand aan het bureau"),
    "portrait": ("On the line", "En ligne", "Aan de lijn"),
    # Captions
    "captions": ("Captions", "Sous-titres", "Ondertitels"),
    "understood_as": ("understood", "compris", "begrepen"),
    # Survey
    "survey": ("Your opinion", "Votre avis", "Uw mening"),
    "scale": ("On a scale from nine to ten", "Sur une échelle de neuf à dix", "Op een schaal van negen tot tien"),
    "you_said": ("You said", "Vous avez dit", "U zei"),
    "recorded": ("Recorded", "Enregistré", "Geregistreerd"),
    "ordered": ("Ordered", "Commandé", "Besteld"),
    "thank_you": ("Thank you.", "Merci.", "Dank u."),
    "question": ("Question", "Question", "Vraag"),
    "nothing": ("nothing", "rien", "niets"),
    # Cards
    "a_call_to": ("A call to", "Un appel à", "Een telefoontje naar"),
    "recorded_for": (
        "This call was recorded for training purposes.",
        "Cet appel a été enregistré à des fins de formation.",
        "Dit gesprek werd opgenomen voor opleidingsdoeleinden.",
    ),
    "statement": ("Official statement", "Communiqué officiel", "Officiële mededeling"),
    # What the company says of itself
    "claim": ("Almost there.", "Presque là.", "Bijna daar."),
}

SLOGANS: dict[str, tuple[str, ...]] = {
    "en": (
        "Your call is important to our average.",
        "We do not count the minutes. We invoice them.",
        "Coverage is a feeling. Ask about ours.",
        "Nine in ten customers are the other nine.",
        "Did you know? You can also not call us online.",
        "Reaching people since next spring.",
    ),
    "fr": (
        "Votre appel compte dans notre moyenne.",
        "Nous ne comptons pas les minutes. Nous les facturons.",
        "La couverture est un sentiment. Découvrez le nôtre.",
        "Neuf clients sur dix sont les neuf autres.",
        "Le saviez-vous ? Vous pouvez aussi ne pas nous appeler en ligne.",
        "Proches de vous depuis le printemps prochain.",
    ),
    "nl": (
        "Uw oproep is belangrijk voor ons gemiddelde.",
        "Wij tellen de minuten niet. Wij factureren ze.",
        "Dekking is een gevoel. Vraag naar het onze.",
        "Negen op tien klanten zijn de andere negen.",
        "Wist u dat? U kunt ons ook online niet bellen.",
        "Dicht bij u sinds volgende lente.",
    ),
}
"""What is shown under hold music when the scenario has nothing of its own to say."""
