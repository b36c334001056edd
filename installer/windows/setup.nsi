; The installer for Windows, setup.exe. Made by package-stage, which passes
;   VERSION     for example 0.1.0           STAGE     folder with the files to install
;   OUTPUT      the file to write           LISTS     folder with install-files.nsh and uninstall-files.nsh
;   ICON        the .ico file               SIZE_KB   size of what is installed
;   SIGN        optional: a command that signs the file given to it
; README.md in this folder says what an administrator may rely on: switches, exit codes, registry values.
Unicode true
Target amd64-unicode ; the default stub is 32-bit, and does nothing, with success, where there is no 32-bit Windows
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID /FINAL lzma
CRCCheck force

!define APP "Okta Setup for Pomerium"
!define PUBLISHER "The Okta Setup for Pomerium authors"
!define PROGRAM "pomerium-okta-wizard.exe"
!define COMMAND_LINE "pomerium-okta.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"

; Exit codes, beside 0 (done) and 1 (cancelled): the ones of Windows Installer, which fleet tools know.
!define EXIT_FAILED 1603
!define EXIT_IN_USE 1618 ; fleet tools take it as "try again later"
!define EXIT_NEWER_INSTALLED 1638

Name "${APP}"
OutFile "${OUTPUT}"
BrandingText "${APP} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${APP}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${APP} installer"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "${PUBLISHER}"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE ; /AllUsers and /CurrentUser
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "${APP}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_FUNCTION chooseFolder
!include MultiUser.nsh
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif

Var folderFromCommandLine
Var previousFolder
Var previousUninstaller

; Ends a run that did not do what was asked, with an exit code that says why.
!macro refuse code text
  DetailPrint "${text}"
  MessageBox MB_OK|MB_ICONSTOP "${text}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

; A program that runs keeps its file from being written: ask, or give up (silent).
!macro requireNotRunning folder file
  !define RETRY_LABEL retry_${__COUNTER__}
  ${RETRY_LABEL}:
  ${If} ${FileExists} "${folder}\${file}"
    ClearErrors
    FileOpen $0 "${folder}\${file}" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${file} is running. Close it, then press Retry." /SD IDCANCEL IDRETRY ${RETRY_LABEL}
      SetErrorLevel ${EXIT_IN_USE}
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
  !undef RETRY_LABEL
!macroend

; MULTIUSER_INIT puts its own folder into $INSTDIR; what the administrator gave with /D= goes first.
Function chooseFolder
  ${If} $folderFromCommandLine != ""
    StrCpy $INSTDIR $folderFromCommandLine
  ${EndIf}
FunctionEnd

Function .onInit
  SetRegView 64
  StrCpy $folderFromCommandLine $INSTDIR
  !insertmacro MULTIUSER_INIT
  Call chooseFolder
FunctionEnd

Function refuseDowngrade
  ReadRegStr $R0 SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $R0 != ""
    ${VersionCompare} "$R0" "${VERSION}" $R1
    ${If} $R1 == 1
      ${GetParameters} $R2
      ClearErrors
      ${GetOptions} $R2 "/FORCE" $R3
      ${If} ${Errors}
        !insertmacro refuse ${EXIT_NEWER_INSTALLED} "A newer version, $R0, is installed. Remove it first, or run this installer with /FORCE."
      ${EndIf}
    ${EndIf}
  ${EndIf}
FunctionEnd

; Upgrade in place: the version that is there removes its own files, because only it knows them. Settings and stored
; secrets stay.
Function removePreviousVersion
  ReadRegStr $previousUninstaller SHCTX "${UNINSTALL_KEY}" "QuietUninstallString"
  ReadRegStr $previousFolder SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $previousUninstaller == ""
  ${OrIf} $previousFolder == ""
  ${OrIfNot} ${FileExists} "$previousFolder\uninstall.exe"
    Return
  ${EndIf}
  !insertmacro requireNotRunning "$previousFolder" "${PROGRAM}"
  !insertmacro requireNotRunning "$previousFolder" "${COMMAND_LINE}"
  ExecWait '$previousUninstaller _?=$previousFolder' $R2
  ${If} $R2 <> 0
    !insertmacro refuse ${EXIT_FAILED} "The installed version could not be removed (exit code $R2)."
  ${EndIf}
  Delete "$previousFolder\uninstall.exe" ; with _?= it could not remove itself
  RMDir "$previousFolder"
FunctionEnd

Section
  Call refuseDowngrade
  Call removePreviousVersion
  !insertmacro requireNotRunning "$INSTDIR" "${PROGRAM}"
  !insertmacro requireNotRunning "$INSTDIR" "${COMMAND_LINE}"
  SetOverwrite on
  ClearErrors
  !include "${LISTS}/install-files.nsh"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    !insertmacro refuse ${EXIT_FAILED} "Not every file could be written to $INSTDIR."
  ${EndIf}
  CreateShortcut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\${PROGRAM}"

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${APP}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
SectionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

; Settings and stored secrets belong to the person, not to the program: they stay unless /PURGE, or a click on Yes,
; says otherwise. The program itself forgets them, and it is asked before its files go.
Function un.offerToForget
  ${GetParameters} $R2
  ClearErrors
  ${GetOptions} $R2 "/PURGE" $R3
  ${If} ${Errors}
    MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONQUESTION "Also forget your settings, drafts and the secrets that ${APP} stored in the Credential Manager?" /SD IDNO IDYES forget
    Return
  ${EndIf}
  forget:
  nsExec::ExecToLog '"$INSTDIR\${COMMAND_LINE}" forget --all'
  Pop $0
  ${If} $0 != 0
    !insertmacro refuse ${EXIT_FAILED} "The stored secrets could not be forgotten (exit code $0), so nothing was removed. Run the uninstaller without /PURGE to keep them."
  ${EndIf}
FunctionEnd

Section "Uninstall"
  !insertmacro requireNotRunning "$INSTDIR" "${PROGRAM}"
  !insertmacro requireNotRunning "$INSTDIR" "${COMMAND_LINE}"
  Call un.offerToForget
  ClearErrors
  !include "${LISTS}/uninstall-files.nsh"
  Delete "$SMPROGRAMS\${APP}.lnk"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only when it is empty: what others put there is theirs
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
SectionEnd
