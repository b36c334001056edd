<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>CheckList</name>
    <message numerus="yes">
        <source>%n not checked</source>
        <translation>
            <numerusform>%n was not checked</numerusform>
            <numerusform>%n were not checked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n redirect URIs</source>
        <translation>
            <numerusform>%n redirect URI</numerusform>
            <numerusform>%n redirect URIs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problems</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checks passed</source>
        <translation>
            <numerusform>%n check passed</numerusform>
            <numerusform>%n checks passed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OrganizationPage</name>
    <message numerus="yes">
        <source>The server&apos;s clock differs from this computer&apos;s by %n seconds.</source>
        <translation>
            <numerusform>The server&apos;s clock differs from this computer&apos;s by %n second.</numerusform>
            <numerusform>The server&apos;s clock differs from this computer&apos;s by %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>advice</name>
    <message numerus="yes">
        <source>%n not checked.</source>
        <translation>
            <numerusform>%n was not checked.</numerusform>
            <numerusform>%n were not checked.</numerusform>
        </translation>
    </message>
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
        <source>%n problems to fix before you continue.</source>
        <translation>
            <numerusform>%n problem to fix before you continue.</numerusform>
            <numerusform>%n problems to fix before you continue.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed and verified: %n secrets.</source>
        <translation>
            <numerusform>Removed and verified: %n secret.</numerusform>
            <numerusform>Removed and verified: %n secrets.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>advice</name>
    <message numerus="yes">
        <source>Failed: %n problems.</source>
        <translation>
            <numerusform>Failed: %n problem.</numerusform>
            <numerusform>Failed: %n problems.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Passed with %n warnings.</source>
        <translation>
            <numerusform>Passed with %n warning.</numerusform>
            <numerusform>Passed with %n warnings.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n checks passed.</source>
        <translation>
            <numerusform>%n check passed.</numerusform>
            <numerusform>%n checks passed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>steps</name>
    <message numerus="yes">
        <source>%n problems</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>current, %n problems</source>
        <translation>
            <numerusform>current, %n problem</numerusform>
            <numerusform>current, %n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ApplicationPage</name>
    <message numerus="yes">
        <source>And %n more URIs for the sign-in test</source>
        <translation>
            <numerusform>And %n more URI for the sign-in test</numerusform>
            <numerusform>And %n more URIs for the sign-in test</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message numerus="yes">
        <source>Keep its other %n settings</source>
        <translation>
            <numerusform>Keep its %n other setting</numerusform>
            <numerusform>Keep its other %n settings</numerusform>
        </translation>
    </message>
</context>
</TS>
