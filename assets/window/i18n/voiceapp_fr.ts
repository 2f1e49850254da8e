<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR">
<context>
    <name>About</name>
    <message>
        <source>A telephone call to a company that cannot be spoken to.</source>
        <translation>Un appel téléphonique à une société à laquelle on ne peut pas parler.</translation>
    </message>
    <message>
        <source>Everything happens on this machine; nothing of what you say leaves it.</source>
        <translation>Tout se passe sur cette machine ; rien de ce que vous dites n’en sort.</translation>
    </message>
    <message>
        <source>Mobilimbo does not exist. Any likeness to a company you have phoned is its own fault.</source>
        <translation>Mobilimbo n’existe pas. Si une société que vous avez appelée lui ressemble, c’est sa faute à elle.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It is built on:</source>
        <translation>Logiciel libre sous licence publique générale GNU, version 3 ou ultérieure. Il s’appuie sur :</translation>
    </message>
    <message>
        <source>The letters come from a font under the SIL Open Font License.</source>
        <translation>Les lettres viennent d’une police sous licence SIL Open Font.</translation>
    </message>
    <message>
        <source>About Mobilimbo</source>
        <translation>À propos de Mobilimbo</translation>
    </message>
</context>
<context>
    <name>AfterPage</name>
    <message>
        <source>Thank you for calling.</source>
        <translation>Merci de votre appel.</translation>
    </message>
    <message>
        <source>Read the report</source>
        <translation>Lire le rapport</translation>
    </message>
    <message>
        <source>Read the letter</source>
        <translation>Lire la lettre</translation>
    </message>
    <message>
        <source>Play the recording</source>
        <translation>Écouter l’enregistrement</translation>
    </message>
    <message>
        <source>Save the video</source>
        <translation>Enregistrer la vidéo</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Watch it again</source>
        <translation>Revoir l’appel</translation>
    </message>
    <message>
        <source>Call again</source>
        <translation>Rappeler</translation>
    </message>
    <message>
        <source>How much of the video is made</source>
        <translation>Avancement de la vidéo</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Transcription</translation>
    </message>
    <message>
        <source>What we have on file</source>
        <translation>Ce que nous avons au dossier</translation>
    </message>
    <message>
        <source>Your opinion</source>
        <translation>Votre avis</translation>
    </message>
    <message>
        <source>{time} minutes</source>
        <translation>{time} minutes</translation>
    </message>
    <message>
        <source>on hold: {time}</source>
        <translation>en attente : {time}</translation>
    </message>
    <message>
        <source>transfers: {n}</source>
        <translation>transferts : {n}</translation>
    </message>
    <message>
        <source>dead lines: {n}</source>
        <translation>coupures : {n}</translation>
    </message>
    <message>
        <source>questions in answer to yours: {n}</source>
        <translation>questions en réponse aux vôtres : {n}</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Enregistré : {path}</translation>
    </message>
    <message>
        <source>Stop the recording</source>
        <translation>Arrêter l’enregistrement</translation>
    </message>
</context>
<context>
    <name>BeforeCall</name>
    <message>
        <source>You speak into {microphone} and hear {loudspeaker}.</source>
        <translation>Vous parlez dans {microphone} et entendez {loudspeaker}.</translation>
    </message>
</context>
<context>
    <name>CallPage</name>
    <message>
        <source>Say something by typing it</source>
        <translation>Dites quelque chose en le tapant</translation>
    </message>
    <message>
        <source>Say</source>
        <translation>Dire</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>Dit</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Noté</translation>
    </message>
</context>
<context>
    <name>Captions</name>
    <message>
        <source>You</source>
        <translation>Vous</translation>
    </message>
    <message>
        <source>{words} (taken down: {notes})</source>
        <translation>{words} (noté : {notes})</translation>
    </message>
    <message>
        <source>(nothing that can be understood)</source>
        <translation>(rien d’intelligible)</translation>
    </message>
</context>
<context>
    <name>CompanySide</name>
    <message>
        <source>It rings</source>
        <translation>Ça sonne</translation>
    </message>
    <message>
        <source>Hold music</source>
        <translation>Musique d’attente</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Personne</translation>
    </message>
</context>
<context>
    <name>Conversation</name>
    <message>
        <source>Captions</source>
        <translation>Sous-titres</translation>
    </message>
