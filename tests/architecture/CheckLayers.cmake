cmake_minimum_required(VERSION 3.25)

# Each folder of src/ may include itself and the folders named after it here, and nothing else.
set(layers
  "core"
  "checks"
  "files:core"
  "http:core"
  "oidc:core checks http"
  "okta:core checks http"
  "pomerium:core files oidc"
  "authenticate:core checks http oidc pomerium"
  "secrets:core files"
  "keychain:core secrets"
  "setup:core checks files http oidc okta pomerium authenticate secrets"
  "advice:core checks files http oidc okta pomerium authenticate secrets"
  "wizard:core checks files oidc okta pomerium authenticate secrets setup advice"
  "cli:core checks files http oidc okta pomerium authenticate secrets setup advice"
  "demo")

# Headers that only these files may include: the seams to libraries that stay exchangeable.
set(seams
  "openssl/:core/Secret.cpp oidc/*.cpp oidc/OpenSsl.h demo/*.cpp"
  "qt6keychain/:keychain/*.cpp"
  "QSslSocket>:http/*"
  "QNetworkReply>:demo/*"
  "QNetworkAccessManager>:demo/*"
  "QWidget>:wizard/*"
  "QSaveFile>:nowhere") # files/AtomicFile.h sees errors that it does not

set(names "")
foreach(layer IN LISTS layers)
  string(REGEX REPLACE ":.*" "" name "${layer}")
  list(APPEND names "${name}")
endforeach()

# A folder that is not in the table would go unchecked.
file(GLOB folders LIST_DIRECTORIES true RELATIVE "${SOURCE_DIR}/src" "${SOURCE_DIR}/src/*")
foreach(folder IN LISTS folders)
  if(IS_DIRECTORY "${SOURCE_DIR}/src/${folder}" AND NOT folder IN_LIST names AND NOT folder MATCHES "^(cmake|decisions)$")
    message(SEND_ERROR "src/${folder} is not in the table of ${CMAKE_CURRENT_LIST_FILE}")
  endif()
endforeach()

foreach(layer IN LISTS layers)
  string(REGEX REPLACE "[: ]" ";" allowed "${layer}")
  list(GET allowed 0 name)
  file(GLOB files "${SOURCE_DIR}/src/${name}/*.h" "${SOURCE_DIR}/src/${name}/*.cpp")
  foreach(file IN LISTS files)
    file(STRINGS "${file}" includes REGEX "^#include \"[a-z]+/")
    foreach(include IN LISTS includes)
      string(REGEX REPLACE "^#include \"([a-z]+)/.*" "\\1" target "${include}")
      if(NOT target IN_LIST allowed)
        message(SEND_ERROR "${file}: ${name} may not include ${target}")
      endif()
    endforeach()
  endforeach()
endforeach()

file(GLOB_RECURSE sources RELATIVE "${SOURCE_DIR}/src" "${SOURCE_DIR}/src/*.h" "${SOURCE_DIR}/src/*.cpp")
foreach(seam IN LISTS seams)
  string(REGEX REPLACE ":.*" "" header "${seam}")
  string(REGEX REPLACE "^[^:]*:" "" places "${seam}")
  string(REPLACE " " ";" places "${places}")
  foreach(source IN LISTS sources)
    file(STRINGS "${SOURCE_DIR}/src/${source}" includes REGEX "^#include <${header}")
    if(NOT includes)
      continue()
    endif()
    set(isAllowed FALSE)
    foreach(place IN LISTS places)
      string(REPLACE "." "\\." pattern "${place}")
      string(REPLACE "*" ".*" pattern "${pattern}")
      if(source MATCHES "^${pattern}$")
        set(isAllowed TRUE)
      endif()
    endforeach()
    if(NOT isAllowed AND NOT source MATCHES "^[^/]+\\.cpp$")
      message(SEND_ERROR "src/${source} may not include <${header}")
    endif()
  endforeach()
endforeach()
