<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AdminBadge</name>
    <message>
        <source>End</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>End admin mode now</source>
        <translation>Admin-Modus jetzt beenden</translation>
    </message>
    <message>
        <source>Admin mode {time}</source>
        <translation>Admin-Modus {time}</translation>
    </message>
</context>
<context>
    <name>Badge</name>
    <message>
        <source>Test</source>
        <translation>Testbetrieb</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Echtbetrieb</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Übungsbetrieb</translation>
    </message>
    <message>
        <source>Test environment: nothing signed here counts as turnover.</source>
        <translation>Testbetrieb: Was hier signiert wird, zählt nicht als Umsatz.</translation>
    </message>
    <message>
        <source>Live environment: everything signed here is for the tax office.</source>
        <translation>Echtbetrieb: Alles, was hier signiert wird, gilt gegenüber dem Finanzamt.</translation>
    </message>
    <message>
        <source>Built-in practice TSE: nothing leaves this computer.</source>
        <translation>Eingebaute Übungs-TSE: Nichts verlässt diesen Computer.</translation>
    </message>
</context>
<context>
    <name>CancelDesk</name>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>Gespeichert als „{name}“.</translation>
    </message>
</context>
<context>
    <name>CancelDialog</name>
    <message>
        <source>What happens to each</source>
        <translation>Was mit jedem geschieht</translation>
    </message>
    <message>
        <source>Till crashed</source>
        <translation>Kasse abgestürzt</translation>
    </message>
    <message>
        <source>Till was replaced</source>
        <translation>Kasse ausgetauscht</translation>
    </message>
    <message>
        <source>Left open at closing time</source>
        <translation>Beim Kassenabschluss offen geblieben</translation>
    </message>
    <message>
        <source>Each is read anew just before it is cancelled; if a till has changed it in the meantime, it is left alone. What is cancelled stays cancelled: the TSE signs it.</source>
        <translation>Jeder Vorgang wird unmittelbar vor dem Abbrechen neu gelesen; hat eine Kasse ihn inzwischen geändert, bleibt er unberührt. Was abgebrochen ist, bleibt abgebrochen: Die TSE signiert es.</translation>
    </message>
    <message>
        <source>Something has changed since you confirmed</source>
        <translation>Seit Ihrer Bestätigung hat sich etwas geändert</translation>
    </message>
    <message>
        <source>Look again at what would happen now. Nothing has been cancelled yet.</source>
        <translation>Sehen Sie noch einmal nach, was jetzt geschehen würde. Es wurde noch nichts abgebrochen.</translation>
    </message>
    <message>
        <source>Also those of deregistered tills: register the till again, cancel, deregister it (asks for the admin PIN)</source>
        <translation>Auch die der abgemeldeten Kassen: Kasse wieder anmelden, Vorgang abbrechen, Kasse abmelden (fragt nach der Admin-PIN)</translation>
    </message>
    <message>
        <source>I have made sure that no till is using them any more</source>
        <translation>Ich habe mich vergewissert, dass keine Kasse sie noch benutzt</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Needed. It stands in the journal and in the report for your records.</source>
        <translation>Nötig. Er steht im Journal und im Bericht für Ihre Unterlagen.</translation>
    </message>
    <message>
        <source>Type {count} to confirm</source>
        <translation>Zum Bestätigen {count} eingeben</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message numerus="yes">
        <source>Cancel %Ln transaction(s)</source>
        <translation>
            <numerusform>%Ln Vorgang abbrechen</numerusform>
            <numerusform>%Ln Vorgänge abbrechen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %Ln transaction(s)?</source>
        <translation>
            <numerusform>%Ln Vorgang abbrechen?</numerusform>
            <numerusform>%Ln Vorgänge abbrechen?</numerusform>
        </translation>
    </message>
    <message>
        <source>None of them can be cancelled this way.</source>
        <translation>Keiner davon lässt sich so abbrechen.</translation>
    </message>
    <message>
        <source>Confirm first that no till is using them any more.</source>
        <translation>Bestätigen Sie zuerst, dass keine Kasse sie noch benutzt.</translation>
    </message>
    <message>
        <source>Give a reason first.</source>
        <translation>Geben Sie zuerst einen Grund an.</translation>
    </message>
    <message>
        <source>Type the number first.</source>
        <translation>Geben Sie zuerst die Anzahl ein.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) will be cancelled.</source>
        <translation>
            <numerusform>%Ln Vorgang wird abgebrochen.</numerusform>
            <numerusform>%Ln Vorgänge werden abgebrochen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) will be cancelled after registering their till again: {tills}. It is deregistered afterwards.</source>
        <translation>
            <numerusform>%Ln Vorgang wird abgebrochen, nachdem seine Kasse wieder angemeldet ist: {tills}. Danach wird sie abgemeldet.</numerusform>
            <numerusform>%Ln Vorgänge werden abgebrochen, nachdem ihre Kasse wieder angemeldet ist: {tills}. Danach wird sie abgemeldet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) stay open: their till is deregistered.</source>
        <translation>
            <numerusform>%Ln Vorgang bleibt offen: Seine Kasse ist abgemeldet.</numerusform>
            <numerusform>%Ln Vorgänge bleiben offen: Ihre Kasse ist abgemeldet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) stay open: only their taxi meter can end them.</source>
        <translation>
            <numerusform>%Ln Vorgang bleibt offen: Nur der Taxameter kann ihn beenden.</numerusform>
            <numerusform>%Ln Vorgänge bleiben offen: Nur der Taxameter kann sie beenden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A till may be using %n of them</source>
        <translation>
            <numerusform>%n davon benutzt vielleicht gerade eine Kasse</numerusform>
            <numerusform>%n davon benutzt vielleicht gerade eine Kasse</numerusform>
        </translation>
    </message>
    <message>
        <source>No. {number} of {till}: {why}</source>
        <translation>Nr. {number} von {till}: {why}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more, see the table</source>
        <translation>
            <numerusform>und %n weiterer, siehe Tabelle</numerusform>
            <numerusform>und %n weitere, siehe Tabelle</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CancelPapers</name>
    <message>
        <source>Cancelled transactions {day}</source>
        <translation>Abgebrochene Vorgänge {day}</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Stapel</translation>
    </message>
    <message>
        <source>Cancelled by</source>
        <translation>Abgebrochen von</translation>
    </message>
    <message>
        <source>Confirmed at (UTC)</source>
        <translation>Bestätigt um (UTC)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Serial number of the TSE</source>
        <translation>Seriennummer der TSE</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Transaction number</source>
        <translation>Transaktionsnummer</translation>
    </message>
    <message>
        <source>Transaction ID</source>
        <translation>Vorgangs-ID</translation>
    </message>
    <message>
        <source>Started (UTC)</source>
        <translation>Vorgangsbeginn (UTC)</translation>
    </message>
    <message>
        <source>Last activity (UTC)</source>
        <translation>Letzte Aktivität (UTC)</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Vorgangsart</translation>
    </message>
    <message>
        <source>Chosen by</source>
        <translation>Ausgewählt durch</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>State before</source>
        <translation>Zustand vorher</translation>
    </message>
    <message>
        <source>Revision before</source>
        <translation>Revision vorher</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Why left alone</source>
        <translation>Warum unberührt</translation>
    </message>
    <message>
        <source>State after</source>
        <translation>Zustand nachher</translation>
    </message>
    <message>
        <source>Signature counter</source>
        <translation>Signaturzähler</translation>
    </message>
    <message>
        <source>Ended at (UTC)</source>
        <translation>Beendet um (UTC)</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Request ID</source>
        <translation>Anfrage-ID</translation>
    </message>
    <message>
        <source>changed after it was chosen</source>
        <translation>nach der Auswahl geändert</translation>
    </message>
    <message>
        <source>the till was quicker</source>
        <translation>die Kasse war schneller</translation>
    </message>
    <message>
        <source>cannot be cancelled</source>
        <translation>kann nicht abgebrochen werden</translation>
    </message>
    <message>
        <source>till deregistered</source>
        <translation>Kasse abgemeldet</translation>
    </message>
    <message>
        <source>stopped before its turn</source>
        <translation>vorher angehalten</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>person, against the rules</source>
        <translation>Person, entgegen der Regel</translation>
    </message>
</context>
<context>
    <name>CancelPlan</name>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Open for</source>
        <translation>Offen seit</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>is cancelled</source>
        <translation>wird abgebrochen</translation>
    </message>
    <message>
        <source>till registered, cancelled, till deregistered</source>
        <translation>Kasse anmelden, abbrechen, Kasse abmelden</translation>
    </message>
    <message>
        <source>stays open: till deregistered</source>
        <translation>bleibt offen: Kasse abgemeldet</translation>
    </message>
    <message>
        <source>stays open: taxi meter</source>
        <translation>bleibt offen: Taxameter</translation>
    </message>
</context>
<context>
    <name>CancelReportSheet</name>
    <message>
        <source>Cancelled transactions</source>
        <translation>Abgebrochene Vorgänge</translation>
    </message>
    <message>
        <source>{site} · made on {date}</source>
        <translation>{site} · erstellt am {date}</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>Cancelled transactions {site}</source>
        <translation>Abgebrochene Vorgänge {site}</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Cancelled by</source>
        <translation>Abgebrochen von</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>TSE ID</source>
        <translation>TSE-ID</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Seriennummer</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Before → after</source>
        <translation>Vorher → nachher</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Zähler</translation>
    </message>
    <message>
        <source>Counter is the signature counter of the signed cancellation in the TSE. Each cancellation was sent one after another and signed by the TSE; the transaction and its number stay in the TSE&apos;s records. Times are local time. Keep this report with your records.</source>
        <translation>Zähler ist der Signaturzähler des signierten Abbruchs in der TSE. Die Abbrüche wurden nacheinander gesendet und von der TSE signiert; der Vorgang und seine Nummer bleiben in den Aufzeichnungen der TSE. Zeiten sind Ortszeit. Bewahren Sie diesen Bericht bei Ihren Unterlagen (Verfahrensdokumentation) auf.</translation>
    </message>
</context>
<context>
    <name>CertificateCard</name>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Gültig ab</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>Ausgestellt für</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Ausgestellt von</translation>
    </message>
    <message>
        <source>The certificates of the issuers are in every TSE export; the service shows what is listed here.</source>
        <translation>Die Zertifikate der Aussteller liegen in jedem TSE-Export; der Dienst zeigt, was hier aufgeführt ist.</translation>
    </message>
    <message>
        <source>Number of the certificate</source>
        <translation>Nummer des Zertifikats</translation>
    </message>
    <message>
        <source>Curve of the key</source>
        <translation>Kurve des Schlüssels</translation>
    </message>
    <message>
        <source>Save the end to a calendar …</source>
        <translation>Ablauf in den Kalender …</translation>
    </message>
    <message>
        <source>Signed by {name}, valid until {day}</source>
        <translation>Signiert von {name}, gültig bis {day}</translation>
    </message>
    <message>
        <source>Not signed by {name}, valid until {day}, although it should be</source>
        <translation>Nicht signiert von {name}, gültig bis {day}, obwohl es so sein müsste</translation>
    </message>
    <message>
        <source>has run out</source>
        <translation>abgelaufen</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>noch %n Tag</numerusform>
            <numerusform>noch %n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>less than a day left</source>
        <translation>noch weniger als ein Tag</translation>
    </message>
    <message>
        <source>The serial number is the hash of the public key, as it must be.</source>
        <translation>Die Seriennummer passt zum öffentlichen Schlüssel der TSE, wie es sein muss.</translation>
    </message>
    <message>
        <source>The serial number is not the hash of the public key. Do not rely on this TSE; send the details to fiskaly&apos;s support.</source>
        <translation>Die Seriennummer passt nicht zum öffentlichen Schlüssel. Verlassen Sie sich nicht auf diese TSE; senden Sie die Einzelheiten an den Support von fiskaly.</translation>
    </message>
    <message>
        <source>The public key cannot be read, so the serial number is unproven.</source>
        <translation>Der öffentliche Schlüssel ist nicht lesbar, die Seriennummer deshalb nicht geprüft.</translation>
    </message>
    <message>
        <source>The certificate belongs to the public key of this TSE.</source>
        <translation>Das Zertifikat gehört zum öffentlichen Schlüssel dieser TSE.</translation>
    </message>
    <message>
        <source>The certificate belongs to another key than that of this TSE. Send the details to fiskaly&apos;s support.</source>
        <translation>Das Zertifikat gehört zu einem anderen Schlüssel als dem dieser TSE. Senden Sie die Einzelheiten an den Support von fiskaly.</translation>
    </message>
    <message>
        <source>Whether the certificate belongs to this TSE cannot be told.</source>
        <translation>Ob das Zertifikat zu dieser TSE gehört, lässt sich nicht feststellen.</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>More tills</source>
        <translation>Weitere Kassen</translation>
    </message>
    <message>
        <source>More tills …</source>
        <translation>Weitere Kassen …</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Type “{text}” to confirm</source>
        <translation>Zur Bestätigung „{text}“ eingeben</translation>
    </message>
</context>
<context>
    <name>ConnectPage</name>
    <message>
        <source>Name of the shop</source>
        <translation>Name des Geschäfts</translation>
    </message>
    <message>
        <source>Only for you, to tell several shops apart.</source>
        <translation>Nur für Sie, um mehrere Geschäfte zu unterscheiden.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>fiskaly dashboard → your organisation → API keys. Begins with “test_” or “live_”.</source>
        <translation>fiskaly-Dashboard → Ihre Organisation → API-Schlüssel. Beginnt mit „test_“ oder „live_“.</translation>
    </message>
    <message>
        <source>API secret</source>
        <translation>API-Secret</translation>
    </message>
    <message>
        <source>Shown once, when the key was made. It will be kept in the password store of this computer, never in a file in clear text.</source>
        <translation>Wurde beim Anlegen des Schlüssels einmal angezeigt. Es wird im Passwortspeicher dieses Computers aufbewahrt, nie lesbar in einer Datei.</translation>
    </message>
    <message>
        <source>Address of the service</source>
        <translation>Adresse des Dienstes</translation>
    </message>
    <message>
        <source>Leave it as it is unless support tells you otherwise.</source>
        <translation>Lassen Sie sie unverändert, außer der Support sagt etwas anderes.</translation>
    </message>
    <message>
        <source>Access to the service</source>
        <translation>Zugang zum Dienst</translation>
    </message>
    <message>
        <source>The key decides whether you work in test or in live operation; the answer is shown at the top right from then on.</source>
        <translation>Der Schlüssel entscheidet, ob Sie im Testbetrieb oder im Echtbetrieb arbeiten; ab dann steht es oben rechts.</translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Start practising afresh?</source>
        <translation>Mit dem Üben neu beginnen?</translation>
    </message>
    <message>
        <source>The practice TSE and everything signed with it are thrown away. Real shops are not touched.</source>
        <translation>Die Übungs-TSE und alles, was sie signiert hat, werden gelöscht. Echte Geschäfte sind nicht berührt.</translation>
    </message>
    <message>
        <source>Throw the practice TSE away</source>
        <translation>Übungs-TSE löschen</translation>
    </message>
</context>
<context>
    <name>CopyRow</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy {what}</source>
        <translation>{what} kopieren</translation>
    </message>
</context>
<context>
    <name>CountersCard</name>
    <message>
        <source>Counters</source>
        <translation>Zähler</translation>
    </message>
    <message>
        <source>Signature counter</source>
        <translation>Signaturzähler</translation>
    </message>
    <message>
        <source>Number of the last signature over anything, sales or not.</source>
        <translation>Nummer der letzten Signatur, ob Verkauf oder nicht.</translation>
    </message>
    <message>
        <source>Transaction counter</source>
        <translation>Transaktionszähler</translation>
    </message>
    <message>
        <source>Number of the last transaction that was begun.</source>
        <translation>Nummer des zuletzt begonnenen Vorgangs.</translation>
    </message>
    <message>
        <source>Tills registered</source>
        <translation>Angemeldete Kassen</translation>
    </message>
    <message>
        <source>Open transactions</source>
        <translation>Offene Vorgänge</translation>
    </message>
    <message>
        <source>at most {limit}</source>
        <translation>höchstens {limit}</translation>
    </message>
    <message>
        <source>{amount} of {limit}</source>
        <translation>{amount} von {limit}</translation>
    </message>
</context>
<context>
    <name>CreatePage</name>
    <message>
        <source>The service makes a new TSE and shows its PUK, the key to everything. The PUK is kept on this computer at once, before anything else happens. It takes a few seconds.</source>
        <translation>Der Dienst legt eine neue TSE an und zeigt ihre PUK, den Schlüssel zu allem. Die PUK wird sofort auf diesem Computer gesichert, bevor irgendetwas anderes geschieht. Das dauert einige Sekunden.</translation>
    </message>
    <message>
        <source>Id of the new TSE, chosen now</source>
        <translation>Kennung der neuen TSE, eben gewählt</translation>
    </message>
    <message>
        <source>Live operation: type {word} to confirm</source>
        <translation>Echtbetrieb: Zur Bestätigung {word} eingeben</translation>
    </message>
    <message>
        <source>A live TSE is part of your contract and may cost money every month.</source>
        <translation>Eine TSE im Echtbetrieb ist Teil Ihres Vertrags und kann jeden Monat Geld kosten.</translation>
    </message>
    <message>
        <source>Create the TSE</source>
        <translation>TSE anlegen</translation>
    </message>
    <message>
        <source>If the connection breaks here, simply press the button again: it stays one TSE.</source>
        <translation>Bricht hier die Verbindung ab, drücken Sie einfach noch einmal: Es bleibt eine einzige TSE.</translation>
    </message>
    <message>
        <source>The TSE is being created …</source>
        <translation>Die TSE wird angelegt …</translation>
    </message>
</context>
<context>
    <name>DeregisterDialog</name>
    <message>
        <source>Deregister the till {name}?</source>
        <translation>Kasse {name} abmelden?</translation>
    </message>
    <message>
        <source>From that moment it cannot sign: sell nothing at it any more. It keeps its Kassen-ID and can be registered again at any time.</source>
        <translation>Von da an kann sie nicht mehr signieren: Verkaufen Sie dort nichts mehr. Sie behält ihre Kassen-ID und kann jederzeit wieder angemeldet werden.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Deregister</source>
        <translation>Abmelden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) of this till are still open</source>
        <translation>
            <numerusform>%Ln Vorgang dieser Kasse ist noch offen</numerusform>
            <numerusform>%Ln Vorgänge dieser Kasse sind noch offen</numerusform>
        </translation>
    </message>
    <message>
        <source>What is open stays open and takes up room at the TSE. Afterwards the till can neither finish nor cancel it; it would have to be registered again for that.</source>
        <translation>Offene Vorgänge bleiben offen und belegen Platz in der TSE. Nach dem Abmelden kann die Kasse sie weder abschließen noch abbrechen; dafür müsste sie wieder angemeldet werden.</translation>
    </message>
    <message>
        <source>Deregister all the same</source>
        <translation>Trotzdem abmelden</translation>
    </message>
    <message>
        <source>Look at them first</source>
        <translation>Zuerst ansehen</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>DisableDialog</name>
    <message>
        <source>Take it out of service all the same?</source>
        <translation>Trotzdem außer Betrieb nehmen?</translation>
    </message>
    <message>
        <source>What you lose for ever:</source>
        <translation>Was Sie endgültig verlieren:</translation>
    </message>
    <message>
        <source>Take it out of service all the same</source>
        <translation>Trotzdem außer Betrieb nehmen</translation>
    </message>
    <message>
        <source>Leave it in service</source>
        <translation>In Betrieb lassen</translation>
    </message>
    <message>
        <source>Take this TSE out of service for good?</source>
        <translation>Diese TSE endgültig außer Betrieb nehmen?</translation>
    </message>
    <message>
        <source>You must report the end of its use to the tax office through ELSTER within one month (§ 146a (4) AO).</source>
        <translation>Sie müssen die Außerbetriebnahme innerhalb eines Monats über ELSTER dem Finanzamt mitteilen (§ 146a Abs. 4 AO).</translation>
    </message>
    <message>
        <source>The last eight characters of its serial number</source>
        <translation>Die letzten acht Zeichen ihrer Seriennummer</translation>
    </message>
    <message>
        <source>This TSE ends in {serial}.</source>
        <translation>Diese TSE endet auf {serial}.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Goes into the journal, such as: replaced by a new TSE.</source>
        <translation>Kommt ins Journal, zum Beispiel: durch eine neue TSE ersetzt.</translation>
    </message>
    <message>
        <source>Live operation: type {word} to confirm</source>
        <translation>Echtbetrieb: Geben Sie zur Bestätigung {word} ein</translation>
    </message>
    <message>
        <source>Make an export first …</source>
        <translation>Erst einen Export machen …</translation>
    </message>
    <message>
        <source>Take out of service</source>
        <translation>Außer Betrieb nehmen</translation>
    </message>
    <message>
        <source>This is the last question: after that the TSE is taken out of service for good, and nobody can undo it.</source>
        <translation>Das ist die letzte Frage: Danach wird die TSE endgültig außer Betrieb genommen, und niemand kann das rückgängig machen.</translation>
    </message>
    <message>
        <source>From then on nothing can be signed with it, no till can be registered, and nobody can undo it.</source>
        <translation>Danach kann mit ihr nichts mehr signiert und keine Kasse mehr angemeldet werden, und niemand kann das rückgängig machen.</translation>
    </message>
    <message>
        <source>What was signed stays valid and can still be exported.</source>
        <translation>Was signiert wurde, bleibt gültig und lässt sich weiter exportieren.</translation>
    </message>
    <message>
        <source>What was signed can still be exported until the test environment is cleared, every Sunday.</source>
        <translation>Was signiert wurde, lässt sich noch exportieren, bis der Testbetrieb aufgeräumt wird: jeden Sonntag.</translation>
    </message>
    <message>
        <source>Transactions that are open: {n}. They can never be ended any more; cancel them first.</source>
        <translation>Offene Vorgänge: {n}. Sie lassen sich danach nie mehr beenden; brechen Sie sie vorher ab.</translation>
    </message>
    <message>
        <source>The service knows no completed export of this TSE. Without one you cannot show the tax office what was signed.</source>
        <translation>Der Dienst kennt keinen fertigen Export dieser TSE. Ohne Export können Sie dem Finanzamt nicht zeigen, was signiert wurde.</translation>
    </message>
    <message>
        <source>The last export was asked for on {moment}. What was signed since then is in none.</source>
        <translation>Der letzte Export wurde am {moment} angefordert. Was seitdem signiert wurde, ist in keinem.</translation>
    </message>
    <message>
        <source>This version of the program cannot check the file of an export. Make sure yourself that you have it and that it can be read.</source>
        <translation>Diese Version des Programms kann die Datei eines Exports noch nicht prüfen. Vergewissern Sie sich selbst, dass Sie sie haben und dass sie lesbar ist.</translation>
    </message>
    <message>
        <source>No transaction is open.</source>
        <translation>Kein Vorgang ist offen.</translation>
    </message>
    <message>
        <source>It never was in service: there is nothing to export.</source>
        <translation>Sie war nie in Betrieb: Es gibt nichts zu exportieren.</translation>
    </message>
    <message>
        <source>The last export was asked for on {moment}.</source>
        <translation>Der letzte Export wurde am {moment} angefordert.</translation>
    </message>
    <message>
        <source>No till is registered with it.</source>
        <translation>Keine Kasse ist an ihr angemeldet.</translation>
    </message>
    <message>
        <source>Tills registered with it: {n}. None of them can sign any more.</source>
        <translation>Angemeldete Kassen: {n}. Keine davon kann danach noch signieren.</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>Id of the TSE</source>
        <translation>Kennung der TSE</translation>
    </message>
    <message>
        <source>Serial number of the TSE</source>
        <translation>Seriennummer der TSE</translation>
    </message>
    <message>
        <source>Certificate valid until</source>
        <translation>Zertifikat gültig bis</translation>
    </message>
    <message>
        <source>BSI certification</source>
        <translation>BSI-Zertifizierung</translation>
    </message>
    <message>
        <source>Tills</source>
        <translation>Kassen</translation>
    </message>
    <message>
        <source>Save the hand-over sheet …</source>
        <translation>Übergabeblatt speichern …</translation>
    </message>
    <message>
        <source>Print the hand-over sheet …</source>
        <translation>Übergabeblatt drucken …</translation>
    </message>
    <message>
        <source>The tills have to be registered anew</source>
        <translation>Die Kassen müssen neu angemeldet werden</translation>
    </message>
    <message>
        <source>Registered at the new TSE: {tills}. Register the others on the page that comes next, and enter the new TSE in each till. Keep the exports of the old TSE as long as your books; its PIN and PUK stay kept here, but they open nothing any more.</source>
        <translation>An der neuen TSE angemeldet: {tills}. Melden Sie die anderen Kassen auf der nächsten Seite an, und tragen Sie die neue TSE in jeder Kasse ein. Bewahren Sie die Exporte der alten TSE so lange auf wie Ihre Bücher; ihre PIN und PUK bleiben hier aufbewahrt, öffnen aber nichts mehr.</translation>
    </message>
    <message>
        <source>Everything works as it does for real, and nothing of it counts. When you are ready, set up the TSE of your shop.</source>
        <translation>Alles funktioniert wie in echt, und nichts davon zählt. Wenn Sie so weit sind, richten Sie die TSE Ihres Geschäfts ein.</translation>
    </message>
    <message>
        <source>Next: enter the TSE and the Kassen-ID in the till&apos;s own settings and try them. What is signed in test operation does not count; a shop needs a live TSE.</source>
        <translation>Als Nächstes: Tragen Sie TSE und Kassen-ID in den Einstellungen der Kasse ein und probieren Sie sie aus. Was im Testbetrieb signiert wird, zählt nicht; ein Geschäft braucht eine TSE im Echtbetrieb.</translation>
    </message>
    <message>
        <source>Next: enter the TSE and the Kassen-ID in the till&apos;s own settings, and report both to the tax office within one month (§ 146a (4) AO).</source>
        <translation>Als Nächstes: Tragen Sie TSE und Kassen-ID in den Einstellungen der Kasse ein, und melden Sie beide innerhalb eines Monats dem Finanzamt (§ 146a Abs. 4 AO).</translation>
    </message>
    <message>
        <source>Done. The practice TSE is ready.</source>
        <translation>Fertig. Die Übungs-TSE ist bereit.</translation>
    </message>
    <message>
        <source>Done. The test TSE is ready.</source>
        <translation>Fertig. Die Test-TSE ist bereit.</translation>
    </message>
    <message>
        <source>Done. This shop can sell.</source>
        <translation>Fertig. Dieses Geschäft kann verkaufen.</translation>
    </message>
    <message>
        <source>The hand-over sheet holds everything the till and the tax adviser need.</source>
        <translation>Das Übergabeblatt enthält alles, was Kasse und Steuerberatung brauchen.</translation>
    </message>
    <message>
        <source>To the tills</source>
        <translation>Zu den Kassen</translation>
    </message>
    <message>
        <source>To the overview</source>
        <translation>Zur Übersicht</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Hand-over sheet</source>
        <translation>Übergabeblatt</translation>
    </message>
</context>
<context>
    <name>EditSiteDialog</name>
    <message>
        <source>Name and address</source>
        <translation>Name und Anschrift</translation>
    </message>
    <message>
        <source>Only on this computer: nothing of it is sent to the service.</source>
        <translation>Nur auf diesem Computer: Nichts davon geht an den Dienst.</translation>
    </message>
    <message>
        <source>Name of the shop</source>
        <translation>Name des Geschäfts</translation>
    </message>
    <message>
        <source>Business on test receipts</source>
        <translation>Firma auf Testbelegen</translation>
    </message>
    <message>
        <source>Left empty, a made-up business stands there.</source>
        <translation>Bleibt es leer, steht dort eine erfundene Firma.</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Straße und Hausnummer</translation>
    </message>
    <message>
        <source>Postcode and town</source>
        <translation>Postleitzahl und Ort</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>A shop needs a name.</source>
        <translation>Ein Geschäft braucht einen Namen.</translation>
    </message>
    <message>
        <source>Too long: use at most {most} characters.</source>
        <translation>Zu lang: höchstens {most} Zeichen.</translation>
    </message>
    <message>
        <source>Another shop is called so.</source>
        <translation>So heißt schon ein anderes Geschäft.</translation>
    </message>
</context>
<context>
    <name>EntriesCard</name>
    <message>
        <source>Entries of your own</source>
        <translation>Eigene Einträge</translation>
    </message>
    <message>
        <source>There is no entry yet.</source>
        <translation>Es gibt noch keinen Eintrag.</translation>
    </message>
    <message>
        <source>Edit the entries …</source>
        <translation>Einträge bearbeiten …</translation>
    </message>
</context>
<context>
    <name>EntryDialog</name>
    <message>
        <source>Note</source>
        <translation>Vermerk</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Geschäft</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>By whom (system user)</source>
        <translation>Von wem (Benutzer am Computer)</translation>
    </message>
    <message>
        <source>TSE</source>
        <translation>TSE</translation>
    </message>
    <message>
        <source>TSE before</source>
        <translation>Bisherige TSE</translation>
    </message>
    <message>
        <source>Till, transaction or export</source>
        <translation>Kasse, Vorgang oder Export</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Anfrage-ID</translation>
    </message>
    <message>
        <source>Name at the service</source>
        <translation>Name beim Dienst</translation>
    </message>
    <message>
        <source>Target state</source>
        <translation>Zielzustand</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Details ausblenden</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeitpunkt</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Anfrage-Kennung</translation>
    </message>
    <message>
        <source>Copy everything for support</source>
        <translation>Alles für den Support kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>ExportDetailsDialog</name>
    <message>
        <source>Export: {state}</source>
        <translation>Export: {state}</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Saved as</source>
        <translation>Gespeichert als</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>{size} ({bytes} bytes)</source>
        <translation>{size} ({bytes} Bytes)</translation>
    </message>
    <message>
        <source>Checksum (SHA-256)</source>
        <translation>Prüfsumme (SHA-256)</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Angefordert</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Ready by forecast</source>
        <translation>Voraussichtlich fertig</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>File kept until</source>
        <translation>Datei verfügbar bis</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Id at the service</source>
        <translation>Kennung beim Dienst</translation>
    </message>
    <message>
        <source>Id of the TSE</source>
        <translation>Kennung der TSE</translation>
    </message>
