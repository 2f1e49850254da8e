<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="nl_NL">
<context>
    <name>About</name>
    <message>
        <source>A telephone call to a company that cannot be spoken to.</source>
        <translation>Een telefoongesprek met een bedrijf waarmee niet te praten valt.</translation>
    </message>
    <message>
        <source>Everything happens on this machine; nothing of what you say leaves it.</source>
        <translation>Alles gebeurt op deze machine; niets van wat u zegt verlaat haar.</translation>
    </message>
    <message>
        <source>Mobilimbo does not exist. Any likeness to a company you have phoned is its own fault.</source>
        <translation>Mobilimbo bestaat niet. Als een bedrijf dat u ooit hebt gebeld erop lijkt, is dat zijn eigen schuld.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It is built on:</source>
        <translation>Vrije software onder de GNU General Public License, versie 3 of later. Ze steunt op:</translation>
    </message>
    <message>
        <source>The letters come from a font under the SIL Open Font License.</source>
        <translation>De letters komen uit een lettertype onder de SIL Open Font License.</translation>
    </message>
    <message>
        <source>About Mobilimbo</source>
        <translation>Over Mobilimbo</translation>
    </message>
</context>
<context>
    <name>AfterPage</name>
    <message>
        <source>Thank you for calling.</source>
        <translation>Bedankt voor uw oproep.</translation>
    </message>
    <message>
        <source>Read the report</source>
        <translation>Verslag lezen</translation>
    </message>
    <message>
        <source>Read the letter</source>
        <translation>Brief lezen</translation>
    </message>
    <message>
        <source>Play the recording</source>
        <translation>Opname afspelen</translation>
    </message>
    <message>
        <source>Save the video</source>
        <translation>Video bewaren</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Map openen</translation>
    </message>
    <message>
        <source>Watch it again</source>
        <translation>Opnieuw bekijken</translation>
    </message>
    <message>
        <source>Call again</source>
        <translation>Opnieuw bellen</translation>
    </message>
    <message>
        <source>How much of the video is made</source>
        <translation>Voortgang van de video</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Transcriptie</translation>
    </message>
    <message>
        <source>What we have on file</source>
        <translation>Wat wij in dossier hebben</translation>
    </message>
    <message>
        <source>Your opinion</source>
        <translation>Uw mening</translation>
    </message>
    <message>
        <source>{time} minutes</source>
        <translation>{time} minuten</translation>
    </message>
    <message>
        <source>on hold: {time}</source>
        <translation>in de wacht: {time}</translation>
    </message>
    <message>
        <source>transfers: {n}</source>
        <translation>doorverbindingen: {n}</translation>
    </message>
    <message>
        <source>dead lines: {n}</source>
        <translation>dode lijnen: {n}</translation>
    </message>
    <message>
        <source>questions in answer to yours: {n}</source>
        <translation>vragen als antwoord op de uwe: {n}</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Bewaard: {path}</translation>
    </message>
    <message>
        <source>Stop the recording</source>
        <translation>Opname stoppen</translation>
    </message>
</context>
<context>
    <name>BeforeCall</name>
    <message>
        <source>You speak into {microphone} and hear {loudspeaker}.</source>
        <translation>U spreekt in {microphone} en hoort {loudspeaker}.</translation>
    </message>
</context>
<context>
    <name>CallPage</name>
    <message>
        <source>Say something by typing it</source>
        <translation>Zeg iets door het te typen</translation>
    </message>
    <message>
        <source>Say</source>
        <translation>Zeg</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>Gezegd</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Genoteerd</translation>
    </message>
</context>
<context>
    <name>Captions</name>
    <message>
        <source>You</source>
        <translation>U</translation>
    </message>
    <message>
        <source>{words} (taken down: {notes})</source>
        <translation>{words} (genoteerd: {notes})</translation>
    </message>
    <message>
        <source>(nothing that can be understood)</source>
        <translation>(niets verstaanbaars)</translation>
    </message>
