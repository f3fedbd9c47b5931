; The installer for one user, without administrator rights, in Simplified Chinese and English.
;
;   makensis -DVERSION=0.1.0 -DNUMBERS=0.1.0.0 -DSOURCE=dist/dual-compare -DTARGET=dual-compare-setup.exe installer.nsi
;
; /S installs silently, /D=FOLDER (last) chooses the folder. Exit codes: 0 done, 1 left by the person,
; 2 a newer version is there (silent only), 3 the program is running (silent only), 4 the files could not be put there.
; What a person made is never touched: settings, projects and backups lie elsewhere.

Unicode true
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh

!define PROGRAM "dual-compare.exe"
!define APP_ID "DualCompare.DualCompare" ; as in ui/desktop/identity.py
!define KIND "DualCompare.Project"
!define CLASSES "Software\Classes"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\DualCompare"
!define NEW "$INSTDIR\new~"
!define OLD "$INSTDIR\old~"

Name "$(PRODUCT)"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\DualCompare"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
RequestExecutionLevel user
!ifdef LOOSELY
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
ManifestDPIAware true
ManifestLongPathAware true
BrandingText " "

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "双比对工作台 Dual Compare"
VIAddVersionKey "FileDescription" "双比对工作台 Dual Compare"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "Dual Compare"
VIAddVersionKey "LegalCopyright" "See the folder licenses"

!define MUI_ICON "${SOURCE}\_internal\resources\marks\app.ico"
!define MUI_UNICON "${SOURCE}\_internal\resources\marks\app.ico"
!define MUI_ABORTWARNING
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${UNINSTALL}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "InstallerLanguage"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_RESERVEFILE_LANGDLL

LangString PRODUCT ${LANG_SIMPCHINESE} "双比对工作台"
LangString PRODUCT ${LANG_ENGLISH} "Dual Compare"
LangString PROJECT ${LANG_SIMPCHINESE} "双比对项目"
LangString PROJECT ${LANG_ENGLISH} "Dual Compare project"
LangString NEWER ${LANG_SIMPCHINESE} "已安装较新的版本 $R0，本安装包是 ${VERSION}。$\n较旧的程序打不开由较新程序保存的项目。仍要换成较旧的版本吗？"
LangString NEWER ${LANG_ENGLISH} "The newer version $R0 is installed, this is ${VERSION}.$\nThe older program does not open projects that the newer one has stored. Replace it all the same?"
LangString RUNNING ${LANG_SIMPCHINESE} "程序正在运行。请先关闭它的所有窗口，再按“重试”。"
LangString RUNNING ${LANG_ENGLISH} "The program is running. Close all its windows, then press Retry."
LangString FAILED ${LANG_SIMPCHINESE} "文件无法写入 $INSTDIR。$\n请检查磁盘空间和权限，或选择其他文件夹。原来的程序保持不变。"
LangString FAILED ${LANG_ENGLISH} "The files could not be put into $INSTDIR.$\nCheck the room on the drive and your rights, or choose another folder. The program is as it was before."
LangString KEPT ${LANG_SIMPCHINESE} "设置、项目和备份都保留，不会删除。"
LangString KEPT ${LANG_ENGLISH} "Settings, projects and backups are kept."

Function .onInit
  ${IfNot} ${Silent}
    !insertmacro MUI_LANGDLL_DISPLAY
  ${EndIf}
  ; a newer version is replaced only when a person says so
  ReadRegStr $R0 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $R0 != ""
    ${VersionCompare} "$R0" "${VERSION}" $R1
    ${If} $R1 == 1
      MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(NEWER)" /SD IDNO IDYES go_on
      ${If} ${Silent}
        SetErrorLevel 2
      ${Else}
        SetErrorLevel 1
      ${EndIf}
      Quit
      go_on:
    ${EndIf}
  ${EndIf}
FunctionEnd

Function un.onInit
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

; Windows does not let go of a program that runs: then it cannot be opened to be written.
!macro WAIT_FOR_END un
Function ${un}WaitForEnd
  again:
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $R2 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
      ${If} ${Silent}
        SetErrorLevel 3
      ${Else}
        SetErrorLevel 1
      ${EndIf}
      Quit
    ${EndIf}
    FileClose $R2
  ${EndIf}
FunctionEnd
!macroend
!insertmacro WAIT_FOR_END ""
!insertmacro WAIT_FOR_END "un."