</context>
<context>
    <name>ExportErrors</name>
    <message>
        <source>Make a new export later, best after closing time.</source>
        <translation>Machen Sie später einen neuen Export, am besten nach Ladenschluss.</translation>
    </message>
    <message>
        <source>Make a new export. If it fails again, ask fiskaly&apos;s support and give them the id from the details.</source>
        <translation>Machen Sie einen neuen Export. Schlägt er wieder fehl, fragen Sie den Support von fiskaly und nennen Sie die Kennung aus den Einzelheiten.</translation>
    </message>
    <message>
        <source>Make a new complete export.</source>
        <translation>Machen Sie einen neuen vollständigen Export.</translation>
    </message>
    <message>
        <source>A fault inside the service ended the export.</source>
        <translation>Ein Fehler beim Dienst hat den Export beendet.</translation>
    </message>
    <message>
        <source>The service did not find what was to be exported.</source>
        <translation>Der Dienst hat nicht gefunden, was exportiert werden sollte.</translation>
    </message>
    <message>
        <source>The service could not carry out what was chosen for this export.</source>
        <translation>Der Dienst konnte nicht ausführen, was für diesen Export gewählt war.</translation>
    </message>
    <message>
        <source>The chosen transaction is not at this TSE.</source>
        <translation>Den gewählten Vorgang gibt es an dieser TSE nicht.</translation>
    </message>
    <message>
        <source>The TSE has signed nothing that belongs into it.</source>
        <translation>Die TSE hat nichts signiert, was hineingehört.</translation>
    </message>
    <message>
        <source>Make an export once the TSE has signed something.</source>
        <translation>Machen Sie einen Export, sobald die TSE etwas signiert hat.</translation>
    </message>
    <message>
        <source>There are more records than the service puts into one export.</source>
        <translation>Es gibt mehr Datensätze, als der Dienst in einen Export aufnimmt.</translation>
    </message>
    <message>
        <source>This version of the program cannot split an export. Ask fiskaly&apos;s support how to get it in parts.</source>
        <translation>Diese Version des Programms kann einen Export nicht aufteilen. Fragen Sie den Support von fiskaly, wie Sie ihn in Teilen bekommen.</translation>
    </message>
    <message>
        <source>Another export was being made at the same time.</source>
        <translation>Zur selben Zeit wurde ein anderer Export erstellt.</translation>
    </message>
    <message>
        <source>Wait until none is being made, then make this one.</source>
        <translation>Warten Sie, bis keiner mehr erstellt wird, und machen Sie dann diesen.</translation>
    </message>
    <message>
        <source>The service could not tidy up after the export. No record is lost.</source>
        <translation>Der Dienst konnte nach dem Export nicht aufräumen. Es ist kein Datensatz verloren.</translation>
    </message>
    <message>
        <source>It took too long, and the service gave it up.</source>
        <translation>Es hat zu lange gedauert, und der Dienst hat den Export aufgegeben.</translation>
    </message>
    <message>
        <source>The service names no reason that we know.</source>
        <translation>Der Dienst nennt keinen Grund, den wir kennen.</translation>
    </message>
    <message>
        <source>Your tills go on selling, and what was signed is still in the TSE.</source>
        <translation>Ihre Kassen verkaufen weiter, und was signiert wurde, ist weiterhin in der TSE.</translation>
    </message>
</context>
<context>
    <name>ExportWords</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>being made</source>
        <translation>wird erstellt</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>file deleted</source>
        <translation>Datei gelöscht</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>unknown state</source>
        <translation>unbekannter Zustand</translation>
    </message>
    <message>
        <source>The service has taken it on and begins as soon as it can.</source>
        <translation>Der Dienst hat ihn angenommen und beginnt, sobald er kann.</translation>
    </message>
    <message>
        <source>The service is putting the file together.</source>
        <translation>Der Dienst stellt die Datei zusammen.</translation>
    </message>
    <message>
        <source>Save the file before {moment}: then the service deletes it.</source>
        <translation>Speichern Sie die Datei vor dem {moment}: Dann löscht der Dienst sie.</translation>
    </message>
    <message>
        <source>Save the file soon: the service does not keep it for ever.</source>
        <translation>Speichern Sie die Datei bald: Der Dienst bewahrt sie nicht für immer auf.</translation>
    </message>
    <message>
        <source>The service has deleted the file. What was signed is still in the TSE: make a new export.</source>
        <translation>Der Dienst hat die Datei gelöscht. Was signiert wurde, ist weiterhin in der TSE: Machen Sie einen neuen Export.</translation>
    </message>
    <message>
        <source>It was cancelled and has no file. Make a new one when you like.</source>
        <translation>Er wurde abgebrochen und hat keine Datei. Einen neuen können Sie jederzeit machen.</translation>
    </message>
    <message>
        <source>The service names a state this version of the program does not know.</source>
        <translation>Der Dienst nennt einen Zustand, den diese Version des Programms nicht kennt.</translation>
    </message>
    <message>
        <source>Saved on {moment} as “{name}”. It arrived whole; the signatures in it were not checked.</source>
        <translation>Gespeichert am {moment} als „{name}“. Die Datei ist vollständig angekommen; die Signaturen darin wurden nicht geprüft.</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>about {moment}</source>
        <translation>etwa {moment}</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Everything that was signed up to {moment}.</source>
        <translation>Alles, was bis {moment} signiert wurde.</translation>
    </message>
    <message>
        <source>Another program asked for it; the service does not say what it holds.</source>
        <translation>Ein anderes Programm hat ihn angefordert; der Dienst sagt nicht, was er enthält.</translation>
    </message>
</context>
<context>
    <name>ExportsDesk</name>
    <message>
        <source>Reading the exports …</source>
        <translation>Die Exporte werden gelesen …</translation>
    </message>
    <message>
        <source>The export is ready: save its file now.</source>
        <translation>Der Export ist fertig: Speichern Sie jetzt seine Datei.</translation>
    </message>
    <message>
        <source>Make a complete export?</source>
        <translation>Vollständigen Export machen?</translation>
    </message>
    <message>
        <source>The service puts everything that this TSE has signed into one file. That takes from a few seconds to an hour. Meanwhile it may hold up the signing of sales: if you can, do it after closing time.</source>
        <translation>Der Dienst stellt alles, was diese TSE signiert hat, in einer Datei zusammen. Das dauert einige Sekunden bis zu einer Stunde. Währenddessen kann sich das Signieren von Verkäufen verzögern: Machen Sie es möglichst nach Ladenschluss.</translation>
    </message>
    <message>
        <source>Make the export</source>
        <translation>Export machen</translation>
    </message>
    <message>
        <source>Asking for the export …</source>
        <translation>Der Export wird angefordert …</translation>
    </message>
    <message>
        <source>Cancel this export?</source>
        <translation>Diesen Export abbrechen?</translation>
    </message>
    <message>
        <source>What the service has put together so far is thrown away. Nothing that was signed is lost, and you can make a new export at any time.</source>
        <translation>Was der Dienst bisher zusammengestellt hat, wird verworfen. Nichts Signiertes geht verloren, und einen neuen Export können Sie jederzeit machen.</translation>
    </message>
    <message>
        <source>Cancel the export</source>
        <translation>Export abbrechen</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Cancelling the export …</source>
        <translation>Der Export wird abgebrochen …</translation>
    </message>
    <message>
        <source>The export is cancelled.</source>
        <translation>Der Export ist abgebrochen.</translation>
    </message>
    <message>
        <source>TSE export {day}</source>
        <translation>TSE-Export {day}</translation>
    </message>
    <message>
        <source>Saved whole as “{name}” ({size}). The signatures in it were not checked. Keep a second copy elsewhere; its checksum (SHA-256) is in the details.</source>
        <translation>Vollständig gespeichert als „{name}“ ({size}). Die Signaturen darin wurden nicht geprüft. Bewahren Sie eine zweite Kopie an einem anderen Ort auf; die Prüfsumme (SHA-256) steht in den Einzelheiten.</translation>
    </message>
    <message>
        <source>Saving: {size} …</source>
        <translation>Wird gespeichert: {size} …</translation>
    </message>
    <message>
        <source>Saving: {size} of {whole} …</source>
        <translation>Wird gespeichert: {size} von {whole} …</translation>
    </message>
    <message>
        <source>Looking whether the file is whole ({whole}) …</source>
        <translation>Es wird geprüft, ob die Datei vollständig ist ({whole}) …</translation>
    </message>
</context>
<context>
    <name>ExportsPage</name>
    <message>
        <source>Exports</source>
        <translation>Exporte</translation>
    </message>
    <message>
        <source>A TSE export (TAR) holds what the TSE has signed; tax auditors ask for it. Make one at least every month, and keep the files as long as your books.</source>
        <translation>Ein TSE-Export (TAR) enthält, was die TSE signiert hat; bei einer Außenprüfung wird danach gefragt. Machen Sie mindestens jeden Monat einen, und bewahren Sie die Dateien so lange auf wie Ihre Bücher.</translation>
    </message>
    <message>
        <source>An export is being made</source>
        <translation>Ein Export wird erstellt</translation>
    </message>
    <message>
        <source>Make a complete export …</source>
        <translation>Vollständigen Export machen …</translation>
    </message>
    <message>
        <source>Save the file …</source>
        <translation>Datei speichern …</translation>
    </message>
    <message>
        <source>Details …</source>
        <translation>Einzelheiten …</translation>
    </message>
    <message>
        <source>Cancel the export …</source>
        <translation>Export abbrechen …</translation>
    </message>
    <message>
        <source>Read the exports anew</source>
        <translation>Exporte neu lesen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The service could not be asked how it stands. It goes on there all the same, and is asked again by itself.</source>
        <translation>Der Dienst konnte nicht gefragt werden, wie weit er ist. Dort geht es trotzdem weiter, und das Programm fragt von selbst wieder.</translation>
    </message>
    <message>
        <source>When it will be ready is not known yet. You may leave this page or close the program: the service goes on by itself.</source>
        <translation>Wann er fertig ist, ist noch nicht bekannt. Sie können diese Seite verlassen oder das Programm schließen: Der Dienst macht von selbst weiter.</translation>
    </message>
    <message>
        <source>Ready at about {moment}. You may leave this page or close the program: the service goes on by itself.</source>
        <translation>Fertig etwa am {moment}. Sie können diese Seite verlassen oder das Programm schließen: Der Dienst macht von selbst weiter.</translation>
    </message>
    <message>
        <source>As of {time}</source>
        <translation>Stand {time}</translation>
    </message>
    <message>
        <source>There is no export of this TSE yet.</source>
        <translation>Von dieser TSE gibt es noch keinen Export.</translation>
    </message>
    <message>
        <source>This program sees that a file arrived whole. It cannot check yet whether the signatures in it are right.</source>
        <translation>Dieses Programm stellt fest, ob eine Datei vollständig angekommen ist. Ob die Signaturen darin stimmen, kann es noch nicht prüfen.</translation>
    </message>
    <message>
        <source>The exports are not read yet.</source>
        <translation>Die Exporte sind noch nicht gelesen.</translation>
    </message>
    <message>
        <source>One is being made already.</source>
        <translation>Es wird schon einer erstellt.</translation>
    </message>
    <message>
        <source>Select an export in the table first.</source>
        <translation>Wählen Sie zuerst einen Export in der Tabelle.</translation>
    </message>
    <message>
        <source>It is not being made any more.</source>
        <translation>Er wird nicht mehr erstellt.</translation>
    </message>
    <message>
        <source>There is no file to save.</source>
        <translation>Es gibt keine Datei zu speichern.</translation>
    </message>
</context>
<context>
    <name>ExportsTable</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Angefordert</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>File kept until</source>
        <translation>Datei verfügbar bis</translation>
    </message>
    <message>
        <source>Saved here</source>
        <translation>Hier gespeichert</translation>
    </message>
</context>
<context>
    <name>GroupedTable</name>
    <message>
        <source>folded</source>
        <translation>zugeklappt</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>aufgeklappt</translation>
    </message>
</context>
<context>
    <name>HandOverSheet</name>
    <message>
        <source>Hand-over sheet: TSE of this shop</source>
        <translation>Übergabeblatt: TSE dieses Geschäfts</translation>
    </message>
    <message>
        <source>{site} · made on {date}</source>
        <translation>{site} · erstellt am {date}</translation>
    </message>
    <message>
        <source>Hand-over sheet {site}</source>
        <translation>Übergabeblatt {site}</translation>
    </message>
    <message>
        <source>Technical security system (TSE)</source>
        <translation>Technische Sicherheitseinrichtung (TSE)</translation>
    </message>
    <message>
        <source>TSE ID</source>
        <translation>TSE-Kennung</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Seriennummer</translation>
    </message>
    <message>
        <source>{start} to {end}</source>
        <translation>{start} bis {end}</translation>
    </message>
    <message>
        <source>Certificate valid</source>
        <translation>Zertifikat gültig</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>BSI certification ID</source>
        <translation>BSI-Zertifizierungs-ID</translation>
    </message>
    <message>
        <source>In operation since</source>
        <translation>In Betrieb seit</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>Tills</source>
        <translation>Kassen</translation>
    </message>
    <message>
        <source>No till is registered yet.</source>
        <translation>Es ist noch keine Kasse angemeldet.</translation>
    </message>
    <message>
        <source>Till ID</source>
        <translation>Kassen-ID</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>Client-ID</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>deregistered</source>
        <translation>abgemeldet</translation>
    </message>
    <message>
        <source>What to do next</source>
        <translation>Was als Nächstes zu tun ist</translation>
    </message>
    <message>
        <source>Enter the TSE ID and the client ID of each till in its till software, together with the API key. From then on the till signs every receipt.</source>
        <translation>Tragen Sie die TSE-Kennung und die Client-ID jeder Kasse in deren Kassensoftware ein, zusammen mit dem API-Schlüssel. Ab dann signiert die Kasse jeden Beleg.</translation>
    </message>
    <message>
        <source>Ring up a sale at each till and check that its receipt shows the QR code or the TSE data in plain text.</source>
        <translation>Buchen Sie an jeder Kasse einen Verkauf und prüfen Sie, ob der Beleg den QR-Code oder die TSE-Daten in Klarschrift zeigt.</translation>
    </message>
    <message>
        <source>Keep the sealed PUK sheet locked away, apart from this sheet and from the tills.</source>
        <translation>Bewahren Sie das versiegelte PUK-Blatt verschlossen auf, getrennt von diesem Blatt und von den Kassen.</translation>
    </message>
    <message>
        <source>This TSE is for trying out. Before real sales, set up a TSE for live operation; nothing of this one is reported to the tax office.</source>
        <translation>Diese TSE ist zum Ausprobieren. Richten Sie vor echten Verkäufen eine TSE im Echtbetrieb ein; von dieser wird dem Finanzamt nichts gemeldet.</translation>
    </message>
    <message>
        <source>Report the tills and this TSE to the tax office through ELSTER within one month (§ 146a (4) AO). The form asks for the serial number and the BSI certification ID above.</source>
        <translation>Melden Sie die Kassen und diese TSE innerhalb eines Monats über ELSTER dem Finanzamt (§ 146a Abs. 4 AO). Das Formular fragt nach der Seriennummer und der BSI-Zertifizierungs-ID oben.</translation>
    </message>
    <message>
        <source>Plan the change of TSE before the certificate ends on {date}. After that day it may not sign any more.</source>
        <translation>Planen Sie den Wechsel der TSE, bevor das Zertifikat am {date} abläuft. Danach darf sie nicht mehr signieren.</translation>
    </message>
</context>
<context>
    <name>IdentityCard</name>
    <message>
        <source>Which TSE this is</source>
        <translation>Welche TSE das ist</translation>
    </message>
    <message>
        <source>Serial number of the TSE</source>
        <translation>Seriennummer der TSE</translation>
    </message>
    <message>
        <source>Stands on every receipt; the tax office asks for it when the TSE is reported.</source>
        <translation>Steht auf jedem Beleg; das Finanzamt fragt bei der Mitteilung danach.</translation>
    </message>
    <message>
        <source>TSE id</source>
        <translation>TSE-ID</translation>
    </message>
    <message>
        <source>The name the service and your till software use for it.</source>
        <translation>Unter diesem Namen führen sie der Dienst und Ihre Kassensoftware.</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Was given when the TSE went into service and cannot be changed afterwards. For notes there are entries of your own, below.</source>
        <translation>Wurde bei der Inbetriebnahme vergeben und lässt sich danach nicht mehr ändern. Für Notizen gibt es weiter unten eigene Einträge.</translation>
    </message>
    <message>
        <source>BSI certification</source>
        <translation>BSI-Zertifizierung</translation>
    </message>
    <message>
        <source>The number under which the Federal Office has certified it.</source>
        <translation>Unter dieser Nummer hat das Bundesamt sie zertifiziert.</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>Nothing signed here counts as turnover.</source>
        <translation>Nichts, was hier signiert wird, zählt als Umsatz.</translation>
    </message>
    <message>
        <source>Everything signed here is for the tax office.</source>
        <translation>Alles, was hier signiert wird, gilt gegenüber dem Finanzamt.</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>Add %n shop(s)?</source>
        <translation>
            <numerusform>%n Geschäft hinzufügen?</numerusform>
            <numerusform>%n Geschäfte hinzufügen?</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to add</source>
        <translation>Es gibt nichts hinzuzufügen</translation>
    </message>
    <message>
        <source>The file holds no keys. Each shop asks for its API key when you first open it.</source>
        <translation>Die Datei enthält keine Schlüssel. Jedes Geschäft fragt nach seinem API-Schlüssel, wenn Sie es zum ersten Mal öffnen.</translation>
    </message>
    <message>
        <source>New: {names}</source>
        <translation>Neu: {names}</translation>
    </message>
    <message>
        <source>Come back as they were: {names}</source>
        <translation>Kommen zurück, wie sie waren: {names}</translation>
    </message>
    <message>
        <source>Here already, left as they are: {names}</source>
        <translation>Schon da, bleiben wie sie sind: {names}</translation>
    </message>
    <message>
        <source>Keys you enter for these shops go to another address</source>
        <translation>Schlüssel, die Sie für diese Geschäfte eingeben, gehen an eine andere Adresse</translation>
    </message>
    <message>
        <source>{addresses} is not fiskaly&apos;s usual address. What is kept on this computer is never sent there. Only go on if you know whose it is.</source>
        <translation>{addresses} ist nicht die übliche Adresse von fiskaly. Was auf diesem Computer aufbewahrt ist, wird nie dorthin gesendet. Fahren Sie nur fort, wenn Sie wissen, wem sie gehört.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Add them</source>
        <translation>Hinzufügen</translation>
    </message>
</context>
<context>
    <name>InventoryPage</name>
    <message>
        <source>Create a new TSE</source>
        <translation>Neue TSE anlegen</translation>
    </message>
    <message>
        <source>The set-up at the old address stays as a shop of its own</source>
        <translation>Die Einrichtung unter der alten Adresse bleibt als eigenes Geschäft bestehen</translation>
    </message>
    <message>
        <source>Five test TSEs are in use</source>
        <translation>Fünf Test-TSE sind in Gebrauch</translation>
    </message>
    <message>
        <source>In test operation an organisation may have five TSEs that are not out of service. Go on with one of them, or take one out of service first.</source>
        <translation>Im Testbetrieb darf eine Organisation fünf TSE haben, die nicht außer Betrieb sind. Machen Sie mit einer davon weiter, oder nehmen Sie zuerst eine außer Betrieb.</translation>
    </message>
    <message>
        <source>A new TSE for this shop</source>
        <translation>Eine neue TSE für dieses Geschäft</translation>
    </message>
    <message>
        <source>What is there already</source>
        <translation>Was schon da ist</translation>
    </message>
    <message>
        <source>The TSE of this shop signs no more. Create a new one, or go on with another of your organisation. The shop changes over once the new one is in service.</source>
        <translation>Die TSE dieses Geschäfts signiert nicht mehr. Legen Sie eine neue an, oder wählen Sie eine andere Ihrer Organisation. Das Geschäft wechselt, sobald die neue in Betrieb ist.</translation>
    </message>
    <message>
        <source>These are the TSEs of your organisation. A half-made one can be finished.</source>
        <translation>Das sind die TSE Ihrer Organisation. Eine halb fertige lässt sich fertigstellen.</translation>
    </message>
    <message>
        <source>To the exports</source>
        <translation>Zu den Exporten</translation>
    </message>
    <message>
        <source>TSE of {date} · {state}</source>
        <translation>TSE vom {date} · {state}</translation>
    </message>
    <message>
        <source>“{shop}” works with it.</source>
        <translation>„{shop}“ arbeitet damit.</translation>
    </message>
    <message numerus="yes">
        <source>%n till(s) registered.</source>
        <translation>
            <numerusform>%n Kasse angemeldet.</numerusform>
            <numerusform>%n Kassen angemeldet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Id {id}</source>
        <translation>Kennung {id}</translation>
    </message>
    <message>
        <source>Its certificate has run out. Cannot be used any more.</source>
        <translation>Ihr Zertifikat ist abgelaufen. Nicht mehr verwendbar.</translation>
    </message>
    <message>
        <source>Created and nothing more. The set-up can go on from here.</source>
        <translation>Angelegt, sonst nichts. Die Einrichtung kann hier weitergehen.</translation>
    </message>
    <message>
        <source>Half-made. Its PUK is kept on this computer; the set-up can go on.</source>
        <translation>Halb fertig. Ihre PUK liegt auf diesem Computer; die Einrichtung kann weitergehen.</translation>
    </message>
    <message>
        <source>Half-made, and its PUK is not on this computer. You need the PUK or the admin PIN from your papers.</source>
        <translation>Halb fertig, und ihre PUK liegt nicht auf diesem Computer. Sie brauchen die PUK oder die Admin-PIN aus Ihren Unterlagen.</translation>
    </message>
    <message>
        <source>Ready for use.</source>
        <translation>Betriebsbereit.</translation>
    </message>
    <message>
        <source>Cannot be used any more.</source>
        <translation>Nicht mehr verwendbar.</translation>
    </message>
    <message>
        <source>A new TSE in live operation. It is part of your contract with fiskaly and may cost money every month.</source>
        <translation>Eine neue TSE im Echtbetrieb. Sie ist Teil Ihres Vertrags mit fiskaly und kann jeden Monat Geld kosten.</translation>
    </message>
    <message>
        <source>A new TSE in test operation, free of charge.</source>
        <translation>Eine neue TSE im Testbetrieb, kostenlos.</translation>
    </message>
    <message>
        <source>PIN and PUK kept for {address} are only found there. They are with the shop “{shop}”, whose set-up can go on at any time. Here a new set-up begins.</source>
        <translation>PIN und PUK, die für {address} aufbewahrt werden, sind nur dort zu finden. Sie bleiben beim Geschäft „{shop}“, dessen Einrichtung jederzeit weitergehen kann. Hier beginnt eine neue Einrichtung.</translation>
    </message>
    <message>
        <source>{n} of {limit} test TSEs are in use. Test TSEs without activity are deleted by the service from time to time.</source>
        <translation>{n} von {limit} Test-TSE sind in Gebrauch. Ungenutzte Test-TSE löscht der Dienst von Zeit zu Zeit.</translation>
    </message>
</context>
<context>
    <name>ItemEditor</name>
    <message>
        <source>More goods</source>
        <translation>Weitere Ware</translation>
    </message>
</context>
<context>
    <name>ItemRow</name>
    <message>
        <source>Goods</source>
        <translation>Ware</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Gross price (€)</source>
        <translation>Bruttopreis (€)</translation>
    </message>
    <message>
        <source>VAT</source>
        <translation>Steuersatz</translation>
    </message>
    <message>
        <source>Remove these goods</source>
        <translation>Diese Ware entfernen</translation>
    </message>
    <message>
        <source>Name the goods.</source>
        <translation>Benennen Sie die Ware.</translation>
    </message>
    <message>
        <source>Such as {sample}</source>
        <translation>Zum Beispiel {sample}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>JournalDesk</name>
    <message>
        <source>{shop} (removed)</source>
        <translation>{shop} (entfernt)</translation>
    </message>
    <message>
        <source>a shop that is gone</source>
        <translation>ein Geschäft, das es hier nicht mehr gibt</translation>
    </message>
    <message>
        <source>Save the journal</source>
        <translation>Journal speichern</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Saving: {number} entries …</source>
        <translation>Wird gespeichert: {number} Einträge …</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>Zeit (UTC)</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Vermerk</translation>
    </message>
    <message>
        <source>By whom</source>
        <translation>Von wem</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Geschäft</translation>
    </message>
    <message>
        <source>TSE</source>
        <translation>TSE</translation>
    </message>
    <message>
        <source>Till, transaction or export</source>
        <translation>Kasse, Vorgang oder Export</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Anfrage-ID</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Target state</source>
        <translation>Zielzustand</translation>
    </message>
</context>
<context>
    <name>JournalPage</name>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Everything this program changed or was about to change on this computer. What the tills do is not in here.</source>
        <translation>Alles, was dieses Programm auf diesem Computer geändert hat oder ändern wollte. Was die Kassen tun, steht hier nicht.</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) saved as “{name}”.</source>
        <translation>
            <numerusform>%n Eintrag als „{name}“ gespeichert.</numerusform>
            <numerusform>%n Einträge als „{name}“ gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Geschäft</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Details …</source>
        <translation>Einzelheiten …</translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation>Ältere zeigen</translation>
    </message>
    <message>
        <source>Save as table (CSV) …</source>
        <translation>Als Tabelle speichern (CSV) …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Vermerk</translation>
    </message>
    <message>
        <source>By whom</source>
        <translation>Von wem</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Anfrage-ID</translation>
    </message>
    <message>
        <source>no shop</source>
        <translation>kein Geschäft</translation>
    </message>
    <message>
        <source>only {shop}</source>
        <translation>nur {shop}</translation>
    </message>
    <message>
        <source>all shops</source>
        <translation>alle Geschäfte</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>any</source>
        <translation>jedes</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>the last 7 days</source>
        <translation>die letzten 7 Tage</translation>
    </message>
    <message>
        <source>the last 30 days</source>
        <translation>die letzten 30 Tage</translation>
    </message>
    <message>
        <source>the last 365 days</source>
        <translation>die letzten 365 Tage</translation>
    </message>
    <message>
        <source>at any time</source>
        <translation>jederzeit</translation>
    </message>
    <message>
        <source>No entry matches.</source>
        <translation>Kein Eintrag passt.</translation>
    </message>
    <message>
        <source>No entry yet.</source>
        <translation>Noch kein Eintrag.</translation>
    </message>
    <message>
        <source>The newest {shown} of {total} entries</source>
        <translation>Die neuesten {shown} von {total} Einträgen</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n Eintrag</numerusform>
            <numerusform>%n Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>Select an entry in the table first.</source>
        <translation>Wählen Sie zuerst einen Eintrag in der Tabelle.</translation>
    </message>
</context>
<context>
    <name>KeepPukPage</name>
    <message>
        <source>The PUK is kept on this computer</source>
        <translation>Die PUK ist auf diesem Computer gesichert</translation>
    </message>
    <message>
        <source>The service shows it only now. Whoever has the PUK can set a new admin PIN; without it a forgotten PIN means a new TSE. Print the sheet, fold it, put it where you keep contracts, and not at the till.</source>
        <translation>Der Dienst zeigt sie nur jetzt. Wer die PUK hat, kann eine neue Admin-PIN setzen; ohne sie bedeutet eine vergessene PIN eine neue TSE. Drucken Sie das Blatt, falten Sie es und legen Sie es zu Ihren Verträgen, nicht an die Kasse.</translation>
    </message>
    <message>
        <source>Print the sealed sheet …</source>
        <translation>Versiegeltes Blatt drucken …</translation>
    </message>
    <message>
        <source>Save it as PDF …</source>
        <translation>Als PDF speichern …</translation>
    </message>
    <message>
        <source>PUK</source>
        <translation>PUK</translation>
    </message>
    <message>
        <source>From the paper, not from the screen. The first character is number 1.</source>
        <translation>Vom Papier, nicht vom Bildschirm. Das erste Zeichen hat die Nummer 1.</translation>
    </message>
    <message>
        <source>Keep the PUK</source>
        <translation>PUK sichern</translation>
    </message>
    <message>
        <source>A copy on paper protects you when this computer breaks.</source>
        <translation>Eine Kopie auf Papier schützt Sie, wenn dieser Computer ausfällt.</translation>
    </message>
    <message>
        <source>That is not what the sheet says. Count the characters once more.</source>
        <translation>Das steht nicht auf dem Blatt. Zählen Sie die Zeichen noch einmal.</translation>
    </message>
    <message>
        <source>Written to “{store}” and read back.</source>
        <translation>In „{store}“ abgelegt und zurückgelesen.</translation>
    </message>
    <message>
        <source>Characters {a}, {b}, {c} and {d} of the PUK</source>
        <translation>Zeichen {a}, {b}, {c} und {d} der PUK</translation>
    </message>
    <message>
        <source>Hide the PUK</source>
        <translation>PUK verbergen</translation>
    </message>
    <message>
        <source>Show the PUK</source>
        <translation>PUK zeigen</translation>
    </message>
    <message>
        <source>Sealed sheet</source>
        <translation>Versiegeltes Blatt</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Trying the API key …</source>
        <translation>Der API-Schlüssel wird geprüft …</translation>
    </message>