</context>
<context>
    <name>Keepsakes</name>
    <message>
        <source>The report is being made.</source>
        <translation>Le rapport est en préparation.</translation>
    </message>
    <message>
        <source>Nothing here opens {path}.</source>
        <translation>Rien ici n’ouvre {path}.</translation>
    </message>
    <message>
        <source>The video is being made.</source>
        <translation>La vidéo est en préparation.</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Call, dial again, answer</source>
        <translation>Appeler, rappeler, décrocher</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Raccrocher</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Muet</translation>
    </message>
    <message>
        <source>To the line on which you type</source>
        <translation>Vers la ligne où l’on tape</translation>
    </message>
    <message>
        <source>The telephone&apos;s keys, outside that line; on the numeric pad everywhere</source>
        <translation>Les touches du téléphone, hors de cette ligne ; partout sur le pavé numérique</translation>
    </message>
    <message>
        <source>From one thing to the next</source>
        <translation>D’un élément à l’autre</translation>
    </message>
    <message>
        <source>Play a past call</source>
        <translation>Rejouer un ancien appel</translation>
    </message>
    <message>
        <source>Choose another call</source>
        <translation>Choisir un autre appel</translation>
    </message>
    <message>
        <source>Larger, smaller, usual text</source>
        <translation>Texte plus grand, plus petit, normal</translation>
    </message>
    <message>
        <source>Sound and settings</source>
        <translation>Son et réglages</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>Ces touches</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
</context>
<context>
    <name>Lobby</name>
    <message>
        <source>Scenarios</source>
        <translation>Scénarios</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>The same seed and the same words give the same call.</source>
        <translation>La même graine et les mêmes mots donnent le même appel.</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>Une autre</translation>
    </message>
    <message>
        <source>Another seed</source>
        <translation>Une autre graine</translation>
    </message>
    <message>
        <source>Language of the captions</source>
        <translation>Langue des sous-titres</translation>
    </message>
    <message>
        <source>Type instead of speaking</source>
        <translation>Taper au lieu de parler</translation>
    </message>
    <message>
        <source>No microphone is opened; the company is heard if there is a loudspeaker.</source>
        <translation>Aucun microphone n’est ouvert ; on entend la société s’il y a un haut-parleur.</translation>
    </message>
    <message>
        <source>Sound and settings …</source>
        <translation>Son et réglages …</translation>
    </message>
    <message>
        <source>Past calls</source>
        <translation>Anciens appels</translation>
    </message>
    <message>
        <source>Play again</source>
        <translation>Rejouer</translation>
    </message>
    <message>
        <source>Another call …</source>
        <translation>Un autre appel …</translation>
    </message>
    <message>
        <source>No calls yet. They will be kept here.</source>
        <translation>Pas encore d’appels. Ils seront conservés ici.</translation>
    </message>
    <message>
        <source>Whom would you like not to reach?</source>
        <translation>Qui souhaitez-vous ne pas joindre ?</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>&amp;Graine</translation>
    </message>
    <message>
        <source>Ca&amp;ptions</source>
        <translation>&amp;Sous-titres</translation>
    </message>
    <message>
        <source>Up to {n} minutes, transfers included.</source>
        <translation>Jusqu’à {n} minutes, transferts compris.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Your last call was torn off at {time}. {company} would like to call you back.</source>
        <translation>Votre dernier appel a été coupé à {time}. {company} aimerait vous rappeler.</translation>
    </message>
    <message>
        <source>Let it ring</source>
        <translation>Laisser sonner</translation>
    </message>
    <message>
        <source>{company} is calling you</source>
        <translation>{company} vous appelle</translation>
    </message>
    <message>
        <source>The folder of a call</source>
        <translation>Le dossier d’un appel</translation>
    </message>
    <message>
        <source>Settings can be changed when the call is over.</source>
        <translation>Les réglages se changent une fois l’appel terminé.</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Call</source>
        <translation>&amp;Appel</translation>
    </message>
    <message>
        <source>Call, dial again, answer</source>
        <translation>Appeler, rappeler, décrocher</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Raccrocher</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Muet</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Taper</translation>
    </message>
    <message>
        <source>Play a past call …</source>
        <translation>Rejouer un ancien appel …</translation>
    </message>
    <message>
        <source>Choose another call</source>
        <translation>Choisir un autre appel</translation>
    </message>
    <message>
        <source>Sound and settings …</source>
        <translation>Son et réglages …</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>A&amp;ffichage</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Texte plus grand</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Texte plus petit</translation>
    </message>
    <message>
        <source>Usual text</source>
        <translation>Texte normal</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Language of the captions</source>
        <translation>Langue des sous-titres</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Ai&amp;de</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>About Mobilimbo</source>
        <translation>À propos de Mobilimbo</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>Get it (41 MB)</source>
        <translation>L’obtenir (41 Mo)</translation>
    </message>
    <message>
        <source>From a file …</source>
        <translation>Depuis un fichier …</translation>
    </message>
    <message>
        <source>How much of the model is here</source>
        <translation>Part du modèle déjà reçue</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>The speech model is not on this machine yet, so nobody can hear you. Until it is here you can type: the company does not listen either way.</source>
        <translation>Le modèle vocal n’est pas encore sur cette machine : personne ne peut vous entendre. En attendant, vous pouvez taper ; de toute façon, la société n’écoute pas.</translation>
    </message>
    <message>
        <source>The speech model is on its way. You can type meanwhile.</source>
        <translation>Le modèle vocal est en route. En attendant, vous pouvez taper.</translation>
    </message>
    <message>
        <source>A speech model as zip or AAR</source>
        <translation>Un modèle vocal en zip ou AAR</translation>
    </message>
    <message>
        <source>Speech models (*.zip *.aar);;All files (*)</source>
        <translation>Modèles vocaux (*.zip *.aar);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>{done} of {whole} MB</source>
        <translation>{done} sur {whole} Mo</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>Fermer cet avis</translation>
    </message>