</context>
<context>
    <name>CompanySide</name>
    <message>
        <source>It rings</source>
        <translation>Het gaat over</translation>
    </message>
    <message>
        <source>Hold music</source>
        <translation>Wachtmuziek</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
</context>
<context>
    <name>Conversation</name>
    <message>
        <source>Captions</source>
        <translation>Ondertitels</translation>
    </message>
</context>
<context>
    <name>Keepsakes</name>
    <message>
        <source>The report is being made.</source>
        <translation>Het verslag wordt gemaakt.</translation>
    </message>
    <message>
        <source>Nothing here opens {path}.</source>
        <translation>Niets hier opent {path}.</translation>
    </message>
    <message>
        <source>The video is being made.</source>
        <translation>De video wordt gemaakt.</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Call, dial again, answer</source>
        <translation>Bellen, opnieuw bellen, opnemen</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Ophangen</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Dempen</translation>
    </message>
    <message>
        <source>To the line on which you type</source>
        <translation>Naar de regel waarop u typt</translation>
    </message>
    <message>
        <source>The telephone&apos;s keys, outside that line; on the numeric pad everywhere</source>
        <translation>De toetsen van de telefoon, buiten die regel; op het numerieke klavier overal</translation>
    </message>
    <message>
        <source>From one thing to the next</source>
        <translation>Van het ene naar het andere</translation>
    </message>
    <message>
        <source>Play a past call</source>
        <translation>Een vroeger gesprek afspelen</translation>
    </message>
    <message>
        <source>Choose another call</source>
        <translation>Een ander gesprek kiezen</translation>
    </message>
    <message>
        <source>Larger, smaller, usual text</source>
        <translation>Grotere, kleinere, gewone tekst</translation>
    </message>
    <message>
        <source>Sound and settings</source>
        <translation>Geluid en instellingen</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>Deze toetsen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Toetsen</translation>
    </message>