</context>
<context>
    <name>KeysDesk</name>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>The new PIN is being set …</source>
        <translation>Die neue PIN wird gesetzt …</translation>
    </message>
    <message>
        <source>The new PIN holds.</source>
        <translation>Die neue PIN gilt.</translation>
    </message>
    <message>
        <source>The new PIN holds. It is not kept here: note it in a safe place.</source>
        <translation>Die neue PIN gilt. Sie wird hier nicht aufbewahrt: Notieren Sie sie an einem sicheren Ort.</translation>
    </message>
    <message>
        <source>Settled: the new PIN holds.</source>
        <translation>Geklärt: Die neue PIN gilt.</translation>
    </message>
    <message>
        <source>Settled: the new PIN was not set. The one before still holds.</source>
        <translation>Geklärt: Die neue PIN wurde nicht gesetzt. Die bisherige gilt weiter.</translation>
    </message>
    <message>
        <source>Show the PUK?</source>
        <translation>PUK zeigen?</translation>
    </message>
    <message>
        <source>Show the PIN?</source>
        <translation>PIN zeigen?</translation>
    </message>
    <message>
        <source>Replace the PUK that is kept?</source>
        <translation>Die aufbewahrte PUK ersetzen?</translation>
    </message>
    <message>
        <source>Add the PUK from paper</source>
        <translation>PUK vom Papier hinzufügen</translation>
    </message>
    <message>
        <source>The one that is kept was never proven and is overwritten, once the new one has been written and read back. Only setting a PIN can prove a PUK.</source>
        <translation>Die aufbewahrte wurde nie bestätigt und wird überschrieben, sobald die neue geschrieben und zurückgelesen ist. Nur das Setzen einer PIN kann eine PUK bestätigen.</translation>
    </message>
    <message>
        <source>It is written to the protected place of this computer and read back. Whether it is right shows only when a PIN is set with it; until then it counts as unproven.</source>
        <translation>Sie wird an den geschützten Ort dieses Computers geschrieben und zurückgelesen. Ob sie stimmt, zeigt sich erst, wenn mit ihr eine PIN gesetzt wird; bis dahin gilt sie als unbestätigt.</translation>
    </message>
    <message>
        <source>PUK</source>
        <translation>PUK</translation>
    </message>
    <message>
        <source>Replace the PUK</source>
        <translation>PUK ersetzen</translation>
    </message>
    <message>
        <source>Keep the PUK</source>
        <translation>PUK aufbewahren</translation>
    </message>
    <message>
        <source>From the sealed sheet of this TSE.</source>
        <translation>Vom versiegelten Blatt dieser TSE.</translation>
    </message>
    <message>
        <source>The PUK is kept, unproven. Set a new PIN with it to prove it.</source>
        <translation>Die PUK ist aufbewahrt, noch unbestätigt. Setzen Sie mit ihr eine neue PIN, um sie zu bestätigen.</translation>
    </message>
    <message>
        <source>Keep the PIN on this computer</source>
        <translation>Die PIN auf diesem Computer aufbewahren</translation>
    </message>
    <message>
        <source>One login proves it first: a wrong PIN is never kept. After that the program takes it from there by itself.</source>
        <translation>Eine Anmeldung bestätigt sie zuerst: Eine falsche PIN wird nie aufbewahrt. Danach nimmt das Programm sie von selbst von dort.</translation>
    </message>
    <message>
        <source>Admin PIN</source>
        <translation>Admin-PIN</translation>
    </message>
    <message>
        <source>Prove and keep it</source>
        <translation>Bestätigen und aufbewahren</translation>
    </message>
    <message>
        <source>The PIN is right and kept on this computer.</source>
        <translation>Die PIN stimmt und ist auf diesem Computer aufbewahrt.</translation>
    </message>
    <message>
        <source>Forget the PIN on this computer?</source>
        <translation>Die aufbewahrte PIN von diesem Computer löschen?</translation>
    </message>
    <message>
        <source>The PIN itself stays as it is. From then on it is asked for each time; make sure that somebody knows it.</source>
        <translation>Die PIN selbst bleibt, wie sie ist. Von da an wird jedes Mal danach gefragt; sorgen Sie dafür, dass jemand sie kennt.</translation>
    </message>
    <message>
        <source>Forget the PIN</source>
        <translation>Aufbewahrte PIN löschen</translation>
    </message>
    <message>
        <source>The PIN is no longer kept here.</source>
        <translation>Die PIN wird hier nicht mehr aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>API key of “{shop}”</source>
        <translation>API-Schlüssel von „{shop}“</translation>
    </message>
    <message>
        <source>Without it this computer cannot ask the service how the TSE is doing. Your tills have keys of their own and go on selling.</source>
        <translation>Ohne ihn kann dieser Computer den Dienst nicht fragen, wie es der TSE geht. Ihre Kassen haben eigene Schlüssel und verkaufen weiter.</translation>
    </message>
    <message>
        <source>This is not fiskaly&apos;s usual address. Only go on if you know it.</source>
        <translation>Das ist nicht die übliche Adresse von fiskaly. Machen Sie nur weiter, wenn Sie sie kennen.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>API secret</source>
        <translation>API-Secret</translation>
    </message>
    <message>
        <source>fiskaly dashboard → your organisation → API keys.</source>
        <translation>fiskaly-Dashboard → Ihre Organisation → API-Schlüssel.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Key and secret are sent to {address}</source>
        <translation>Schlüssel und Secret gehen an {address}</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Admin PUK</source>
        <translation>Admin-PUK</translation>
    </message>
    <message>
        <source>Admin PIN</source>
        <translation>Admin-PIN</translation>
    </message>
    <message>
        <source>PIN and PUK</source>
        <translation>PIN und PUK</translation>
    </message>
    <message>
        <source>It is not certain which PIN holds</source>
        <translation>Es ist nicht sicher, welche PIN gilt</translation>
    </message>
    <message>
        <source>A new PIN was sent and its answer was lost. One login with it settles that; if it does not hold, the login counts as one wrong attempt.</source>
        <translation>Eine neue PIN wurde gesendet, und die Antwort ging verloren. Eine Anmeldung mit ihr klärt das; gilt sie nicht, zählt das als ein falscher Versuch.</translation>
    </message>
    <message>
        <source>Find out by one login</source>
        <translation>Mit einer Anmeldung klären</translation>
    </message>
    <message>
        <source>How they stand</source>
        <translation>Wie es um PIN und PUK steht</translation>
    </message>
    <message>
        <source>Show the PUK …</source>
        <translation>PUK zeigen …</translation>
    </message>
    <message>
        <source>Show the PIN …</source>
        <translation>PIN zeigen …</translation>
    </message>
    <message>
        <source>Keep the PIN here …</source>
        <translation>PIN hier aufbewahren …</translation>
    </message>
    <message>
        <source>Forget the PIN …</source>
        <translation>Aufbewahrte PIN löschen …</translation>
    </message>
    <message>
        <source>Set a new PIN</source>
        <translation>Neue PIN setzen</translation>
    </message>
    <message>
        <source>You need the PUK for it, whether the PIN is known, forgotten or blocked. Tills go on selling meanwhile.</source>
        <translation>Dafür brauchen Sie die PUK, ob die PIN nun bekannt, vergessen oder gesperrt ist. Die Kassen verkaufen währenddessen weiter.</translation>
    </message>
    <message>
        <source>Use another PUK than the kept one</source>
        <translation>Eine andere PUK als die aufbewahrte verwenden</translation>
    </message>
    <message>
        <source>PUK</source>
        <translation>PUK</translation>
    </message>
    <message>
        <source>From the sealed sheet of this TSE. It is kept here once the service has taken it.</source>
        <translation>Vom versiegelten Blatt dieser TSE. Sie wird hier aufbewahrt, sobald der Dienst sie angenommen hat.</translation>
    </message>
    <message>
        <source>Keep the PIN on this computer</source>
        <translation>Die PIN auf diesem Computer aufbewahren</translation>
    </message>
    <message>
        <source>Set the new PIN</source>
        <translation>Neue PIN setzen</translation>
    </message>
    <message>
        <source>Replace the PUK …</source>
        <translation>PUK ersetzen …</translation>
    </message>
    <message>
        <source>Add the PUK from paper …</source>
        <translation>PUK vom Papier hinzufügen …</translation>
    </message>
    <message>
        <source>Keep the right PIN …</source>
        <translation>Die richtige PIN aufbewahren …</translation>
    </message>
    <message>
        <source>Not in this state: {state}. {meaning}</source>
        <translation>In diesem Zustand nicht möglich: {state}. {meaning}</translation>
    </message>
    <message>
        <source>There is nothing to show yet.</source>
        <translation>Es gibt noch nichts zu zeigen.</translation>
    </message>
    <message>
        <source>The PUK is kept in “{store}”, and it is the right one.</source>
        <translation>Die PUK ist in „{store}“ aufbewahrt, und es ist die richtige.</translation>
    </message>
    <message>
        <source>A PUK from paper is kept in “{store}”. Whether it is right shows only when a new PIN is set with it.</source>
        <translation>Eine PUK vom Papier ist in „{store}“ aufbewahrt. Ob sie stimmt, zeigt sich erst, wenn mit ihr eine neue PIN gesetzt wird.</translation>
    </message>
    <message>
        <source>No PUK is kept here. Without one a forgotten PIN means a new TSE: add it from the sealed sheet.</source>
        <translation>Hier ist keine PUK aufbewahrt. Ohne sie bedeutet eine vergessene PIN eine neue TSE: Fügen Sie sie vom versiegelten Blatt hinzu.</translation>
    </message>
    <message>
        <source>The admin PIN is kept in “{store}”.</source>
        <translation>Die Admin-PIN ist in „{store}“ aufbewahrt.</translation>
    </message>
    <message>
        <source>The admin PIN is not kept here: you are asked for it each time.</source>
        <translation>Die Admin-PIN ist hier nicht aufbewahrt: Sie werden jedes Mal danach gefragt.</translation>
    </message>
    <message>
        <source>The service has not yet taken a PIN from this computer.</source>
        <translation>Der Dienst hat von diesem Computer noch keine PIN angenommen.</translation>
    </message>
    <message>
        <source>The service last took a PIN on {moment}.</source>
        <translation>Der Dienst hat zuletzt am {moment} eine PIN angenommen.</translation>
    </message>
    <message>
        <source>The service refused the PIN that is kept here, on {moment}. It was probably changed elsewhere. The program does not try it any more.</source>
        <translation>Der Dienst hat die hier aufbewahrte PIN am {moment} abgelehnt. Wahrscheinlich wurde sie anderswo geändert. Das Programm probiert sie nicht mehr.</translation>
    </message>
    <message>
        <source>Keep the right PIN here, or set a new one below.</source>
        <translation>Bewahren Sie hier die richtige PIN auf, oder setzen Sie unten eine neue.</translation>
    </message>
    <message>
        <source>No attempt left: the program sends no PIN any more, so that the service does not block it.</source>
        <translation>Kein Versuch mehr: Das Programm sendet keine PIN mehr, damit der Dienst sie nicht sperrt.</translation>
    </message>
    <message>
        <source>Set a new PIN below.</source>
        <translation>Setzen Sie unten eine neue PIN.</translation>
    </message>
    <message>
        <source>Wrong PINs that may still be entered before the program stops: {n}</source>
        <translation>So viele falsche PINs sind noch möglich, bevor das Programm anhält: {n}</translation>
    </message>
    <message>
        <source>Practice: a plain question comes before they are shown.</source>
        <translation>Übungsbetrieb: Vor dem Zeigen kommt nur eine einfache Frage.</translation>
    </message>
    <message>
        <source>The passphrase of the encrypted file is asked before they are shown.</source>
        <translation>Vor dem Zeigen wird nach der Passphrase der verschlüsselten Datei gefragt.</translation>
    </message>
    <message>
        <source>The password of {user} on this computer is asked before they are shown.</source>
        <translation>Vor dem Zeigen wird nach dem Passwort von {user} an diesem Computer gefragt.</translation>
    </message>
    <message>
        <source>It cannot be confirmed here who is at the keyboard, so neither is shown. The program uses them all the same; on paper the PUK stands on the sealed sheet.</source>
        <translation>Hier lässt sich nicht bestätigen, wer vor dem Computer sitzt; deshalb wird keine von beiden gezeigt. Das Programm benutzt sie trotzdem; auf Papier steht die PUK auf dem versiegelten Blatt.</translation>
    </message>
</context>
<context>
    <name>LastExport</name>
    <message>
        <source>The export of the old TSE is not saved</source>
        <translation>Der Export der alten TSE ist nicht gespeichert</translation>
    </message>
    <message>
        <source>The old TSE is not exported completely</source>
        <translation>Die alte TSE ist nicht vollständig exportiert</translation>
    </message>
    <message>
        <source>Once the shop has changed over, this program exports only the new TSE. Without an export you cannot show the tax office what the old one signed.</source>
        <translation>Nach dem Wechsel exportiert dieses Programm nur noch die neue TSE. Ohne einen Export können Sie dem Finanzamt nicht zeigen, was die alte signiert hat.</translation>
    </message>
    <message>
        <source>Save the file of the export first.</source>
        <translation>Speichern Sie zuerst die Datei des Exports.</translation>
    </message>
    <message>
        <source>Make a complete export first and save its file.</source>
        <translation>Machen Sie zuerst einen vollständigen Export, und speichern Sie seine Datei.</translation>
    </message>
    <message>
        <source>The service makes no more exports of it. Save the files of those that are there first.</source>
        <translation>Der Dienst macht von ihr keinen Export mehr. Speichern Sie zuerst die Dateien der vorhandenen Exporte.</translation>
    </message>
</context>
<context>
    <name>LifeCard</name>
    <message>
        <source>Its life so far</source>
        <translation>Bisheriger Verlauf</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Prepared</source>
        <translation>Vorbereitet</translation>
    </message>
    <message>
        <source>In service since</source>
        <translation>In Betrieb seit</translation>
    </message>
    <message>
        <source>The day to report as the beginning of its use.</source>
        <translation>Dieser Tag wird als Inbetriebnahme gemeldet.</translation>
    </message>
    <message>
        <source>Out of service since</source>
        <translation>Außer Betrieb seit</translation>
    </message>
    <message>
        <source>The day to report as the end of its use.</source>
        <translation>Dieser Tag wird als Außerbetriebnahme gemeldet.</translation>
    </message>
    <message>
        <source>Defective since</source>
        <translation>Defekt seit</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>A change is still being written. The window closes when it is done.</source>
        <translation>Eine Änderung wird noch geschrieben. Das Fenster schließt sich, sobald sie fertig ist.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>MetadataDialog</name>
    <message>
        <source>Entries of your own</source>
        <translation>Eigene Einträge</translation>
    </message>
    <message>
        <source>Anything worth remembering, such as a room or a contract number. The service keeps it beside the signed data, and everybody with access can read it: no PIN, PUK or password belongs here.</source>
        <translation>Was Sie sich merken möchten, etwa einen Raum oder eine Vertragsnummer. Der Dienst bewahrt es neben den signierten Daten auf, und jeder mit Zugang kann es lesen: keine PIN, keine PUK und kein Passwort gehören hierher.</translation>
    </message>
    <message>
        <source>There is no entry yet.</source>
        <translation>Es gibt noch keinen Eintrag.</translation>
    </message>
    <message>
        <source>Add an entry</source>
        <translation>Eintrag hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save the entries</source>
        <translation>Einträge speichern</translation>
    </message>
    <message>
        <source>{n} of {most} entries</source>
        <translation>{n} von {most} Einträgen</translation>
    </message>
</context>
<context>
    <name>MetadataRow</name>
    <message>
        <source>Name</source>
        <translation>Bezeichnung</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Remove the entry {name}</source>
        <translation>Eintrag {name} entfernen</translation>
    </message>
    <message>
        <source>Give the entry a name.</source>
        <translation>Geben Sie dem Eintrag eine Bezeichnung.</translation>
    </message>
    <message>
        <source>Another entry has this name.</source>
        <translation>Ein anderer Eintrag heißt schon so.</translation>
    </message>
    <message>
        <source>Say something, or remove the entry.</source>
        <translation>Schreiben Sie etwas, oder entfernen Sie den Eintrag.</translation>
    </message>
    <message>
        <source>Too long: use at most {most} characters.</source>
        <translation>Zu lang: höchstens {most} Zeichen.</translation>
    </message>
</context>
<context>
    <name>Naming</name>
    <message>
        <source>Practice shop</source>
        <translation>Übungsgeschäft</translation>
    </message>
</context>
<context>
    <name>NewsPage</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>NoticeList</name>
    <message>
        <source>What needs doing</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Nothing at the moment.</source>
        <translation>Im Moment nichts.</translation>
    </message>
</context>
<context>
    <name>NoticeRow</name>
    <message>
        <source>Not possible</source>
        <translation>Nicht möglich</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>For your information</source>
        <translation>Zur Information</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>The service refuses the API key of this computer. The tills have keys of their own.</source>
        <translation>Der Dienst lehnt den API-Schlüssel dieses Computers ab. Die Kassen haben eigene Schlüssel.</translation>
    </message>
    <message>
        <source>The TSE&apos;s certificate ends on {until}, in {days} days. Plan a new TSE.</source>
        <translation>Das Zertifikat der TSE läuft am {until} ab, in {days} Tagen. Planen Sie eine neue TSE.</translation>
    </message>
    <message>
        <source>The TSE&apos;s certificate ends tomorrow at the latest ({until}).</source>
        <translation>Das Zertifikat der TSE läuft spätestens morgen ab ({until}).</translation>
    </message>
    <message>
        <source>The TSE&apos;s certificate ended on {until}. You need a new TSE.</source>
        <translation>Das Zertifikat der TSE ist am {until} abgelaufen. Sie brauchen eine neue TSE.</translation>
    </message>
    <message>
        <source>{amount} of {limit} places for open transactions are taken ({percent} %).</source>
        <translation>{amount} von {limit} Plätzen für offene Vorgänge sind belegt ({percent} %).</translation>
    </message>
    <message>
        <source>All {limit} places for open transactions are taken. No new sale can be signed.</source>
        <translation>Alle {limit} Plätze für offene Vorgänge sind belegt. Kein neuer Verkauf kann signiert werden.</translation>
    </message>
    <message>
        <source>{amount} of {limit} places for tills are taken ({percent} %).</source>
        <translation>{amount} von {limit} Plätzen für Kassen sind belegt ({percent} %).</translation>
    </message>
    <message>
        <source>All {limit} places for tills are taken. Deregister one you no longer use.</source>
        <translation>Alle {limit} Plätze für Kassen sind belegt. Melden Sie eine ab, die Sie nicht mehr brauchen.</translation>
    </message>
    <message>
        <source>Admin mode may still be open from an earlier run. Nobody here uses it.</source>
        <translation>Der Admin-Modus ist vielleicht noch von früher offen. Hier braucht ihn gerade niemand.</translation>
    </message>
    <message>
        <source>The PUK of this TSE is not kept on this computer. Without it a blocked PIN stays blocked.</source>
        <translation>Die PUK dieser TSE ist auf diesem Computer nicht aufbewahrt. Ohne sie bleibt eine gesperrte PIN gesperrt.</translation>
    </message>
    <message>
        <source>A set-up of this shop was begun and not finished.</source>
        <translation>Eine Einrichtung dieses Geschäfts wurde begonnen und nicht abgeschlossen.</translation>
    </message>
    <message>
        <source>Cancelling open transactions was interrupted. It can go on where it stopped.</source>
        <translation>Das Abbrechen offener Vorgänge wurde unterbrochen. Es kann dort weitergehen, wo es stehen blieb.</translation>
    </message>
    <message>
        <source>The last complete TSE export is {days} days old. Make one at least every month.</source>
        <translation>Der letzte vollständige TSE-Export ist {days} Tage alt. Machen Sie mindestens jeden Monat einen.</translation>
    </message>
    <message>
        <source>No complete export of this TSE was ever made. Make one every month.</source>
        <translation>Von dieser TSE gibt es noch keinen vollständigen Export. Machen Sie jeden Monat einen.</translation>
    </message>
    <message>
        <source>Enter the API key …</source>
        <translation>API-Schlüssel eingeben …</translation>
    </message>
    <message>
        <source>Show the TSE</source>
        <translation>TSE zeigen</translation>
    </message>
    <message>
        <source>Show open transactions</source>
        <translation>Offene Vorgänge zeigen</translation>
    </message>
    <message>
        <source>Show the tills</source>
        <translation>Kassen zeigen</translation>
    </message>
    <message>
        <source>End admin mode</source>
        <translation>Admin-Modus beenden</translation>
    </message>
    <message>
        <source>Add the PUK</source>
        <translation>PUK nachtragen</translation>
    </message>
    <message>
        <source>Continue the set-up</source>
        <translation>Einrichtung fortsetzen</translation>
    </message>
    <message>
        <source>Show exports</source>
        <translation>Exporte zeigen</translation>
    </message>
</context>
<context>
    <name>OpenChoosing</name>
    <message>
        <source>Choose what is open for more than</source>
        <translation>Auswählen, was länger offen ist als</translation>
    </message>
    <message>
        <source>Cancel selected transactions …</source>
        <translation>Ausgewählte Vorgänge abbrechen …</translation>
    </message>
    <message>
        <source>Choose by the rules</source>
        <translation>Nach Regel auswählen</translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <source>Not while the list is loaded or transactions are cancelled.</source>
        <translation>Nicht möglich, solange die Liste geladen wird oder Vorgänge abgebrochen werden.</translation>
    </message>
    <message>
        <source>No transaction is chosen.</source>
        <translation>Es ist kein Vorgang ausgewählt.</translation>
    </message>
    <message>
        <source>No transaction is chosen. Space or a click on the box chooses one.</source>
        <translation>Kein Vorgang ist ausgewählt. Die Leertaste oder ein Klick auf das Kästchen wählt einen aus.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) chosen.</source>
        <translation>
            <numerusform>%Ln Vorgang ausgewählt.</numerusform>
            <numerusform>%Ln Vorgänge ausgewählt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them not in sight: see search and filters.</source>
        <translation>
            <numerusform>%n davon nicht zu sehen: siehe Suche und Filter.</numerusform>
            <numerusform>%n davon nicht zu sehen: siehe Suche und Filter.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A till may be using %n of the chosen transactions</source>
        <translation>
            <numerusform>%n der ausgewählten Vorgänge benutzt vielleicht gerade eine Kasse</numerusform>
            <numerusform>%n der ausgewählten Vorgänge benutzt vielleicht gerade eine Kasse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) were left out</source>
        <translation>
            <numerusform>%Ln Vorgang wurde ausgelassen</numerusform>
            <numerusform>%Ln Vorgänge wurden ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>A till may be using them. What the rules leave out is chosen one by one.</source>
        <translation>Vielleicht benutzt sie gerade eine Kasse. Was die Regel auslässt, wird einzeln ausgewählt.</translation>
    </message>
    <message>
        <source>no. {number} of {till}, open for {time}</source>
        <translation>Nr. {number} von {till}, offen seit {time}</translation>
    </message>
    <message>
        <source>Not chosen by the rules: {list}. If such a transaction is cancelled, a sale under way can be lost at the till.</source>
        <translation>Nicht von der Regel ausgewählt: {list}. Wird so ein Vorgang abgebrochen, kann an der Kasse ein laufender Verkauf verloren gehen.</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OpenDetails</name>
    <message>
        <source>Transaction no. {number}</source>
        <translation>Vorgang Nr. {number}</translation>
    </message>
    <message>
        <source>Transaction ID</source>
        <translation>Vorgangs-ID</translation>
    </message>
    <message>
        <source>Client ID</source>
        <translation>Kennung der Kasse beim Dienst</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Till is</source>
        <translation>Kasse ist</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Vorgangsbeginn</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Letzte Aktivität</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Vorgangsart</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Signature counter</source>
        <translation>Signaturzähler</translation>
    </message>
</context>
<context>
    <name>OpenFinding</name>
    <message>
        <source>All ages</source>
        <translation>Jedes Alter</translation>
    </message>
    <message>
        <source>Over 1 hour</source>
        <translation>Über 1 Stunde</translation>
    </message>
    <message>
        <source>Over 24 hours</source>
        <translation>Über 24 Stunden</translation>
    </message>
    <message>
        <source>Over 7 days</source>
        <translation>Über 7 Tage</translation>
    </message>
    <message>
        <source>All tills</source>
        <translation>Alle Kassen</translation>
    </message>
</context>
<context>
    <name>OpenGroups</name>
    <message>
        <source>Group</source>
        <translation>Gruppieren</translation>
    </message>
    <message>
        <source>Not grouped</source>
        <translation>Nicht gruppiert</translation>
    </message>
    <message>
        <source>By till</source>
        <translation>Nach Kasse</translation>
    </message>
    <message>
        <source>By age</source>
        <translation>Nach Alter</translation>
    </message>
    <message>
        <source>Under 1 hour</source>
        <translation>Unter 1 Stunde</translation>
    </message>
    <message>
        <source>1 to 24 hours</source>
        <translation>1 bis 24 Stunden</translation>
    </message>
    <message>
        <source>1 to 7 days</source>
        <translation>1 bis 7 Tage</translation>
    </message>
    <message>
        <source>Over 7 days</source>
        <translation>Über 7 Tage</translation>
    </message>
    <message>
        <source>none open any more</source>
        <translation>keiner mehr offen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s)</source>
        <translation>
            <numerusform>%Ln Vorgang</numerusform>
            <numerusform>%Ln Vorgänge</numerusform>
        </translation>
    </message>
    <message>
        <source>up to {time} old</source>
        <translation>bis zu {time} alt</translation>
    </message>
    <message>
        <source>till at work</source>
        <translation>Kasse arbeitet</translation>
    </message>
    <message numerus="yes">
        <source>%n till(s)</source>
        <translation>
            <numerusform>%n Kasse</numerusform>
            <numerusform>%n Kassen</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} chosen</source>
        <translation>{count} ausgewählt</translation>
    </message>
    <message>
        <source>deregistered, cannot end them any more</source>
        <translation>abgemeldet, kann sie nicht mehr beenden</translation>
    </message>
    <message>
        <source>presumably crashed</source>
        <translation>vermutlich abgestürzt</translation>
    </message>
    <message>
        <source>presumably parked and forgotten</source>
        <translation>vermutlich geparkt und vergessen</translation>
    </message>
</context>
<context>
    <name>OpenTable</name>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Open for</source>
        <translation>Offen seit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Letzte Aktivität</translation>
    </message>
    <message>
        <source>Rev.</source>
        <translation>Rev.</translation>
    </message>
    <message>
        <source>Revision: how often the till has written this transaction.</source>
        <translation>Revision: wie oft die Kasse diesen Vorgang geschrieben hat.</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} T {hours} h</translation>
    </message>
    <message>
        <source>{count} min ago</source>
        <translation>vor {count} min</translation>
    </message>
    <message>
        <source>{count} h ago</source>
        <translation>vor {count} h</translation>
    </message>
    <message>
        <source>{count} d ago</source>
        <translation>vor {count} T</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch leer</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>order</source>
        <translation>Bestellung</translation>
    </message>
    <message>
        <source>other</source>
        <translation>sonstiger</translation>
    </message>
    <message>
        <source>taxi meter</source>
        <translation>Taxameter</translation>
    </message>
    <message>
        <source>crash</source>
        <translation>Absturz</translation>
    </message>
    <message>
        <source>parked</source>
        <translation>geparkt</translation>
    </message>
    <message>
        <source>old till</source>
        <translation>alte Kasse</translation>
    </message>
    <message>
        <source>Several of this till began within one minute: it presumably crashed or was switched off.</source>
        <translation>Mehrere dieser Kasse begannen innerhalb einer Minute: Sie ist vermutlich abgestürzt oder wurde ausgeschaltet.</translation>
    </message>
    <message>
        <source>Alone, old, and with data: somebody presumably parked it and forgot it.</source>
        <translation>Einzeln, alt und mit Inhalt: Vermutlich wurde er geparkt und vergessen.</translation>
    </message>
    <message>
        <source>Its till was deregistered and cannot end it any more.</source>
        <translation>Seine Kasse wurde abgemeldet und kann ihn nicht mehr beenden.</translation>
    </message>
    <message>
        <source>Nothing points to a cause.</source>
        <translation>Nichts deutet auf eine Ursache hin.</translation>
    </message>
    <message>
        <source>left behind</source>
        <translation>liegen geblieben</translation>
    </message>
    <message>
        <source>still young</source>
        <translation>noch jung</translation>
    </message>
    <message>
        <source>just changed</source>
        <translation>eben geändert</translation>
    </message>
    <message>
        <source>till at work</source>
        <translation>Kasse arbeitet</translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>wird geprüft</translation>
    </message>
    <message>
        <source>not cancellable</source>
        <translation>nicht abbrechbar</translation>
    </message>
    <message>
        <source>Old, long untouched, and its till has not signed of late.</source>
        <translation>Alt, lange nicht berührt, und seine Kasse hat zuletzt nichts signiert.</translation>
    </message>
    <message>
        <source>Younger than the age you have set; its till may be using it.</source>
        <translation>Jünger als das eingestellte Alter; seine Kasse benutzt ihn vielleicht noch.</translation>
    </message>
    <message>
        <source>Changed within the last 15 minutes; its till is using it.</source>
        <translation>In den letzten 15 Minuten geändert; seine Kasse benutzt ihn.</translation>
    </message>
    <message>
        <source>Its till has signed within the last 15 minutes and may still be using it.</source>
        <translation>Seine Kasse hat in den letzten 15 Minuten signiert und benutzt ihn vielleicht noch.</translation>
    </message>
    <message>
        <source>It is not known yet whether its till is at work.</source>
        <translation>Ob seine Kasse gerade arbeitet, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>Transactions of taxi meters can only be ended by the taxi meter.</source>
        <translation>Vorgänge von Taxametern kann nur der Taxameter beenden.</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>already closed</source>
        <translation>schon beendet</translation>
    </message>
    <message>
        <source>in use, left alone</source>
        <translation>in Benutzung</translation>
    </message>
    <message>
        <source>left alone</source>
        <translation>unberührt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not certain</source>
        <translation>ungewiss</translation>
    </message>
    <message>
        <source>cannot be chosen</source>
        <translation>nicht auswählbar</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>ausgewählt</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>nicht ausgewählt</translation>
    </message>
    <message>
        <source>{till} (deregistered)</source>
        <translation>{till} (abgemeldet)</translation>
    </message>
