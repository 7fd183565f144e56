<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
<context>
    <name>CancelDialog</name>
    <message numerus="yes">
        <source>Cancel %Ln transaction(s)</source>
        <translation>
            <numerusform>Cancel %Ln transaction</numerusform>
            <numerusform>Cancel %Ln transactions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %Ln transaction(s)?</source>
        <translation>
            <numerusform>Cancel %Ln transaction?</numerusform>
            <numerusform>Cancel %Ln transactions?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) will be cancelled.</source>
        <translation>
            <numerusform>%Ln transaction will be cancelled.</numerusform>
            <numerusform>%Ln transactions will be cancelled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) will be cancelled after registering their till again: {tills}. It is deregistered afterwards.</source>
        <translation>
            <numerusform>%Ln transaction will be cancelled after registering its till again: {tills}. It is deregistered afterwards.</numerusform>
            <numerusform>%Ln transactions will be cancelled after registering their till again: {tills}. It is deregistered afterwards.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) stay open: their till is deregistered.</source>
        <translation>
            <numerusform>%Ln transaction stays open: its till is deregistered.</numerusform>
            <numerusform>%Ln transactions stay open: their till is deregistered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) stay open: only their taxi meter can end them.</source>
        <translation>
            <numerusform>%Ln transaction stays open: only its taxi meter can end it.</numerusform>
            <numerusform>%Ln transactions stay open: only their taxi meter can end them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A till may be using %n of them</source>
        <translation>
            <numerusform>A till may be using %n of them</numerusform>
            <numerusform>A till may be using %n of them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more, see the table</source>
        <translation>
            <numerusform>and %n more, see the table</numerusform>
            <numerusform>and %n more, see the table</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CertificateCard</name>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeregisterDialog</name>
    <message numerus="yes">
        <source>%Ln transaction(s) of this till are still open</source>
        <translation>
            <numerusform>%Ln transaction of this till is still open</numerusform>
            <numerusform>%Ln transactions of this till are still open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>Add %n shop(s)?</source>
        <translation>
            <numerusform>Add %n shop?</numerusform>
            <numerusform>Add %n shops?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InventoryPage</name>
    <message numerus="yes">
        <source>%n till(s) registered.</source>
        <translation>
            <numerusform>%n till registered.</numerusform>
            <numerusform>%n tills registered.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JournalPage</name>
    <message numerus="yes">
        <source>%n entry(ies) saved as “{name}”.</source>
        <translation>
            <numerusform>%n entry saved as “{name}”.</numerusform>
            <numerusform>%n entries saved as “{name}”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OpenChoosing</name>
    <message numerus="yes">
        <source>%Ln transaction(s) chosen.</source>
        <translation>
            <numerusform>%Ln transaction chosen.</numerusform>
            <numerusform>%Ln transactions chosen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them not in sight: see search and filters.</source>
        <translation>
            <numerusform>%n of them not in sight: see search and filters.</numerusform>
            <numerusform>%n of them not in sight: see search and filters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A till may be using %n of the chosen transactions</source>
        <translation>
            <numerusform>A till may be using %n of the chosen transactions</numerusform>
            <numerusform>A till may be using %n of the chosen transactions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln transaction(s) were left out</source>
        <translation>
            <numerusform>%Ln transaction was left out</numerusform>
            <numerusform>%Ln transactions were left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OpenGroups</name>
    <message numerus="yes">
        <source>%Ln transaction(s)</source>
        <translation>
            <numerusform>%Ln transaction</numerusform>
            <numerusform>%Ln transactions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n till(s)</source>
        <translation>
            <numerusform>%n till</numerusform>
            <numerusform>%n tills</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message numerus="yes">
        <source>%n attempt(s) left before the program stops.</source>
        <translation>
            <numerusform>%n attempt left before the program stops.</numerusform>
            <numerusform>%n attempts left before the program stops.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message numerus="yes">
        <source>%n attempt(s) left before the program stops.</source>
        <translation>
            <numerusform>%n attempt left before the program stops.</numerusform>
            <numerusform>%n attempts left before the program stops.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Revealed</name>
    <message numerus="yes">
        <source>Hidden again in %n second(s)</source>
        <translation>
            <numerusform>Hidden again in %n second</numerusform>
            <numerusform>Hidden again in %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunCard</name>
    <message numerus="yes">
        <source>%n more run(s) were interrupted; their turn comes after this one.</source>
        <translation>
            <numerusform>%n more run was interrupted; its turn comes after this one.</numerusform>
            <numerusform>%n more runs were interrupted; their turn comes after this one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %n minute(s) left; tills can sign in between.</source>
        <translation>
            <numerusform>About %n minute left; tills can sign in between.</numerusform>
            <numerusform>About %n minutes left; tills can sign in between.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SitesPage</name>
    <message numerus="yes">
        <source>%n shop(s) exported as “{name}”. The file holds no keys.</source>
        <translation>
            <numerusform>%n shop exported as “{name}”. The file holds no keys.</numerusform>
            <numerusform>%n shops exported as “{name}”. The file holds no keys.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shop(s) added. Each asks for its API key when you first open it.</source>
        <translation>
            <numerusform>%n shop added. It asks for its API key when you first open it.</numerusform>
            <numerusform>%n shops added. Each asks for its API key when you first open it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TillListPage</name>
    <message numerus="yes">
        <source>%n line(s) are left out. Deregister tills that are not used any more, then check the list again.</source>
        <translation>
            <numerusform>%n line is left out. Deregister tills that are not used any more, then check the list again.</numerusform>
            <numerusform>%n lines are left out. Deregister tills that are not used any more, then check the list again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n till(s) will be registered</source>
        <translation>
            <numerusform>%n till will be registered</numerusform>
            <numerusform>%n tills will be registered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already there</source>
        <translation>
            <numerusform>%n already there</numerusform>
            <numerusform>%n already there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %n till(s) are not registered yet.</source>
        <translation>
            <numerusform>Stopped. %n till is not registered yet.</numerusform>
            <numerusform>Stopped. %n tills are not registered yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done, but the service refused %n till(s).</source>
        <translation>
            <numerusform>Done, but the service refused %n till.</numerusform>
            <numerusform>Done, but the service refused %n tills.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done. %n till(s) can sign from now on.</source>
        <translation>
            <numerusform>Done. %n till can sign from now on.</numerusform>
            <numerusform>Done. %n tills can sign from now on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Register %n till(s)</source>
        <translation>
            <numerusform>Register %n till</numerusform>
            <numerusform>Register %n tills</numerusform>
        </translation>
    </message>
</context>
</TS>