</context>
<context>
    <name>ReplayBar</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Time in the call</source>
        <translation>Temps dans l’appel</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Vitesse</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Close the past call</source>
        <translation>Fermer l’ancien appel</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Sound and settings</source>
        <translation>Son et réglages</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Microphone</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>Haut-parleur</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Chercher à nouveau</translation>
    </message>
    <message>
        <source>Look for devices that were plugged in since.</source>
        <translation>Chercher les appareils branchés depuis.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Tester</translation>
    </message>
    <message>
        <source>Records three seconds, and plays them back.</source>
        <translation>Enregistre trois secondes et les rejoue.</translation>
    </message>
    <message>
        <source>Headset</source>
        <translation>Casque</translation>
    </message>
    <message>
        <source>Loudspeaker in the room</source>
        <translation>Haut-parleur dans la pièce</translation>
    </message>
    <message>
        <source>What the microphone hears of the loudspeaker is taken out.</source>
        <translation>Ce que le microphone entend du haut-parleur est retiré.</translation>
    </message>
    <message>
        <source>The company speaks</source>
        <translation>La société parle</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>Sous-titres</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>Takes effect when voiceapp is started again.</source>
        <translation>Prend effet au prochain démarrage de voiceapp.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Folder in which calls are kept</source>
        <translation>Dossier où les appels sont conservés</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Choisir …</translation>
    </message>
    <message>
        <source>&amp;Microphone</source>
        <translation>&amp;Microphone</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>&amp;Loudspeaker</source>
        <translation>&amp;Haut-parleur</translation>
    </message>
    <message>
        <source>The company s&amp;peaks</source>
        <translation>La société &amp;parle</translation>
    </message>
    <message>
        <source>&amp;Captions</source>
        <translation>&amp;Sous-titres</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenêtre</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>&amp;Taille du texte</translation>
    </message>
    <message>
        <source>&amp;Appearance</source>
        <translation>&amp;Apparence</translation>
    </message>
    <message>
        <source>Calls are kept &amp;in</source>
        <translation>&amp;Les appels sont dans</translation>
    </message>
    <message>
        <source>Looking for devices.</source>
        <translation>Recherche des appareils.</translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation>Celui du système</translation>
    </message>
    <message>
        <source>There is no microphone here. You can type instead.</source>
        <translation>Il n’y a pas de microphone ici. Vous pouvez taper.</translation>
    </message>
    <message>
        <source>Say something. Three seconds are recorded.</source>
        <translation>Dites quelque chose. Trois secondes sont enregistrées.</translation>
    </message>
    <message>
        <source>This is what was heard.</source>
        <translation>Voici ce qui a été entendu.</translation>
    </message>
    <message>
        <source>If you heard yourself, all is well. If not, choose another device.</source>
        <translation>Si vous vous êtes entendu, tout va bien. Sinon, choisissez un autre appareil.</translation>
    </message>
    <message>
        <source>Nothing was heard. Is the microphone muted, or is it another one?</source>
        <translation>Rien n’a été entendu. Le microphone est-il coupé, ou est-ce un autre ?</translation>
    </message>
    <message>
        <source>Where calls are kept</source>
        <translation>Où les appels sont conservés</translation>
    </message>
</context>
<context>
    <name>Telephone</name>
    <message>
        <source>Mute</source>
        <translation>Muet</translation>
    </message>
    <message>
        <source>Mute the microphone</source>
        <translation>Couper le microphone</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Volume of the earpiece</source>
        <translation>Volume de l’écouteur</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Appeler</translation>
    </message>
    <message>
        <source>Dial again</source>
        <translation>Rappeler</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Décrocher</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>Ça sonne</translation>
    </message>
    <message>
        <source>Recorded voice</source>
        <translation>Voix enregistrée</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>En ligne</translation>
    </message>
    <message>
        <source>The line is dead</source>
        <translation>Ligne coupée</translation>
    </message>
    <message>
        <source>You hung up</source>
        <translation>Vous avez raccroché</translation>
    </message>
    <message>
        <source>They hung up</source>
        <translation>Ils ont raccroché</translation>
    </message>
    <message>
        <source>Your telephone rings</source>
        <translation>Votre téléphone sonne</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Enquête</translation>
    </message>
    <message>
        <source>Commercial gesture</source>
        <translation>Geste commercial</translation>
    </message>
    <message>
        <source>The call is over</source>
        <translation>Appel terminé</translation>
    </message>
    <message>
        <source>End of the recording</source>
        <translation>Fin de l’enregistrement</translation>
    </message>
    <message>
        <source>End call</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Raccrocher</translation>
    </message>
</context>
</TS>