</context>
<context>
    <name>OpenTransactionsPage</name>
    <message>
        <source>Open transactions</source>
        <translation>Offene Vorgänge</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut nachsehen</translation>
    </message>
    <message>
        <source>Last report</source>
        <translation>Letzter Bericht</translation>
    </message>
    <message>
        <source>Stop loading</source>
        <translation>Laden anhalten</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>Nichts ist offen</translation>
    </message>
    <message>
        <source>Every transaction of this TSE has been finished or cancelled.</source>
        <translation>Alle Vorgänge dieser TSE sind abgeschlossen oder abgebrochen.</translation>
    </message>
    <message>
        <source>No transaction matches.</source>
        <translation>Kein Vorgang passt dazu.</translation>
    </message>
    <message>
        <source>Space chooses a transaction, Enter shows all about it. On the line of a group Space chooses all of it that the rules allow, Enter folds it.</source>
        <translation>Die Leertaste wählt einen Vorgang aus, die Eingabetaste zeigt alles dazu. Auf der Zeile einer Gruppe wählt die Leertaste alles aus, was die Regeln erlauben; die Eingabetaste klappt sie auf und zu.</translation>
    </message>
    <message>
        <source>Loaded {loaded} of {total}, as of {time}.</source>
        <translation>{loaded} von {total} geladen, Stand {time}.</translation>
    </message>
    <message>
        <source>All are here. Finding out which tills are at work …</source>
        <translation>Alle sind da. Es wird geprüft, welche Kassen gerade arbeiten …</translation>
    </message>
    <message>
        <source>Reading the open transactions …</source>
        <translation>Die offenen Vorgänge werden gelesen …</translation>
    </message>
    <message>
        <source>Loaded {loaded} of {total}.</source>
        <translation>{loaded} von {total} geladen.</translation>
    </message>
    <message>
        <source>Waiting {seconds} s because the service allows 20 list calls a minute.</source>
        <translation>Es wird {seconds} s gewartet: Der Dienst erlaubt höchstens 20 Abfragen je Minute.</translation>
    </message>
    <message>
        <source>What you see below is from {moment}.</source>
        <translation>Was Sie unten sehen, ist von {moment}.</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>Create a TSE</source>
        <translation>TSE anlegen</translation>
    </message>
    <message>
        <source>Change the state of the TSE</source>
        <translation>Zustand der TSE ändern</translation>
    </message>
    <message>
        <source>Change the entries kept with the TSE</source>
        <translation>Eigene Angaben zur TSE ändern</translation>
    </message>
    <message>
        <source>Open admin mode</source>
        <translation>Admin-Modus öffnen</translation>
    </message>
    <message>
        <source>End admin mode</source>
        <translation>Admin-Modus beenden</translation>
    </message>
    <message>
        <source>Set the PIN with the PUK</source>
        <translation>PIN mit der PUK setzen</translation>
    </message>
    <message>
        <source>Register a till</source>
        <translation>Kasse anmelden</translation>
    </message>
    <message>
        <source>Register a till again or deregister it</source>
        <translation>Kasse wieder anmelden oder abmelden</translation>
    </message>
    <message>
        <source>Change the entries kept with a till</source>
        <translation>Eigene Angaben zu einer Kasse ändern</translation>
    </message>
    <message>
        <source>Sign or cancel a transaction</source>
        <translation>Vorgang signieren/abbrechen</translation>
    </message>
    <message>
        <source>Change the entries kept with a transaction</source>
        <translation>Eigene Angaben zu einem Vorgang ändern</translation>
    </message>
    <message>
        <source>Start a TSE export</source>
        <translation>TSE-Export starten</translation>
    </message>
    <message>
        <source>Stop a TSE export</source>
        <translation>TSE-Export abbrechen</translation>
    </message>
    <message>
        <source>Show the PUK</source>
        <translation>PUK zeigen</translation>
    </message>
    <message>
        <source>Show the PIN</source>
        <translation>PIN zeigen</translation>
    </message>
    <message>
        <source>Keep the PIN on this computer</source>
        <translation>PIN auf diesem Computer aufbewahren</translation>
    </message>
    <message>
        <source>Delete the PIN from this computer</source>
        <translation>PIN von diesem Computer löschen</translation>
    </message>
    <message>
        <source>Note that the service has taken the PUK</source>
        <translation>Vermerken, dass der Dienst die PUK angenommen hat</translation>
    </message>
    <message>
        <source>Keep a PUK on this computer</source>
        <translation>PUK auf diesem Computer aufbewahren</translation>
    </message>
    <message>
        <source>Add a shop</source>
        <translation>Geschäft hinzufügen</translation>
    </message>
    <message>
        <source>Change a shop&apos;s name or key</source>
        <translation>Name oder Schlüssel eines Geschäfts ändern</translation>
    </message>
    <message>
        <source>Remove a shop</source>
        <translation>Geschäft entfernen</translation>
    </message>
    <message>
        <source>Bring a shop back</source>
        <translation>Geschäft zurückholen</translation>
    </message>
    <message>
        <source>Remove a shop with its secrets</source>
        <translation>Geschäft samt Schlüsseln entfernen</translation>
    </message>
    <message>
        <source>Put a new TSE in the place of the old one</source>
        <translation>Neue TSE an die Stelle der alten setzen</translation>
    </message>
    <message>
        <source>Export a shop</source>
        <translation>Geschäft exportieren</translation>
    </message>
    <message>
        <source>Prepare the TSE</source>
        <translation>TSE einrichten</translation>
    </message>
    <message>
        <source>Put the TSE into service</source>
        <translation>TSE in Betrieb nehmen</translation>
    </message>
    <message>
        <source>Take the TSE out of service for good</source>
        <translation>TSE endgültig außer Betrieb nehmen</translation>
    </message>
    <message>
        <source>Register a till again</source>
        <translation>Kasse wieder anmelden</translation>
    </message>
    <message>
        <source>Deregister a till</source>
        <translation>Kasse abmelden</translation>
    </message>
    <message>
        <source>Begin a transaction</source>
        <translation>Vorgang beginnen</translation>
    </message>
    <message>
        <source>Finish a transaction</source>
        <translation>Vorgang abschließen</translation>
    </message>
    <message>
        <source>Cancel a transaction</source>
        <translation>Vorgang abbrechen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>nicht erfolgt</translation>
    </message>
    <message>
        <source>not certain</source>
        <translation>nicht sicher</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Your shop can sell.</source>
        <translation>Ihr Geschäft kann verkaufen.</translation>
    </message>
    <message>
        <source>The TSE is in service and signs every sale.</source>
        <translation>Die TSE ist in Betrieb und signiert jeden Verkauf.</translation>
    </message>
    <message>
        <source>Everything is ready – in the test environment.</source>
        <translation>Alles ist bereit – im Testbetrieb.</translation>
    </message>
    <message>
        <source>The TSE signs, but nothing signed here counts. For real sales you need a TSE in the live environment.</source>
        <translation>Die TSE signiert, aber nichts davon zählt. Für echte Verkäufe brauchen Sie eine TSE im Echtbetrieb.</translation>
    </message>
    <message>
        <source>Everything is ready – for practising.</source>
        <translation>Alles ist bereit – zum Üben.</translation>
    </message>
    <message>
        <source>The practice TSE on this computer signs. Try anything you like: nothing here counts and nothing can break.</source>
        <translation>Die Übungs-TSE auf diesem Computer signiert. Probieren Sie alles aus: Nichts zählt, und nichts kann kaputtgehen.</translation>
    </message>
    <message>
        <source>Your shop can sell, but not for long.</source>
        <translation>Ihr Geschäft kann verkaufen, aber nicht mehr lange.</translation>
    </message>
    <message>
        <source>The certificate of the TSE runs out soon. Set up a new TSE in good time; the old one then stops signing by itself.</source>
        <translation>Das Zertifikat der TSE läuft bald ab. Richten Sie rechtzeitig eine neue TSE ein; die alte hört dann von selbst auf zu signieren.</translation>
    </message>
    <message>
        <source>Your shop can sell. Open transactions are piling up.</source>
        <translation>Ihr Geschäft kann verkaufen. Offene Vorgänge häufen sich.</translation>
    </message>
    <message>
        <source>A till begins transactions and does not end them. When the limit is reached no new sale can be signed.</source>
        <translation>Eine Kasse beginnt Vorgänge und schließt sie nicht ab. Ist die Grenze erreicht, kann kein neuer Verkauf signiert werden.</translation>
    </message>
    <message>
        <source>Your shop can sell. There is no room for another till.</source>
        <translation>Ihr Geschäft kann verkaufen. Für eine weitere Kasse ist kein Platz.</translation>
    </message>
    <message>
        <source>Every place for a till at this TSE is taken. Deregister a till you no longer use before you add one.</source>
        <translation>Alle Plätze für Kassen an dieser TSE sind belegt. Melden Sie eine nicht mehr genutzte Kasse ab, bevor Sie eine hinzufügen.</translation>
    </message>
    <message>
        <source>This shop cannot sell yet.</source>
        <translation>Dieses Geschäft kann noch nicht verkaufen.</translation>
    </message>
    <message>
        <source>The TSE is not in service. The set-up takes you there.</source>
        <translation>Die TSE ist nicht in Betrieb. Die Einrichtung bringt Sie dorthin.</translation>
    </message>
    <message>
        <source>The TSE is in service, but no till is registered with it.</source>
        <translation>Die TSE ist in Betrieb, aber es ist keine Kasse an ihr angemeldet.</translation>
    </message>
    <message>
        <source>Sales are no longer signed.</source>
        <translation>Verkäufe werden nicht mehr signiert.</translation>
    </message>
    <message>
        <source>The certificate of the TSE has run out. You need a new TSE; until then your receipts must say that the TSE has failed.</source>
        <translation>Das Zertifikat der TSE ist abgelaufen. Sie brauchen eine neue TSE; bis dahin müssen Ihre Belege den TSE-Ausfall zeigen.</translation>
    </message>
    <message>
        <source>No new sale can be signed.</source>
        <translation>Kein neuer Verkauf kann signiert werden.</translation>
    </message>
    <message>
        <source>The limit of open transactions is reached. Restart the tills so that they end what they have begun.</source>
        <translation>Die Grenze für offene Vorgänge ist erreicht. Starten Sie die Kassen neu, damit sie abschließen, was sie begonnen haben.</translation>
    </message>
    <message>
        <source>This TSE has been taken out of service for good. Set up a new one to go on selling.</source>
        <translation>Diese TSE ist endgültig außer Betrieb. Richten Sie eine neue ein, um weiter zu verkaufen.</translation>
    </message>
    <message>
        <source>The service reports this TSE as defective. Set up a new one and register your tills there.</source>
        <translation>Der Dienst meldet diese TSE als defekt. Richten Sie eine neue ein und melden Sie Ihre Kassen dort an.</translation>
    </message>
    <message>
        <source>This TSE no longer exists.</source>
        <translation>Diese TSE gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The service has released or deleted it. Set up a new one to go on selling.</source>
        <translation>Der Dienst hat sie freigegeben oder gelöscht. Richten Sie eine neue ein, um weiter zu verkaufen.</translation>
    </message>
    <message>
        <source>It is not clear whether this shop can sell.</source>
        <translation>Es ist unklar, ob dieses Geschäft verkaufen kann.</translation>
    </message>
    <message>
        <source>The service reports a state this program does not know. A newer version of TSE Companion may know it.</source>
        <translation>Der Dienst meldet einen Zustand, den dieses Programm nicht kennt. Eine neuere Version von TSE Companion kennt ihn vielleicht.</translation>
    </message>
    <message>
        <source>No connection to the service just now.</source>
        <translation>Gerade keine Verbindung zum Dienst.</translation>
    </message>
    <message>
        <source>Whether the tills can sign depends on their own connection. We look again every minute.</source>
        <translation>Ob die Kassen signieren können, hängt von deren eigener Verbindung ab. Wir sehen jede Minute erneut nach.</translation>
    </message>
    <message>
        <source>The service asks for a little patience.</source>
        <translation>Der Dienst bittet um etwas Geduld.</translation>
    </message>
    <message>
        <source>It is very busy or being maintained. We look again every minute.</source>
        <translation>Er ist stark ausgelastet oder wird gewartet. Wir sehen jede Minute erneut nach.</translation>
    </message>
    <message>
        <source>The keys of this shop are locked.</source>
        <translation>Die Schlüssel dieses Geschäfts sind gesperrt.</translation>
    </message>
    <message>
        <source>Look again to unlock them. Your tills have keys of their own and go on selling.</source>
        <translation>Sehen Sie erneut nach, um sie zu entsperren. Ihre Kassen haben eigene Schlüssel und verkaufen weiter.</translation>
    </message>
    <message>
        <source>This shop still needs its API key.</source>
        <translation>Diesem Geschäft fehlt noch sein API-Schlüssel.</translation>
    </message>
    <message>
        <source>On this computer there is none for it. With the key the program can ask how the TSE is doing; your tills have keys of their own and go on selling.</source>
        <translation>Auf diesem Computer gibt es keinen dafür. Mit dem Schlüssel kann das Programm fragen, wie es der TSE geht; Ihre Kassen haben eigene Schlüssel und verkaufen weiter.</translation>
    </message>
    <message>
        <source>The service does not let us look.</source>
        <translation>Der Dienst lässt uns nicht nachsehen.</translation>
    </message>
    <message>
        <source>The access of this computer was refused. Your tills have an access of their own: look at their receipts, and check the API key.</source>
        <translation>Der Zugang dieses Computers wurde abgelehnt. Ihre Kassen haben einen eigenen: Sehen Sie auf deren Belege, und prüfen Sie den API-Schlüssel.</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>We are asking the service how your TSE is doing.</source>
        <translation>Wir fragen den Dienst, wie es Ihrer TSE geht.</translation>
    </message>
    <message>
        <source>Welcome. No shop is set up yet.</source>
        <translation>Willkommen. Es ist noch kein Geschäft eingerichtet.</translation>
    </message>
    <message>
        <source>Set up a TSE, connect one you already have, or practise first. You can stop at any time and lose nothing.</source>
        <translation>Richten Sie eine TSE ein, verbinden Sie eine vorhandene, oder üben Sie erst einmal. Sie können jederzeit aufhören und verlieren nichts.</translation>
    </message>
    <message>
        <source>It is not known whether this shop can sell.</source>
        <translation>Es ist nicht bekannt, ob dieses Geschäft verkaufen kann.</translation>
    </message>
    <message>
        <source>Ask the service again.</source>
        <translation>Fragen Sie den Dienst noch einmal.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut nachsehen</translation>
    </message>
    <message>
        <source>Set up a new TSE …</source>
        <translation>Neue TSE einrichten …</translation>
    </message>
    <message>
        <source>Enter the API key …</source>
        <translation>API-Schlüssel eingeben …</translation>
    </message>
    <message>
        <source>Details of the TSE</source>
        <translation>Details zur TSE</translation>
    </message>
    <message>
        <source>Asking the service …</source>
        <translation>Der Dienst wird gefragt …</translation>
    </message>
    <message>
        <source>TSE</source>
        <translation>TSE</translation>
    </message>
    <message>
        <source>Tills registered</source>
        <translation>Angemeldete Kassen</translation>
    </message>
    <message>
        <source>Open transactions</source>
        <translation>Offene Vorgänge</translation>
    </message>
    <message>
        <source>Certificate valid until</source>
        <translation>Zertifikat gültig bis</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>Letzter Kontakt</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>Nicht möglich</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Continue the set-up</source>
        <translation>Einrichtung fortsetzen</translation>
    </message>
    <message>
        <source>Get started</source>
        <translation>Loslegen</translation>
    </message>
    <message>
        <source>What you see below is from {moment}.</source>
        <translation>Was Sie unten sehen, ist vom {moment}.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>{amount} of {limit}</source>
        <translation>{amount} von {limit}</translation>
    </message>
    <message>
        <source>has run out</source>
        <translation>ist abgelaufen</translation>
    </message>
    <message>
        <source>runs out today</source>
        <translation>läuft heute ab</translation>
    </message>
    <message>
        <source>1 day left</source>
        <translation>noch 1 Tag</translation>
    </message>
    <message>
        <source>{days} days left</source>
        <translation>noch {days} Tage</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Übungsbetrieb</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testbetrieb</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Echtbetrieb</translation>
    </message>
    <message>
        <source>on this computer only</source>
        <translation>nur auf diesem Computer</translation>
    </message>
    <message>
        <source>signatures do not count</source>
        <translation>Signaturen zählen nicht</translation>
    </message>
    <message>
        <source>signatures are for the tax office</source>
        <translation>Signaturen gelten gegenüber dem Finanzamt</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keiner</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>{minutes} min ago</source>
        <translation>vor {minutes} Min.</translation>
    </message>
</context>
<context>
    <name>PaperJobs</name>
    <message>
        <source>Save as {kind}</source>
        <translation>Als {kind} speichern</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>Dieselbe Passphrase noch einmal</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>That passphrase does not open the file.</source>
        <translation>Diese Passphrase öffnet die Datei nicht.</translation>
    </message>
    <message>
        <source>Choose a passphrase for your keys</source>
        <translation>Wählen Sie eine Passphrase für Ihre Schlüssel</translation>
    </message>
    <message>
        <source>Open your keys</source>
        <translation>Schlüssel öffnen</translation>
    </message>
    <message>
        <source>This computer has no password store, so the program keeps PUK, PIN and API key in an encrypted file. The passphrase opens it; nobody can recover it for you. At least {n} characters, several words are best.</source>
        <translation>Dieser Computer hat keinen Passwortspeicher, deshalb bewahrt das Programm PUK, PIN und API-Schlüssel in einer verschlüsselten Datei auf. Die Passphrase öffnet sie; niemand kann sie für Sie wiederherstellen. Mindestens {n} Zeichen, am besten mehrere Wörter.</translation>
    </message>
    <message>
        <source>PUK, PIN and API key lie in an encrypted file. Its passphrase opens it.</source>
        <translation>PUK, PIN und API-Schlüssel liegen in einer verschlüsselten Datei. Ihre Passphrase öffnet sie.</translation>
    </message>
    <message>
        <source>The two entries differ.</source>
        <translation>Die beiden Eingaben unterscheiden sich.</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>The admin PIN of this TSE</source>
        <translation>Die Admin-PIN dieser TSE</translation>
    </message>
    <message>
        <source>It opens admin mode until five minutes after the last change. Selling goes on meanwhile.</source>
        <translation>Sie öffnet den Admin-Modus bis fünf Minuten nach der letzten Änderung. Die Kassen verkaufen währenddessen weiter.</translation>
    </message>
    <message>
        <source>Use the PIN kept on this computer</source>
        <translation>Die auf diesem Computer aufbewahrte PIN verwenden</translation>
    </message>
    <message>
        <source>Admin PIN</source>
        <translation>Admin-PIN</translation>
    </message>
    <message>
        <source>The service refused this PIN.</source>
        <translation>Der Dienst hat diese PIN abgelehnt.</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) left before the program stops.</source>
        <translation>
            <numerusform>Noch %n Versuch, dann hört das Programm auf.</numerusform>
            <numerusform>Noch %n Versuche, dann hört das Programm auf.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open admin mode</source>
        <translation>Admin-Modus öffnen</translation>
    </message>
</context>
<context>
    <name>PinEntry</name>
    <message>
        <source>New admin PIN</source>
        <translation>Neue Admin-PIN</translation>
    </message>
    <message>
        <source>Admin PIN</source>
        <translation>Admin-PIN</translation>
    </message>
    <message>
        <source>At least {n} letters or digits. Not a birthday, not 123456.</source>
        <translation>Mindestens {n} Buchstaben oder Ziffern. Kein Geburtstag, nicht 123456.</translation>
    </message>
    <message>
        <source>The same PIN again</source>
        <translation>Dieselbe PIN noch einmal</translation>
    </message>
    <message>
        <source>The two entries differ.</source>
        <translation>Die beiden Eingaben unterscheiden sich.</translation>
    </message>
    <message>
        <source>Make a good one for me</source>
        <translation>Eine gute für mich erzeugen</translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>I know the admin PIN</source>
        <translation>Ich kenne die Admin-PIN</translation>
    </message>
    <message>
        <source>Set a new admin PIN with the PUK</source>
        <translation>Mit der PUK eine neue Admin-PIN setzen</translation>
    </message>
    <message>
        <source>PUK</source>
        <translation>PUK</translation>
    </message>
    <message>
        <source>From the sheet that was made when this TSE was created.</source>
        <translation>Vom Blatt, das beim Anlegen dieser TSE entstanden ist.</translation>
    </message>
    <message>
        <source>Keep the PIN on this computer</source>
        <translation>PIN auf diesem Computer aufbewahren</translation>
    </message>
    <message>
        <source>In the same protected place as the PUK. Without it you are asked each time; tills do not need it for selling.</source>
        <translation>Am selben geschützten Ort wie die PUK. Ohne sie werden Sie jedes Mal gefragt; Kassen brauchen sie zum Verkaufen nicht.</translation>
    </message>
    <message>
        <source>A PIN is kept on this computer</source>
        <translation>Eine PIN ist auf diesem Computer aufbewahrt</translation>
    </message>
    <message>
        <source>It is used. Fill in the fields only if you want another one.</source>
        <translation>Sie wird verwendet. Füllen Sie die Felder nur aus, wenn Sie eine andere wollen.</translation>
    </message>
    <message>
        <source>The admin PIN</source>
        <translation>Die Admin-PIN</translation>
    </message>
    <message>
        <source>Registering a till or taking the TSE out of service needs this PIN. Selling does not.</source>
        <translation>Um eine Kasse anzumelden oder die TSE außer Betrieb zu nehmen, ist diese PIN nötig. Zum Verkaufen nicht.</translation>
    </message>
    <message>
        <source>Three wrong PINs were entered. The program stops here so that the PIN is not blocked; set a new one with the PUK.</source>
        <translation>Es wurden drei falsche PINs eingegeben. Das Programm hält hier an, damit die PIN nicht gesperrt wird; setzen Sie mit der PUK eine neue.</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) left before the program stops.</source>
        <translation>
            <numerusform>Noch %n Versuch, dann hält das Programm an.</numerusform>
            <numerusform>Noch %n Versuche, dann hält das Programm an.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
</context>
<context>
    <name>PukSheet</name>
    <message>
        <source>Fold backwards here</source>
        <translation>Hier nach hinten falten</translation>
    </message>
    <message>
        <source>Fold forwards here</source>
        <translation>Hier nach vorn falten</translation>
    </message>
    <message>
        <source>Sealed sheet {site}</source>
        <translation>Versiegeltes Blatt {site}</translation>
    </message>
    <message>
        <source>Admin PUK: keep sealed</source>
        <translation>Admin-PUK: versiegelt aufbewahren</translation>
    </message>
    <message>
        <source>Open only when the admin PIN of this TSE is blocked or forgotten.</source>
        <translation>Nur öffnen, wenn die Admin-PIN dieser TSE gesperrt oder vergessen ist.</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Geschäft</translation>
    </message>
    <message>
        <source>TSE ID</source>
        <translation>TSE-Kennung</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Sealed by (name, signature)</source>
        <translation>Versiegelt von (Name, Unterschrift)</translation>
    </message>
    <message>
        <source>Admin PUK</source>
        <translation>Admin-PUK</translation>
    </message>
    <message>
        <source>The small numbers count the characters; the program asks for some of them by number. A zero has a mark inside, the letter O has none.</source>
        <translation>Die kleinen Zahlen zählen die Zeichen; das Programm fragt einige davon nach Nummer ab. Die Null hat innen eine Markierung, der Buchstabe O nicht.</translation>
    </message>
    <message>
        <source>Fold and seal</source>
        <translation>Falten und versiegeln</translation>
    </message>
    <message>
        <source>Fold this lowest third upwards, over the PUK.</source>
        <translation>Dieses untere Drittel nach oben über die PUK falten.</translation>
    </message>
    <message>
        <source>Fold the uppermost third backwards: its label stays outside, readable.</source>
        <translation>Das obere Drittel nach hinten falten: Seine Beschriftung bleibt außen lesbar.</translation>
    </message>
    <message>
        <source>Stick the seal around the marked edge, sign across it, and close both sides with tape; or put the sheet into an envelope and seal that.</source>
        <translation>Das Siegel um die markierte Kante kleben, darüber unterschreiben und beide Seiten mit Klebeband schließen; oder das Blatt in einen Umschlag legen und diesen versiegeln.</translation>
    </message>
    <message>
        <source>Lock it away, apart from the tills. If the seal is found broken, others may know the PUK, and it cannot be changed: ask for a new API key and set a new admin PIN.</source>
        <translation>Verschlossen aufbewahren, getrennt von den Kassen. Ist das Siegel gebrochen, kennen womöglich andere die PUK, und sie lässt sich nicht ändern: Fordern Sie einen neuen API-Schlüssel an und setzen Sie eine neue Admin-PIN.</translation>
    </message>
    <message>
        <source>The service gives this PUK out once. Without PUK and PIN the TSE cannot be managed any more, and nobody can restore them.</source>
        <translation>Der Dienst gibt diese PUK nur einmal aus. Ohne PUK und PIN lässt sich die TSE nicht mehr verwalten, und niemand kann sie wiederherstellen.</translation>
    </message>
    <message>
        <source>Seal around this edge</source>
        <translation>Siegel um diese Kante</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Steps of the set-up</source>
        <translation>Schritte der Einrichtung</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>TSE and PUK</source>
        <translation>TSE und PUK</translation>
    </message>
    <message>
        <source>Admin PIN</source>
        <translation>Admin-PIN</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Put into service</source>
        <translation>In Betrieb nehmen</translation>
    </message>
    <message>
        <source>Test receipt</source>
        <translation>Testbeleg</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>ReceiptDesk</name>
    <message>
        <source>Reading the tills …</source>
        <translation>Kassen werden gelesen …</translation>
    </message>
    <message>
        <source>Signing …</source>
        <translation>Wird signiert …</translation>
    </message>
    <message>
        <source>Signed, and the signature is proven.</source>
        <translation>Signiert, und die Signatur ist bewiesen.</translation>
    </message>
    <message>
        <source>Printing …</source>
        <translation>Wird gedruckt …</translation>
    </message>
    <message>
        <source>Handed to “{name}”.</source>
        <translation>An „{name}“ übergeben.</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Test receipt</source>
        <translation>Testbeleg</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>Als „{name}“ gespeichert.</translation>
    </message>
</context>
<context>
    <name>ReceiptPage</name>
    <message>
        <source>Training receipt: signed, and marked as no real sale</source>
        <translation>Trainingsbeleg: signiert und als kein echter Verkauf gekennzeichnet</translation>
    </message>
    <message>
        <source>Ordinary receipt, as the till will sign it (test operation only)</source>
        <translation>Gewöhnlicher Beleg, wie ihn die Kasse signieren wird (nur im Testbetrieb)</translation>
    </message>
    <message>
        <source>Go on without a test receipt</source>
        <translation>Ohne Testbeleg weitermachen</translation>
    </message>
    <message>
        <source>Signed, and the signature is proven</source>
        <translation>Signiert, und die Signatur ist bewiesen</translation>
    </message>
    <message>
        <source>Print …</source>
        <translation>Drucken …</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>Als PDF speichern …</translation>
    </message>
    <message>
        <source>A test receipt</source>
        <translation>Ein Testbeleg</translation>
    </message>
    <message>
        <source>This is what your customers will get. Print it on the receipt printer.</source>
        <translation>Das werden Ihre Kunden bekommen. Drucken Sie ihn auf dem Belegdrucker.</translation>
    </message>
    <message>
        <source>A coffee and a sandwich, signed by the new TSE. It proves that everything works.</source>
        <translation>Ein Kaffee und ein belegtes Brötchen, signiert von der neuen TSE. Das beweist, dass alles funktioniert.</translation>
    </message>
    <message>
        <source>Sign the test receipt</source>
        <translation>Testbeleg signieren</translation>
    </message>
    <message>
        <source>Transaction {number}, signature counter {counter}.</source>
        <translation>Transaktionsnummer {number}, Signaturzähler {counter}.</translation>
    </message>
    <message>
        <source>Test receipt</source>
        <translation>Testbeleg</translation>
    </message>
</context>
<context>
    <name>ReceiptsPage</name>
    <message>
        <source>Receipts</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Sign a test receipt</source>
        <translation>Testbeleg signieren</translation>
    </message>
    <message>
        <source>No till is registered here yet</source>
        <translation>Hier ist noch keine Kasse angemeldet</translation>
    </message>
    <message>
        <source>Register a till first; then it can sign receipts.</source>
        <translation>Melden Sie zuerst eine Kasse an; dann kann sie Belege signieren.</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Bezahlt</translation>
    </message>
    <message>
        <source>in cash</source>
        <translation>bar</translation>
    </message>
    <message>
        <source>without cash</source>
        <translation>unbar</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Signed like a sale and marked as training. It is no turnover.</source>
        <translation>Wie ein Verkauf signiert und als Training gekennzeichnet. Es ist kein Umsatz.</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Type {word} to sign a real sale</source>
        <translation>{word} eingeben, um einen echten Verkauf zu signieren</translation>
    </message>
    <message>
        <source>It becomes part of the shop&apos;s books and cannot be taken back.</source>
        <translation>Er wird Teil der Bücher des Geschäfts und lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Last signed receipt</source>
        <translation>Zuletzt signierter Beleg</translation>
    </message>
    <message>
        <source>Nothing has been signed on this page yet.</source>
        <translation>Auf dieser Seite wurde noch nichts signiert.</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Papier</translation>
    </message>
    <message>
        <source>Print …</source>
        <translation>Drucken …</translation>
    </message>
    <message>
        <source>Save as PDF …</source>
        <translation>Als PDF speichern …</translation>
    </message>
    <message>
        <source>No QR code fits safely on this paper</source>
        <translation>Auf dieses Papier passt kein sicherer QR-Code</translation>
    </message>
    <message>
        <source>Its dots would be too fine to scan. The receipt carries all TSE data as text instead, which the law accepts as well.</source>
        <translation>Seine Punkte wären zu fein zum Scannen. Der Beleg trägt stattdessen alle TSE-Daten als Text, was das Gesetz ebenso zulässt.</translation>
    </message>
    <message>
        <source>Nothing can be signed now</source>
        <translation>Im Moment kann nichts signiert werden</translation>
    </message>
    <message>
        <source>Receipts can be signed only while it is in service.</source>
        <translation>Belege lassen sich nur signieren, solange sie in Betrieb ist.</translation>
    </message>
    <message>
        <source>A real, signed turnover of this shop. Only if you know why.</source>
        <translation>Ein echter, signierter Umsatz dieses Geschäfts. Nur wenn Sie wissen, warum.</translation>
    </message>
    <message>
        <source>Signed as an ordinary sale of the test system. It is no turnover.</source>
        <translation>Als gewöhnlicher Verkauf des Testsystems signiert. Es ist kein Umsatz.</translation>
    </message>
    <message>
        <source>Total: please complete the goods</source>
        <translation>Summe: Bitte die Waren vervollständigen</translation>
    </message>
    <message>
        <source>Total: {amount} €</source>
        <translation>Summe: {amount} €</translation>
    </message>
    <message>
        <source>Sign real sale</source>
        <translation>Echten Verkauf signieren</translation>
    </message>
    <message>
        <source>Sign test receipt</source>
        <translation>Testbeleg signieren</translation>
    </message>
    <message>
        <source>TURNOVER</source>
        <translation>UMSATZ</translation>
    </message>
    <message>
        <source>Receipt roll 80 mm</source>
        <translation>Bonrolle 80 mm</translation>
    </message>
    <message>
        <source>Receipt roll 58 mm</source>
        <translation>Bonrolle 58 mm</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
</context>
<context>
    <name>RegisterTillDialog</name>
    <message>
        <source>Register a till</source>
        <translation>Kasse anmelden</translation>
    </message>
    <message>
        <source>Kassen-ID (serial number of the till)</source>
        <translation>Kassen-ID (Seriennummer der Kasse)</translation>
    </message>
    <message>
        <source>As the till shows or prints it, for example KASSE-1. Letters, digits, blank and &apos; ( ) + , - . : = ?  At most {n} characters.</source>
        <translation>So, wie die Kasse sie anzeigt oder druckt, zum Beispiel KASSE-1. Buchstaben A bis Z, Ziffern, Leerzeichen und &apos; ( ) + , - . : = ?  Höchstens {n} Zeichen.</translation>
    </message>
    <message>
        <source>On every receipt it will say</source>
        <translation>Auf jedem Beleg wird stehen</translation>
    </message>
    <message>
        <source>A Kassen-ID can never be changed</source>
        <translation>Die Kassen-ID kann nie mehr geändert werden</translation>
    </message>
    <message>
        <source>It is signed into every receipt and reported to the tax office. No other till can ever have it. The till itself must be set to the very same one.</source>
        <translation>Sie wird in jeden Beleg signiert und dem Finanzamt gemeldet. Keine andere Kasse kann sie je bekommen. In der Kasse selbst muss genau dieselbe eingestellt sein.</translation>
    </message>
    <message>
        <source>I have compared it with the till; it is right and stays for good.</source>
        <translation>Ich habe sie mit der Kasse verglichen; sie stimmt und bleibt für immer.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Register the till</source>
        <translation>Kasse anmelden</translation>
    </message>
    <message>
        <source>A deregistered till of this TSE has this Kassen-ID. Close this question, select that till in the list and press “Register again”.</source>
        <translation>Eine abgemeldete Kasse dieser TSE hat diese Kassen-ID. Schließen Sie diese Frage, wählen Sie jene Kasse in der Liste und drücken Sie „Wieder anmelden“.</translation>
    </message>