</context>
<context>
    <name>Lobby</name>
    <message>
        <source>Scenarios</source>
        <translation>Scenario’s</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Zaad</translation>
    </message>
    <message>
        <source>The same seed and the same words give the same call.</source>
        <translation>Hetzelfde zaad en dezelfde woorden geven hetzelfde gesprek.</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>Een ander</translation>
    </message>
    <message>
        <source>Another seed</source>
        <translation>Een ander zaad</translation>
    </message>
    <message>
        <source>Language of the captions</source>
        <translation>Taal van de ondertitels</translation>
    </message>
    <message>
        <source>Type instead of speaking</source>
        <translation>Typen in plaats van spreken</translation>
    </message>
    <message>
        <source>No microphone is opened; the company is heard if there is a loudspeaker.</source>
        <translation>Er wordt geen microfoon geopend; het bedrijf is te horen als er een luidspreker is.</translation>
    </message>
    <message>
        <source>Sound and settings …</source>
        <translation>Geluid en instellingen …</translation>
    </message>
    <message>
        <source>Past calls</source>
        <translation>Vroegere gesprekken</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Afspelen</translation>
    </message>
    <message>
        <source>Another call …</source>
        <translation>Een ander gesprek …</translation>
    </message>
    <message>
        <source>No calls yet. They will be kept here.</source>
        <translation>Nog geen gesprekken. Ze worden hier bewaard.</translation>
    </message>
    <message>
        <source>Whom would you like not to reach?</source>
        <translation>Wie wilt u niet bereiken?</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>&amp;Zaad</translation>
    </message>
    <message>
        <source>Ca&amp;ptions</source>
        <translation>&amp;Ondertitels</translation>
    </message>
    <message>
        <source>Up to {n} minutes, transfers included.</source>
        <translation>Tot {n} minuten, doorverbindingen inbegrepen.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Your last call was torn off at {time}. {company} would like to call you back.</source>
        <translation>Uw laatste gesprek werd afgebroken op {time}. {company} belt u graag terug.</translation>
    </message>
    <message>
        <source>Let it ring</source>
        <translation>Laat maar bellen</translation>
    </message>
    <message>
        <source>{company} is calling you</source>
        <translation>{company} belt u</translation>
    </message>
    <message>
        <source>The folder of a call</source>
        <translation>De map van een gesprek</translation>
    </message>
    <message>
        <source>Settings can be changed when the call is over.</source>
        <translation>Instellingen kunnen worden gewijzigd als het gesprek voorbij is.</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Call</source>
        <translation>&amp;Gesprek</translation>
    </message>
    <message>
        <source>Call, dial again, answer</source>
        <translation>Bellen, opnieuw bellen, opnemen</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Ophangen</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Dempen</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typen</translation>
    </message>
    <message>
        <source>Play a past call …</source>
        <translation>Een vroeger gesprek afspelen …</translation>
    </message>
    <message>
        <source>Choose another call</source>
        <translation>Een ander gesprek kiezen</translation>
    </message>
    <message>
        <source>Sound and settings …</source>
        <translation>Geluid en instellingen …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Afsluiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Weergave</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Grotere tekst</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinere tekst</translation>
    </message>
    <message>
        <source>Usual text</source>
        <translation>Gewone tekst</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Zoals het systeem</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Donker</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Uiterlijk</translation>
    </message>
    <message>
        <source>Language of the captions</source>
        <translation>Taal van de ondertitels</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Toetsen</translation>
    </message>
    <message>
        <source>About Mobilimbo</source>
        <translation>Over Mobilimbo</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>Get it (41 MB)</source>
        <translation>Ophalen (41 MB)</translation>
    </message>
    <message>
        <source>From a file …</source>
        <translation>Uit een bestand …</translation>
    </message>
    <message>
        <source>How much of the model is here</source>
        <translation>Hoeveel van het model er al is</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pauze</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuleren</translation>
    </message>
    <message>
        <source>The speech model is not on this machine yet, so nobody can hear you. Until it is here you can type: the company does not listen either way.</source>
        <translation>Het spraakmodel staat nog niet op deze machine: niemand kan u horen. Tot het er is kunt u typen; het bedrijf luistert hoe dan ook niet.</translation>
    </message>
    <message>
        <source>The speech model is on its way. You can type meanwhile.</source>
        <translation>Het spraakmodel is onderweg. U kunt intussen typen.</translation>
    </message>
    <message>
        <source>A speech model as zip or AAR</source>
        <translation>Een spraakmodel als zip of AAR</translation>
    </message>
    <message>
        <source>Speech models (*.zip *.aar);;All files (*)</source>
        <translation>Spraakmodellen (*.zip *.aar);;Alle bestanden (*)</translation>
    </message>
    <message>
        <source>{done} of {whole} MB</source>
        <translation>{done} van {whole} MB</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Verder</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>Dit bericht sluiten</translation>
    </message>
