<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
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
</TS>