</context>
<context>
    <name>RemoveSiteDialog</name>
    <message>
        <source>Delete the secrets of “{shop}”?</source>
        <translation>API-Schlüssel, PIN und PUK von „{shop}“ löschen?</translation>
    </message>
    <message>
        <source>Remove “{shop}” from this computer?</source>
        <translation>„{shop}“ von diesem Computer entfernen?</translation>
    </message>
    <message>
        <source>Nothing changes at the TSE and at the service. The tills go on selling.</source>
        <translation>An der TSE und beim Dienst ändert sich nichts. Die Kassen verkaufen weiter.</translation>
    </message>
    <message>
        <source>Only forget the shop. Its secrets stay, so it can be brought back.</source>
        <translation>Nur aus der Liste nehmen. API-Schlüssel, PIN und PUK bleiben auf diesem Computer: Das Geschäft kann zurückgeholt werden.</translation>
    </message>
    <message>
        <source>Also delete its API key, PIN and PUK from this computer.</source>
        <translation>Auch API-Schlüssel, PIN und PUK von diesem Computer löschen.</translation>
    </message>
    <message>
        <source>Its set-up is not finished</source>
        <translation>Seine Einrichtung ist nicht abgeschlossen</translation>
    </message>
    <message>
        <source>The TSE may exist already and cost money. Finish the set-up first, unless this shop is really not wanted any more.</source>
        <translation>Die TSE gibt es vielleicht schon, und sie kostet Geld. Schließen Sie erst die Einrichtung ab, es sei denn, das Geschäft wird wirklich nicht mehr gebraucht.</translation>
    </message>
    <message>
        <source>Without the PUK the PIN can never be set again</source>
        <translation>Ohne die PUK lässt sich die PIN nie wieder setzen</translation>
    </message>
    <message>
        <source>The service showed it once and never again. Only go on if the PUK is on the sealed sheet, and you have that sheet in your hand.</source>
        <translation>Der Dienst hat sie einmal gezeigt und zeigt sie nie wieder. Machen Sie nur weiter, wenn die PUK auf dem versiegelten Blatt steht und Sie dieses Blatt in der Hand haben.</translation>
    </message>
    <message>
        <source>PIN and PUK stay: “{shop}” has the same TSE and still needs them.</source>
        <translation>PIN und PUK bleiben: „{shop}“ hat dieselbe TSE und braucht sie noch.</translation>
    </message>
    <message>
        <source>Type “{text}” to confirm</source>
        <translation>Zur Bestätigung „{text}“ eintippen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Delete the secrets</source>
        <translation>Schlüssel löschen</translation>
    </message>
    <message>
        <source>Remove the shop</source>
        <translation>Geschäft entfernen</translation>
    </message>
</context>
<context>
    <name>Revealed</name>
    <message>
        <source>Hide it now</source>
        <translation>Jetzt verbergen</translation>
    </message>
    <message numerus="yes">
        <source>Hidden again in %n second(s)</source>
        <translation>
            <numerusform>Wird in %n Sekunde wieder verborgen</numerusform>
            <numerusform>Wird in %n Sekunden wieder verborgen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Shop</source>
        <translation>Geschäft</translation>
    </message>
    <message>
        <source>TSE</source>
        <translation>TSE</translation>
    </message>
    <message>
        <source>Kassen-ID</source>
        <translation>Kassen-ID</translation>
    </message>
    <message>
        <source>Admin PIN</source>
        <translation>Admin-PIN</translation>
    </message>
    <message>
        <source>PUK</source>
        <translation>PUK</translation>
    </message>
    <message>
        <source>Live operation: type {word} to confirm</source>
        <translation>Echtbetrieb: Zur Bestätigung {word} eingeben</translation>
    </message>
    <message>
        <source>Everything right?</source>
        <translation>Stimmt alles?</translation>
    </message>
    <message>
        <source>Next the TSE is put into service and the till is registered. Both are final.</source>
        <translation>Als Nächstes wird die TSE in Betrieb genommen und die Kasse angemeldet. Beides ist endgültig.</translation>
    </message>
    <message>
        <source>Put into service now</source>
        <translation>Jetzt in Betrieb nehmen</translation>
    </message>
    <message>
        <source>The one that is known</source>
        <translation>Die bekannte</translation>
    </message>
    <message>
        <source>A new one is set</source>
        <translation>Eine neue wird gesetzt</translation>
    </message>
    <message>
        <source>Kept on this computer and confirmed from paper</source>
        <translation>Auf diesem Computer gesichert und vom Papier bestätigt</translation>
    </message>
    <message>
        <source>Kept on this computer</source>
        <translation>Auf diesem Computer gesichert</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>Nicht auf diesem Computer</translation>
    </message>
</context>
<context>
    <name>Rooms</name>
    <message>
        <source>Tills</source>
        <translation>Kassen</translation>
    </message>
    <message>
        <source>Register several tills</source>
        <translation>Mehrere Kassen anmelden</translation>
    </message>
    <message>
        <source>Open transactions</source>
        <translation>Offene Vorgänge</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>Exporte</translation>
    </message>
    <message>
        <source>TSE</source>
        <translation>TSE</translation>
    </message>
    <message>
        <source>PIN and PUK</source>
        <translation>PIN und PUK</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Shops</source>
        <translation>Geschäfte</translation>
    </message>
</context>
<context>
    <name>RunCard</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Continue with the rest</source>
        <translation>Mit dem Rest fortfahren</translation>
    </message>
    <message>
        <source>Leave the rest open</source>
        <translation>Den Rest offen lassen</translation>
    </message>
    <message>
        <source>Save the report as PDF …</source>
        <translation>Bericht als PDF speichern …</translation>
    </message>
    <message>
        <source>Save the report as CSV …</source>
        <translation>Bericht als Tabelle (CSV) speichern …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancelling was interrupted: {done} of {total} done.</source>
        <translation>Das Abbrechen wurde unterbrochen: {done} von {total} erledigt.</translation>
    </message>
    <message>
        <source>Cancelling: {done} of {total}</source>
        <translation>Wird abgebrochen: {done} von {total}</translation>
    </message>
    <message>
        <source>Paused: {done} of {total}</source>
        <translation>Pause: {done} von {total}</translation>
    </message>
    <message>
        <source>Stopping after the transaction that is being written …</source>
        <translation>Hält nach dem Vorgang an, der gerade geschrieben wird …</translation>
    </message>
    <message>
        <source>Stopped: {done} of {total}</source>
        <translation>Angehalten: {done} von {total}</translation>
    </message>
    <message>
        <source>The run has ended early</source>
        <translation>Der Lauf wurde vorzeitig beendet</translation>
    </message>
    <message>
        <source>Finished: {done} of {total}</source>
        <translation>Fertig: {done} von {total}</translation>
    </message>
    <message>
        <source>Go to the next interrupted run</source>
        <translation>Zum nächsten unterbrochenen Lauf</translation>
    </message>
    <message>
        <source>Begun on {moment} by {user}. Reason: {reason}</source>
        <translation>Begonnen am {moment} von {user}. Grund: {reason}</translation>
    </message>
    <message numerus="yes">
        <source>%n more run(s) were interrupted; their turn comes after this one.</source>
        <translation>
            <numerusform>%n weiterer Lauf wurde unterbrochen; er kommt nach diesem an die Reihe.</numerusform>
            <numerusform>%n weitere Läufe wurden unterbrochen; sie kommen nach diesem an die Reihe.</numerusform>
        </translation>
    </message>
    <message>
        <source>Still registered because of it: {tills}.</source>
        <translation>Deswegen noch angemeldet: {tills}.</translation>
    </message>
    <message>
        <source>They sell again and stay registered: {tills}.</source>
        <translation>Dort wird wieder verkauft, sie bleiben angemeldet: {tills}.</translation>
    </message>
    <message>
        <source>One after another; tills can sign in between.</source>
        <translation>Einer nach dem anderen; Kassen können dazwischen signieren.</translation>
    </message>
    <message>
        <source>Less than a minute left; tills can sign in between.</source>
        <translation>Noch weniger als eine Minute; Kassen können dazwischen signieren.</translation>
    </message>
    <message numerus="yes">
        <source>About %n minute(s) left; tills can sign in between.</source>
        <translation>
            <numerusform>Noch etwa %n Minute; Kassen können dazwischen signieren.</numerusform>
            <numerusform>Noch etwa %n Minuten; Kassen können dazwischen signieren.</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} cancelled</source>
        <translation>{count} abgebrochen</translation>
    </message>
    <message>
        <source>{count} already closed</source>
        <translation>{count} schon beendet</translation>
    </message>
    <message>
        <source>{count} left alone because in use</source>
        <translation>{count} unberührt, weil in Benutzung</translation>
    </message>
    <message>
        <source>{count} left alone</source>
        <translation>{count} unberührt</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{count} not certain</source>
        <translation>{count} ungewiss</translation>
    </message>
    <message>
        <source>{count} still open</source>
        <translation>{count} noch offen</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>SecretDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Show it for 30 seconds</source>
        <translation>30 Sekunden lang zeigen</translation>
    </message>
    <message>
        <source>This is the practice TSE: what you see opens nothing real. For a real TSE the program asks here who you are. That it was shown is noted in the journal.</source>
        <translation>Das ist die Übungs-TSE: Was Sie sehen, öffnet nichts Echtes. Bei einer echten TSE fragt das Programm hier, wer Sie sind. Dass sie gezeigt wurde, steht im Journal.</translation>
    </message>
    <message>
        <source>Confirm that you are {user}, the owner of this computer session.</source>
        <translation>Bestätigen Sie, dass Sie {user} sind, an diesem Computer angemeldet.</translation>
    </message>
    <message>
        <source>Passphrase of the encrypted file</source>
        <translation>Passphrase der verschlüsselten Datei</translation>
    </message>
    <message>
        <source>Password of {user} on this computer</source>
        <translation>Passwort von {user} an diesem Computer</translation>
    </message>
    <message>
        <source>Make sure that nobody looks on, also over a shared screen. That it was shown is noted in the journal.</source>
        <translation>Achten Sie darauf, dass niemand mitsieht, auch nicht über einen geteilten Bildschirm. Dass sie gezeigt wurde, steht im Journal.</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Hide what was typed</source>
        <translation>Eingabe verbergen</translation>
    </message>
    <message>
        <source>Show what was typed</source>
        <translation>Eingabe zeigen</translation>
    </message>
</context>
<context>
    <name>SheetWords</name>
    <message>
        <source>Practice</source>
        <translation>Übungsbetrieb</translation>
    </message>
    <message>
        <source>Live operation</source>
        <translation>Echtbetrieb</translation>
    </message>
    <message>
        <source>Test operation</source>
        <translation>Testbetrieb</translation>
    </message>
    <message>
        <source>Environment unknown</source>
        <translation>Betrieb unbekannt</translation>
    </message>
    <message>
        <source>{environment} – not for real sales</source>
        <translation>{environment} – nicht für echte Verkäufe</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>Seite {number} von {count}</translation>
    </message>
</context>
<context>
    <name>ShopSwitch</name>
    <message>
        <source>Shops</source>
        <translation>Geschäfte</translation>
    </message>
    <message>
        <source>Another shop …</source>
        <translation>Weiteres Geschäft …</translation>
    </message>
    <message>
        <source>Manage shops …</source>
        <translation>Geschäfte verwalten …</translation>
    </message>
    <message>
        <source>{shop} ({environment})</source>
        <translation>{shop} ({environment})</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testbetrieb</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Echtbetrieb</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Übungsbetrieb</translation>
    </message>
    <message>
        <source>environment not known</source>
        <translation>Betrieb nicht bekannt</translation>
    </message>
    <message>
        <source>Shop: {shop}, {environment}. Choose another one</source>
        <translation>Geschäft: {shop}, {environment}. Ein anderes wählen</translation>
    </message>
    <message>
        <source>{shop} – another shop: {keys}</source>
        <translation>{shop} – anderes Geschäft: {keys}</translation>
    </message>
    <message>
        <source>Choose a shop</source>
        <translation>Geschäft wählen</translation>
    </message>
</context>
<context>
    <name>SitesDesk</name>
    <message>
        <source>Saved: “{shop}”.</source>
        <translation>Gespeichert: „{shop}“.</translation>
    </message>
    <message>
        <source>Removing the shop …</source>
        <translation>Das Geschäft wird entfernt …</translation>
    </message>
    <message>
        <source>“{shop}” is removed, and its secrets are deleted.</source>
        <translation>„{shop}“ ist entfernt; API-Schlüssel, PIN und PUK sind von diesem Computer gelöscht.</translation>
    </message>
    <message>
        <source>“{shop}” is removed. Its secrets are kept: it can be brought back.</source>
        <translation>„{shop}“ ist entfernt. API-Schlüssel, PIN und PUK bleiben aufbewahrt: Es kann zurückgeholt werden.</translation>
    </message>
    <message>
        <source>“{shop}” is back.</source>
        <translation>„{shop}“ ist wieder da.</translation>
    </message>
    <message>
        <source>Export shops</source>
        <translation>Geschäfte exportieren</translation>
    </message>
    <message>
        <source>Shops</source>
        <translation>Geschäfte</translation>
    </message>
    <message>
        <source>Import shops</source>
        <translation>Geschäfte importieren</translation>
    </message>
    <message>
        <source>Shops of TSE Companion</source>
        <translation>Geschäfte von TSE Companion</translation>
    </message>
</context>
<context>
    <name>SitesPage</name>
    <message>
        <source>Shops</source>
        <translation>Geschäfte</translation>
    </message>
    <message>
        <source>Each shop has its own TSE, its own keys and its own journal. Removing one here changes nothing at its TSE; the tills go on selling.</source>
        <translation>Jedes Geschäft hat seine eigene TSE, eigene Schlüssel und ein eigenes Journal. Wird eines hier entfernt, ändert sich an seiner TSE nichts; die Kassen verkaufen weiter.</translation>
    </message>
    <message numerus="yes">
        <source>%n shop(s) exported as “{name}”. The file holds no keys.</source>
        <translation>
            <numerusform>%n Geschäft als „{name}“ exportiert. Die Datei enthält keine Schlüssel.</numerusform>
            <numerusform>%n Geschäfte als „{name}“ exportiert. Die Datei enthält keine Schlüssel.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shop(s) added. Each asks for its API key when you first open it.</source>
        <translation>
            <numerusform>%n Geschäft hinzugefügt. Es fragt nach seinem API-Schlüssel, wenn Sie es zum ersten Mal öffnen.</numerusform>
            <numerusform>%n Geschäfte hinzugefügt. Jedes fragt nach seinem API-Schlüssel, wenn Sie es zum ersten Mal öffnen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a shop …</source>
        <translation>Geschäft hinzufügen …</translation>
    </message>
    <message>
        <source>Import shops …</source>
        <translation>Geschäfte importieren …</translation>
    </message>
    <message>
        <source>Show this shop</source>
        <translation>Dieses Geschäft zeigen</translation>
    </message>
    <message>
        <source>Name and address …</source>
        <translation>Name und Anschrift …</translation>
    </message>
    <message>
        <source>API key …</source>
        <translation>API-Schlüssel …</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>There is no shop that could be saved.</source>
        <translation>Es gibt kein Geschäft, das sich exportieren ließe.</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Geschäft</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>TSE, last seen</source>
        <translation>TSE, zuletzt gesehen</translation>
    </message>
    <message>
        <source>Kept on this computer</source>
        <translation>Hier aufbewahrt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Vermerk</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Echtbetrieb</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testbetrieb</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Übungsbetrieb</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>not seen yet</source>
        <translation>noch nicht gesehen</translation>
    </message>
    <message>
        <source>as of {moment}</source>
        <translation>Stand {moment}</translation>
    </message>
    <message>
        <source>locked just now</source>
        <translation>gerade verschlossen</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>PUK</source>
        <translation>PUK</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>removed; secrets kept</source>
        <translation>entfernt; Schlüssel aufbewahrt</translation>
    </message>
    <message>
        <source>shown now</source>
        <translation>gerade angezeigt</translation>
    </message>
    <message>
        <source>set-up not finished</source>
        <translation>Einrichtung nicht abgeschlossen</translation>
    </message>
    <message>
        <source>needs its API key</source>
        <translation>braucht seinen API-Schlüssel</translation>
    </message>
    <message>
        <source>Export the selected ones …</source>
        <translation>Ausgewählte exportieren …</translation>
    </message>
    <message>
        <source>Export shops …</source>
        <translation>Geschäfte exportieren …</translation>
    </message>
    <message>
        <source>Delete its secrets …</source>
        <translation>Schlüssel löschen …</translation>
    </message>
    <message>
        <source>Start practising afresh …</source>
        <translation>Üben neu beginnen …</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>No shop matches.</source>
        <translation>Kein Geschäft passt.</translation>
    </message>
    <message>
        <source>No shop is set up yet.</source>
        <translation>Es ist noch kein Geschäft eingerichtet.</translation>
    </message>
    <message>
        <source>Select one shop in the table first.</source>
        <translation>Wählen Sie zuerst ein Geschäft in der Tabelle.</translation>
    </message>
    <message>
        <source>Only for a shop that was removed and whose keys stayed here.</source>
        <translation>Nur für ein entferntes Geschäft, dessen Schlüssel hier geblieben sind.</translation>
    </message>
    <message>
        <source>This shop is removed. Bring it back first.</source>
        <translation>Dieses Geschäft ist entfernt. Holen Sie es zuerst zurück.</translation>
    </message>
    <message>
        <source>Not for the practice shop.</source>
        <translation>Nicht für das Übungsgeschäft.</translation>
    </message>
</context>
<context>
    <name>SupportPage</name>
    <message>
        <source>Support</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>Sprache und Aussehen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Journal and shops</source>
        <translation>Journal und Geschäfte</translation>
    </message>
    <message>
        <source>The journal tells what this program changed, when and by whom. The list of shops is where you rename, remove and take shops along.</source>
        <translation>Das Journal zeigt, was dieses Programm wann und auf wessen Wunsch geändert hat. In der Liste der Geschäfte benennen Sie Geschäfte um, entfernen sie oder nehmen sie mit.</translation>
    </message>
    <message>
        <source>Open the journal</source>
        <translation>Journal öffnen</translation>
    </message>
    <message>
        <source>Manage shops</source>
        <translation>Geschäfte verwalten</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Settings and journal</source>
        <translation>Einstellungen und Journal</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>Protokolldateien</translation>
    </message>
    <message>
        <source>The log holds no PIN, PUK, key or receipt; you may send it on.</source>
        <translation>Das Protokoll enthält keine PIN, PUK, Schlüssel oder Belege; Sie dürfen es weitergeben.</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>Protokollordner öffnen</translation>
    </message>
    <message>
        <source>Practice TSE</source>
        <translation>Übungs-TSE</translation>
    </message>
    <message>
        <source>Lives on this computer and keeps what you practised. You can throw it away and begin afresh at any time.</source>
        <translation>Liegt auf diesem Computer und behält, was Sie geübt haben. Sie können sie jederzeit löschen und neu beginnen.</translation>
    </message>
    <message>
        <source>Start practising afresh …</source>
        <translation>Mit dem Üben neu beginnen …</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>For your message to support</source>
        <translation>Für Ihre Nachricht an den Support</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