</context>
<context>
    <name>ReplayBar</name>
    <message>
        <source>Pause</source>
        <translation>Pauze</translation>
    </message>
    <message>
        <source>Time in the call</source>
        <translation>Tijd in het gesprek</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Snelheid</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sluiten</translation>
    </message>
    <message>
        <source>Close the past call</source>
        <translation>Het vroegere gesprek sluiten</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Verder</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Sound and settings</source>
        <translation>Geluid en instellingen</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Microfoon</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>Luidspreker</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Opnieuw zoeken</translation>
    </message>
    <message>
        <source>Look for devices that were plugged in since.</source>
        <translation>Toestellen zoeken die sindsdien zijn aangesloten.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Records three seconds, and plays them back.</source>
        <translation>Neemt drie seconden op en speelt ze af.</translation>
    </message>
    <message>
        <source>Headset</source>
        <translation>Headset</translation>
    </message>
    <message>
        <source>Loudspeaker in the room</source>
        <translation>Luidspreker in de kamer</translation>
    </message>
    <message>
        <source>What the microphone hears of the loudspeaker is taken out.</source>
        <translation>Wat de microfoon van de luidspreker hoort, wordt eruit gehaald.</translation>
    </message>
    <message>
        <source>The company speaks</source>
        <translation>Het bedrijf spreekt</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Ondertitels</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Zoals het systeem</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Venster</translation>
    </message>
    <message>
        <source>Takes effect when voiceapp is started again.</source>
        <translation>Geldt wanneer voiceapp opnieuw wordt gestart.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tekstgrootte</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Donker</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Uiterlijk</translation>
    </message>
    <message>
        <source>Folder in which calls are kept</source>
        <translation>Map waarin gesprekken worden bewaard</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Kiezen …</translation>
    </message>
    <message>
        <source>&amp;Microphone</source>
        <translation>&amp;Microfoon</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>&amp;Loudspeaker</source>
        <translation>&amp;Luidspreker</translation>
    </message>
    <message>
        <source>The company s&amp;peaks</source>
        <translation>Het bedrijf s&amp;preekt</translation>
    </message>
    <message>
        <source>&amp;Captions</source>
        <translation>&amp;Ondertitels</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Venster</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>&amp;Tekstgrootte</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Uiterlijk</translation>
    </message>
    <message>
        <source>Calls are kept &amp;in</source>
        <translation>&amp;Gesprekken staan in</translation>
    </message>
    <message>
        <source>Looking for devices.</source>
        <translation>Toestellen worden gezocht.</translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation>Dat van het systeem</translation>
    </message>
    <message>
        <source>There is no microphone here. You can type instead.</source>
        <translation>Er is hier geen microfoon. U kunt typen.</translation>
    </message>
    <message>
        <source>Say something. Three seconds are recorded.</source>
        <translation>Zeg iets. Drie seconden worden opgenomen.</translation>
    </message>
    <message>
        <source>This is what was heard.</source>
        <translation>Dit is wat er werd gehoord.</translation>
    </message>
    <message>
        <source>If you heard yourself, all is well. If not, choose another device.</source>
        <translation>Hebt u uzelf gehoord, dan is alles in orde. Zo niet, kies een ander toestel.</translation>
    </message>
    <message>
        <source>Nothing was heard. Is the microphone muted, or is it another one?</source>
        <translation>Er werd niets gehoord. Staat de microfoon uit, of is het een andere?</translation>
    </message>
    <message>
        <source>Where calls are kept</source>
        <translation>Waar gesprekken worden bewaard</translation>
    </message>
</context>
<context>
    <name>Telephone</name>
    <message>
        <source>Mute</source>
        <translation>Dempen</translation>
    </message>
    <message>
        <source>Mute the microphone</source>
        <translation>De microfoon dempen</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Volume of the earpiece</source>
        <translation>Volume van de hoorn</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Bellen</translation>
    </message>
    <message>
        <source>Dial again</source>
        <translation>Opnieuw</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Opnemen</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Klaar</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Gaat over</translation>
    </message>
    <message>
        <source>Recorded voice</source>
        <translation>Ingesproken stem</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>In de wacht</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbonden</translation>
    </message>
    <message>
        <source>The line is dead</source>
        <translation>De lijn is dood</translation>
    </message>
    <message>
        <source>You hung up</source>
        <translation>U hing op</translation>
    </message>
    <message>
        <source>They hung up</source>
        <translation>Zij hingen op</translation>
    </message>
    <message>
        <source>Your telephone rings</source>
        <translation>Uw telefoon gaat</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Enquête</translation>
    </message>
    <message>
        <source>Commercial gesture</source>
        <translation>Commercieel gebaar</translation>
    </message>
    <message>
        <source>The call is over</source>
        <translation>Gesprek voorbij</translation>
    </message>
    <message>
        <source>End of the recording</source>
        <translation>Einde van de opname</translation>
    </message>
    <message>
        <source>End call</source>
        <translation>Beëindigen</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Ophangen</translation>
    </message>
</context>
</TS>
