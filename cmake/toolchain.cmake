# g++ 12 destroys temporaries twice in common co_await spellings; see docs/decisions/001-clang-19.md.
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang" OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS 19)
  message(FATAL_ERROR "Colloquium is built with clang 19 or newer (found ${CMAKE_CXX_COMPILER_ID} "
                      "${CMAKE_CXX_COMPILER_VERSION}); use a preset: cmake --preset dev")
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
add_link_options(-fuse-ld=lld)

# A precompiled header changes what ccache may reuse; these two let it.
set(CMAKE_PCH_INSTANTIATE_TEMPLATES ON)
add_compile_options("SHELL:-Xclang -fno-pch-timestamp")

set(COLLOQUIUM_SANITIZE "" CACHE STRING "Sanitizers to build with, as for -fsanitize=")
if(COLLOQUIUM_SANITIZE)
  add_compile_options(-fsanitize=${COLLOQUIUM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${COLLOQUIUM_SANITIZE})
  if(COLLOQUIUM_SANITIZE MATCHES "undefined")
    # clang's function-type check does not know coroutine frames.
    add_compile_options(-fno-sanitize=function)
  endif()
endif()