</context>
<context>
    <name>TechnicalCard</name>
    <message>
        <source>For auditors and till makers</source>
        <translation>Für Prüfer und Kassenhersteller</translation>
    </message>
    <message>
        <source>Signature algorithm</source>
        <translation>Signaturalgorithmus</translation>
    </message>
    <message>
        <source>Time format</source>
        <translation>Zeitformat</translation>
    </message>
    <message>
        <source>State at the service</source>
        <translation>Zustand beim Dienst</translation>
    </message>
    <message>
        <source>Version of the service</source>
        <translation>Version des Dienstes</translation>
    </message>
    <message>
        <source>Public key</source>
        <translation>Öffentlicher Schlüssel</translation>
    </message>
    <message>
        <source>Whoever has it can check the signatures; nobody can sign with it.</source>
        <translation>Wer ihn hat, kann die Signaturen prüfen; signieren kann damit niemand.</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Only its ends are shown; all of it is copied.</source>
        <translation>Gezeigt werden nur Anfang und Ende; kopiert wird alles.</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>It is not certain yet whether the change was made: we look at the service first, before anything is repeated.</source>
        <translation>Ob die Änderung erfolgt ist, steht noch nicht fest: Wir sehen erst beim Dienst nach, bevor etwas wiederholt wird.</translation>
    </message>
    <message>
        <source>The service asks you to wait {seconds} seconds.</source>
        <translation>Der Dienst bittet Sie, {seconds} Sekunden zu warten.</translation>
    </message>
    <message>
        <source>You have one more attempt before we stop.</source>
        <translation>Sie haben noch einen Versuch, bevor wir anhalten.</translation>
    </message>
    <message>
        <source>You have {left} more attempts before we stop.</source>
        <translation>Sie haben noch {left} Versuche, bevor wir anhalten.</translation>
    </message>
    <message>
        <source>The file: {path}</source>
        <translation>Die Datei: {path}</translation>
    </message>
    <message>
        <source>The check says: {finding}</source>
        <translation>Die Prüfung sagt: {finding}</translation>
    </message>
    <message>
        <source>Too short: use at least {least} characters.</source>
        <translation>Zu kurz: Nehmen Sie mindestens {least} Zeichen.</translation>
    </message>
    <message>
        <source>Too long: use at most {most} characters.</source>
        <translation>Zu lang: Nehmen Sie höchstens {most} Zeichen.</translation>
    </message>
    <message>
        <source>Use only digits, the letters A to Z and the hyphen; every keyboard has them.</source>
        <translation>Nehmen Sie nur Ziffern, die Buchstaben A bis Z und den Bindestrich; die hat jede Tastatur.</translation>
    </message>
    <message>
        <source>The same character over and over is guessed at once.</source>
        <translation>Immer dasselbe Zeichen ist sofort erraten.</translation>
    </message>
    <message>
        <source>A sequence such as 123456 is among the first that are tried.</source>
        <translation>Eine Folge wie 123456 wird mit als Erstes probiert.</translation>
    </message>
    <message>
        <source>A short pattern that repeats itself is easy to guess.</source>
        <translation>Ein kurzes Muster, das sich wiederholt, ist leicht zu erraten.</translation>
    </message>
    <message>
        <source>This looks like a date, and birthdays are tried early.</source>
        <translation>Das sieht nach einem Datum aus, und Geburtstage werden früh probiert.</translation>
    </message>
    <message>
        <source>This is one of the most used PINs of all.</source>
        <translation>Das ist eine der meistbenutzten PINs überhaupt.</translation>
    </message>
    <message>
        <source>This is a part of the PUK: who knows one would know both.</source>
        <translation>Das ist ein Teil der PUK: Wer eine kennt, kennte beide.</translation>
    </message>
    <message>
        <source>There is a blank at the start or the end; take it out.</source>
        <translation>Am Anfang oder Ende steht ein Leerzeichen; entfernen Sie es.</translation>
    </message>
    <message>
        <source>The slash / is not permitted: the tax office&apos;s format forbids it.</source>
        <translation>Der Schrägstrich / ist nicht zulässig: Das Format der Finanzverwaltung verbietet ihn.</translation>
    </message>
    <message>
        <source>The underscore _ is not permitted; use a hyphen.</source>
        <translation>Der Unterstrich _ ist nicht zulässig; nehmen Sie einen Bindestrich.</translation>
    </message>
    <message>
        <source>Not permitted: {characters}</source>
        <translation>Nicht zulässig: {characters}</translation>
    </message>
    <message>
        <source>The till needs a Kassen-ID.</source>
        <translation>Die Kasse braucht eine Kassen-ID.</translation>
    </message>
    <message>
        <source>The keys of this shop cannot be used at the moment. The overview says what is missing.</source>
        <translation>Die Schlüssel dieses Geschäfts sind im Moment nicht nutzbar. Die Übersicht sagt, was fehlt.</translation>
    </message>
    <message>
        <source>The place in the file: {where}</source>
        <translation>Die Stelle in der Datei: {where}</translation>
    </message>
    <message>
        <source>Another till of this TSE has this Kassen-ID. It is never free again, even after a till was deregistered.</source>
        <translation>Eine andere Kasse dieser TSE trägt diese Kassen-ID. Sie wird nie wieder frei, auch nicht nach dem Abmelden einer Kasse.</translation>
    </message>
    <message>
        <source>created</source>
        <translation>angelegt</translation>
    </message>
    <message>
        <source>prepared, not yet in service</source>
        <translation>eingerichtet, noch nicht in Betrieb</translation>
    </message>
    <message>
        <source>in service</source>
        <translation>betriebsbereit</translation>
    </message>
    <message>
        <source>out of service for good</source>
        <translation>endgültig außer Betrieb</translation>
    </message>
    <message>
        <source>deleted (test only)</source>
        <translation>gelöscht (nur Testbetrieb)</translation>
    </message>
    <message>
        <source>defective</source>
        <translation>defekt</translation>
    </message>
    <message>
        <source>released unused</source>
        <translation>ungenutzt freigegeben</translation>
    </message>
    <message>
        <source>unknown state</source>
        <translation>unbekannter Zustand</translation>
    </message>
    <message>
        <source>It exists, but was never prepared. The set-up can continue if its PUK is known.</source>
        <translation>Die TSE ist vorhanden, wurde aber nie vorbereitet. Die Einrichtung kann weitergehen, wenn ihre PUK bekannt ist.</translation>
    </message>
    <message>
        <source>It is prepared and waits for its PIN and for being put into service.</source>
        <translation>Die TSE ist vorbereitet und wartet auf ihre PIN und die Inbetriebnahme.</translation>
    </message>
    <message>
        <source>It signs for every till registered with it.</source>
        <translation>Die TSE signiert für jede Kasse, die an ihr angemeldet ist.</translation>
    </message>
    <message>
        <source>It was retired; only exports are possible.</source>
        <translation>Die TSE wurde außer Betrieb genommen; nur Exporte sind noch möglich.</translation>
    </message>
    <message>
        <source>The weekly clean-up of the test environment took it away.</source>
        <translation>Das wöchentliche Aufräumen des Testbetriebs hat sie entfernt.</translation>
    </message>
    <message>
        <source>It is broken and has to be replaced.</source>
        <translation>Die TSE ist kaputt und muss ersetzt werden.</translation>
    </message>
    <message>
        <source>It stood unused for three months and was given back.</source>
        <translation>Die TSE stand drei Monate ungenutzt und wurde freigegeben.</translation>
    </message>
    <message>
        <source>The service names a state this version of the program does not know.</source>
        <translation>Der Dienst nennt einen Zustand, den diese Version des Programms nicht kennt.</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>angemeldet</translation>
    </message>
    <message>
        <source>deregistered</source>
        <translation>abgemeldet</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testbetrieb</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Echtbetrieb</translation>
    </message>
    <message>
        <source>unknown environment</source>
        <translation>unbekannter Betrieb</translation>
    </message>
    <message>
        <source>This access may not use the TSE</source>
        <translation>Dieser Zugang darf die TSE nicht verwenden</translation>
    </message>
    <message>
        <source>The TSE belongs to another organisation, or the API key lacks the right. Your till goes on selling with its own access.</source>
        <translation>Die TSE gehört zu einer anderen Organisation, oder dem API-Schlüssel fehlt das Recht. Ihre Kasse verkauft mit ihrem eigenen Zugang weiter.</translation>
    </message>
    <message>
        <source>Look up in the fiskaly dashboard which organisation the API key belongs to, and enter the right key.</source>
        <translation>Sehen Sie im fiskaly-Dashboard nach, zu welcher Organisation der API-Schlüssel gehört, und geben Sie den richtigen ein.</translation>
    </message>
    <message>
        <source>The service did not accept the login</source>
        <translation>Der Dienst hat die Anmeldung nicht angenommen</translation>
    </message>
    <message>
        <source>Nothing was changed. Your till goes on selling: it has a login of its own.</source>
        <translation>Es wurde nichts geändert. Ihre Kasse verkauft weiter: Sie hat eine eigene Anmeldung.</translation>
    </message>
    <message>
        <source>Check API key and API secret. If they were renewed in the dashboard, enter the new ones here.</source>
        <translation>Prüfen Sie API-Schlüssel und API-Secret. Wurden sie im Dashboard erneuert, geben Sie hier die neuen ein.</translation>
    </message>
    <message>
        <source>Sales are still signed; only changes to the TSE and its tills need the PIN. Every wrong entry counts: after five the service blocks the PIN.</source>
        <translation>Verkäufe werden weiter signiert; nur für Änderungen an der TSE und ihren Kassen ist die PIN nötig. Jede falsche Eingabe zählt: Nach fünf sperrt der Dienst die PIN.</translation>
    </message>
    <message>
        <source>Enter the PIN once more without haste. If you are not sure of it, set a new one with the PUK.</source>
        <translation>Geben Sie die PIN noch einmal in Ruhe ein. Sind Sie unsicher, setzen Sie mit der PUK eine neue.</translation>
    </message>
    <message>
        <source>No PIN was set yet, or a wrong one was entered five times. Sales are still signed; changes to the TSE and its tills have to wait.</source>
        <translation>Es wurde noch keine PIN gesetzt, oder fünfmal eine falsche eingegeben. Verkäufe werden weiter signiert; Änderungen an der TSE und ihren Kassen müssen warten.</translation>
    </message>
    <message>
        <source>Unblock it: set a new PIN with the PUK. The PUK is in this program&apos;s vault or on the sealed sheet.</source>
        <translation>Entsperren Sie sie: Setzen Sie mit der PUK eine neue PIN. Die PUK liegt im Tresor dieses Programms oder auf dem versiegelten Blatt.</translation>
    </message>
    <message>
        <source>The admin PIN was not accepted</source>
        <translation>Die Admin-PIN wurde nicht angenommen</translation>
    </message>
    <message>
        <source>The admin PIN is blocked</source>
        <translation>Die Admin-PIN ist gesperrt</translation>
    </message>
    <message>
        <source>The admin PUK was not accepted</source>
        <translation>Die Admin-PUK wurde nicht angenommen</translation>
    </message>
    <message>
        <source>The admin PIN stays as it was. Your till goes on selling.</source>
        <translation>Die Admin-PIN bleibt, wie sie war. Ihre Kasse verkauft weiter.</translation>
    </message>
    <message>
        <source>Compare the PUK with the sealed sheet. Each PUK belongs to exactly one TSE: make sure it is this one.</source>
        <translation>Vergleichen Sie die PUK mit dem versiegelten Blatt. Jede PUK gehört zu genau einer TSE: Achten Sie darauf, dass es diese ist.</translation>
    </message>
    <message>
        <source>The login is no longer valid</source>
        <translation>Die Anmeldung ist nicht mehr gültig</translation>
    </message>
    <message>
        <source>The service does not recognise this program any more. The tills log in by themselves and go on selling.</source>
        <translation>Der Dienst erkennt dieses Programm nicht mehr. Die Kassen melden sich selbst an und verkaufen weiter.</translation>
    </message>
    <message>
        <source>Enter API key and API secret again.</source>
        <translation>Geben Sie API-Schlüssel und API-Secret erneut ein.</translation>
    </message>
    <message>
        <source>This access lacks the right for that step</source>
        <translation>Diesem Zugang fehlt das Recht für diesen Schritt</translation>
    </message>
    <message>
        <source>The service knows the API key but does not let it do this. Nothing was changed at the TSE.</source>
        <translation>Der Dienst kennt den API-Schlüssel, lässt ihn dies aber nicht tun. An der TSE wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Give the API key the right in the fiskaly dashboard, or use another key.</source>
        <translation>Geben Sie dem API-Schlüssel im fiskaly-Dashboard das Recht, oder verwenden Sie einen anderen.</translation>
    </message>
    <message>
        <source>No connection to the service</source>
        <translation>Keine Verbindung zum Dienst</translation>
    </message>
    <message>
        <source>The request never left this computer, so nothing was changed. If your till uses the same network, it may not be able to sign either.</source>
        <translation>Die Anfrage hat diesen Computer nie verlassen, es wurde also nichts geändert. Nutzt Ihre Kasse dasselbe Netz, kann sie womöglich ebenfalls nicht signieren.</translation>
    </message>
    <message>
        <source>Check the network cable or Wi-Fi, then try again. Everything stays as you left it.</source>
        <translation>Prüfen Sie Netzwerkkabel oder WLAN und versuchen Sie es erneut. Alles bleibt, wie Sie es verlassen haben.</translation>
    </message>
    <message>
        <source>The proxy of this network does not let us through</source>
        <translation>Der Proxy dieses Netzwerks lässt uns nicht durch</translation>
    </message>
    <message>
        <source>Nothing was sent to the service and nothing was changed. A till in the same network may be held up, too.</source>
        <translation>An den Dienst wurde nichts gesendet und nichts geändert. Eine Kasse im selben Netz kann ebenso aufgehalten werden.</translation>
    </message>
    <message>
        <source>Ask whoever looks after the network to let this computer reach the service through the proxy.</source>
        <translation>Bitten Sie die Person, die das Netzwerk betreut, diesem Computer über den Proxy Zugang zum Dienst zu geben.</translation>
    </message>
    <message>
        <source>The other side could not prove that it is the service</source>
        <translation>Die Gegenstelle konnte nicht beweisen, dass sie der Dienst ist</translation>
    </message>
    <message>
        <source>The connection was ended before anything was sent: no login data left this computer. Your till decides for itself and goes on.</source>
        <translation>Die Verbindung wurde beendet, bevor etwas gesendet wurde: Keine Zugangsdaten haben diesen Computer verlassen. Ihre Kasse entscheidet für sich und arbeitet weiter.</translation>
    </message>
    <message>
        <source>Check date and time of this computer. In a company network ask whether its security software opens encrypted connections.</source>
        <translation>Prüfen Sie Datum und Uhrzeit dieses Computers. Fragen Sie im Firmennetz, ob eine Sicherheitssoftware verschlüsselte Verbindungen öffnet.</translation>
    </message>
    <message>
        <source>The answer of the service did not arrive</source>
        <translation>Die Antwort des Dienstes ist nicht angekommen</translation>
    </message>
    <message>
        <source>The request was sent, then the connection broke or took too long. Your till is not affected by it.</source>
        <translation>Die Anfrage wurde gesendet, dann brach die Verbindung ab oder es dauerte zu lange. Ihre Kasse ist davon nicht betroffen.</translation>
    </message>
    <message>
        <source>Check the connection and look again. What was done already is found, not done twice.</source>
        <translation>Prüfen Sie die Verbindung und sehen Sie erneut nach. Was schon erledigt ist, wird erkannt und nicht doppelt ausgeführt.</translation>
    </message>
    <message>
        <source>The answer of the service cannot be understood</source>
        <translation>Die Antwort des Dienstes ist nicht zu verstehen</translation>
    </message>
    <message>
        <source>It lacks something we rely on, or something else answered in its place. Your till works independently of this program.</source>
        <translation>Es fehlt etwas, auf das wir uns verlassen, oder etwas anderes hat an seiner Stelle geantwortet. Ihre Kasse arbeitet unabhängig von diesem Programm.</translation>
    </message>
    <message>
        <source>Look for a newer version of TSE Companion. If there is none, send the details to support.</source>
        <translation>Sehen Sie nach, ob es eine neuere Version von TSE Companion gibt. Wenn nicht, senden Sie die Details an den Support.</translation>
    </message>
    <message>
        <source>The service gave an unusual answer</source>
        <translation>Der Dienst hat ungewöhnlich geantwortet</translation>
    </message>
    <message>
        <source>Perhaps something on the way answered instead, such as the login page of a guest network. Your till is not part of it.</source>
        <translation>Vielleicht hat unterwegs etwas anderes geantwortet, etwa die Anmeldeseite eines Gastnetzes. Ihre Kasse ist daran nicht beteiligt.</translation>
    </message>
    <message>
        <source>Open any web page to see whether the network asks for a login, then try again.</source>
        <translation>Öffnen Sie eine beliebige Webseite, um zu sehen, ob das Netz eine Anmeldung verlangt, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Too many requests in a short time</source>
        <translation>Zu viele Anfragen in kurzer Zeit</translation>
    </message>
    <message>
        <source>The service asks everyone using this access to slow down. Nothing was changed.</source>
        <translation>Der Dienst bittet alle, die diesen Zugang nutzen, langsamer zu werden. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation>Warten Sie einen Moment und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The connection was closed before the service had answered</source>
        <translation>Die Verbindung wurde geschlossen, bevor der Dienst geantwortet hatte</translation>
    </message>
    <message>
        <source>The service noticed that the line went dead on our side. The tills have connections of their own.</source>
        <translation>Der Dienst hat bemerkt, dass die Leitung auf unserer Seite abbrach. Die Kassen haben eigene Verbindungen.</translation>
    </message>
    <message>
        <source>Check the connection of this computer and try again.</source>
        <translation>Prüfen Sie die Verbindung dieses Computers und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The service has a fault at the moment</source>
        <translation>Der Dienst ist gerade gestört</translation>
    </message>
    <message>
        <source>The cause lies with the service, not with you. If your tills cannot sign either, go on selling; the receipts must then show the TSE failure.</source>
        <translation>Die Ursache liegt beim Dienst, nicht bei Ihnen. Können auch Ihre Kassen nicht signieren, verkaufen Sie weiter; die Belege müssen dann den TSE-Ausfall zeigen.</translation>
    </message>
    <message>
        <source>Wait a few minutes and try again. The status page of fiskaly tells about larger outages.</source>
        <translation>Warten Sie einige Minuten und versuchen Sie es erneut. Über größere Störungen informiert die Statusseite von fiskaly.</translation>
    </message>
    <message>
        <source>The export can no longer be cancelled</source>
        <translation>Der Export lässt sich nicht mehr abbrechen</translation>
    </message>
    <message>
        <source>Look at the list again to see how it ended.</source>
        <translation>Sehen Sie in der Liste nach, wie er ausgegangen ist.</translation>
    </message>
    <message>
        <source>This export was already started</source>
        <translation>Dieser Export wurde schon gestartet</translation>
    </message>
    <message>
        <source>The service keeps the first one and did not start it twice.</source>
        <translation>Der Dienst behält den ersten und hat ihn nicht doppelt gestartet.</translation>
    </message>
    <message>
        <source>Wait for it in the list of exports, or fetch it when it is done.</source>
        <translation>Warten Sie in der Liste der Exporte darauf, oder laden Sie ihn, wenn er fertig ist.</translation>
    </message>
    <message>
        <source>An export with the same choice is running</source>
        <translation>Ein Export mit derselben Auswahl läuft bereits</translation>
    </message>
    <message>
        <source>A second one would bring the same data, so the service refuses it.</source>
        <translation>Ein zweiter brächte dieselben Daten, deshalb lehnt der Dienst ihn ab.</translation>
    </message>
    <message>
        <source>Wait until the first one is done and use its file.</source>
        <translation>Warten Sie, bis der erste fertig ist, und verwenden Sie seine Datei.</translation>
    </message>
    <message>
        <source>The service does not allow this export</source>
        <translation>Der Dienst erlaubt diesen Export nicht</translation>
    </message>
    <message>
        <source>It gives no reason. The data stay stored at the service and sales are signed as usual.</source>
        <translation>Er nennt keinen Grund. Die Daten bleiben beim Dienst gespeichert, Verkäufe werden wie gewohnt signiert.</translation>
    </message>
    <message>
        <source>Ask fiskaly&apos;s support and give them the request id from the details.</source>
        <translation>Fragen Sie den Support von fiskaly und nennen Sie die Anfrage-Kennung aus den Details.</translation>
    </message>
    <message>
        <source>An export is still running</source>
        <translation>Es läuft noch ein Export</translation>
    </message>
    <message>
        <source>The file of the export did not arrive whole</source>
        <translation>Die Datei des Exports ist nicht vollständig angekommen</translation>
    </message>
    <message>
        <source>The connection broke off, or what came is no complete archive. Nothing was saved. The export still lies at the service, and your tills go on selling.</source>
        <translation>Die Verbindung ist abgerissen, oder was kam, ist kein vollständiges Archiv. Es wurde nichts gespeichert. Der Export liegt weiterhin beim Dienst, und Ihre Kassen verkaufen weiter.</translation>
    </message>
    <message>
        <source>Check the connection and save the export once more.</source>
        <translation>Prüfen Sie die Verbindung und speichern Sie den Export noch einmal.</translation>
    </message>
    <message>
        <source>It has already ended by itself. Sales go on as before.</source>
        <translation>Er ist schon von selbst zu Ende gegangen. Verkäufe laufen weiter wie bisher.</translation>
    </message>
    <message>
        <source>Until it is done the TSE does not take this step. Your tills can go on selling.</source>
        <translation>Bis er fertig ist, nimmt die TSE diesen Schritt nicht an. Ihre Kassen können weiter verkaufen.</translation>
    </message>
    <message>
        <source>Try again later, best after closing time.</source>
        <translation>Versuchen Sie es später erneut, am besten nach Ladenschluss.</translation>
    </message>
    <message>
        <source>The export is not ready yet</source>
        <translation>Der Export ist noch nicht fertig</translation>
    </message>
    <message>
        <source>The service is still putting the file together. Nothing is lost.</source>
        <translation>Der Dienst stellt die Datei noch zusammen. Es geht nichts verloren.</translation>
    </message>
    <message>
        <source>Try again in a minute.</source>
        <translation>Versuchen Sie es in einer Minute erneut.</translation>
    </message>
    <message>
        <source>The service does not know this export</source>
        <translation>Der Dienst kennt diesen Export nicht</translation>
    </message>
    <message>
        <source>Files of old exports are removed after a while. The data themselves are still in the TSE.</source>
        <translation>Dateien alter Exporte werden nach einiger Zeit entfernt. Die Daten selbst sind weiterhin in der TSE.</translation>
    </message>
    <message>
        <source>Start a new export.</source>
        <translation>Starten Sie einen neuen Export.</translation>
    </message>
    <message>
        <source>The service has paused exports for the moment</source>
        <translation>Der Dienst hat Exporte vorübergehend ausgesetzt</translation>
    </message>
    <message>
        <source>The data are safe, and your tills do not notice the pause.</source>
        <translation>Die Daten sind sicher, und Ihre Kassen merken von der Pause nichts.</translation>
    </message>
    <message>
        <source>Try again later today.</source>
        <translation>Versuchen Sie es heute später erneut.</translation>
    </message>
    <message>
        <source>Ten exports are already running</source>
        <translation>Es laufen bereits zehn Exporte</translation>
    </message>
    <message>
        <source>The service takes no more at once. This one was not started.</source>
        <translation>Mehr nimmt der Dienst nicht gleichzeitig an. Dieser wurde nicht gestartet.</translation>
    </message>
    <message>
        <source>Wait until one of them is done, then start yours.</source>
        <translation>Warten Sie, bis einer davon fertig ist, und starten Sie dann Ihren.</translation>
    </message>
    <message>
        <source>There is nothing to export from this TSE</source>
        <translation>Aus dieser TSE gibt es nichts zu exportieren</translation>
    </message>
    <message>
        <source>Only a TSE that is or was in service holds signed data.</source>
        <translation>Nur eine TSE, die in Betrieb ist oder war, enthält signierte Daten.</translation>
    </message>
    <message>
        <source>Choose another TSE, or finish the set-up of this one first.</source>
        <translation>Wählen Sie eine andere TSE, oder schließen Sie erst die Einrichtung dieser ab.</translation>
    </message>
    <message>
        <source>These filters do not go together</source>
        <translation>Diese Filter passen nicht zusammen</translation>
    </message>
    <message>
        <source>The export was not started. Nothing at the TSE has changed.</source>
        <translation>Der Export wurde nicht gestartet. An der TSE hat sich nichts geändert.</translation>
    </message>
    <message>
        <source>Choose either a period or a range of transactions, and try again.</source>
        <translation>Wählen Sie entweder einen Zeitraum oder einen Bereich von Vorgängen, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>This is possible in the test environment only</source>
        <translation>Das ist nur im Testbetrieb möglich</translation>
    </message>
    <message>
        <source>The service lets everybody try it out there and refuses it for a live TSE. Nothing was changed.</source>
        <translation>Der Dienst lässt es dort alle ausprobieren und lehnt es im Echtbetrieb ab. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Go on without it, or repeat the step with a test TSE.</source>
        <translation>Machen Sie ohne diesen Schritt weiter, oder wiederholen Sie ihn mit einer Test-TSE.</translation>
    </message>
    <message>
        <source>The service cannot find an inner part of the TSE</source>
        <translation>Der Dienst findet einen inneren Teil der TSE nicht</translation>
    </message>
    <message>
        <source>This is a fault inside the service. The next receipt of your till shows whether it can still sign.</source>
        <translation>Das ist ein Fehler im Dienst. Ob Ihre Kasse noch signieren kann, zeigt ihr nächster Beleg.</translation>
    </message>
    <message>
        <source>Report it to fiskaly&apos;s support with the request id from the details.</source>
        <translation>Melden Sie es dem Support von fiskaly mit der Anfrage-Kennung aus den Details.</translation>
    </message>
    <message>
        <source>The service did not understand an entry</source>
        <translation>Der Dienst hat eine Eingabe nicht verstanden</translation>
    </message>
    <message>
        <source>Something does not have the form it expects. It refused the whole request, so nothing was changed.</source>
        <translation>Etwas hat nicht die erwartete Form. Er hat die ganze Anfrage abgelehnt, es wurde also nichts geändert.</translation>
    </message>
    <message>
        <source>Go back and check what you entered. If it looks right, send the details to support.</source>
        <translation>Gehen Sie zurück und prüfen Sie Ihre Eingaben. Sehen sie richtig aus, senden Sie die Details an den Support.</translation>
    </message>
    <message>
        <source>The service could not read the content of the sale</source>
        <translation>Der Dienst konnte den Inhalt des Verkaufs nicht lesen</translation>
    </message>
    <message>
        <source>It signed nothing. Your till builds its sales by itself and is not affected.</source>
        <translation>Er hat nichts signiert. Ihre Kasse erstellt ihre Verkäufe selbst und ist nicht betroffen.</translation>
    </message>
    <message>
        <source>This is a fault of this program: please send the details to support.</source>
        <translation>Das ist ein Fehler dieses Programms: Bitte senden Sie die Details an den Support.</translation>
    </message>
    <message>
        <source>Another request is still under way</source>
        <translation>Eine andere Anfrage ist noch in Arbeit</translation>
    </message>
    <message>
        <source>The service takes one at a time and did not begin this one.</source>
        <translation>Der Dienst nimmt eine nach der anderen an und hat diese nicht begonnen.</translation>
    </message>
    <message>
        <source>Try again in a few seconds.</source>
        <translation>Versuchen Sie es in einigen Sekunden erneut.</translation>
    </message>
    <message>
        <source>The service expects this request at another address</source>
        <translation>Der Dienst erwartet diese Anfrage unter einer anderen Adresse</translation>
    </message>
    <message>
        <source>It was refused at the door; neither the TSE nor your till noticed it.</source>
        <translation>Sie wurde an der Tür abgewiesen; weder die TSE noch Ihre Kasse haben sie bemerkt.</translation>
    </message>
    <message>
        <source>Check the address of the service for this shop. If you never changed it, update TSE Companion.</source>
        <translation>Prüfen Sie die Adresse des Dienstes für dieses Geschäft. Haben Sie sie nie geändert, aktualisieren Sie TSE Companion.</translation>
    </message>
    <message>
        <source>The service did not reach its signing unit</source>
        <translation>Der Dienst hat seine Signatureinheit nicht erreicht</translation>
    </message>
    <message>
        <source>It tried several times and gave up. For a moment your till may have the same trouble.</source>
        <translation>Er hat es mehrmals versucht und aufgegeben. Ihre Kasse kann für einen Moment dieselbe Schwierigkeit haben.</translation>
    </message>
    <message>
        <source>Wait a minute, then try again.</source>
        <translation>Warten Sie eine Minute, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The signing unit is still busy with earlier log messages</source>
        <translation>Die Signatureinheit ist noch mit früheren Protokollmeldungen beschäftigt</translation>
    </message>
    <message>
        <source>The service wants to store those first and put this request off. No log message is lost.</source>
        <translation>Der Dienst will zuerst diese sichern und hat die Anfrage zurückgestellt. Es geht keine Protokollmeldung verloren.</translation>
    </message>
    <message>
        <source>Try again in some minutes. If it stays, give fiskaly&apos;s support the request id.</source>
        <translation>Versuchen Sie es in einigen Minuten erneut. Bleibt es dabei, nennen Sie dem Support von fiskaly die Anfrage-Kennung.</translation>
    </message>
    <message>
        <source>The service refused the request</source>
        <translation>Der Dienst hat die Anfrage abgelehnt</translation>
    </message>
    <message>
        <source>It found something wrong with it and names no reason that we know. Nothing was changed.</source>
        <translation>Er hat etwas daran auszusetzen und nennt keinen uns bekannten Grund. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Check your entries. If they are right, send the details to support.</source>
        <translation>Prüfen Sie Ihre Eingaben. Stimmen sie, senden Sie die Details an den Support.</translation>
    </message>
    <message>
        <source>The service could not find what was asked for</source>
        <translation>Der Dienst konnte das Gesuchte nicht finden</translation>
    </message>
    <message>
        <source>It was removed meanwhile, or the address of the service is not right. Nothing was changed.</source>
        <translation>Es wurde inzwischen entfernt, oder die Adresse des Dienstes stimmt nicht. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Look again. If everything seems to be missing, check the address of the service.</source>
        <translation>Sehen Sie erneut nach. Scheint alles zu fehlen, prüfen Sie die Adresse des Dienstes.</translation>
    </message>
    <message>
        <source>The request collided with another one</source>
        <translation>Die Anfrage ist mit einer anderen zusammengestoßen</translation>
    </message>
    <message>
        <source>Somebody or something changed the same thing at the same time. This request was not carried out.</source>
        <translation>Jemand oder etwas hat gleichzeitig dasselbe geändert. Diese Anfrage wurde nicht ausgeführt.</translation>
    </message>
    <message>
        <source>Look at the present state, then decide whether it is still needed.</source>
        <translation>Sehen Sie den jetzigen Stand an und entscheiden Sie dann, ob sie noch nötig ist.</translation>
    </message>
    <message>
        <source>The request is too large for the service</source>
        <translation>Die Anfrage ist zu groß für den Dienst</translation>
    </message>
    <message>
        <source>It takes one megabyte at most. Nothing was signed.</source>
        <translation>Er nimmt höchstens ein Megabyte an. Es wurde nichts signiert.</translation>
    </message>
    <message>
        <source>Use fewer or shorter lines and try again.</source>
        <translation>Verwenden Sie weniger oder kürzere Zeilen und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The signature is proven.</source>
        <translation>Die Signatur ist bewiesen.</translation>
    </message>
    <message>
        <source>Content and signature do not belong together: the code was altered or printed wrongly.</source>
        <translation>Inhalt und Signatur gehören nicht zusammen: Der Code wurde verändert oder falsch gedruckt.</translation>
    </message>
    <message>
        <source>The code names a signature algorithm that is not permitted.</source>
        <translation>Der Code nennt einen nicht zugelassenen Signaturalgorithmus.</translation>
    </message>
    <message>
        <source>The key uses a curve that is not permitted.</source>
        <translation>Der Schlüssel verwendet eine nicht zugelassene Kurve.</translation>
    </message>
    <message>
        <source>The public key in the code is damaged.</source>
        <translation>Der öffentliche Schlüssel im Code ist beschädigt.</translation>
    </message>
    <message>
        <source>The signature in the code has the wrong length.</source>
        <translation>Die Signatur im Code hat die falsche Länge.</translation>
    </message>
    <message>
        <source>A part of the code is damaged.</source>
        <translation>Ein Teil des Codes ist beschädigt.</translation>
    </message>
    <message>
        <source>This is not the code of a TSE receipt.</source>
        <translation>Das ist nicht der Code eines TSE-Belegs.</translation>
    </message>
    <message>
        <source>The code has a version this program does not know.</source>
        <translation>Der Code hat eine Version, die dieses Programm nicht kennt.</translation>
    </message>
    <message>
        <source>The code has too many or too few parts.</source>
        <translation>Der Code hat zu viele oder zu wenige Teile.</translation>
    </message>
    <message>
        <source>A number in the code cannot be read.</source>
        <translation>Eine Zahl im Code ist nicht lesbar.</translation>
    </message>
    <message>
        <source>A time in the code cannot be read.</source>
        <translation>Eine Zeitangabe im Code ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The code names a time format that is not known.</source>
        <translation>Der Code nennt ein unbekanntes Zeitformat.</translation>
    </message>
    <message>
        <source>The signature is written in another encoding than usual.</source>
        <translation>Die Signatur ist anders kodiert als üblich.</translation>
    </message>
    <message>
        <source>The public key is written in another encoding than usual.</source>
        <translation>Der öffentliche Schlüssel ist anders kodiert als üblich.</translation>
    </message>
    <message>
        <source>An amount does not have exactly two decimal places.</source>
        <translation>Ein Betrag hat nicht genau zwei Nachkommastellen.</translation>
    </message>
    <message>
        <source>The process type is spelled unusually.</source>
        <translation>Die Vorgangsart ist ungewöhnlich geschrieben.</translation>
    </message>
    <message>
        <source>The amounts by tax rate and the payments do not add up to the same sum.</source>
        <translation>Die Beträge je Steuersatz und die Zahlungen ergeben nicht dieselbe Summe.</translation>
    </message>
    <message>
        <source>There are not exactly five amounts by tax rate.</source>
        <translation>Es sind nicht genau fünf Beträge je Steuersatz.</translation>
    </message>
    <message>
        <source>The start time looks wrong; it is not protected by the signature.</source>
        <translation>Der Vorgangsbeginn wirkt falsch; er ist nicht durch die Signatur geschützt.</translation>
    </message>
    <message>
        <source>A time is not given in UTC.</source>
        <translation>Eine Zeit ist nicht in UTC angegeben.</translation>
    </message>
    <message>
        <source>The signature is written in hexadecimal digits instead of Base64.</source>
        <translation>Die Signatur ist hexadezimal statt in Base64 geschrieben.</translation>
    </message>
    <message>
        <source>Something went wrong that we did not foresee</source>
        <translation>Es ist etwas schiefgegangen, womit wir nicht gerechnet haben</translation>
    </message>
    <message>
        <source>The fault lies in this program. Your till does not need it for selling.</source>
        <translation>Der Fehler liegt in diesem Programm. Ihre Kasse braucht es zum Verkaufen nicht.</translation>
    </message>
    <message>
        <source>Close this message and try again. If it happens once more, restart TSE Companion and send the details to support.</source>
        <translation>Schließen Sie diese Meldung und versuchen Sie es erneut. Geschieht es wieder, starten Sie TSE Companion neu und senden Sie die Details an den Support.</translation>
    </message>
    <message>
        <source>The password store did not do its work</source>
        <translation>Der Passwortspeicher hat nicht funktioniert</translation>
    </message>
    <message>
        <source>Without it PIN, PUK and key cannot be kept safely, so we do not go on. Your till is not affected.</source>
        <translation>Ohne ihn lassen sich PIN, PUK und Schlüssel nicht sicher aufbewahren, deshalb machen wir nicht weiter. Ihre Kasse ist nicht betroffen.</translation>
    </message>
    <message>
        <source>Restart the computer and try again.</source>
        <translation>Starten Sie den Computer neu und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>This computer has no password store</source>
        <translation>Dieser Computer hat keinen Passwortspeicher</translation>
    </message>
    <message>
        <source>PIN, PUK and key are never written down unprotected, so another safe place is needed.</source>
        <translation>PIN, PUK und Schlüssel werden nie ungeschützt abgelegt; es braucht also einen anderen sicheren Ort.</translation>
    </message>
    <message>
        <source>Choose a passphrase: the program then keeps them in an encrypted file.</source>
        <translation>Wählen Sie eine Passphrase: Das Programm bewahrt sie dann in einer verschlüsselten Datei auf.</translation>
    </message>
    <message>
        <source>The password store is locked</source>
        <translation>Der Passwortspeicher ist verschlossen</translation>
    </message>
    <message>
        <source>The question to unlock it was closed or never answered, so we cannot reach PIN, PUK and key.</source>
        <translation>Die Frage zum Aufschließen wurde geschlossen oder nicht beantwortet; PIN, PUK und Schlüssel sind nicht erreichbar.</translation>
    </message>
    <message>
        <source>Unlock the password store of your computer and try again.</source>
        <translation>Schließen Sie den Passwortspeicher Ihres Computers auf und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The password store refused to keep the secret</source>
        <translation>Der Passwortspeicher hat das Aufbewahren verweigert</translation>
    </message>
    <message>
        <source>It can be read but not changed. We stop here so that no PUK gets lost.</source>
        <translation>Er lässt sich lesen, aber nicht ändern. Wir halten hier an, damit keine PUK verloren geht.</translation>
    </message>
    <message>
        <source>Ask whoever looks after the computer whether your account may store passwords.</source>
        <translation>Fragen Sie die Person, die den Computer betreut, ob Ihr Konto Passwörter speichern darf.</translation>
    </message>
    <message>
        <source>The password store gave back something else than it was given</source>
        <translation>Der Passwortspeicher hat etwas anderes zurückgegeben, als er bekam</translation>
    </message>
    <message>
        <source>A PUK kept like that would be lost, so the set-up does not go on.</source>
        <translation>Eine so aufbewahrte PUK wäre verloren, deshalb geht die Einrichtung nicht weiter.</translation>
    </message>
    <message>
        <source>Restart the computer. If it happens again, use the encrypted file instead of this password store.</source>
        <translation>Starten Sie den Computer neu. Geschieht es wieder, nutzen Sie statt dieses Passwortspeichers die verschlüsselte Datei.</translation>
    </message>
    <message>
        <source>The secret is too long for the password store</source>
        <translation>Das Geheimnis ist zu lang für den Passwortspeicher</translation>
    </message>
    <message>
        <source>It was not stored and nothing else was changed.</source>
        <translation>Es wurde nicht gespeichert und auch sonst nichts geändert.</translation>
    </message>
    <message>
        <source>Check that you entered only the key or secret itself, without anything around it.</source>
        <translation>Prüfen Sie, ob Sie nur den Schlüssel oder das Secret selbst eingegeben haben, ohne etwas darum herum.</translation>
    </message>
    <message>
        <source>The vault is locked</source>
        <translation>Der Tresor ist verschlossen</translation>
    </message>
    <message>
        <source>PIN, PUK and key lie in an encrypted file that opens with your passphrase.</source>
        <translation>PIN, PUK und Schlüssel liegen in einer verschlüsselten Datei, die sich mit Ihrer Passphrase öffnet.</translation>
    </message>
    <message>
        <source>Enter the passphrase of this vault.</source>
        <translation>Geben Sie die Passphrase dieses Tresors ein.</translation>
    </message>
    <message>
        <source>The passphrase does not open the vault</source>
        <translation>Die Passphrase öffnet den Tresor nicht</translation>
    </message>
    <message>
        <source>Nothing in the vault was changed, and you may try as often as you need.</source>
        <translation>Im Tresor wurde nichts geändert, und Sie dürfen es beliebig oft versuchen.</translation>
    </message>
    <message>
        <source>Enter it again; capital letters and blanks count.</source>
        <translation>Geben Sie sie erneut ein; Großbuchstaben und Leerzeichen zählen.</translation>
    </message>
    <message>
        <source>The journal cannot be written</source>
        <translation>Das Journal lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>Every change is noted before it is sent. Since that failed, nothing was sent and nothing was changed.</source>
        <translation>Jede Änderung wird notiert, bevor sie gesendet wird. Da das misslang, wurde nichts gesendet und nichts geändert.</translation>
    </message>
    <message>
        <source>Make room on the disk, or check that you may write to the data folder, then try again.</source>
        <translation>Schaffen Sie Platz auf dem Datenträger, oder prüfen Sie, ob Sie in den Datenordner schreiben dürfen, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The journal comes from a newer version of TSE Companion</source>
        <translation>Das Journal stammt von einer neueren Version von TSE Companion</translation>
    </message>
    <message>
        <source>This version might misread it, so it is left untouched. Your till is not affected.</source>
        <translation>Diese Version könnte es falsch lesen, deshalb bleibt es unberührt. Ihre Kasse ist nicht betroffen.</translation>
    </message>
    <message>
        <source>Install the newer version again.</source>
        <translation>Installieren Sie wieder die neuere Version.</translation>
    </message>
    <message>
        <source>The settings could not be saved</source>
        <translation>Die Einstellungen konnten nicht gespeichert werden</translation>
    </message>
    <message>
        <source>They hold until you close the program and are then forgotten.</source>
        <translation>Sie gelten, bis Sie das Programm schließen, und sind dann vergessen.</translation>
    </message>
    <message>
        <source>Check that there is room on the disk and that you may write to the data folder.</source>
        <translation>Prüfen Sie, ob auf dem Datenträger Platz ist und Sie in den Datenordner schreiben dürfen.</translation>
    </message>
    <message>
        <source>The settings come from a newer version of TSE Companion</source>
        <translation>Die Einstellungen stammen von einer neueren Version von TSE Companion</translation>
    </message>
    <message>
        <source>This version leaves them untouched and does not start with them.</source>
        <translation>Diese Version lässt sie unberührt und startet nicht mit ihnen.</translation>
    </message>
    <message>
        <source>Use the newer version, or choose another data folder for this one.</source>
        <translation>Nutzen Sie die neuere Version, oder wählen Sie für diese einen anderen Datenordner.</translation>
    </message>
    <message>
        <source>TSE Companion is already open</source>
        <translation>TSE Companion ist bereits geöffnet</translation>
    </message>
    <message>
        <source>Two copies on the same data folder could get in each other&apos;s way, so the second one stops.</source>
        <translation>Zwei Kopien im selben Datenordner könnten sich in die Quere kommen, deshalb hält die zweite an.</translation>
    </message>
    <message>
        <source>Use the window that is open. If there is none, wait a moment and start again.</source>
        <translation>Nutzen Sie das offene Fenster. Ist keines da, warten Sie einen Moment und starten Sie neu.</translation>
    </message>
    <message>
        <source>The PUK of this TSE is not in the vault</source>
        <translation>Die PUK dieser TSE liegt nicht im Tresor</translation>
    </message>
    <message>
        <source>Without it no PIN can be set. Nothing was changed at the TSE.</source>
        <translation>Ohne sie lässt sich keine PIN setzen. An der TSE wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Enter the PUK from the sealed sheet. If it is lost, a new TSE is needed.</source>
        <translation>Geben Sie die PUK vom versiegelten Blatt ein. Ist sie verloren, wird eine neue TSE benötigt.</translation>
    </message>
    <message>
        <source>The admin PIN is needed for this step</source>
        <translation>Für diesen Schritt wird die Admin-PIN benötigt</translation>
    </message>
    <message>
        <source>The shop was set up with another organisation, or the other one of test and live. Nothing was sent to its TSE.</source>
        <translation>Das Geschäft wurde mit einer anderen Organisation eingerichtet oder im anderen Betrieb (Test oder Echt). An seine TSE wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Enter the key this shop was set up with, or add a new shop for this key.</source>
        <translation>Geben Sie den Schlüssel ein, mit dem dieses Geschäft eingerichtet wurde, oder fügen Sie für diesen Schlüssel ein neues Geschäft hinzu.</translation>
    </message>
    <message>
        <source>The service refused the admin PIN</source>
        <translation>Der Dienst hat die Admin-PIN abgelehnt</translation>
    </message>
    <message>
        <source>The service refused the admin PUK</source>
        <translation>Der Dienst hat die Admin-PUK abgelehnt</translation>
    </message>
    <message>
        <source>It is not kept in the vault, as you chose. Sales are signed without it.</source>
        <translation>Sie liegt nicht im Tresor, so hatten Sie es gewählt. Verkäufe werden ohne sie signiert.</translation>
    </message>
    <message>
        <source>Enter the PIN, or set a new one with the PUK.</source>
        <translation>Geben Sie die PIN ein, oder setzen Sie mit der PUK eine neue.</translation>
    </message>
    <message>
        <source>Three wrong PINs: we stop here</source>
        <translation>Drei falsche PINs: Wir halten hier an</translation>
    </message>
    <message>
        <source>Two more would block the PIN. Sales are still signed; nothing was changed.</source>
        <translation>Zwei weitere würden die PIN sperren. Verkäufe werden weiter signiert; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Set a new PIN with the PUK. The counter then starts afresh.</source>
        <translation>Setzen Sie mit der PUK eine neue PIN. Der Zähler beginnt dann von vorn.</translation>
    </message>
    <message>
        <source>It is not certain whether the new PIN holds</source>
        <translation>Es ist nicht sicher, ob die neue PIN gilt</translation>
    </message>
    <message>
        <source>The answer was lost and a login could not settle it. Sales are signed regardless of the PIN.</source>
        <translation>Die Antwort ging verloren, und eine Anmeldung konnte es nicht klären. Verkäufe werden unabhängig von der PIN signiert.</translation>
    </message>
    <message>
        <source>Set the PIN once more with the PUK: that is safe and counts as no attempt.</source>
        <translation>Setzen Sie die PIN noch einmal mit der PUK: Das ist gefahrlos und zählt nicht als Versuch.</translation>
    </message>
    <message>
        <source>This computer did not accept the password</source>
        <translation>Dieser Computer hat das Passwort nicht angenommen</translation>
    </message>
    <message>
        <source>PIN and PUK are shown only to whoever is signed in here. They stay hidden, and nothing was changed.</source>
        <translation>PIN und PUK werden nur der Person gezeigt, die hier angemeldet ist. Sie bleiben verborgen, und es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Enter the password with which you sign in to this computer. The PUK also stands on the sealed sheet.</source>
        <translation>Geben Sie das Passwort ein, mit dem Sie sich an diesem Computer anmelden. Die PUK steht auch auf dem versiegelten Blatt.</translation>
    </message>
    <message>
        <source>It cannot be confirmed here who is at the keyboard</source>
        <translation>Hier lässt sich nicht bestätigen, wer vor dem Computer sitzt</translation>
    </message>
    <message>
        <source>This computer has no way to check that, so PIN and PUK stay hidden. The program uses them all the same.</source>
        <translation>Dieser Computer kann das nicht prüfen; PIN und PUK bleiben deshalb verborgen. Das Programm benutzt sie trotzdem.</translation>
    </message>
    <message>
        <source>Take the PUK from the sealed sheet. A forgotten PIN can be set anew without seeing the PUK.</source>
        <translation>Nehmen Sie die PUK vom versiegelten Blatt. Eine vergessene PIN lässt sich neu setzen, ohne die PUK zu sehen.</translation>
    </message>
    <message>
        <source>The PUK that is kept here is the right one</source>
        <translation>Die hier aufbewahrte PUK ist die richtige</translation>
    </message>
    <message>
        <source>The service gave it to us or has taken it, and a PUK never changes. It was not replaced.</source>
        <translation>Der Dienst hat sie ausgegeben oder angenommen, und eine PUK ändert sich nie. Sie wurde nicht ersetzt.</translation>
    </message>
    <message>
        <source>Check that the sheet belongs to this TSE. To use its PUK all the same, set a new PIN with it.</source>
        <translation>Prüfen Sie, ob das Blatt zu dieser TSE gehört. Um seine PUK dennoch zu verwenden, setzen Sie damit eine neue PIN.</translation>
    </message>
    <message>
        <source>Something changed since you confirmed</source>
        <translation>Seit Ihrer Bestätigung hat sich etwas geändert</translation>
    </message>
    <message>
        <source>Before the last step we looked once more and found something that you have not seen. The TSE is still in service.</source>
        <translation>Vor dem letzten Schritt haben wir noch einmal nachgesehen und etwas gefunden, das Sie noch nicht kannten. Die TSE ist weiterhin in Betrieb.</translation>
    </message>
    <message>
        <source>Begin again and read what is said about the TSE now.</source>
        <translation>Beginnen Sie von vorn und lesen Sie, was jetzt über die TSE gesagt wird.</translation>
    </message>
    <message>
        <source>Admin mode has ended</source>
        <translation>Der Admin-Modus ist beendet</translation>
    </message>
    <message>
        <source>Changes to tills and to the TSE need the admin PIN; the time for it ran out. Sales are signed all the same.</source>
        <translation>Änderungen an Kassen und an der TSE brauchen die Admin-PIN; deren Zeit ist abgelaufen. Verkäufe werden weiter signiert.</translation>
    </message>
    <message>
        <source>Do it once more: the PIN is asked for again.</source>
        <translation>Versuchen Sie es noch einmal: Die PIN wird erneut abgefragt.</translation>
    </message>
    <message>
        <source>This TSE cannot be set up</source>
        <translation>Diese TSE lässt sich nicht einrichten</translation>
    </message>
    <message>
        <source>It is out of service, defective or deleted, and that does not change any more.</source>
        <translation>Sie ist außer Betrieb, defekt oder gelöscht, und das ändert sich nicht mehr.</translation>
    </message>
    <message>
        <source>Choose another TSE or create a new one.</source>
        <translation>Wählen Sie eine andere TSE, oder legen Sie eine neue an.</translation>
    </message>
    <message>
        <source>The TSE of this set-up has disappeared</source>
        <translation>Die TSE dieser Einrichtung ist verschwunden</translation>
    </message>
    <message>
        <source>This computer remembers creating it, but the service does not show it. Nothing was created in its place.</source>
        <translation>Dieser Computer weiß, dass er sie angelegt hat, aber der Dienst zeigt sie nicht. An ihrer Stelle wurde nichts angelegt.</translation>
    </message>
    <message>
        <source>Check that this is the same API key as before. If the service has cleared its test environment, start a new set-up.</source>
        <translation>Prüfen Sie, ob es derselbe API-Schlüssel ist wie zuvor. Hat der Dienst seinen Testbetrieb aufgeräumt, beginnen Sie eine neue Einrichtung.</translation>
    </message>
    <message>
        <source>This key belongs to another environment</source>
        <translation>Dieser Schlüssel gehört zu einem anderen Betrieb</translation>
    </message>
    <message>
        <source>The signature of the receipt cannot be proven</source>
        <translation>Die Signatur des Belegs lässt sich nicht beweisen</translation>
    </message>
    <message>
        <source>The TSE signed, but its QR code does not pass our check. Do not hand this receipt to a customer.</source>
        <translation>Die TSE hat signiert, aber ihr QR-Code besteht unsere Prüfung nicht. Geben Sie diesen Beleg nicht an Kunden weiter.</translation>
    </message>
    <message>
        <source>Sign another test receipt. If that fails as well, send the details to fiskaly&apos;s support.</source>
        <translation>Signieren Sie einen weiteren Testbeleg. Misslingt auch dieser, senden Sie die Details an den Support von fiskaly.</translation>
    </message>
    <message>
        <source>The QR code does not fit on this paper</source>
        <translation>Der QR-Code passt nicht auf dieses Papier</translation>
    </message>
    <message>
        <source>Printed smaller it could not be read by a scanner. The receipt itself is signed.</source>
        <translation>Kleiner gedruckt könnte ihn kein Scanner lesen. Der Beleg selbst ist signiert.</translation>
    </message>
    <message>
        <source>Choose wider paper, or save the receipt as PDF.</source>
        <translation>Wählen Sie breiteres Papier, oder speichern Sie den Beleg als PDF.</translation>
    </message>
    <message>
        <source>No printer is installed on this computer</source>
        <translation>Auf diesem Computer ist kein Drucker eingerichtet</translation>
    </message>
    <message>
        <source>The receipt is signed and kept; only the paper is missing.</source>
        <translation>Der Beleg ist signiert und aufbewahrt; nur das Papier fehlt.</translation>
    </message>
    <message>
        <source>Save the receipt as PDF, or install a printer and print again.</source>
        <translation>Speichern Sie den Beleg als PDF, oder richten Sie einen Drucker ein und drucken Sie erneut.</translation>
    </message>
    <message>
        <source>The printer has stopped</source>
        <translation>Der Drucker ist angehalten</translation>
    </message>
    <message>
        <source>Its queue is paused or takes no new jobs, so nothing was printed. The receipt stays signed.</source>
        <translation>Seine Warteschlange ist angehalten oder nimmt nichts an, es wurde also nichts gedruckt. Der Beleg bleibt signiert.</translation>
    </message>
    <message>
        <source>Check paper, cover and connection, start the queue again, then print once more.</source>
        <translation>Prüfen Sie Papier, Abdeckung und Verbindung, starten Sie die Warteschlange wieder und drucken Sie noch einmal.</translation>
    </message>
    <message>
        <source>The page could not be handed to the printer</source>
        <translation>Die Seite konnte nicht an den Drucker übergeben werden</translation>
    </message>
    <message>
        <source>Nothing came out, and the receipt is still there with its signature.</source>
        <translation>Es kam nichts heraus, und der Beleg ist mit seiner Signatur weiterhin da.</translation>
    </message>
    <message>
        <source>Try again, choose another printer, or save it as PDF.</source>
        <translation>Versuchen Sie es erneut, wählen Sie einen anderen Drucker, oder speichern Sie ihn als PDF.</translation>
    </message>
    <message>
        <source>The file could not be saved</source>
        <translation>Die Datei konnte nicht gespeichert werden</translation>
    </message>
    <message>
        <source>The folder is full or protected, or the file is open in another program. What was to be saved is still here.</source>
        <translation>Der Ordner ist voll oder geschützt, oder die Datei ist in einem anderen Programm geöffnet. Was gespeichert werden sollte, ist weiterhin hier.</translation>
    </message>
    <message>
        <source>Close the file elsewhere or choose another folder.</source>
        <translation>Schließen Sie die Datei im anderen Programm, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The practice TSE cannot be opened</source>
        <translation>Die Übungs-TSE lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Its file is damaged. It only ever held exercises: real data are not touched.</source>
        <translation>Ihre Datei ist beschädigt. Sie enthielt nur Übungen: Echte Daten sind nicht berührt.</translation>
    </message>
    <message>
        <source>Reset the practice TSE to start over.</source>
        <translation>Setzen Sie die Übungs-TSE zurück, um neu zu beginnen.</translation>
    </message>
    <message>
        <source>The journal cannot be read</source>
        <translation>Das Journal lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>The file is damaged. It is left exactly as it is, because it may still say what was under way. Your till is not affected.</source>
        <translation>Die Datei ist beschädigt. Sie bleibt genau so liegen, weil sie noch verraten kann, was in Arbeit war. Ihre Kasse ist nicht betroffen.</translation>
    </message>
    <message>
        <source>Copy the data folder for support, or put back a backup of it.</source>
        <translation>Kopieren Sie den Datenordner für den Support, oder spielen Sie eine Sicherung davon ein.</translation>
    </message>
    <message>
        <source>Nothing was changed and sales are still signed. We stop after three wrong entries, before the service blocks the PIN after five.</source>
        <translation>Es wurde nichts geändert, Verkäufe werden weiter signiert. Wir halten nach drei falschen Eingaben an, bevor der Dienst die PIN nach fünf sperrt.</translation>
    </message>
    <message>
        <source>Look at the PIN once more and enter it slowly.</source>
        <translation>Sehen Sie sich die PIN noch einmal an und geben Sie sie langsam ein.</translation>
    </message>
    <message>
        <source>The PIN stays as it was, and your till goes on selling.</source>
        <translation>Die PIN bleibt, wie sie war, und Ihre Kasse verkauft weiter.</translation>
    </message>
    <message>
        <source>Check that the sealed sheet belongs to this TSE, and copy the PUK from it character by character.</source>
        <translation>Prüfen Sie, ob das versiegelte Blatt zu dieser TSE gehört, und übertragen Sie die PUK Zeichen für Zeichen.</translation>
    </message>
    <message>
        <source>The new PIN was not set</source>
        <translation>Die neue PIN wurde nicht gesetzt</translation>
    </message>
    <message>
        <source>The answer was lost on the way; a test login showed that the PIN does not hold. The TSE is as it was before.</source>
        <translation>Die Antwort ging unterwegs verloren; eine Probeanmeldung zeigte, dass die PIN nicht gilt. Die TSE ist, wie sie vorher war.</translation>
    </message>
    <message>
        <source>Set the PIN again with the PUK.</source>
        <translation>Setzen Sie die PIN erneut mit der PUK.</translation>
    </message>
    <message>
        <source>The step ended, but the TSE does not show it</source>
        <translation>Der Schritt ist zu Ende, aber die TSE zeigt ihn nicht</translation>
    </message>
    <message>
        <source>The service reported no error and yet another state. Until that is settled, do not rely on this TSE for selling.</source>
        <translation>Der Dienst meldete keinen Fehler und doch einen anderen Zustand. Verlassen Sie sich beim Verkaufen nicht auf diese TSE, bis das geklärt ist.</translation>
    </message>
    <message>
        <source>Wait a minute and look again. If nothing changes, send the details to fiskaly&apos;s support.</source>
        <translation>Warten Sie eine Minute und sehen Sie erneut nach. Ändert sich nichts, senden Sie die Details an den Support von fiskaly.</translation>
    </message>
    <message>
        <source>This address is not safe</source>
        <translation>Diese Adresse ist nicht sicher</translation>
    </message>
    <message>
        <source>It does not begin with https, so key and PIN could be read on the way. Nothing was sent.</source>
        <translation>Sie beginnt nicht mit https, also könnten Schlüssel und PIN unterwegs mitgelesen werden. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>Enter the address of the service with https at the start.</source>
        <translation>Geben Sie die Adresse des Dienstes mit https am Anfang ein.</translation>
    </message>
    <message>
        <source>The service does not know this TSE</source>
        <translation>Der Dienst kennt diese TSE nicht</translation>
    </message>
    <message>
        <source>With this access no such TSE can be seen. A till that relies on it cannot sign.</source>
        <translation>Mit diesem Zugang ist keine solche TSE zu sehen. Eine Kasse, die sich auf sie verlässt, kann nicht signieren.</translation>
    </message>
    <message>
        <source>Check that the API key belongs to the right organisation and to the right environment.</source>
        <translation>Prüfen Sie, ob der API-Schlüssel zur richtigen Organisation und zum richtigen Betrieb (Test- oder Echtbetrieb) gehört.</translation>
    </message>
    <message>
        <source>This TSE already exists</source>
        <translation>Diese TSE gibt es bereits</translation>
    </message>
    <message>
        <source>A TSE with the same id is there and further along in its set-up. No second one was made.</source>
        <translation>Eine TSE mit derselben Kennung ist vorhanden und schon weiter eingerichtet. Es wurde keine zweite angelegt.</translation>
    </message>
    <message>
        <source>Go back to the list and continue with the TSE that exists.</source>
        <translation>Gehen Sie zurück zur Liste und machen Sie mit der vorhandenen TSE weiter.</translation>
    </message>
    <message>
        <source>The TSE is defective</source>
        <translation>Die TSE ist defekt</translation>
    </message>
    <message>
        <source>It can no longer sign. You may go on selling, but every receipt must show the TSE failure and the outage has to be noted.</source>
        <translation>Sie kann nicht mehr signieren. Sie dürfen weiter verkaufen, aber jeder Beleg muss den TSE-Ausfall zeigen, und der Ausfall ist zu protokollieren.</translation>
    </message>
    <message>
        <source>Set up a new TSE and register your tills there without delay. Keep an export of the old one.</source>
        <translation>Richten Sie unverzüglich eine neue TSE ein und melden Sie Ihre Kassen dort an. Bewahren Sie einen Export der alten auf.</translation>
    </message>
    <message>
        <source>This test TSE was deleted</source>
        <translation>Diese Test-TSE wurde gelöscht</translation>
    </message>
    <message>
        <source>The service clears its test environment every week. Real sales are not affected.</source>
        <translation>Der Dienst räumt seinen Testbetrieb jede Woche auf. Echte Verkäufe sind nicht betroffen.</translation>
    </message>
    <message>
        <source>Set up a new test TSE.</source>
        <translation>Richten Sie eine neue Test-TSE ein.</translation>
    </message>
    <message>
        <source>This TSE is out of service for good</source>
        <translation>Diese TSE ist endgültig außer Betrieb</translation>
    </message>
    <message>
        <source>It signs no more sales and nobody can bring it back. Its data can still be exported.</source>
        <translation>Sie signiert keine Verkäufe mehr, und niemand kann sie zurückholen. Ihre Daten lassen sich weiterhin exportieren.</translation>
    </message>
    <message>
        <source>Set up a new TSE and register your tills there.</source>
        <translation>Richten Sie eine neue TSE ein und melden Sie Ihre Kassen dort an.</translation>
    </message>
    <message>
        <source>This TSE was released because nobody used it</source>
        <translation>Diese TSE wurde freigegeben, weil niemand sie genutzt hat</translation>
    </message>
    <message>
        <source>It stood ready for three months and signed nothing, so no sale is missing.</source>
        <translation>Sie stand drei Monate bereit und hat nichts signiert; es fehlt also kein Verkauf.</translation>
    </message>
    <message>
        <source>Set up a new TSE when you are ready to use it.</source>
        <translation>Richten Sie eine neue TSE ein, wenn Sie sie nutzen wollen.</translation>
    </message>
    <message>
        <source>The TSE cannot take this step now</source>
        <translation>Die TSE kann diesen Schritt jetzt nicht tun</translation>
    </message>
    <message>
        <source>It is in another state than expected, perhaps because someone else changed it. This request changed nothing.</source>
        <translation>Sie ist in einem anderen Zustand als erwartet, vielleicht hat jemand anderes sie geändert. Diese Anfrage hat nichts verändert.</translation>
    </message>
    <message>
        <source>Look at the TSE again; the set-up goes on from where it really stands.</source>
        <translation>Sehen Sie die TSE erneut an; die Einrichtung geht dort weiter, wo sie wirklich steht.</translation>
    </message>
    <message>
        <source>No more TSEs can be created today</source>
        <translation>Heute können keine weiteren TSE angelegt werden</translation>
    </message>
    <message>
        <source>The daily number for your organisation is used up. Tills that already run are not affected.</source>
        <translation>Die Tagesmenge Ihrer Organisation ist verbraucht. Kassen, die schon laufen, sind nicht betroffen.</translation>
    </message>
    <message>
        <source>Try again tomorrow; the set-up keeps its place.</source>
        <translation>Versuchen Sie es morgen erneut; die Einrichtung merkt sich, wo Sie waren.</translation>
    </message>
    <message>
        <source>Five test TSEs are already in use</source>
        <translation>Es sind schon fünf Test-TSE in Gebrauch</translation>
    </message>
    <message>
        <source>The test environment allows no more at once. No new one was created.</source>
        <translation>Mehr erlaubt der Testbetrieb nicht gleichzeitig. Es wurde keine neue angelegt.</translation>
    </message>
    <message>
        <source>Continue with one of them, or take one you no longer need out of service.</source>
        <translation>Machen Sie mit einer davon weiter, oder nehmen Sie eine nicht mehr benötigte außer Betrieb.</translation>
    </message>
    <message>
        <source>The service is maintaining this TSE</source>
        <translation>Der Dienst wartet diese TSE gerade</translation>
    </message>
    <message>
        <source>As long as this lasts, sales may stay unsigned; your till shows it on the receipt.</source>
        <translation>Solange das dauert, bleiben Verkäufe womöglich unsigniert; Ihre Kasse zeigt es auf dem Beleg.</translation>
    </message>
    <message>
        <source>Try again in a few minutes.</source>
        <translation>Versuchen Sie es in einigen Minuten erneut.</translation>
    </message>
    <message>
        <source>The TSE is not in service yet</source>
        <translation>Die TSE ist noch nicht in Betrieb</translation>
    </message>
    <message>
        <source>Until then it takes no tills and signs no sales.</source>
        <translation>Bis dahin nimmt sie keine Kassen an und signiert keine Verkäufe.</translation>
    </message>
    <message>
        <source>Finish the set-up of this TSE first.</source>
        <translation>Schließen Sie zuerst die Einrichtung dieser TSE ab.</translation>
    </message>
    <message>
        <source>The certificate of the TSE has run out</source>
        <translation>Das Zertifikat der TSE ist abgelaufen</translation>
    </message>
    <message>
        <source>The TSE does not sign any more. Go on selling; the receipts must show the TSE failure until a new one works.</source>
        <translation>Die TSE signiert nicht mehr. Verkaufen Sie weiter; die Belege müssen den TSE-Ausfall zeigen, bis eine neue arbeitet.</translation>
    </message>
    <message>
        <source>Set up a new TSE today and register your tills there. A certificate cannot be renewed.</source>
        <translation>Richten Sie noch heute eine neue TSE ein und melden Sie Ihre Kassen dort an. Ein Zertifikat lässt sich nicht verlängern.</translation>
    </message>
    <message>
        <source>The service cannot hand out a TSE right now</source>
        <translation>Der Dienst kann gerade keine TSE ausgeben</translation>
    </message>
    <message>
        <source>Its store of prepared TSEs is empty for the moment. None was created.</source>
        <translation>Sein Vorrat an vorbereiteten TSE ist im Augenblick leer. Es wurde keine angelegt.</translation>
    </message>
    <message>
        <source>Try again in a few minutes. You do not have to enter anything again.</source>
        <translation>Versuchen Sie es in einigen Minuten erneut. Sie müssen nichts noch einmal eingeben.</translation>
    </message>
    <message>
        <source>The service has no room for another TSE right now</source>
        <translation>Der Dienst hat gerade keinen Platz für eine weitere TSE</translation>
    </message>
    <message>
        <source>All of its signing units are taken. No TSE was created; tills that already run are not affected.</source>
        <translation>Alle seine Signatureinheiten sind belegt. Es wurde keine TSE angelegt; Kassen, die schon laufen, sind nicht betroffen.</translation>
    </message>
    <message>
        <source>Try again later, best outside business hours.</source>
        <translation>Versuchen Sie es später erneut, am besten außerhalb der Geschäftszeiten.</translation>
    </message>
    <message>
        <source>This till is already known to the service</source>
        <translation>Diese Kasse ist dem Dienst schon bekannt</translation>
    </message>
    <message>
        <source>A till with the same id exists or is just being registered, perhaps by an earlier attempt. No second one was made.</source>
        <translation>Eine Kasse mit derselben Kennung ist vorhanden oder wird gerade angemeldet, vielleicht durch einen früheren Versuch. Es wurde keine zweite angelegt.</translation>
    </message>
    <message>
        <source>Look at the list of tills. If yours is missing there, register it once more.</source>
        <translation>Sehen Sie in der Liste der Kassen nach. Fehlt Ihre dort, melden Sie sie noch einmal an.</translation>
    </message>
    <message>
        <source>This till is deregistered</source>
        <translation>Diese Kasse ist abgemeldet</translation>
    </message>
    <message>
        <source>Its sales are not signed until it is registered again. Other tills are not affected.</source>
        <translation>Ihre Verkäufe werden nicht signiert, bis sie wieder angemeldet ist. Andere Kassen sind nicht betroffen.</translation>
    </message>
    <message>
        <source>Register the till again under the same Kassen-ID.</source>
        <translation>Melden Sie die Kasse unter derselben Kassen-ID wieder an.</translation>
    </message>
    <message>
        <source>The service refuses this Kassen-ID</source>
        <translation>Der Dienst lehnt diese Kassen-ID ab</translation>
    </message>
    <message>
        <source>Choose another Kassen-ID. It stays with the till for good.</source>
        <translation>Wählen Sie eine andere Kassen-ID. Sie bleibt der Kasse für immer.</translation>
    </message>
    <message>
        <source>There is no room for another till at this TSE</source>
        <translation>An dieser TSE ist kein Platz für eine weitere Kasse</translation>
    </message>
    <message>
        <source>Every place is taken. The tills already registered go on selling.</source>
        <translation>Alle Plätze sind belegt. Die bereits angemeldeten Kassen verkaufen weiter.</translation>
    </message>
    <message>
        <source>Deregister a till you no longer use, or set up a second TSE.</source>
        <translation>Melden Sie eine nicht mehr genutzte Kasse ab, oder richten Sie eine zweite TSE ein.</translation>
    </message>
    <message>
        <source>The service does not know this till</source>
        <translation>Der Dienst kennt diese Kasse nicht</translation>
    </message>
    <message>
        <source>It was never registered with this TSE, or it belongs to another one. Here it cannot sign.</source>
        <translation>Sie wurde nie an dieser TSE angemeldet, oder sie gehört zu einer anderen. Hier kann sie nicht signieren.</translation>
    </message>
    <message>
        <source>Look at the list of tills and register the till with this TSE.</source>
        <translation>Sehen Sie in der Liste der Kassen nach und melden Sie die Kasse an dieser TSE an.</translation>
    </message>
    <message>
        <source>It holds a character that is not permitted, or another till of this TSE has it already. The till was not registered.</source>
        <translation>Sie enthält ein unzulässiges Zeichen, oder eine andere Kasse dieser TSE trägt sie schon. Die Kasse wurde nicht angemeldet.</translation>
    </message>
    <message>
        <source>Too many transactions are open</source>
        <translation>Zu viele Vorgänge sind offen</translation>
    </message>
    <message>
        <source>The limit of the TSE is reached: no new sale can be signed until some of them are closed.</source>
        <translation>Die Grenze der TSE ist erreicht: Kein neuer Verkauf kann signiert werden, bis einige davon abgeschlossen sind.</translation>
    </message>
    <message>
        <source>Let the tills finish what they have begun, for example by restarting them, and try again.</source>
        <translation>Lassen Sie die Kassen beenden, was sie begonnen haben, zum Beispiel durch einen Neustart, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The transaction has moved on meanwhile</source>
        <translation>Der Vorgang hat sich inzwischen verändert</translation>
    </message>
    <message>
        <source>It was changed or closed elsewhere, so this step was refused and signed nothing.</source>
        <translation>Er wurde anderswo geändert oder abgeschlossen; dieser Schritt wurde abgelehnt und hat nichts signiert.</translation>
    </message>
    <message>
        <source>Look at its present state before you decide what to do.</source>
        <translation>Sehen Sie seinen jetzigen Stand an, bevor Sie entscheiden.</translation>
    </message>
    <message>
        <source>This transaction is still being worked on</source>
        <translation>An diesem Vorgang wird noch gearbeitet</translation>
    </message>
    <message>
        <source>The same transaction was sent a moment ago. It is not signed twice.</source>
        <translation>Derselbe Vorgang wurde gerade eben gesendet. Er wird nicht doppelt signiert.</translation>
    </message>
    <message>
        <source>Wait a few seconds and look at the transaction again.</source>
        <translation>Warten Sie einige Sekunden und sehen Sie den Vorgang erneut an.</translation>
    </message>
    <message>
        <source>The service does not know this transaction</source>
        <translation>Der Dienst kennt diesen Vorgang nicht</translation>
    </message>
    <message>
        <source>It was not begun at this TSE, so there is nothing to close here.</source>
        <translation>Er wurde nicht an dieser TSE begonnen; hier ist nichts abzuschließen.</translation>
    </message>
    <message>
        <source>Check that the right TSE is chosen, then look again.</source>
        <translation>Prüfen Sie, ob die richtige TSE gewählt ist, und sehen Sie erneut nach.</translation>
    </message>
    <message>
        <source>This version of the transaction does not exist</source>
        <translation>Diese Fassung des Vorgangs gibt es nicht</translation>
    </message>
    <message>
        <source>It was changed fewer times than was asked for. What was signed stays valid.</source>
        <translation>Er wurde weniger oft geändert als angefragt. Was signiert wurde, bleibt gültig.</translation>
    </message>
    <message>
        <source>Open the latest version of the transaction.</source>
        <translation>Öffnen Sie die neueste Fassung des Vorgangs.</translation>
    </message>
    <message>
        <source>The service cannot find the latest version of a transaction</source>
        <translation>Der Dienst findet die neueste Fassung eines Vorgangs nicht</translation>
    </message>
    <message>
        <source>This is a fault inside the service. Sales are signed as usual; only the list is incomplete.</source>
        <translation>Das ist ein Fehler im Dienst. Verkäufe werden wie gewohnt signiert; nur die Liste ist unvollständig.</translation>
    </message>
    <message>
        <source>Try again later. If it stays, send the request id to fiskaly&apos;s support.</source>
        <translation>Versuchen Sie es später erneut. Bleibt es dabei, senden Sie die Anfrage-Kennung an den Support von fiskaly.</translation>
    </message>
    <message>
        <source>A transaction cannot change its kind</source>
        <translation>Ein Vorgang kann seine Art nicht wechseln</translation>
    </message>
    <message>
        <source>It was begun as another kind of business event. What has been signed so far stays valid.</source>
        <translation>Er wurde als andere Vorgangsart begonnen. Was bisher signiert wurde, bleibt gültig.</translation>
    </message>
    <message>
        <source>Finish it the way it was begun, and begin a new one for the rest.</source>
        <translation>Schließen Sie ihn so ab, wie er begonnen wurde, und beginnen Sie für den Rest einen neuen.</translation>
    </message>
    <message>
        <source>The transaction cannot be finished without content</source>
        <translation>Der Vorgang kann nicht ohne Inhalt abgeschlossen werden</translation>
    </message>
    <message>
        <source>The service was not told what the sale was, or the transaction is closed already. Nothing new was signed.</source>
        <translation>Dem Dienst fehlt, was verkauft wurde, oder der Vorgang ist bereits abgeschlossen. Es wurde nichts Neues signiert.</translation>
    </message>
    <message>
        <source>Look at the transaction: if it is still open, finish it with its amounts.</source>
        <translation>Sehen Sie den Vorgang an: Ist er noch offen, schließen Sie ihn mit seinen Beträgen ab.</translation>
    </message>
    <message>
        <source>The log of this transaction is not kept for a quick look</source>
        <translation>Das Protokoll dieses Vorgangs liegt nicht zum schnellen Nachsehen bereit</translation>
    </message>
    <message>
        <source>The sale itself was signed; its log message is in the TSE.</source>
        <translation>Der Verkauf selbst wurde signiert; seine Protokollmeldung liegt in der TSE.</translation>
    </message>
    <message>
        <source>Make an export: it holds every log message.</source>
        <translation>Erstellen Sie einen Export: Er enthält jede Protokollmeldung.</translation>
    </message>
    <message>
        <source>The TSE is locked for this step</source>
        <translation>Die TSE ist für diesen Schritt gesperrt</translation>
    </message>
    <message>
        <source>The service gives no reason that we know. Nothing was changed; the next receipt of your till shows whether sales are signed.</source>
        <translation>Der Dienst nennt keinen uns bekannten Grund. Es wurde nichts geändert; ob Verkäufe signiert werden, zeigt der nächste Beleg Ihrer Kasse.</translation>
    </message>
    <message>
        <source>Look at the state of the TSE on the overview, then try again.</source>
        <translation>Sehen Sie in der Übersicht nach dem Zustand der TSE und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The file could not be read</source>
        <translation>Die Datei konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Nothing was changed, and the tills are not affected.</source>
        <translation>Es wurde nichts geändert, und die Kassen sind nicht betroffen.</translation>
    </message>
    <message>
        <source>Check that the file is there and that you may open it, then choose it again.</source>
        <translation>Prüfen Sie, ob die Datei noch da ist und Sie sie öffnen dürfen, und wählen Sie sie dann noch einmal aus.</translation>
    </message>
    <message>
        <source>This file holds no shops that can be added</source>
        <translation>Diese Datei enthält keine Geschäfte, die hinzugefügt werden können</translation>
    </message>
    <message>
        <source>It was not made by TSE Companion, or it was changed afterwards. Nothing was added, and the tills are not affected.</source>
        <translation>Sie stammt nicht von TSE Companion oder wurde nachträglich verändert. Es wurde nichts hinzugefügt, und die Kassen sind nicht betroffen.</translation>
    </message>
    <message>
        <source>Export the shops again on the other computer and take that file.</source>
        <translation>Exportieren Sie die Geschäfte auf dem anderen Computer noch einmal und nehmen Sie diese Datei.</translation>
    </message>
    <message>
        <source>This file comes from a newer version of TSE Companion</source>
        <translation>Diese Datei stammt von einer neueren Version von TSE Companion</translation>
    </message>
    <message>
        <source>Nothing was added, and the tills are not affected.</source>
        <translation>Es wurde nichts hinzugefügt, und die Kassen sind nicht betroffen.</translation>
    </message>
    <message>
        <source>Use the newer version here, too, or set the shop up with its API key.</source>
        <translation>Verwenden Sie auch hier die neuere Version, oder richten Sie das Geschäft mit seinem API-Schlüssel ein.</translation>
    </message>
    <message>
        <source>This shop cannot be removed now</source>
        <translation>Dieses Geschäft kann jetzt nicht entfernt werden</translation>
    </message>
    <message>
        <source>Cancelling open transactions was begun for it and is not ended. Nothing was removed; the tills go on selling.</source>
        <translation>Für dieses Geschäft wurde begonnen, offene Vorgänge abzubrechen, und das ist noch nicht beendet. Es wurde nichts entfernt; die Kassen verkaufen weiter.</translation>
    </message>
    <message>
        <source>End it on the page “Open transactions” first, then remove the shop.</source>
        <translation>Beenden Sie es zuerst auf der Seite „Offene Vorgänge“ und entfernen Sie das Geschäft dann.</translation>
    </message>
    <message>
        <source>Open transactions of this TSE are being cancelled already</source>
        <translation>Offene Vorgänge dieser TSE werden bereits abgebrochen</translation>
    </message>
    <message>
        <source>A second run was not begun. The first one goes on; the tills go on selling.</source>
        <translation>Ein zweiter Lauf wurde nicht begonnen. Der erste läuft weiter; an den Kassen wird weiter verkauft.</translation>
    </message>
    <message>
        <source>Wait until it has ended, or stop it, then try again.</source>
        <translation>Warten Sie, bis er beendet ist, oder halten Sie ihn an, und versuchen Sie es dann erneut.</translation>
    </message>
