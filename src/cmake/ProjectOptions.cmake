# Interface targets that every target of ours links: what the code is compiled with, in one place.

add_library(project_options INTERFACE)
target_compile_features(project_options INTERFACE cxx_std_20)
target_include_directories(project_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(project_options INTERFACE
  QT_NO_KEYWORDS
  QT_NO_CAST_FROM_ASCII
  QT_NO_CAST_TO_ASCII
  QT_NO_CAST_FROM_BYTEARRAY
  QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
  QT_NO_FOREACH
  QT_DISABLE_DEPRECATED_BEFORE=0x060400)

if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
  target_compile_options(project_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wconversion -Wno-sign-conversion
    -Wswitch
    $<$<BOOL:${WARNINGS_AS_ERRORS}>:-Werror>)
  target_compile_options(project_options INTERFACE -fstack-protector-strong
    $<$<CONFIG:Release,RelWithDebInfo,MinSizeRel>:-U_FORTIFY_SOURCE$<SEMICOLON>-D_FORTIFY_SOURCE=2>)
  if(LINUX)
    target_link_options(project_options INTERFACE -Wl,-z,relro -Wl,-z,now -Wl,--as-needed)
  endif()
endif()

# Resources without the times of their files, so that a program does not depend on when it was checked out or built.
set(CMAKE_AUTORCC_OPTIONS --format-version 1)

# A faster linker where there is one; some eighty tests are linked.
find_program(MOLD mold)
if(MOLD AND LINUX AND CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_link_options(project_options INTERFACE -fuse-ld=mold)
endif()

# Sanitizers: of the whole program or not at all, so they are set where everything is linked.
add_library(project_sanitizers INTERFACE)
if(SANITIZERS)
  target_compile_options(project_sanitizers INTERFACE
    -fsanitize=${SANITIZERS} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(project_sanitizers INTERFACE -fsanitize=${SANITIZERS})
endif()
target_link_libraries(project_options INTERFACE project_sanitizers)

# Headers that nearly every file includes, compiled once: half of the time of a clean build. Off by default, because
# editors, clang-tidy and compiler caches do better without; the presets of the tests switch it on.
option(PRECOMPILED_HEADERS "Compile common headers once" OFF)
if(PRECOMPILED_HEADERS)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/precompiled.cpp CONTENT "")
  add_library(precompiled OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(precompiled PRIVATE project_options Qt6::Core)
  set_target_properties(precompiled PROPERTIES AUTOMOC OFF)
  target_precompile_headers(precompiled PRIVATE
    <QByteArray> <QDateTime> <QHash> <QJsonArray> <QJsonObject> <QList> <QObject> <QString> <QStringList> <QTimer> <QUrl>
    <algorithm> <chrono> <functional> <map> <memory> <optional> <utility> <variant> <vector>)
endif()

# okta_setup_precompiled(TARGET): lets a target use them.
function(okta_setup_precompiled target)
  if(PRECOMPILED_HEADERS)
    target_precompile_headers(${target} REUSE_FROM precompiled)
  endif()
endfunction()

# okta_setup_library(NAME SOURCES... LINKS target...): one static library for one folder of src/.
# The folder is the target is the namespace (src/README.md).
function(okta_setup_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS;PRIVATE_LINKS")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC project_options ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
  set_target_properties(${name} PROPERTIES OUTPUT_NAME okta_setup_${name})
  okta_setup_precompiled(${name})
endfunction()