Section
  Call WaitForEnd
  ; whole first, then in its place: what fails half way leaves the old program as it was
  RMDir /r "${NEW}"
  RMDir /r "${OLD}"
  ClearErrors
  SetOutPath "${NEW}"
  File /r "${SOURCE}\*.*"
  ${If} ${Errors}
    Goto failed
  ${EndIf}
  SetOutPath "$INSTDIR"
  CreateDirectory "${OLD}"
  ClearErrors
  Rename "$INSTDIR\_internal" "${OLD}\_internal"
  Rename "$INSTDIR\${PROGRAM}" "${OLD}\${PROGRAM}"
  Rename "$INSTDIR\dual-compare-cli.exe" "${OLD}\dual-compare-cli.exe"
  ClearErrors ; there may be none
  Rename "${NEW}\_internal" "$INSTDIR\_internal"
  Rename "${NEW}\${PROGRAM}" "$INSTDIR\${PROGRAM}"
  Rename "${NEW}\dual-compare-cli.exe" "$INSTDIR\dual-compare-cli.exe"
  ${If} ${Errors}
    Rename "$INSTDIR\_internal" "${NEW}\_internal"
    Rename "${OLD}\_internal" "$INSTDIR\_internal"
    Delete "$INSTDIR\${PROGRAM}"
    Rename "${OLD}\${PROGRAM}" "$INSTDIR\${PROGRAM}"
    Delete "$INSTDIR\dual-compare-cli.exe"
    Rename "${OLD}\dual-compare-cli.exe" "$INSTDIR\dual-compare-cli.exe"
    Goto failed
  ${EndIf}
  RMDir /r "${OLD}"
  RMDir /r "${NEW}"

  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "$(PRODUCT)"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Dual Compare"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "InstallerLanguage" "$LANGUAGE"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $R3 $R4 $R5
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $R3

  WriteRegStr HKCU "${CLASSES}\.dcmp" "" "${KIND}"
  WriteRegStr HKCU "${CLASSES}\.dcmp\OpenWithProgids" "${KIND}" ""
  WriteRegStr HKCU "${CLASSES}\${KIND}" "" "$(PROJECT)"
  WriteRegStr HKCU "${CLASSES}\${KIND}" "AppUserModelID" "${APP_ID}"
  WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED

  Delete "$SMPROGRAMS\双比对工作台.lnk" ; the other language's
  Delete "$SMPROGRAMS\Dual Compare.lnk"
  CreateShortcut "$SMPROGRAMS\$(PRODUCT).lnk" "$INSTDIR\${PROGRAM}"
  Call IdentifyShortcut
  SetErrorLevel 0
  Goto done

  failed:
  RMDir /r "${NEW}"
  MessageBox MB_OK|MB_ICONSTOP "$(FAILED)" /SD IDOK
  SetErrorLevel 4
  Abort
  done:
SectionEnd

; The shortcut says which program's windows are its own, so that a pinned one does not stand twice on the taskbar.
Function IdentifyShortcut
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("$SMPROGRAMS\$(PRODUCT).lnk",2)'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call 'ole32::CoTaskMemAlloc(p 128)p.r5'
        System::Call 'kernel32::lstrcpyW(p r5, w "${APP_ID}")'
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r3'
        System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,p r5)p.r4'
        ${IPropertyStore::SetValue} $2 '($3,$4)'
        ${IPropertyStore::Commit} $2 ""
        System::Free $3
        System::Free $4
        System::Call 'ole32::CoTaskMemFree(p r5)'
        ${IUnknown::Release} $2 ""
        ${IPersistFile::Save} $1 '("$SMPROGRAMS\$(PRODUCT).lnk",1)'
      ${EndIf}
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Call un.WaitForEnd
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\dual-compare-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; what somebody put there keeps it
  Delete "$SMPROGRAMS\双比对工作台.lnk"
  Delete "$SMPROGRAMS\Dual Compare.lnk"
  ReadRegStr $R0 HKCU "${CLASSES}\.dcmp" ""
  ${If} $R0 == "${KIND}" ; another program may have taken it over
    DeleteRegValue HKCU "${CLASSES}\.dcmp" ""
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.dcmp\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.dcmp\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.dcmp"
  DeleteRegKey HKCU "${CLASSES}\${KIND}"
  DeleteRegKey HKCU "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  DetailPrint "$(KEPT)"
SectionEnd
