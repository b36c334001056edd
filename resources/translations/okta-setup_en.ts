<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>OrganizationPage</name>
    <message numerus="yes">
        <source>The server&apos;s clock differs from this computer&apos;s by %n second(s).</source>
        <translation>
            <numerusform>The server&apos;s clock differs from this computer&apos;s by %n second.</numerusform>
            <numerusform>The server&apos;s clock differs from this computer&apos;s by %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>advice</name>
    <message numerus="yes">
        <source>We sent a secret of %n characters.</source>
        <translation>
            <numerusform>We sent a secret of %n character.</numerusform>
            <numerusform>We sent a secret of %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message numerus="yes">
        <source>%n secret(s) removed, and seen to be gone.</source>
        <translation>
            <numerusform>%n secret removed, and seen to be gone.</numerusform>
            <numerusform>%n secrets removed, and seen to be gone.</numerusform>
        </translation>
    </message>
</context>
</TS>