</context>
<context>
    <name>TillDesk</name>
    <message>
        <source>Reading the tills …</source>
        <translation>Kassen werden gelesen …</translation>
    </message>
    <message>
        <source>Counting the open transactions …</source>
        <translation>Offene Vorgänge werden gezählt …</translation>
    </message>
    <message>
        <source>{n} of {total} open transactions counted; the service asks for a pause of {seconds} s.</source>
        <translation>{n} von {total} offenen Vorgängen gezählt; der Dienst verlangt eine Pause von {seconds} s.</translation>
    </message>
    <message>
        <source>{n} of {total} open transactions counted …</source>
        <translation>{n} von {total} offenen Vorgängen gezählt …</translation>
    </message>
    <message>
        <source>Registering the till …</source>
        <translation>Kasse wird angemeldet …</translation>
    </message>
    <message>
        <source>“{name}” is registered and can sign from now on.</source>
        <translation>„{name}“ ist angemeldet und kann ab sofort signieren.</translation>
    </message>
    <message>
        <source>“{name}” is registered again and can sign from now on.</source>
        <translation>„{name}“ ist wieder angemeldet und kann ab sofort signieren.</translation>
    </message>
    <message>
        <source>“{name}” was registered already; no second till was made.</source>
        <translation>„{name}“ war schon angemeldet; es wurde keine zweite Kasse angelegt.</translation>
    </message>
    <message>
        <source>Looking for open transactions of this till …</source>
        <translation>Offene Vorgänge dieser Kasse werden gesucht …</translation>
    </message>
    <message>
        <source>The service asks for a pause of {seconds} s …</source>
        <translation>Der Dienst verlangt eine Pause von {seconds} s …</translation>
    </message>
    <message>
        <source>Deregistering the till …</source>
        <translation>Kasse wird abgemeldet …</translation>
    </message>
    <message>
        <source>“{name}” is deregistered and cannot sign any more.</source>
        <translation>„{name}“ ist abgemeldet und kann nicht mehr signieren.</translation>
    </message>
    <message>
        <source>Register the till {name} again?</source>
        <translation>Kasse {name} wieder anmelden?</translation>
    </message>
    <message>
        <source>From then on it can sign again under its Kassen-ID. It must be the same till as before.</source>
        <translation>Von da an kann sie unter ihrer Kassen-ID wieder signieren. Es muss dieselbe Kasse sein wie vorher.</translation>
    </message>
    <message>
        <source>Register again</source>
        <translation>Wieder anmelden</translation>
    </message>
