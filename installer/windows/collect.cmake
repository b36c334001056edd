# Collects what the programs need to run on a Windows that has nothing of it: the two programs, every DLL that they and
# Qt's plugins load, the plugins, translations and licences. Fails when something is missing, because a program without
# its TLS plugin starts, looks well, and can check nothing.
#
#   cmake -DPROGRAMS=a.exe;b.exe -DQT=folder -DOPENSSL=folder -DQTKEYCHAIN=folder -DLANGUAGES=de;fr -DSTAGE=folder
#         -DLIST=file -P collect.cmake
#
# QT, OPENSSL, QTKEYCHAIN: prefixes of build-dependencies. LANGUAGES: those of the product, for which Qt's own words are
# taken along. STAGE is made anew. LIST is written: for each file, where it came from, "origin<tab>path".
cmake_minimum_required(VERSION 3.25)

foreach(variable IN ITEMS PROGRAMS QT OPENSSL QTKEYCHAIN STAGE LIST)
  if(NOT ${variable})
    message(FATAL_ERROR "collect.cmake: ${variable} is not given")
  endif()
endforeach()

# Of plugins nothing in a program says that they are needed. Each line here has a reason:
set(plugins
  platforms/qwindows.dll          # without it no window opens
  platforms/qoffscreen.dll        # --autoplay without a display
  styles/qwindowsvistastyle.dll   # the native style; the wizard chooses Fusion itself
  tls/qschannelbackend.dll        # HTTPS, with the certificates that Windows trusts
  tls/qcertonlybackend.dll        # reading certificates, for --ca-file
  imageformats/qico.dll           # the window's icon
  imageformats/qjpeg.dll
  imageformats/qgif.dll)

set(triplet x86_64-w64-mingw32)
file(GLOB compiler_folders LIST_DIRECTORIES true /usr/lib/gcc/${triplet}/*-posix)
list(POP_BACK compiler_folders compiler_folder)
set(system_import_libraries /usr/${triplet}/lib)

file(REMOVE_RECURSE ${STAGE})
file(MAKE_DIRECTORY ${STAGE})
set(origins "")

# Copies one file and remembers whose it is.
function(take origin file folder)
  if(NOT EXISTS "${file}")
    message(FATAL_ERROR "collect.cmake: ${file} is missing")
  endif()
  file(COPY "${file}" DESTINATION "${STAGE}/${folder}" FOLLOW_SYMLINK_CHAIN)
  cmake_path(GET file FILENAME name)
  cmake_path(APPEND folder "${name}" OUTPUT_VARIABLE path)
  set(origins "${origins}${origin}\t${path}\n" PARENT_SCOPE)
endfunction()

foreach(program IN LISTS PROGRAMS)
  take(product "${program}" "")
endforeach()

set(plugin_files)
foreach(plugin IN LISTS plugins)
  cmake_path(GET plugin PARENT_PATH folder)
  take(qtbase "${QT}/plugins/${plugin}" plugins/${folder})
  list(APPEND plugin_files "${QT}/plugins/${plugin}")
endforeach()

# CMake looks for the names in small letters, as Windows would find them; here is a folder where they are written so.
set(small_letters ${STAGE}.libraries)
file(REMOVE_RECURSE ${small_letters})
file(MAKE_DIRECTORY ${small_letters})
foreach(folder IN ITEMS /usr/${triplet}/lib ${compiler_folder} ${QTKEYCHAIN}/bin ${OPENSSL}/bin ${QT}/bin)
  file(GLOB found ${folder}/*.dll)
  foreach(library IN LISTS found)
    cmake_path(GET library FILENAME name)
    string(TOLOWER "${name}" name)
    file(CREATE_LINK "${library}" "${small_letters}/${name}" SYMBOLIC)
  endforeach()
endforeach()

set(CMAKE_GET_RUNTIME_DEPENDENCIES_PLATFORM "windows+pe")
set(CMAKE_GET_RUNTIME_DEPENDENCIES_TOOL objdump)
set(CMAKE_GET_RUNTIME_DEPENDENCIES_COMMAND ${triplet}-objdump)
file(GET_RUNTIME_DEPENDENCIES
  EXECUTABLES ${PROGRAMS}
  MODULES ${plugin_files}
  RESOLVED_DEPENDENCIES_VAR libraries
  UNRESOLVED_DEPENDENCIES_VAR system_libraries
  DIRECTORIES ${small_letters}
  PRE_EXCLUDE_REGEXES "^api-ms-" "^ext-ms-")

foreach(link IN LISTS libraries)
  cmake_path(GET link FILENAME name)
  file(READ_SYMLINK "${small_letters}/${name}" library)
  set(origin mingw-w64)
  foreach(candidate IN ITEMS "qtbase|QT" "openssl|OPENSSL" "qtkeychain|QTKEYCHAIN" "gcc-mingw-w64|compiler_folder")
    string(REPLACE "|" ";" candidate "${candidate}")
    list(POP_BACK candidate folder)
    cmake_path(IS_PREFIX ${folder} "${library}" NORMALIZE inside)
    if(inside)
      set(origin ${candidate})
    endif()
  endforeach()
  take(${origin} "${library}" "")
endforeach()
file(REMOVE_RECURSE ${small_letters})

# What was not found must be Windows's own: mingw-w64 then has an import library of that name.
foreach(library IN LISTS system_libraries)
  string(TOLOWER "${library}" name)
  string(REGEX REPLACE "\\.(dll|drv)$" "" name "${name}")
  if(NOT EXISTS ${system_import_libraries}/lib${name}.a AND NOT EXISTS ${system_import_libraries}/lib${name}.drv.a)
    message(FATAL_ERROR "collect.cmake: ${library} is needed, is not a part of Windows, and was not found")
  endif()
endforeach()

foreach(needed IN ITEMS Qt6Core.dll Qt6Gui.dll Qt6Widgets.dll Qt6Network.dll libcrypto-3-x64.dll)
  if(NOT EXISTS "${STAGE}/${needed}")
    message(FATAL_ERROR "collect.cmake: the programs do not load ${needed}; are they the right ones?")
  endif()
endforeach()

# Qt's own words (Next, Back, Cancel); .qm files are the same on every system.
foreach(language IN LISTS LANGUAGES)
  take(qt6-translations "/usr/share/qt6/translations/qtbase_${language}.qm" translations)
endforeach()

# darkmode=2: windows and palette follow Windows's choice of dark apps, which Qt 6.4 does only when told.
file(WRITE "${STAGE}/qt.conf" "[Paths]
Prefix = .
Plugins = plugins
Translations = translations

[Platforms]
WindowsArguments = darkmode=2
")
string(APPEND origins "product\tqt.conf\n")

# Debug information and symbols are of no use to whom the installer is for.
file(GLOB_RECURSE binaries ${STAGE}/*.exe ${STAGE}/*.dll)
execute_process(COMMAND ${triplet}-strip --strip-all ${binaries} COMMAND_ERROR_IS_FATAL ANY)

file(WRITE "${LIST}" "${origins}")
list(LENGTH libraries count)
message(STATUS "collected ${count} libraries into ${STAGE}")
