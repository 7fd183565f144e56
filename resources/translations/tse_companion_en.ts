<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
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
</TS>