</context>
<context>
    <name>TillDetailsDialog</name>
    <message>
        <source>Till {name}</source>
        <translation>Kasse {name}</translation>
    </message>
    <message>
        <source>Kassen-ID</source>
        <translation>Kassen-ID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>First registered</source>
        <translation>Erstmals angemeldet</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>Zuletzt geändert</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Letzte Aktivität</translation>
    </message>
    <message>
        <source>Open transactions</source>
        <translation>Offene Vorgänge</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Betrieb</translation>
    </message>
    <message>
        <source>Id at the service</source>
        <translation>Kennung beim Dienst</translation>
    </message>
    <message>
        <source>Id of the TSE</source>
        <translation>Kennung der TSE</translation>
    </message>
    <message>
        <source>Entries of your own</source>
        <translation>Eigene Einträge</translation>
    </message>
    <message>
        <source>There is no entry yet.</source>
        <translation>Es gibt noch keinen Eintrag.</translation>
    </message>
    <message>
        <source>Edit the entries …</source>
        <translation>Einträge bearbeiten …</translation>
    </message>
</context>
<context>
    <name>TillListDesk</name>
    <message>
        <source>Comparing with the tills …</source>
        <translation>Vergleich mit den Kassen …</translation>
    </message>
    <message>
        <source>Open a list of tills</source>
        <translation>Kassenliste öffnen</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
</context>
<context>
    <name>TillListPage</name>
    <message>
        <source>Register several tills</source>
        <translation>Mehrere Kassen anmelden</translation>
    </message>
    <message>
        <source>List of Kassen-IDs</source>
        <translation>Liste der Kassen-IDs</translation>
    </message>
    <message>
        <source>One Kassen-ID per line. Or a table (CSV) whose first line names the columns: serial_number, and further ones such as description, which are kept with the till.</source>
        <translation>Eine Kassen-ID je Zeile. Oder eine Tabelle (CSV), deren erste Zeile die Spalten nennt: Kassen-ID und, wenn Sie möchten, weitere wie Raum oder Notiz. Diese werden bei der Kasse aufbewahrt.</translation>
    </message>
    <message>
        <source>Check the list</source>
        <translation>Liste prüfen</translation>
    </message>
    <message>
        <source>Open a file …</source>
        <translation>Datei öffnen …</translation>
    </message>
    <message>
        <source>There is not enough room at this TSE for all</source>
        <translation>Diese TSE hat nicht genug Platz für alle</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) are left out. Deregister tills that are not used any more, then check the list again.</source>
        <translation>
            <numerusform>%n Zeile wird ausgelassen. Melden Sie Kassen ab, die nicht mehr benutzt werden, und prüfen Sie die Liste dann noch einmal.</numerusform>
            <numerusform>%n Zeilen werden ausgelassen. Melden Sie Kassen ab, die nicht mehr benutzt werden, und prüfen Sie die Liste dann noch einmal.</numerusform>
        </translation>
    </message>
    <message>
        <source>Lines of the list</source>
        <translation>Zeilen der Liste</translation>
    </message>
    <message>
        <source>Every Kassen-ID is right. I know that none can ever be changed.</source>
        <translation>Alle Kassen-IDs stimmen. Ich weiß, dass keine je geändert werden kann.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>To the tills</source>
        <translation>Zu den Kassen</translation>
    </message>
    <message>
        <source>Nothing is changed before you have seen what would happen.</source>
        <translation>Nichts wird geändert, bevor Sie gesehen haben, was geschehen würde.</translation>
    </message>
    <message>
        <source>This is what would happen. Nothing has been changed yet.</source>
        <translation>Das würde geschehen. Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>If this is interrupted, check the same list again: what was done is recognised.</source>
        <translation>Nach einer Unterbrechung prüfen Sie dieselbe Liste noch einmal: Was erledigt ist, wird erkannt.</translation>
    </message>
    <message numerus="yes">
        <source>%n till(s) will be registered</source>
        <translation>
            <numerusform>%n Kasse wird angemeldet</numerusform>
            <numerusform>%n Kassen werden angemeldet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already there</source>
        <translation>
            <numerusform>%n schon da</numerusform>
            <numerusform>%n schon da</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n ausgelassen</numerusform>
            <numerusform>%n ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} of {all} tills registered</source>
        <translation>{n} von {all} Kassen angemeldet</translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %n till(s) are not registered yet.</source>
        <translation>
            <numerusform>Angehalten. %n Kasse ist noch nicht angemeldet.</numerusform>
            <numerusform>Angehalten. %n Kassen sind noch nicht angemeldet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done, but the service refused %n till(s).</source>
        <translation>
            <numerusform>Fertig, aber der Dienst hat %n Kasse abgelehnt.</numerusform>
            <numerusform>Fertig, aber der Dienst hat %n Kassen abgelehnt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done. %n till(s) can sign from now on.</source>
        <translation>
            <numerusform>Fertig. %n Kasse kann ab sofort signieren.</numerusform>
            <numerusform>Fertig. %n Kassen können ab sofort signieren.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Register %n till(s)</source>
        <translation>
            <numerusform>%n Kasse anmelden</numerusform>
            <numerusform>%n Kassen anmelden</numerusform>
        </translation>
    </message>
    <message>
        <source>Another list</source>
        <translation>Andere Liste</translation>
    </message>
    <message>
        <source>Change the list</source>
        <translation>Liste ändern</translation>
    </message>
</context>
<context>
    <name>TillListTable</name>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Kassen-ID</source>
        <translation>Kassen-ID</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Kept with it</source>
        <translation>Weitere Angaben</translation>
    </message>
    <message>
        <source>is being registered …</source>
        <translation>wird gerade angemeldet …</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>angemeldet</translation>
    </message>
    <message>
        <source>registered again</source>
        <translation>wieder angemeldet</translation>
    </message>
    <message>
        <source>was registered already</source>
        <translation>war schon angemeldet</translation>
    </message>
    <message>
        <source>not certain; looked at when this goes on</source>
        <translation>noch ungewiss; wird beim Weitermachen nachgesehen</translation>
    </message>
    <message>
        <source>will be registered</source>
        <translation>wird angemeldet</translation>
    </message>
    <message>
        <source>deregistered now; will be registered again</source>
        <translation>jetzt abgemeldet; wird wieder angemeldet</translation>
    </message>
    <message>
        <source>registered already; nothing happens</source>
        <translation>schon angemeldet; nichts geschieht</translation>
    </message>
    <message>
        <source>left out: an earlier line has it</source>
        <translation>ausgelassen: steht schon in einer früheren Zeile</translation>
    </message>
    <message>
        <source>left out: a till in a state we do not know has it</source>
        <translation>ausgelassen: gehört einer Kasse in unbekanntem Zustand</translation>
    </message>
    <message>
        <source>left out: no room at this TSE</source>
        <translation>ausgelassen: kein Platz in dieser TSE</translation>
    </message>
    <message>
        <source>left out: the further columns are too long, too many or unnamed</source>
        <translation>ausgelassen: weitere Spalten zu lang, zu viele oder ohne Namen</translation>
    </message>
</context>
<context>
    <name>TillPage</name>
    <message>
        <source>Register a new till</source>
        <translation>Neue Kasse anmelden</translation>
    </message>
    <message>
        <source>It gets a Kassen-ID of its own. The admin PIN is needed.</source>
        <translation>Sie bekommt eine eigene Kassen-ID. Die Admin-PIN wird benötigt.</translation>
    </message>
    <message>
        <source>Kassen-ID (serial number of the till)</source>
        <translation>Kassen-ID (Seriennummer der Kasse)</translation>
    </message>
    <message>
        <source>As the till shows or prints it, for example KASSE-1. Letters, digits, blank and &apos; ( ) + , - . : = ?  At most {n} characters.</source>
        <translation>Wie die Kasse sie anzeigt oder druckt, zum Beispiel KASSE-1. Buchstaben, Ziffern, Leerzeichen und &apos; ( ) + , - . : = ?  Höchstens {n} Zeichen.</translation>
    </message>
    <message>
        <source>On every receipt it will say</source>
        <translation>Auf jedem Beleg wird stehen</translation>
    </message>
    <message>
        <source>A Kassen-ID is for ever</source>
        <translation>Eine Kassen-ID ist für immer</translation>
    </message>
    <message>
        <source>It is signed into every receipt and reported to the tax office. It cannot be changed or given to another till later; the till must be set to the very same one.</source>
        <translation>Sie wird in jeden Beleg signiert und dem Finanzamt gemeldet. Sie lässt sich später weder ändern noch einer anderen Kasse geben; die Kasse muss auf genau dieselbe eingestellt sein.</translation>
    </message>
    <message>
        <source>The till</source>
        <translation>Die Kasse</translation>
    </message>
    <message>
        <source>Every till that uses this TSE is registered with its Kassen-ID.</source>
        <translation>Jede Kasse, die diese TSE nutzt, wird mit ihrer Kassen-ID angemeldet.</translation>
    </message>
    <message>
        <source>Registered; nothing is changed.</source>
        <translation>Angemeldet; es wird nichts geändert.</translation>
    </message>
    <message>
        <source>Deregistered; it will be registered again. The admin PIN is needed.</source>
        <translation>Abgemeldet; sie wird wieder angemeldet. Die Admin-PIN wird benötigt.</translation>
    </message>
</context>
<context>
    <name>TillsPage</name>
    <message>
        <source>Tills</source>
        <translation>Kassen</translation>
    </message>
    <message>
        <source>Read the tills anew</source>
        <translation>Kassen neu lesen</translation>
    </message>
    <message>
        <source>Register a till …</source>
        <translation>Kasse anmelden …</translation>
    </message>
    <message>
        <source>Register several …</source>
        <translation>Mehrere anmelden …</translation>
    </message>
    <message>
        <source>Details …</source>
        <translation>Details …</translation>
    </message>
    <message>
        <source>Deregister …</source>
        <translation>Abmelden …</translation>
    </message>
    <message>
        <source>Register again</source>
        <translation>Wieder anmelden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>Noch nicht gelesen</translation>
    </message>
    <message>
        <source>{n} of {most} tills registered</source>
        <translation>{n} von {most} Kassen angemeldet</translation>
    </message>
    <message>
        <source>As of {time}</source>
        <translation>Stand {time}</translation>
    </message>
    <message>
        <source>Tills can be registered and deregistered only while it is in service.</source>
        <translation>Kassen lassen sich nur an- und abmelden, solange sie betriebsbereit ist.</translation>
    </message>
    <message>
        <source>No till matches.</source>
        <translation>Keine Kasse passt dazu.</translation>
    </message>
    <message>
        <source>No till has been registered with this TSE yet.</source>
        <translation>An dieser TSE wurde noch keine Kasse angemeldet.</translation>
    </message>
    <message>
        <source>How many transactions are open at each till is not known yet.</source>
        <translation>Wie viele Vorgänge je Kasse offen sind, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>Select a till in the table first.</source>
        <translation>Wählen Sie zuerst eine Kasse in der Tabelle.</translation>
    </message>
    <message>
        <source>Only while the TSE is in service.</source>
        <translation>Nur möglich, solange die TSE betriebsbereit ist.</translation>
    </message>
    <message>
        <source>This till is not registered.</source>
        <translation>Diese Kasse ist nicht angemeldet.</translation>
    </message>
    <message>
        <source>This till is registered already.</source>
        <translation>Diese Kasse ist schon angemeldet.</translation>
    </message>
    <message>
        <source>Count them</source>
        <translation>Zählen</translation>
    </message>
    <message>
        <source>All tills</source>
        <translation>Alle Kassen</translation>
    </message>
    <message>
        <source>Registered ones</source>
        <translation>Angemeldete</translation>
    </message>
    <message>
        <source>Deregistered ones</source>
        <translation>Abgemeldete</translation>
    </message>
    <message>
        <source>Those with open transactions</source>
        <translation>Mit offenen Vorgängen</translation>
    </message>
</context>
<context>
    <name>TillsTable</name>
    <message>
        <source>Kassen-ID</source>
        <translation>Kassen-ID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>First registered</source>
        <translation>Erstmals angemeldet</translation>
    </message>
    <message>
        <source>Last activity</source>
        <translation>Letzte Aktivität</translation>
    </message>
    <message>
        <source>Open transactions</source>
        <translation>Offene Vorgänge</translation>
    </message>
    <message>
        <source>Id at the service</source>
        <translation>Kennung beim Dienst</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Its open transactions cannot be closed before it is registered again.</source>
        <translation>Ihre offenen Vorgänge lassen sich erst schließen, wenn sie wieder angemeldet ist.</translation>
    </message>
</context>
<context>
    <name>TssDesk</name>
    <message>
        <source>Asking the service …</source>
        <translation>Der Dienst wird gefragt …</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>End of TSE {serial}</source>
        <translation>Ablauf der TSE {serial}</translation>
    </message>
    <message>
        <source>Saved as “{name}”. Open it to take it over.</source>
        <translation>Gespeichert als „{name}“. Öffnen Sie die Datei, um den Termin zu übernehmen.</translation>
    </message>
    <message>
        <source>TSE certificate runs out: {shop}</source>
        <translation>TSE-Zertifikat läuft ab: {shop}</translation>
    </message>
    <message>
        <source>After this moment the TSE signs no more. A certificate cannot be renewed: set up a new TSE before and register the tills there.
Serial number of the TSE: {serial}
TSE id: {tss_id}</source>
        <translation>Ab diesem Moment signiert die TSE nicht mehr. Ein Zertifikat lässt sich nicht verlängern: Richten Sie vorher eine neue TSE ein und melden Sie die Kassen dort an.
Seriennummer der TSE: {serial}
TSE-ID: {tss_id}</translation>
    </message>
    <message>
        <source>The entries are saved.</source>
        <translation>Die Einträge sind gespeichert.</translation>
    </message>
    <message>
        <source>Looking what speaks against it …</source>
        <translation>Es wird nachgesehen, was dagegen spricht …</translation>
    </message>
    <message>
        <source>The TSE is taken out of service …</source>
        <translation>Die TSE wird außer Betrieb genommen …</translation>
    </message>
    <message>
        <source>The TSE is out of service for good.</source>
        <translation>Die TSE ist endgültig außer Betrieb.</translation>
    </message>
</context>
<context>
    <name>TssPage</name>
    <message>
        <source>The TSE</source>
        <translation>Die TSE</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut nachsehen</translation>
    </message>
    <message>
        <source>A new TSE for this shop</source>
        <translation>Eine neue TSE für dieses Geschäft</translation>
    </message>
    <message>
        <source>The set-up asks for nothing it knows already. The shop stays with this TSE until the new one is in service; then the tills are registered there.</source>
        <translation>Die Einrichtung fragt nichts, was sie schon weiß. Das Geschäft bleibt bei dieser TSE, bis die neue in Betrieb ist; danach werden die Kassen dort angemeldet.</translation>
    </message>
    <message>
        <source>Set up a new TSE …</source>
        <translation>Neue TSE einrichten …</translation>
    </message>
    <message>
        <source>PIN and PUK</source>
        <translation>PIN und PUK</translation>
    </message>
    <message>
        <source>The admin PIN is needed to register tills and to end the TSE; the PUK sets a new PIN. Selling needs neither.</source>
        <translation>Die Admin-PIN wird gebraucht, um Kassen anzumelden und die TSE außer Betrieb zu nehmen; die PUK setzt eine neue PIN. Zum Verkaufen braucht man keine von beiden.</translation>
    </message>
    <message>
        <source>PIN and PUK …</source>
        <translation>PIN und PUK …</translation>
    </message>
    <message>
        <source>Take out of service</source>
        <translation>Außerbetriebnahme</translation>
    </message>
    <message>
        <source>For ever: nothing can be signed with this TSE afterwards, and nobody can put it back into service. You see first what speaks against it.</source>
        <translation>Endgültig: Mit dieser TSE kann danach nichts mehr signiert werden, und niemand kann sie wieder in Betrieb nehmen. Sie sehen zuerst, was dagegen spricht.</translation>
    </message>
    <message>
        <source>Take the TSE out of service …</source>
        <translation>TSE außer Betrieb nehmen …</translation>
    </message>
    <message>
        <source>Seen {moment}.</source>
        <translation>Stand: {moment}.</translation>
    </message>
    <message>
        <source>The TSE has not been seen yet.</source>
        <translation>Die TSE wurde noch nicht gelesen.</translation>
    </message>
</context>
<context>
    <name>TssWords</name>
    <message>
        <source>Go on with the set-up from the overview. A TSE that stays unused for three months is given back.</source>
        <translation>Setzen Sie die Einrichtung auf der Übersicht fort. Eine TSE, die drei Monate ungenutzt bleibt, wird freigegeben.</translation>
    </message>
    <message>
        <source>Go on with the set-up from the overview: it sets the PIN and puts the TSE into service.</source>
        <translation>Setzen Sie die Einrichtung auf der Übersicht fort: Sie setzt die PIN und nimmt die TSE in Betrieb.</translation>
    </message>
    <message>
        <source>Nothing has to be done.</source>
        <translation>Es ist nichts zu tun.</translation>
    </message>
    <message>
        <source>Nothing can be signed with it any more. Keep its exports as long as your books. To sell on, set up a new TSE and register the tills there.</source>
        <translation>Mit ihr kann nichts mehr signiert werden. Bewahren Sie ihre Exporte so lange auf wie Ihre Bücher. Um weiter zu verkaufen, richten Sie eine neue TSE ein und melden Sie die Kassen dort an.</translation>
    </message>
    <message>
        <source>Nothing of it is left at the service. To test on, set up a new TSE.</source>
        <translation>Beim Dienst ist nichts von ihr übrig. Um weiter zu testen, richten Sie eine neue TSE ein.</translation>
    </message>
    <message>
        <source>Set up a new TSE and register every till there anew. Until then your receipts must say that the TSE has failed. Exports of the old one may still be possible: secure them first.</source>
        <translation>Richten Sie eine neue TSE ein und melden Sie dort jede Kasse neu an. Bis dahin müssen Ihre Belege den Ausfall der TSE nennen. Exporte der alten sind vielleicht noch möglich: Sichern Sie sie zuerst.</translation>
    </message>
    <message>
        <source>It has signed nothing, so nothing is lost. Set up a new TSE when you need one.</source>
        <translation>Sie hat nichts signiert, also ist nichts verloren. Richten Sie eine neue TSE ein, wenn Sie eine brauchen.</translation>
    </message>
    <message>
        <source>Install the newest TSE Companion, or ask support what this state means.</source>
        <translation>Installieren Sie die neueste Version von TSE Companion, oder fragen Sie den Support, was dieser Zustand bedeutet.</translation>
    </message>
    <message>
        <source>certificate run out</source>
        <translation>Zertifikat abgelaufen</translation>
    </message>
    <message>
        <source>It no longer signs, and it cannot be administered any more.</source>
        <translation>Die TSE signiert nicht mehr und lässt sich nicht mehr verwalten.</translation>
    </message>
    <message>
        <source>Set up a new TSE and register every till there anew. Until then your receipts must say that the TSE has failed.</source>
        <translation>Richten Sie eine neue TSE ein und melden Sie dort jede Kasse neu an. Bis dahin müssen Ihre Belege den Ausfall der TSE nennen.</translation>
    </message>
    <message>
        <source>There is plenty of time.</source>
        <translation>Es ist noch viel Zeit.</translation>
    </message>
    <message>
        <source>Half a year or less: a successor belongs into your planning. A certificate cannot be renewed; a new TSE takes over.</source>
        <translation>Noch ein halbes Jahr oder weniger: Planen Sie eine Nachfolgerin ein. Ein Zertifikat lässt sich nicht verlängern; eine neue TSE übernimmt.</translation>
    </message>
    <message>
        <source>Three months or less: choose the day on which a new TSE takes over.</source>
        <translation>Noch drei Monate oder weniger: Bestimmen Sie den Tag, an dem eine neue TSE übernimmt.</translation>
    </message>
    <message>
        <source>A month or less: set up the new TSE now and move the tills to it.</source>
        <translation>Noch ein Monat oder weniger: Richten Sie jetzt die neue TSE ein und stellen Sie die Kassen um.</translation>
    </message>
    <message>
        <source>A week or less: change to a new TSE today, or sales go unsigned.</source>
        <translation>Noch eine Woche oder weniger: Stellen Sie heute auf eine neue TSE um, sonst bleiben Verkäufe unsigniert.</translation>
    </message>
    <message>
        <source>It has run out: nothing is signed any more.</source>
        <translation>Es ist abgelaufen: Es wird nichts mehr signiert.</translation>
    </message>
    <message>
        <source>The certificate cannot be read, so its end is not known.</source>
        <translation>Das Zertifikat ist nicht lesbar, sein Ende deshalb nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Set up a TSE</source>
        <translation>TSE einrichten</translation>
    </message>
    <message>
        <source>For a new shop, or to finish a set-up that was begun. You need the API key and API secret from the fiskaly dashboard, and about ten minutes.</source>
        <translation>Für ein neues Geschäft, oder um eine begonnene Einrichtung abzuschließen. Sie brauchen API-Schlüssel und API-Secret aus dem fiskaly-Dashboard und etwa zehn Minuten.</translation>
    </message>
    <message>
        <source>Connect an existing TSE</source>
        <translation>Vorhandene TSE verbinden</translation>
    </message>
    <message>
        <source>For a shop whose TSE works already. Nothing is changed; you see how it is doing and can print test receipts.</source>
        <translation>Für ein Geschäft, dessen TSE schon arbeitet. Es wird nichts geändert; Sie sehen, wie es ihr geht, und können Testbelege drucken.</translation>
    </message>
    <message>
        <source>Practise with the built-in sandbox</source>
        <translation>Mit der eingebauten Übungs-TSE üben</translation>
    </message>
    <message>
        <source>No account, no costs, nothing leaves this computer. The practice TSE behaves and signs like a real one.</source>
        <translation>Kein Konto, keine Kosten, nichts verlässt diesen Computer. Die Übungs-TSE verhält sich und signiert wie eine echte.</translation>
    </message>
    <message>
        <source>What would you like to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>You can stop at any moment. Nothing gets lost, and the next start goes on where you left off.</source>
        <translation>Sie können jederzeit aufhören. Nichts geht verloren, und der nächste Start macht dort weiter, wo Sie waren.</translation>
    </message>
</context>
<context>
    <name>WizardView</name>
    <message>
        <source>Finish later</source>
        <translation>Später fertigstellen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Opening the practice TSE …</source>
        <translation>Die Übungs-TSE wird geöffnet …</translation>
    </message>
    <message>
        <source>Looking what there is …</source>
        <translation>Es wird nachgesehen, was es gibt …</translation>
    </message>
    <message>
        <source>Looking where the set-up stands …</source>
        <translation>Wir sehen nach, wo die Einrichtung steht …</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>WorkPage</name>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Putting into service</source>
        <translation>Inbetriebnahme</translation>
    </message>
    <message>
        <source>The TSE is ready for use and the till is registered.</source>
        <translation>Die TSE ist betriebsbereit, und die Kasse ist angemeldet.</translation>
    </message>
    <message>
        <source>The first step can take half a minute. You may close the window: what is under way is finished first, and the next start goes on with the rest.</source>
        <translation>Der erste Schritt kann eine halbe Minute dauern. Sie dürfen das Fenster schließen: Was in Arbeit ist, wird erst beendet, und der nächste Start macht mit dem Rest weiter.</translation>
    </message>
    <message>
        <source>Enter the PIN again</source>
        <translation>PIN noch einmal eingeben</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>was so already</source>
        <translation>war schon so</translation>
    </message>
    <message>
        <source>Prepare the TSE</source>
        <translation>TSE vorbereiten</translation>
    </message>
    <message>
        <source>Set the admin PIN</source>
        <translation>Admin-PIN setzen</translation>
    </message>
    <message>
        <source>Log in as admin</source>
        <translation>Als Admin anmelden</translation>
    </message>
    <message>
        <source>Put the TSE into service</source>
        <translation>TSE in Betrieb nehmen</translation>
    </message>
    <message>
        <source>Register the till</source>
        <translation>Kasse anmelden</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Read everything back</source>
        <translation>Alles zurücklesen</translation>
    </message>
</context>
<context>
    <name>_StepRow</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>nicht nötig</translation>
    </message>
</context>
</TS>
